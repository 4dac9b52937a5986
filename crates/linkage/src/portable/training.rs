//! Learns what a plan does not state: the prior, u from random pairs, m by expectation
//! maximisation over counted patterns of levels.
//!
//! It follows Splink, except that m is learnt from a sample of each rule's pairs and without
//! term frequencies. Invariant: pairs follow a fixed sequence, so a run gives the same plan
//! again, on any number of threads.

mod maximise;
mod random_pairs;

use super::blocking::{Blocks, Rules};
use super::compiled::{Comparator, SILENT};
use super::likeness::LikenessOf;
use super::plan::{Comparison, Plan, Rule};
use super::problem::RunProblem;
use super::table::Table;
use super::{Progress, STRETCH, weights::log_odds};
use maximise::Session;
use rayon::prelude::*;

/// The least m or u that is learnt, so that no single level decides everything.
const LEAST: f64 = 1e-12;

/// A plan with every weight it lacked.
///
/// # Errors
/// When the plan does not fit the table, or its training rules reach too few pairs.
pub fn train(
    plan: &Plan,
    table: &Table,
    of: LikenessOf,
    progress: &dyn Fn(Progress),
) -> Result<Plan, RunProblem> {
    plan.check()?;
    if table.len() < 2 {
        return Err(RunProblem::NothingToLink);
    }
    let mut trained = plan.clone();
    if plan.is_trained() {
        return Ok(trained);
    }
    let comparator = Comparator::new(plan, table, of)?;
    if plan.prior.is_none() {
        progress(Progress::Prior);
        trained.prior = Some(prior(plan, table)?);
    }
    progress(Progress::RandomPairs);
    learn_u(&mut trained, table, &comparator);
    learn_m(&mut trained, table, &comparator, progress)?;
    Ok(trained)
}

/// The pairs that the certain rules reach, by their recall, as a share of all pairs.
fn prior(plan: &Plan, table: &Table) -> Result<f64, RunProblem> {
    let rules = Rules::new(&plan.training.certain, table)?;
    let mut reached = 0u64;
    for rule in 0..rules.len() {
        let blocks = rules.blocks(rule);
        let stretches = blocks.stretches(STRETCH);
        let counts = stretches.into_par_iter().map(|stretch| {
            let mut count = 0u64;
            blocks.for_each_pair(stretch, |one, other| {
                count += u64::from(rules.is_first_to_reach(rule, one, other));
            });
            count
        });
        reached += counts.sum::<u64>();
    }
    let records = table.len() as f64;
    let prior = reached as f64 / plan.training.recall / (records * (records - 1.0) / 2.0);
    match prior {
        _ if reached == 0 => Err(RunProblem::NoCertainPair),
        prior if prior < 1.0 => Ok(prior),
        _ => Err(RunProblem::TooManyCertainPairs),
    }
}

fn learn_u(plan: &mut Plan, table: &Table, comparator: &Comparator) {
    let sample = random_pairs::Sample::new(table.len(), &plan.training);
    let dates: Vec<String> = plan.dates.iter().map(|date| date.column.clone()).collect();
    let learn = |(place, comparison): (usize, &mut Comparison)| {
        if comparison.levels.iter().all(|level| level.u.is_some()) {
            return;
        }
        let counted = same_or_not(comparison)
            .filter(|column| !dates.contains(column))
            .and_then(|column| table.place_of(&column));
        let learnt = match counted {
            Some(column) => random_pairs::shares_of_the_same(&table.column(column).dictionary),
            None => {
                let level = |one, other| comparator.level(place, one, other);
                sample.shares_of_levels(comparison.levels.len(), level)
            }
        };
        for (level, learnt) in comparison.levels.iter_mut().zip(learnt) {
            level.u.get_or_insert(learnt.clamp(LEAST, 1.0));
        }
    };
    let comparisons = plan.comparisons.par_iter_mut().enumerate();
    comparisons.for_each(learn);
}

/// The column, when all that a comparison asks is whether it is the same.
fn same_or_not(comparison: &Comparison) -> Option<String> {
    let columns = comparison.levels[0].exact_columns()?;
    let is_so = comparison.levels.len() == 2 && columns.len() == 1;
    (is_so && comparison.missing == columns).then(|| columns.concat())
}

