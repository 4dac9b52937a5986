//! Learns the weights from a file without labels: expectation and maximisation on counted
//! patterns.
//!
//! Candidate pairs hold nearly all matches and teach `m`; random pairs are strangers and teach
//! `u`; candidates of one home that are not matches teach what relatives share.
//! Invariant: every figure is drawn towards its starting belief, so ten records cannot make
//! nonsense, and a twin is never taken for a match.

use crate::compare::compare;
use crate::compare::levels::{Birth, Contact, Location, NhsNumber, PupilNumber};
use crate::compare::levels::{Comparison, Family, Given, Pattern};
use crate::fold::mix;
use crate::frequency::Frequencies;
use crate::model::{Model, Table, Thresholds, probability};
use crate::record::LinkageRecord;

/// Matches' worth of belief in the starting `m`.
const M_BELIEF: f64 = 60.0;
/// Random pairs' worth of belief in the starting `u`.
const U_BELIEF: f64 = 20_000.0;
/// Home pairs' worth of belief in what relatives share.
const HOME_BELIEF: f64 = 150.0;
/// The most that two random records are believed to be one person, so that a tiny file asks for
/// the same evidence as a large one.
const HIGHEST_PRIOR: f64 = 1.0 / 500.0;

/// Patterns with how often each was seen, sorted by pattern.
pub(crate) type Counted = Vec<(Pattern, u64)>;

/// What training did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct TrainingReport {
    pub(crate) iterations: u32,
    pub(crate) random_pairs: u64,
}

/// Learns a model from the patterns of the candidate pairs.
pub(crate) fn train(
    records: &[LinkageRecord],
    candidates: &Counted,
    sample: u64,
    rounds: u32,
    thresholds: Thresholds,
) -> (Model, TrainingReport) {
    let mut model = Model::untrained(thresholds);
    model.records = records.len() as u64;
    model.given = Frequencies::given_names()
        .counted(records.iter().filter_map(|r| Some(r.given()?.whole.key)));
    model.family = Frequencies::family_names()
        .counted(records.iter().filter_map(|r| Some(r.family()?.whole.key)));
    let strangers = random_patterns(records, sample);
    let mut report = TrainingReport {
        iterations: 0,
        random_pairs: strangers.iter().map(|(_, count)| count).sum(),
    };
    let all_pairs = pairs_of(records.len());
    model.prior = log2_odds(HIGHEST_PRIOR.min(1.0 / (records.len() as f64).max(2.0)));
    for _ in 0..rounds {
        report.iterations += 1;
        let change = improve(&mut model, candidates, &strangers, all_pairs);
        if change < 1e-4 {
            break;
        }
    }
    (model, report)
}

/// One round; returns the largest change of any `m`.
fn improve(model: &mut Model, candidates: &Counted, strangers: &Counted, all_pairs: f64) -> f64 {
    let mut matches = Tally::default();
    let mut relatives = Tally::default();
    let mut unrelated = Tally::default();
    let beliefs = Model::untrained(model.thresholds);
    let mut expected = 0.0;
    for (pattern, count) in candidates {
        let share = match_share(model, *pattern);
        let count = *count as f64;
        if pattern.shares_a_home() {
            // By belief and not by what was learnt: else matches with errors would teach what
            // relatives share, which would make them relatives all the more.
            let by_belief = probability(model.prior + weight(&beliefs, *pattern));
            relatives.add(*pattern, (1.0 - by_belief) * count);
        }
        if !may_be_relative(*pattern) {
            expected += share * count;
            matches.add(*pattern, share * count);
        }
    }
    for (pattern, count) in strangers {
        unrelated.add(
            *pattern,
            (1.0 - match_share(model, *pattern)) * *count as f64,
        );
    }
    let old = model.m;
    model.m = matches.blended(&beliefs.m, M_BELIEF, 0.3);
    model.u = unrelated.blended(&beliefs.u, U_BELIEF, 0.05);
    for level in [Location::FormerAddress, Location::PresentAddress] {
        // One rule proposes every pair of one home, so this chance is counted, not sampled.
        let at = (Comparison::Location as usize, level as usize);
        let counted = (relatives.0[at.0][at.1] + 1.0) / all_pairs.max(1.0);
        model.u[at.0][at.1] = counted.clamp(1e-8, beliefs.u[at.0][at.1]);
    }
    model.at_home = relatives.blended(&beliefs.at_home, HOME_BELIEF, 0.5);
    hold_within_reason(&mut model.m, MOST_IN_MATCHES);
    hold_within_reason(&mut model.at_home, MOST_AT_HOME);
    model.derive_weights();
    model.prior = log2_odds((expected.max(1.0) / all_pairs.max(1.0)).clamp(1e-9, HIGHEST_PRIOR));
    largest_change(&old, &model.m)
}

