//! Blocks and scores every pair that the plan's rules reach, on all processors.
//!
//! Pairs are walked and weighed where they stand; only those over the threshold are kept.
//! Invariant: the answer does not depend on the number of threads.

use super::blocking::Rules;
use super::compiled::Comparator;
use super::likeness::LikenessOf;
use super::plan::Plan;
use super::problem::RunProblem;
use super::table::Table;
use super::weights::Weights;
use super::{Progress, STRETCH};
use rayon::prelude::*;

/// Two records and the weight for one person, in powers of two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredPair {
    /// The record whose id comes first.
    pub one: u32,
    /// The other.
    pub other: u32,
    /// 0 is even odds, 10 is a thousand to one.
    pub weight: f64,
}

/// What a run found.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// The pairs at or over the threshold, in the order of the rules.
    pub pairs: Vec<ScoredPair>,
    /// For each blocking rule, the pairs that it was the first to reach.
    pub compared: Vec<u64>,
}

/// Scores the pairs of a trained plan and keeps those at or over the threshold.
///
/// # Errors
/// When the plan is not trained or does not fit the table.
pub fn score(
    plan: &Plan,
    table: &Table,
    of: LikenessOf,
    threshold: f64,
    progress: &dyn Fn(Progress),
) -> Result<Scores, RunProblem> {
    plan.check()?;
    let weights = Weights::new(plan, table)?;
    let comparator = Comparator::new(plan, table, of)?;
    let rules = Rules::new(&plan.blocking, table)?;
    let mut scores = Scores {
        pairs: Vec::new(),
        compared: Vec::new(),
    };
    for rule in 0..rules.len() {
        progress(Progress::Rule {
            rule: rule + 1,
            of: rules.len(),
        });
        let blocks = rules.blocks(rule);
        let stretches = blocks.stretches(STRETCH).into_par_iter();
        let found = stretches.map(|stretch| {
            let (mut pairs, mut compared) = (Vec::new(), 0);
            blocks.for_each_pair(stretch, |one, other| {
                if rules.is_first_to_reach(rule, one, other) {
                    compared += 1;
                    let weight = weigh(&comparator, &weights, one, other);
                    if weight >= threshold {
                        pairs.push(ScoredPair { one, other, weight });
                    }
                }
            });
            (pairs, compared)
        });
        let found: Vec<(Vec<ScoredPair>, u64)> = found.collect();
        scores
            .compared
            .push(found.iter().map(|(_, compared)| compared).sum());
        found
            .into_iter()
            .for_each(|(pairs, _)| scores.pairs.extend(pairs));
    }
    Ok(scores)
}

fn weigh(comparator: &Comparator, weights: &Weights, one: u32, other: u32) -> f64 {
    let (mut weight, mut levels) = (weights.prior(), 0u64);
    comparator.for_each_level(one, other, |comparison, level| {
        weight += weights.of(comparison, level);
        levels |= u64::from(level) << (4 * comparison);
    });
    weight + weights.of_frequencies(levels, one, other)
}
