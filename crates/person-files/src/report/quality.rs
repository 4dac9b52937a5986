//! The run held against the truth, where the file has one.
//!
//! Pairs that the truth implies count even when blocking never proposed them. The curves join
//! pairs in simple chains; the run's own people are measured apart, because the engine also
//! refuses joins that contradict. Invariant: what is not known is counted nowhere.

use super::groups::ByGroup;
use crate::outcome::{Outcome, Pair};
use crate::people::People;
use crate::spec::Mode;
use linkage::evaluate::{
    AtThreshold, Joined, Known, PairCounts, Share, WeighedPair, joined, joined_by_source, sweep,
};

/// The quality of a run.
#[derive(Debug)]
pub(crate) struct Quality {
    /// Pairs that the truth implies.
    pub(crate) true_pairs: u64,
    /// Of those, the share that blocking proposed.
    pub(crate) blocking_recall: Share,
    /// The run's own people.
    pub(crate) joined: Joined,
    /// The same for the pairs that touch each source.
    pub(crate) by_source: Vec<(String, PairCounts)>,
    /// Recall by group of people.
    pub(crate) by_group: ByGroup,
    /// Each threshold from -10 to 40, and the run's own.
    pub(crate) curve: Vec<AtThreshold>,
    /// The place in the curve of the run's own threshold.
    pub(crate) own: usize,
    /// The best F1 of pairs and of clusters: threshold and value.
    pub(crate) best_pairs: (f64, f64),
    pub(crate) best_clusters: (f64, f64),
    /// The best F1 of pairs when nothing but the weight counts.
    pub(crate) best_by_weight: (f64, f64),
}

impl Quality {
    pub(crate) fn new(people: &People, outcome: &Outcome) -> Self {
        let known = Known {
            person: &people.truth.person,
            household: &people.truth.household,
            twins: people.truth.twins(),
            across: (people.mode == Mode::LinkOnly).then_some(people.source_of.as_slice()),
        };
        let mut thresholds: Vec<f64> = (-20..=80).map(|half| f64::from(half) / 2.0).collect();
        let place = thresholds.partition_point(|at| *at < outcome.model.join);
        if thresholds.get(place) != Some(&outcome.model.join) {
            thresholds.insert(place, outcome.model.join);
        }
        let curve = sweep(&weighed(outcome, |pair| !pair.is_held), &known, &thresholds);
        let by_weight = sweep_edges(&weighed(outcome, |_| true), &known, &thresholds);
        let best = |f1: &dyn Fn(&AtThreshold) -> f64| {
            let points = curve.iter().map(|at| (at.threshold, f1(at)));
            best_of(points)
        };
        let proposed = outcome.pairs.iter().map(|pair| (pair.a, pair.b));
        let found = joined(&outcome.cluster_of, &known);
        let by_group = ByGroup::new(&people.groups, &outcome.cluster_of, &known, &found.pairs);
        Self {
            by_group,
            true_pairs: known.pairs(),
            blocking_recall: known.blocking_recall(proposed),
            joined: found,
            by_source: by_source(people, outcome, &known),
            best_pairs: best(&|at| at.edges.f1()),
            best_clusters: best(&|at| at.clusters.f1()),
            best_by_weight: best_of(by_weight.into_iter()),
            own: place,
            curve,
        }
    }
}

fn by_source(people: &People, outcome: &Outcome, known: &Known<'_>) -> Vec<(String, PairCounts)> {
    if people.sources.len() < 2 {
        return Vec::new();
    }
    let counts = joined_by_source(&outcome.cluster_of, known, &people.source_of);
    people.sources.iter().cloned().zip(counts).collect()
}

fn weighed(outcome: &Outcome, wanted: impl Fn(&Pair) -> bool) -> Vec<WeighedPair> {
    let pairs = outcome.pairs.iter().filter(|pair| wanted(pair));
    pairs
        .map(|pair| WeighedPair {
            a: pair.a,
            b: pair.b,
            weight: pair.weight,
        })
        .collect()
}

/// F1 of the pairs at or above each threshold.
fn sweep_edges(pairs: &[WeighedPair], known: &Known<'_>, thresholds: &[f64]) -> Vec<(f64, f64)> {
    let mut right = vec![0u64; thresholds.len() + 1];
    let mut wrong = right.clone();
    for pair in pairs {
        let reached = thresholds.partition_point(|at| *at <= f64::from(pair.weight));
        match known.is_one_person(pair.a, pair.b) {
            Some(true) => right[reached] += 1,
            Some(false) => wrong[reached] += 1,
            None => {}
        }
    }
    let all = known.pairs();
    let mut counts = PairCounts::default();
    let mut found = Vec::with_capacity(thresholds.len());
    for at in (0..thresholds.len()).rev() {
        counts.right += right[at + 1];
        counts.wrong += wrong[at + 1];
        counts.missed = all.saturating_sub(counts.right);
        found.push((thresholds[at], counts.f1()));
    }
    found.reverse();
    found
}

/// The highest F1, and the highest threshold that gives it.
fn best_of(points: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    points.fold(
        (0.0, 0.0),
        |best, point| {
            if point.1 >= best.1 { point } else { best }
        },
    )
}
