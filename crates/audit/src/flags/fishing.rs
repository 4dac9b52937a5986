//! F6: many searches and nobody opened, or one name in many spellings; and F10 and F11, which
//! look back in the same way.
//!
//! INVARIANT: opening somebody ends a run of searches; what was found is then the reason.

use super::{FlagLimits, WatchedKind, WatchedLook};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, VecDeque};

/// What a name print, a search and a moment are kept as.
struct Asked {
    seq: u64,
    at: Timestamp,
    written: Option<u64>,
    sound: Option<u64>,
}

/// Searches since somebody was opened, by worker.
#[derive(Default)]
pub(super) struct Fishing {
    runs: BTreeMap<String, VecDeque<Asked>>,
}

/// Looks for a colleague, by that colleague.
#[derive(Default)]
pub(super) struct OnBehalf {
    asked: BTreeMap<String, VecDeque<(u64, Timestamp)>>,
}

/// Break-glass reasons, by worker and print.
#[derive(Default)]
pub(super) struct Reasons {
    used: BTreeMap<(String, u64), (u64, Timestamp)>,
}

impl Fishing {
    /// The searches that this look makes a run of fishing.
    pub(super) fn look(&mut self, look: &WatchedLook, limits: &FlagLimits) -> Option<Vec<u64>> {
        let run = self.runs.entry(look.worker.clone()).or_default();
        let WatchedKind::Search {
            results,
            written,
            sound,
        } = look.kind
        else {
            run.clear();
            return None;
        };
        let is_recent = |asked: &Asked| look.at.duration_since(asked.at).as_secs() < 3600;
        while run.front().is_some_and(|asked| !is_recent(asked)) {
            run.pop_front();
        }
        run.push_back(Asked {
            seq: look.seq,
            at: look.at,
            written,
            sound,
        });
        let is_many = results > 0 && run.len() >= limits.searches_without_opening;
        if is_many || spellings(run, sound) >= limits.spellings {
            let entries = run.iter().map(|asked| asked.seq).collect();
            run.clear();
            return Some(entries);
        }
        None
    }
}

/// How many spellings of what sounds alike are in a run.
fn spellings(run: &VecDeque<Asked>, sound: Option<u64>) -> usize {
    let alike = run
        .iter()
        .filter(|asked| sound.is_some() && asked.sound == sound);
    let mut written: Vec<u64> = alike.filter_map(|asked| asked.written).collect();
    written.sort_unstable();
    written.dedup();
    written.len()
}

impl OnBehalf {
    /// The looks for one colleague, when this one makes them many.
    pub(super) fn look(&mut self, look: &WatchedLook, limits: &FlagLimits) -> Option<Vec<u64>> {
        let colleague = look.on_behalf_of.as_ref()?;
        if !look.is_about_somebody() {
            return None;
        }
        let asked = self.asked.entry(colleague.to_lowercase()).or_default();
        let is_recent =
            |at: &Timestamp| look.at.duration_since(*at) < SignedDuration::from_hours(30 * 24);
        while asked.front().is_some_and(|(_, at)| !is_recent(at)) {
            asked.pop_front();
        }
        asked.push_back((look.seq, look.at));
        if asked.len() < limits.looks_for_one_colleague {
            return None;
        }
        let entries = asked.drain(..).map(|(seq, _)| seq);
        Some(entries.collect())
    }
}

impl Reasons {
    /// The earlier entry and this one, when the reason was used before by the same worker.
    pub(super) fn look(&mut self, look: &WatchedLook) -> Option<Vec<u64>> {
        let WatchedKind::BreakGlass { reason } = look.kind else {
            return None;
        };
        let key = (look.worker.clone(), reason);
        let before = self.used.insert(key, (look.seq, look.at));
        let (seq, at) = before?;
        let is_recent = look.at.duration_since(at) < SignedDuration::from_hours(90 * 24);
        is_recent.then(|| vec![seq, look.seq])
    }
}
