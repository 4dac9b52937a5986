//! What is kept of a link run for the analyst, and read again when the page is asked for.
//!
//! It stands as `figures` in the run's report, with the number of its form. Figures about groups
//! of records only: no record, no person, no value of either.
//! Invariant: a run that an older version made is read without what that version did not keep.

use linkage::{AgeBand, Guard, Households, LevelWeight, Linkage, LinkageRecord, Settings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::SourcePerson;
use vocabulary::SourceId;

/// Figures of one link run. What stands in the store under a code is given in words by functions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RunFigures {
    /// The form of these figures; another form is not read.
    pub form: u32,
    /// Log2 odds that two records taken at random are about one person.
    pub prior: f64,
    /// From this weight on records are joined without being asked.
    pub join_from: f64,
    /// From this weight on a person is asked.
    pub ask_from: f64,
    /// Whether relatives of one home were seen in the records: a code.
    pub households: String,
    /// Rounds of learning.
    pub rounds: u32,
    /// The most rounds that a run takes.
    pub most_rounds: u32,
    /// Random pairs from which chance agreement was learnt.
    pub random_pairs: u64,
    /// Joins refused because records across contradict each other.
    pub joins_refused: u64,
    /// Pairs not asked about, because one source holds both as two people.
    pub known_apart: u64,
    /// Pairs that wait for review, by what held them back; the most first.
    pub waiting: Vec<WaitingFigures>,
    /// Records held back because they may be about a restricted person.
    #[serde(default)]
    pub held_back: HeldBackFigures,
    /// Each source in the order of its id.
    pub sources: Vec<SourceFigures>,
    /// People by how many records they have: one, two, three, four, five and more.
    pub sizes: [u64; 5],
    /// What each level counts for: children, then adults.
    pub levels: Vec<LevelFigures>,
}

/// How many records were held back, and what the safeguarding desk said of them so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HeldBackFigures {
    /// In this run.
    pub in_this_run: u64,
    /// Not yet answered about.
    pub waiting: u64,
    /// It was the restricted person.
    pub confirmed: u64,
    /// It was somebody else: a false alarm.
    pub somebody_else: u64,
}

/// Pairs that wait for review for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingFigures {
    /// The reason's code: a guard, or `weight` for a weight between the thresholds.
    pub reason: String,
    /// How many.
    pub pairs: u64,
}

/// The records of one source in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFigures {
    /// Id of the source.
    pub source: String,
    /// Its records.
    pub records: u64,
    /// Those that are the only record of their person.
    pub alone: u64,
    /// Records that were weighed against themselves: all of them, or every so manieth.
    pub weighed: u64,
    /// Of those, the ones that say too little to be joined even with a copy of themselves.
    pub too_little: u64,
}

/// One level of one comparison, for children or for adults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelFigures {
    /// `child` or `adult`.
    pub age: String,
    /// What is compared, as a heading.
    pub comparison: String,
    /// What was seen.
    pub words: String,
    /// How often it is seen of one person.
    pub m: f64,
    /// How often of strangers.
    pub u: f64,
    /// How often of different people of one home.
    pub u_at_home: f64,
    /// What it counts for among strangers, in log2 odds.
    pub weight: f64,
    /// What it counts for between people of one home.
    pub weight_at_home: f64,
}

/// What one blocking rule did.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RuleFigures {
    /// The rule in words.
    pub rule: String,
    /// Pairs that it was the first to propose.
    pub pairs: u64,
    /// Pairs that its cap passed over; another rule may have reached them.
    pub skipped: u64,
}

/// The form that this version writes and reads.
const FORM: u32 = 1;
/// The most records of a run that are weighed against themselves.
const MOST_WEIGHED: usize = 50_000;
/// The code of the reason that no guard gives.
const BY_WEIGHT: &str = "weight";

/// The sources in the order of their records, and how many records each has.
pub(crate) type RecordsBySource = Vec<(SourceId, usize)>;

impl RunFigures {
    /// The figures of a run whose records stand in the order of their sources.
    pub(crate) fn of(
        linkage: &Linkage,
        records: &[LinkageRecord],
        sources: &[(SourceId, usize)],
    ) -> Self {
        let (model, report) = (&linkage.model, &linkage.report);
        Self {
            form: FORM,
            prior: model.prior,
            join_from: model.thresholds.automatic,
            ask_from: model.thresholds.possible,
            households: households_code(model.households).to_owned(),
            rounds: report.rounds,
            most_rounds: Settings::default().rounds,
            random_pairs: report.random_pairs,
            joins_refused: report.joins_refused,
            known_apart: report.known_apart,
            waiting: waiting(linkage),
            held_back: HeldBackFigures::default(),
            sources: of_sources(linkage, records, sources),
            sizes: sizes(linkage),
            levels: model.levels().iter().map(LevelFigures::of).collect(),
        }
    }

    /// Whether this version wrote them, or one that wrote the same form.
    pub(crate) fn is_known(&self) -> bool {
        self.form == FORM
    }

    /// Whether relatives of one home were seen, in words.
    #[must_use]
    pub fn households_in_words(&self) -> &'static str {
        HOUSEHOLDS
            .into_iter()
            .find(|known| households_code(*known) == self.households)
            .map_or("not known", households_words)
    }

    /// Pairs that wait for review, whatever the reason.
    #[must_use]
    pub fn all_waiting(&self) -> u64 {
        self.waiting.iter().map(|reason| reason.pairs).sum()
    }
}

