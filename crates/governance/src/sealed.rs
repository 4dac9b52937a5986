//! Sealed values: facts about a person that only the permit for that person opens.
//!
//! Invariant: a sealed value has no `Display`, no `Serialize`, and its `Debug` says nothing;
//! the only way to the value goes through [`MemberPermit`].
//!
//! With a permit it opens:
//! ```
//! use governance::{MemberPermit, Opened, Sealed};
//! fn first_line(permit: &MemberPermit, line: Sealed<String>) -> Option<String> {
//!     match permit.open(line) {
//!         Opened::Shown { value, .. } => Some(value),
//!         Opened::AskTheDesk | Opened::Withheld(_) => None,
//!     }
//! }
//! ```
//! Without one it does not compile:
//! ```compile_fail,E0616
//! use governance::{MemberPermit, Opened, Sealed};
//! fn first_line(line: Sealed<String>) -> String {
//!     line.value
//! }
//! ```
//! It can be told where it is from, but not printed:
//! ```
//! fn name(line: &governance::Sealed<String>) -> String {
//!     format!("{}", line.source())
//! }
//! ```
//! ```compile_fail,E0277
//! fn name(line: &governance::Sealed<String>) -> String {
//!     format!("{}", line)
//! }
//! ```
//! nor serialised, though the value alone could be:
//! ```
//! fn is_serialised<T: serde::Serialize>() {}
//! is_serialised::<String>();
//! ```
//! ```compile_fail,E0277
//! fn is_serialised<T: serde::Serialize>() {}
//! is_serialised::<governance::Sealed<String>>();
//! ```

use crate::{MemberPermit, WithheldWhy};
use vocabulary::{Category, Level, PersonId, SourceId};

/// A fact about one person, from one source, of one category.
pub struct Sealed<T> {
    source: SourceId,
    category: Category,
    person: PersonId,
    least: Level,
    value: T,
}

/// What a permit makes of a sealed value.
pub enum Opened<T> {
    /// It may be shown.
    Shown {
        /// The value, cut down to the level.
        value: T,
        /// The level.
        level: Level,
    },
    /// Only this may be said: speak to the desk.
    AskTheDesk,
    /// Nothing may be shown.
    Withheld(WithheldWhy),
}

impl<T> Sealed<T> {
    /// Seals a value that is shown whole or not at all: identity and services only at
    /// [`Level::Detail`], location and relationships from [`Level::Involved`] on.
    ///
    /// An involvement, a person's record or an address is opened by
    /// [`MemberPermit::disclose`] and its sisters instead, which cut it down to the level.
    #[must_use]
    pub fn new(source: SourceId, category: Category, person: PersonId, value: T) -> Self {
        Self::from_level(least_for_whole(category), source, category, person, value)
    }

    /// Seals a value that may be shown from the given level on, "ask the desk" never enough.
    #[must_use]
    pub fn from_level(
        least: Level,
        source: SourceId,
        category: Category,
        person: PersonId,
        value: T,
    ) -> Self {
        Self {
            source,
            category,
            person,
            least: least.max(Level::Involved),
            value,
        }
    }

    /// The source.
    #[must_use]
    pub fn source(&self) -> &SourceId {
        &self.source
    }

    /// The category.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }

    /// The person.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }
}

impl<T> Opened<T> {
    /// The value, where it may be shown.
    #[must_use]
    pub fn shown(self) -> Option<T> {
        match self {
            Self::Shown { value, .. } => Some(value),
            Self::AskTheDesk | Self::Withheld(_) => None,
        }
    }
}

impl MemberPermit {
    /// Opens a sealed value, whole or not at all.
    #[must_use]
    pub fn open<T>(&self, sealed: Sealed<T>) -> Opened<T> {
        let least = sealed.least;
        self.open_cut(sealed, |value, level| {
            if level < least {
                return Err(WithheldWhy::PurposeDoesNotAllow);
            }
            Ok(value)
        })
    }

    /// Opens a sealed value and cuts it down to its level; `cut` never sees a level below
    /// [`Level::Involved`].
    pub(crate) fn open_cut<T>(
        &self,
        sealed: Sealed<T>,
        cut: impl FnOnce(T, Level) -> Result<T, WithheldWhy>,
    ) -> Opened<T> {
        if sealed.person != self.person() {
            return Opened::Withheld(WithheldWhy::AnotherPerson);
        }
        let Some(grant) = self.grant(&sealed.source, sealed.category) else {
            let why = self.not_shown_reason(&sealed.source, sealed.category);
            return Opened::Withheld(why.unwrap_or(WithheldWhy::NoRule));
        };
        match grant.level {
            Level::Nothing => Opened::Withheld(WithheldWhy::NoRule),
            Level::AskTheDesk => Opened::AskTheDesk,
            Level::Involved | Level::NamedWorker | Level::Facts | Level::Detail => {
                match cut(sealed.value, grant.level) {
                    Ok(value) => Opened::Shown {
                        value,
                        level: grant.level,
                    },
                    Err(WithheldWhy::PurposeDoesNotAllow) => Opened::Withheld(
                        grant.held_below.unwrap_or(WithheldWhy::PurposeDoesNotAllow),
                    ),
                    Err(why) => Opened::Withheld(why),
                }
            }
        }
    }
}

impl<T> std::fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("‹sealed›")
    }
}

fn least_for_whole(category: Category) -> Level {
    match category {
        Category::Location | Category::Relationships => Level::Involved,
        Category::Identity
        | Category::ChildrensSocialCare
        | Category::EarlyHelp
        | Category::Education
        | Category::AdultSocialCare
        | Category::Housing
        | Category::Police
        | Category::ChildHealth
        | Category::YouthJustice
        | Category::SubstanceMisuse
        | Category::MentalHealth
        | Category::DomesticAbuse => Level::Detail,
    }
}
