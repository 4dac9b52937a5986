//! Joins records into people from the strongest pair down, and keeps apart what contradicts.
//!
//! Pairs fall into islands that no automatic pair connects; each island is joined by itself, side
//! by side with others. Invariant: what a worker has decided holds, and neither the order of the
//! records nor the number of threads matters.

use crate::cluster::{Groups, Standing};
use crate::compare::levels::{Given, Middle, NhsNumber, PupilNumber};
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
    Run::new(records, model, decided).join(scored, |_| true, Vec::new())
}

/// Joins again after `further` pairs have come in: as [`join`] would, but only the people whom
/// these touch. No automatic pair lies across two people, so that all others stay as they are.
pub(crate) fn join_again(
    (records, model, decided): (&[LinkageRecord], &Model, &Decided),
    scored: &mut [Scored],
    before: Joined,
    further: &[(u32, u32)],
) -> Joined {
    // A decision that was not followed may connect people who are apart.
    let mut joined = if decided.same.is_empty() {
        let mut is_touched = vec![false; before.groups.len()];
        for record in further.iter().flat_map(|(a, b)| [*a, *b]) {
            is_touched[before.group_of[record as usize] as usize] = true;
        }
        let groups = before.groups.into_iter().zip(&is_touched);
        let kept = groups.filter(|(_, is_touched)| !**is_touched);
        let kept = kept.map(|(group, _)| group).collect();
        let is_wanted = |pair: &Scored| is_touched[before.group_of[pair.a as usize] as usize];
        Run::new(records, model, decided).join(scored, is_wanted, kept)
    } else {
        join(records, model, decided, scored)
    };
    joined.refused += before.refused;
    joined
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

impl<'a> Run<'a> {
    fn new(records: &'a [LinkageRecord], model: &'a Model, decided: &'a Decided) -> Self {
        Self {
            records,
            model,
            decided,
            is_one_source: records
                .windows(2)
                .all(|pair| pair[0].source == pair[1].source),
        }
    }

    /// Joins the automatic pairs that are wanted; `kept` are people who stay as they are.
    fn join(
        &self,
        scored: &mut [Scored],
        is_wanted: impl Fn(&Scored) -> bool,
        kept: Vec<Vec<u32>>,
    ) -> Joined {
        let islands = islands(self.records.len(), self.decided, scored, is_wanted);
        let parts: Vec<Part> = islands
            .par_chunk_by(|x, y| x.0 == y.0)
            .map(|island| self.join_island(island, scored))
            .collect();
        let mut group_of: Vec<u32> = vec![u32::MAX; self.records.len()];
        let mut groups = kept;
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
                    // The pair itself was judged already, by what any two sources would say.
                    Bond::Pair(at) if (x.min(y), x.max(y)) == (a, b) => {
                        self.standing_of_pair(&scored[*at])
                    }
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

    /// How the two records of a strong pair stand to each other.
    fn standing_of_pair(&self, pair: &Scored) -> Standing {
        let (one, other) = (pair.a as usize, pair.b as usize);
        let (one, other) = (&self.records[one], &self.records[other]);
        if !self.is_one_source && are_numbered_apart(pair.levels, one, other) {
            Standing::Barred
        } else {
            Standing::Open
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
    let is_told_by_names = !is_telling && (is_only_alike || has_two_numbers);
    (a.source == b.source && is_told_by_names) || are_numbered_apart(levels, a, b)
}

/// One source that holds two NHS numbers under two given names, be they short forms or spellings of
/// one (Harry and Harrison, Mariam and Maryam), holds two people; so does one that holds two numbers
/// and two middle names (Mohammed Yusuf and Mohammed Ismail).
fn are_numbered_apart(levels: Pattern, a: &LinkageRecord, b: &LinkageRecord) -> bool {
    let has_two_nhs = levels.is(Comparison::NhsNumber, NhsNumber::Different as u8);
    let has_two_pupil = levels.is(Comparison::PupilNumber, PupilNumber::Different as u8);
    let is_named_twice = levels.level(Comparison::GivenName) < Given::Exact as u8;
    let has_two_middles = levels.is(Comparison::MiddleName, Middle::Different as u8);
    a.source == b.source
        && ((has_two_nhs && is_named_twice) || ((has_two_nhs || has_two_pupil) && has_two_middles))
}

/// The bonds of each island in their order, islands by their first record.
fn islands(
    records: usize,
    decided: &Decided,
    scored: &[Scored],
    is_wanted: impl Fn(&Scored) -> bool,
) -> Vec<(u32, Bond)> {
    let mut root: Vec<u32> = (0..u32::try_from(records).unwrap_or(u32::MAX)).collect();
    let automatic = || {
        let pairs = scored.iter().enumerate();
        pairs.filter(|(_, pair)| pair.band == Band::Automatic && is_wanted(pair))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thresholds;
    use crate::decision::judge;
    use crate::fixture::person;
    use proptest::prelude::*;

    fn ranked(mut scored: Vec<Scored>) -> Vec<Scored> {
        scored.sort_by(|x, y| {
            y.weight
                .total_cmp(&x.weight)
                .then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        scored
    }

    proptest! {
        #[test]
        fn joining_again_after_further_pairs_is_joining_everybody_anew(
            people in proptest::collection::vec((0usize..4, 0usize..3, 0usize..3), 2..14),
            pairs in proptest::collection::btree_map((0usize..14, 0usize..14), (0u8..40, any::<bool>()), 0..30),
        ) {
            let names = ["Harry", "Harrison", "Hugo", "H"];
            let births = ["2014-02-11", "2014-11-02", "1984-02-11"];
            let records: Vec<LinkageRecord> = people
                .iter()
                .zip(1..)
                .map(|((name, birth, source), number)| {
                    let one = person(names[*name], "Lomax", births[*birth]).at("4 Mill Lane", "QX1 4AB");
                    one.from(["health", "schools", "housing"][*source]).record(number)
                })
                .collect();
            let model = Model::untrained(Thresholds::default());
            let (mut first, mut further) = (Vec::new(), Vec::new());
            for ((a, b), (weight, is_further)) in pairs {
                if a < b && b < records.len() {
                    let levels = compare(&records[a], &records[b]);
                    let guard = judge(&model, levels, &records[a], &records[b]).guard;
                    let (a, b) = (a as u32, b as u32);
                    let (weight, band) = (f32::from(weight), Band::Automatic);
                    let pair = Scored { a, b, levels, weight, band, guard };
                    if is_further { further.push(pair) } else { first.push(pair) }
                }
            }
            let decided = Decided::new(&records, &HumanDecisions::default());
            let mut scored = ranked(first);
            let before = join(&records, &model, &decided, &mut scored);
            let refused = before.refused;
            scored.extend(further.iter().copied());
            let mut scored = ranked(scored);
            let mut anew = scored.clone();
            let ends: Vec<(u32, u32)> = further.iter().map(|pair| (pair.a, pair.b)).collect();
            let again = join_again((&records, &model, &decided), &mut scored, before, &ends);
            let whole = join(&records, &model, &decided, &mut anew);
            prop_assert_eq!(again.groups, whole.groups);
            prop_assert_eq!(again.group_of, whole.group_of);
            prop_assert_eq!(again.refused, whole.refused + refused);
            prop_assert_eq!(scored, anew);
        }
    }
}
