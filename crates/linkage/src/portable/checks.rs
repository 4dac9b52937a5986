//! The checks a plan must pass before it is run.
//!
//! Invariant: whatever passes is run without a panic on any table that has its columns.

use super::plan::{Comparison, Condition, DateColumn, Level, Part, Plan, Rule, RuleTerm, Training};
use super::problem::PlanProblem;

/// The most comparisons, so that a pattern of levels fits one number.
pub(crate) const MOST_COMPARISONS: usize = 16;
/// The most levels of a comparison, the one without a condition included.
pub(crate) const MOST_LEVELS: usize = 15;

/// The most pairs that a training may be told to take.
const MOST_PAIRS: u64 = 1_000_000_000_000;

pub(crate) fn check(plan: &Plan) -> Result<(), PlanProblem> {
    if plan.comparisons.is_empty() {
        return Err(PlanProblem::NoComparison);
    }
    if plan.comparisons.len() > MOST_COMPARISONS {
        return Err(PlanProblem::TooManyComparisons {
            most: MOST_COMPARISONS,
        });
    }
    for (place, comparison) in plan.comparisons.iter().enumerate() {
        let earlier = &plan.comparisons[..place];
        if earlier.iter().any(|other| other.name == comparison.name) {
            let name = comparison.name.clone();
            return Err(PlanProblem::NameTwice { name });
        }
        check_comparison(comparison, &plan.dates)?;
    }
    if plan.blocking.is_empty() {
        return Err(PlanProblem::NoBlocking);
    }
    check_rules(&plan.blocking, "blocking")?;
    check_training(&plan.training)?;
    let prior = plan.prior.unwrap_or(0.5);
    if !(prior > 0.0 && prior < 1.0) {
        let what = "the prior is over 0 and under 1";
        return Err(PlanProblem::Training { what });
    }
    plan.columns().into_iter().try_for_each(check_column)
}

fn check_comparison(comparison: &Comparison, dates: &[DateColumn]) -> Result<(), PlanProblem> {
    let name = || comparison.name.clone();
    let levels = comparison.levels.len();
    if !(2..=MOST_LEVELS).contains(&levels) {
        return Err(PlanProblem::LevelCount {
            name: name(),
            levels,
            most: MOST_LEVELS,
        });
    }
    let last = levels - 1;
    let has_else_last = |(place, level): (usize, &Level)| level.when.is_empty() == (place == last);
    if !comparison.levels.iter().enumerate().all(has_else_last) {
        return Err(PlanProblem::ElseIsNotLast { name: name() });
    }
    if comparison.missing.is_empty() {
        return Err(PlanProblem::NothingMissing { name: name() });
    }
    for (place, level) in comparison.levels.iter().enumerate() {
        if let Some(what) = out_of_range(level) {
            let level = place + 1;
            return Err(PlanProblem::OutOfRange {
                name: name(),
                level,
                what,
            });
        }
        check_dates(level, dates)?;
        check_term_frequency(comparison, level)?;
    }
    Ok(())
}

fn out_of_range(level: &Level) -> Option<&'static str> {
    let is_probability = |value: Option<f64>| value.is_none_or(|value| value > 0.0 && value <= 1.0);
    if !is_probability(level.m) || !is_probability(level.u) {
        return Some("m and u are over 0 and at most 1");
    }
    if let Some(frequency) = &level.term_frequency {
        if level.when.is_empty() {
            return Some("the last level has no term frequencies");
        }
        let weight = frequency.weight;
        if !(weight > 0.0 && weight <= 1.0 && (0.0..1.0).contains(&frequency.minimum)) {
            return Some(
                "a term frequency has a weight over 0 and at most 1, and a minimum under 1",
            );
        }
    }
    level.when.iter().find_map(|condition| match condition {
        Condition::JaroWinkler { at_least, .. } if !(*at_least > 0.0 && *at_least <= 1.0) => {
            Some("a Jaro–Winkler likeness is over 0 and at most 1")
        }
        Condition::Same(term) => empty_part(term.part),
        _ => None,
    })
}

fn empty_part(part: Part) -> Option<&'static str> {
    let is_empty = matches!(part, Part::First(0) | Part::WithoutLast(0));
    is_empty.then_some("a part has at least one character")
}

fn check_dates(level: &Level, dates: &[DateColumn]) -> Result<(), PlanProblem> {
    let compared = level.when.iter().filter_map(|condition| match condition {
        Condition::DateWithin { column, .. } => Some(column),
        _ => None,
    });
    for column in compared {
        if !dates.iter().any(|date| date.column == *column) {
            let column = column.clone();
            return Err(PlanProblem::NotADate { column });
        }
    }
    Ok(())
}

fn check_term_frequency(comparison: &Comparison, level: &Level) -> Result<(), PlanProblem> {
    let Some(frequency) = &level.term_frequency else {
        return Ok(());
    };
    let column = frequency.column.as_str();
    let mut levels = comparison.levels.iter();
    match levels.any(|level| level.exact_columns() == Some(vec![column])) {
        true => Ok(()),
        false => Err(PlanProblem::NoExactLevel {
            name: comparison.name.clone(),
            column: column.to_owned(),
        }),
    }
}

fn check_rules(rules: &[Rule], kind: &'static str) -> Result<(), PlanProblem> {
    for rule in rules {
        if rule.terms.is_empty() {
            return Err(PlanProblem::EmptyRule { kind });
        }
        for term in &rule.terms {
            let RuleTerm::Same(term) = term else { continue };
            if let Some(what) = empty_part(term.part) {
                return Err(PlanProblem::Training { what });
            }
        }
    }
    Ok(())
}

fn check_training(training: &Training) -> Result<(), PlanProblem> {
    check_rules(&training.certain, "certain")?;
    check_rules(&training.rules, "training")?;
    if !(training.recall > 0.0 && training.recall <= 1.0) {
        let what = "the recall is over 0 and at most 1";
        return Err(PlanProblem::Training { what });
    }
    let range = 1..=MOST_PAIRS;
    if !range.contains(&training.random_pairs) || !range.contains(&training.pairs_per_rule) {
        let what = "the pairs taken are at least 1 and at most 1000000000000";
        return Err(PlanProblem::Training { what });
    }
    Ok(())
}

/// A column's name must come back from the words of a plan as it went in.
fn check_column(column: &str) -> Result<(), PlanProblem> {
    let comes_back = matches!(
        Condition::parse(column),
        Ok(Condition::Same(term)) if term.column == column && term.part == Part::Whole
    );
    match comes_back {
        true => Ok(()),
        false => Err(PlanProblem::ColumnName {
            column: column.to_owned(),
        }),
    }
}
