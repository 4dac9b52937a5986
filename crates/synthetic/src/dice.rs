//! Chance, from a seed: one independent stream for each family and each source.
//!
//! Adding a family or a source never changes what another family gets.
//! Invariant: same seed, realm and number, same throws.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vocabulary::Date;

use crate::calendar::{days_between, plus_days};

/// What a stream of throws is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Realm {
    Workers,
    Families,
    Services,
    /// A year of look-ups.
    Looks,
    /// What one source sees; the number is the source's place in the list.
    Source(u8),
}

/// One stream of throws.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64, realm: Realm, number: u64) -> Self {
        let realm = match realm {
            Realm::Workers => 1,
            Realm::Families => 2,
            Realm::Services => 3,
            Realm::Looks => 4,
            Realm::Source(place) => 16 + u64::from(place),
        };
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream((realm << 40) | number);
        Self(generator)
    }

    /// True in so many of a thousand throws.
    pub(crate) fn per_mille(&mut self, chance: u32) -> bool {
        self.0.random_range(0..1000) < chance
    }

    /// A whole number from 0 to below `count`; 0 when `count` is 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let count = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
        self.0.random_range(0..count) as usize
    }

    /// As [`Self::below`], small numbers more often.
    pub(crate) fn leaning_low(&mut self, count: usize) -> usize {
        let (one, other) = (self.below(count), self.below(count));
        if self.per_mille(650) {
            one.min(other)
        } else {
            one
        }
    }

    /// A whole number between the two, both included.
    pub(crate) fn between(&mut self, least: i32, most: i32) -> i32 {
        self.0.random_range(least..=most.max(least))
    }

    /// A day between the two, both included.
    pub(crate) fn day(&mut self, from: Date, to: Date) -> Date {
        let span = days_between(from, to).max(0);
        plus_days(from, self.between(0, span))
    }

    /// One of the given things.
    pub(crate) fn pick<'a, X>(&mut self, things: &'a [X]) -> &'a X {
        &things[self.below(things.len())]
    }

    /// One of the given things by weight.
    pub(crate) fn weighted<X: Copy>(&mut self, things: &[(u32, X)]) -> X {
        let total: u32 = things.iter().map(|(weight, _)| weight).sum();
        let mut left = self.0.random_range(0..total.max(1));
        for (weight, thing) in things {
            if left < *weight {
                return *thing;
            }
            left -= weight;
        }
        things[things.len() - 1].1
    }
}
