//! A Fellegi–Sunter plan that is data, and a fast engine for it.
//!
//! The plan says only what this engine, DuckDB and Spark understand alike, so it can be run here
//! on one machine and in Splink on many, with the same scores. The house's own linking
//! ([`crate::link()`]) knows more: names, families, twins, identifiers with their standing.
//!
//! ```text
//! values ─ TableBuilder ─ Table ─┬─ train ─ Plan with weights
//!                                └─ score ─ ScoredPair ─ connected_components
//! ```
//!
//! Who knows Splink finds: settings = [`Plan`]; comparison and comparison level =
//! [`Comparison`], [`Level`]; `blocking_rules_to_generate_predictions` = [`Plan::blocking`];
//! deterministic rules = [`Training::certain`]; `probability_two_random_records_match` =
//! [`Plan::prior`]; match weight = [`ScoredPair::weight`].
//!
//! Invariant: the same plan and records give the same weights, scores and people, whatever the
//! order of the records and the number of threads.

mod blocking;
mod checks;
mod clusters;
mod compiled;
mod dates;
mod dictionary;
#[cfg(test)]
mod laws;
mod likeness;
mod parts;
mod plan;
mod problem;
mod radix;
mod scoring;
mod shapes;
mod table;
mod training;
mod weights;
mod words;

pub use clusters::connected_components;
pub use likeness::{
    LikenessOf, damerau_levenshtein_is_within, jaro_winkler, levenshtein_is_within,
};
pub use plan::{
    Comparison, Condition, DateColumn, DateFormat, DateUnit, Exchange, Level, Part, Plan, Rule,
    RuleTerm, Term, TermFrequency, Training,
};
pub use problem::{PlanProblem, RunProblem, TableProblem};
pub use scoring::{ScoredPair, Scores, score};
pub use table::{Table, TableBuilder};
pub use training::train;
pub use words::NotAPlanWord;

/// About so many pairs are one piece of work.
const STRETCH: u64 = 50_000;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// Counting the pairs that the certain rules reach.
    Prior,
    /// Looking at random pairs.
    RandomPairs,
    /// Learning from the pairs of a training rule.
    TrainingRule {
        /// Which, from 1.
        rule: usize,
        /// Of how many.
        of: usize,
    },
    /// Scoring the pairs of a blocking rule.
    Rule {
        /// Which, from 1.
        rule: usize,
        /// Of how many.
        of: usize,
    },
}
