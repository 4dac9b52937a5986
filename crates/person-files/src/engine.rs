//! The engine, from its side: rows become its records, its answer becomes an [`Outcome`].
//!
//! The only file that knows the engine's types of a whole run. Invariant: the place of a record
//! here is its place there.

use crate::outcome::{LevelFacts, ModelFacts, Outcome, Pair, RuleFacts};
use crate::people::FurtherColumn;
use crate::people::row_text::RowText;
use crate::spec::{Mode, Spec};
use linkage::{
    AddressText, AgeBand, Explanation, FileLinkage, HumanDecisions, LevelWeight, LinkageRecord,
    Model, OtherColumn, OtherKind, Progress, RecordText, Records, Scored, Settings, Thresholds,
    weakest_bridge,
};
use std::collections::BTreeSet;

/// Records whose weight against themselves is looked at.
const AGAINST_THEMSELVES: usize = 200_000;

/// The engine with a file's records.
pub(crate) struct Engine {
    records: Records,
}

/// How a run is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) mode: Mode,
    pub(crate) thresholds: Thresholds,
    /// Every pair that was compared is kept, for the comparison with the truth.
    pub(crate) keeps_all: bool,
}

impl Engine {
    /// The most further columns that can be compared.
    pub(crate) const MOST_OTHERS: usize = Records::MOST_OTHERS;

    pub(crate) fn new(others: &[FurtherColumn]) -> Self {
        let columns = others.iter().map(|other| OtherColumn {
            name: other.name.clone(),
            kind: if other.is_text {
                OtherKind::Text
            } else {
                OtherKind::Exact
            },
        });
        Self {
            records: Records::new(columns.collect()),
        }
    }

    pub(crate) fn push(&mut self, row: &RowText<'_>) {
        let addresses: Vec<AddressText<'_>> = row
            .addresses
            .iter()
            .map(|(line, postcode)| AddressText { line, postcode })
            .collect();
        self.records.push(&RecordText {
            id: row.id,
            source: row.source,
            given: row.given,
            middle: row.middle,
            family: row.family,
            former_families: row.former_families,
            birth: row.birth,
            sex: row.sex,
            addresses: &addresses,
            nhs_number: row.nhs_number,
            is_nhs_verified: row.is_nhs_verified,
            upn: row.upn,
            telephone: row.telephone,
            email: row.email,
            others: row.others,
        });
    }

    /// Links what was pushed.
    pub(crate) fn link(&mut self, wanted: &Wanted, progress: &mut dyn FnMut(Progress)) -> Linked {
        let defaults = Settings::default();
        let settings = Settings {
            thresholds: wanted.thresholds,
            is_link_only: wanted.mode == Mode::LinkOnly,
            keep_from: if wanted.keeps_all {
                f64::NEG_INFINITY
            } else {
                defaults.keep_from
            },
            ..defaults
        };
        let decisions = HumanDecisions::default();
        let linkage = linkage::link_records(&mut self.records, &decisions, &settings, progress);
        let against_themselves = self
            .records
            .weights_against_themselves(&linkage.model, AGAINST_THEMSELVES);
        Linked::new(linkage, against_themselves)
    }

    /// Why two records are or are not one person, by the model of a run.
    pub(crate) fn explain(&self, model: &Model, a: u32, b: u32) -> Option<Explanation> {
        let (a, b) = (self.records.at(a)?, self.records.at(b)?);
        Some(linkage::explain(model, a, b))
    }

    /// Where the records in these places hang together by least.
    pub(crate) fn bridge(&self, model: &Model, places: &[u32]) -> Option<WeakestBridge> {
        if places.len() < 3 {
            return None;
        }
        let placed = self.records.at_each(places);
        let records: Vec<&LinkageRecord> = placed.iter().map(|(record, _)| *record).collect();
        let bridge = weakest_bridge(model, &records, &BTreeSet::new())?;
        let end = |id| placed.iter().find(|(record, _)| record.id() == id).copied();
        let (a, b) = (end(bridge.pair.0)?, end(bridge.pair.1)?);
        Some(WeakestBridge {
            pair: [a.1, b.1],
            weight: bridge.weight,
            words: bridge.in_words(model, model.thresholds.automatic, (a.0, b.0)),
        })
    }
}

/// The weakest bridge of a cluster: the places of its pair, its weight, and words.
pub(crate) struct WeakestBridge {
    pub(crate) pair: [u32; 2],
    pub(crate) weight: f64,
    pub(crate) words: String,
}

/// A run's outcome and the model that explains it.
pub(crate) struct Linked {
    pub(crate) outcome: Outcome,
    pub(crate) model: Model,
}

impl Linked {
    fn new(linkage: FileLinkage, against_themselves: Vec<(u32, f32)>) -> Self {
        let FileLinkage {
            cluster_of,
            scored,
            possible,
            model,
            report,
        } = linkage;
        let rules = report.rules.iter().map(|rule| RuleFacts {
            name: rule.rule.clone(),
            pairs: rule.pairs,
            pairs_skipped: rule.pairs_skipped,
        });
        let levels = model.levels();
        let facts = ModelFacts {
            prior: model.prior,
            rounds: report.rounds,
            join: model.thresholds.automatic,
            review: model.thresholds.possible,
            levels: levels
                .iter()
                .map(|level| level_facts(&model, level))
                .collect(),
            joins_refused: report.joins_refused,
        };
        Self {
            outcome: Outcome {
                cluster_of,
                pairs: scored.iter().map(pair).collect(),
                possible: possible.iter().map(pair).collect(),
                compared: report.pairs,
                rules: rules.collect(),
                model: facts,
                against_themselves,
            },
            model,
        }
    }
}

fn pair(scored: &Scored) -> Pair {
    Pair {
        a: scored.a,
        b: scored.b,
        weight: scored.weight,
        is_held: scored.guard.is_some(),
    }
}

fn level_facts(model: &Model, level: &LevelWeight) -> LevelFacts {
    LevelFacts {
        comparison: model.heading(level.comparison).to_owned(),
        level: level.words.to_owned(),
        age: match level.age_band {
            AgeBand::Child => "children",
            AgeBand::Adult => "adults",
        },
        m: level.m,
        u: level.u,
        u_at_home: level.u_at_home,
        weight: level.weight,
        weight_at_home: level.weight_at_home,
    }
}

/// The thresholds of a run: what the command says, else the specification, else the engine's.
pub(crate) fn thresholds(spec: &Spec, join: Option<f64>) -> Thresholds {
    let defaults = Thresholds::default();
    let automatic = join.or(spec.join).unwrap_or(defaults.automatic);
    let possible = spec.review.unwrap_or(defaults.possible).min(automatic);
    Thresholds {
        automatic,
        possible,
    }
}
