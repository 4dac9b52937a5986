//! Learns the weights from a file without labels: expectation and maximisation on counted
//! patterns.
//!
//! Candidate pairs hold nearly all matches and teach `m`; random pairs are strangers and teach
//! `u`; candidates of one home that are not matches teach what relatives share.
//! Invariant: every figure is drawn towards its starting belief, so ten records cannot make
//! nonsense, and a twin is never taken for a match.

use crate::compare::levels::{AgeBand, Birth, Contact, Location, NhsNumber, PupilNumber};
use crate::compare::levels::{Comparison, Family, Given, Pattern};
use crate::compare::{age_band, compare};
use crate::fold::mix;
use crate::frequency::Frequencies;
use crate::model::{Households, Model, OtherModel, Table, Thresholds, probability};
use crate::record::LinkageRecord;
use crate::records::OtherColumn;
use rayon::prelude::*;

/// Matches' worth of belief in the starting `m`.
const M_BELIEF: f64 = 60.0;
/// Random pairs' worth of belief in the starting `u`.
const U_BELIEF: f64 = 20_000.0;
/// The same in a file of ten records; between the two, belief counts for no more than all the pairs
/// that the file has: in a class list, whose children share few birth dates, the file knows better.
const U_BELIEF_AT_LEAST: f64 = 50.0;
/// Random pairs' worth of belief in the starting `u` of a column of which nothing is known.
const OTHER_BELIEF: f64 = 50.0;
/// Home pairs' worth of belief in what relatives share.
const HOME_BELIEF: f64 = 150.0;
/// Matches' and home pairs' worth of belief that an age band is like all ages.
const AGE_BELIEF: f64 = 500.0;
/// The most that two random records are believed to be one person, so that a tiny file asks for
/// the same evidence as a large one.
const HIGHEST_PRIOR: f64 = 1.0 / 200.0;

/// Patterns with how often each was seen, sorted by pattern.
pub(crate) type Counted = Vec<(Pattern, u64)>;

/// What training did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct TrainingReport {
    pub(crate) iterations: u32,
    pub(crate) random_pairs: u64,
}

/// What a file is before anything was learnt of it: how common its names are.
pub(crate) fn model_of(
    records: &[LinkageRecord],
    others: &[OtherColumn],
    thresholds: Thresholds,
) -> Model {
    let mut model = Model::untrained(thresholds);
    model.records = records.len() as u64;
    let newest = records
        .iter()
        .filter_map(|record| record.birth)
        .map(|birth| birth.year());
    model.newest_birth = newest.max().unwrap_or(model.newest_birth);
    let given = records.iter().filter_map(|r| Some(r.given()?.whole.key));
    let family = records.iter().filter_map(|r| Some(r.family()?.whole.key));
    (model.given, model.family) = rayon::join(
        || Frequencies::given_names().counted(given),
        || Frequencies::family_names().counted(family),
    );
    let value = |record: &LinkageRecord, at: usize| Some(record.others.get(at)?.as_ref()?.key);
    model.others = others
        .iter()
        .enumerate()
        .map(|(at, column)| OtherModel {
            name: column.name.clone(),
            kind: column.kind,
            values: Frequencies::values().counted(records.iter().filter_map(|r| value(r, at))),
        })
        .collect();
    model
}

/// Teaches a model from the patterns of the candidate pairs.
pub(crate) fn train(
    model: &mut Model,
    records: &[LinkageRecord],
    candidates: &Counted,
    sample: u64,
    rounds: u32,
) -> TrainingReport {
    let strangers = random_patterns(records, model.newest_birth, sample);
    let mut report = TrainingReport {
        iterations: 0,
        random_pairs: strangers.iter().map(|(_, count)| count).sum(),
    };
    let all_pairs = pairs_of(records.len());
    model.households = households(records, candidates);
    model.prior = log2_odds(HIGHEST_PRIOR.min(1.0 / (records.len() as f64).max(2.0)));
    // Chance is learnt first: how common names and dates are decides what a match is worth.
    model.u = chance(model, &strangers);
    model.derive_weights();
    let most_matches = MOST_OVER_BELIEF * matches_by_belief(model, candidates);
    for _ in 0..rounds {
        report.iterations += 1;
        let change = improve(model, candidates, &strangers, (all_pairs, most_matches));
        if change < 1e-4 {
            break;
        }
    }
    report
}

