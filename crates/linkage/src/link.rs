//! Links records into people: propose pairs, learn, weigh, guard, join, and say what is left to
//! ask.
//!
//! Records are put in the order of their ids first, so that the order in which they came never
//! matters. Invariant: every record is in exactly one cluster; a pair a worker has decided is
//! never asked again.

use crate::associated::associated_pairs;
use crate::blocking::{MOST_RECORDS, RuleReport, candidates};
use crate::compare::{Pattern, age_band, compare};
use crate::decision::{PairDecision, Scored, decide, judge, may_reach};
use crate::identity::Membership;
use crate::joining::{Decided, Joined, join, join_again};
use crate::model::{Band, Households, Model, Thresholds};
use crate::open_pairs::open_pairs;
use crate::record::{AHEAD, LinkageRecord, fetch};
use crate::records::{OtherColumn, Records, place_of};
use crate::training::{Counted, TrainingReport, count, model_of, train};
use crate::vague::hold_back_the_vague;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use vocabulary::{PersonId, RecordId};

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
    /// Two records that were one person in the run before stay so from this weight on, below the
    /// weight from which they would be joined anew: an update splits a person only when the
    /// evidence really is gone. Default 2.
    pub fracture: f64,
    /// Pairs from this weight on are kept with the outcome of a file.
    pub keep_from: f64,
    /// Each source is a file without doubles: pairs lie across sources only.
    pub is_link_only: bool,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Keys are made for this many records.
    MakingKeys(u64),
    /// So many pairs are to be compared.
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
    /// Pairs that only linked homes brought together, strong enough to be kept.
    pub associated_pairs: u64,
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
            fracture: 2.0,
            keep_from: -10.0,
            is_link_only: false,
        }
    }
}

/// The outcome of linking a file, by the places of its records.
#[derive(Debug, Clone, PartialEq)]
pub struct FileLinkage {
    /// The cluster of every record: the place of its first record.
    pub cluster_of: Vec<u32>,
    /// Pairs at or above [`Settings::keep_from`], strongest first.
    pub scored: Vec<Scored>,
    /// Pairs to ask about, one for each pair of people, strongest first.
    pub possible: Vec<Scored>,
    /// What was learnt.
    pub model: Model,
    /// What was done.
    pub report: LinkReport,
}

/// Links checked records. Two records with one id count as one; the first is taken.
#[must_use]
pub fn link(
    records: &[LinkageRecord],
    decisions: &HumanDecisions,
    settings: &Settings,
    progress: &mut dyn FnMut(Progress),
) -> Linkage {
    link_again(records, &[], decisions, settings, progress)
}

/// Links checked records that were linked before: who was one person stays one person unless the
/// weight falls below [`Settings::fracture`]. Whatever that leaves otherwise than a first run would
/// is asked about in the one or the other.
#[must_use]
pub fn link_again(
    records: &[LinkageRecord],
    before: &[Membership],
    decisions: &HumanDecisions,
    settings: &Settings,
    progress: &mut dyn FnMut(Progress),
) -> Linkage {
    let is_sorted = records.windows(2).all(|pair| pair[0].id < pair[1].id);
    let mut sorted = Cow::Borrowed(records);
    if !is_sorted {
        let own = sorted.to_mut();
        own.sort_by_key(LinkageRecord::id);
        own.dedup_by_key(|record| record.id);
    }
    let settings = Settings {
        keep_from: settings
            .thresholds
            .possible
            .min(settings.thresholds.automatic),
        ..*settings
    };
    let before: BTreeMap<RecordId, PersonId> =
        before.iter().map(|one| (one.record, one.person)).collect();
    let run = run(&sorted, &[], &before, decisions, &settings, progress);
    let decision = |pair: &Scored| {
        let (a, b) = (&sorted[pair.a as usize], &sorted[pair.b as usize]);
        let mut decision = decide(&run.model, pair.levels, a, b);
        (decision.band, decision.guard) = (pair.band, pair.guard);
        decision
    };
    let ids = |group: &Vec<u32>| group.iter().map(|at| sorted[*at as usize].id).collect();
    Linkage {
        clusters: run.joined.groups.iter().map(ids).collect(),
        automatic: run.together().map(decision).collect(),
        possible: run.possible.iter().map(decision).collect(),
        model: run.model,
        report: run.report,
    }
}

