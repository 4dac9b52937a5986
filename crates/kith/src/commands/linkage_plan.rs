//! `kith linkage run-plan`, `export` and `import`: linkage plans, alone and with Splink.

mod report;

use crate::output::{Finished, Output, Step};
use crate::plan_arguments::{
    ExportArguments, ImportArguments, PlanCommand, Receiver, RunPlanArguments, SameAs,
};
use anyhow::{Context, bail};
use linkage::portable::{LikenessOf, Plan, Progress};
use person_files::splink::{
    PlanRun, RunError, RunStep, import_clusters, parse_plan, plan_to_text, run_plan, settings,
    write_people, write_scores,
};
use person_files::write_whole;
use report::Phases;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(command: &PlanCommand, output: &Output) -> anyhow::Result<Finished> {
    match command {
        PlanCommand::RunPlan(run) => run_the_plan(run, output),
        PlanCommand::Export(export) => write_settings(export, output),
        PlanCommand::Import(import) => take_back(import, output),
    }
}

fn run_the_plan(run: &RunPlanArguments, output: &Output) -> anyhow::Result<Finished> {
    let written = [&run.output, &run.clusters, &run.trained, &run.report].map(Option::as_ref);
    let read: Vec<&Path> = run
        .input
        .iter()
        .chain([&run.plan])
        .map(PathBuf::as_path)
        .collect();
    if let Err(error) = refuse_overwriting(&read, &written) {
        output.say(&error.to_string());
        return Ok(Finished::Usage);
    }
    let Some(plan) = read_plan(&run.plan, output)? else {
        return Ok(Finished::Usage);
    };
    let of = match run.same_as {
        SameAs::Duckdb => LikenessOf::DuckDb,
        SameAs::Spark => LikenessOf::Spark,
    };
    let phases = Phases::default();
    let step = output.step("Linking");
    let take = |at: RunStep| {
        phases.enter(at);
        say_how_far(&step, at);
    };
    let found = match run_plan(&plan, &run.input, of, (run.threshold, run.join), &take) {
        Ok(found) => found,
        Err(error) => {
            drop(step);
            output.say(&error.to_string());
            return Ok(match error {
                RunError::Records(_) => Finished::AnswerIsNo,
                RunError::Run(_) => Finished::Usage,
            });
        }
    };
    let report = report::document(&found, &phases, run.join);
    step.done(output, &report::in_words(&report));
    write_files(run, &found, &report)?;
    output.document(&report)?;
    Ok(Finished::Done)
}

fn write_files(run: &RunPlanArguments, found: &PlanRun, report: &Value) -> anyhow::Result<()> {
    if let Some(path) = &run.output {
        write(path, |out| write_scores(found, run.threshold, out))?;
    }
    if let Some(path) = &run.clusters {
        write(path, |out| write_people(found, out))?;
    }
    if let Some(path) = &run.trained {
        write(path, |out| {
            out.write_all(plan_to_text(&found.trained).as_bytes())
        })?;
    }
    if let Some(path) = &run.report {
        write(path, |out| writeln!(out, "{report:#}"))?;
    }
    Ok(())
}

fn write_settings(export: &ExportArguments, output: &Output) -> anyhow::Result<Finished> {
    let Some(plan) = read_plan(&export.plan, output)? else {
        return Ok(Finished::Usage);
    };
    let written = match export.to {
        Receiver::Splink5 => settings(&plan),
    };
    match written {
        Ok(settings) => {
            write(&export.output, |out| writeln!(out, "{settings:#}"))?;
            if !plan.is_trained() {
                output.say("The plan has not learnt its weights; Splink must, before it predicts.");
            }
            output.document(&json!({ "is_trained": plan.is_trained() }))?;
            Ok(Finished::Done)
        }
        Err(refusal) => {
            output.say(&format!("{}: {refusal}", export.plan.display()));
            output.document(&json!({ "refused": refusal.to_string() }))?;
            Ok(Finished::AnswerIsNo)
        }
    }
}

fn take_back(import: &ImportArguments, output: &Output) -> anyhow::Result<Finished> {
    if let Err(error) = refuse_overwriting(&[&import.clusters], &[Some(&import.output)]) {
        output.say(&error.to_string());
        return Ok(Finished::Usage);
    }
    let mut people = Vec::new();
    match import_clusters(&import.clusters, &import.record_id, &mut people) {
        Ok(imported) => {
            write(&import.output, |out| out.write_all(&people))?;
            let (records, people) = (imported.records, imported.people);
            output.say(&format!("{records} records of {people} people"));
            output.document(&json!({ "records": records, "people": people }))?;
            Ok(Finished::Done)
        }
        Err(problem) => {
            output.say(&problem.to_string());
            output.document(&json!({ "refused": problem.to_string() }))?;
            Ok(Finished::AnswerIsNo)
        }
    }
}

/// The plan, or nothing when it is none and that has been said.
fn read_plan(path: &Path, output: &Output) -> anyhow::Result<Option<Plan>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{} could not be read", path.display()))?;
    match parse_plan(&text) {
        Ok(plan) => Ok(Some(plan)),
        Err(problem) => {
            output.say(&format!("{}, {problem}", path.display()));
            Ok(None)
        }
    }
}

fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    write_whole(path, fill).with_context(|| format!("{} could not be written", path.display()))
}

/// Refuses to write over a file that is read.
fn refuse_overwriting(read: &[&Path], written: &[Option<&PathBuf>]) -> anyhow::Result<()> {
    let read: Vec<_> = read
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    for path in written.iter().flatten() {
        if path.canonicalize().is_ok_and(|path| read.contains(&path)) {
            bail!(
                "{} is read by this command; write to another file",
                path.display()
            );
        }
    }
    Ok(())
}

fn say_how_far(step: &Step, at: RunStep) {
    let words = match at {
        RunStep::Reading => "reading".to_owned(),
        RunStep::Training(Some(Progress::Prior)) => "learning the prior".to_owned(),
        RunStep::Training(Some(Progress::RandomPairs)) => "learning from random pairs".to_owned(),
        RunStep::Training(Some(Progress::TrainingRule { rule, of })) => {
            format!("learning from training rule {rule} of {of}")
        }
        RunStep::Training(_) => "learning".to_owned(),
        RunStep::Scoring(Some(Progress::Rule { rule, of })) => {
            format!("scoring the pairs of rule {rule} of {of}")
        }
        RunStep::Scoring(_) => "scoring".to_owned(),
        RunStep::Joining => "joining people".to_owned(),
        RunStep::Done => "done".to_owned(),
    };
    step.far(&words);
}