/// Pairs of one home below which a file does not say whether it holds households.
const PAIRS_TO_TELL: u64 = 300;
/// The share of clear relatives among pairs of one home from which a file holds households.
const SHARE_OF_RELATIVES: f64 = 0.05;

/// Records from which a file without addresses is one by design.
const RECORDS_TO_TELL: usize = 500;
/// The share of records with an address below which a file has none to speak of.
const SHARE_WITH_ADDRESS: f64 = 0.05;

/// Relatives without doubt: one home, different given names and birth dates.
fn households(records: &[LinkageRecord], candidates: &Counted) -> Households {
    let placed = records
        .iter()
        .filter(|record| !record.places.is_empty())
        .count();
    let share = placed as f64 / records.len().max(1) as f64;
    if records.len() >= RECORDS_TO_TELL && share < SHARE_WITH_ADDRESS {
        return Households::NoAddresses;
    }
    let (mut at_home, mut relatives) = (0, 0);
    for (pattern, count) in candidates
        .iter()
        .filter(|(pattern, _)| pattern.shares_a_home())
    {
        let birth = pattern.level(Comparison::Birth);
        let is_born_apart = (Birth::FarApart as u8..=Birth::SameYear as u8).contains(&birth);
        at_home += count;
        if is_born_apart && pattern.is(Comparison::GivenName, Given::Different as u8) {
            relatives += count;
        }
    }
    if at_home < PAIRS_TO_TELL {
        Households::Unknown
    } else if relatives as f64 >= SHARE_OF_RELATIVES * at_home as f64 {
        Households::Seen
    } else {
        Households::NotSeen
    }
}

/// How many more matches than beliefs expect a file may be found to hold: namesakes would else
/// teach that one person has many birth dates, and be matches all the more.
const MOST_OVER_BELIEF: f64 = 1.5;

/// The matches that one expects before anything was learnt.
fn matches_by_belief(model: &Model, candidates: &Counted) -> f64 {
    let share = |pattern: &Pattern| match_share(model, *pattern);
    let expected = candidates
        .iter()
        .map(|(pattern, count)| share(pattern) * *count as f64);
    expected.sum()
}

/// One round; returns the largest change of any `m`.
fn improve(
    model: &mut Model,
    candidates: &Counted,
    strangers: &Counted,
    (all_pairs, most_matches): (f64, f64),
) -> f64 {
    let mut matches = [Tally::default(), Tally::default()];
    let mut relatives = [Tally::default(), Tally::default()];
    let beliefs = Model::untrained(model.thresholds);
    let mut expected = 0.0;
    for (pattern, count) in candidates {
        let share = match_share(model, *pattern);
        let count = *count as f64;
        let age = pattern.age_band() as usize;
        if pattern.shares_a_home() && model.households == Households::Seen {
            relatives[age].add_relatives(*pattern, count);
        }
        if model.households == Households::NotSeen || !may_be_relative(*pattern) {
            expected += share * count;
            matches[age].add(*pattern, share * count);
        }
    }
    let expected = expected.min(most_matches);
    let old = model.m;
    let chance = chance(model, strangers);
    let homes = homes_counted(&relatives, all_pairs, &beliefs);
    let most = match model.households {
        Households::Seen | Households::Unknown => MOST_IN_MATCHES,
        Households::NotSeen | Households::NoAddresses => MOST_IN_ANY_MATCHES,
    };
    model.m = by_age(&matches, &beliefs.m[0], [M_BELIEF; 2], 0.3, most);
    model.u = chance;
    for table in &mut model.u {
        for (level, share) in &homes {
            table[Comparison::Location.index()][*level as usize] = *share;
        }
    }
    let home_beliefs = [HOME_BELIEF; 2];
    model.at_home = by_age(
        &relatives,
        &beliefs.at_home[0],
        home_beliefs,
        0.5,
        MOST_AT_HOME,
    );
    model.derive_weights();
    let own = 2.0 * expected / (model.records as f64).max(1.0);
    (model.given.own, model.family.own) = (own, own);
    model.prior = log2_odds((expected.max(1.0) / all_pairs.max(1.0)).clamp(1e-9, HIGHEST_PRIOR));
    largest_change(&old, &model.m)
}

