//! `kith load`: extracts become staged records and findings; a bad file never stops a good one.

use crate::arguments::LoadArguments;
use crate::clock;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use anyhow::Context;
use operations::intake::{ExtractReport, Severity};
use operations::store::Mint;
use operations::{ExtractToLoad, Kith, LoadError, LoadOutcome, LoadedExtract};
use serde_json::{Value, json};
use std::path::Path;
use vocabulary::SourceId;

/// So many findings are listed for people; the JSON document holds all that were kept.
const LISTED: usize = 10;

pub(crate) async fn run(
    folder: &CouncilFolder,
    load: &LoadArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let source = SourceId::parse(&load.source).context("--source")?;
    let kith = folder.open().await?;
    if load.as_of.is_none() {
        output.say("No --as-of was given: unless the file itself says a day, pages will say that this data goes to today. If it is older, stop and give its day.");
    }
    let mut mint = clock::mint()?;
    let mut documents = Vec::new();
    let mut finished = Finished::Done;
    for path in &load.files {
        let extract = ExtractToLoad {
            source: &source,
            path,
            as_of: load.as_of,
            accept_shrinkage: load.accept_shrinkage,
            dry_run: load.dry_run,
        };
        let (document, is_good) = one(&kith, &extract, &mut mint, output).await?;
        documents.push(document);
        if !is_good {
            finished = Finished::AnswerIsNo;
        }
    }
    if finished == Finished::Done && !load.dry_run {
        output.say("Nothing of it is visible yet: kith link, then kith publish.");
    }
    output.document(&json!({ "source": source.as_str(), "files": documents }))?;
    kith.store().clone().close().await;
    Ok(finished)
}

/// Loads one file: its document, and whether it went well.
async fn one(
    kith: &Kith,
    extract: &ExtractToLoad<'_>,
    mint: &mut Mint,
    output: &Output,
) -> anyhow::Result<(Value, bool)> {
    let file = shown_name(extract.path);
    match kith.load_extract(extract, mint, clock::now()).await {
        Ok(LoadOutcome::Staged(loaded)) => {
            output.say(&format!("{file}: {}", in_words(&loaded.report)));
            list_findings(&loaded.report, output);
            Ok((document("staged", &file, Some(&loaded)), true))
        }
        Ok(LoadOutcome::Checked(loaded)) => {
            output.say(&format!(
                "{file}: checked only; {}",
                in_words(&loaded.report)
            ));
            list_findings(&loaded.report, output);
            Ok((document("checked", &file, Some(&loaded)), true))
        }
        Ok(LoadOutcome::AlreadyLoaded { load }) => {
            output.say(&format!(
                "{file}: the same bytes are loaded already ({load}); nothing was changed"
            ));
            Ok((
                json!({ "file": file, "outcome": "already_loaded", "load": load.to_string() }),
                true,
            ))
        }
        Ok(LoadOutcome::Shrunk { ways, extract }) => {
            output.say(&format!(
                "{file}: held back, because it is less than the delivery before; that one stays"
            ));
            let ways: Vec<String> = ways.iter().map(ToString::to_string).collect();
            for way in &ways {
                output.say(&format!("  {way}"));
            }
            output.say("  Ask the source. If it is right: load it again with --accept-shrinkage.");
            let mut document = document("shrunk", &file, Some(&extract));
            document["ways"] = json!(ways);
            Ok((document, false))
        }
        Err(
            error @ (LoadError::Refused { .. }
            | LoadError::OtherEnding { .. }
            | LoadError::File { .. }),
        ) => {
            output.say(&error.to_string());
            Ok((
                json!({ "file": file, "outcome": "refused", "why": error.to_string() }),
                false,
            ))
        }
        Err(
            error @ (LoadError::UnknownSource(..) | LoadError::Store(_) | LoadError::Interrupted),
        ) => Err(error.into()),
    }
}

pub(crate) fn shown_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

pub(crate) fn in_words(report: &ExtractReport) -> String {
    let findings = match report.findings.total() {
        0 => "no findings".to_owned(),
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    format!(
        "table {}, {} of {} rows kept, {findings}, {}",
        report.table, report.rows_kept, report.rows, report.encoding
    )
}

pub(crate) fn list_findings(report: &ExtractReport, output: &Output) {
    let mut findings: Vec<_> = report.findings.iter().collect();
    findings.sort_by_key(|finding| finding.kind.severity());
    for finding in findings.iter().take(LISTED) {
        output.say(&format!(
            "  {} ({})",
            finding,
            finding.kind.severity().label()
        ));
    }
    let more = report.findings.total().saturating_sub(LISTED as u64);
    if more > 0 {
        output.say(&format!("  and {more} more; --json lists them"));
    }
}

fn document(outcome: &str, file: &str, loaded: Option<&LoadedExtract>) -> Value {
    let mut document = json!({ "file": file, "outcome": outcome });
    if let Some(loaded) = loaded {
        document["load"] = json!(loaded.load.to_string());
        document["report"] = report_document(&loaded.report);
    }
    document
}

/// A report as JSON: places and kinds, never a value.
pub(crate) fn report_document(report: &ExtractReport) -> Value {
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "file": finding.file,
                "line": finding.line,
                "column": finding.column,
                "kind": finding.kind.code(),
                "severity": severity_code(finding.kind.severity()),
                "words": finding.to_string(),
            })
        })
        .collect();
    json!({
        "table": report.table,
        "encoding": report.encoding,
        "content_hash": report.content_hash,
        "rows": report.rows,
        "rows_kept": report.rows_kept,
        "finding_counts": report.findings.counts(),
        "findings": findings,
    })
}

fn severity_code(severity: Severity) -> &'static str {
    match severity {
        Severity::RowRefused => "row_refused",
        Severity::ValueLeftOut => "value_left_out",
        Severity::Remark => "remark",
    }
}