/// What a guard would hold back teaches nothing about matches.
fn may_be_relative(pattern: Pattern) -> bool {
    let is_confirmed = pattern.is(Comparison::NhsNumber, NhsNumber::Same as u8)
        || pattern.is(Comparison::PupilNumber, PupilNumber::Same as u8);
    let is_clash = pattern.is(Comparison::GivenName, Given::Different as u8)
        || pattern.is(Comparison::Birth, Birth::FarApart as u8);
    is_clash && !is_confirmed
}

/// The probability that a pattern is a match, names taken as of middling frequency.
fn match_share(model: &Model, pattern: Pattern) -> f64 {
    probability(model.prior + weight(model, pattern))
}

fn weight(model: &Model, pattern: Pattern) -> f64 {
    let weights = &model.weights[usize::from(pattern.shares_a_home())];
    Comparison::ALL
        .iter()
        .map(|of| weights[*of as usize][usize::from(pattern.level(*of))])
        .sum()
}

/// Levels of matches that would swallow the errors of the model, with the most they may reach.
const MOST_IN_MATCHES: &[(Comparison, u8, f64)] = &[
    (Comparison::GivenName, Given::Different as u8, 0.02),
    (Comparison::FamilyName, Family::Different as u8, 0.12),
    (Comparison::Birth, Birth::FarApart as u8, 0.003),
    (Comparison::Birth, Birth::Different as u8, 0.02),
    (Comparison::Birth, Birth::SameYear as u8, 0.03),
    (Comparison::NhsNumber, NhsNumber::Different as u8, 0.02),
];

/// Levels of relatives that matches in disguise would raise: twins are few.
const MOST_AT_HOME: &[(Comparison, u8, f64)] = &[
    (Comparison::GivenName, Given::Exact as u8, 0.02),
    (Comparison::Birth, Birth::Exact as u8, 0.03),
    (Comparison::Birth, Birth::Swapped as u8, 0.002),
    (Comparison::Birth, Birth::NextDay as u8, 0.002),
    (Comparison::Birth, Birth::OneDigit as u8, 0.01),
    (Comparison::FamilyName, Family::Exact as u8, 0.85),
    (Comparison::Contact, Contact::Same as u8, 0.9),
];

fn hold_within_reason(table: &mut Table, most: &[(Comparison, u8, f64)]) {
    for (of, level, most) in most {
        let value = &mut table[*of as usize][usize::from(*level)];
        *value = value.min(*most);
    }
}

/// Weighted counts per comparison and level.
struct Tally(Table);

impl Default for Tally {
    fn default() -> Self {
        Self([[0.0; 16]; Comparison::COUNT])
    }
}

impl Tally {
    fn add(&mut self, pattern: Pattern, weight: f64) {
        for of in Comparison::ALL {
            self.0[of as usize][usize::from(pattern.level(of))] += weight;
        }
    }

    /// Shares per level, drawn towards beliefs; never below `floor` times the belief.
    fn blended(&self, beliefs: &Table, belief: f64, floor: f64) -> Table {
        let mut table = *beliefs;
        for of in Comparison::ALL {
            let row = of as usize;
            let weighed = |level: &usize| of.is_weighed(u8::try_from(*level).unwrap_or(0));
            let levels: Vec<usize> = (0..of.levels().len()).filter(weighed).collect();
            let seen: f64 = levels.iter().map(|level| self.0[row][*level]).sum();
            for level in levels {
                let share = (self.0[row][level] + belief * beliefs[row][level]) / (seen + belief);
                table[row][level] = share.max(floor * beliefs[row][level]);
            }
        }
        table
    }
}

fn largest_change(old: &Table, new: &Table) -> f64 {
    let pairs = old.iter().flatten().zip(new.iter().flatten());
    pairs.map(|(x, y)| (x - y).abs()).fold(0.0, f64::max)
}

fn log2_odds(share: f64) -> f64 {
    (share / (1.0 - share)).log2()
}

fn pairs_of(records: usize) -> f64 {
    let n = records as f64;
    n * (n - 1.0) / 2.0
}

/// Patterns of pairs taken at random by a fixed sequence, or of all pairs of a small file.
fn random_patterns(records: &[LinkageRecord], sample: u64) -> Counted {
    let n = records.len() as u64;
    let mut patterns = Vec::new();
    if n < 2 {
        return patterns;
    }
    let mut seen: Vec<Pattern> = Vec::new();
    if n * (n - 1) / 2 <= sample {
        for (at, a) in records.iter().enumerate() {
            seen.extend(records[at + 1..].iter().map(|b| compare(a, b)));
        }
    } else {
        for draw in 0..sample {
            let first = mix(2 * draw + 1) % n;
            let second = mix(2 * draw + 2) % n;
            if first != second {
                seen.push(compare(&records[first as usize], &records[second as usize]));
            }
        }
    }
    patterns.append(&mut count(seen));
    patterns
}

/// Counts equal patterns.
pub(crate) fn count(mut patterns: Vec<Pattern>) -> Counted {
    patterns.sort_unstable();
    patterns
        .chunk_by(|x, y| x == y)
        .map(|run| (run[0], run.len() as u64))
        .collect()
}
