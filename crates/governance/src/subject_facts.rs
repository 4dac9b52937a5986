//! What is known of the chosen person and their family that may keep a worker away, and what may
//! stand in for a link to the case.
//!
//! Invariant: a tie counts for the worker and for the colleague on whose behalf they look alike,
//! and no emergency lifts a tie or brings back a person who is as if absent.

use vocabulary::{RestrictionKind, RestrictionSet, Tie};

/// What may keep a worker away from the chosen person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SubjectFacts {
    /// The chosen person's restrictions.
    pub restrictions: RestrictionSet,
    /// The gravest tie to anybody in the family that would be opened.
    pub tie: Option<TieFact>,
}

/// One tie between somebody who would look and somebody who would be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TieFact {
    /// What ties them.
    pub tie: Tie,
    /// Whose tie it is.
    pub whose: TiedWorker,
}

/// Whose tie it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TiedWorker {
    /// Of the worker who looks.
    WhoLooks,
    /// Of the colleague on whose behalf they look.
    OnWhoseBehalf,
}

/// What may stand in for a link to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standby {
    /// The worker is on the duty rota now.
    pub is_on_duty: bool,
    /// How an emergency look of this worker at this person stands.
    pub emergency: Emergency,
}

/// How an emergency look stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Emergency {
    /// None was asked for.
    NotAsked,
    /// Asked for; a second person has not approved it.
    Waiting,
    /// Open, for this person's family, until its time is up.
    Open,
    /// Its time is up.
    Over,
}

/// Why a person is as if absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AbsentBecause {
    /// A restriction that holds for everybody.
    Restricted(RestrictionKind),
    /// The person must not be found by whoever asks, or by the colleague for whom they ask.
    MustNotFind(TiedWorker),
}

impl SubjectFacts {
    /// Nobody is chosen, or nothing keeps anybody away.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            restrictions: RestrictionSet::NONE,
            tie: None,
        }
    }

    /// Why the person is as if absent; nothing when they are not. That they must not be found comes
    /// first, because it holds for the safeguarding desk too.
    #[must_use]
    pub fn absent_because(&self) -> Option<AbsentBecause> {
        let restricted = || {
            self.restrictions
                .kinds()
                .find(|kind| kind.is_as_if_absent())
                .map(AbsentBecause::Restricted)
        };
        self.tie
            .and_then(TieFact::absent_because)
            .or_else(restricted)
    }
}

impl TieFact {
    fn absent_because(self) -> Option<AbsentBecause> {
        match self.tie {
            Tie::MustNotFind => Some(AbsentBecause::MustNotFind(self.whose)),
            Tie::OwnRecord | Tie::DeclaredRelative | Tie::SameHousehold => None,
        }
    }
}

impl Standby {
    /// Not on duty, and no emergency was asked for.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            is_on_duty: false,
            emergency: Emergency::NotAsked,
        }
    }
}

impl Emergency {
    /// All ways in which an emergency look stands.
    pub const ALL: [Self; 4] = [Self::NotAsked, Self::Waiting, Self::Open, Self::Over];

    /// The word in policies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Over => "over",
        }
    }
}

impl AbsentBecause {
    /// The word in the audit; never said to a worker.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Restricted(kind) => kind.code(),
            Self::MustNotFind(_) => "must_not_find",
        }
    }
}
