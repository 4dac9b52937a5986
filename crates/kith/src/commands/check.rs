//! `kith check`: data quality of files, without loading them.

use crate::arguments::CheckArguments;
use crate::clock;
use crate::commands::load::{in_words, list_findings, report_document, shown_name};
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use anyhow::Context;
use operations::LoadError;
use serde_json::json;
use vocabulary::SourceId;

pub(crate) async fn run(
    folder: &CouncilFolder,
    check: &CheckArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let source = SourceId::parse(&check.source).context("--source")?;
    let kith = folder.open().await?;
    let mut documents = Vec::new();
    let mut finished = Finished::Done;
    for path in &check.files {
        let file = shown_name(path);
        match kith.check_extract(&source, path, clock::now()) {
            Ok(checked) => {
                output.say(&format!("{file}: {}", in_words(&checked.report)));
                output.say(&format!(
                    "  {} people, {} involvements, {} of them with nobody to ring in their own row",
                    checked.people, checked.involvements, checked.without_contact
                ));
                list_findings(&checked.report, output);
                if checked.report.rows_kept < checked.report.rows {
                    finished = Finished::AnswerIsNo;
                }
                documents.push(json!({
                    "file": file,
                    "people": checked.people,
                    "involvements": checked.involvements,
                    "involvements_without_contact": checked.without_contact,
                    "report": report_document(&checked.report),
                }));
            }
            Err(
                error @ (LoadError::Refused { .. }
                | LoadError::OtherEnding { .. }
                | LoadError::File { .. }),
            ) => {
                output.say(&error.to_string());
                finished = Finished::AnswerIsNo;
                documents.push(json!({ "file": file, "refused": error.to_string() }));
            }
            Err(error) => return Err(error.into()),
        }
    }
    output.document(&json!({ "source": source.as_str(), "files": documents }))?;
    Ok(finished)
}