/// How often strangers agree.
fn chance(model: &Model, strangers: &Counted) -> [Table; 2] {
    let mut unrelated = [Tally::default(), Tally::default()];
    for (pattern, count) in strangers {
        let share = 1.0 - match_share(model, *pattern);
        unrelated[pattern.age_band() as usize].add(*pattern, share * *count as f64);
    }
    let beliefs = Model::untrained(model.thresholds);
    let seen: u64 = strangers.iter().map(|(_, count)| count).sum();
    let belief = U_BELIEF.min((seen as f64).max(U_BELIEF_AT_LEAST));
    by_age(&unrelated, &beliefs.u[0], [belief, OTHER_BELIEF], 0.05, &[])
}

/// One rule proposes every pair of one home, so this chance is counted, not sampled.
fn homes_counted(relatives: &[Tally; 2], all_pairs: f64, beliefs: &Model) -> Vec<(Location, f64)> {
    let row = Comparison::Location.index();
    [
        Location::AlikeAddress,
        Location::FormerAddress,
        Location::PresentAddress,
    ]
    .into_iter()
    .map(|level| {
        let seen: f64 = relatives
            .iter()
            .map(|tally| tally.0[row][level as usize])
            .sum();
        let counted = (seen + 1.0) / all_pairs.max(1.0);
        (
            level,
            counted.clamp(1e-8, beliefs.u[0][row][level as usize]),
        )
    })
    .collect()
}

/// A table for each age band, drawn towards the table of all ages, which is drawn to beliefs.
fn by_age(
    tallies: &[Tally; 2],
    beliefs: &Table,
    belief: [f64; 2],
    floor: f64,
    most: &[(Comparison, u8, f64)],
) -> [Table; 2] {
    let mut pooled = tallies[0].with(&tallies[1]).blended(beliefs, belief, floor);
    hold_within_reason(&mut pooled, most);
    [AgeBand::Adult, AgeBand::Child].map(|age| {
        let own = [belief[0].max(AGE_BELIEF), belief[1].max(AGE_BELIEF)];
        let mut table = tallies[age as usize].blended(&pooled, own, floor);
        hold_within_reason(&mut table, most);
        table
    })
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
    let age = pattern.age_band() as usize;
    let weights = &model.weights[age][model.home(pattern)];
    model
        .comparisons()
        .map(|of| weights[of.index()][usize::from(pattern.level(of))])
        .sum()
}

/// Levels of matches that would swallow the errors of the model, with the most they may reach.
const MOST_IN_MATCHES: &[(Comparison, u8, f64)] = &[
    (Comparison::GivenName, Given::Different as u8, 0.02),
    (Comparison::FamilyName, Family::Different as u8, 0.12),
    (Comparison::Birth, Birth::FarApart as u8, 0.003),
    (Comparison::Birth, Birth::Different as u8, 0.02),
    (Comparison::Birth, Birth::SameYear as u8, 0.03),
    (Comparison::NhsNumber, NhsNumber::BothVerified as u8, 0.001),
    (Comparison::NhsNumber, NhsNumber::Different as u8, 0.02),
];

/// The same where no relatives are about, so that errors may be as many as they will; but no more,
/// or namesakes would teach that one person has many birth dates.
const MOST_IN_ANY_MATCHES: &[(Comparison, u8, f64)] = &[
    (Comparison::GivenName, Given::Different as u8, 0.2),
    (Comparison::FamilyName, Family::Different as u8, 0.25),
    (Comparison::Birth, Birth::FarApart as u8, 0.04),
    (Comparison::Birth, Birth::Different as u8, 0.1),
    (Comparison::Birth, Birth::SameYear as u8, 0.06),
    (Comparison::Birth, Birth::OneDigit as u8, 0.12),
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
        let value = &mut table[of.index()][usize::from(*level)];
        *value = value.min(*most);
    }
}

