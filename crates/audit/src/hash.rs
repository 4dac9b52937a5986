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
        let mut seen = 0;
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let (high, low) = (VALUES[usize::from(pair[0])], VALUES[usize::from(pair[1])]);
            seen |= high | low;
            *byte = high << 4 | low & 15;
        }
        if seen > 15 {
            return Err(NotAHash);
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
        let digits = |byte: u8| [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
        let text: String = self
            .0
            .into_iter()
            .flat_map(digits)
            .map(char::from)
            .collect();
        f.write_str(&text)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The value of each letter as a digit; 255 for one that is none. A log is verified at the speed
/// at which its hashes are read.
const VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut digit = 0;
    while digit < DIGITS.len() {
        values[DIGITS[digit] as usize] = digit as u8;
        digit += 1;
    }
    values
};

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
