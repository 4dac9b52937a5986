//! What a source delivers and what it means: the file `sources/<id>.toml`, read and checked.
//!
//! One definition drives reading, the data dictionary and what pages say about coverage.
//! Invariant: a specification that exists is consistent; every problem points at its place.

use crate::specification_checks::Checker;
use crate::specification_text::SourceText;
use crate::table::Table;
use vocabulary::{Email, Service, SourceId, Telephone};

/// One source: who it is, how fresh it must be, what it covers and which tables it delivers.
#[derive(Debug, Clone)]
pub struct SourceSpecification {
    pub(crate) id: SourceId,
    pub(crate) name: String,
    pub(crate) organisation: String,
    pub(crate) desk_telephone: Telephone,
    pub(crate) desk_email: Option<Email>,
    pub(crate) out_of_hours_telephone: Option<Telephone>,
    pub(crate) refresh_days: u16,
    pub(crate) recent_months: u16,
    pub(crate) look_back_years: u16,
    pub(crate) area: String,
    pub(crate) covers: String,
    pub(crate) misses: String,
    pub(crate) ages: Option<AgeRule>,
    pub(crate) tables: Vec<Table>,
}

/// The ages a source holds, in whole years, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeRule {
    /// The youngest.
    pub from: u8,
    /// The oldest.
    pub to: u8,
}

/// What is wrong with a specification, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file} line {line}, column {column}: {what}")]
pub struct SpecificationProblem {
    /// The file's name.
    pub file: String,
    /// Line of the TOML text, counted from 1.
    pub line: usize,
    /// Character of the line, counted from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub what: String,
}

impl SourceSpecification {
    /// Reads and checks the text of a specification; `file_name` is `<id>.toml`.
    ///
    /// # Errors
    /// With the first problem and its place.
    pub fn parse(file_name: &str, toml: &str) -> Result<Self, SpecificationProblem> {
        let text: SourceText = toml::from_str(toml).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let what = error
                .message()
                .replace("expected u8", "expected a whole number from 0 to 255")
                .replace("expected u16", "expected a whole number from 0 to 65535");
            problem(file_name, toml, start, &what)
        })?;
        Checker::new(file_name, toml).source(text)
    }

    /// The source's id, as in its file name.
    #[must_use]
    pub fn id(&self) -> &SourceId {
        &self.id
    }

    /// What pages call the source.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The organisation that is the controller of the data.
    #[must_use]
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    /// Whom to ring about the data.
    #[must_use]
    pub fn desk_telephone(&self) -> &Telephone {
        &self.desk_telephone
    }

    /// Whom to write to about the data.
    #[must_use]
    pub fn desk_email(&self) -> Option<&Email> {
        self.desk_email.as_ref()
    }

    /// Whom to ring at night and at weekends.
    #[must_use]
    pub fn out_of_hours_telephone(&self) -> Option<&Telephone> {
        self.out_of_hours_telephone.as_ref()
    }

    /// A load older than this many days is late.
    #[must_use]
    pub fn refresh_days(&self) -> u16 {
        self.refresh_days
    }

    /// What ended within this many months is recent.
    #[must_use]
    pub fn recent_months(&self) -> u16 {
        self.recent_months
    }

    /// What ended more than this many years ago is not shown at all.
    #[must_use]
    pub fn look_back_years(&self) -> u16 {
        self.look_back_years
    }

    /// The ages the source holds, where it has a rule.
    #[must_use]
    pub fn ages(&self) -> Option<AgeRule> {
        self.ages
    }

    /// The area the source serves.
    #[must_use]
    pub fn area(&self) -> &str {
        &self.area
    }

    /// Who is in it, in a sentence.
    #[must_use]
    pub fn covers(&self) -> &str {
        &self.covers
    }

    /// Who is not in it, in a sentence.
    #[must_use]
    pub fn misses(&self) -> &str {
        &self.misses
    }

    /// The tables it delivers.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The services it says something about, each once, in the order of pages.
    #[must_use]
    pub fn services(&self) -> Vec<Service> {
        let named = |service: &Service| self.tables.iter().any(|t| t.service == Some(*service));
        Service::ALL.into_iter().filter(named).collect()
    }
}

/// A problem at a byte of the text, told as line and column.
pub(crate) fn problem(file: &str, toml: &str, start: usize, what: &str) -> SpecificationProblem {
    let before = toml.get(..start).unwrap_or(toml);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    SpecificationProblem {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        what: what.trim_end().replace('\n', "; "),
    }
}
