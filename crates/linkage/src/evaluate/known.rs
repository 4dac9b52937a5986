//! The truth about records by their places, and how many pairs it implies.
//!
//! Invariant: a record whose person is not known makes no pair, right or wrong.

use super::pair_counts::{PairCounts, Share};
use std::collections::HashMap;

/// What is truly the case, by the places of the records.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The person of each record, or [`Known::UNKNOWN`].
    pub person: &'a [u32],
    /// The household of each record, or [`Known::UNKNOWN`]; empty when no household is known.
    pub household: &'a [u32],
    /// Pairs of people who are twins, each once.
    pub twins: &'a [(u32, u32)],
    /// The source of each record, when only pairs of different sources count.
    pub across: Option<&'a [u32]>,
}

impl Known<'_> {
    /// Stands for what is not known.
    pub const UNKNOWN: u32 = u32::MAX;

    /// The person of a record, where known.
    #[must_use]
    pub fn person_of(&self, place: u32) -> Option<u32> {
        let person = self.person.get(place as usize).copied();
        person.filter(|person| *person != Self::UNKNOWN)
    }

    /// Whether a pair is one person; nothing when that is not known or the pair does not count.
    #[must_use]
    pub fn is_one_person(&self, a: u32, b: u32) -> Option<bool> {
        if !self.counts(a, b) {
            return None;
        }
        Some(self.person_of(a)? == self.person_of(b)?)
    }

    /// Whether a pair counts at all.
    fn counts(&self, a: u32, b: u32) -> bool {
        self.across
            .is_none_or(|source| source[a as usize] != source[b as usize])
    }

    /// Every pair that the truth implies, also those that were never proposed.
    #[must_use]
    pub fn pairs(&self) -> u64 {
        let places = 0..u32::try_from(self.person.len()).unwrap_or(u32::MAX);
        let (mut people, mut in_source) = (HashMap::new(), HashMap::new());
        let mut pairs = 0;
        for place in places {
            let Some(person) = self.person_of(place) else {
                continue;
            };
            pairs += before(&mut people, person);
            if let Some(source) = self.across {
                pairs -= before(&mut in_source, (person, source[place as usize]));
            }
        }
        pairs
    }

    /// The share of true pairs among those that blocking proposed.
    #[must_use]
    pub fn blocking_recall(&self, proposed: impl Iterator<Item = (u32, u32)>) -> Share {
        let right = proposed.filter(|(a, b)| self.is_one_person(*a, *b) == Some(true));
        Share::of(right.count() as u64, self.pairs())
    }

    /// Pairs held against the truth; what the truth implies and is not among them is missed.
    #[must_use]
    pub fn count(&self, pairs: impl Iterator<Item = (u32, u32)>) -> PairCounts {
        let mut counts = PairCounts::default();
        for (a, b) in pairs {
            match self.is_one_person(a, b) {
                Some(true) => counts.right += 1,
                Some(false) => counts.wrong += 1,
                None => {}
            }
        }
        counts.missed = self.pairs().saturating_sub(counts.right);
        counts
    }
}

/// How many there were before; there is one more now.
fn before<K: std::hash::Hash + Eq>(seen: &mut HashMap<K, u64>, key: K) -> u64 {
    let count = seen.entry(key).or_insert(0);
    *count += 1;
    *count - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [u32; 6] = [7, 7, 7, 8, 8, Known::UNKNOWN];
    const SOURCES: [u32; 6] = [0, 0, 1, 0, 1, 1];

    fn known(across: Option<&[u32]>) -> Known<'_> {
        Known {
            person: &PEOPLE,
            household: &[],
            twins: &[],
            across,
        }
    }

    #[test]
    fn all_pairs_of_a_person_count_or_only_those_across_sources() {
        assert_eq!(known(None).pairs(), 4);
        assert_eq!(known(Some(&SOURCES)).pairs(), 3);
    }

    #[test]
    fn pairs_never_proposed_are_missed() {
        let proposed = [(0, 1), (2, 3), (3, 4), (4, 5)];
        let counts = known(None).count(proposed.into_iter());
        assert_eq!((counts.right, counts.wrong, counts.missed), (2, 1, 2));
        let share = known(None).blocking_recall(proposed.into_iter());
        assert_eq!((share.part, share.whole), (2, 4));
        let across = known(Some(&SOURCES)).count(proposed.into_iter());
        assert_eq!((across.right, across.wrong, across.missed), (1, 1, 2));
    }
}
