//! Why a worker decided not to share.
//!
//! INVARIANT: not sharing is a decision like sharing, and needs a reason like it.

/// Why a worker decided not to share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotSharedReason {
    /// Sharing would harm the child more than not sharing.
    MoreHarmToTheChild,
    /// Somebody would be put in danger.
    DangerToSomebody,
    /// It has nothing to do with the child's safety or welfare.
    NotRelevant,
    /// Whoever asked has no part in the work.
    NotTheirWork,
    /// A law or an order of a court forbids it.
    LawForbids,
    /// Something else.
    Other,
}

impl NotSharedReason {
    /// All reasons.
    pub const ALL: [Self; 6] = [
        Self::MoreHarmToTheChild,
        Self::DangerToSomebody,
        Self::NotRelevant,
        Self::NotTheirWork,
        Self::LawForbids,
        Self::Other,
    ];

    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MoreHarmToTheChild => "more_harm_to_the_child",
            Self::DangerToSomebody => "danger_to_somebody",
            Self::NotRelevant => "not_relevant",
            Self::NotTheirWork => "not_their_work",
            Self::LawForbids => "law_forbids",
            Self::Other => "other",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::MoreHarmToTheChild => "Sharing would harm the child more than not sharing",
            Self::DangerToSomebody => "Sharing would put somebody in danger",
            Self::NotRelevant => "It has nothing to do with the child's safety or welfare",
            Self::NotTheirWork => "Whoever asked has no part in the work with this family",
            Self::LawForbids => "A law or an order of a court forbids it",
            Self::Other => "Something else",
        }
    }

    /// Reads the word in tables and forms.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}
