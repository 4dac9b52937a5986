//! What a passphrase has to be: long, and more than words that anybody would guess here.
//!
//! No rule asks for capitals, digits or signs, nothing is cut off, and none expires. The guide
//! `docs/guides/security-settings.md` says the same. INVARIANT: what is refused is refused for its
//! length or for what is left of it once the guessable words are taken out, and for nothing else.

/// The fewest characters (three random words have more).
pub const SHORTEST: usize = 12;
/// The fewest letters and digits that have to be left once the guessable words are out.
const LEFT: usize = 8;
/// The shortest word that is taken out: shorter ones stand inside other words.
const SHORTEST_WORD: usize = 3;

/// Words that anybody would try first at a council's system for families.
const GUESSABLE: &[&str] = &[
    "children",
    "services",
    "service",
    "council",
    "family",
    "families",
    "social",
    "worker",
    "work",
    "safeguarding",
    "passphrase",
    "password",
    "passwort",
    "welcome",
    "letmein",
    "changeme",
    "admin",
    "qwerty",
    "qwertz",
    "azerty",
    "secret",
    "kith",
    "123456789",
    "12345678",
    "1234567",
    "123456",
    "12345",
    "1234",
];

/// Why a passphrase is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseFault {
    /// It is too short.
    #[error(
        "the passphrase has to have at least {SHORTEST} characters; three random words are good"
    )]
    TooShort,
    /// Without the words that anybody would guess, hardly anything is left of it.
    #[error(
        "the passphrase is made of words that anybody would guess here; take three random words"
    )]
    Guessable,
}

/// Holds a passphrase against the rules. `known` is what people know of the account and the
/// council: staff id, name, the council's name.
///
/// # Errors
/// When it is too short, or too easily guessed.
pub fn check_passphrase(passphrase: &str, known: &[&str]) -> Result<(), PassphraseFault> {
    if passphrase.chars().count() < SHORTEST {
        return Err(PassphraseFault::TooShort);
    }
    let mut words: Vec<String> = known
        .iter()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
        .chain(GUESSABLE.iter().copied())
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .map(str::to_lowercase)
        .collect();
    // The longest first, so that a short one does not leave the rest of a long one behind.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = passphrase.to_lowercase();
    for word in &words {
        // Another sign stands in its place, so that what is left and right makes no new word.
        rest = rest.replace(word.as_str(), " ");
    }
    let mut left: Vec<char> = rest.chars().filter(|one| one.is_alphanumeric()).collect();
    // A letter held down is one letter.
    left.dedup();
    if left.len() < LEFT {
        return Err(PassphraseFault::Guessable);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["SW1001", "Amira Khan", "Eastmere Council"];

    #[test]
    fn random_words_in_any_letters_are_taken_whatever_their_length() {
        for passphrase in [
            "horse battery staple",
            "ELEVEN-cups, of: tea!",
            "трава и камень",
            "my family has green apples",
            "correct  horse  with  spaces  ",
            &"long ago ".repeat(40),
        ] {
            assert_eq!(check_passphrase(passphrase, &KNOWN), Ok(()), "{passphrase}");
        }
    }

    #[test]
    fn what_is_short_is_refused_for_that() {
        for passphrase in ["", "eleven char", "трава"] {
            let refused = Err(PassphraseFault::TooShort);
            assert_eq!(check_passphrase(passphrase, &KNOWN), refused);
        }
    }

    #[test]
    fn words_that_anybody_would_guess_count_for_nothing() {
        for passphrase in [
            "Amira Khan 2026",
            "sw1001sw1001sw1001",
            "Eastmere-Council-1",
            "password123456",
            "Social Worker!!",
            "kithkithkithkith",
            "aaaaaaaaaaaaaaaa",
            "childrens services",
        ] {
            let refused = Err(PassphraseFault::Guessable);
            assert_eq!(
                check_passphrase(passphrase, &KNOWN),
                refused,
                "{passphrase}"
            );
        }
    }
}
