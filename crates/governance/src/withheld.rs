//! Why something about one person is not shown, in plain words.
//!
//! The words say nothing about whether there is anything to show: the same reason is given
//! for a full record and for none.

/// Why a category of a source is not shown for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WithheldWhy {
    /// The rules changed between the decision and the look.
    RulesChanged,
    /// The permit is about another person.
    AnotherPerson,
    /// The value was sealed under another category or source than its own.
    WrongSeal,
    /// Answered as if there were no such person; never said to anybody.
    AsIfAbsent,
    /// No agreement covers this category of this source.
    NoAgreement,
    /// The agreement has ended.
    AgreementExpired,
    /// The agreement has not begun.
    AgreementNotYet,
    /// An agreement must switch this on, and none does.
    SwitchedOff,
    /// The purpose, for this role, does not allow it.
    PurposeDoesNotAllow,
    /// Not shared for somebody of this age.
    AgeRule,
    /// Shared by age, and the age is not known.
    AgeUnknown,
    /// It ended before the time to which the agreement reaches back.
    BeforeLookBack,
    /// A sensitive service: at most "ask the desk".
    SensitiveService,
    /// The source marks it as confidential.
    Confidential,
    /// A record of somebody who works for the council: kept to the workers on the case.
    KeptToTheCase,
    /// A court order limits what is shown.
    CourtOrder,
    /// A list of results shows less; the family page shows more.
    ComesWithTheFamily,
    /// Shown when one involvement is opened.
    ComesWithTheDetails,
    /// No rule allows it.
    NoRule,
}

impl WithheldWhy {
    /// All reasons; the first that applies is the one that is given.
    pub const ALL: [Self; 19] = [
        Self::RulesChanged,
        Self::AnotherPerson,
        Self::WrongSeal,
        Self::AsIfAbsent,
        Self::NoAgreement,
        Self::AgreementExpired,
        Self::AgreementNotYet,
        Self::SwitchedOff,
        Self::PurposeDoesNotAllow,
        Self::AgeRule,
        Self::AgeUnknown,
        Self::BeforeLookBack,
        Self::SensitiveService,
        Self::Confidential,
        Self::KeptToTheCase,
        Self::CourtOrder,
        Self::ComesWithTheFamily,
        Self::ComesWithTheDetails,
        Self::NoRule,
    ];

    /// The word in policies, the audit and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RulesChanged => "rules_changed",
            Self::AnotherPerson => "another_person",
            Self::WrongSeal => "wrong_seal",
            Self::AsIfAbsent => "as_if_absent",
            Self::NoAgreement => "no_agreement",
            Self::AgreementExpired => "agreement_expired",
            Self::AgreementNotYet => "agreement_not_yet",
            Self::SwitchedOff => "switched_off",
            Self::PurposeDoesNotAllow => "purpose_does_not_allow",
            Self::AgeRule => "age_rule",
            Self::AgeUnknown => "age_unknown",
            Self::BeforeLookBack => "before_look_back",
            Self::SensitiveService => "sensitive_service",
            Self::Confidential => "confidential",
            Self::KeptToTheCase => "kept_to_the_case",
            Self::CourtOrder => "court_order",
            Self::ComesWithTheFamily => "comes_with_the_family",
            Self::ComesWithTheDetails => "comes_with_the_details",
            Self::NoRule => "no_rule",
        }
    }

    /// Why, in plain words, for a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::RulesChanged => "The rules were changed a moment ago. Look again.",
            Self::AnotherPerson | Self::WrongSeal | Self::AsIfAbsent | Self::NoRule => {
                "No rule allows this to be shown to you."
            }
            Self::NoAgreement => "No agreement to share this is in place.",
            Self::AgreementExpired => "The agreement to share this has ended.",
            Self::AgreementNotYet => "The agreement to share this has not begun.",
            Self::SwitchedOff => "The council has not switched this on.",
            Self::PurposeDoesNotAllow => "Not shown for your purpose and role.",
            Self::AgeRule => "Not shared for somebody of this age.",
            Self::AgeUnknown => "Shared by age, and no full birth date is known.",
            Self::BeforeLookBack => "It ended before the time that the agreement covers.",
            Self::SensitiveService => "A sensitive service: ask the safeguarding desk.",
            Self::Confidential => "Confidential: ask the safeguarding desk.",
            Self::KeptToTheCase => "Kept to the workers on the case: ask the safeguarding desk.",
            Self::CourtOrder => {
                "A court order limits what is shown here: ask the safeguarding desk."
            }
            Self::ComesWithTheFamily => "Shown when the family is opened.",
            Self::ComesWithTheDetails => "Shown when the details are opened.",
        }
    }

    /// Reads the word in policies, the audit and JSON.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}
