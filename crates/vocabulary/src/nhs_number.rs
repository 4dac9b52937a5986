//! The NHS number: ten digits with a modulus-11 check digit (NHS Data Dictionary).
//!
//! Every repeated digit and the descending run pass the check, so known placeholders are
//! refused by name. Invariant: ten digits, check digit right, not a placeholder.

use crate::personal_text::sealed_debug;

/// A valid NHS number. Shown masked; matched exactly; searched exactly.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NhsNumber([u8; 10]);

/// Why a text is not an NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnNhsNumber {
    /// Not ten digits once spaces and hyphens are taken out.
    #[error("is not ten digits")]
    WrongShape,
    /// The tenth digit does not fit the first nine.
    #[error("has a check digit that does not fit")]
    WrongCheckDigit,
    /// A number that systems use to say "unknown" (all digits the same, 9876543210).
    #[error("is a placeholder, not a person's number")]
    Placeholder,
}

impl NhsNumber {
    /// Reads ten digits; spaces and hyphens are allowed between them.
    ///
    /// # Errors
    /// See [`NotAnNhsNumber`].
    pub fn parse(text: &str) -> Result<Self, NotAnNhsNumber> {
        let digits = ten_digits(text).ok_or(NotAnNhsNumber::WrongShape)?;
        if check_digit(&digits) != Some(digits[9]) {
            return Err(NotAnNhsNumber::WrongCheckDigit);
        }
        let repeated = digits.iter().all(|digit| *digit == digits[0]);
        if repeated || digits == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] {
            return Err(NotAnNhsNumber::Placeholder);
        }
        Ok(Self(digits))
    }

    /// The number whose first nine digits are given, or nothing where none exists
    /// (one in eleven has no check digit).
    #[must_use]
    pub fn from_first_nine(first_nine: u32) -> Option<Self> {
        let text = format!("{first_nine:09}");
        let mut digits = ten_digits(&format!("{text}0"))?;
        digits[9] = check_digit(&digits)?;
        Self::parse(
            &digits
                .map(|digit| char::from(b'0' + digit))
                .iter()
                .collect::<String>(),
        )
        .ok()
    }

    /// Ten digits without spaces.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.0
            .iter()
            .map(|digit| char::from(b'0' + digit))
            .collect()
    }

    /// The last four digits, the rest dotted: what a page may show.
    #[must_use]
    pub fn masked(&self) -> String {
        let all = self.reveal();
        format!("••• ••• {}", &all[6..])
    }

    /// True for ranges that are never a person's: 999 (test) and 90000000xx (sandbox).
    #[must_use]
    pub fn is_reserved_for_tests(&self) -> bool {
        self.0.starts_with(&[9, 9, 9]) || self.0.starts_with(&[9, 0, 0, 0, 0, 0, 0, 0])
    }
}

fn ten_digits(text: &str) -> Option<[u8; 10]> {
    let mut digits = [0u8; 10];
    let mut count = 0;
    for c in text.trim().chars() {
        match c {
            '0'..='9' if count < 10 => {
                digits[count] = c as u8 - b'0';
                count += 1;
            }
            ' ' | '-' | '\u{a0}' => {}
            _ => return None,
        }
    }
    (count == 10).then_some(digits)
}

/// Digits 1 to 9 times 10 to 2, modulus 11, taken from 11; 11 becomes 0 and 10 has no digit.
fn check_digit(digits: &[u8; 10]) -> Option<u8> {
    let sum: u32 = (0..9).map(|i| u32::from(digits[i]) * (10 - i as u32)).sum();
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => u8::try_from(digit).ok(),
    }
}

sealed_debug!(NhsNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_examples_are_read_as_published() {
        for valid in ["9449305552", "969 191 4913", "900-000-0009"] {
            assert!(NhsNumber::parse(valid).is_ok());
        }
        assert_eq!(
            NhsNumber::parse("1234567890"),
            Err(NotAnNhsNumber::WrongCheckDigit)
        );
    }

    #[test]
    fn every_repeated_digit_and_the_descending_run_is_a_placeholder() {
        for digit in '0'..='9' {
            let text: String = std::iter::repeat_n(digit, 10).collect();
            assert_eq!(NhsNumber::parse(&text), Err(NotAnNhsNumber::Placeholder));
        }
        assert_eq!(
            NhsNumber::parse("9876543210"),
            Err(NotAnNhsNumber::Placeholder)
        );
    }

    #[test]
    fn a_number_that_lost_its_leading_zero_is_refused_not_repaired() {
        assert_eq!(
            NhsNumber::parse("944930555"),
            Err(NotAnNhsNumber::WrongShape)
        );
        assert_eq!(
            NhsNumber::parse("9.449305552E9"),
            Err(NotAnNhsNumber::WrongShape)
        );
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_number(first_nine in 0u32..1_000_000_000) {
            if let Some(number) = NhsNumber::from_first_nine(first_nine) {
                prop_assert_eq!(NhsNumber::parse(&number.reveal()), Ok(number));
            }
        }

        #[test]
        fn one_changed_digit_never_passes(first_nine in 0u32..1_000_000_000, at in 0usize..10, by in 1u8..10) {
            if let Some(number) = NhsNumber::from_first_nine(first_nine) {
                let mut digits = number.0;
                digits[at] = (digits[at] + by) % 10;
                let text: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
                prop_assert!(NhsNumber::parse(&text).is_err());
            }
        }
    }
}
