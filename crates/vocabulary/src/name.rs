//! Names with their use: a person has a usual name, and may have former names, aliases and a
//! name they are known as. Former names still find the person.
//!
//! Invariant: a name text holds at least one letter and is not a placeholder such as "Unknown".

use crate::PersonalText;
use crate::personal_text::sealed_debug;

/// One name of a person with the use a source gives it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName {
    /// What the name is used for.
    pub usage: NameUse,
    /// Given name; absent in mononyms and for many unborn children.
    pub given: Option<NameText>,
    /// Middle names, in the source's order.
    pub middle: Option<NameText>,
    /// Family name; absent in traditions without one.
    pub family: Option<NameText>,
}

/// What a name is used for (Person Data Standard: usual, old/maiden, alias, nickname).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameUse {
    /// The name the source uses now.
    Usual,
    /// A name given up, for example at marriage.
    Former,
    /// Another name in use.
    Alias,
    /// The name the person is called by.
    KnownAs,
}

/// A given, middle or family name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameText(PersonalText);

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAName {
    /// Nothing is there.
    #[error("is blank")]
    Blank,
    /// Stands for a name that is not known.
    #[error("is a placeholder, not a name")]
    Placeholder(PlaceholderName),
    /// Holds no letter, or is too long to be a name.
    #[error("is not a name")]
    NotLetters,
}

/// The kinds of placeholder that sources write where a name should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceholderName {
    /// "Unknown", "N/K", "TBC", "-", "?".
    Unknown,
    /// "Baby", "Unborn", "Infant".
    Unborn,
    /// "Test".
    Test,
}

impl NameUse {
    /// The word used in files and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Former => "former",
            Self::Alias => "alias",
            Self::KnownAs => "known_as",
        }
    }

    /// Reads the words that sources use.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text
            .trim()
            .to_ascii_lowercase()
            .replace([' ', '-'], "_")
            .as_str()
        {
            "usual" | "official" | "legal" | "birth" => Some(Self::Usual),
            "former" | "old" | "maiden" | "previous" | "former_name" => Some(Self::Former),
            "alias" | "also_known_as" | "aka" => Some(Self::Alias),
            "known_as" | "nickname" | "preferred" => Some(Self::KnownAs),
            _ => None,
        }
    }
}

impl NameText {
    /// Reads a name; straightens curly apostrophes, folds white space.
    ///
    /// # Errors
    /// See [`NotAName`]; a placeholder is told apart from a text without letters.
    pub fn parse(text: &str) -> Result<Self, NotAName> {
        let straight = text.replace(['\u{2018}', '\u{2019}', '\u{02bc}', '`'], "'");
        let text = PersonalText::parse(&straight).map_err(|_| NotAName::Blank)?;
        if let Some(kind) = placeholder(text.reveal()) {
            return Err(NotAName::Placeholder(kind));
        }
        let short_enough = text.reveal().chars().count() <= 120;
        if !short_enough || !text.reveal().chars().any(char::is_alphabetic) {
            return Err(NotAName::NotLetters);
        }
        Ok(Self(text))
    }

    /// The name itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

fn placeholder(text: &str) -> Option<PlaceholderName> {
    let lower = text.to_lowercase();
    match lower.trim_matches(|c: char| "()[].\"".contains(c)) {
        "" | "-" | "--" | "?" | "??" | "unknown" | "not known" | "n/k" | "nk" | "tbc" | "n/a"
        | "none" | "null" | "not given" | "not recorded" | "father unknown" | "mother unknown"
        | "unknown unknown" | "surname unknown" | "name unknown" | "xx" | "xxx" => {
            Some(PlaceholderName::Unknown)
        }
        "unborn" | "unborn baby" | "unborn child" | "baby" | "infant" | "new born" | "newborn"
        | "unborn twin" | "baby boy" | "baby girl" => Some(PlaceholderName::Unborn),
        "test" | "test test" | "do not use" => Some(PlaceholderName::Test),
        _ => None,
    }
}

sealed_debug!(PersonName);
sealed_debug!(NameText);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn placeholders_are_told_by_kind() {
        let kind = |text| NameText::parse(text).err();
        assert_eq!(
            kind("UNKNOWN"),
            Some(NotAName::Placeholder(PlaceholderName::Unknown))
        );
        assert_eq!(
            kind("(N/K)"),
            Some(NotAName::Placeholder(PlaceholderName::Unknown))
        );
        assert_eq!(
            kind("Unborn Baby"),
            Some(NotAName::Placeholder(PlaceholderName::Unborn))
        );
        assert_eq!(
            kind("Test"),
            Some(NotAName::Placeholder(PlaceholderName::Test))
        );
        assert_eq!(kind("123"), Some(NotAName::NotLetters));
        assert_eq!(kind("  "), Some(NotAName::Blank));
    }

    #[test]
    fn names_of_many_traditions_are_kept_as_written() {
        for name in [
            "O'Neill",
            "Al-Hassan",
            "Ng",
            "Siân",
            "Þóra",
            "王",
            "van der Berg",
            "Kaur",
        ] {
            assert_eq!(NameText::parse(name).unwrap().reveal(), name);
        }
        assert_eq!(NameText::parse("O’Neill").unwrap().reveal(), "O'Neill");
    }

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_name(text in "\\PC{1,40}") {
            if let Ok(name) = NameText::parse(&text) {
                prop_assert_eq!(NameText::parse(name.reveal()), Ok(name));
            }
        }
    }
}
