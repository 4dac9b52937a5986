//! One table of a source: which columns it has and what each says, ready for reading.
//!
//! Made only by [`crate::SourceSpecification::parse`]. Invariant: no two columns share an
//! alias, and no concept is given twice except address lines.

use crate::concept::Concept;
use crate::dates::DateFormat;
use vocabulary::{Category, Level, Service};

/// One table that a source delivers.
#[derive(Debug, Clone)]
pub struct Table {
    pub(crate) name: String,
    pub(crate) service: Option<Service>,
    pub(crate) category: Category,
    /// Folded headers that together name the table, with the words as written.
    pub(crate) header: Vec<(String, String)>,
    pub(crate) date_formats: Vec<DateFormat>,
    pub(crate) delimiter: Option<u8>,
    pub(crate) constants: Vec<(Concept, String)>,
    pub(crate) columns: Vec<Column>,
}

/// One column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) meaning: Meaning,
    pub(crate) required: bool,
    /// Raw words (folded) and ours.
    pub(crate) values: Vec<(String, String)>,
}

/// What a column says.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    Concept(Concept),
    Fact(Fact),
    Ignore,
}

/// An agreed fact about an involvement.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) level: Level,
    /// Folded values that make no fact.
    pub(crate) leave_out: Vec<String>,
    pub(crate) is_date: bool,
}

impl Table {
    /// The table's name within its source.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The service whose involvements (or people) it holds.
    #[must_use]
    pub fn service(&self) -> Option<Service> {
        self.service
    }

    /// The category of information by which access to it is decided.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }

    /// Its columns, in the order of the specification.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether a column or constant gives the concept.
    pub(crate) fn has(&self, concept: Concept) -> bool {
        self.concepts().any(|found| found == concept)
    }

    /// Whether a column or constant gives a concept of the group ("person", "address", …).
    pub(crate) fn has_group(&self, group: &str) -> bool {
        self.concepts().any(|found| found.group() == group)
    }

    pub(crate) fn has_facts(&self) -> bool {
        let is_fact = |column: &Column| matches!(column.meaning, Meaning::Fact(_));
        self.columns.iter().any(is_fact)
    }

    pub(crate) fn makes_involvements(&self) -> bool {
        self.has_group("involvement") || self.has_facts()
    }

    /// Every concept that a column or constant gives.
    pub(crate) fn concepts(&self) -> impl Iterator<Item = Concept> {
        let of_columns = self
            .columns
            .iter()
            .filter_map(|column| match column.meaning {
                Meaning::Concept(concept) => Some(concept),
                Meaning::Fact(_) | Meaning::Ignore => None,
            });
        of_columns.chain(self.constants.iter().map(|constant| constant.0))
    }
}

impl Column {
    /// The name used in findings: the first alias.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The word after `is` in the specification.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        match &self.meaning {
            Meaning::Concept(concept) => concept.code(),
            Meaning::Fact(_) => "fact",
            Meaning::Ignore => "ignore",
        }
    }

    /// For a fact: its label and the least level at which it may be shown.
    #[must_use]
    pub fn fact(&self) -> Option<(&str, Level)> {
        match &self.meaning {
            Meaning::Fact(fact) => Some((&fact.label, fact.level)),
            Meaning::Concept(_) | Meaning::Ignore => None,
        }
    }

    /// Whether a row without it is refused.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required
    }
}

/// Lower case, letters and digits only: how headers and coded words are compared.
pub(crate) fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
