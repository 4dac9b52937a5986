//! Sealing a secret with the council's key, for a secret that has to be read again
//! (ChaCha20-Poly1305, RFC 8439).
//!
//! Invariant: what was sealed for one worker opens for no other, and what was changed does not
//! open at all.

use crate::hexadecimal;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use std::fmt;

/// The council's key for secrets that are kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SealingKey([u8; 32]);

const NONCE: usize = 12;

impl SealingKey {
    /// A key of thirty-two fresh random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads a key from 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = bytes_of(text.trim())?;
        bytes.try_into().ok().map(Self)
    }

    /// The key as 64 hexadecimal digits, for the one file that holds it.
    #[must_use]
    pub fn reveal(&self) -> String {
        hexadecimal(&self.0)
    }

    /// Seals a secret for one worker; the randomness must never have been used before.
    #[must_use]
    pub fn seal(&self, secret: &[u8], staff_id: &str, random: [u8; NONCE]) -> String {
        let message = Payload {
            msg: secret,
            aad: staff_id.as_bytes(),
        };
        let sealed = self
            .cipher()
            .encrypt(&Nonce::from(random), message)
            .expect("a short text can be sealed");
        format!("1:{}{}", hexadecimal(&random), hexadecimal(&sealed))
    }

    /// Opens what was sealed for this worker; nothing when it was changed, was sealed for another
    /// or with another key.
    #[must_use]
    pub fn open(&self, sealed: &str, staff_id: &str) -> Option<Vec<u8>> {
        let bytes = bytes_of(sealed.strip_prefix("1:")?)?;
        let (random, message) = bytes.split_at_checked(NONCE)?;
        let random: [u8; NONCE] = random.try_into().ok()?;
        let message = Payload {
            msg: message,
            aad: staff_id.as_bytes(),
        };
        self.cipher().decrypt(&Nonce::from(random), message).ok()
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(self.0))
    }
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey(‹sealed›)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_for_the_same_worker_and_key_alone() {
        let key = SealingKey::new([7; 32]);
        let sealed = key.seal(b"a secret", "SW1", [1; 12]);
        assert_eq!(key.open(&sealed, "SW1").as_deref(), Some(&b"a secret"[..]));
        assert_eq!(key.open(&sealed, "SW2"), None);
        assert_eq!(SealingKey::new([8; 32]).open(&sealed, "SW1"), None);
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let key = SealingKey::new([7; 32]);
        let sealed = key.seal(b"a secret", "SW1", [1; 12]);
        for at in 2..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(key.open(&changed, "SW1"), None, "digit {at}");
        }
        assert_eq!(key.open("1:00", "SW1"), None);
        assert_eq!(key.open("", "SW1"), None);
    }

    #[test]
    fn a_key_is_read_back_and_never_printed() {
        let key = SealingKey::new([9; 32]);
        assert_eq!(SealingKey::parse(&key.reveal()), Some(key.clone()));
        assert_eq!(SealingKey::parse("short"), None);
        assert_eq!(format!("{key:?}"), "SealingKey(‹sealed›)");
    }
}