/// Links the records of a file.
#[must_use]
pub fn link_records(
    records: &mut Records,
    decisions: &HumanDecisions,
    settings: &Settings,
    progress: &mut dyn FnMut(Progress),
) -> FileLinkage {
    let (rows, others) = records.in_order();
    let run = run(
        rows,
        others,
        &BTreeMap::new(),
        decisions,
        settings,
        progress,
    );
    let place = |at: u32| place_of(rows[at as usize].id);
    let mut cluster_of = vec![0; rows.len()];
    for group in &run.joined.groups {
        let first = group.iter().map(|at| place(*at)).min().unwrap_or_default();
        for at in group {
            cluster_of[place(*at) as usize] = first;
        }
    }
    let in_places = |mut pair: Scored| {
        let (a, b) = (place(pair.a), place(pair.b));
        (pair.a, pair.b) = (a.min(b), a.max(b));
        pair
    };
    let (scored, possible) = (run.scored, run.possible);
    FileLinkage {
        cluster_of,
        scored: scored.into_iter().map(in_places).collect(),
        possible: possible.into_iter().map(in_places).collect(),
        model: run.model,
        report: run.report,
    }
}

/// A run by the places of sorted records.
struct Run {
    joined: Joined,
    scored: Vec<Scored>,
    possible: Vec<Scored>,
    model: Model,
    report: LinkReport,
}

impl Run {
    /// Automatic pairs whose records came together.
    fn together(&self) -> impl Iterator<Item = &Scored> {
        let are_together = |pair: &&Scored| {
            pair.band == Band::Automatic
                && self.joined.group_of[pair.a as usize] == self.joined.group_of[pair.b as usize]
        };
        self.scored.iter().filter(are_together)
    }
}

fn run(
    records: &[LinkageRecord],
    others: &[OtherColumn],
    before: &BTreeMap<RecordId, PersonId>,
    decisions: &HumanDecisions,
    settings: &Settings,
    progress: &mut dyn FnMut(Progress),
) -> Run {
    // INVARIANT: a place fits into a proposal; more records than that are another machine's work.
    let records = &records[..records.len().min(MOST_RECORDS)];
    progress(Progress::MakingKeys(records.len() as u64));
    let mut model = model_of(records, others, settings.thresholds);
    model.is_link_only = settings.is_link_only;
    let found = candidates(records, others, settings.is_link_only);
    progress(Progress::Comparing(
        found.rules.iter().map(|rule| rule.pairs).sum(),
    ));
    let newest = model.newest_birth;
    let (compared, rules) = found.each_part(|pairs| compared(records, newest, pairs));
    let pairs: u64 = compared.iter().map(|part| part.len() as u64).sum();
    progress(Progress::Learning(pairs));
    let training = train(
        &mut model,
        records,
        &counted(&compared),
        settings.random_pairs,
        settings.rounds,
    );
    let mut scored = weigh(&model, records, compared, settings.keep_from);
    progress(Progress::Joining(scored.len() as u64));
    let decided = Decided::new(records, decisions);
    scored.retain(|pair| !decided.are_not_same(pair.a, pair.b));
    if matches!(model.households, Households::Seen | Households::Unknown) {
        hold_back_the_vague(records, &mut scored);
    }
    hold_together(records, before, settings.fracture, &mut scored);
    let mut joined = join(records, &model, &decided, &mut scored);
    let associated = associated(&model, records, &joined, &scored, settings);
    let associated_pairs = associated.len() as u64;
    let strong = associated
        .iter()
        .filter(|pair| pair.band == Band::Automatic);
    let strong: Vec<(u32, u32)> = strong.map(|pair| (pair.a, pair.b)).collect();
    if !strong.is_empty() {
        scored.extend(associated);
        by_strength(&mut scored);
        joined = join_again((records, &model, &decided), &mut scored, joined, &strong);
    }
    let (possible, known_apart) = open_pairs(records, &scored, &joined, &decided);
    let mut report = report(records, &joined, rules, training, known_apart);
    report.associated_pairs = associated_pairs;
    Run {
        joined,
        scored,
        possible,
        model,
        report,
    }
}

/// Two places and what was seen.
type Compared = (u32, u32, Pattern);

