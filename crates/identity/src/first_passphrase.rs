//! The passphrase that the program makes for a new account.
//!
//! It is told to the worker once, lives for [`FirstPassphrase::HOURS`] and has to be changed at the
//! first sign-in. INVARIANT: 140 random bits, and nothing of it is derived from the account.

use crate::recovery_code::{LETTERS, in_fours};
use std::fmt;

/// A passphrase that nobody chose.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstPassphrase(String);

impl FirstPassphrase {
    /// How many letters it has, and random bytes it is made from: five bits each.
    pub const LENGTH: usize = 28;
    /// How long it opens anything.
    pub const HOURS: i64 = 72;

    /// One from random bytes.
    #[must_use]
    pub fn new(random: &[u8; Self::LENGTH]) -> Self {
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
        let letters: String = random.iter().map(letter).collect();
        Self(in_fours(&letters))
    }

    /// The passphrase, to be shown once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FirstPassphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FirstPassphrase(‹sealed›)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_random_byte_counts_and_no_letter_is_read_as_another() {
        let mut random = [0; FirstPassphrase::LENGTH];
        let plain = FirstPassphrase::new(&random);
        assert_eq!(plain.reveal(), "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa");
        for place in 0..FirstPassphrase::LENGTH {
            let mut seen = std::collections::BTreeSet::new();
            for byte in 0..32 {
                random[place] = byte;
                seen.insert(FirstPassphrase::new(&random).reveal().to_owned());
            }
            assert_eq!(seen.len(), 32, "five bits at {place}");
            random[place] = 0;
        }
        assert_eq!(format!("{plain:?}"), "FirstPassphrase(‹sealed›)");
        let read_as_others = |letter: &u8| b"ilo1".contains(letter);
        assert!(!LETTERS.iter().any(read_as_others));
    }
}
