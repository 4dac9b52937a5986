//! Whether a passphrase is found soon by whoever tries the common ones first.
//!
//! The library knows lists of common passwords, words and names, neighbouring keys, runs, dates and
//! what people do to them, and estimates how many guesses come before this one. INVARIANT: nobody
//! is asked, and nothing is sent.

use zxcvbn::{Score, zxcvbn};

/// Whether fewer than a hundred million guesses come before it, as it is or without signs and spaces.
/// `known` is what people know of the account and the council.
pub(crate) fn is_easily_guessed(passphrase: &str, known: &[&str]) -> bool {
    let letters: String = passphrase
        .chars()
        .filter(|one| one.is_alphanumeric())
        .collect();
    let is_soon_found = |text: &str| zxcvbn(text, known).score() < Score::Three;
    is_soon_found(passphrase) || is_soon_found(&letters)
}
