//! The unique pupil number: check letter and twelve characters (CBDS; rule CIN-1510).
//!
//! Permanent: letter and twelve digits. Temporary: letter, eleven digits, letter.
//! Invariant: the first letter is the one that the rest asks for.

use crate::personal_text::sealed_debug;

/// A valid unique pupil number, permanent or temporary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UniquePupilNumber([u8; 13]);

/// Why a text is not a unique pupil number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAUniquePupilNumber {
    /// Not thirteen characters of the right kinds.
    #[error("is not a letter, eleven digits and a digit or letter")]
    WrongShape,
    /// The first letter does not fit the rest.
    #[error("has a check letter that does not fit")]
    WrongCheckLetter,
    /// One of the codes `UN1` to `UN10`, which say why there is no number.
    #[error("is a reason code for having no number")]
    ReasonCode,
}

/// The check letters by remainder; I, O and S are never used.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

impl UniquePupilNumber {
    /// Reads thirteen characters; lower case and white space at the ends are allowed.
    ///
    /// # Errors
    /// See [`NotAUniquePupilNumber`].
    pub fn parse(text: &str) -> Result<Self, NotAUniquePupilNumber> {
        let upper = text.trim().to_ascii_uppercase();
        if let Some(rest) = upper.strip_prefix("UN")
            && matches!(rest.parse::<u8>(), Ok(1..=10))
        {
            return Err(NotAUniquePupilNumber::ReasonCode);
        }
        let characters: [u8; 13] = upper
            .as_bytes()
            .try_into()
            .map_err(|_| NotAUniquePupilNumber::WrongShape)?;
        match check_letter(&characters) {
            None => Err(NotAUniquePupilNumber::WrongShape),
            Some(letter) if letter == characters[0] => Ok(Self(characters)),
            Some(_) => Err(NotAUniquePupilNumber::WrongCheckLetter),
        }
    }

    /// The permanent number with the given twelve digits.
    #[must_use]
    pub fn from_twelve_digits(digits: u64) -> Option<Self> {
        let mut characters: [u8; 13] = format!("A{digits:012}").as_bytes().try_into().ok()?;
        characters[0] = check_letter(&characters)?;
        Some(Self(characters))
    }

    /// True when the thirteenth character is a letter: issued until a permanent one is known.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.0[12].is_ascii_alphabetic()
    }

    /// The thirteen characters.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.0.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// Characters 2 to 13 times their place, modulus 23; the last letter of a temporary number
/// counts as its index (A is 0).
fn check_letter(characters: &[u8; 13]) -> Option<u8> {
    letter_index(characters[0])?;
    let mut sum = 0usize;
    for (at, byte) in characters.iter().enumerate().skip(1) {
        let value = match byte {
            b'0'..=b'9' => usize::from(byte - b'0'),
            letter if at == 12 => letter_index(*letter)?,
            _ => return None,
        };
        sum += value * (at + 1);
    }
    Some(LETTERS[sum % 23])
}

fn letter_index(letter: u8) -> Option<usize> {
    LETTERS.iter().position(|candidate| *candidate == letter)
}

sealed_debug!(UniquePupilNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_examples_are_read_as_published() {
        assert!(UniquePupilNumber::parse("A950000178301").is_ok());
        assert!(UniquePupilNumber::parse("h243278544154 ").is_ok());
        assert_eq!(
            UniquePupilNumber::parse("R247962919251"),
            Err(NotAUniquePupilNumber::WrongCheckLetter)
        );
    }

    #[test]
    fn a_reason_code_is_told_apart_from_a_wrong_number() {
        assert_eq!(
            UniquePupilNumber::parse("UN3"),
            Err(NotAUniquePupilNumber::ReasonCode)
        );
        assert_eq!(
            UniquePupilNumber::parse("UN11"),
            Err(NotAUniquePupilNumber::WrongShape)
        );
    }

    #[test]
    fn a_temporary_number_counts_its_last_letter_by_index() {
        let found = LETTERS
            .iter()
            .filter_map(|letter| {
                let text = format!("{}12345678901B", char::from(*letter));
                UniquePupilNumber::parse(&text).ok()
            })
            .collect::<Vec<_>>();
        assert_eq!(found.len(), 1);
        assert!(found[0].is_temporary());
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_number(digits in 0u64..1_000_000_000_000) {
            let number = UniquePupilNumber::from_twelve_digits(digits).unwrap();
            prop_assert_eq!(UniquePupilNumber::parse(&number.reveal()), Ok(number));
        }
    }
}
