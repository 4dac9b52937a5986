//! How full a delivery is, and whether it shrank against the one before.
//!
//! It exists so that half a file never reads as "no involvement": a delivery that shrank is
//! held, and the data before it stays. Invariant: counts only, no value of any row.

use std::collections::BTreeMap;
use std::fmt;

/// How many rows a delivery has and how many of them fill each column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExtractProfile {
    /// Rows, without blank lines, titles and totals.
    pub rows: u64,
    /// Rows in which the column is not blank, by the column's name in the specification.
    pub filled: BTreeMap<String, u64>,
}

/// One way in which a delivery is less than the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shrinkage {
    /// More than five in a hundred rows fewer.
    FewerRows {
        /// Rows before.
        before: u64,
        /// Rows now.
        now: u64,
    },
    /// Blank in over twenty more of a hundred rows than before, or in all.
    EmptierColumn {
        /// The column's name in the specification.
        column: String,
        /// Filled, in a hundred rows, before.
        before: u64,
        /// Filled, in a hundred rows, now.
        now: u64,
    },
}

impl fmt::Display for Shrinkage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FewerRows { before, now } => {
                write!(f, "there were {before} rows and now there are {now}")
            }
            Self::EmptierColumn {
                column,
                before,
                now,
            } => write!(
                f,
                "column {column} was filled in {before} of 100 rows and now is in {now}"
            ),
        }
    }
}

/// Compares a delivery with the one before; nothing means that it may be applied.
#[must_use]
pub fn compare_with_before(before: &ExtractProfile, now: &ExtractProfile) -> Vec<Shrinkage> {
    let mut found = Vec::new();
    let (rows_before, rows_now) = (u128::from(before.rows), u128::from(now.rows));
    if rows_now * 100 < rows_before * 95 {
        found.push(Shrinkage::FewerRows {
            before: before.rows,
            now: now.rows,
        });
    }
    if before.rows == 0 || now.rows == 0 {
        return found;
    }
    for (column, filled_before) in &before.filled {
        let filled_before = u128::from(*filled_before);
        let filled_now = u128::from(now.filled.get(column).copied().unwrap_or(0));
        // Shares over a common denominator, so that no rounding decides.
        let (share_before, share_now) = (filled_before * rows_now, filled_now * rows_before);
        let fell_far = share_before.saturating_sub(share_now) * 100 > 20 * rows_before * rows_now;
        if fell_far || (filled_before > 0 && filled_now == 0) {
            found.push(Shrinkage::EmptierColumn {
                column: column.clone(),
                before: in_a_hundred(filled_before, rows_before),
                now: in_a_hundred(filled_now, rows_now),
            });
        }
    }
    found
}

fn in_a_hundred(part: u128, whole: u128) -> u64 {
    u64::try_from(part * 100 / whole).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn profile(rows: u64, telephone: u64) -> ExtractProfile {
        ExtractProfile {
            rows,
            filled: BTreeMap::from([("Telephone".to_owned(), telephone)]),
        }
    }

    #[test]
    fn five_in_a_hundred_fewer_rows_pass_and_one_more_does_not() {
        let before = profile(1_000, 0);
        assert_eq!(compare_with_before(&before, &profile(950, 0)), []);
        let held = compare_with_before(&before, &profile(949, 0));
        assert_eq!(
            held[0].to_string(),
            "there were 1000 rows and now there are 949"
        );
        assert_eq!(compare_with_before(&before, &profile(0, 0)).len(), 1);
    }

    #[test]
    fn a_column_may_lose_twenty_points_and_not_more_and_never_all() {
        let before = profile(1_000, 800);
        assert_eq!(compare_with_before(&before, &profile(1_000, 600)), []);
        assert_eq!(
            compare_with_before(&before, &profile(1_000, 599))[0].to_string(),
            "column Telephone was filled in 80 of 100 rows and now is in 59"
        );
        let rare = profile(1_000, 3);
        assert_eq!(compare_with_before(&rare, &profile(1_000, 0)).len(), 1);
        let gone = ExtractProfile {
            rows: 1_000,
            filled: BTreeMap::new(),
        };
        assert_eq!(compare_with_before(&before, &gone).len(), 1);
    }

    proptest! {
        #[test]
        fn the_same_delivery_never_shrank(rows in 0u64..10_000, part in 0u64..10_000) {
            let same = profile(rows, part.min(rows));
            prop_assert_eq!(compare_with_before(&same, &same), vec![]);
        }
    }
}
