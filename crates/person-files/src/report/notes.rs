//! Clusters of note: the largest, those that hang together by the weakest pair, and those that
//! hold more records of one source than the source keeps of anybody.
//!
//! Invariant: the weakest bridge of a cluster is the weight at which it would fall in two.

use crate::names::naming_records;
use crate::outcome::Outcome;
use crate::people::People;
use linkage::SourceLaw;
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
    /// People with more records of a source than its own law allows.
    pub(crate) many_of_one_source: Vec<ManyOfSource>,
    /// How many such people there are.
    pub(crate) many_of_one_source_in_all: u64,
}

/// A person with improbably many records of one source.
#[derive(Debug, Clone)]
pub(crate) struct ManyOfSource {
    pub(crate) person_id: String,
    pub(crate) source: String,
    pub(crate) records: usize,
    /// From so many on it is improbable.
    pub(crate) improbable_from: usize,
}

/// The weakest bridge of a cluster, in words without anything that a record says.
#[derive(Debug, Clone)]
pub(crate) struct BridgeFacts {
    /// The places of its pair.
    pub(crate) pair: [u32; 2],
    pub(crate) weight: f64,
    pub(crate) words: String,
}

/// Finds the weakest bridge of the records in these places.
pub(crate) type Bridges<'a> = &'a dyn Fn(&[u32]) -> Option<BridgeFacts>;

/// One cluster of note.
#[derive(Debug, Clone)]
pub(crate) struct Noted {
    pub(crate) person_id: String,
    pub(crate) records: u32,
    /// The weakest pair that holds it together; nothing when no kept pair does.
    pub(crate) weakest_bridge: Option<f32>,
    /// The ids of that pair, and what would part the cluster there; for more than two records.
    pub(crate) bridge: Option<([String; 2], String)>,
}

impl Notes {
    pub(crate) fn new(people: &People, outcome: &Outcome, bridge_of: Bridges<'_>) -> Self {
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
            let listed = &clusters[..clusters.len().min(LISTED)];
            let members = members(outcome, listed);
            let one = |at: &u32| {
                let found = bridge_of(members.get(at).map_or(&[][..], Vec::as_slice));
                let weight = found.as_ref().map(|bridge| bridge.weight as f32);
                Noted {
                    person_id: people.name_of(naming[*at as usize]),
                    records: sizes[*at as usize],
                    weakest_bridge: weight.or(bridges[*at as usize]),
                    bridge: found.map(|bridge| {
                        (bridge.pair.map(|place| people.name_of(place)), bridge.words)
                    }),
                }
            };
            listed.iter().map(one).collect()
        };
        clusters.sort_by_key(|at| (std::cmp::Reverse(sizes[*at as usize]), *at));
        let largest = noted(&clusters);
        let weight = |at: &u32| bridges[*at as usize].unwrap_or(f32::INFINITY);
        clusters.sort_by(|one, other| weight(one).total_cmp(&weight(other)).then(one.cmp(other)));
        let (many_of_one_source, in_all) = many_of_one_source(people, outcome, &naming);
        Self {
            sizes: counted.into_iter().collect(),
            largest,
            weakest: noted(&clusters),
            many_of_one_source,
            many_of_one_source_in_all: in_all,
        }
    }
}

/// The places of the records of these clusters.
pub(crate) fn members(outcome: &Outcome, clusters: &[u32]) -> BTreeMap<u32, Vec<u32>> {
    let mut members: BTreeMap<u32, Vec<u32>> = clusters
        .iter()
        .map(|cluster| (*cluster, Vec::new()))
        .collect();
    for (place, cluster) in (0u32..).zip(&outcome.cluster_of) {
        if let Some(of_cluster) = members.get_mut(cluster) {
            of_cluster.push(place);
        }
    }
    members
}

/// People who hold more records of a source than it keeps of anybody, the most first.
fn many_of_one_source(
    people: &People,
    outcome: &Outcome,
    naming: &[u32],
) -> (Vec<ManyOfSource>, u64) {
    let mut held: Vec<(u32, u32)> = outcome
        .cluster_of
        .iter()
        .zip(&people.source_of)
        .map(|(cluster, source)| (*source, *cluster))
        .collect();
    held.sort_unstable();
    let counts: Vec<(u32, u32, usize)> = held
        .chunk_by(|one, other| one == other)
        .map(|of_one| (of_one[0].0, of_one[0].1, of_one.len()))
        .collect();
    let mut found = Vec::new();
    for of_source in counts.chunk_by(|one, other| one.0 == other.0) {
        let mut law = SourceLaw::default();
        of_source
            .iter()
            .for_each(|(_, _, records)| law.count(*records));
        let from = law.improbable_from();
        let many = of_source.iter().filter(|(_, _, records)| *records >= from);
        found.extend(many.map(|(source, cluster, records)| (*records, *cluster, *source, from)));
    }
    found.sort_by_key(|(records, cluster, ..)| (std::cmp::Reverse(*records), *cluster));
    let listed = found.iter().take(LISTED);
    let listed = listed.map(|(records, cluster, source, from)| ManyOfSource {
        person_id: people.name_of(naming[*cluster as usize]),
        source: people.sources[*source as usize].clone(),
        records: *records,
        improbable_from: *from,
    });
    (listed.collect(), found.len() as u64)
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
