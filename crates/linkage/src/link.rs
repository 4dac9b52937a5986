//! Links records into people: propose pairs, learn, weigh, guard, join, and say what is left to
//! ask.
//!
//! Records are put in the order of their ids first, so that the order in which they came never
//! matters. Invariant: every record is in exactly one cluster; a pair a worker has decided is
//! never asked again.

use crate::blocking::{KeyRows, RuleReport};
use crate::cluster::{Groups, Standing};
use crate::compare::{Pattern, compare};
use crate::decision::{PairDecision, decide};
use crate::guard::{Guard, guard};
use crate::model::{Band, Model, Thresholds};
use crate::record::LinkageRecord;
use crate::training::{TrainingReport, count, train};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::RecordId;

/// What workers have decided; no run overturns it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HumanDecisions {
    /// Pairs that are one person.
    pub same: Vec<(RecordId, RecordId)>,
    /// Pairs that are two people; stronger than `same` where they contradict.
    pub not_same: Vec<(RecordId, RecordId)>,
}

/// How a run is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Where the bands begin.
    pub thresholds: Thresholds,
    /// Random pairs from which chance agreement is learnt.
    pub random_pairs: u64,
    /// The most rounds of learning.
    pub rounds: u32,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Keys are made for this many records.
    MakingKeys(u64),
    /// So many pairs have been compared.
    Comparing(u64),
    /// Weights are learnt from this many pairs.
    Learning(u64),
    /// So many pairs are strong enough to be joined.
    Joining(u64),
}

/// The outcome of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Linkage {
    /// People: each a sorted list of records, the list sorted.
    pub clusters: Vec<Vec<RecordId>>,
    /// Pairs joined without being asked, strongest first.
    pub automatic: Vec<PairDecision>,
    /// Pairs to ask about, one per pair of people, strongest first.
    pub possible: Vec<PairDecision>,
    /// What was learnt.
    pub model: Model,
    /// What was done.
    pub report: LinkReport,
}

/// Counts of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkReport {
    /// Records linked.
    pub records: u64,
    /// People found.
    pub people: u64,
    /// Each blocking rule in order.
    pub rules: Vec<RuleReport>,
    /// Pairs compared.
    pub pairs: u64,
    /// Random pairs compared for chance agreement.
    pub random_pairs: u64,
    /// Rounds of learning.
    pub rounds: u32,
    /// Joins refused because records across contradict each other.
    pub joins_refused: u64,
    /// Pairs not asked about, because one source holds both as two people.
    pub known_apart: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            thresholds: Thresholds::default(),
            random_pairs: 300_000,
            rounds: 25,
        }
    }
}

/// A compared pair by the places of its records.
type Compared = (u32, u32, Pattern);

/// Links records. Two records with one id count as one; the first is taken.
#[must_use]
pub fn link(
    records: &[LinkageRecord],
    decisions: &HumanDecisions,
    settings: &Settings,
    progress: &mut dyn FnMut(Progress),
) -> Linkage {
    let mut sorted: Vec<LinkageRecord> = records.to_vec();
    sorted.sort_by_key(LinkageRecord::id);
    sorted.dedup_by_key(|record| record.id);
    progress(Progress::MakingKeys(sorted.len() as u64));
    let (pairs, rules) = compare_candidates(&sorted, progress);
    progress(Progress::Learning(pairs.len() as u64));
    let patterns = count(pairs.iter().map(|(_, _, pattern)| *pattern).collect());
    let (model, training) = train(
        &sorted,
        &patterns,
        settings.random_pairs,
        settings.rounds,
        settings.thresholds,
    );
    let run = Run {
        records: &sorted,
        model: &model,
        decided: Decided::new(&sorted, decisions),
        is_one_source: sorted
            .windows(2)
            .all(|pair| pair[0].source == pair[1].source),
    };
    let mut weighed = run.weigh(&pairs);
    drop(pairs);
    progress(Progress::Joining(
        weighed
            .iter()
            .filter(|pair| pair.2.band == Band::Automatic)
            .count() as u64,
    ));
    let (groups, joins_refused) = run.join(&mut weighed);
    let (automatic, possible, known_apart) = run.sort_out(&weighed, &groups);
    let mut clusters: Vec<Vec<RecordId>> = groups.all().map(|group| run.ids(group)).collect();
    clusters.sort_unstable();
    let report = report(
        &sorted,
        &clusters,
        rules,
        training,
        (joins_refused, known_apart),
    );
    Linkage {
        clusters,
        automatic,
        possible,
        model,
        report,
    }
}

fn report(
    records: &[LinkageRecord],
    clusters: &[Vec<RecordId>],
    rules: Vec<RuleReport>,
    training: TrainingReport,
    (joins_refused, known_apart): (u64, u64),
) -> LinkReport {
    LinkReport {
        records: records.len() as u64,
        people: clusters.len() as u64,
        pairs: rules.iter().map(|rule| rule.pairs).sum(),
        rules,
        random_pairs: training.random_pairs,
        rounds: training.iterations,
        joins_refused,
        known_apart,
    }
}

fn compare_candidates(
    records: &[LinkageRecord],
    progress: &mut dyn FnMut(Progress),
) -> (Vec<Compared>, Vec<RuleReport>) {
    let rows = KeyRows::of(records);
    let mut pairs: Vec<Compared> = Vec::new();
    let rules = rows.propose(|a, b| {
        pairs.push((a, b, compare(&records[a as usize], &records[b as usize])));
        if pairs.len().is_multiple_of(100_000) {
            progress(Progress::Comparing(pairs.len() as u64));
        }
    });
    (pairs, rules)
}

/// Decisions by the places of their records.
struct Decided {
    same: Vec<(u32, u32)>,
    not_same: BTreeSet<(u32, u32)>,
}

