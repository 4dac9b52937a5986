//! A SHA-256 hash, written as 64 hexadecimal digits in lower case.
//!
//! Invariant: there is one way to write a hash, and `parse` accepts only that.

use std::fmt;

/// A SHA-256 hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

/// The text is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not 64 hexadecimal digits in lower case")]
pub struct NotAHash;

impl Hash {
    /// What stands before the first entry.
    pub const NONE: Self = Self([0; 32]);

    /// Reads 64 hexadecimal digits in lower case.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, NotAHash> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotAHash);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0 {
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

fn digit(letter: u8) -> Result<u8, NotAHash> {
    match letter {
        b'0'..=b'9' => Ok(letter - b'0'),
        b'a'..=b'f' => Ok(letter - b'a' + 10),
        _ => Err(NotAHash),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn another_spelling_of_a_hash_is_refused() {
        let text = Hash::NONE.to_string();
        assert_eq!(Hash::parse(&text), Ok(Hash::NONE));
        for wrong in [&text[1..], &text.replace('0', "A"), &format!("{text}0")] {
            assert_eq!(Hash::parse(wrong), Err(NotAHash));
        }
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_hash(bytes in any::<[u8; 32]>()) {
            let hash = Hash::new(bytes);
            prop_assert_eq!(Hash::parse(&hash.to_string()), Ok(hash));
        }
    }
}
