//! The people that a run has found, held against the truth: pairs, mixed people, twins, homes.
//!
//! Invariant: pairs of records and pairs of people are counted apart; a person is one, however
//! many records are about them.

use super::known::Known;
use super::pair_counts::{PairCounts, Share};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a run has made of the truth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined {
    /// Pairs of records.
    pub pairs: PairCounts,
    /// Clusters that hold more than one person.
    pub mixed_clusters: u64,
    /// Of all pairs of twins, those that share a cluster.
    pub twins: Share,
    /// Of all pairs of different people of one household, those that share a cluster.
    pub household: Share,
}

/// Holds clusters (by the places of the records) against the truth.
#[must_use]
pub fn joined(cluster_of: &[u32], known: &Known<'_>) -> Joined {
    let homes = Homes::new(cluster_of, known);
    Joined {
        pairs: cluster_pairs(cluster_of, known),
        mixed_clusters: homes.mixed_clusters,
        twins: homes.share(known.twins.iter().copied()),
        household: homes.share(people_of_households(known)),
    }
}

/// For each source in turn, the pairs of records that touch it.
#[must_use]
pub fn joined_by_source(cluster_of: &[u32], known: &Known<'_>, source: &[u32]) -> Vec<PairCounts> {
    let sources = source.iter().max().map_or(0, |most| *most as usize + 1);
    let mut all = vec![Touching::default(); sources];
    let people: Vec<u32> = known.person.to_vec();
    add_touching(&people, known, source, |at| &mut at.all, &mut all);
    add_touching(cluster_of, known, source, |at| &mut at.joined, &mut all);
    let both: Vec<u32> = numbered(cluster_of.iter().zip(&people));
    add_touching(&both, known, source, |at| &mut at.right, &mut all);
    let counts = all.into_iter().map(|at| PairCounts {
        right: at.right,
        wrong: at.joined - at.right,
        missed: at.all - at.right,
    });
    counts.collect()
}

#[derive(Debug, Clone, Copy, Default)]
struct Touching {
    all: u64,
    joined: u64,
    right: u64,
}

/// A number for each value, in the order of their first appearance.
fn numbered<T: std::hash::Hash + Eq>(values: impl Iterator<Item = T>) -> Vec<u32> {
    let mut seen: HashMap<T, u32> = HashMap::new();
    values
        .map(|value| {
            let next = u32::try_from(seen.len()).unwrap_or(u32::MAX);
            *seen.entry(value).or_insert(next)
        })
        .collect()
}

/// Adds to each source the pairs of one group that touch it.
fn add_touching(
    group: &[u32],
    known: &Known<'_>,
    source: &[u32],
    place: impl Fn(&mut Touching) -> &mut u64,
    all: &mut [Touching],
) {
    let mut rows: Vec<(u32, u32)> = (0..u32::try_from(group.len()).unwrap_or(u32::MAX))
        .filter(|at| known.person_of(*at).is_some())
        .map(|at| (group[at as usize], source[at as usize]))
        .collect();
    rows.sort_unstable();
    for run in rows.chunk_by(|one, other| one.0 == other.0) {
        let total = run.len() as u64;
        for own in run.chunk_by(|one, other| one.1 == other.1) {
            let count = own.len() as u64;
            let inside = match known.across {
                Some(_) => 0,
                None => pairs(count),
            };
            *place(&mut all[own[0].1 as usize]) += inside + count * (total - count);
        }
    }
}

fn cluster_pairs(cluster_of: &[u32], known: &Known<'_>) -> PairCounts {
    let both = numbered(cluster_of.iter().zip(known.person));
    let right = pairs_within(&both, known);
    let together = pairs_within(cluster_of, known);
    PairCounts {
        right,
        wrong: together - right,
        missed: known.pairs().saturating_sub(right),
    }
}

/// Pairs that count and share a group.
fn pairs_within(group: &[u32], known: &Known<'_>) -> u64 {
    let mut sizes: HashMap<u32, u64> = HashMap::new();
    let mut in_source: HashMap<(u32, u32), u64> = HashMap::new();
    let mut found = 0;
    for (at, group) in (0u32..).zip(group) {
        if known.person_of(at).is_none() {
            continue;
        }
        let size = sizes.entry(*group).or_insert(0);
        found += *size;
        *size += 1;
        if let Some(source) = known.across {
            let size = in_source.entry((*group, source[at as usize])).or_insert(0);
            found -= *size;
            *size += 1;
        }
    }
    found
}

