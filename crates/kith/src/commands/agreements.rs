//! `kith agreements check`: reads every rule and points at the line of each problem.

use crate::arguments::{AgreementsArguments, AgreementsCommand};
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use operations::OpenError;
use serde_json::json;

pub(crate) fn run(
    folder: &CouncilFolder,
    agreements: &AgreementsArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let AgreementsCommand::Check = agreements.command;
    folder.settings()?;
    match folder.files()?.rulebook() {
        Ok(rulebook) => {
            let count = rulebook.agreements().count();
            output.say(&format!(
                "{count} agreements and {} purposes can be used.",
                rulebook.purposes().count()
            ));
            output.document(
                &json!({ "version": rulebook.version(), "agreements": count, "problems": [] }),
            )?;
            Ok(Finished::Done)
        }
        Err(OpenError::Rules(problems)) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            for problem in &problems {
                output.say(problem);
            }
            output.document(&json!({ "problems": problems }))?;
            Ok(Finished::AnswerIsNo)
        }
        Err(error) => Err(error.into()),
    }
}
