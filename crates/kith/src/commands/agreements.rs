//! `kith agreements`: checks rules, says what a change does, and has two officers put it into force.

mod change;

use crate::arguments::AgreementsCommand;
use crate::clock;
use crate::council_folder::{CouncilFolder, rule_texts};
use crate::output::{Finished, Output};
use operations::governance::{Baseline, Rulebook};
use operations::{CouncilFiles, OpenError};
use serde_json::json;
use std::path::Path;

pub(crate) async fn run(
    folder: &CouncilFolder,
    command: &AgreementsCommand,
    output: &Output,
) -> anyhow::Result<Finished> {
    match command {
        AgreementsCommand::Check { folder: None } => {
            folder.settings()?;
            check(&folder.files()?, output)
        }
        AgreementsCommand::Check {
            folder: Some(rules),
        } => check(&files(rules)?, output),
        AgreementsCommand::Diff { old, new } => diff(old, new, output),
        AgreementsCommand::Propose {
            folder: rules,
            worker,
        } => change::propose(folder, rules, worker, output).await,
        AgreementsCommand::Activate { reference, worker } => {
            change::activate(folder, reference, worker, output).await
        }
        AgreementsCommand::Changes { reference } => {
            change::list(folder, reference.as_deref(), output).await
        }
    }
}

/// The rule files of a folder, with the source specifications beside it where there are some.
pub(crate) fn files(rules: &Path) -> anyhow::Result<CouncilFiles> {
    let beside = rules.join("../sources");
    let mut files = CouncilFiles {
        rules: rule_texts(rules)?,
        sources: Vec::new(),
    };
    if beside.is_dir() {
        files.sources = crate::council_folder::source_texts(&beside)?;
    }
    Ok(files)
}

fn check(files: &CouncilFiles, output: &Output) -> anyhow::Result<Finished> {
    let Some(rulebook) = readable(files, output)? else {
        return Ok(Finished::AnswerIsNo);
    };
    let sources = files.specifications()?;
    let tracing = operations::papers::Tracing::of(&rulebook, &sources, clock::now().today());
    let count = rulebook.agreements().count();
    output.say(&format!(
        "{count} agreements and {} purposes can be used.",
        rulebook.purposes().count()
    ));
    output.say(&tracing.in_one_line());
    let faults: Vec<String> = tracing.faults().collect();
    for fault in &faults {
        output.say(fault);
    }
    for note in tracing.notes() {
        output.say(&format!("to know: {note}"));
    }
    output.document(
        &json!({ "version": rulebook.version(), "agreements": count, "problems": faults }),
    )?;
    Ok(if faults.is_empty() {
        Finished::Done
    } else {
        Finished::AnswerIsNo
    })
}

/// The rulebook; each problem is said when there is none.
fn readable(files: &CouncilFiles, output: &Output) -> anyhow::Result<Option<Rulebook>> {
    match files.rulebook() {
        Ok(rulebook) => Ok(Some(rulebook)),
        Err(OpenError::Rules(problems)) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            for problem in &problems {
                output.say(problem);
            }
            output.document(&json!({ "problems": problems }))?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn diff(old: &Path, new: &Path, output: &Output) -> anyhow::Result<Finished> {
    let (old, new) = (files(old)?, files(new)?);
    let (Some(before), Some(after)) = (readable(&old, output)?, readable(&new, output)?) else {
        return Ok(Finished::AnswerIsNo);
    };
    let comparison = Baseline::of(&before, clock::now().today()).compare(&after);
    let report = comparison.in_words();
    output.say(&report);
    output.document(&json!({
        "before": comparison.before,
        "after": comparison.after,
        "opens_anything": comparison.opens_anything(),
        "same_access": comparison.is_the_same_access(),
        "report": report,
    }))?;
    Ok(Finished::Done)
}