fn everything() -> impl Iterator<Item = Comparison> {
    Comparison::with_others(Comparison::COUNT - Comparison::ALL.len())
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
        for of in everything() {
            self.0[of.index()][usize::from(pattern.level(of))] += weight;
        }
    }

    /// Relatives as they are without doubt: what people of one home share is learnt from those
    /// whose given names differ, and how alike their given names are from those whose birth dates
    /// differ. Matches with one error would else pass for relatives.
    fn add_relatives(&mut self, pattern: Pattern, count: f64) {
        let birth = pattern.level(Comparison::Birth);
        let is_born_apart = (Birth::FarApart as u8..=Birth::SameYear as u8).contains(&birth);
        let is_named_apart = pattern.is(Comparison::GivenName, Given::Different as u8);
        for of in everything() {
            let is_told = match of {
                Comparison::GivenName => is_born_apart,
                Comparison::Location => is_born_apart || is_named_apart,
                _ => is_named_apart,
            };
            if is_told {
                self.0[of.index()][usize::from(pattern.level(of))] += count;
            }
        }
    }

    fn with(&self, other: &Self) -> Self {
        let mut sum = Self(self.0);
        for (row, more) in sum.0.iter_mut().zip(&other.0) {
            row.iter_mut()
                .zip(more)
                .for_each(|(value, more)| *value += more);
        }
        sum
    }

    /// Shares per level, drawn towards beliefs (of the engine's own comparisons, of a further
    /// column); never below `floor` times the belief for the engine's own.
    fn blended(&self, beliefs: &Table, belief: [f64; 2], floor: f64) -> Table {
        let mut table = *beliefs;
        for of in everything() {
            let row = of.index();
            let (belief, floor) = match of {
                Comparison::Other(_) => (belief[1], 0.0),
                _ => (belief[0], floor),
            };
            let weighed = |level: &usize| of.is_weighed(u8::try_from(*level).unwrap_or(0));
            let levels: Vec<usize> = (0..of.levels().len()).filter(weighed).collect();
            let seen: f64 = levels.iter().map(|level| self.0[row][*level]).sum();
            if seen == 0.0 {
                continue;
            }
            for level in levels {
                let share = (self.0[row][level] + belief * beliefs[row][level]) / (seen + belief);
                table[row][level] = share.max(floor * beliefs[row][level]);
            }
        }
        table
    }
}

fn largest_change(old: &[Table; 2], new: &[Table; 2]) -> f64 {
    let pairs = old
        .iter()
        .flatten()
        .flatten()
        .zip(new.iter().flatten().flatten());
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
fn random_patterns(records: &[LinkageRecord], newest: i16, sample: u64) -> Counted {
    let n = records.len() as u64;
    if n < 2 {
        return Vec::new();
    }
    let seen = |a: &LinkageRecord, b: &LinkageRecord| compare(a, b).of_age(age_band(newest, a, b));
    let patterns: Vec<Pattern> = if n * (n - 1) / 2 <= sample {
        let pairs = records.par_iter().enumerate();
        pairs
            .flat_map_iter(|(at, a)| records[at + 1..].iter().map(move |b| seen(a, b)))
            .collect()
    } else {
        let drawn = (0..sample).into_par_iter().filter_map(|draw| {
            let first = mix(2 * draw + 1) % n;
            let second = mix(2 * draw + 2) % n;
            (first != second).then(|| seen(&records[first as usize], &records[second as usize]))
        });
        drawn.collect()
    };
    count(patterns)
}

/// Counts equal patterns.
pub(crate) fn count(mut patterns: Vec<Pattern>) -> Counted {
    patterns.par_sort_unstable();
    patterns
        .chunk_by(|x, y| x == y)
        .map(|run| (run[0], run.len() as u64))
        .collect()
}
