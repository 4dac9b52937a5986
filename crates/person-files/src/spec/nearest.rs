//! "Did you mean": the word that somebody probably wanted to write.
//!
//! Invariant: a word is offered only when at most a third of its letters differ.

/// The candidate that is nearest to a word, when one is near enough.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = plain(word);
    let near = candidates.into_iter().filter_map(|candidate| {
        let (slips, letters) = (slips(&wanted, &plain(candidate)), candidate.chars().count());
        (slips * 3 <= letters.max(3)).then_some((slips, candidate))
    });
    near.min_by_key(|pair| pair.0).map(|pair| pair.1)
}

/// Small letters and digits only, so that `First Name` is near to `first_name`.
fn plain(word: &str) -> Vec<char> {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(64)
        .collect()
}

/// Letters to be changed, put in, left out or exchanged with their neighbour.
fn slips(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = above[j] + usize::from(x != y);
            let mut least = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_word_finds_the_right_one_and_a_strange_one_finds_nothing() {
        let columns = ["first_name", "surname", "dob", "postcode"];
        for (word, expected) in [
            ("first_nmae", Some("first_name")),
            ("First Name", Some("first_name")),
            ("surnames", Some("surname")),
            ("DOB", Some("dob")),
            ("telephone", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, columns), expected, "{word}");
        }
    }
}