const fn pairs(records: u64) -> u64 {
    records * records.saturating_sub(1) / 2
}

/// The clusters in which each person is.
struct Homes {
    /// Person and cluster, sorted, each once.
    of: Vec<(u32, u32)>,
    mixed_clusters: u64,
}

impl Homes {
    fn new(cluster_of: &[u32], known: &Known<'_>) -> Self {
        let places = (0u32..).zip(cluster_of);
        let mut of: Vec<(u32, u32)> = places
            .filter_map(|(at, cluster)| Some((known.person_of(at)?, *cluster)))
            .collect();
        of.sort_unstable();
        of.dedup();
        let mut clusters: Vec<u32> = of.iter().map(|pair| pair.1).collect();
        clusters.sort_unstable();
        let mixed = clusters.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
        Self {
            mixed_clusters: mixed.count() as u64,
            of,
        }
    }

    fn clusters(&self, person: u32) -> impl Iterator<Item = u32> {
        let from = self.of.partition_point(|pair| pair.0 < person);
        let own = self.of[from..]
            .iter()
            .take_while(move |pair| pair.0 == person);
        own.map(|pair| pair.1)
    }

    fn are_together(&self, one: u32, other: u32) -> bool {
        self.clusters(one)
            .any(|cluster| self.clusters(other).any(|its| its == cluster))
    }

    fn share(&self, people: impl Iterator<Item = (u32, u32)>) -> Share {
        let mut share = Share::default();
        for (one, other) in people {
            share.whole += 1;
            share.part += u64::from(self.are_together(one, other));
        }
        share
    }
}

/// Pairs of different people of one household, each once.
fn people_of_households(known: &Known<'_>) -> impl Iterator<Item = (u32, u32)> {
    let mut homes: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (at, household) in (0u32..).zip(known.household) {
        if *household != Known::UNKNOWN
            && let Some(person) = known.person_of(at)
        {
            homes.entry(*household).or_default().insert(person);
        }
    }
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for people in homes.values() {
        for one in people {
            pairs.extend(people.range(one + 1..).map(|other| (*one, *other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [u32; 7] = [1, 1, 2, 2, 3, 4, Known::UNKNOWN];
    const HOMES: [u32; 7] = [5, 5, 5, 5, 5, 6, 6];
    const SOURCES: [u32; 7] = [0, 1, 0, 1, 0, 1, 0];

    fn known<'a>(across: Option<&'a [u32]>) -> Known<'a> {
        Known {
            person: &PEOPLE,
            household: &HOMES,
            twins: &[(1, 2), (2, 3)],
            across,
        }
    }

    #[test]
    fn twins_households_and_mixed_clusters_are_counted_as_people() {
        let found = joined(&[0, 0, 0, 9, 8, 7, 0], &known(None));
        assert_eq!(
            (found.pairs.right, found.pairs.wrong, found.pairs.missed),
            (1, 2, 1)
        );
        assert_eq!(found.mixed_clusters, 1);
        assert_eq!(found.twins, Share::of(1, 2));
        assert_eq!(found.household, Share::of(1, 3));
    }

    #[test]
    fn only_pairs_across_sources_count_when_sources_are_linked() {
        let found = joined(&[0, 0, 0, 9, 8, 7, 0], &known(Some(&SOURCES)));
        assert_eq!(
            (found.pairs.right, found.pairs.wrong, found.pairs.missed),
            (1, 1, 1)
        );
    }

    #[test]
    fn pairs_that_touch_a_source_are_counted_for_it() {
        let found = joined_by_source(&[0, 0, 0, 9, 8, 7, 0], &known(None), &SOURCES);
        let first = (found[0].right, found[0].wrong, found[0].missed);
        let second = (found[1].right, found[1].wrong, found[1].missed);
        assert_eq!((first, second), ((1, 2, 1), (1, 1, 1)));
    }
}
