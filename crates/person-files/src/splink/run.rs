//! Runs a plan on files: reads, learns what the plan lacks, scores, and joins people.
//!
//! Scores and clusters are written as Splink's `match_weight` and our `record_id,person_id,band`.
//! Invariant: the same files and plan write the same bytes.

use super::records::{RecordsProblem, read_records};
use crate::clusters::push_cell;
use linkage::portable::{
    LikenessOf, Plan, Progress, RunProblem, Scores, Table, connected_components, score, train,
};
use std::io::{self, Write};
use std::path::PathBuf;
use thiserror::Error;

/// Why a run could not be done.
#[derive(Debug, Error)]
pub enum RunError {
    /// The files.
    #[error(transparent)]
    Records(#[from] RecordsProblem),
    /// The plan, or what it learns from the files.
    #[error(transparent)]
    Run(#[from] RunProblem),
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStep {
    /// Reading the files.
    Reading,
    /// Learning; with what is learnt now.
    Training(Option<Progress>),
    /// Scoring; with the rule whose pairs are scored now.
    Scoring(Option<Progress>),
    /// Joining people.
    Joining,
    /// Everything is done.
    Done,
}

/// What a run found.
#[derive(Debug)]
pub struct PlanRun {
    /// The plan with every weight.
    pub trained: Plan,
    /// The records.
    pub table: Table,
    /// The pairs at or over the threshold.
    pub scores: Scores,
    /// For each record, the first record of its person.
    pub people: Vec<u32>,
}

/// Runs a plan. Pairs at or over `keep` are kept; those at or over `join` are one person.
///
/// # Errors
/// When the files cannot be read, or the plan does not fit them.
pub fn run_plan(
    plan: &Plan,
    files: &[PathBuf],
    of: LikenessOf,
    (keep, join): (f64, f64),
    step: &dyn Fn(RunStep),
) -> Result<PlanRun, RunError> {
    step(RunStep::Reading);
    let table = read_records(plan, files)?;
    step(RunStep::Training(None));
    let progress = |progress| step(RunStep::Training(Some(progress)));
    let trained = train(plan, &table, of, &progress)?;
    step(RunStep::Scoring(None));
    let progress = |progress| step(RunStep::Scoring(Some(progress)));
    let scores = score(&trained, &table, of, keep.min(join), &progress)?;
    step(RunStep::Joining);
    let people = connected_components(table.len(), &scores.pairs, join);
    step(RunStep::Done);
    Ok(PlanRun {
        trained,
        table,
        scores,
        people,
    })
}

impl PlanRun {
    /// For each record, how many records its person has.
    #[must_use]
    pub fn sizes(&self) -> Vec<u32> {
        let mut sizes = vec![0; self.people.len()];
        for &person in &self.people {
            sizes[person as usize] += 1;
        }
        sizes
    }
}

/// Writes `record_id_l,record_id_r,match_weight`, a row for each pair at or over the threshold.
///
/// # Errors
/// When the file cannot be written.
pub fn write_scores(run: &PlanRun, keep: f64, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"record_id_l,record_id_r,match_weight\n")?;
    let mut line = String::new();
    for pair in run.scores.pairs.iter().filter(|pair| pair.weight >= keep) {
        line.clear();
        push_cell(&mut line, run.table.id(pair.one));
        line.push(',');
        push_cell(&mut line, run.table.id(pair.other));
        out.write_all(line.as_bytes())?;
        writeln!(out, ",{:.6}", pair.weight)?;
    }
    Ok(())
}

/// Writes `record_id,person_id,band`, a row for each record in the order of their ids.
///
/// # Errors
/// When the file cannot be written.
pub fn write_people(run: &PlanRun, out: &mut dyn Write) -> io::Result<()> {
    let sizes = run.sizes();
    out.write_all(b"record_id,person_id,band\n")?;
    let mut line = String::new();
    for (record, &person) in (0u32..).zip(&run.people) {
        line.clear();
        push_cell(&mut line, run.table.id(record));
        line.push(',');
        push_cell(&mut line, run.table.id(person));
        line.push_str(band(sizes[person as usize]));
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// The band of a record in a person of so many records, with the end of its line.
pub(super) fn band(size: u32) -> &'static str {
    match size {
        1 => ",alone\n",
        _ => ",automatic\n",
    }
}
