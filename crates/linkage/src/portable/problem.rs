//! What can be wrong with a plan, a table or a run, in the words of whoever wrote the plan.
//!
//! Invariant: a problem names columns, comparisons and rules, never a value of a record.

use thiserror::Error;

/// Why a plan cannot be run.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PlanProblem {
    /// No comparison.
    #[error("the plan compares nothing; add a comparison")]
    NoComparison,
    /// Too many comparisons for one pattern.
    #[error("a plan has at most {most} comparisons; join some that are about one concept")]
    TooManyComparisons {
        /// The most.
        most: usize,
    },
    /// The name is there twice.
    #[error("two comparisons are called `{name}`; give each its own name")]
    NameTwice {
        /// The name.
        name: String,
    },
    /// A comparison with too few or too many levels.
    #[error("comparison `{name}` has {levels} levels; it needs 2 to {most}")]
    LevelCount {
        /// The comparison.
        name: String,
        /// How many it has.
        levels: usize,
        /// The most.
        most: usize,
    },
    /// The level without a condition is not the last, or there is none.
    #[error(
        "comparison `{name}`: the last level, and no other, has no condition; it takes what is left"
    )]
    ElseIsNotLast {
        /// The comparison.
        name: String,
    },
    /// Nothing says when the comparison is silent.
    #[error("comparison `{name}` does not say which columns may be missing")]
    NothingMissing {
        /// The comparison.
        name: String,
    },
    /// A number outside its range.
    #[error("comparison `{name}`, level {level}: {what}")]
    OutOfRange {
        /// The comparison.
        name: String,
        /// The level, from 1.
        level: usize,
        /// What is expected.
        what: &'static str,
    },
    /// Term frequencies without the level they rest on.
    #[error(
        "comparison `{name}`: term frequencies of `{column}` need a level that is `{column}` alone"
    )]
    NoExactLevel {
        /// The comparison.
        name: String,
        /// The column.
        column: String,
    },
    /// A date comparison of a column that is not a date.
    #[error("`{column}` is compared as a date; say under `dates` how it is written")]
    NotADate {
        /// The column.
        column: String,
    },
    /// No blocking rule.
    #[error("the plan has no blocking rule, so it would compare every record with every other")]
    NoBlocking,
    /// A rule without a term.
    #[error("a {kind} rule has no term, so it would reach every pair")]
    EmptyRule {
        /// Which kind of rule.
        kind: &'static str,
    },
    /// A number of the training outside its range.
    #[error("training: {what}")]
    Training {
        /// What is expected.
        what: &'static str,
    },
    /// A column name that cannot be told from the words of a plan.
    #[error("the column name `{column}` cannot be told from the words of a plan; rename it")]
    ColumnName {
        /// The column.
        column: String,
    },
}

/// Why a table cannot be made or used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TableProblem {
    /// Two records with one id.
    #[error("two records have the same id; give each record its own")]
    IdTwice,
    /// A record without an id.
    #[error("record {record} has no id")]
    NoId {
        /// Which, from 1.
        record: usize,
    },
    /// More text than can be addressed.
    #[error("more than 4 GiB of different text in one column; link it in parts")]
    TooMuchText,
    /// More records than can be numbered.
    #[error("more than 4,000,000,000 records; link them in parts")]
    TooManyRecords,
}

/// Why a run could not be done.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RunProblem {
    /// The plan itself.
    #[error(transparent)]
    Plan(#[from] PlanProblem),
    /// The table.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// The table lacks a column.
    #[error("the files have no column `{column}`, which the plan reads")]
    NoColumn {
        /// The column.
        column: String,
    },
    /// Fewer than two records.
    #[error("there are fewer than two records, so there is nothing to link")]
    NothingToLink,
    /// The certain rules reached no pair.
    #[error(
        "the training's `certain` rules reach no pair, so the prior cannot be learnt; write other rules, or the prior"
    )]
    NoCertainPair,
    /// The certain rules reached more pairs than the recall allows.
    #[error(
        "the training's `certain` rules reach more pairs than there can be; write stricter rules"
    )]
    TooManyCertainPairs,
    /// A training rule reached no pair.
    #[error("training rule {rule} reaches no pair; write another")]
    NoTrainingPair {
        /// Which, from 1.
        rule: usize,
    },
    /// The plan must be trained first.
    #[error("the plan is not trained: {what} is missing")]
    NotTrained {
        /// What is missing.
        what: String,
    },
}
