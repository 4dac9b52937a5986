//! Counts by key of a growing group: a short list while there are few, a table beyond.
//!
//! Invariant: joining costs by the smaller side, so that joining a million groups into one stays
//! cheap.

use std::collections::HashMap;

/// Keys that are kept as a list.
const FEW: usize = 12;

/// How often each key occurs.
#[derive(Debug, Clone)]
pub(super) enum Tally {
    Few(Vec<(u64, u32)>),
    Many(HashMap<u64, u32>),
}

impl Default for Tally {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Tally {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Few(list) => list.len(),
            Self::Many(table) => table.len(),
        }
    }

    fn get(&self, key: u64) -> u64 {
        let found = match self {
            Self::Few(list) => list.iter().find(|pair| pair.0 == key).map(|pair| pair.1),
            Self::Many(table) => table.get(&key).copied(),
        };
        found.map_or(0, u64::from)
    }

    pub(super) fn add(&mut self, key: u64, count: u32) {
        match self {
            Self::Few(list) => match list.iter().position(|pair| pair.0 == key) {
                Some(at) => list[at].1 += count,
                None if list.len() < FEW => list.push((key, count)),
                None => {
                    let mut table: HashMap<u64, u32> = list.drain(..).collect();
                    table.insert(key, count);
                    *self = Self::Many(table);
                }
            },
            Self::Many(table) => *table.entry(key).or_insert(0) += count,
        }
    }

    /// Pairs of one key across two groups.
    pub(super) fn pairs_across(&self, other: &Self) -> u64 {
        let (small, large) = if self.len() <= other.len() {
            (self, other)
        } else {
            (other, self)
        };
        small.fold(0, |pairs, key, count| {
            pairs + u64::from(count) * large.get(key)
        })
    }

    /// Adds all of another.
    pub(super) fn join(&mut self, mut other: Self) {
        if other.len() > self.len() {
            std::mem::swap(self, &mut other);
        }
        other.fold((), |(), key, count| self.add(key, count));
    }

    fn fold<T>(&self, first: T, mut step: impl FnMut(T, u64, u32) -> T) -> T {
        match self {
            Self::Few(list) => list
                .iter()
                .fold(first, |so_far, (key, count)| step(so_far, *key, *count)),
            Self::Many(table) => {
                // Sums do not depend on the order in which a table is walked.
                table
                    .iter()
                    .fold(first, |so_far, (key, count)| step(so_far, *key, *count))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tally(keys: &[u64]) -> Tally {
        let mut tally = Tally::default();
        keys.iter().for_each(|key| tally.add(*key, 1));
        tally
    }

    proptest! {
        #[test]
        fn pairs_across_are_what_counting_each_would_give(
            a in proptest::collection::vec(0u64..30, 0..60),
            b in proptest::collection::vec(0u64..30, 0..60),
        ) {
            let expected = a.iter().flat_map(|x| b.iter().filter(move |y| x == *y)).count() as u64;
            prop_assert_eq!(tally(&a).pairs_across(&tally(&b)), expected);
            let mut joined = tally(&a);
            joined.join(tally(&b));
            for key in 0..30 {
                let count = a.iter().chain(&b).filter(|x| **x == key).count() as u64;
                prop_assert_eq!(joined.get(key), count);
            }
        }
    }
}
