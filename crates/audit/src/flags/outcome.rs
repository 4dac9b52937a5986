//! What came of a flag once somebody asked.
//!
//! INVARIANT: no outcome is a sanction; a question that needs one goes on to those whose work it
//! is, outside this system.

/// What came of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlagOutcome {
    /// There was a reason of work, and it is recorded now.
    WorkReason,
    /// An honest mistake, such as the wrong person of one name.
    HonestMistake,
    /// The team manager has been asked to talk with the worker.
    TeamManagerAsks,
    /// Those who look into such matters have been told.
    PassedOn,
}

impl FlagOutcome {
    /// All outcomes.
    pub const ALL: [Self; 4] = [
        Self::WorkReason,
        Self::HonestMistake,
        Self::TeamManagerAsks,
        Self::PassedOn,
    ];

    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WorkReason => "work_reason",
            Self::HonestMistake => "honest_mistake",
            Self::TeamManagerAsks => "team_manager_asks",
            Self::PassedOn => "passed_on",
        }
    }

    /// The words on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::WorkReason => "There was a reason of work",
            Self::HonestMistake => "An honest mistake",
            Self::TeamManagerAsks => "The team manager talks with the worker",
            Self::PassedOn => "Passed on to those who look into it",
        }
    }

    /// Reads the word in tables and forms.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}
