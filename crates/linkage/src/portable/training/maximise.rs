//! Expectation maximisation for the pairs of one training rule, over patterns with counts.
//!
//! m and the share of one person's pairs move; u stays. Invariant: it ends after 25 rounds, or
//! when nothing moves by more than 0.0001.

use super::super::compiled::SILENT;
use super::super::plan::{Plan, Rule};
use super::super::weights::log_odds;

const MOST_ROUNDS: usize = 25;
const STANDS_STILL: f64 = 0.0001;
/// What a level weighs in a session that never saw it.
const NOT_SEEN: f64 = 1e-6;

/// The comparisons that a rule lets learn, and what they have learnt.
pub(super) struct Session {
    comparisons: Vec<Learning>,
    share: f64,
}

struct Learning {
    place: usize,
    levels: Vec<LearningLevel>,
}

struct LearningLevel {
    m: f64,
    u: f64,
    was_seen: bool,
}

impl Session {
    /// `share` is where the share of one person's pairs begins.
    pub(super) fn new(plan: &Plan, rule: &Rule, share: f64, patterns: &[(u64, u64)]) -> Self {
        let rule_columns = rule.columns();
        let learns =
            |columns: Vec<&str>| !rule_columns.iter().any(|column| columns.contains(column));
        let comparisons = plan.comparisons.iter().enumerate();
        let comparisons = comparisons.filter(|(_, of)| learns(of.columns()));
        let comparisons = comparisons.map(|(place, comparison)| {
            let level = |(level, stated): (usize, &super::super::plan::Level)| LearningLevel {
                m: stated.m.unwrap_or(NOT_SEEN),
                u: stated.u.unwrap_or(NOT_SEEN),
                was_seen: patterns
                    .iter()
                    .any(|(pattern, _)| level_of(*pattern, place) == level),
            };
            let levels = comparison.levels.iter().enumerate().map(level);
            Learning {
                place,
                levels: levels.collect(),
            }
        });
        Self {
            comparisons: comparisons.collect(),
            share,
        }
    }

    pub(super) fn run(&mut self, patterns: &[(u64, u64)]) {
        for _ in 0..MOST_ROUNDS {
            if self.round(patterns) < STANDS_STILL {
                break;
            }
        }
    }

    /// What was learnt: comparison, level, m.
    pub(super) fn learnt(&self) -> Vec<(usize, usize, f64)> {
        let mut learnt = Vec::new();
        for comparison in &self.comparisons {
            let levels = comparison.levels.iter().enumerate();
            let seen = levels.filter(|(_, level)| level.was_seen);
            learnt.extend(seen.map(|(level, is)| (comparison.place, level, is.m)));
        }
        learnt
    }

    /// One round; the answer is the largest move.
    fn round(&mut self, patterns: &[(u64, u64)]) -> f64 {
        let weights: Vec<Vec<f64>> = self.comparisons.iter().map(Learning::weights).collect();
        let mut sums: Vec<Vec<f64>> = weights.iter().map(|of| vec![0.0; of.len()]).collect();
        let (mut matches, mut pairs) = (0.0, 0.0);
        let prior = log_odds(self.share);
        for &(pattern, count) in patterns {
            let levels = self
                .comparisons
                .iter()
                .map(|of| level_of(pattern, of.place));
            let levels: Vec<usize> = levels.collect();
            let each = weights.iter().zip(&levels);
            let weight = each.filter_map(|(of, &level)| of.get(level)).sum::<f64>() + prior;
            let expected = count as f64 / (1.0 + (-weight).exp2());
            matches += expected;
            pairs += count as f64;
            for (sums, level) in sums.iter_mut().zip(levels) {
                if let Some(sum) = sums.get_mut(level) {
                    *sum += expected;
                }
            }
        }
        let share = (matches / pairs).clamp(1e-12, 1.0 - 1e-12);
        let mut largest = (share - self.share).abs();
        self.share = share;
        for (comparison, sums) in self.comparisons.iter_mut().zip(sums) {
            largest = largest.max(comparison.take(&sums));
        }
        largest
    }
}

impl Learning {
    fn weights(&self) -> Vec<f64> {
        let weight = |level: &LearningLevel| (level.m.max(1e-300) / level.u).log2();
        self.levels.iter().map(weight).collect()
    }

    fn take(&mut self, sums: &[f64]) -> f64 {
        let all: f64 = sums.iter().sum();
        let mut largest = 0.0f64;
        for (level, sum) in self.levels.iter_mut().zip(sums) {
            let m = match level.was_seen && all > 0.0 {
                true => sum / all,
                false => NOT_SEEN,
            };
            largest = largest.max((m - level.m).abs());
            level.m = m;
        }
        largest
    }
}

/// The level of a comparison in a pattern; beyond every level when it is silent.
fn level_of(pattern: u64, place: usize) -> usize {
    (pattern >> (4 * place)) as usize & SILENT as usize
}
