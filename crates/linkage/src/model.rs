//! The weights by which evidence counts, learnt from a file and kept as plain text.
//!
//! Fellegi and Sunter's model: a level counts for log2(m / u). Strangers and people of one home
//! have a `u` each, because relatives share a family name, an address and, if twins, a birth
//! date. Invariant: within a comparison a stronger level never weighs less than a weaker one.

use crate::compare::levels::{AgeBand, Comparison, Family, Given, Other, Pattern};
use crate::frequency::{Frequencies, LEAST_SHARE};
use crate::record::{LinkageRecord, NameForm};
use crate::records::OtherKind;

/// One value per comparison and level.
pub(crate) type Table = [[f64; 16]; Comparison::COUNT];

/// One table per age band.
pub(crate) type ByAge = [Table; 2];

/// What one run has learnt: enough to weigh, explain and search without the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Records that the model was learnt from.
    pub records: u64,
    /// Log2 odds that two records taken at random are about one person.
    pub prior: f64,
    /// Where the bands begin.
    pub thresholds: Thresholds,
    /// Year of the newest birth: who is a child is reckoned from it.
    pub newest_birth: i16,
    /// Whether relatives of one home are in the file.
    pub households: Households,
    /// Each source was said to hold nobody twice.
    pub is_link_only: bool,
    pub(crate) m: ByAge,
    pub(crate) u: ByAge,
    pub(crate) at_home: ByAge,
    /// By age band, then strangers and people of one home.
    pub(crate) weights: [[Table; 2]; 2],
    pub(crate) given: Frequencies,
    pub(crate) family: Frequencies,
    pub(crate) others: Vec<OtherModel>,
}

/// Whether a file holds several people of one home. Where it does, an address and a family name in
/// common say little about one person, and twins are to be thought of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Households {
    /// Relatives of one home are there.
    Seen,
    /// Addresses in common are one person's: nobody lives with anybody.
    NotSeen,
    /// The file has next to no addresses: relatives cannot be told from namesakes by where they live.
    NoAddresses,
    /// The file is too small to tell: relatives are to be thought of.
    Unknown,
}

/// What was learnt of a further column of a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OtherModel {
    pub(crate) name: String,
    pub(crate) kind: OtherKind,
    pub(crate) values: Frequencies,
}

/// Total weights (log2 odds) at which the bands begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// From here a pair is joined without being asked. Default 4: odds of 16 to 1, 94 %, for the
    /// weakest of them; guards and clustering hold back what weight alone would get wrong.
    pub automatic: f64,
    /// From here a person is asked. Default 1: odds of 2 to 1, 67 %.
    pub possible: f64,
}

/// What becomes of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Not the same person.
    Apart,
    /// May be the same person: a worker decides, and until then nothing is disclosed.
    Possible,
    /// The same person.
    Automatic,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            automatic: 4.0,
            possible: 1.0,
        }
    }
}

impl Thresholds {
    /// The band of a total weight, before any guard.
    #[must_use]
    pub fn band(&self, weight: f64) -> Band {
        if weight >= self.automatic {
            Band::Automatic
        } else if weight >= self.possible {
            Band::Possible
        } else {
            Band::Apart
        }
    }
}

impl Band {
    /// The word used in files and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::Possible => "possible",
            Self::Automatic => "automatic",
        }
    }
}

