//! The unique learner number: ten digits, modulus-11, never the same as an NHS number (HESA).
//!
//! Invariant: first digit is not zero and the check digit fits.

use crate::personal_text::sealed_debug;

/// A valid unique learner number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UniqueLearnerNumber(u64);

/// Why a text is not a unique learner number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAUniqueLearnerNumber {
    /// Not ten digits, or the first is zero.
    #[error("is not ten digits that begin with 1 to 9")]
    WrongShape,
    /// The tenth digit does not fit the first nine.
    #[error("has a check digit that does not fit")]
    WrongCheckDigit,
}

impl UniqueLearnerNumber {
    /// Reads ten digits.
    ///
    /// # Errors
    /// See [`NotAUniqueLearnerNumber`].
    pub fn parse(text: &str) -> Result<Self, NotAUniqueLearnerNumber> {
        let text = text.trim();
        let shape = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !shape || text.starts_with('0') {
            return Err(NotAUniqueLearnerNumber::WrongShape);
        }
        let digits: Vec<u32> = text.bytes().map(|byte| u32::from(byte - b'0')).collect();
        let remainder = digits[..9]
            .iter()
            .zip((2..=10).rev())
            .map(|(d, w)| d * w)
            .sum::<u32>()
            % 11;
        if remainder == 0 || 10 - remainder != digits[9] {
            return Err(NotAUniqueLearnerNumber::WrongCheckDigit);
        }
        text.parse()
            .map(Self)
            .map_err(|_| NotAUniqueLearnerNumber::WrongShape)
    }

    /// The ten digits.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.0.to_string()
    }
}

sealed_debug!(UniqueLearnerNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NhsNumber;
    use proptest::prelude::*;

    #[test]
    fn published_example_is_read_as_published() {
        assert!(UniqueLearnerNumber::parse("9276308686").is_ok());
        assert!(UniqueLearnerNumber::parse("9276308687").is_err());
        assert!(UniqueLearnerNumber::parse("0276308686").is_err());
    }

    proptest! {
        #[test]
        fn a_valid_learner_number_is_never_a_valid_nhs_number(value in 1_000_000_000u64..10_000_000_000) {
            let text = value.to_string();
            if let Ok(number) = UniqueLearnerNumber::parse(&text) {
                prop_assert!(NhsNumber::parse(&text).is_err());
                prop_assert_eq!(UniqueLearnerNumber::parse(&number.reveal()), Ok(number));
            }
        }
    }
}
