//! How alike two folded words are: Jaro–Winkler, and "one keystroke apart".
//!
//! Written for bytes of folded text, without allocation, because linking spends its time here.
//! Invariant: both are symmetric, and equal words score 1 and are zero keystrokes apart.

/// Which letters a word has, one bit for each of a to z and some for all other bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters(u32);

impl Letters {
    /// The letters of a folded word.
    pub(crate) fn of(text: &str) -> Self {
        let bit = |byte: u8| match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            _ => 1 << (26 + byte % 6),
        };
        Self(text.bytes().fold(0, |letters, byte| letters | bit(byte)))
    }

    /// How many letters of this word the other has not.
    const fn missing_in(self, other: Self) -> usize {
        (self.0 & !other.0).count_ones() as usize
    }
}

/// The likeness of two words where it can reach `least`, else 0: most words are told apart by their
/// letters alone.
pub(crate) fn likeness_from(least: f64, one: (&str, Letters), other: (&str, Letters)) -> f64 {
    let ((one, its), (other, theirs)) = (one, other);
    let (a, b) = (one.as_bytes(), other.as_bytes());
    let matches = (a.len().saturating_sub(its.missing_in(theirs)))
        .min(b.len().saturating_sub(theirs.missing_in(its))) as f64;
    let jaro = (matches / a.len().max(1) as f64 + matches / b.len().max(1) as f64 + 1.0) / 3.0;
    let most = if a.first() == b.first() {
        jaro + 0.4 * (1.0 - jaro)
    } else {
        jaro
    };
    // Longer words are compared in part only, and of two empty ones there is nothing to see.
    let are_telling = (1..=64).contains(&a.len().max(b.len()));
    if are_telling && most < least - 1e-9 {
        0.0
    } else {
        likeness(one, other)
    }
}

/// Jaro–Winkler likeness from 0 to 1 (prefix weight 0.1, prefix of at most four).
pub(crate) fn likeness(one: &str, other: &str) -> f64 {
    // The matching below is greedy and could depend on the order; a fixed order keeps it symmetric.
    let (one, other) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    let (a, b) = (one.as_bytes(), other.as_bytes());
    let jaro = jaro(a, b);
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    if jaro > 0.7 {
        jaro + prefix as f64 * 0.1 * (1.0 - jaro)
    } else {
        jaro
    }
}

/// Jaro likeness; words longer than 64 bytes are compared by their first 64.
fn jaro(a: &[u8], b: &[u8]) -> f64 {
    let (a, b) = (&a[..a.len().min(64)], &b[..b.len().min(64)]);
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut taken_a, mut taken_b) = (0u64, 0u64);
    for (i, byte) in a.iter().enumerate() {
        let from = i.saturating_sub(reach);
        let to = (i + reach + 1).min(b.len());
        let found = (from..to).find(|&j| taken_b & (1 << j) == 0 && b[j] == *byte);
        if let Some(j) = found {
            taken_a |= 1 << i;
            taken_b |= 1 << j;
        }
    }
    let matches = f64::from(taken_a.count_ones());
    if matches == 0.0 {
        return 0.0;
    }
    let out_of_order = out_of_order(a, taken_a, b, taken_b) / 2;
    let (len_a, len_b) = (a.len() as f64, b.len() as f64);
    let in_order = matches - f64::from(out_of_order);
    (matches / len_a + matches / len_b + in_order / matches) / 3.0
}

/// Counts matched letters that stand in another order on the two sides.
fn out_of_order(a: &[u8], mut taken_a: u64, b: &[u8], mut taken_b: u64) -> u32 {
    let mut count = 0;
    while taken_a != 0 && taken_b != 0 {
        let (i, j) = (taken_a.trailing_zeros(), taken_b.trailing_zeros());
        count += u32::from(a[i as usize] != b[j as usize]);
        taken_a &= taken_a - 1;
        taken_b &= taken_b - 1;
    }
    count
}

/// True when the words are equal, or one letter was added, lost, changed, or two neighbours
/// were exchanged.
pub(crate) fn is_one_keystroke_apart(one: &str, other: &str) -> bool {
    let (mut a, mut b) = (one.as_bytes(), other.as_bytes());
    if a.len() > b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    if b.len() - a.len() > 1 {
        return false;
    }
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[front..], &b[front..]);
    if a.is_empty() {
        return true;
    }
    if a.len() < b.len() {
        return a == &b[1..];
    }
    let exchanged = a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    a[1..] == b[1..] || exchanged
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn likeness_agrees_with_an_independent_implementation(one in "[a-e]{0,12}", other in "[a-e]{0,12}") {
            let theirs = strsim::jaro_winkler((&one).min(&other), (&one).max(&other));
            prop_assert!((likeness(&one, &other) - theirs).abs() < 1e-9);
        }

        #[test]
        fn one_keystroke_agrees_with_an_independent_implementation(one in "[a-c]{0,7}", other in "[a-c]{0,7}") {
            let theirs = strsim::osa_distance(&one, &other) <= 1;
            prop_assert_eq!(is_one_keystroke_apart(&one, &other), theirs);
        }

        #[test]
        fn letters_alone_rule_out_only_what_is_not_alike(
            one in "[a-h0-9é]{0,10}", other in "[a-h0-9é]{0,10}", least in 0.5f64..1.0,
        ) {
            let exact = likeness(&one, &other);
            let found = likeness_from(least, (&one, Letters::of(&one)), (&other, Letters::of(&other)));
            prop_assert!(found == exact || (found == 0.0 && exact < least));
        }

        #[test]
        fn likeness_is_symmetric_and_equal_words_score_one(one in "\\PC{1,20}", other in "\\PC{1,20}") {
            prop_assert!((likeness(&one, &one) - 1.0).abs() < 1e-12);
            prop_assert!((likeness(&one, &other) - likeness(&other, &one)).abs() < 1e-12);
        }
    }
}
