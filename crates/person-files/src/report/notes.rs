//! Clusters of note: the largest, and those that hang together by the weakest pair.
//!
//! Invariant: the weakest bridge of a cluster is the weight at which it would fall in two.

use crate::names::naming_records;
use crate::outcome::Outcome;
use crate::people::People;
use std::collections::BTreeMap;

/// Clusters that are listed of each kind.
const LISTED: usize = 10;

/// Clusters that somebody should look at, and how large clusters are.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Size, and how many clusters have it.
    pub(crate) sizes: Vec<(u32, u64)>,
    pub(crate) largest: Vec<Noted>,
    pub(crate) weakest: Vec<Noted>,
}

/// One cluster of note.
#[derive(Debug, Clone)]
pub(crate) struct Noted {
    pub(crate) person_id: String,
    pub(crate) records: u32,
    /// The weakest pair that holds it together; nothing when no kept pair does.
    pub(crate) weakest_bridge: Option<f32>,
}

impl Notes {
    pub(crate) fn new(people: &People, outcome: &Outcome) -> Self {
        let sizes = outcome.sizes();
        let bridges = bridges(outcome);
        let mut counted: BTreeMap<u32, u64> = BTreeMap::new();
        for size in sizes.iter().filter(|size| **size > 0) {
            *counted.entry(*size).or_insert(0) += 1;
        }
        let mut clusters: Vec<u32> = (0..u32::try_from(sizes.len()).unwrap_or(u32::MAX))
            .filter(|at| sizes[*at as usize] > 1)
            .collect();
        let naming = naming_records(people, outcome);
        let noted = |clusters: &[u32]| -> Vec<Noted> {
            let listed = clusters.iter().take(LISTED);
            listed
                .map(|at| Noted {
                    person_id: people.name_of(naming[*at as usize]),
                    records: sizes[*at as usize],
                    weakest_bridge: bridges[*at as usize],
                })
                .collect()
        };
        clusters.sort_by_key(|at| (std::cmp::Reverse(sizes[*at as usize]), *at));
        let largest = noted(&clusters);
        let weight = |at: &u32| bridges[*at as usize].unwrap_or(f32::INFINITY);
        clusters.sort_by(|one, other| weight(one).total_cmp(&weight(other)).then(one.cmp(other)));
        Self {
            sizes: counted.into_iter().collect(),
            largest,
            weakest: noted(&clusters),
        }
    }
}

/// The weakest bridge of each cluster: pairs are put in from the strongest, and the last that is
/// needed is it.
fn bridges(outcome: &Outcome) -> Vec<Option<f32>> {
    let cluster = |place: u32| outcome.cluster_of[place as usize];
    let mut inside: Vec<usize> = (0..outcome.pairs.len())
        .filter(|at| cluster(outcome.pairs[*at].a) == cluster(outcome.pairs[*at].b))
        .collect();
    inside.sort_by(|one, other| {
        let (one, other) = (&outcome.pairs[*one], &outcome.pairs[*other]);
        other.weight.total_cmp(&one.weight)
    });
    let records = u32::try_from(outcome.cluster_of.len()).unwrap_or(u32::MAX);
    let mut parent: Vec<u32> = (0..records).collect();
    let mut bridges = vec![None; records as usize];
    for at in inside {
        let pair = &outcome.pairs[at];
        let (one, other) = (root(&mut parent, pair.a), root(&mut parent, pair.b));
        if one != other {
            parent[one.max(other) as usize] = one.min(other);
            bridges[cluster(pair.a) as usize] = Some(pair.weight);
        }
    }
    bridges
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        let above = parent[at as usize];
        parent[at as usize] = parent[above as usize];
        at = above;
    }
    at
}
