//! Which letters a value has, so that most unlike pairs are told apart without reading them.
//!
//! Invariant: a shape never rules out a pair that the comparison itself would let pass.

use super::dictionary::Dictionary;
use super::likeness::{LikenessOf, units};

/// The letters of one value: how many, and which, twice for a letter that is there twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Bit n for the first letter of class n, bit 32 + n for its second.
    letters: u64,
    length: u16,
    /// Letters beyond the second of their class.
    beyond: u16,
}

impl Shape {
    pub(crate) fn of(text: &str, of: LikenessOf) -> Self {
        let mut shape = Self::default();
        if text.is_ascii() {
            text.bytes().for_each(|byte| shape.add(u32::from(byte)));
        } else {
            units(text, of).into_iter().for_each(|unit| shape.add(unit));
        }
        shape
    }

    /// The shapes of all values of a column.
    pub(crate) fn of_all(dictionary: &Dictionary, of: LikenessOf) -> Vec<Self> {
        dictionary.texts().map(|text| Self::of(text, of)).collect()
    }

    fn add(&mut self, unit: u32) {
        let first = 1u64 << (unit % 32);
        let second = first << 32;
        if self.letters & first == 0 {
            self.letters |= first;
        } else if self.letters & second == 0 {
            self.letters |= second;
        } else {
            self.beyond = self.beyond.saturating_add(1);
        }
        self.length = self.length.saturating_add(1);
    }

    /// At most so many letters can be matched.
    fn most_in_common(self, other: Self) -> u32 {
        let common = (self.letters & other.letters).count_ones();
        let beyond = u32::from(self.beyond.min(other.beyond));
        let shorter = u32::from(self.length.min(other.length));
        (common + beyond).min(shorter)
    }

    /// False when Jaro–Winkler cannot reach this.
    pub(crate) fn may_be_like(self, other: Self, at_least: f64) -> bool {
        if self.length == u16::MAX || other.length == u16::MAX {
            return true;
        }
        let common = f64::from(self.most_in_common(other));
        let (one, two) = (f64::from(self.length), f64::from(other.length));
        // With the longest prefix, Jaro is at least (at_least - 0.4) / 0.6; without letters out
        // of order, Jaro is (common / one + common / two + 1) / 3.
        let needed = (at_least - 0.4) * 5.0 - 1.0 - 1e-8;
        common > 0.0 && common * (one + two) >= needed * one * two
    }

    /// False when more than so many letters must have changed.
    pub(crate) fn may_be_within(self, other: Self, most: u32) -> bool {
        if self.length == u16::MAX || other.length == u16::MAX {
            return true;
        }
        let longer = u32::from(self.length.max(other.length));
        longer - self.most_in_common(other) <= most
    }
}

#[cfg(test)]
mod tests {
    use super::super::likeness::{
        damerau_levenshtein_is_within, jaro_winkler, levenshtein_is_within,
    };
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_shape_rules_out_nothing_that_is_alike(one in "[a-eé ]{1,14}", other in "[a-eé ]{1,14}", most in 0u32..4) {
            for of in [LikenessOf::DuckDb, LikenessOf::Spark] {
                let (a, b) = (Shape::of(&one, of), Shape::of(&other, of));
                prop_assert!(a.may_be_like(b, jaro_winkler(&one, &other, of)) || jaro_winkler(&one, &other, of) == 0.0);
                if levenshtein_is_within(&one, &other, most) || damerau_levenshtein_is_within(&one, &other, most) {
                    prop_assert!(a.may_be_within(b, most));
                }
            }
        }
    }

    #[test]
    fn letters_that_are_there_often_are_not_lost() {
        let of = |text| Shape::of(text, LikenessOf::DuckDb);
        assert!(of("aaaaaaaa").may_be_within(of("aaaaaaab"), 1));
        assert!(!of("aabb").may_be_within(of("ccdd"), 3));
    }
}
