//! What a passphrase has to be: long, more than words that anybody would guess here, and none of
//! those that are tried first everywhere.
//!
//! No rule asks for capitals, digits or signs, nothing is cut off, and none expires. The guide
//! `docs/guides/security-settings.md` says the same. INVARIANT: what is refused is refused for its
//! length, for what is left of it once the guessable words are taken out, or for being known, and
//! for nothing else.

use crate::easily_guessed::is_easily_guessed;
use crate::{Kith, OperationError};

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
    /// It is a common one or made of what is tried first, perhaps with digits around it or twice.
    #[error(
        "the passphrase is one of the common ones, or made as they are, and those are tried first; take three random words"
    )]
    Common,
    /// It was stolen somewhere before, and stands in the lists that are tried first.
    #[error(
        "the passphrase is known from a breach elsewhere, so it is tried first; take another, and change it wherever else you use it"
    )]
    Breached,
}

/// Holds a passphrase against the rules. `known` is what people know of the account and the
/// council: staff id, name, the council's name.
///
/// # Errors
/// When it is too short, made of words that are known here, or soon found by guessing.
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
    if is_easily_guessed(passphrase, known) {
        return Err(PassphraseFault::Common);
    }
    Ok(())
}

impl Kith {
    /// Why a new passphrase is not taken: by every rule, and by the list of those known from
    /// breaches where the council keeps it.
    ///
    /// # Errors
    /// When there is such a list and it cannot be read: nothing is taken then.
    pub async fn refuse_passphrase(
        &self,
        passphrase: &str,
        known: &[&str],
    ) -> Result<Option<PassphraseFault>, OperationError> {
        if let Err(fault) = check_passphrase(passphrase, known) {
            return Ok(Some(fault));
        }
        let Some(list) = self.council().sign_in.breached.clone() else {
            return Ok(None);
        };
        let passphrase = passphrase.to_owned();
        let searched = tokio::task::spawn_blocking(move || list.has(&passphrase));
        match searched.await {
            Ok(Ok(is_listed)) => Ok(is_listed.then_some(PassphraseFault::Breached)),
            Ok(Err(_)) | Err(_) => Err(OperationError::BreachListUnreadable),
        }
    }
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
            "a monkey in sunshine",
            "qwerty would be wrong here",
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

    #[test]
    fn common_ones_are_refused_as_they_are_with_digits_around_and_twice() {
        for passphrase in [
            "qazwsxedcrfv",
            "1qaz2wsx3edc",
            "unbelievable",
            "UNBELIEVABLE2026",
            "sunshine123456",
            "monkey-monkey",
            "princessprincess",
            "finalfantasy",
        ] {
            let refused = Err(PassphraseFault::Common);
            assert_eq!(
                check_passphrase(passphrase, &KNOWN),
                refused,
                "{passphrase}"
            );
        }
    }
}
