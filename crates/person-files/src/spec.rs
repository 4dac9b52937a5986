//! What a person says of their file: which column is which, and nothing that can be found out.
//!
//! Written as TOML, checked as a whole, so that all problems are told at once. Invariant: every
//! column that a specification names is named with its line, so a file that lacks it can say so.

mod date_format;
mod key;
mod nearest;
mod problem;
mod reading;

pub(crate) use date_format::{DateFormat, UsualForms, without_time};
pub(crate) use key::Key;
pub(crate) use nearest::nearest;
pub use problem::{NotASpec, SpecProblem};

use regex::Regex;

/// How the columns of a file of people are to be understood.
#[derive(Debug, Clone)]
pub struct Spec {
    /// The specification's own file, for messages.
    pub(crate) file: String,
    pub(crate) record_id: NamedColumn,
    pub(crate) mode: Option<Mode>,
    pub(crate) mapped: Vec<Mapped>,
    pub(crate) birth_format: Option<DateFormat>,
    pub(crate) others: Vec<OtherMapped>,
    pub(crate) join: Option<f64>,
    pub(crate) review: Option<f64>,
}

/// Which pairs of records may be one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Any two records.
    #[default]
    Dedupe,
    /// Only records of two sources.
    LinkOnly,
}

/// A column as the specification names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedColumn {
    pub(crate) name: String,
    pub(crate) line: u64,
}

/// The columns of one key. The columns of a group are joined by a space; several groups are
/// several values.
#[derive(Debug, Clone)]
pub(crate) struct Mapped {
    pub(crate) key: Key,
    pub(crate) line: u64,
    pub(crate) groups: Vec<Vec<NamedColumn>>,
    /// The part of the value that counts, for the columns of truth.
    pub(crate) pattern: Option<Regex>,
}

/// A further column, and how it is compared.
#[derive(Debug, Clone)]
pub(crate) struct OtherMapped {
    pub(crate) column: NamedColumn,
    pub(crate) is_text: bool,
}

impl Spec {
    /// Reads a specification; `file` is its name in messages.
    ///
    /// # Errors
    /// With every problem, each with its line and what to write instead.
    pub fn parse(file: &str, text: &str) -> Result<Self, NotASpec> {
        reading::read(file, text)
    }

    /// The columns of one key, where the specification maps it.
    pub(crate) fn mapped(&self, key: Key) -> Option<&Mapped> {
        self.mapped.iter().find(|mapped| mapped.key == key)
    }
}

impl Mode {
    /// The word in a specification and a report.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dedupe => "dedupe",
            Self::LinkOnly => "link_only",
        }
    }

    /// Splink's words are understood too.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word {
            "dedupe" | "dedupe_only" | "link_and_dedupe" => Some(Self::Dedupe),
            "link_only" | "link" => Some(Self::LinkOnly),
            _ => None,
        }
    }
}

/// A column's name without the marks and blanks that stand round it in some files.
pub(crate) fn column_name(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

#[cfg(test)]
mod tests;