/// The probability that belongs to log2 odds.
#[must_use]
pub fn probability(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

impl Model {
    /// The starting beliefs, before any file was seen.
    #[must_use]
    pub fn untrained(thresholds: Thresholds) -> Self {
        let mut model = Self {
            records: 0,
            prior: -12.0,
            thresholds,
            newest_birth: 2026,
            households: Households::Unknown,
            is_link_only: false,
            m: [beliefs(|level| level.m); 2],
            u: [beliefs(|level| level.u); 2],
            at_home: [beliefs(|level| level.at_home); 2],
            weights: [[[[0.0; 16]; Comparison::COUNT]; 2]; 2],
            given: Frequencies::given_names(),
            family: Frequencies::family_names(),
            others: Vec::new(),
        };
        model.derive_weights();
        model
    }

    /// Everything that this model compares.
    pub fn comparisons(&self) -> impl Iterator<Item = Comparison> + use<> {
        Comparison::with_others(self.others.len())
    }

    /// What is compared, as a heading.
    #[must_use]
    pub fn heading(&self, of: Comparison) -> &str {
        match of {
            Comparison::Other(at) => self
                .others
                .get(usize::from(at))
                .map_or(of.words(), |other| other.name.as_str()),
            _ => of.words(),
        }
    }

    /// The weight of one comparison of a pair; a common name counts for less than a rare one.
    #[must_use]
    pub fn weight_of(
        &self,
        pattern: Pattern,
        of: Comparison,
        a: &LinkageRecord,
        b: &LinkageRecord,
    ) -> f64 {
        let level = pattern.level(of);
        let age = pattern.age_band() as usize;
        let plain = self.plain_weight(pattern, of);
        if self.home(pattern) == 1 {
            return plain;
        }
        let share = match of {
            Comparison::GivenName if level == Given::Exact as u8 => {
                shared_given(a, b).map(|key| self.given.share(key))
            }
            Comparison::FamilyName if level == Family::Exact as u8 => {
                shared_family(a, b).map(|key| self.family.share(key))
            }
            Comparison::Other(at) if level == Other::Exact as u8 => {
                self.share_of_other(usize::from(at), age, a)
            }
            _ => None,
        };
        match share {
            Some(share) => (self.m[age][of.index()][usize::from(level)] / share).log2(),
            None => plain,
        }
    }

    /// The weight of a level, however common the value is.
    pub(crate) fn plain_weight(&self, pattern: Pattern, of: Comparison) -> f64 {
        let weights = &self.weights[pattern.age_band() as usize][self.home(pattern)];
        weights[of.index()][usize::from(pattern.level(of))]
    }

    /// What the same name counts for among strangers, where an age is not known.
    pub(crate) fn weight_of_same(&self, of: Comparison, key: u64) -> f64 {
        let (names, level) = match of {
            Comparison::GivenName => (&self.given, Given::Exact as usize),
            _ => (&self.family, Family::Exact as usize),
        };
        (self.m[AgeBand::Adult as usize][of.index()][level] / names.share(key)).log2()
    }

    /// Which weights a pair is weighed by: strangers' or relatives'.
    pub(crate) fn home(&self, pattern: Pattern) -> usize {
        usize::from(pattern.shares_a_home() && self.households != Households::NotSeen)
    }

    /// How likely strangers are to share a value of a further column. A value of few records is
    /// rare among strangers whatever its count: those records may all be one person's.
    fn share_of_other(&self, at: usize, age: usize, a: &LinkageRecord) -> Option<f64> {
        const FEW: u32 = 8;
        let key = a.others.get(at)?.as_ref()?.key;
        let values = &self.others.get(at)?.values;
        let of = Comparison::Other(u8::try_from(at).unwrap_or(u8::MAX)).index();
        let by_chance = self.u[age][of][Other::Exact as usize];
        let share = values.share(key);
        Some(if values.count(key) <= FEW {
            share.min(by_chance)
        } else {
            share
        })
    }

    /// The total weight of a pair: prior and all comparisons.
    #[must_use]
    pub fn total(&self, pattern: Pattern, a: &LinkageRecord, b: &LinkageRecord) -> f64 {
        self.prior + self.evidence(pattern, a, b)
    }

    /// The most that a pair of these levels can weigh in total, were its names the rarest.
    pub(crate) fn most(&self, pattern: Pattern) -> f64 {
        let (age, home) = (pattern.age_band() as usize, self.home(pattern));
        let weights = |of: Comparison| {
            let level = usize::from(pattern.level(of));
            let rarest = |of: Comparison| (self.m[age][of.index()][level] / LEAST_SHARE).log2();
            let plain = self.plain_weight(pattern, of);
            match of {
                _ if home == 1 => plain,
                Comparison::GivenName if level == Given::Exact as usize => plain.max(rarest(of)),
                Comparison::FamilyName if level == Family::Exact as usize => plain.max(rarest(of)),
                Comparison::Other(_) if level == Other::Exact as usize => plain.max(rarest(of)),
                _ => plain,
            }
        };
        self.prior + self.comparisons().map(weights).sum::<f64>()
    }

    /// All comparisons without the prior.
    pub(crate) fn evidence(&self, pattern: Pattern, a: &LinkageRecord, b: &LinkageRecord) -> f64 {
        self.comparisons()
            .map(|of| self.weight_of(pattern, of, a, b))
            .sum()
    }

    /// Log2(m / u) per level, held to rise with the level; missing weighs nothing.
    pub(crate) fn derive_weights(&mut self) {
        for age in [AgeBand::Adult as usize, AgeBand::Child as usize] {
            for of in Comparison::with_others(Comparison::COUNT - Comparison::ALL.len()) {
                let row = of.index();
                // Two people of one home share it by definition: the address counts as it does
                // among strangers.
                let at_home = if of == Comparison::Location {
                    &self.u[age]
                } else {
                    &self.at_home[age]
                };
                let (m, u) = (&self.m[age][row], &self.u[age][row]);
                self.weights[age][0][row] = rising_weights(of, m, u);
                self.weights[age][1][row] = rising_weights(of, m, &at_home[row]);
            }
        }
    }
}

/// Neighbouring levels that would fall are taken together until none does.
fn rising_weights(of: Comparison, m: &[f64; 16], u: &[f64; 16]) -> [f64; 16] {
    let mut runs: Vec<(f64, f64, Vec<usize>)> = Vec::new();
    for level in 0..of.levels().len() {
        if !of.is_weighed(u8::try_from(level).unwrap_or(0)) {
            continue;
        }
        runs.push((m[level], u[level], vec![level]));
        while let [.., lower, upper] = &runs[..]
            && lower.0 / lower.1 > upper.0 / upper.1
        {
            let (upper_m, upper_u, levels) = runs.pop().expect("two runs were seen");
            let lower = runs.last_mut().expect("two runs were seen");
            (lower.0, lower.1) = (lower.0 + upper_m, lower.1 + upper_u);
            lower.2.extend(levels);
        }
    }
    let mut weights = [0.0; 16];
    for (m, u, levels) in runs {
        for level in levels {
            weights[level] = (m / u).log2();
        }
    }
    weights
}

fn beliefs(of: fn(&crate::compare::levels::Level) -> f64) -> Table {
    let mut table = [[1.0; 16]; Comparison::COUNT];
    for comparison in Comparison::with_others(Comparison::COUNT - Comparison::ALL.len()) {
        for (at, level) in comparison.levels().iter().enumerate() {
            table[comparison.index()][at] = of(level);
        }
    }
    table
}

/// The key of a given name that both records hold.
pub(crate) fn shared_given(a: &LinkageRecord, b: &LinkageRecord) -> Option<u64> {
    shared(a, b, |form| Some(form.given.as_ref()?.whole.key))
}

/// The key of a family name that both records hold.
pub(crate) fn shared_family(a: &LinkageRecord, b: &LinkageRecord) -> Option<u64> {
    shared(a, b, |form| Some(form.family.as_ref()?.whole.key))
}

fn shared(
    a: &LinkageRecord,
    b: &LinkageRecord,
    key: impl Fn(&NameForm) -> Option<u64>,
) -> Option<u64> {
    let is_held_by_b = |found: &u64| b.names.iter().any(|form| key(form) == Some(*found));
    a.names.iter().filter_map(&key).find(is_held_by_b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stronger_level_never_weighs_less() {
        let model = Model::untrained(Thresholds::default());
        for home in model.weights.iter().flatten() {
            for of in Comparison::ALL {
                let weighed: Vec<f64> = (1..of.levels().len())
                    .filter(|level| of.is_weighed(u8::try_from(*level).unwrap()))
                    .map(|level| home[of.index()][level])
                    .collect();
                assert!(weighed.windows(2).all(|pair| pair[0] <= pair[1]), "{of:?}");
            }
        }
    }

    #[test]
    fn odds_of_one_to_one_are_a_half() {
        assert!((probability(0.0) - 0.5).abs() < 1e-12);
        assert!(probability(7.0) > 0.99);
    }
}
