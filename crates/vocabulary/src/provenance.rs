//! Where a fact comes from: the source, the load, the line of its file and when we knew it.
//!
//! Invariant: a source id is lower-case letters, digits and hyphens.

use crate::LoadId;
use std::fmt;

/// The id of a source, as in the file name of its specification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(String);

/// The text is not a source id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a source id: lower-case letters, digits and hyphens, 2 to 60 characters")]
pub struct NotASourceId;

/// Where one fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provenance {
    /// The source that says so.
    pub source: SourceId,
    /// The load that brought it.
    pub load: LoadId,
    /// The line of the file, counted from 1.
    pub line: u64,
    /// When the load was received.
    pub recorded_at: jiff::Timestamp,
}

impl SourceId {
    /// Reads a source id.
    ///
    /// # Errors
    /// When there are other characters, or fewer than 2 or more than 60.
    pub fn parse(text: &str) -> Result<Self, NotASourceId> {
        if !Self::fits(text) {
            return Err(NotASourceId);
        }
        Ok(Self(text.to_owned()))
    }

    /// Whether a text is a source's id, without keeping it.
    #[must_use]
    pub fn fits(text: &str) -> bool {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (2..=60).contains(&text.len()) && text.bytes().all(allowed) && !text.starts_with('-')
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_climb_out_of_a_folder_is_refused() {
        for text in ["../secret", "Housing", "a", "", "-x", "a b"] {
            assert_eq!(SourceId::parse(text), Err(NotASourceId));
        }
        assert_eq!(
            SourceId::parse("adult-social-care").unwrap().to_string(),
            "adult-social-care"
        );
    }
}
