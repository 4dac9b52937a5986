//! How alike two texts are, exactly as DuckDB and Spark count it.
//!
//! Both give Jaro–Winkler a prefix weight of 0.1 over at most four characters, and differ in
//! three ways that were measured: DuckDB boosts only above 0.7 and rounds half the letters that
//! are out of order down, by code points; Spark always boosts and keeps the half, by UTF-16
//! units. Invariant: everything here is symmetric, and equal texts are at the top.

/// Whose Jaro–Winkler is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LikenessOf {
    /// DuckDB's `jaro_winkler_similarity`.
    #[default]
    DuckDb,
    /// Spark's `jaro_winkler_similarity`.
    Spark,
}

/// Calls a function with the units that are compared: bytes of plain text, otherwise numbers.
macro_rules! on_units {
    ($one:expr, $other:expr, $of:expr, $work:path $(, $more:expr)*) => {
        if $one.is_ascii() && $other.is_ascii() {
            $work($one.as_bytes(), $other.as_bytes() $(, $more)*)
        } else {
            $work(&units($one, $of), &units($other, $of) $(, $more)*)
        }
    };
}

/// The longest text whose matched letters fit one number.
const SHORT: usize = 64;

/// Jaro–Winkler likeness of two texts, from 0 to 1.
pub fn jaro_winkler(one: &str, other: &str, of: LikenessOf) -> f64 {
    if one == other {
        return if one.is_empty() { 0.0 } else { 1.0 };
    }
    score(&on_units!(one, other, of, Counts::of), of)
}

fn score(counts: &Counts, of: LikenessOf) -> f64 {
    if counts.matches == 0 {
        return 0.0;
    }
    let matches = counts.matches as f64;
    let out_of_order = match of {
        LikenessOf::DuckDb => (counts.out_of_order / 2) as f64,
        LikenessOf::Spark => counts.out_of_order as f64 / 2.0,
    };
    let (one, other) = (counts.one as f64, counts.other as f64);
    let jaro = (matches / one + matches / other + (matches - out_of_order) / matches) / 3.0;
    let prefix = counts.prefix as f64 * 0.1;
    match of {
        LikenessOf::DuckDb if jaro > 0.7 => prefix.mul_add(1.0 - jaro, jaro),
        LikenessOf::DuckDb => jaro,
        LikenessOf::Spark => jaro + prefix * (1.0 - jaro),
    }
}

/// What Jaro–Winkler counts, the shorter text first.
struct Counts {
    one: usize,
    other: usize,
    matches: usize,
    out_of_order: usize,
    prefix: usize,
}

impl Counts {
    fn of<T: Eq + Copy>(one: &[T], other: &[T]) -> Self {
        let (a, b) = if one.len() <= other.len() {
            (one, other)
        } else {
            (other, one)
        };
        let (matches, out_of_order) = if b.len() <= SHORT {
            short_matches(a, b)
        } else {
            long_matches(a, b)
        };
        Self {
            one: a.len(),
            other: b.len(),
            matches,
            out_of_order,
            prefix: common_prefix(a, b).min(4),
        }
    }
}

fn reach(longer: usize) -> usize {
    (longer / 2).saturating_sub(1)
}

fn short_matches<T: Eq + Copy>(a: &[T], b: &[T]) -> (usize, usize) {
    let reach = reach(b.len());
    let (mut taken_a, mut taken_b) = (0u64, 0u64);
    for (i, unit) in a.iter().enumerate() {
        let from = i.saturating_sub(reach);
        let to = (i + reach + 1).min(b.len());
        let found = (from..to).find(|&j| taken_b & (1 << j) == 0 && b[j] == *unit);
        if let Some(j) = found {
            taken_a |= 1 << i;
            taken_b |= 1 << j;
        }
    }
    let matches = taken_a.count_ones() as usize;
    let mut out_of_order = 0;
    while taken_a != 0 {
        let (i, j) = (taken_a.trailing_zeros(), taken_b.trailing_zeros());
        out_of_order += usize::from(a[i as usize] != b[j as usize]);
        taken_a &= taken_a - 1;
        taken_b &= taken_b - 1;
    }
    (matches, out_of_order)
}

