//! One involvement: a service works, or worked, with a person.
//!
//! The source's own status is kept; what a page calls current, recent or historic is decided
//! in `family` from dates and the council's look-back windows.

use crate::personal_text::sealed_debug;
use crate::{DateSpan, Level, PersonKey, PersonalText, Service, SourceId, WorkerContact};
use jiff::civil::Date;

/// One involvement as one source records it.
#[derive(Clone, PartialEq, Eq)]
pub struct InvolvementRecord {
    /// The source.
    pub source: SourceId,
    /// The person's key in that source.
    pub person: PersonKey,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// The service.
    pub service: Service,
    /// What the source says of its state.
    pub status: InvolvementStatus,
    /// What kind of involvement, in the source's words ("child protection plan"); shown at
    /// [`Level::Facts`] and above.
    pub kind: Option<PersonalText>,
    /// From first to last day.
    pub span: DateSpan,
    /// The last day on which the service saw or spoke to the person.
    pub last_contact: Option<Date>,
    /// The organisation: a school, a landlord, a trust.
    pub organisation: Option<PersonalText>,
    /// The team, as the staff directory names it.
    pub team: Option<PersonalText>,
    /// The named worker.
    pub worker: WorkerContact,
    /// Agreed facts, each with the level at which it may be shown.
    pub facts: Vec<InvolvementFact>,
}

/// One agreed fact about an involvement, for example "rent arrears: open".
#[derive(Clone, PartialEq, Eq)]
pub struct InvolvementFact {
    /// What the fact is, from the source's specification ("Rent arrears").
    pub label: String,
    /// What the source says.
    pub value: PersonalText,
    /// The least level at which it may be shown.
    pub level: Level,
}

/// What a source says of an involvement's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InvolvementStatus {
    /// Open now.
    Current,
    /// Ended.
    Historic,
    /// The source does not say; dates decide.
    NotStated,
}

impl InvolvementStatus {
    /// Reads the words that sources use; "none found" rows are no involvement (nothing).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "current" | "open" | "active" | "allocated" | "on roll" | "yes" => Some(Self::Current),
            "historic" | "closed" | "ended" | "inactive" | "left" | "former" => {
                Some(Self::Historic)
            }
            "" | "not specified" | "unknown" | "not stated" => Some(Self::NotStated),
            _ => None,
        }
    }

    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Historic => "historic",
            Self::NotStated => "not_stated",
        }
    }

    /// Reads the word in tables.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Current, Self::Historic, Self::NotStated]
            .into_iter()
            .find(|s| s.code() == code)
    }
}

sealed_debug!(InvolvementRecord);
sealed_debug!(InvolvementFact);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_found_is_not_a_status() {
        assert_eq!(InvolvementStatus::parse("None found"), None);
        assert_eq!(
            InvolvementStatus::parse(" CURRENT "),
            Some(InvolvementStatus::Current)
        );
        for status in [
            InvolvementStatus::Current,
            InvolvementStatus::Historic,
            InvolvementStatus::NotStated,
        ] {
            assert_eq!(InvolvementStatus::from_code(status.code()), Some(status));
        }
    }
}
