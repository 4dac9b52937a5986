//! Pairs right, wrong and missed, and the shares that follow from them.
//!
//! Invariant: a share of nothing is 1 with the widest interval: nothing was done wrong, and
//! nothing was shown.

/// Pairs of records held against the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PairCounts {
    /// Joined, and one person.
    pub right: u64,
    /// Joined, and two people.
    pub wrong: u64,
    /// One person, and not joined.
    pub missed: u64,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The whole.
    pub whole: u64,
}

impl PairCounts {
    /// Of the joined pairs, those that are right.
    #[must_use]
    pub const fn precision(&self) -> Share {
        Share::of(self.right, self.right + self.wrong)
    }

    /// Of the pairs that are one person, those that were joined.
    #[must_use]
    pub const fn recall(&self) -> Share {
        Share::of(self.right, self.right + self.missed)
    }

    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        Share::of(2 * self.right, 2 * self.right + self.wrong + self.missed).value()
    }
}

impl Share {
    /// A share.
    #[must_use]
    pub const fn of(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// The share as a number; 1 of nothing.
    #[must_use]
    pub fn value(self) -> f64 {
        if self.whole == 0 {
            1.0
        } else {
            self.part as f64 / self.whole as f64
        }
    }

    /// Wilson's interval, which holds the true share 95 times in 100.
    #[must_use]
    pub fn interval(self) -> (f64, f64) {
        const Z: f64 = 1.959_963_984_540_054;
        if self.whole == 0 {
            return (0.0, 1.0);
        }
        let (n, p) = (self.whole as f64, self.value());
        let spread = Z * Z / n;
        let middle = p + spread / 2.0;
        let reach = Z * (p * (1.0 - p) / n + spread / (4.0 * n)).sqrt();
        let bound = |value: f64| (value / (1.0 + spread)).clamp(0.0, 1.0);
        // The bounds of none and of all are known; rounding must not move them.
        let low = if self.part == 0 {
            0.0
        } else {
            bound(middle - reach)
        };
        let high = if self.part == self.whole {
            1.0
        } else {
            bound(middle + reach)
        };
        (low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_interval_is_wilsons() {
        let (low, high) = Share::of(8, 10).interval();
        assert!((low - 0.490_16).abs() < 1e-4 && (high - 0.943_32).abs() < 1e-4);
        let (low, high) = Share::of(0, 20).interval();
        assert!(low.abs() < 1e-12 && (high - 0.161_125).abs() < 1e-4);
        assert_eq!(Share::of(0, 0).interval(), (0.0, 1.0));
        assert_eq!(
            Share::of(5_000, 5_000).interval().1.to_bits(),
            1.0_f64.to_bits()
        );
    }

    #[test]
    fn shares_follow_from_the_pairs() {
        let counts = PairCounts {
            right: 6,
            wrong: 2,
            missed: 4,
        };
        assert!((counts.precision().value() - 0.75).abs() < 1e-12);
        assert!((counts.recall().value() - 0.6).abs() < 1e-12);
        assert!((counts.f1() - 12.0 / 18.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_share_lies_in_its_own_interval(whole in 1u64..1_000_000, part in 0u64..1_000_000) {
            let share = Share::of(part.min(whole), whole);
            let (low, high) = share.interval();
            prop_assert!(low <= share.value() + 1e-12 && share.value() <= high + 1e-12);
        }
    }
}
