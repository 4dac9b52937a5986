//! What keeps a worker away from a person, or lets them in where a case would not.
//!
//! Invariant: in every circumstance that is not out of the ordinary the worker is on duty, nobody is
//! restricted and nobody is tied.

use crate::{Emergency, Standby, SubjectFacts, TieFact, TiedWorker};
use std::collections::BTreeSet;
use vocabulary::{RestrictionKind, RestrictionSet, Tie};

/// What keeps a worker away, or lets them in where a case would not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeps {
    /// Nothing: on duty, no restriction, no tie, no emergency.
    Nothing,
    /// The worker is not on the duty rota.
    OffDuty,
    /// How a look in an emergency stands.
    InAnEmergency(Emergency),
    /// The person has a restriction.
    Restricted(RestrictionKind),
    /// The worker, or the colleague for whom they look, is tied to the family.
    Tied(Tie, TiedWorker),
}

impl Keeps {
    /// Everything out of the ordinary.
    pub(super) fn all() -> Vec<Self> {
        let emergencies = [Emergency::Waiting, Emergency::Open, Emergency::Over];
        let mut all = vec![Self::OffDuty];
        all.extend(emergencies.into_iter().map(Self::InAnEmergency));
        all.extend(RestrictionKind::ALL.into_iter().map(Self::Restricted));
        for whose in [TiedWorker::WhoLooks, TiedWorker::OnWhoseBehalf] {
            all.extend(Tie::ALL.into_iter().map(|tie| Self::Tied(tie, whose)));
        }
        all
    }

    pub(super) fn about(self) -> SubjectFacts {
        match self {
            Self::Nothing | Self::OffDuty | Self::InAnEmergency(_) => SubjectFacts::none(),
            Self::Restricted(kind) => SubjectFacts {
                restrictions: RestrictionSet::NONE.with(kind),
                tie: None,
            },
            Self::Tied(tie, whose) => SubjectFacts {
                restrictions: RestrictionSet::NONE,
                tie: Some(TieFact { tie, whose }),
            },
        }
    }

    pub(super) fn standby(self) -> Standby {
        Standby {
            is_on_duty: self != Self::OffDuty,
            emergency: match self {
                Self::InAnEmergency(emergency) => emergency,
                Self::Nothing | Self::OffDuty | Self::Restricted(_) | Self::Tied(..) => {
                    Emergency::NotAsked
                }
            },
        }
    }

    /// Several in words; nothing where the ordinary is among them.
    pub(super) fn in_words(all: impl Iterator<Item = Self>) -> String {
        let all: BTreeSet<Self> = all.collect();
        if all.contains(&Self::Nothing) {
            return String::new();
        }
        let words: BTreeSet<String> = all.into_iter().map(Self::words).collect();
        words.into_iter().collect::<Vec<_>>().join(", or ")
    }

    fn words(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::OffDuty => "when not on the duty rota".to_owned(),
            Self::InAnEmergency(Emergency::NotAsked) => String::new(),
            Self::InAnEmergency(Emergency::Waiting) => {
                "while a look in an emergency waits for approval".to_owned()
            }
            Self::InAnEmergency(Emergency::Open) => "in an emergency".to_owned(),
            Self::InAnEmergency(Emergency::Over) => "after an emergency look is over".to_owned(),
            Self::Restricted(kind) => format!(
                "about somebody with the restriction: {}",
                kind.label().to_lowercase()
            ),
            Self::Tied(..) => "about a family that the worker, or the colleague for whom they \
                               look, is tied to"
                .to_owned(),
        }
    }
}
