//! UK postcodes by form (BS 7666): outward and inward part.
//!
//! Whether a postcode exists is not asked here. The pseudo area ZZ99 says "no fixed abode"
//! and the like. Invariant: upper case, one space before the last three characters.

use crate::personal_text::sealed_debug;

/// A postcode of valid form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

/// The text does not have the form of a postcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("does not have the form of a postcode")]
pub struct NotAPostcode;

impl Postcode {
    /// Reads a postcode in any case, with or without its space.
    ///
    /// # Errors
    /// When the form is none of A9, A99, AA9, AA99, A9A, AA9A followed by 9AA.
    pub fn parse(text: &str) -> Result<Self, NotAPostcode> {
        let compact: Vec<u8> = text
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|byte| byte.to_ascii_uppercase())
            .collect();
        if !(5..=7).contains(&compact.len()) {
            return Err(NotAPostcode);
        }
        let (outward, inward) = compact.split_at(compact.len() - 3);
        let shape: String = outward.iter().map(kind_of).collect();
        let outward_ok = matches!(
            shape.as_str(),
            "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A"
        );
        let inward_ok = inward.iter().map(kind_of).collect::<String>() == "9AA";
        if !outward_ok || !inward_ok {
            return Err(NotAPostcode);
        }
        let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
        Ok(Self(format!("{} {}", text(outward), text(inward))))
    }

    /// The postcode, upper case, with its space.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The part before the space: a district of some thousands of homes.
    #[must_use]
    pub fn outward(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }

    /// True for pseudo-postcodes (ZZ99), which stand for "no fixed abode" or "abroad".
    #[must_use]
    pub fn is_pseudo(&self) -> bool {
        self.0.starts_with("ZZ99")
    }
}

fn kind_of(byte: &u8) -> char {
    match byte {
        b'A'..=b'Z' => 'A',
        b'0'..=b'9' => '9',
        _ => '?',
    }
}

sealed_debug!(Postcode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spacing_and_case_do_not_matter() {
        assert_eq!(Postcode::parse("sk1 3xe").unwrap().reveal(), "SK1 3XE");
        assert_eq!(Postcode::parse("EC1A1BB").unwrap().reveal(), "EC1A 1BB");
        assert!(Postcode::parse("ZZ99 3VZ").unwrap().is_pseudo());
    }

    #[test]
    fn what_is_no_postcode_is_refused() {
        for text in ["", "SK1", "1SK 3XE", "SK1 XE3", "SK1 3XE5", "FK4VV 0XZ"] {
            assert_eq!(Postcode::parse(text), Err(NotAPostcode));
        }
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_postcode(text in "[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}") {
            if let Ok(postcode) = Postcode::parse(&text) {
                prop_assert_eq!(Postcode::parse(postcode.reveal()), Ok(postcode));
            }
        }
    }
}
