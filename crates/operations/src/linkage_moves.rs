//! From when on a figure of a link run counts as having moved, and which levels did.
//!
//! The limits are few, in one place, and shown on the page beside what they give. They ask for a
//! look; they decide nothing.
//! Invariant: only levels that both runs know are compared.

use crate::run_figures::{LevelFigures, RunFigures};

/// A level whose share among pairs of one person moved.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedLevel {
    /// The level now.
    pub now: LevelFigures,
    /// Its m in the run before.
    pub m_before: f64,
    /// Its weight in the run before.
    pub weight_before: f64,
}

/// One limit as people read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DriftLimit {
    /// Of which figure.
    pub figure: &'static str,
    /// When there is a warning.
    pub words: &'static str,
}

/// From here a level is listed as moved.
pub(crate) const M_LISTED: f64 = 0.05;
/// From here a moved level is worth a warning.
pub(crate) const M_WARNED: f64 = 0.10;
/// Log2 odds by which the prior may move.
pub(crate) const PRIOR: f64 = 1.0;
/// Points by which a source's share of records alone may rise …
pub(crate) const ALONE_POINTS: f64 = 0.02;
/// … and how many times the share of the run before it may be.
pub(crate) const ALONE_TIMES: f64 = 1.5;
/// The part of a source's records that may come or go.
pub(crate) const RECORDS_PART: f64 = 0.20;
/// Points by which a source's share of records that say too little may rise.
pub(crate) const TOO_LITTLE_POINTS: f64 = 0.05;
/// Waiting pairs for each record that a records desk is asked at most.
pub(crate) const WAITING_MOST: f64 = 0.020;
/// How many times the waiting pairs for each record of the run before there may be …
pub(crate) const WAITING_TIMES: f64 = 1.5;
/// … and by how many for each record they have then risen at least.
pub(crate) const WAITING_RISE: f64 = 0.002;
/// The part of people known before that a run may merge or split.
pub(crate) const IDENTITIES_PART: f64 = 0.01;
/// Points by which the share of people with five records and more may rise.
pub(crate) const LARGE_POINTS: f64 = 0.02;
/// Points by which the share of a rule's pairs that its cap passes over may rise.
pub(crate) const SKIPPED_POINTS: f64 = 0.10;

/// The limits in words, as the page and the guide give them.
pub(crate) const LIMITS: [DriftLimit; 11] = [
    DriftLimit {
        figure: "Records alone, for each source",
        words: "the share is 1.5 times that of the run before, and 2 points higher",
    },
    DriftLimit {
        figure: "Records of a source",
        words: "a fifth more or a fifth fewer than in the run before; or the source is new or gone",
    },
    DriftLimit {
        figure: "Records that say too little, for each source",
        words: "the share is 5 points higher",
    },
    DriftLimit {
        figure: "Pairs that wait for review",
        words: "more than 20 for every 1,000 records; or 1.5 times the run before and 2 more for every 1,000",
    },
    DriftLimit {
        figure: "People merged and split",
        words: "more than 1 of every 100 people of the run before",
    },
    DriftLimit {
        figure: "People with five records and more",
        words: "the share is 2 points higher",
    },
    DriftLimit {
        figure: "m of a level",
        words: "listed from 0.05 on, a warning from 0.10 on",
    },
    DriftLimit {
        figure: "Prior",
        words: "moved by 1 or more: the odds are twice or half what they were",
    },
    DriftLimit {
        figure: "Pairs that a rule's cap passes over",
        words: "the share of the rule's pairs is 10 points higher",
    },
    DriftLimit {
        figure: "Thresholds and households",
        words: "any change",
    },
    DriftLimit {
        figure: "Rounds of learning",
        words: "the most that a run takes were needed: the weights had not settled",
    },
];

/// The levels whose m moved far enough to be listed, the furthest first.
pub(crate) fn moved_levels(now: &RunFigures, before: &RunFigures) -> Vec<MovedLevel> {
    let moved = now.levels.iter().filter_map(|level| {
        let old = before.levels.iter().find(|old| old.is_same_level(level))?;
        let is_moved = (level.m - old.m).abs() >= M_LISTED;
        is_moved.then(|| MovedLevel {
            now: level.clone(),
            m_before: old.m,
            weight_before: old.weight,
        })
    });
    let mut moved: Vec<MovedLevel> = moved.collect();
    moved.sort_by(|one, other| other.change().abs().total_cmp(&one.change().abs()));
    moved
}

impl MovedLevel {
    /// By how much m moved.
    #[must_use]
    pub fn change(&self) -> f64 {
        self.now.m - self.m_before
    }
}
