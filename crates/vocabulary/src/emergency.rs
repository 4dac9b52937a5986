//! The words of a look in an emergency: why it is asked for, and what the review came to; and
//! what a worker is told by the system.
//!
//! Invariant: every word is read back from its code.

/// Why a worker asks to look without a link to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmergencyReason {
    /// A child may be in danger now.
    DangerNow,
    /// A child is missing.
    MissingChild,
    /// The police, a hospital or a school asks now.
    PartnerAsksNow,
    /// The work has begun and the case is not in the case system yet.
    CaseNotRecorded,
    /// Something else, which the words say.
    Other,
}

/// What the information-governance lead found of a look in an emergency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmergencyOutcome {
    /// It was needed.
    Justified,
    /// It was not.
    NotJustified,
    /// The worker has to be asked first; the review stays open.
    Ask,
}

/// What a worker is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// A colleague says that they look on the worker's behalf.
    LooksForYou,
    /// A look in an emergency was approved.
    EmergencyApproved,
    /// A look in an emergency was not approved.
    EmergencyDeclined,
    /// The information-governance lead asks about a look in an emergency.
    EmergencyQuestion,
    /// Somebody answered what the worker had disputed.
    DisputeAnswered,
    /// A look has to be asked about first: for the information-governance lead.
    AskFirst,
}

impl EmergencyReason {
    /// All reasons, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::DangerNow,
        Self::MissingChild,
        Self::PartnerAsksNow,
        Self::CaseNotRecorded,
        Self::Other,
    ];

    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DangerNow => "danger_now",
            Self::MissingChild => "missing_child",
            Self::PartnerAsksNow => "partner_asks_now",
            Self::CaseNotRecorded => "case_not_recorded",
            Self::Other => "other",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::DangerNow => "A child may be in danger now",
            Self::MissingChild => "A child is missing",
            Self::PartnerAsksNow => "The police, a hospital or a school asks now",
            Self::CaseNotRecorded => "The case is not in the case system yet",
            Self::Other => "Something else",
        }
    }

    /// Reads the word in tables and forms.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code.trim())
    }
}

impl EmergencyOutcome {
    /// All outcomes, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Justified, Self::NotJustified, Self::Ask];

    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::NotJustified => "not_justified",
            Self::Ask => "ask",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Justified => "Justified",
            Self::NotJustified => "Not justified",
            Self::Ask => "Ask the worker first",
        }
    }

    /// Whether the review is done with it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        match self {
            Self::Justified | Self::NotJustified => true,
            Self::Ask => false,
        }
    }

    /// Reads the word in tables and forms.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code.trim())
    }
}

impl NoticeKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::LooksForYou,
        Self::EmergencyApproved,
        Self::EmergencyDeclined,
        Self::EmergencyQuestion,
        Self::DisputeAnswered,
        Self::AskFirst,
    ];

    /// The word in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LooksForYou => "looks_for_you",
            Self::EmergencyApproved => "emergency_approved",
            Self::EmergencyDeclined => "emergency_declined",
            Self::EmergencyQuestion => "emergency_question",
            Self::DisputeAnswered => "dispute_answered",
            Self::AskFirst => "ask_first",
        }
    }

    /// Whether the worker can say that they did not ask for it.
    #[must_use]
    pub const fn can_be_denied(self) -> bool {
        match self {
            Self::LooksForYou => true,
            Self::EmergencyApproved
            | Self::EmergencyDeclined
            | Self::EmergencyQuestion
            | Self::DisputeAnswered
            | Self::AskFirst => false,
        }
    }

    /// Reads the word in tables.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_from_its_code() {
        for one in EmergencyReason::ALL {
            assert_eq!(EmergencyReason::parse(one.code()), Some(one));
        }
        for one in EmergencyOutcome::ALL {
            assert_eq!(EmergencyOutcome::parse(one.code()), Some(one));
        }
        for one in NoticeKind::ALL {
            assert_eq!(NoticeKind::parse(one.code()), Some(one));
        }
    }
}
