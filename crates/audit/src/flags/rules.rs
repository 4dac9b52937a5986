//! The rules over a stream of looks.
//!
//! INVARIANT: F1 and F8 are raised for every look that deserves them, however often; the other
//! flags once for a worker, a person and a day, so that one visit is one question.

use super::fishing::{Fishing, OnBehalf, Reasons};
use super::volume::Volume;
use super::{DaysFromLink, Flag, FlagLimits, Raised, WatchedLook};
use crate::{Explanation, MissingFact};
use std::collections::BTreeSet;
use vocabulary::{Date, PersonId};

type Asked = (Flag, String, Option<PersonId>, Date);

/// Watches looks in the order of time and raises flags.
#[derive(Default)]
pub struct Watch {
    limits: FlagLimits,
    volume: Volume,
    fishing: Fishing,
    on_behalf: OnBehalf,
    reasons: Reasons,
    asked: BTreeSet<Asked>,
}

impl Watch {
    /// Watches with these limits.
    #[must_use]
    pub fn new(limits: FlagLimits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// What one more look raises, in the order of the flags.
    pub fn look(&mut self, look: &WatchedLook) -> Vec<Raised> {
        let mut raised: Vec<(Flag, Vec<u64>)> = self
            .of_this_look(look)
            .into_iter()
            .map(|flag| (flag, vec![look.seq]))
            .collect();
        let over_time = [
            (Flag::Volume, self.volume.look(look, &self.limits)),
            (Flag::Fishing, self.fishing.look(look, &self.limits)),
            (Flag::OnBehalf, self.on_behalf.look(look, &self.limits)),
            (Flag::CopiedReason, self.reasons.look(look)),
        ];
        raised.extend(
            over_time
                .into_iter()
                .filter_map(|(flag, entries)| Some((flag, entries?))),
        );
        raised.sort_by_key(|(flag, _)| *flag);
        raised.retain(|(flag, _)| self.is_new(*flag, look));
        raised
            .into_iter()
            .map(|(flag, entries)| Raised {
                flag,
                worker: look.worker.clone(),
                person: look.person,
                at: look.at,
                entries,
            })
            .collect()
    }

    /// Flags that one look raises by itself.
    fn of_this_look(&self, look: &WatchedLook) -> Vec<Flag> {
        let known = &look.known;
        let about_somebody = look.is_about_somebody();
        let tests = [
            (Flag::Conflict, known.conflict.is_some()),
            (Flag::Nearness, about_somebody && known.nearness.is_some()),
            (Flag::Unexplained, about_somebody && is_unexplained(look)),
            (
                Flag::OutsideTheCase,
                about_somebody && self.is_outside(look),
            ),
            (Flag::KnownPerson, about_somebody && known.is_known_person),
            (Flag::Restricted, known.is_restricted),
            (Flag::OffHours, known.is_off_hours || known.is_new_device),
        ];
        let raised = tests.into_iter().filter(|(_, holds)| *holds);
        raised.map(|(flag, _)| flag).collect()
    }

    fn is_outside(&self, look: &WatchedLook) -> bool {
        if look.explanation.is_explained() {
            return false;
        }
        match look.known.days_from_link {
            Some(DaysFromLink::Before(days)) => days > self.limits.days_before_allocation,
            Some(DaysFromLink::After(days)) => days > self.limits.days_after_closing,
            None => false,
        }
    }

    /// Whether the question was not asked yet that day.
    fn is_new(&mut self, flag: Flag, look: &WatchedLook) -> bool {
        match flag {
            Flag::Conflict | Flag::Restricted => true,
            Flag::Nearness
            | Flag::Unexplained
            | Flag::OutsideTheCase
            | Flag::Volume
            | Flag::Fishing
            | Flag::KnownPerson
            | Flag::OffHours
            | Flag::OnBehalf
            | Flag::CopiedReason => {
                let asked = (flag, look.worker.clone(), look.person, look.day);
                self.asked.insert(asked)
            }
        }
    }
}

/// Whether nothing at all is recorded: a link of another time is F4's question.
fn is_unexplained(look: &WatchedLook) -> bool {
    match &look.explanation {
        Explanation::Unexplained(missing) => match missing {
            MissingFact::NothingRecorded | MissingFact::NotOfThatFamily => true,
            // Break-glass has a review of its own.
            MissingFact::BreakGlassWaits
            | MissingFact::BreakGlassFoundWrong
            | MissingFact::BeforeTheLink
            | MissingFact::AfterTheLink => false,
        },
        Explanation::NobodyWasShown
        | Explanation::OwnPurpose(_)
        | Explanation::RecordsQuestion
        | Explanation::CaseLink { .. }
        | Explanation::SearchForCase(_)
        | Explanation::OnDuty
        | Explanation::BreakGlass => false,
    }
}
