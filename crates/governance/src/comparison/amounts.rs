//! How much is shown, for whom by age, as two rulebooks are compared.
//!
//! Invariant: an amount is more than another when it shows one thing that the other does not.

use crate::Rulebook;
use std::collections::BTreeSet;
use vocabulary::Level;

/// How much of one category of one source is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    /// The level.
    pub level: Level,
    /// How many months back, where the agreement says one figure.
    pub months_back: Option<u32>,
}

/// Ages in whole years that the rules treat alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ages {
    /// From one age to another, both inside; without an end where there is none.
    Years {
        /// The youngest.
        from: i16,
        /// The oldest.
        to: Option<i16>,
    },
    /// People whose age is not known.
    Unknown,
}

impl Amount {
    /// Nothing.
    pub const NOTHING: Self = Self {
        level: Level::Nothing,
        months_back: None,
    };

    /// Whether it shows anything that the other does not.
    #[must_use]
    pub fn is_more_than(self, other: Self) -> bool {
        if self.level == Level::Nothing {
            return false;
        }
        self.level > other.level || reaches_further(self.months_back, other.months_back)
    }

    /// The amount in words.
    #[must_use]
    pub fn in_words(self) -> String {
        match (self.level, self.months_back) {
            (Level::Nothing, _) => "nothing".to_owned(),
            (level, None) => level.label().to_owned(),
            (level, Some(months)) => format!("{}, {months} months back", level.label()),
        }
    }
}

fn reaches_further(months: Option<u32>, than: Option<u32>) -> bool {
    match (months, than) {
        (None, Some(_)) => true,
        (Some(months), Some(than)) => months > than,
        (None | Some(_), None) => false,
    }
}

impl Ages {
    /// Every band of ages that two rulebooks can tell apart, and unknown.
    pub(crate) fn bands(before: &Rulebook, after: &Rulebook) -> Vec<Self> {
        let mut begins = BTreeSet::from([0]);
        let agreements = before.agreements().chain(after.agreements());
        for ages in agreements.flat_map(|a| a.categories.iter().filter_map(|entry| entry.ages)) {
            begins.extend(ages.from);
            begins.extend(ages.to.map(|to| to.saturating_add(1)));
        }
        let begins: Vec<i16> = begins.into_iter().filter(|age| *age >= 0).collect();
        let ends = begins
            .iter()
            .skip(1)
            .map(|next| Some(next - 1))
            .chain([None]);
        let mut bands: Vec<Self> = begins
            .iter()
            .zip(ends)
            .map(|(from, to)| Self::Years { from: *from, to })
            .collect();
        bands.push(Self::Unknown);
        bands
    }

    /// Somebody in the band, as (fewest, most) years.
    pub(crate) const fn somebody(self) -> Option<(i16, i16)> {
        match self {
            Self::Years { from, .. } => Some((from, from)),
            Self::Unknown => None,
        }
    }

    /// Whether an age is in the band.
    #[must_use]
    pub fn contains(self, age: Option<i16>) -> bool {
        match (self, age) {
            (Self::Unknown, None) => true,
            (Self::Years { from, to }, Some(age)) => from <= age && to.is_none_or(|to| age <= to),
            (Self::Unknown, Some(_)) | (Self::Years { .. }, None) => false,
        }
    }

    /// Bands in words; neighbours are told as one.
    pub(crate) fn in_words(bands: &BTreeSet<Self>) -> String {
        let mut years: Vec<(i16, Option<i16>)> = Vec::new();
        for band in bands {
            if let Self::Years { from, to } = *band {
                match years.last_mut() {
                    Some((_, end)) if end.is_some_and(|end| end + 1 == from) => *end = to,
                    Some(_) | None => years.push((from, to)),
                }
            }
        }
        let is_unknown_too = bands.contains(&Self::Unknown);
        if years == [(0, None)] {
            let words = if is_unknown_too {
                "people of any age"
            } else {
                "people of any known age"
            };
            return words.to_owned();
        }
        let mut words: Vec<String> = years.into_iter().map(years_in_words).collect();
        if is_unknown_too {
            words.push("people of unknown age".to_owned());
        }
        words.join(" and ")
    }
}

fn years_in_words((from, to): (i16, Option<i16>)) -> String {
    match to {
        None => format!("people aged {from} or over"),
        Some(to) if to == from => format!("people aged {from}"),
        Some(to) => format!("people aged {from} to {to}"),
    }
}