fn compared(
    records: &[LinkageRecord],
    newest: i16,
    pairs: &mut dyn Iterator<Item = (u32, u32)>,
) -> Vec<Compared> {
    let mut found = Vec::with_capacity(pairs.size_hint().0);
    let mut ahead: Vec<(u32, u32)> = Vec::with_capacity(AHEAD);
    loop {
        ahead.clear();
        ahead.extend(pairs.take(AHEAD));
        if ahead.is_empty() {
            return found;
        }
        fetch(ahead.iter().map(|(_, b)| &records[*b as usize]));
        found.extend(ahead.iter().map(|(a, b)| {
            let (one, other) = (&records[*a as usize], &records[*b as usize]);
            let pattern = compare(one, other).of_age(age_band(newest, one, other));
            (*a, *b, pattern)
        }));
    }
}

fn counted(parts: &[Vec<Compared>]) -> Counted {
    let by_part: Vec<Counted> = parts
        .par_iter()
        .map(|part| count(part.iter().map(|(_, _, pattern)| *pattern).collect()))
        .collect();
    let mut all = by_part.concat();
    all.sort_unstable();
    all.chunk_by(|x, y| x.0 == y.0)
        .map(|run| (run[0].0, run.iter().map(|(_, count)| count).sum()))
        .collect()
}

/// Pairs from a weight on, strongest first.
fn weigh(
    model: &Model,
    records: &[LinkageRecord],
    parts: Vec<Vec<Compared>>,
    from: f64,
) -> Vec<Scored> {
    let kept: Vec<Vec<Scored>> = parts
        .into_par_iter()
        .map(|part| {
            part.into_iter()
                .filter(|(_, _, levels)| may_reach(model, *levels, from))
                .map(|(a, b, levels)| {
                    let (one, other) = (&records[a as usize], &records[b as usize]);
                    let judged = judge(model, levels, one, other);
                    Scored {
                        a,
                        b,
                        levels,
                        weight: judged.weight as f32,
                        band: judged.band,
                        guard: judged.guard,
                    }
                })
                .filter(|pair| f64::from(pair.weight) >= from || pair.band != Band::Apart)
                .collect()
        })
        .collect();
    let mut scored = kept.concat();
    by_strength(&mut scored);
    scored
}

/// Pairs that were one person before and are strong enough to stay so, where no guard speaks.
fn hold_together(
    records: &[LinkageRecord],
    before: &BTreeMap<RecordId, PersonId>,
    fracture: f64,
    scored: &mut [Scored],
) {
    if before.is_empty() {
        return;
    }
    let person = |place: u32| before.get(&records[place as usize].id);
    for pair in scored.iter_mut().filter(|pair| pair.guard.is_none()) {
        let was_one = person(pair.a).is_some() && person(pair.a) == person(pair.b);
        if was_one && f64::from(pair.weight) >= fracture {
            pair.band = Band::Automatic;
        }
    }
}

fn by_strength(scored: &mut [Scored]) {
    scored.par_sort_unstable_by(|x, y| {
        y.weight
            .total_cmp(&x.weight)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
}

/// What linked homes bring together, weighed.
fn associated(
    model: &Model,
    records: &[LinkageRecord],
    joined: &Joined,
    scored: &[Scored],
    settings: &Settings,
) -> Vec<Scored> {
    if !matches!(model.households, Households::Seen) || settings.is_link_only {
        return Vec::new();
    }
    let mut known: Vec<(u32, u32)> = scored.iter().map(|pair| (pair.a, pair.b)).collect();
    known.par_sort_unstable();
    let is_known = |a, b| known.binary_search(&(a, b)).is_ok();
    let pairs = associated_pairs(records, joined, is_known);
    let found = compared(records, model.newest_birth, &mut pairs.into_iter());
    weigh(model, records, vec![found], settings.thresholds.possible)
}

fn report(
    records: &[LinkageRecord],
    joined: &Joined,
    rules: Vec<RuleReport>,
    training: TrainingReport,
    known_apart: u64,
) -> LinkReport {
    LinkReport {
        records: records.len() as u64,
        people: joined.groups.len() as u64,
        pairs: rules.iter().map(|rule| rule.pairs).sum(),
        rules,
        associated_pairs: 0,
        random_pairs: training.random_pairs,
        rounds: training.iterations,
        joins_refused: joined.refused,
        known_apart,
    }
}

#[cfg(test)]
#[path = "link_laws.rs"]
mod laws;

#[cfg(test)]
#[path = "arrival_laws.rs"]
mod arrival_laws;
