//! The passphrases that are tried first everywhere: the 10,000 most common ones of at least twelve
//! characters, and the most common shorter ones, which people lengthen with digits.
//!
//! They stand in `data/common-passphrases.bin` as the first eight bytes of SHA-256 of each, in
//! lower case and in order; where they come from is in decision 0015. INVARIANT: the list is part of
//! the program, and nobody is asked.

use sha2::{Digest as _, Sha256};

/// The list.
static COMMON: &[u8] = include_bytes!("../data/common-passphrases.bin");
/// The bytes of each.
const WIDTH: usize = 8;
/// The shortest that the list holds.
const SHORTEST: usize = 6;

/// Whether this is a common passphrase: as it is, without signs and spaces, without the digits
/// around it, or written several times.
pub(crate) fn is_common(passphrase: &str) -> bool {
    let lower = passphrase.to_lowercase();
    let letters: String = lower.chars().filter(|one| one.is_alphanumeric()).collect();
    let core = letters.trim_matches(|one: char| one.is_ascii_digit());
    [
        lower.as_str(),
        letters.as_str(),
        core,
        once(&letters),
        once(core),
    ]
    .iter()
    .any(|text| is_listed(text))
}

/// The shortest piece of which a text is made by repeating it.
fn once(text: &str) -> &str {
    let pieces = text.char_indices().skip(1).map(|(end, _)| &text[..end]);
    let mut fitting = pieces.filter(|piece| {
        let times = text.len() / piece.len();
        piece.len() * times == text.len() && piece.repeat(times) == text
    });
    fitting.next().unwrap_or(text)
}

fn is_listed(text: &str) -> bool {
    if text.chars().count() < SHORTEST {
        return false;
    }
    let hash = Sha256::digest(text.as_bytes());
    let (listed, _) = COMMON.as_chunks::<WIDTH>();
    listed
        .binary_search_by(|one| one[..].cmp(&hash[..WIDTH]))
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_in_order_and_longer_than_is_asked_for() {
        let (listed, rest) = COMMON.as_chunks::<WIDTH>();
        assert!(rest.is_empty());
        assert_eq!(listed.len(), 18_181);
        assert!(listed.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn a_piece_that_is_repeated_is_found_in_any_letters() {
        assert_eq!(once("monkeymonkey"), "monkey");
        assert_eq!(once("траватрава"), "трава");
        assert_eq!(once("aaaa"), "a");
        assert_eq!(once("monkeymonke"), "monkeymonke");
        assert_eq!(once(""), "");
    }
}