impl WaitingFigures {
    /// The reason in words.
    #[must_use]
    pub fn in_words(&self) -> &'static str {
        if self.reason == BY_WEIGHT {
            return "alike, but not enough to be joined without being asked";
        }
        Guard::ALL
            .into_iter()
            .find(|guard| guard.code() == self.reason)
            .map_or("for a reason that this version does not know", Guard::words)
    }
}

impl SourceFigures {
    /// The share of records that are the only one of their person.
    #[must_use]
    pub fn share_alone(&self) -> f64 {
        share(self.alone, self.records)
    }

    /// The share of records that say too little to be joined with anything.
    #[must_use]
    pub fn share_too_little(&self) -> f64 {
        share(self.too_little, self.weighed)
    }
}

impl LevelFigures {
    fn of(level: &LevelWeight) -> Self {
        let age = match level.age_band {
            AgeBand::Child => "child",
            AgeBand::Adult => "adult",
        };
        Self {
            age: age.to_owned(),
            comparison: level.comparison.words().to_owned(),
            words: level.words.to_owned(),
            m: level.m,
            u: level.u,
            u_at_home: level.u_at_home,
            weight: level.weight,
            weight_at_home: level.weight_at_home,
        }
    }

    /// Whether it is of children.
    #[must_use]
    pub fn is_of_children(&self) -> bool {
        self.age == "child"
    }

    /// Whether the other is the same level of the same comparison for the same ages.
    #[must_use]
    pub fn is_same_level(&self, other: &Self) -> bool {
        (&self.age, &self.comparison, &self.words) == (&other.age, &other.comparison, &other.words)
    }
}

/// The sources in the order of their records, and how many records each has.
pub(crate) fn by_source(persons: &[SourcePerson]) -> RecordsBySource {
    let runs = persons.chunk_by(|one, other| one.source == other.source);
    runs.map(|run| (run[0].source.clone(), run.len())).collect()
}

/// A part of a whole; nothing of nothing is none.
#[expect(clippy::cast_precision_loss, reason = "counts of records are small")]
pub(crate) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64
}

const HOUSEHOLDS: [Households; 4] = [
    Households::Seen,
    Households::NotSeen,
    Households::NoAddresses,
    Households::Unknown,
];

const fn households_code(households: Households) -> &'static str {
    match households {
        Households::Seen => "seen",
        Households::NotSeen => "not_seen",
        Households::NoAddresses => "no_addresses",
        Households::Unknown => "unknown",
    }
}

const fn households_words(households: Households) -> &'static str {
    match households {
        Households::Seen => "seen: an address in common says little by itself",
        Households::NotSeen => "not seen: an address in common is one person's",
        Households::NoAddresses => "not to be seen: there are next to no addresses",
        Households::Unknown => "too few records to tell: taken to be there",
    }
}

fn waiting(linkage: &Linkage) -> Vec<WaitingFigures> {
    let mut by_reason: BTreeMap<&str, u64> = BTreeMap::new();
    for pair in &linkage.possible {
        let reason = pair.guard.map_or(BY_WEIGHT, Guard::code);
        *by_reason.entry(reason).or_default() += 1;
    }
    let mut waiting: Vec<WaitingFigures> = by_reason
        .into_iter()
        .map(|(reason, pairs)| WaitingFigures {
            reason: reason.to_owned(),
            pairs,
        })
        .collect();
    waiting.sort_by_key(|one| std::cmp::Reverse(one.pairs));
    waiting
}

fn sizes(linkage: &Linkage) -> [u64; 5] {
    let mut sizes = [0; 5];
    for cluster in linkage.clusters.iter().filter(|one| !one.is_empty()) {
        sizes[cluster.len().min(5) - 1] += 1;
    }
    sizes
}

fn of_sources(
    linkage: &Linkage,
    records: &[LinkageRecord],
    sources: &[(SourceId, usize)],
) -> Vec<SourceFigures> {
    let mut is_alone = vec![false; records.len()];
    for cluster in linkage.clusters.iter().filter(|one| one.len() == 1) {
        if let Ok(at) = records.binary_search_by_key(&cluster[0], LinkageRecord::id) {
            is_alone[at] = true;
        }
    }
    let step = records.len().div_ceil(MOST_WEIGHED).max(1);
    let join_from = linkage.model.thresholds.automatic;
    let says_too_little =
        |record: &&LinkageRecord| linkage.model.weight_against_itself(record) < join_from;
    let mut from = 0;
    let of_source = |(source, count): &(SourceId, usize)| {
        let part = from..from + count;
        from = part.end;
        let weighed: Vec<&LinkageRecord> = records[part.clone()].iter().step_by(step).collect();
        SourceFigures {
            source: source.as_str().to_owned(),
            records: *count as u64,
            alone: is_alone[part].iter().filter(|alone| **alone).count() as u64,
            weighed: weighed.len() as u64,
            too_little: weighed.into_iter().filter(says_too_little).count() as u64,
        }
    };
    sources.iter().map(of_source).collect()
}
