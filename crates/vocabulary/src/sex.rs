//! Sex as the statutory returns code it (CIN rule 4180: M, F, U).
//!
//! Older files use 1, 2, 0 and 9 (SSDA903 before 2025); both are read.
//! It is weak evidence in matching and may change; it is never a reason to keep records apart.

/// Sex as recorded by a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Recorded as female.
    Female,
    /// Recorded as male.
    Male,
    /// Recorded as unknown, or unborn (CIN rule 8750).
    Unknown,
}

impl Sex {
    /// Reads the words and codes that sources use; anything else is nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "f" | "female" | "2" | "b) female" | "girl" | "woman" => Some(Self::Female),
            "m" | "male" | "1" | "a) male" | "boy" | "man" => Some(Self::Male),
            "u" | "unknown" | "0" | "9" | "x" | "other" | "not known" | "not specified"
            | "indeterminate" | "unborn" => Some(Self::Unknown),
            _ => None,
        }
    }

    /// The one-letter code of the returns from 2025.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
            Self::Unknown => "U",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_codes_are_read() {
        assert_eq!(Sex::parse(" 2 "), Some(Sex::Female));
        assert_eq!(Sex::parse("Male"), Some(Sex::Male));
        assert_eq!(Sex::parse("Q"), None);
        for sex in [Sex::Female, Sex::Male, Sex::Unknown] {
            assert_eq!(Sex::parse(sex.code()), Some(sex));
        }
    }
}
