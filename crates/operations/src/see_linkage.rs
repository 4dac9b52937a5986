//! How the last link run went, and what moved since the run before: for the analyst, the records
//! desk and the information-governance lead.
//!
//! Invariants
//! - Figures about groups of records only: nothing of a record or a person is read.
//! - The look is recorded before a figure is read.

use crate::access::{Answer, allowed_by};
use crate::linkage_drift::{DriftWarning, warnings};
use crate::linkage_moves::{DriftLimit, LIMITS, MovedLevel, moved_levels};
use crate::run_figures::{RuleFigures, RunFigures};
use crate::{At, Kith, OperationError, Sitting, moment_in_words};
use audit::AuditAction;
use governance::Action;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{GenerationState, GenerationSummary, StoreError};
use vocabulary::SourceId;

/// The last link run beside the one before.
pub struct LinkageView {
    /// The last run; nothing before anything was linked.
    pub last: Option<LinkRun>,
    /// The run before.
    pub before: Option<LinkRun>,
    /// What moved beyond its limit.
    pub warnings: Vec<DriftWarning>,
    /// Levels whose m moved, the furthest first.
    pub moved: Vec<MovedLevel>,
    /// The limits.
    pub limits: &'static [DriftLimit],
    /// The names of the sources by their ids.
    pub source_names: BTreeMap<String, String>,
}

/// One link run.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkRun {
    /// Number of the generation that it made.
    pub generation: i64,
    /// When, in words.
    pub made_at: String,
    /// Whether pages show it.
    pub state: GenerationState,
    /// Records that were linked.
    pub records: u64,
    /// People found.
    pub people: u64,
    /// People who are new.
    pub founded: u64,
    /// Merges of people who were known before.
    pub merged: u64,
    /// Splits of people who were known before.
    pub split: u64,
    /// Pairs that wait for review.
    pub possible: u64,
    /// Pairs that were compared.
    pub compared: u64,
    /// Each blocking rule.
    pub rules: Vec<RuleFigures>,
    /// What else was kept; nothing where the run was made by a version that kept less.
    pub figures: Option<RunFigures>,
}

/// A report as it stands in the store.
#[derive(Deserialize)]
struct KeptReport {
    records: u64,
    people: u64,
    founded: u64,
    merged: u64,
    split: u64,
    possible: u64,
    compared: u64,
    rules: Vec<RuleFigures>,
    #[serde(default)]
    figures: serde_json::Value,
}

impl Kith {
    /// The last link run beside the one before, or a refusal.
    ///
    /// # Errors
    /// When the audit or the database fails, or a kept report is unreadable.
    pub async fn see_linkage(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<Answer<LinkageView>, OperationError> {
        let (action, moment) = (Action::SeeLinkRuns, (at, request_id));
        let permit = match self.access(sitting, action, None, moment).await? {
            Ok(permit) => permit,
            Err(refused) => return Ok(Answer::Refused(refused)),
        };
        let mut event = self.event(AuditAction::SawLinkRuns, sitting, at, request_id);
        allowed_by(&mut event, &permit);
        self.store().record(event).await?;
        let kept = self.store().newest_generations(2).await?;
        let mut runs = kept.iter();
        let last = runs.next().map(LinkRun::read).transpose()?;
        let before = runs.next().map(LinkRun::read).transpose()?;
        Ok(Answer::Shown(self.view(last, before)))
    }

    fn view(&self, last: Option<LinkRun>, before: Option<LinkRun>) -> LinkageView {
        let name = |id: &str| {
            let source = SourceId::parse(id);
            source.map_or_else(|_| id.to_owned(), |source| self.source_called(&source))
        };
        let old = before.as_ref();
        let warnings = last
            .as_ref()
            .map_or_else(Vec::new, |now| warnings(now, old, &name));
        let figures = |run: &Option<LinkRun>| run.as_ref().and_then(|run| run.figures.clone());
        let both = (figures(&last), figures(&before));
        let sources = [&both.0, &both.1].into_iter().flatten();
        let source_names = sources
            .flat_map(|figures| &figures.sources)
            .map(|source| (source.source.clone(), name(&source.source)))
            .collect();
        let moved = match &both {
            (Some(now), Some(before)) => moved_levels(now, before),
            (Some(_) | None, _) => Vec::new(),
        };
        LinkageView {
            last,
            before,
            warnings,
            moved,
            limits: &LIMITS,
            source_names,
        }
    }
}

impl LinkRun {
    fn read(kept: &GenerationSummary) -> Result<Self, OperationError> {
        let report: KeptReport = serde_json::from_str(&kept.report)
            .map_err(|_| StoreError::Unreadable("generation.report"))?;
        let made_at: jiff::Timestamp = kept
            .made_at
            .parse()
            .map_err(|_| StoreError::Unreadable("generation.made_at"))?;
        Ok(Self {
            generation: kept.number,
            made_at: moment_in_words(made_at),
            state: kept.state,
            records: report.records,
            people: report.people,
            founded: report.founded,
            merged: report.merged,
            split: report.split,
            possible: report.possible,
            compared: report.compared,
            rules: report.rules,
            figures: serde_json::from_value(report.figures)
                .ok()
                .filter(RunFigures::is_known),
        })
    }
}

/// A share as so many of every hundred, with one decimal.
pub(crate) fn in_hundred(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// A share as so many for every thousand, with one decimal.
pub(crate) fn in_thousand(share: f64) -> String {
    format!("{:.1}", share * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(report: &str) -> GenerationSummary {
        GenerationSummary {
            number: 7,
            made_at: "2026-11-23T10:00:00Z".to_owned(),
            state: GenerationState::Past,
            report: report.to_owned(),
        }
    }

    const OLDER: &str = r#"{"records":3,"people":2,"founded":2,"possible":1,"compared":3,
        "merged":0,"split":0,"rules":[{"rule":"NHS number","pairs":3,"skipped":0}]"#;

    #[test]
    fn a_run_of_an_older_version_is_read_without_what_it_did_not_keep() {
        let run = LinkRun::read(&kept(&format!("{OLDER}}}"))).unwrap();
        assert_eq!((run.records, run.rules[0].pairs), (3, 3));
        assert_eq!(run.figures, None);
        assert_eq!(run.made_at, "23 November 2026, 10:00");
    }

    #[test]
    fn figures_of_another_form_are_not_guessed_at() {
        for later in ["{}", "null", r#"{"form":2}"#] {
            let run = LinkRun::read(&kept(&format!("{OLDER},\"figures\":{later}}}"))).unwrap();
            assert_eq!(run.figures, None, "{later}");
        }
    }

    #[test]
    fn what_is_no_report_is_named_by_its_column() {
        let Err(error) = LinkRun::read(&kept("records: 3")) else {
            panic!("it was read")
        };
        assert!(error.to_string().contains("generation.report"), "{error}");
    }
}
