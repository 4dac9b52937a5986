//! `kith linkage`: the engine alone, on any file of people; no council is needed.

mod explain;
mod run;

use crate::arguments::{FileArguments, LinkageCommand};
use crate::clock;
use crate::output::{Finished, Output};
use anyhow::{Context, bail};
use person_files::{FileRun, Gauge, LinkedFile, NotATable, PeopleError, Spec, Stage, link_files};
use std::path::Path;

pub(crate) fn run(command: &LinkageCommand, output: &Output) -> anyhow::Result<Finished> {
    match command {
        LinkageCommand::Run(run) => run::run(run, output),
        LinkageCommand::Explain(explain) => explain::run(explain, output),
        LinkageCommand::Plan(plan) => super::linkage_plan::run(plan, output),
    }
}

/// Linked files, or how the command ends without them.
enum Attempt {
    Linked(Box<LinkedFile>),
    Ended(Finished),
}

/// Reads the specification and the files, and links them with progress.
fn link(
    files: &FileArguments,
    join: Option<f64>,
    gauge: Gauge<'_>,
    output: &Output,
) -> anyhow::Result<Attempt> {
    let text = std::fs::read_to_string(&files.spec)
        .with_context(|| format!("{} could not be read", files.spec.display()))?;
    let spec = match Spec::parse(&shown(&files.spec), &text) {
        Ok(spec) => spec,
        Err(problems) => {
            output.say(&problems.to_string());
            return Ok(Attempt::Ended(Finished::Usage));
        }
    };
    let step = output.step("Linking");
    let run = FileRun {
        spec: &spec,
        inputs: &files.input,
        join,
        today: clock::now().today(),
    };
    match link_files(&run, gauge, &mut |stage| step.far(&in_words(stage))) {
        Ok(linked) => {
            step.done(output, &linked.report_line());
            for warning in linked.warnings() {
                output.say(&format!("To know: {warning}"));
            }
            Ok(Attempt::Linked(Box::new(linked)))
        }
        Err(error) => {
            drop(step);
            output.say(&error.to_string());
            Ok(Attempt::Ended(ended(&error)))
        }
    }
}

fn ended(error: &PeopleError) -> Finished {
    match error {
        PeopleError::Columns(_) | PeopleError::OneSource => Finished::Usage,
        PeopleError::NotATable {
            reason: NotATable::NotOpened(_) | NotATable::BrokeOff(_),
            ..
        }
        | PeopleError::TooMany => Finished::CouldNotRun,
        PeopleError::NotATable { .. } | PeopleError::NoRows { .. } | PeopleError::SameId { .. } => {
            Finished::AnswerIsNo
        }
    }
}

fn in_words(stage: Stage) -> String {
    match stage {
        Stage::Reading(records) => format!("{records} records read"),
        Stage::Linking(progress) => super::link::progress_words(progress),
    }
}

/// The name of a file in messages.
fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Refuses to write over a file that is read.
fn refuse_overwriting(files: &FileArguments, written: &[&Path]) -> anyhow::Result<()> {
    let read = files.input.iter().chain([&files.spec]);
    let read: Vec<_> = read.filter_map(|path| path.canonicalize().ok()).collect();
    for path in written {
        if path.canonicalize().is_ok_and(|path| read.contains(&path)) {
            bail!(
                "{} is read by this run; write to another file",
                path.display()
            );
        }
    }
    Ok(())
}
