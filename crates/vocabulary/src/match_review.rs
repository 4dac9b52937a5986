//! The words of the records desk: what is asked about two records, what a worker answers, and why.
//!
//! The same words stand in the database, on pages and on the command line. Invariant: every word
//! is read back from its code, and a reason fits at least one answer.

/// What is asked about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchQuestion {
    /// Two people may be one.
    MayBeOne,
    /// One person has two different NHS numbers.
    TwoNhsNumbers,
    /// One person has more records of one source than that source would keep of anybody.
    ManyOfOneSource,
    /// Somebody said that a record of one person is about somebody else.
    Disputed,
}

/// What a worker answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchAnswer {
    /// The two records are about one person.
    Same,
    /// They are about two people.
    NotSame,
    /// What is recorded does not say.
    CannotTell,
}

/// Why a worker answers so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchReason {
    /// What both records say fits one person.
    RecordsAgree,
    /// A change of name, or a spelling, explains the difference.
    NameOrSpelling,
    /// Twins, brothers or sisters.
    BrotherOrSister,
    /// Relatives who share a name.
    SharedName,
    /// What the records say cannot be true of one person.
    RecordsContradict,
    /// A service, or the family, was asked and said so.
    ServiceConfirmed,
    /// Too little is recorded.
    TooLittle,
    /// Something else, which the note says.
    Other,
}

impl MatchQuestion {
    /// All questions.
    pub const ALL: [Self; 4] = [
        Self::MayBeOne,
        Self::TwoNhsNumbers,
        Self::ManyOfOneSource,
        Self::Disputed,
    ];

    /// The word in the database and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MayBeOne => "may_be_one",
            Self::TwoNhsNumbers => "two_nhs_numbers",
            Self::ManyOfOneSource => "many_of_one_source",
            Self::Disputed => "disputed",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::MayBeOne => "Two people may be one",
            Self::TwoNhsNumbers => "One person has two different NHS numbers",
            Self::ManyOfOneSource => "One person has many records of one source",
            Self::Disputed => "Somebody said that a record is not about this person",
        }
    }

    /// Whether the two records are already held to be one person.
    #[must_use]
    pub const fn is_clash(self) -> bool {
        match self {
            Self::MayBeOne => false,
            Self::TwoNhsNumbers | Self::ManyOfOneSource | Self::Disputed => true,
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl MatchAnswer {
    /// All answers, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Same, Self::NotSame, Self::CannotTell];

    /// The word in the database, in forms and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::NotSame => "not_same",
            Self::CannotTell => "cannot_tell",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Same => "Same person",
            Self::NotSame => "Not the same person",
            Self::CannotTell => "Cannot tell",
        }
    }

    /// Reads the word; a hyphen counts as an underscore.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.replace('-', "_");
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl MatchReason {
    /// All reasons, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::RecordsAgree,
        Self::NameOrSpelling,
        Self::BrotherOrSister,
        Self::SharedName,
        Self::RecordsContradict,
        Self::ServiceConfirmed,
        Self::TooLittle,
        Self::Other,
    ];

    /// The word in the database, in forms and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RecordsAgree => "records_agree",
            Self::NameOrSpelling => "name_or_spelling",
            Self::BrotherOrSister => "brother_or_sister",
            Self::SharedName => "shared_name",
            Self::RecordsContradict => "records_contradict",
            Self::ServiceConfirmed => "service_confirmed",
            Self::TooLittle => "too_little",
            Self::Other => "other",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::RecordsAgree => "What both records say fits one person",
            Self::NameOrSpelling => "A change of name or a spelling explains the difference",
            Self::BrotherOrSister => "They are twins, brothers or sisters",
            Self::SharedName => "They are relatives who share a name",
            Self::RecordsContradict => "What the records say cannot be true of one person",
            Self::ServiceConfirmed => "A service or the family was asked and said so",
            Self::TooLittle => "Too little is recorded",
            Self::Other => "Something else",
        }
    }

    /// Whether the reason can stand behind this answer.
    #[must_use]
    pub const fn fits(self, answer: MatchAnswer) -> bool {
        match (self, answer) {
            (Self::Other, _)
            | (
                Self::RecordsAgree | Self::NameOrSpelling | Self::ServiceConfirmed,
                MatchAnswer::Same,
            )
            | (
                Self::BrotherOrSister
                | Self::SharedName
                | Self::RecordsContradict
                | Self::ServiceConfirmed,
                MatchAnswer::NotSame,
            )
            | (Self::TooLittle, MatchAnswer::CannotTell) => true,
            (
                Self::RecordsAgree
                | Self::NameOrSpelling
                | Self::BrotherOrSister
                | Self::SharedName
                | Self::RecordsContradict
                | Self::ServiceConfirmed
                | Self::TooLittle,
                _,
            ) => false,
        }
    }

    /// Reads the word; a hyphen counts as an underscore.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.replace('-', "_");
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_from_its_code() {
        for one in MatchQuestion::ALL {
            assert_eq!(MatchQuestion::parse(one.code()), Some(one));
        }
        for one in MatchAnswer::ALL {
            assert_eq!(MatchAnswer::parse(one.code()), Some(one));
            assert_eq!(MatchAnswer::parse(&one.code().replace('_', "-")), Some(one));
        }
        for one in MatchReason::ALL {
            assert_eq!(MatchReason::parse(one.code()), Some(one));
        }
    }

    #[test]
    fn every_answer_has_a_reason_of_its_own_and_every_reason_an_answer() {
        for answer in MatchAnswer::ALL {
            let fitting = MatchReason::ALL.into_iter().filter(|one| one.fits(answer));
            assert!(fitting.count() >= 2, "{}", answer.code());
        }
        for reason in MatchReason::ALL {
            assert!(MatchAnswer::ALL.into_iter().any(|one| reason.fits(one)));
        }
        assert!(!MatchReason::BrotherOrSister.fits(MatchAnswer::Same));
    }
}
