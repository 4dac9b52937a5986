//! What a run has decided, in plain numbers by the places of the records.
//!
//! The engine's own types stop here, so that reports are made and tested from numbers alone.
//! Invariant: `cluster_of` and the records are in step, and a cluster is named by the place of
//! its first record.

/// The outcome of a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    /// The cluster of each record: the place of its first record.
    pub(crate) cluster_of: Vec<u32>,
    /// Pairs that were weighed and kept.
    pub(crate) pairs: Vec<Pair>,
    /// Pairs that wait for a person, strongest first.
    pub(crate) possible: Vec<Pair>,
    /// Pairs that were compared.
    pub(crate) compared: u64,
    pub(crate) rules: Vec<RuleFacts>,
    pub(crate) model: ModelFacts,
    /// What sampled records weigh against themselves.
    pub(crate) against_themselves: Vec<(u32, f32)>,
}

/// A weighed pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) weight: f32,
    /// Something other than the weight holds the pair back.
    pub(crate) is_held: bool,
}

/// One blocking rule.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleFacts {
    pub(crate) name: String,
    pub(crate) pairs: u64,
    pub(crate) pairs_skipped: u64,
}

/// What was learnt.
#[derive(Debug, Clone, Default)]
pub(crate) struct ModelFacts {
    pub(crate) prior: f64,
    pub(crate) rounds: u32,
    pub(crate) join: f64,
    pub(crate) review: f64,
    pub(crate) levels: Vec<LevelFacts>,
    pub(crate) joins_refused: u64,
}

/// One level of one comparison.
#[derive(Debug, Clone)]
pub(crate) struct LevelFacts {
    pub(crate) comparison: String,
    pub(crate) level: String,
    /// Children or adults.
    pub(crate) age: &'static str,
    /// How often it is seen when two records are one person.
    pub(crate) m: f64,
    /// How often among strangers.
    pub(crate) u: f64,
    /// How often among different people of one home.
    pub(crate) u_at_home: f64,
    pub(crate) weight: f64,
    pub(crate) weight_at_home: f64,
}

impl Outcome {
    /// How many people were found.
    pub(crate) fn people(&self) -> u64 {
        let firsts = (0u32..).zip(&self.cluster_of);
        firsts.filter(|(place, cluster)| place == *cluster).count() as u64
    }

    /// How many records each cluster has, by the place of its first record.
    pub(crate) fn sizes(&self) -> Vec<u32> {
        let mut sizes = vec![0; self.cluster_of.len()];
        for cluster in &self.cluster_of {
            sizes[*cluster as usize] += 1;
        }
        sizes
    }
}
