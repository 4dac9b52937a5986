//! Opaque handles: how pages name a person or an involvement within one sitting.
//!
//! 128 bits from a keyed hash of the sitting and the target. Invariant: the same target has the
//! same handle as long as the sitting's token stays, and another in every other sitting; nothing
//! can be read from it. After signing in again the handles from before lead to the same targets.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// 32 hexadecimal digits that mean something only in one sitting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

impl Handle {
    /// Reads a handle from an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 32 && text.bytes().all(hexadecimal)).then(|| Self(text.to_owned()))
    }

    /// The text for an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The handle of a target in the sitting with this token hash.
    pub(crate) fn of(token_hash: &str, target: Uuid) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"kith handle 1");
        hash.update(token_hash.as_bytes());
        hash.update(target.as_bytes());
        Self(hexadecimal(&hash.finalize()[..16]))
    }
}

/// The id of something that is kept: whoever did it, and when, names it.
pub(crate) fn id_of(what: &str, who: &str, at: crate::At, more: &[&[u8]]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"kith kept 1");
    for part in [what.as_bytes(), who.as_bytes()].iter().chain(more) {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.update(at.timestamp().as_nanosecond().to_be_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(bytes)
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_stable_in_a_sitting_and_different_in_another() {
        let target = Uuid::from_u128(7);
        let handle = Handle::of("one", target);
        assert_eq!(handle, Handle::of("one", target));
        assert_ne!(handle, Handle::of("two", target));
        assert_ne!(handle, Handle::of("one", Uuid::from_u128(8)));
        assert_eq!(Handle::parse(handle.as_str()), Some(handle));
    }

    #[test]
    fn what_is_no_handle_is_refused() {
        for text in [
            "",
            "..",
            "0123456789ABCDEF0123456789ABCDEF",
            "0123456789abcdef",
        ] {
            assert_eq!(Handle::parse(text), None);
        }
    }
}
