//! The unique property reference number: up to twelve digits, no check digit.
//!
//! Spreadsheets drop zeros or write powers of ten; those are refused, not guessed.
//! Invariant: 1 to 999,999,999,999; printed without leading zeros.

use crate::personal_text::sealed_debug;

/// A valid unique property reference number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uprn(u64);

/// The text is not one to twelve digits, or is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not one to twelve digits above zero")]
pub struct NotAUprn;

impl Uprn {
    /// Reads one to twelve digits.
    ///
    /// # Errors
    /// When there is anything else in the text, or the number is zero (rule FC-ID-12).
    pub fn parse(text: &str) -> Result<Self, NotAUprn> {
        let text = text.trim();
        let shape =
            (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<u64>() {
            Ok(number) if shape && number > 0 => Ok(Self(number)),
            _ => Err(NotAUprn),
        }
    }

    /// The digits, without leading zeros.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.0.to_string()
    }
}

sealed_debug!(Uprn);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_spreadsheets_do_to_it_is_refused() {
        for text in ["1.00023E+11", "-1.0", "0.0", "0", "", "1234567890123"] {
            assert_eq!(Uprn::parse(text), Err(NotAUprn));
        }
        assert_eq!(Uprn::parse("000100023000001").err(), Some(NotAUprn));
        assert_eq!(Uprn::parse("000123").unwrap().reveal(), "123");
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_number(number in 1u64..1_000_000_000_000) {
            let uprn = Uprn::parse(&number.to_string()).unwrap();
            prop_assert_eq!(Uprn::parse(&uprn.reveal()), Ok(uprn));
        }
    }
}
