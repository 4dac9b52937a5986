//! Records that could not be joined with anything, not even with a copy of themselves, because
//! they say too little.
//!
//! Invariant: the shares are of the records that were looked at, and the report says how many.

use crate::outcome::Outcome;
use crate::people::People;
use crate::people::row_text::{LACKABLE, Lacks};
use linkage::evaluate::Share;
use std::collections::BTreeMap;

/// Records that say too little.
#[derive(Debug, Default)]
pub(crate) struct Unlinkable {
    /// Of the records looked at, those below the joining threshold against themselves.
    pub(crate) all: Share,
    /// The same by what the records lack, the most frequent first.
    pub(crate) by_lack: Vec<(String, Share)>,
    /// For thresholds from 0, the records that would be below.
    pub(crate) by_threshold: Vec<(i32, Share)>,
}

impl Unlinkable {
    pub(crate) fn new(people: &People, outcome: &Outcome) -> Self {
        let weighed = &outcome.against_themselves;
        let share = |threshold: f64| {
            let below = weighed.iter().filter(|own| f64::from(own.1) < threshold);
            Share::of(below.count() as u64, weighed.len() as u64)
        };
        let mut lacks: BTreeMap<Lacks, Share> = BTreeMap::new();
        for (place, weight) in weighed {
            let own = people.lacks.get(*place as usize).copied();
            let share = lacks.entry(own.unwrap_or_default()).or_default();
            share.whole += 1;
            share.part += u64::from(f64::from(*weight) < outcome.model.join);
        }
        let mut by_lack: Vec<(String, Share)> = lacks
            .into_iter()
            .filter(|(_, share)| share.part > 0)
            .map(|(lacks, share)| (in_words(lacks), share))
            .collect();
        by_lack.sort_by_key(|(_, share)| std::cmp::Reverse(share.part));
        Self {
            all: share(outcome.model.join),
            by_lack,
            by_threshold: (0..=30)
                .step_by(2)
                .map(|at| (at, share(f64::from(at))))
                .collect(),
        }
    }
}

fn in_words(lacks: Lacks) -> String {
    let missing: Vec<&str> = (0..LACKABLE.len())
        .filter(|at| lacks.0 >> at & 1 == 1)
        .map(|at| LACKABLE[at])
        .collect();
    if missing.is_empty() {
        return "nothing is missing".to_owned();
    }
    format!("without {}", missing.join(", "))
}
