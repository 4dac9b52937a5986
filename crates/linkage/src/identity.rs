//! Gives people their ids and keeps them: joined, split or merged, an id is never used again.
//!
//! Ids are minted by the caller. A person keeps the id through the larger part of their records,
//! of two equal parts the one with the older record. Two people that turn out to be one keep the
//! older id, and the other leads to it. Invariant: every record of the clusters has exactly one
//! person, and clusters that did not change cause no event.

use crate::link::HumanDecisions;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{PersonId, RecordId};

/// One record's present person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Membership {
    /// The record.
    pub record: RecordId,
    /// The person.
    pub person: PersonId,
    /// When the record was first seen, as a rising number: smaller is older.
    pub first_seen: u64,
}

/// Why a person changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A record that was not there before.
    NewRecord,
    /// A record that is no longer there.
    RecordWithdrawn,
    /// The evidence changed.
    Evidence,
    /// A worker decided.
    HumanDecision,
}

/// One change, for the membership log and for whoever follows people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentityEvent {
    /// Two people turned out to be one; `redirected` now leads to `kept`.
    Merged {
        /// The older id.
        kept: PersonId,
        /// The id that is given up and leads to the other.
        redirected: PersonId,
        /// Why.
        cause: Cause,
    },
    /// Some records of a person turned out to be somebody else's.
    Split {
        /// The person who keeps the id.
        from: PersonId,
        /// The newly minted person.
        into: PersonId,
        /// The records that went.
        records: Vec<RecordId>,
        /// Why.
        cause: Cause,
    },
    /// A new person.
    Founded {
        /// The newly minted id.
        person: PersonId,
        /// The first records.
        records: Vec<RecordId>,
        /// Why.
        cause: Cause,
    },
    /// A record came to a person.
    Joined {
        /// The person.
        person: PersonId,
        /// The record.
        record: RecordId,
        /// Why.
        cause: Cause,
    },
    /// A record went from a person.
    Left {
        /// The person.
        person: PersonId,
        /// The record.
        record: RecordId,
        /// Why.
        cause: Cause,
    },
}

/// Who is who after a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The person of every record, sorted by record.
    pub people: Vec<(RecordId, PersonId)>,
    /// What changed, in a fixed order.
    pub events: Vec<IdentityEvent>,
}

/// Gives every cluster its person.
///
/// `mint` must give an id that was never given before.
pub fn assign(
    previous: &[Membership],
    clusters: &[Vec<RecordId>],
    decisions: &HumanDecisions,
    mint: &mut dyn FnMut() -> PersonId,
) -> Assignment {
    let before = Before::new(previous);
    let mut ordered: Vec<Vec<RecordId>> = clusters.to_vec();
    ordered
        .iter_mut()
        .for_each(|cluster| cluster.sort_unstable());
    ordered.sort_unstable();
    let heirs = before.heirs(&ordered);
    let mut run = Run {
        before: &before,
        decisions,
        outcome: Assignment::default(),
    };
    let people: Vec<PersonId> = ordered
        .iter()
        .enumerate()
        .map(|(at, cluster)| run.person_of(cluster, heirs.get(&at), mint))
        .collect();
    run.changes_of_records(&ordered, &people);
    run.outcome.people.sort_unstable();
    run.outcome.events.sort();
    run.outcome
}

/// Membership before the run, by record and by person.
struct Before {
    person_of: BTreeMap<RecordId, PersonId>,
    first_seen: BTreeMap<RecordId, u64>,
    /// When the oldest record of a person was first seen.
    age: BTreeMap<PersonId, u64>,
    records_of: BTreeMap<PersonId, Vec<RecordId>>,
}

impl Before {
    fn new(previous: &[Membership]) -> Self {
        let mut before = Self {
            person_of: BTreeMap::new(),
            first_seen: BTreeMap::new(),
            age: BTreeMap::new(),
            records_of: BTreeMap::new(),
        };
        for member in previous {
            before.person_of.insert(member.record, member.person);
            before.first_seen.insert(member.record, member.first_seen);
            before
                .records_of
                .entry(member.person)
                .or_default()
                .push(member.record);
            let age = before.age.entry(member.person).or_insert(member.first_seen);
            *age = (*age).min(member.first_seen);
        }
        before
    }

    fn seen(&self, record: RecordId) -> u64 {
        self.first_seen.get(&record).copied().unwrap_or(u64::MAX)
    }

    /// For each cluster the people whose id it inherits, the oldest first. An id goes to the
    /// cluster with most of the person's records, of equals to the one with the oldest.
    fn heirs(&self, clusters: &[Vec<RecordId>]) -> BTreeMap<usize, Vec<PersonId>> {
        let mut claims: BTreeMap<PersonId, BTreeMap<usize, (usize, u64)>> = BTreeMap::new();
        for (at, cluster) in clusters.iter().enumerate() {
            for record in cluster {
                if let Some(person) = self.person_of.get(record) {
                    let claim = claims
                        .entry(*person)
                        .or_default()
                        .entry(at)
                        .or_insert((0, u64::MAX));
                    *claim = (claim.0 + 1, claim.1.min(self.seen(*record)));
                }
            }
        }
        let mut heirs: BTreeMap<usize, Vec<PersonId>> = BTreeMap::new();
        for (person, parts) in claims {
            let larger_then_older = |(at, (size, oldest)): &(usize, (usize, u64))| {
                (std::cmp::Reverse(*size), *oldest, *at)
            };
            if let Some((at, _)) = parts.into_iter().min_by_key(larger_then_older) {
                heirs.entry(at).or_default().push(person);
            }
        }
        for people in heirs.values_mut() {
            people.sort_by_key(|person| (self.age.get(person).copied(), *person));
        }
        heirs
    }
}