impl Decided {
    fn new(records: &[LinkageRecord], decisions: &HumanDecisions) -> Self {
        let place = |id: RecordId| {
            let at = records.binary_search_by_key(&id, LinkageRecord::id).ok()?;
            u32::try_from(at).ok()
        };
        let pair = |(a, b): &(RecordId, RecordId)| {
            let (a, b) = (place(*a)?, place(*b)?);
            (a != b).then_some((a.min(b), a.max(b)))
        };
        let mut same: Vec<(u32, u32)> = decisions.same.iter().filter_map(pair).collect();
        same.sort_unstable();
        same.dedup();
        Self {
            same,
            not_same: decisions.not_same.iter().filter_map(pair).collect(),
        }
    }

    fn are_not_same(&self, a: u32, b: u32) -> bool {
        self.not_same.contains(&(a.min(b), a.max(b)))
    }
}

type Weighed = (u32, u32, PairDecision);

struct Run<'a> {
    records: &'a [LinkageRecord],
    model: &'a Model,
    decided: Decided,
    is_one_source: bool,
}

impl Run<'_> {
    /// Pairs above the apart band, strongest first.
    fn weigh(&self, pairs: &[Compared]) -> Vec<Weighed> {
        let mut weighed: Vec<Weighed> = pairs
            .iter()
            .map(|(a, b, pattern)| (*a, *b, self.decide(*a, *b, *pattern)))
            .filter(|(a, b, pair)| pair.band != Band::Apart && !self.decided.are_not_same(*a, *b))
            .collect();
        weighed.sort_by(|x, y| {
            y.2.weight
                .total_cmp(&x.2.weight)
                .then((x.0, x.1).cmp(&(y.0, y.1)))
        });
        weighed
    }

    fn decide(&self, a: u32, b: u32, pattern: Pattern) -> PairDecision {
        decide(
            self.model,
            pattern,
            &self.records[a as usize],
            &self.records[b as usize],
        )
    }

    fn standing(&self, a: u32, b: u32) -> Standing {
        if self.decided.are_not_same(a, b) {
            return Standing::Barred;
        }
        let (one, other) = (&self.records[a as usize], &self.records[b as usize]);
        let pattern = compare(one, other);
        match guard(self.model, pattern, one, other) {
            Some(guard) if guard.is_absolute() => Standing::Barred,
            None | Some(Guard::NamesAlone) => Standing::Open,
            Some(_) => Standing::Clash,
        }
    }

    /// Workers' decisions first, then automatic pairs from the strongest down. What is refused
    /// becomes a possible pair with the reason.
    fn join(&self, weighed: &mut [Weighed]) -> (Groups, u64) {
        let mut groups = Groups::new(self.records.len());
        let only_decisions = |a, b| match self.decided.are_not_same(a, b) {
            true => Standing::Barred,
            false => Standing::Open,
        };
        for (a, b) in &self.decided.same {
            groups.join(*a, *b, only_decisions);
        }
        let mut refused = 0;
        for (a, b, pair) in weighed
            .iter_mut()
            .filter(|pair| pair.2.band == Band::Automatic)
        {
            if !groups.join(*a, *b, |x, y| self.standing(x, y)) {
                pair.band = Band::Possible;
                pair.guard = Some(Guard::WouldJoinContradiction);
                refused += 1;
            }
        }
        (groups, refused)
    }

    /// The pairs that were joined, and the strongest open pair of each two people.
    fn sort_out(
        &self,
        weighed: &[Weighed],
        groups: &Groups,
    ) -> (Vec<PairDecision>, Vec<PairDecision>, u64) {
        let mut automatic = Vec::new();
        let mut open: BTreeMap<(u32, u32), PairDecision> = BTreeMap::new();
        for (a, b, pair) in weighed {
            let (one, other) = (groups.of(*a), groups.of(*b));
            if one == other && pair.band == Band::Automatic {
                automatic.push(*pair);
            } else if one != other {
                open.entry((one.min(other), one.max(other)))
                    .or_insert(*pair);
            }
        }
        let mut possible = Vec::new();
        let mut known_apart = 0;
        for ((one, other), pair) in open {
            if self.was_decided_across(groups, one, other) {
                continue;
            }
            if pair.guard.is_some() && self.one_source_holds_both(groups, one, other) {
                known_apart += 1;
            } else {
                possible.push(pair);
            }
        }
        possible.sort_by(|x, y| {
            y.weight
                .total_cmp(&x.weight)
                .then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        (automatic, possible, known_apart)
    }

    /// A worker has said of some pair across that it is two people: not asked again, no trace.
    fn was_decided_across(&self, groups: &Groups, one: u32, other: u32) -> bool {
        let across = |x: &u32| {
            groups
                .members(other)
                .iter()
                .any(|y| self.decided.are_not_same(*x, *y))
        };
        !self.decided.not_same.is_empty() && groups.members(one).iter().any(across)
    }

    /// A source that holds both as two people knows that they are two. A single file that is
    /// searched for its own doubles says nothing of the kind.
    fn one_source_holds_both(&self, groups: &Groups, one: u32, other: u32) -> bool {
        if self.is_one_source {
            return false;
        }
        let source = |record: &u32| self.records[*record as usize].source;
        let sources: BTreeSet<u64> = groups.members(one).iter().map(source).collect();
        groups
            .members(other)
            .iter()
            .any(|record| sources.contains(&source(record)))
    }

    fn ids(&self, group: &[u32]) -> Vec<RecordId> {
        let mut ids: Vec<RecordId> = group
            .iter()
            .map(|record| self.records[*record as usize].id)
            .collect();
        ids.sort_unstable();
        ids
    }
}

#[cfg(test)]
#[path = "link_laws.rs"]
mod laws;
