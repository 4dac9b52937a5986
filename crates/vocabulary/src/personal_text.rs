//! Free text about a person (or a worker) as a type that does not leak.
//!
//! It exists so that a name, an address line or a case number cannot reach a log by accident.
//! Invariant: never empty, no control characters, at most [`PersonalText::LONGEST`] characters,
//! runs of white space folded to one space.

use std::fmt;

/// Text that identifies or describes a person: shown only through [`PersonalText::reveal`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonalText(String);

/// Why a text was refused; the text itself is never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// Nothing but white space.
    #[error("is blank")]
    Blank,
    /// More than [`PersonalText::LONGEST`] characters.
    #[error("is longer than {} characters", PersonalText::LONGEST)]
    TooLong,
}

impl PersonalText {
    /// The longest text kept, in characters.
    pub const LONGEST: usize = 400;

    /// Folds white space (line ends too), drops control and zero-width characters.
    ///
    /// # Errors
    /// When nothing is left, or more than [`Self::LONGEST`] characters are.
    pub fn parse(text: &str) -> Result<Self, NotText> {
        let mut folded = String::with_capacity(text.len());
        let mut gap = false;
        for character in text.chars().filter(|c| !is_invisible(*c)) {
            if character.is_whitespace() {
                gap = !folded.is_empty();
            } else {
                if gap {
                    folded.push(' ');
                    gap = false;
                }
                folded.push(character);
            }
        }
        match folded.chars().count() {
            0 => Err(NotText::Blank),
            n if n > Self::LONGEST => Err(NotText::TooLong),
            _ => Ok(Self(folded)),
        }
    }

    /// The text itself, for a page, an API body or the link engine.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Debug for PersonalText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonalText({} characters)", self.0.chars().count())
    }
}

/// Gives a type that holds personal data a `Debug` that says its name and nothing else.
macro_rules! sealed_debug {
    ($type:ident) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(‹sealed›)"))
            }
        }
    };
}
pub(crate) use sealed_debug;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_prints_the_text() {
        let text = PersonalText::parse("Lena  Hart\n").unwrap();
        assert_eq!(format!("{text:?}"), "PersonalText(9 characters)");
        assert_eq!(text.reveal(), "Lena Hart");
    }

    #[test]
    fn invisible_characters_are_dropped_and_blank_is_refused() {
        assert_eq!(
            PersonalText::parse("A\u{202e}b\u{200b}").unwrap().reveal(),
            "Ab"
        );
        assert_eq!(PersonalText::parse(" \u{feff}\n"), Err(NotText::Blank));
        assert_eq!(PersonalText::parse(&"x".repeat(401)), Err(NotText::TooLong));
    }
}
