//! Proposes pairs that only a family brings together: two homes are linked when somebody is known
//! to have lived in both, and who is left alone in one may be somebody of the other.
//!
//! The Office for National Statistics calls this associative matching; it finds the child whose
//! name, date and address all changed a little when the family moved. Invariant: at least one record
//! of a pair stands alone, and no pair is proposed twice.

use crate::joining::Joined;
use crate::record::LinkageRecord;
use rayon::prelude::*;

/// Homes of one person beyond which they say nothing about a family.
const MOST_HOMES: usize = 4;
/// Records at one home beyond which it is no home.
const MOST_RECORDS: usize = 16;

/// Pairs across linked homes, by their places, sorted; those that `is_known` are left out.
pub(crate) fn associated_pairs(
    records: &[LinkageRecord],
    joined: &Joined,
    is_known: impl Fn(u32, u32) -> bool + Sync,
) -> Vec<(u32, u32)> {
    let residents = residents(records);
    let mut linked: Vec<(u64, u64)> = joined
        .groups
        .par_iter()
        .filter(|group| group.len() > 1)
        .flat_map_iter(|group| linked_homes(records, group))
        .collect();
    linked.par_sort_unstable();
    linked.dedup();
    let is_alone =
        |record: u32| joined.groups[joined.group_of[record as usize] as usize].len() == 1;
    let mut pairs: Vec<(u32, u32)> = linked
        .par_iter()
        .flat_map_iter(|(one, other)| {
            let (here, there) = (living_at(&residents, *one), living_at(&residents, *other));
            let fits = here.len() <= MOST_RECORDS && there.len() <= MOST_RECORDS;
            let here = if fits { here } else { &[] };
            here.iter()
                .flat_map(|(_, a)| there.iter().map(|(_, b)| (*a, *b)))
        })
        .filter(|(a, b)| a != b && (is_alone(*a) || is_alone(*b)))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .filter(|(a, b)| !is_known(*a, *b))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Home and record, sorted by home.
fn residents<'a>(records: &'a [LinkageRecord]) -> Vec<(u64, u32)> {
    let of_one = |(place, record): (usize, &'a LinkageRecord)| {
        let homes = record.places.iter().filter_map(|place| place.facts.home);
        homes.map(move |home| (home, u32::try_from(place).unwrap_or(u32::MAX)))
    };
    let all = records.par_iter().enumerate();
    let mut residents: Vec<(u64, u32)> = all.flat_map_iter(of_one).collect();
    residents.par_sort_unstable();
    residents.dedup();
    residents
}

fn living_at(residents: &[(u64, u32)], home: u64) -> &[(u64, u32)] {
    let from = residents.partition_point(|(known, _)| *known < home);
    let to = residents.partition_point(|(known, _)| *known <= home);
    &residents[from..to]
}

/// Each two homes of one person.
fn linked_homes(records: &[LinkageRecord], group: &[u32]) -> Vec<(u64, u64)> {
    let places = group.iter().flat_map(|at| &records[*at as usize].places);
    let mut homes: Vec<u64> = places.filter_map(|place| place.facts.home).collect();
    homes.sort_unstable();
    homes.dedup();
    if homes.len() > MOST_HOMES {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    for (at, one) in homes.iter().enumerate() {
        pairs.extend(homes[at + 1..].iter().map(|other| (*one, *other)));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::person;

    #[test]
    fn the_brother_of_a_child_who_moved_is_compared_at_the_new_home() {
        let old = |who: crate::fixture::Person| who.at("4 Mill Lane", "QX1 4AB");
        let new = |who: crate::fixture::Person| who.at("9 Weir Close", "QX8 2CD");
        let records = [
            old(person("Rosa", "Lomax", "2014-02-11")).record(1),
            new(person("Rosa", "Lomax", "2014-02-11")).record(2),
            old(person("Hugo", "Lomax", "2012-05-06")).record(3),
            new(person("Hugh", "Petrov", "2012-06-05")).record(4),
        ];
        let joined = Joined {
            groups: vec![vec![0, 1], vec![2], vec![3]],
            group_of: vec![0, 0, 1, 2],
            refused: 0,
        };
        let pairs = associated_pairs(&records, &joined, |a, b| (a, b) == (0, 3));
        assert_eq!(pairs, [(1, 2), (2, 3)]);
    }
}
