//! `kith linkage run`: files in, clusters and a report out.

use super::{Attempt, link, refuse_overwriting};
use crate::arguments::LinkageRunArguments;
use crate::clock;
use crate::output::{Finished, Output};
use anyhow::Context;
use std::path::{Path, PathBuf};

pub(crate) fn run(run: &LinkageRunArguments, output: &Output) -> anyhow::Result<Finished> {
    let page = page_path(run);
    let written = [
        Some(run.output.as_path()),
        run.report.as_deref(),
        page.as_deref(),
    ];
    let written: Vec<&Path> = written.into_iter().flatten().collect();
    if let Err(error) = refuse_overwriting(&run.files, &written) {
        output.say(&format!("{error:#}"));
        return Ok(Finished::Usage);
    }
    let began = clock::now();
    let gauge = || (clock::seconds_since(began), clock::peak_memory());
    let mut linked = match link(&run.files, run.threshold, &gauge, output)? {
        Attempt::Linked(linked) => linked,
        Attempt::Ended(finished) => return Ok(finished),
    };
    let not_written = |path: &Path| format!("{} could not be written", path.display());
    linked
        .write_clusters(&run.output, &gauge)
        .with_context(|| not_written(&run.output))?;
    let marked = linked.marked_ids();
    if marked > 0 {
        output.say(&format!(
            "To know: {marked} ids begin with a character that a spreadsheet would run; they are written with an apostrophe before them"
        ));
    }
    if run.report.is_none() && page.is_none() && !output.wants_document() {
        return Ok(Finished::Done);
    }
    let step = output.step("Measuring");
    let report = linked.report();
    step.done(output, &report.in_words());
    for warning in report.group_warnings() {
        output.say(&format!("To know: {warning}"));
    }
    if let Some(path) = &run.report {
        report.write_json(path).with_context(|| not_written(path))?;
    }
    if let Some(path) = &page {
        report.write_html(path).with_context(|| not_written(path))?;
    }
    output.document(&report.to_json())?;
    Ok(Finished::Done)
}

/// Where the page goes: where it is asked for, else beside the report.
fn page_path(run: &LinkageRunArguments) -> Option<PathBuf> {
    let beside = || {
        run.report
            .as_ref()
            .map(|report| report.with_extension("html"))
    };
    run.html.clone().or_else(beside)
}