fn long_matches<T: Eq + Copy>(a: &[T], b: &[T]) -> (usize, usize) {
    let reach = reach(b.len());
    let mut taken = vec![false; b.len()];
    let mut matched = Vec::new();
    for (i, unit) in a.iter().enumerate() {
        let from = i.saturating_sub(reach);
        let to = (i + reach + 1).min(b.len());
        if let Some(j) = (from..to).find(|&j| !taken[j] && b[j] == *unit) {
            taken[j] = true;
            matched.push(*unit);
        }
    }
    let in_b = b.iter().zip(&taken).filter(|(_, taken)| **taken);
    let pairs = matched.iter().zip(in_b.map(|(unit, _)| unit));
    let out_of_order = pairs.filter(|(one, other)| one != other).count();
    (matched.len(), out_of_order)
}

fn common_prefix<T: Eq>(a: &[T], b: &[T]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

/// True when at most so many letters were added, lost or changed.
pub fn levenshtein_is_within(one: &str, other: &str, most: u32) -> bool {
    on_units!(
        one,
        other,
        LikenessOf::DuckDb,
        levenshtein_within,
        most as usize
    )
}

fn levenshtein_within<T: Eq>(one: &[T], other: &[T], most: usize) -> bool {
    let (a, b) = without_common_ends(one, other);
    levenshtein(a, b, most) <= most
}

/// True when at most so many letters were added, lost, changed or exchanged with a neighbour,
/// where an exchanged pair may be changed again (Damerau–Levenshtein without restriction).
pub fn damerau_levenshtein_is_within(one: &str, other: &str, most: u32) -> bool {
    on_units!(
        one,
        other,
        LikenessOf::DuckDb,
        damerau_within,
        most as usize
    )
}

fn damerau_within<T: Eq>(one: &[T], other: &[T], most: usize) -> bool {
    let (a, b) = without_common_ends(one, other);
    if b.len() - a.len() > most {
        return false;
    }
    if most <= 1 {
        let is_exchange = || a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0];
        return b.len() <= most || (most == 1 && is_exchange());
    }
    damerau_levenshtein(a, b) <= most
}

fn without_common_ends<'t, T: Eq>(one: &'t [T], other: &'t [T]) -> (&'t [T], &'t [T]) {
    let (a, b) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let front = common_prefix(a, b);
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev());
    let back = back.take_while(|(x, y)| x == y).count();
    (&a[..a.len() - back], &b[..b.len() - back])
}

/// The distance, or any number over `most` when it is over `most`; `a` is the shorter.
fn levenshtein<T: Eq>(a: &[T], b: &[T], most: usize) -> usize {
    if b.len() - a.len() > most {
        return most + 1;
    }
    if a.is_empty() {
        return b.len();
    }
    let mut room = [0; SHORT];
    let mut long_room = Vec::new();
    let row: &mut [usize] = if a.len() <= SHORT {
        &mut room[..a.len()]
    } else {
        long_room.resize(a.len(), 0);
        &mut long_room
    };
    row.iter_mut()
        .enumerate()
        .for_each(|(at, cell)| *cell = at + 1);
    for (line, unit) in b.iter().enumerate() {
        let (mut diagonal, mut left) = (line, line + 1);
        let mut least = left;
        for (cell, of_a) in row.iter_mut().zip(a) {
            let changed = diagonal + usize::from(of_a != unit);
            diagonal = *cell;
            left = changed.min(diagonal + 1).min(left + 1);
            *cell = left;
            least = least.min(left);
        }
        if least > most {
            return most + 1;
        }
    }
    row[a.len() - 1]
}

/// The whole table of distances; texts are short once their common ends are gone.
fn damerau_levenshtein<T: Eq>(a: &[T], b: &[T]) -> usize {
    let width = b.len() + 2;
    let far = a.len() + b.len();
    let mut cells = vec![far; (a.len() + 2) * width];
    for i in 0..=a.len() {
        cells[(i + 1) * width + 1] = i;
    }
    for j in 0..=b.len() {
        cells[width + j + 1] = j;
    }
    for i in 1..=a.len() {
        let mut last_j = 0;
        for j in 1..=b.len() {
            let is_same = a[i - 1] == b[j - 1];
            // Where this letter of b was last met in a, before line i.
            let last_i = a[..i - 1].iter().rposition(|unit| *unit == b[j - 1]);
            let exchanged = match last_i {
                Some(last_i) if last_j > 0 => {
                    let before = cells[(last_i + 1) * width + last_j];
                    before + (i - last_i - 2) + 1 + (j - last_j - 1)
                }
                _ => far,
            };
            let changed = cells[i * width + j] + usize::from(!is_same);
            let lost = cells[i * width + j + 1] + 1;
            let added = cells[(i + 1) * width + j] + 1;
            cells[(i + 1) * width + j + 1] = changed.min(lost).min(added).min(exchanged);
            if is_same {
                last_j = j;
            }
        }
    }
    cells[(a.len() + 1) * width + b.len() + 1]
}