struct Run<'a> {
    before: &'a Before,
    decisions: &'a HumanDecisions,
    outcome: Assignment,
}

impl Run<'_> {
    fn person_of(
        &mut self,
        cluster: &[RecordId],
        heirs: Option<&Vec<PersonId>>,
        mint: &mut dyn FnMut() -> PersonId,
    ) -> PersonId {
        let Some((kept, others)) = heirs.and_then(|heirs| heirs.split_first()) else {
            return self.new_person(cluster, mint());
        };
        for redirected in others {
            let cause = self.cause_of_merge(*kept, *redirected);
            self.outcome.events.push(IdentityEvent::Merged {
                kept: *kept,
                redirected: *redirected,
                cause,
            });
        }
        *kept
    }

    /// A cluster without an id of its own: split from its former person, or founded.
    fn new_person(&mut self, cluster: &[RecordId], person: PersonId) -> PersonId {
        let former = |record: &RecordId| self.before.person_of.get(record).copied();
        let origin = cluster
            .iter()
            .filter(|r| former(r).is_some())
            .min_by_key(|r| self.before.seen(**r));
        let event = match origin.and_then(former) {
            Some(from) => {
                let records: Vec<RecordId> = cluster
                    .iter()
                    .copied()
                    .filter(|r| former(r) == Some(from))
                    .collect();
                let cause = self.cause_of_split(from, &records);
                IdentityEvent::Split {
                    from,
                    into: person,
                    records,
                    cause,
                }
            }
            None => IdentityEvent::Founded {
                person,
                records: cluster.to_vec(),
                cause: Cause::NewRecord,
            },
        };
        self.outcome.events.push(event);
        person
    }

    /// Joined and left, for every record that no larger event has told of.
    fn changes_of_records(&mut self, clusters: &[Vec<RecordId>], people: &[PersonId]) {
        let told = self.told();
        let mut present = BTreeSet::new();
        for (cluster, person) in clusters.iter().zip(people) {
            for record in cluster {
                present.insert(*record);
                self.outcome.people.push((*record, *person));
                let former = self.before.person_of.get(record).copied();
                if former == Some(*person) || told.contains(&(*record, *person)) {
                    continue;
                }
                let cause = if former.is_some() {
                    Cause::Evidence
                } else {
                    Cause::NewRecord
                };
                if let Some(former) = former {
                    self.outcome.events.push(IdentityEvent::Left {
                        person: former,
                        record: *record,
                        cause,
                    });
                }
                self.outcome.events.push(IdentityEvent::Joined {
                    person: *person,
                    record: *record,
                    cause,
                });
            }
        }
        for (record, person) in self
            .before
            .person_of
            .iter()
            .filter(|(record, _)| !present.contains(record))
        {
            let cause = Cause::RecordWithdrawn;
            self.outcome.events.push(IdentityEvent::Left {
                person: *person,
                record: *record,
                cause,
            });
        }
    }

    /// Records whose change a founding, split or merge already tells.
    fn told(&self) -> BTreeSet<(RecordId, PersonId)> {
        let mut told = BTreeSet::new();
        for event in &self.outcome.events {
            match event {
                IdentityEvent::Founded {
                    person, records, ..
                }
                | IdentityEvent::Split {
                    into: person,
                    records,
                    ..
                } => {
                    told.extend(records.iter().map(|record| (*record, *person)));
                }
                IdentityEvent::Merged {
                    kept, redirected, ..
                } => {
                    let theirs = self.before.records_of.get(redirected).into_iter().flatten();
                    told.extend(theirs.map(|record| (*record, *kept)));
                }
                IdentityEvent::Joined { .. } | IdentityEvent::Left { .. } => {}
            }
        }
        told
    }

    fn cause_of_merge(&self, kept: PersonId, redirected: PersonId) -> Cause {
        let people = |pair: &(RecordId, RecordId)| {
            (
                self.before.person_of.get(&pair.0).copied(),
                self.before.person_of.get(&pair.1).copied(),
            )
        };
        let decided = self.decisions.same.iter().map(people).any(|pair| {
            pair == (Some(kept), Some(redirected)) || pair == (Some(redirected), Some(kept))
        });
        if decided {
            Cause::HumanDecision
        } else {
            Cause::Evidence
        }
    }

    fn cause_of_split(&self, from: PersonId, records: &[RecordId]) -> Cause {
        let stayed = |record: &RecordId| {
            self.before.person_of.get(record) == Some(&from) && !records.contains(record)
        };
        let decided =
            self.decisions.not_same.iter().any(|(a, b)| {
                (records.contains(a) && stayed(b)) || (records.contains(b) && stayed(a))
            });
        if decided {
            Cause::HumanDecision
        } else {
            Cause::Evidence
        }
    }
}

#[cfg(test)]
#[path = "identity_laws.rs"]
mod laws;
