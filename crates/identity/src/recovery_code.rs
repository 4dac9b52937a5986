//! Codes on paper that stand in for a lost telephone, each once.
//!
//! Invariant: 140 random bits each, so a plain hash is enough to keep; the code itself is shown
//! once and never stored.

use crate::hexadecimal;
use sha2::{Digest, Sha256};
use std::fmt;

/// One recovery code.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

/// Without letters that are read as others.
pub(crate) const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

impl RecoveryCode {
    /// How many letters a code has, and random bytes it is made from: five bits each.
    pub const LENGTH: usize = 28;

    /// A code from random bytes, five bits a letter.
    #[must_use]
    pub fn new(random: &[u8; Self::LENGTH]) -> Self {
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
        Self(random.iter().map(letter).collect())
    }

    /// Reads a code as somebody types it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let known = |byte: u8| LETTERS.contains(&byte);
        (plain.len() == Self::LENGTH && plain.bytes().all(known)).then_some(Self(plain))
    }

    /// The code for the page that shows it once, in groups of four.
    #[must_use]
    pub fn reveal(&self) -> String {
        in_fours(&self.0)
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self, staff_id: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(b"kith recovery 1\0");
        hash.update(staff_id.as_bytes());
        hash.update([0]);
        hash.update(self.0.as_bytes());
        hexadecimal(&hash.finalize())
    }
}

/// Letters in groups of four, as people read and type them.
pub(crate) fn in_fours(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let groups = letters.chunks(4).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join("-")
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(‹sealed›)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = RecoveryCode::new(&[
            0, 1, 2, 3, 31, 30, 29, 28, 255, 254, 7, 7, 7, 7, 9, 9, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2,
            2, 2,
        ]);
        assert_eq!(code.reveal(), "abcd-9876-98hh-hhkk-aaaa-bbbb-cccc");
        for typed in [
            "abcd-9876-98hh-hhkk-aaaa-bbbb-cccc",
            " ABCD 9876 98HH HHKK aaaa bbbb cccc",
            "abcd987698hhhhkkaaaabbbbcccc",
        ] {
            assert_eq!(RecoveryCode::parse(typed), Some(code.clone()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in [
            "",
            "123456",
            "abcd-9876-98hh-hhkk",
            "abcd-9876-98hh-hhkk-aaaa-bbbb-ccc",
            "abcd-9876-98hh-hhkk-aaaa-bbbb-ccc1",
        ] {
            assert_eq!(RecoveryCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_same_code_of_two_workers_is_kept_differently() {
        let code = RecoveryCode::new(&[1; RecoveryCode::LENGTH]);
        assert_ne!(code.hash("SW1"), code.hash("SW2"));
        assert_eq!(format!("{code:?}"), "RecoveryCode(‹sealed›)");
    }
}
