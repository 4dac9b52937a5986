//! Measures people found against people known: precision, recall, twins and households merged.
//!
//! Pairs are counted from tables of groups, never listed, so a million records are no trouble.
//! Invariant: every pair that the truth implies counts, also those that blocking never proposed.

mod by_group;
mod joined;
mod known;
mod pair_counts;
mod sweep;
mod tally;

pub use by_group::{GroupRecall, NO_GROUP, recall_by_group};
pub use joined::{Joined, joined, joined_by_source};
pub use known::Known;
pub use pair_counts::{PairCounts, Share};
pub use sweep::{AtThreshold, WeighedPair, sweep};

use std::collections::BTreeMap;
use vocabulary::RecordId;

/// What is truly the case for one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Truth {
    /// The record.
    pub record: RecordId,
    /// The person it is about, as any number.
    pub person: u64,
    /// The person's household, where known.
    pub household: Option<u64>,
}

/// Pairwise quality of clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// Pairs of records joined and truly one person.
    pub right: u64,
    /// Pairs joined though two people.
    pub wrong: u64,
    /// Pairs of one person left apart.
    pub missed: u64,
    /// Clusters that hold more than one person.
    pub mixed_clusters: u64,
    /// Pairs of different people of one household that share a cluster.
    pub household_pairs_merged: u64,
    /// Twin pairs that share a cluster.
    pub twin_pairs_merged: u64,
    /// Twin pairs looked at.
    pub twin_pairs: u64,
}

impl Quality {
    /// The share of joined pairs that are right; 1 when none was joined.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// The share of true pairs that were joined; 1 when there is none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// Compares clusters with the truth. Records without truth are left out.
#[must_use]
pub fn evaluate(clusters: &[Vec<RecordId>], truth: &[Truth], twins: &[(u64, u64)]) -> Quality {
    let known: BTreeMap<RecordId, &Truth> = truth.iter().map(|row| (row.record, row)).collect();
    let mut quality = Quality {
        right: 0,
        wrong: 0,
        missed: 0,
        mixed_clusters: 0,
        household_pairs_merged: 0,
        twin_pairs_merged: 0,
        twin_pairs: twins.len() as u64,
    };
    let mut together: Vec<(u64, u64)> = Vec::new();
    for cluster in clusters {
        let rows: Vec<&Truth> = cluster
            .iter()
            .filter_map(|id| known.get(id).copied())
            .collect();
        let sizes = sizes(rows.iter().map(|row| row.person));
        let right: u64 = sizes.values().copied().map(pairs).sum();
        quality.right += right;
        quality.wrong += pairs(rows.len() as u64) - right;
        quality.mixed_clusters += u64::from(sizes.len() > 1);
        people_together(&rows, &mut quality, &mut together);
    }
    let all: u64 = sizes(truth.iter().map(|row| row.person))
        .values()
        .copied()
        .map(pairs)
        .sum();
    quality.missed = all.saturating_sub(quality.right);
    together.sort_unstable();
    let are_together =
        |(a, b): &&(u64, u64)| together.binary_search(&(*a.min(b), *a.max(b))).is_ok();
    quality.twin_pairs_merged = twins.iter().filter(are_together).count() as u64;
    quality
}

fn people_together(rows: &[&Truth], quality: &mut Quality, together: &mut Vec<(u64, u64)>) {
    let mut people: Vec<(u64, Option<u64>)> =
        rows.iter().map(|row| (row.person, row.household)).collect();
    people.sort_unstable();
    people.dedup_by_key(|(person, _)| *person);
    for (at, (a, home_a)) in people.iter().enumerate() {
        for (b, home_b) in &people[at + 1..] {
            together.push((*a, *b));
            quality.household_pairs_merged += u64::from(home_a.is_some() && home_a == home_b);
        }
    }
}

fn sizes(people: impl Iterator<Item = u64>) -> BTreeMap<u64, u64> {
    let mut sizes = BTreeMap::new();
    for person in people {
        *sizes.entry(person).or_insert(0) += 1;
    }
    sizes
}

const fn pairs(records: u64) -> u64 {
    records * records.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::id;

    fn row(record: u128, person: u64, household: u64) -> Truth {
        Truth {
            record: id(record),
            person,
            household: Some(household),
        }
    }

    #[test]
    fn right_wrong_and_missed_pairs_are_counted_with_twins_and_households() {
        let truth = [
            row(1, 10, 1),
            row(2, 10, 1),
            row(3, 10, 1),
            row(4, 11, 1),
            row(5, 12, 2),
        ];
        let clusters = [vec![id(1), id(2), id(4)], vec![id(3)], vec![id(5)]];
        let quality = evaluate(&clusters, &truth, &[(11, 10), (11, 12)]);
        assert_eq!((quality.right, quality.wrong, quality.missed), (1, 2, 2));
        assert_eq!((quality.twin_pairs_merged, quality.twin_pairs), (1, 2));
        assert_eq!(
            (quality.household_pairs_merged, quality.mixed_clusters),
            (1, 1)
        );
        assert!((quality.precision() - 1.0 / 3.0).abs() < 1e-12);
        assert!((quality.recall() - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_truth_itself_is_without_fault() {
        let truth = [row(1, 10, 1), row(2, 10, 1), row(3, 11, 1)];
        let quality = evaluate(&[vec![id(1), id(2)], vec![id(3)]], &truth, &[]);
        assert!((quality.f1() - 1.0).abs() < 1e-12);
        assert_eq!(quality.household_pairs_merged, 0);
    }
}
