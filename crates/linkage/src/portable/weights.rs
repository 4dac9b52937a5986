//! The weights of a trained plan, in powers of two, ready to be summed.
//!
//! The weight of a pair is that of the prior, plus log2(m/u) of each level, plus what the
//! frequency of a value adds. Invariant: a comparison that is silent adds nothing.

use super::compiled::{SILENT, place};
use super::dictionary::{Dictionary, MISSING};
use super::plan::{Plan, TermFrequency};
use super::problem::RunProblem;
use super::table::Table;

/// Weights of a plan for one table.
pub(crate) struct Weights<'t> {
    prior: f64,
    comparisons: Vec<[f64; SILENT as usize + 1]>,
    frequencies: Vec<Frequencies<'t>>,
}

/// What the frequency of a value adds at one level.
struct Frequencies<'t> {
    comparison: usize,
    level: u8,
    weight: f64,
    log_of_u: f64,
    values: &'t [u32],
    /// log2 of the share of each value among those that are not missing.
    logs: Vec<f64>,
}

/// The weight of a probability, in powers of two.
pub(crate) fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log2()
}

impl<'t> Weights<'t> {
    pub(crate) fn new(plan: &Plan, table: &'t Table) -> Result<Self, RunProblem> {
        let missing = |what: String| RunProblem::NotTrained { what };
        let prior = plan.prior.ok_or_else(|| missing("the prior".to_owned()))?;
        let mut comparisons = Vec::new();
        let mut frequencies = Vec::new();
        for (place, comparison) in plan.comparisons.iter().enumerate() {
            let mut weights = [0.0; SILENT as usize + 1];
            for (level, (stated, weight)) in comparison.levels.iter().zip(&mut weights).enumerate()
            {
                let (Some(m), Some(u)) = (stated.m, stated.u) else {
                    let name = &comparison.name;
                    return Err(missing(format!("m or u of `{name}`, level {}", level + 1)));
                };
                *weight = (m / u).log2();
                if let Some(frequency) = &stated.term_frequency {
                    let mut levels = comparison.levels.iter();
                    let column = frequency.column.as_str();
                    let exact = levels.find(|level| level.exact_columns() == Some(vec![column]));
                    let u = exact.and_then(|level| level.u).unwrap_or(u);
                    let of = (place, level as u8);
                    frequencies.push(Frequencies::new(of, frequency, u, table)?);
                }
            }
            comparisons.push(weights);
        }
        Ok(Self {
            prior: log_odds(prior),
            comparisons,
            frequencies,
        })
    }

    /// The weight before anything is compared.
    pub(crate) fn prior(&self) -> f64 {
        self.prior
    }

    /// The weight of a level.
    pub(crate) fn of(&self, comparison: usize, level: u8) -> f64 {
        self.comparisons[comparison][level as usize & 15]
    }

    /// What the values' frequencies add for a pair with these levels.
    pub(crate) fn of_frequencies(&self, levels: u64, one: u32, other: u32) -> f64 {
        let at_its_level =
            |of: &&Frequencies| (levels >> (4 * of.comparison)) & 15 == u64::from(of.level);
        let frequencies = self.frequencies.iter().filter(at_its_level);
        frequencies.map(|of| of.of(one, other)).sum()
    }
}

impl<'t> Frequencies<'t> {
    fn new(
        (comparison, level): (usize, u8),
        frequency: &TermFrequency,
        u: f64,
        table: &'t Table,
    ) -> Result<Self, RunProblem> {
        let column = table.column(place(table, &frequency.column)?);
        Ok(Self {
            comparison,
            level,
            weight: frequency.weight,
            log_of_u: u.log2(),
            values: &column.numbers,
            logs: logs_of_shares(&column.dictionary, frequency.minimum),
        })
    }

    fn of(&self, one: u32, other: u32) -> f64 {
        let value = |record: u32| self.values[record as usize];
        let (a, b) = (value(one), value(other));
        if a == MISSING && b == MISSING {
            return 0.0;
        }
        let log = self.logs[a as usize].max(self.logs[b as usize]);
        self.weight * (self.log_of_u - log)
    }
}

fn logs_of_shares(dictionary: &Dictionary, minimum: f64) -> Vec<f64> {
    let numbers = 1..dictionary.len() as u32;
    let all: u64 = numbers
        .clone()
        .map(|number| u64::from(dictionary.count(number)))
        .sum();
    let share = |number: u32| f64::from(dictionary.count(number)) / all as f64;
    let logs = numbers.map(|number| share(number).max(minimum).log2());
    // A missing value never outweighs the one that is there.
    std::iter::once(f64::NEG_INFINITY).chain(logs).collect()
}
