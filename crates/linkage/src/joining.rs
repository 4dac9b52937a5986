//! Joins records into people from the strongest pair down, and keeps apart what contradicts.
//!
//! Pairs fall into islands that no automatic pair connects; each island is joined by itself, side
//! by side with others. Invariant: what a worker has decided holds, and neither the order of the
//! records nor the number of threads matters.

use crate::cluster::{Groups, Standing};
use crate::compare::levels::{Given, PupilNumber};
use crate::compare::{Comparison, Pattern, age_band, are_born_alike, compare, names_one_person};
use crate::decision::Scored;
use crate::guard::{Guard, guard};
use crate::link::HumanDecisions;
use crate::model::{Band, Households, Model};
use crate::record::LinkageRecord;
use rayon::prelude::*;
use std::collections::BTreeSet;
use vocabulary::RecordId;

/// Records as people.
pub(crate) struct Joined {
    /// People: each a sorted list of places, the list sorted.
    pub(crate) groups: Vec<Vec<u32>>,
    /// The group of each record, by its place in `groups`.
    pub(crate) group_of: Vec<u32>,
    /// Joins refused because records across contradict each other.
    pub(crate) refused: u64,
}

/// Workers' decisions by the places of their records.
pub(crate) struct Decided {
    same: Vec<(u32, u32)>,
    not_same: BTreeSet<(u32, u32)>,
}

impl Decided {
    /// Decisions about records that are here.
    pub(crate) fn new(records: &[LinkageRecord], decisions: &HumanDecisions) -> Self {
        let place = |id: RecordId| {
            let at = records.binary_search_by_key(&id, LinkageRecord::id).ok()?;
            u32::try_from(at).ok()
        };
        let pair = |(a, b): &(RecordId, RecordId)| {
            let (a, b) = (place(*a)?, place(*b)?);
            (a != b).then_some((a.min(b), a.max(b)))
        };
        let mut same: Vec<(u32, u32)> = decisions.same.iter().filter_map(pair).collect();
        same.sort_unstable();
        same.dedup();
        Self {
            same,
            not_same: decisions.not_same.iter().filter_map(pair).collect(),
        }
    }

    /// Whether a worker has said that two records are two people.
    pub(crate) fn are_not_same(&self, a: u32, b: u32) -> bool {
        self.not_same.contains(&(a.min(b), a.max(b)))
    }

    /// Whether a worker has said anything of the kind.
    pub(crate) fn holds_apart(&self) -> bool {
        !self.not_same.is_empty()
    }
}

/// Joins automatic pairs; what is refused becomes a possible pair with the reason.
pub(crate) fn join(
    records: &[LinkageRecord],
    model: &Model,
    decided: &Decided,
    scored: &mut [Scored],
) -> Joined {
    let run = Run {
        records,
        model,
        decided,
        is_one_source: records
            .windows(2)
            .all(|pair| pair[0].source == pair[1].source),
    };
    let islands = islands(records.len(), decided, scored);
    let parts: Vec<Part> = islands
        .par_chunk_by(|x, y| x.0 == y.0)
        .map(|island| run.join_island(island, scored))
        .collect();
    let mut group_of: Vec<u32> = vec![u32::MAX; records.len()];
    let mut groups = Vec::new();
    let mut refused = 0;
    for part in parts {
        groups.extend(part.groups);
        refused += part.refused.len() as u64;
        for at in part.refused {
            scored[at].band = Band::Possible;
            scored[at].guard = Some(Guard::WouldJoinContradiction);
        }
    }
    groups
        .iter()
        .flatten()
        .for_each(|record| group_of[*record as usize] = 0);
    let alone = (0u32..)
        .zip(&group_of)
        .filter(|(_, group)| **group == u32::MAX);
    groups.extend(alone.map(|(record, _)| vec![record]).collect::<Vec<_>>());
    groups.par_sort_unstable();
    for (number, group) in (0u32..).zip(&groups) {
        group
            .iter()
            .for_each(|record| group_of[*record as usize] = number);
    }
    Joined {
        groups,
        group_of,
        refused,
    }
}

/// What becomes of one island.
struct Part {
    groups: Vec<Vec<u32>>,
    refused: Vec<usize>,
}

/// What connects two records of an island: a decision, or a scored pair by its rank.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Decision(u32, u32),
    Pair(usize),
}

struct Run<'a> {
    records: &'a [LinkageRecord],
    model: &'a Model,
    decided: &'a Decided,
    is_one_source: bool,
}

