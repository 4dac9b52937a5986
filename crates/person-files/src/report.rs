//! What a run has done and how good it is, as numbers: the ground of the JSON and the HTML.
//!
//! Invariant: no value of a person's record is in a report; records are named by their ids only
//! where a cluster must be found again.

mod charts;
mod clusters_of_note;
mod groups;
mod html;
mod json;
mod notes;
mod page_parts;
mod quality;
mod unlinkable;

pub(crate) use charts::{WaterfallStep, waterfall};
pub(crate) use quality::Quality;

use crate::clusters::{Standing, standings};
use crate::outcome::{LevelFacts, Outcome, RuleFacts};
use crate::people::People;
use notes::Notes;
pub(crate) use notes::{BridgeFacts, Bridges, members};
use unlinkable::Unlinkable;

/// The report of one run.
#[derive(Debug)]
pub struct Report {
    pub(crate) files: Vec<FileFacts>,
    pub(crate) mode: &'static str,
    pub(crate) join: f64,
    pub(crate) review: f64,
    pub(crate) counts: Counts,
    pub(crate) rules: Vec<RuleFacts>,
    pub(crate) prior: f64,
    pub(crate) rounds: u32,
    pub(crate) levels: Vec<LevelFacts>,
    pub(crate) weights: Vec<WeightBin>,
    pub(crate) notes: Notes,
    pub(crate) unlinkable: Unlinkable,
    pub(crate) findings: Vec<FindingFacts>,
    pub(crate) finding_places: Vec<String>,
    pub(crate) warnings: Vec<String>,
    pub(crate) phases: Vec<Phase>,
    pub(crate) quality: Option<Quality>,
}

/// One file that was read.
#[derive(Debug, Clone)]
pub(crate) struct FileFacts {
    pub(crate) name: String,
    pub(crate) rows: u64,
    pub(crate) rows_kept: u64,
}

/// The run in a few numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) records: u64,
    pub(crate) people: u64,
    pub(crate) joined_records: u64,
    pub(crate) possible_records: u64,
    pub(crate) alone_records: u64,
    pub(crate) pairs_compared: u64,
    pub(crate) possible_pairs: u64,
    pub(crate) joins_refused: u64,
}

/// Pairs whose weight lies from `from` to one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WeightBin {
    pub(crate) from: i32,
    pub(crate) pairs: u64,
    pub(crate) held: u64,
}

/// How often one kind of finding was made.
#[derive(Debug, Clone)]
pub(crate) struct FindingFacts {
    pub(crate) code: &'static str,
    pub(crate) words: String,
    pub(crate) count: u64,
}

/// One part of the work.
#[derive(Debug, Clone)]
pub struct Phase {
    /// What was done.
    pub name: String,
    /// Seconds by the clock.
    pub seconds: f64,
    /// The most memory that the process has held up to its end, where the system tells.
    pub peak_bytes: Option<u64>,
}

/// Places of findings that are listed.
const PLACES: usize = 100;

impl Report {
    /// Takes everything together. `phases` are the parts of the work so far.
    pub(crate) fn new(
        people: &People,
        outcome: &Outcome,
        warnings: &[String],
        phases: Vec<Phase>,
        bridge_of: Bridges<'_>,
    ) -> Self {
        let files = people.files.iter().map(|file| FileFacts {
            name: file.name.clone(),
            rows: file.rows,
            rows_kept: file.rows_kept,
        });
        let findings = people.findings.iter();
        let quality = people
            .truth
            .is_known()
            .then(|| Quality::new(people, outcome));
        let mut warnings = warnings.to_vec();
        warnings.extend(
            quality
                .iter()
                .flat_map(|quality| quality.by_group.warnings()),
        );
        let model = &outcome.model;
        Self {
            files: files.collect(),
            mode: people.mode.code(),
            join: model.join,
            review: model.review,
            counts: counts(outcome),
            rules: outcome.rules.clone(),
            prior: model.prior,
            rounds: model.rounds,
            levels: model.levels.clone(),
            weights: weight_bins(outcome),
            notes: Notes::new(people, outcome, bridge_of),
            unlinkable: Unlinkable::new(people, outcome),
            findings: finding_facts(people),
            finding_places: findings.take(PLACES).map(ToString::to_string).collect(),
            warnings,
            phases,
            quality,
        }
    }

    /// The report as a JSON document; its shape is in the guide.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        json::document(self)
    }

    /// The report as one page that needs nothing else.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::page(self)
    }

    /// Groups of people whose records are found less often than everybody's, in words.
    #[must_use]
    pub fn group_warnings(&self) -> Vec<String> {
        let quality = self.quality.iter();
        quality
            .flat_map(|quality| quality.by_group.warnings())
            .collect()
    }

    /// Pairs that wait for a person.
    #[must_use]
    pub const fn possible_pairs(&self) -> u64 {
        self.counts.possible_pairs
    }

    /// The run in one line for a person who waits for it.
    #[must_use]
    pub fn in_words(&self) -> String {
        let counts = &self.counts;
        let Some(quality) = &self.quality else {
            return format!(
                "{} records joined with another, {} wait for a person, {} are alone",
                counts.joined_records, counts.possible_records, counts.alone_records
            );
        };
        let pairs = &quality.joined.pairs;
        format!(
            "against the truth: precision {:.4}, recall {:.4}, F1 {:.4}",
            pairs.precision().value(),
            pairs.recall().value(),
            pairs.f1()
        )
    }
}

fn counts(outcome: &Outcome) -> Counts {
    let standings = standings(outcome);
    let count = |wanted| standings.iter().filter(|is| **is == wanted).count() as u64;
    Counts {
        records: outcome.cluster_of.len() as u64,
        people: outcome.people(),
        joined_records: count(Standing::Automatic),
        possible_records: count(Standing::Possible),
        alone_records: count(Standing::Alone),
        pairs_compared: outcome.compared,
        possible_pairs: outcome.possible.len() as u64,
        joins_refused: outcome.model.joins_refused,
    }
}

/// Pairs by weight, from -10 (and all below) to 39 (and all above).
fn weight_bins(outcome: &Outcome) -> Vec<WeightBin> {
    let mut bins: Vec<WeightBin> = (-10..40)
        .map(|from| WeightBin {
            from,
            pairs: 0,
            held: 0,
        })
        .collect();
    for pair in &outcome.pairs {
        let at = (pair.weight.floor() + 10.0).clamp(0.0, 49.0) as usize;
        bins[at].pairs += 1;
        bins[at].held += u64::from(pair.is_held);
    }
    bins
}

/// Kinds of findings, the most frequent first.
fn finding_facts(people: &People) -> Vec<FindingFacts> {
    let mut facts: Vec<FindingFacts> = Vec::new();
    for finding in people.findings.iter() {
        let code = finding.kind.code();
        if !facts.iter().any(|fact| fact.code == code) {
            facts.push(FindingFacts {
                code,
                words: finding.kind.to_string(),
                count: people.findings.count_of(code),
            });
        }
    }
    facts.sort_by(|one, other| (other.count, one.code).cmp(&(one.count, other.code)));
    facts
}

#[cfg(test)]
mod tests;
