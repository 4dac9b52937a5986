//! Identifiers that Kith itself mints: never reused, never derived from personal data.
//!
//! Version 7 UUIDs: the caller brings the time and the randomness.
//! Invariant: the text form is the hyphenated lower-case UUID, and `parse` accepts only that.

use std::fmt;
use uuid::Uuid;

/// The text was not a hyphenated UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not an identifier made by this system")]
pub struct NotAnId;

macro_rules! minted_id {
    ($(#[$doc:meta] $name:ident;)+) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a freshly minted UUID.
            #[must_use]
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The UUID inside.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// Reads the hyphenated text form.
            ///
            /// # Errors
            /// When the text is not a hyphenated lower-case UUID.
            pub fn parse(text: &str) -> Result<Self, NotAnId> {
                let id = Uuid::try_parse(text).map_err(|_| NotAnId)?;
                if id.hyphenated().to_string() == text { Ok(Self(id)) } else { Err(NotAnId) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.hyphenated())
            }
        }
    )+};
}

minted_id! {
    /// A resolved person: minted once, never reused, kept through merges as a redirect.
    PersonId;
    /// One person as one source holds them (one identity in one source).
    RecordId;
    /// One accepted delivery of one source.
    LoadId;
    /// One published state of people, households and involvements.
    GenerationId;
    /// One home with its people by date.
    HouseholdId;
    /// One involvement of one service with one person.
    InvolvementId;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_id(bits in any::<u128>()) {
            let id = PersonId::new(Uuid::from_u128(bits));
            prop_assert_eq!(PersonId::parse(&id.to_string()), Ok(id));
        }
    }

    #[test]
    fn other_spellings_of_a_uuid_are_refused() {
        assert_eq!(
            PersonId::parse("{018f0000-0000-7000-8000-000000000000}"),
            Err(NotAnId)
        );
        assert_eq!(
            PersonId::parse("018F0000-0000-7000-8000-00000000000A"),
            Err(NotAnId)
        );
    }
}
