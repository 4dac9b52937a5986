//! Pairs of records taken at random, for how often different people end at each level.
//!
//! All pairs of a sample of records are looked at, as Splink does, until each level was seen
//! often enough. Invariant: the sample follows from the seed alone.

use super::super::compiled::SILENT;
use super::super::dictionary::Dictionary;
use super::super::plan::Training;

/// A level that was seen so often is known well enough.
const OFTEN_ENOUGH: u64 = 100;

/// Records in a fixed order that has nothing to do with what is in them.
pub(super) struct Sample {
    records: Vec<u32>,
}

impl Sample {
    pub(super) fn new(records: usize, training: &Training) -> Self {
        let pairs = training.random_pairs as f64;
        let wanted = (0.5 * ((8.0 * pairs + 1.0).sqrt() + 1.0)).ceil() as usize;
        let wanted = wanted.clamp(2, records.max(2));
        let mut order: Vec<(u64, u32)> = (0..records as u32)
            .map(|record| {
                (
                    mixed(u64::from(record) ^ mixed(training.seed.into())),
                    record,
                )
            })
            .collect();
        if wanted < order.len() {
            order.select_nth_unstable(wanted);
            order.truncate(wanted);
        }
        order.sort_unstable();
        let records = order.into_iter().map(|(_, record)| record).collect();
        Self { records }
    }

    /// The share of each level among the pairs that are not silent.
    pub(super) fn shares_of_levels(
        &self,
        levels: usize,
        level: impl Fn(u32, u32) -> u8,
    ) -> Vec<f64> {
        let mut counts = [0u64; SILENT as usize + 1];
        let mut look_again_at = 256;
        for (place, &one) in self.records.iter().enumerate() {
            for &other in &self.records[..place] {
                counts[level(one, other) as usize & 15] += 1;
            }
            if place >= look_again_at {
                if counts[..levels].iter().all(|&count| count >= OFTEN_ENOUGH) {
                    break;
                }
                look_again_at += look_again_at / 2;
            }
        }
        let all: u64 = counts[..levels].iter().sum();
        // A level that was never seen counts as seen half a time.
        let share = |&count: &u64| (count as f64).max(0.5) / (all as f64).max(1.0);
        counts[..levels].iter().map(share).collect()
    }
}

/// The shares of pairs that have the same value and that have not, counted over all pairs.
pub(super) fn shares_of_the_same(values: &Dictionary) -> Vec<f64> {
    let counts = (1..values.len() as u32).map(|number| f64::from(values.count(number)));
    let (all, same) = counts.fold((0.0, 0.0), |(all, same), count| {
        (all + count, same + count * (count - 1.0))
    });
    let pairs = f64::max(all * (all - 1.0), 1.0);
    let same = f64::max(same, 1.0).min(pairs);
    vec![same / pairs, f64::max(pairs - same, 1.0) / pairs]
}

/// A number that looks like chance and is always the same.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(records: usize, pairs: u64) -> Sample {
        let training = Training {
            random_pairs: pairs,
            ..Training::default()
        };
        Sample::new(records, &training)
    }

    #[test]
    fn shares_are_those_of_the_whole_file() {
        // One record in ten is of one kind: a pair of that kind is one in a hundred.
        let shares = sample(5_000, 500_000).shares_of_levels(2, |one, other| {
            u8::from(!(one.is_multiple_of(10) && other.is_multiple_of(10)))
        });
        assert!((shares[0] - 0.01).abs() < 0.002, "{shares:?}");
        assert!((shares[0] + shares[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_same_values_are_counted() {
        let mut values = Dictionary::new();
        for text in ["a", "a", "b", "", "c"] {
            values.number(text).unwrap();
        }
        let shares = shares_of_the_same(&values);
        assert!((shares[0] - 1.0 / 6.0).abs() < 1e-12, "{shares:?}");
        assert!((shares[1] - 5.0 / 6.0).abs() < 1e-12, "{shares:?}");
    }

    #[test]
    fn a_small_file_is_looked_at_whole() {
        assert_eq!(sample(3, 1_000_000).records.len(), 3);
        let shares = sample(3, 1_000_000).shares_of_levels(2, |_, _| 1);
        assert!((shares[1] - 1.0).abs() < 1e-12);
        assert!(shares[0] > 0.0);
    }
}
