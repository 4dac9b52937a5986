//! Brings names and numbers to one folded form, and turns folded forms into stable 64-bit keys.
//!
//! Two spellings of one name must meet here or nowhere: case, accents, apostrophes, hyphens
//! and titles are settled once. Invariant: folding what was folded changes nothing, and a key
//! never changes between versions, because the store keeps keys.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-case letters and digits, accents gone, apostrophes dropped, anything else one space.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '`' | '.' => {}
            c if is_combining_mark(c) => {}
            c if c.is_alphanumeric() => push_plain(&mut folded, c),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Letters that Unicode does not take apart, in their usual Latin spelling.
fn push_plain(folded: &mut String, c: char) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        'ħ' => folded.push('h'),
        'ŋ' => folded.push('n'),
        c => folded.push(c),
    }
}

/// The words of a given name without titles.
pub(crate) fn given_words(text: &str) -> Vec<String> {
    words_without(text, |word| {
        matches!(
            word,
            "mr" | "mrs" | "miss" | "ms" | "mx" | "dr" | "master" | "sir" | "rev"
        )
    })
}

/// The words of a family name without "junior" and the like.
pub(crate) fn family_words(text: &str) -> Vec<String> {
    words_without(text, |word| {
        matches!(word, "jr" | "jnr" | "junior" | "sr" | "snr" | "senior")
    })
}

/// Words that join a family name and carry little of it.
pub(crate) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "du"
            | "des"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "di"
            | "del"
            | "della"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "ten"
            | "al"
            | "el"
            | "ul"
            | "bin"
            | "ibn"
            | "bint"
            | "ap"
            | "ab"
            | "ben"
            | "e"
            | "y"
            | "o"
            | "mc"
            | "mac"
            | "st"
            | "zu"
            | "af"
    )
}

fn words_without(text: &str, is_dropped: fn(&str) -> bool) -> Vec<String> {
    let folded = fold(text);
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let kept: Vec<&str> = all
        .iter()
        .copied()
        .filter(|word| !is_dropped(word))
        .collect();
    let chosen = if kept.is_empty() { all } else { kept };
    chosen.into_iter().map(str::to_owned).collect()
}

/// A stable 64-bit key of a text: FNV-1a, then mixed so that every bit counts.
pub(crate) fn key_of(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mix(hash)
}

/// One key from two; the order of the two matters.
pub(crate) const fn joined(first: u64, second: u64) -> u64 {
    mix(first.rotate_left(23) ^ mix(second.wrapping_add(0x9e37_79b9_7f4a_7c15)))
}

/// The finishing step of SplitMix64: a bijection in which every input bit reaches every output bit.
pub(crate) const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_apostrophes_and_hyphens_are_settled() {
        assert_eq!(fold("Siân"), "sian");
        assert_eq!(fold("O'Neill"), fold("O\u{2019}NEILL"));
        assert_eq!(fold("Evans-Murtha"), "evans murtha");
        assert_eq!(fold("Łukasz  Groß"), "lukasz gross");
        assert_eq!(fold("  St. John "), "st john");
        assert_eq!(fold("王"), "王");
    }

    #[test]
    fn titles_and_junior_are_no_part_of_a_name() {
        assert_eq!(given_words("Mr. Tom"), ["tom"]);
        assert_eq!(family_words("Hart Jnr"), ["hart"]);
        assert_eq!(given_words("Miss"), ["miss"]);
    }

    #[test]
    fn keys_stay_as_they_were_first_made() {
        assert_eq!(key_of("hart"), 2_926_906_212_036_308_476);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,30}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