fn learn_m(
    plan: &mut Plan,
    table: &Table,
    comparator: &Comparator,
    progress: &dyn Fn(Progress),
) -> Result<(), RunProblem> {
    let rules = plan.training.rules.clone();
    let ready = Rules::new(&rules, table)?;
    let levels = plan
        .comparisons
        .iter()
        .map(|of| vec![Vec::new(); of.levels.len()]);
    let mut learnt: Vec<Vec<Vec<f64>>> = levels.collect();
    let mut current = plan.clone();
    state_default_m(&mut current);
    for (place, rule) in rules.iter().enumerate() {
        progress(Progress::TrainingRule {
            rule: place + 1,
            of: rules.len(),
        });
        let blocks = ready.blocks(place);
        let patterns = count_patterns(plan, comparator, &ready, place, blocks);
        if patterns.is_empty() {
            return Err(RunProblem::NoTrainingPair { rule: place + 1 });
        }
        let mut session = Session::new(&current, rule, start(&current, rule), &patterns);
        session.run(&patterns);
        for (comparison, level, m) in session.learnt() {
            learnt[comparison][level].push(m);
        }
        state_learnt_m(plan, &mut current, &mut learnt);
    }
    for (comparison, current) in plan.comparisons.iter_mut().zip(current.comparisons) {
        for (level, current) in comparison.levels.iter_mut().zip(current.levels) {
            level.m = current.m;
        }
    }
    Ok(())
}

/// m before anything is learnt: 0.95 for the top level, the rest shared among the others.
fn state_default_m(plan: &mut Plan) {
    for comparison in &mut plan.comparisons {
        let others = (comparison.levels.len() - 1) as f64;
        for (place, level) in comparison.levels.iter_mut().enumerate() {
            let default = if place == 0 { 0.95 } else { 0.05 / others };
            level.m.get_or_insert(default);
        }
    }
}

/// The median of what the sessions learnt so far, where the plan itself states nothing.
fn state_learnt_m(stated: &Plan, current: &mut Plan, learnt: &mut [Vec<Vec<f64>>]) {
    let comparisons = stated.comparisons.iter().zip(&mut current.comparisons);
    for ((stated, current), learnt) in comparisons.zip(learnt) {
        let levels = stated.levels.iter().zip(&mut current.levels).zip(learnt);
        for ((stated, current), learnt) in levels {
            if stated.m.is_none() && !learnt.is_empty() {
                current.m = Some(median(learnt).clamp(LEAST, 1.0));
            }
        }
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() % 2 {
        1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// Where the share of one person's pairs begins: pairs of this rule agree on its columns, so
/// the prior is raised by the levels that say so.
fn start(plan: &Plan, rule: &Rule) -> f64 {
    let mut columns = rule.columns();
    let levels = plan.comparisons.iter().flat_map(|of| &of.levels);
    let mut exact: Vec<_> = levels
        .filter_map(|level| Some((level.exact_columns()?, level)))
        .collect();
    exact.sort_by_key(|(columns, _)| std::cmp::Reverse(columns.len()));
    let mut weight = log_odds(plan.prior.unwrap_or(0.0001));
    for (needed, level) in exact {
        if needed.iter().all(|column| columns.contains(column)) {
            columns.retain(|column| !needed.contains(column));
            weight += (level.m.unwrap_or(0.95) / level.u.unwrap_or(0.01)).log2();
        }
    }
    let odds = weight.exp2();
    (odds / (1.0 + odds)).clamp(1e-9, 1.0 - 1e-9)
}

/// The patterns of levels among a rule's pairs, four bits for each comparison, with their counts.
fn count_patterns(
    plan: &Plan,
    comparator: &Comparator,
    rules: &Rules,
    rule: usize,
    blocks: &Blocks,
) -> Vec<(u64, u64)> {
    let training = &plan.training;
    let mut pairs = Vec::new();
    blocks.for_each_of_a_sample(
        training.pairs_per_rule,
        training.seed.into(),
        |one, other| {
            if rules.reaches_in_block(rule, one, other) {
                pairs.push((one, other));
            }
        },
    );
    // Comparisons that share a column with the rule are silent in its session.
    let rule_columns = training.rules[rule].columns();
    let active = plan.comparisons.iter().enumerate().filter(|(_, of)| {
        let columns = of.columns();
        !rule_columns.iter().any(|column| columns.contains(column))
    });
    let active: Vec<usize> = active.map(|(place, _)| place).collect();
    let pattern = |&(one, other): &(u32, u32)| {
        active.iter().fold(u64::MAX, |pattern, &place| {
            let level = u64::from(comparator.level(place, one, other));
            let at = 4 * place;
            pattern & !(u64::from(SILENT) << at) | (level << at)
        })
    };
    let mut patterns: Vec<u64> = pairs.par_iter().map(pattern).collect();
    patterns.par_sort_unstable();
    let alike = patterns.chunk_by(|one, other| one == other);
    alike.map(|same| (same[0], same.len() as u64)).collect()
}
