//! Whether a passphrase is found soon by whoever tries the common ones first.
//!
//! The library knows lists of common passwords, words and names, neighbouring keys, runs, dates and
//! what people do to them, and estimates how many guesses come before this one. INVARIANT: nobody
//! is asked, and nothing is sent.

use zxcvbn::{Score, zxcvbn};

/// Whether fewer than a hundred million guesses come before it. `known` is what people know of the
/// account and the council.
pub(crate) fn is_easily_guessed(passphrase: &str, known: &[&str]) -> bool {
    zxcvbn(passphrase, known).score() < Score::Three
}