/// The units of a text that is not plain: code points, or UTF-16 units for Spark.
pub(crate) fn units(text: &str, of: LikenessOf) -> Vec<u32> {
    match of {
        LikenessOf::DuckDb => text.chars().map(u32::from).collect(),
        LikenessOf::Spark => text.encode_utf16().map(u32::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOTH: [LikenessOf; 2] = [LikenessOf::DuckDb, LikenessOf::Spark];

    /// Taken from DuckDB 2.0.1 and Spark 4.3.0.
    #[test]
    fn likeness_is_what_duckdb_and_spark_say() {
        for (one, other, duckdb, spark) in [
            (
                "MARTHA",
                "MARHTA",
                0.961_111_111_111_111_1,
                0.961_111_111_111_111_1,
            ),
            (
                "dicksonx",
                "dixon",
                0.813_333_333_333_333_2,
                0.813_333_333_333_333_2,
            ),
            (
                "abcdef",
                "bcadef",
                0.944_444_444_444_444_5,
                0.916_666_666_666_666_6,
            ),
            (
                "cc",
                "cbddbaca",
                0.541_666_666_666_666_6,
                0.587_499_999_999_999_9,
            ),
            (
                "müller",
                "mülller",
                0.971_428_571_428_571_4,
                0.971_428_571_428_571_4,
            ),
            (
                "ab😀",
                "ab😁",
                0.822_222_222_222_222_2,
                0.883_333_333_333_333_4,
            ),
            ("dbaad", "dabac", 0.805, 0.805),
            ("ab", "ba", 0.0, 0.0),
        ] {
            let said = BOTH.map(|of| jaro_winkler(one, other, of));
            assert!((said[0] - duckdb).abs() < 1e-15, "{one} {other} {said:?}");
            assert!((said[1] - spark).abs() < 1e-15, "{one} {other} {said:?}");
        }
    }

    #[test]
    fn an_exchanged_pair_may_be_changed_again() {
        assert!(damerau_levenshtein_is_within("ca", "abc", 2));
        assert!(!levenshtein_is_within("ca", "abc", 2));
    }

    fn least(within: impl Fn(u32) -> bool) -> usize {
        (0..).find(|&most| within(most)).unwrap() as usize
    }

    proptest! {
        #[test]
        fn likeness_agrees_with_an_independent_implementation(one in "[a-dé]{1,12}", other in "[a-dé]{1,12}") {
            let theirs = strsim::jaro_winkler(&one, &other);
            let ours = jaro_winkler(&one, &other, LikenessOf::DuckDb);
            prop_assert!((ours - theirs).abs() < 1e-9, "{} {}", ours, theirs);
        }

        #[test]
        fn long_texts_are_compared_like_short_ones(one in "[a-d]{1,20}", other in "[a-d]{1,20}") {
            let (a, b) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
            let (a, b) = (a.as_bytes(), b.as_bytes());
            prop_assert_eq!(short_matches(a, b), long_matches(a, b));
        }

        #[test]
        fn distances_agree_with_an_independent_implementation(one in "[a-cé]{0,9}", other in "[a-cé]{0,9}") {
            let ours = least(|most| levenshtein_is_within(&one, &other, most));
            prop_assert_eq!(ours, strsim::levenshtein(&one, &other));
            let ours = least(|most| damerau_levenshtein_is_within(&one, &other, most));
            prop_assert_eq!(ours, strsim::damerau_levenshtein(&one, &other));
        }

        #[test]
        fn all_are_symmetric_and_equal_texts_are_at_the_top(one in "\\PC{1,12}", other in "\\PC{1,12}", most in 0u32..4) {
            for of in BOTH {
                prop_assert_eq!(jaro_winkler(&one, &one, of), 1.0);
                let (there, back) = (jaro_winkler(&one, &other, of), jaro_winkler(&other, &one, of));
                prop_assert!((there - back).abs() < 1e-12);
                prop_assert!((0.0..=1.0).contains(&there));
            }
            prop_assert!(levenshtein_is_within(&one, &one, 0));
            prop_assert!(damerau_levenshtein_is_within(&one, &one, 0));
            prop_assert_eq!(levenshtein_is_within(&one, &other, most), levenshtein_is_within(&other, &one, most));
            prop_assert_eq!(
                damerau_levenshtein_is_within(&one, &other, most),
                damerau_levenshtein_is_within(&other, &one, most)
            );
        }
    }
}