impl Run<'_> {
    /// Workers' decisions first, then pairs from the strongest down.
    fn join_island(&self, island: &[(u32, Bond)], scored: &[Scored]) -> Part {
        let ends = |bond: &Bond| match *bond {
            Bond::Decision(a, b) => [a, b],
            Bond::Pair(at) => [scored[at].a, scored[at].b],
        };
        let mut places: Vec<u32> = island.iter().flat_map(|(_, bond)| ends(bond)).collect();
        places.sort_unstable();
        places.dedup();
        let own = |place: u32| {
            let at = places.binary_search(&place).unwrap_or_default();
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let mut groups = Groups::new(places.len());
        let mut refused = Vec::new();
        for (_, bond) in island {
            let [a, b] = ends(bond);
            let is_joined = groups.join(own(a), own(b), |x, y, both| {
                let (x, y) = (places[x as usize], places[y as usize]);
                match bond {
                    Bond::Decision(..) if self.decided.are_not_same(x, y) => Standing::Barred,
                    Bond::Decision(..) => Standing::Open,
                    // The pair itself was judged already.
                    Bond::Pair(_) if (x.min(y), x.max(y)) == (a, b) => Standing::Open,
                    Bond::Pair(_) => self.standing(x, y, &|| {
                        let all = both.iter().flat_map(|part| part.iter());
                        all.map(|at| places[*at as usize]).collect()
                    }),
                }
            });
            if let (false, Bond::Pair(at)) = (is_joined, bond) {
                refused.push(*at);
            }
        }
        let places_of = |group: &Vec<u32>| {
            let mut own: Vec<u32> = group.iter().map(|at| places[*at as usize]).collect();
            own.sort_unstable();
            own
        };
        Part {
            groups: groups.all().map(places_of).collect(),
            refused,
        }
    }

    /// How two records stand to each other when their groups, whose members `all` gives, are to
    /// be joined.
    fn standing(&self, a: u32, b: u32, all: &dyn Fn() -> Vec<u32>) -> Standing {
        if self.decided.are_not_same(a, b) {
            return Standing::Barred;
        }
        let (one, other) = (&self.records[a as usize], &self.records[b as usize]);
        let age = age_band(self.model.newest_birth, one, other);
        let levels = compare(one, other).of_age(age);
        match guard(self.model, levels, one, other) {
            None if !self.is_one_source && are_two_people_of_a_source(levels, one, other) => {
                Standing::Barred
            }
            None | Some(Guard::NamesAlone) => Standing::Open,
            Some(guard) if guard.is_about_given_names() => {
                let is_known_apart = !self.is_one_source && one.source == other.source;
                if !is_known_apart && self.is_explained(one, other, &all()) {
                    Standing::Open
                } else if is_known_apart || guard.is_absolute() && self.may_be_twins() {
                    Standing::Barred
                } else {
                    Standing::Clash
                }
            }
            Some(Guard::GenerationApart) if self.is_born_between(one, other, &all()) => {
                Standing::Clash
            }
            Some(guard) if guard.is_absolute() => Standing::Barred,
            Some(_) => Standing::Clash,
        }
    }

    /// A third record's birth date is a slip away from both: one person's date, written twice wrong.
    fn is_born_between(&self, one: &LinkageRecord, other: &LinkageRecord, all: &[u32]) -> bool {
        let records = all.iter().map(|at| &self.records[*at as usize]);
        records
            .filter(|third| third.id != one.id && third.id != other.id)
            .any(|third| are_born_alike(third, one) && are_born_alike(third, other))
    }

    /// Twins are to be thought of in earnest: without addresses a clash is a clash and no more.
    fn may_be_twins(&self) -> bool {
        self.model.households != Households::NoAddresses
    }

    /// A third record of the two groups bears both given names: one person is called by both.
    fn is_explained(&self, one: &LinkageRecord, other: &LinkageRecord, all: &[u32]) -> bool {
        let records = all.iter().map(|at| &self.records[*at as usize]);
        records
            .filter(|third| third.id != one.id && third.id != other.id)
            .any(|third| names_one_person(third, one) && names_one_person(third, other))
    }
}

/// One source that holds two records with near birth dates and given names that are only alike
/// holds two children; one that holds one name twice holds one person twice.
fn are_two_people_of_a_source(levels: Pattern, a: &LinkageRecord, b: &LinkageRecord) -> bool {
    let given = levels.level(Comparison::GivenName);
    let is_telling = given >= Given::ShortForm as u8;
    let is_only_alike = given > Given::Different as u8 && given != Given::Initial as u8;
    let has_two_numbers = levels.is(Comparison::PupilNumber, PupilNumber::Different as u8);
    a.source == b.source && !is_telling && (is_only_alike || has_two_numbers)
}

/// The bonds of each island in their order, islands by their first record.
fn islands(records: usize, decided: &Decided, scored: &[Scored]) -> Vec<(u32, Bond)> {
    let mut root: Vec<u32> = (0..u32::try_from(records).unwrap_or(u32::MAX)).collect();
    let automatic = || {
        let pairs = scored.iter().enumerate();
        pairs.filter(|(_, pair)| pair.band == Band::Automatic)
    };
    for (a, b) in &decided.same {
        unite(&mut root, *a, *b);
    }
    for (_, pair) in automatic() {
        unite(&mut root, pair.a, pair.b);
    }
    let mut bonds: Vec<(u32, Bond)> = Vec::new();
    for (a, b) in &decided.same {
        bonds.push((find(&mut root, *a), Bond::Decision(*a, *b)));
    }
    for (at, pair) in automatic() {
        bonds.push((find(&mut root, pair.a), Bond::Pair(at)));
    }
    bonds.par_sort_unstable();
    bonds
}

fn unite(root: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(root, a), find(root, b));
    root[a.max(b) as usize] = a.min(b);
}

fn find(root: &mut [u32], mut at: u32) -> u32 {
    while root[at as usize] != at {
        let next = root[at as usize];
        root[at as usize] = root[next as usize];
        at = root[at as usize];
    }
    at
}
