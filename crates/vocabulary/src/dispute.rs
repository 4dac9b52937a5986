//! The words of a dispute: what is said to be wrong, why, by whom, and what came of it.
//!
//! The same words stand in the database and on pages. Invariant: every word is read back from its
//! code, and an answer is due within one calendar month of the day on which it was said.

use crate::Date;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputeKind {
    /// What a source says is wrong.
    WrongFact,
    /// The record is about somebody else.
    WrongPerson,
}

/// Why it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputeReason {
    /// It did not happen.
    NeverHappened,
    /// It has ended.
    HasEnded,
    /// A date, a name or another detail is wrong.
    DetailWrong,
    /// It is about a relative.
    Relative,
    /// It is about somebody of a like name or birth date.
    LikeName,
    /// Nobody of the family knows of it.
    NobodyKnows,
    /// Something else, which the words say.
    Other,
}

/// Who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SaidBy {
    /// A worker.
    Worker,
    /// The person whom it is about, through the information-governance lead.
    Person,
}

/// What came of a dispute, one step after another; the newest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputeAnswer {
    /// The source has corrected it.
    Corrected,
    /// The source has checked it, and it is right.
    CheckedAndRight,
    /// The source cannot tell.
    CannotTell,
    /// Whoever said it took it back.
    Withdrawn,
    /// The records desk: it is about this person.
    SamePerson,
    /// The records desk: it is about somebody else.
    NotSamePerson,
    /// The records desk: the records do not say.
    DeskCannotTell,
    /// The records desk took its answer back.
    Reopened,
}

impl DisputeKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::WrongFact, Self::WrongPerson];

    /// The word in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongFact => "wrong_fact",
            Self::WrongPerson => "wrong_person",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::WrongFact => "This is wrong",
            Self::WrongPerson => "This is not about this person",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl DisputeReason {
    /// All reasons, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::NeverHappened,
        Self::HasEnded,
        Self::DetailWrong,
        Self::Relative,
        Self::LikeName,
        Self::NobodyKnows,
        Self::Other,
    ];

    /// The word in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NeverHappened => "never_happened",
            Self::HasEnded => "has_ended",
            Self::DetailWrong => "detail_wrong",
            Self::Relative => "relative",
            Self::LikeName => "like_name",
            Self::NobodyKnows => "nobody_knows",
            Self::Other => "other",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NeverHappened => "It never happened",
            Self::HasEnded => "It has ended",
            Self::DetailWrong => "A date, a name or another detail is wrong",
            Self::Relative => "It is about a relative",
            Self::LikeName => "It is about somebody with a like name or birth date",
            Self::NobodyKnows => "The family knows nothing of it",
            Self::Other => "Something else",
        }
    }

    /// Whether the reason goes with what is said.
    #[must_use]
    pub const fn fits(self, kind: DisputeKind) -> bool {
        match self {
            Self::NeverHappened | Self::HasEnded | Self::DetailWrong => {
                matches!(kind, DisputeKind::WrongFact)
            }
            Self::Relative | Self::LikeName => matches!(kind, DisputeKind::WrongPerson),
            Self::NobodyKnows | Self::Other => true,
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl SaidBy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Worker, Self::Person];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Person => "person",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl DisputeAnswer {
    /// All steps.
    pub const ALL: [Self; 8] = [
        Self::Corrected,
        Self::CheckedAndRight,
        Self::CannotTell,
        Self::Withdrawn,
        Self::SamePerson,
        Self::NotSamePerson,
        Self::DeskCannotTell,
        Self::Reopened,
    ];

    /// What the owner of a source can answer.
    pub const OF_OWNER: [Self; 3] = [Self::Corrected, Self::CheckedAndRight, Self::CannotTell];

    /// The word in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::CheckedAndRight => "checked_and_right",
            Self::CannotTell => "cannot_tell",
            Self::Withdrawn => "withdrawn",
            Self::SamePerson => "same_person",
            Self::NotSamePerson => "not_same_person",
            Self::DeskCannotTell => "desk_cannot_tell",
            Self::Reopened => "reopened",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Corrected => "Corrected at the source",
            Self::CheckedAndRight => "Checked, and it is right",
            Self::CannotTell => "The source cannot tell",
            Self::Withdrawn => "Taken back",
            Self::SamePerson => "The records desk: it is about this person",
            Self::NotSamePerson => "The records desk: it is about somebody else",
            Self::DeskCannotTell => "The records desk cannot tell",
            Self::Reopened => "The records desk looks at it again",
        }
    }

    /// Whether the dispute waits for an answer after this step.
    #[must_use]
    pub const fn leaves_it_open(self) -> bool {
        matches!(self, Self::Reopened)
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// The last day for an answer: one calendar month on, or the last day of a shorter month.
#[must_use]
pub fn answer_due(said_on: Date) -> Date {
    said_on.saturating_add(jiff::Span::new().months(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_from_its_code() {
        for one in DisputeKind::ALL {
            assert_eq!(DisputeKind::parse(one.code()), Some(one));
        }
        for one in DisputeReason::ALL {
            assert_eq!(DisputeReason::parse(one.code()), Some(one));
        }
        for one in SaidBy::ALL {
            assert_eq!(SaidBy::parse(one.code()), Some(one));
        }
        for one in DisputeAnswer::ALL {
            assert_eq!(DisputeAnswer::parse(one.code()), Some(one));
        }
    }

    #[test]
    fn every_kind_has_reasons_of_its_own() {
        for kind in DisputeKind::ALL {
            let other = DisputeKind::ALL.into_iter().find(|one| *one != kind);
            let own = DisputeReason::ALL
                .into_iter()
                .filter(|reason| reason.fits(kind) && other.is_none_or(|one| !reason.fits(one)));
            assert!(own.count() >= 2, "{}", kind.label());
        }
    }

    #[test]
    fn an_answer_is_due_a_calendar_month_on_and_never_in_the_month_after() {
        let day = |month, day| Date::constant(2027, month, day);
        assert_eq!(answer_due(day(1, 15)), day(2, 15));
        assert_eq!(answer_due(day(1, 31)), day(2, 28));
        assert_eq!(
            answer_due(Date::constant(2028, 1, 30)),
            Date::constant(2028, 2, 29)
        );
        assert_eq!(answer_due(day(12, 31)), Date::constant(2028, 1, 31));
    }
}
