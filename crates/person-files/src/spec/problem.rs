//! What is wrong with a specification, where, and what to write instead.
//!
//! Invariant: a problem names the file and the line, and never a value of the people's file.

use std::fmt;

/// One problem of a specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecProblem {
    /// The specification's file.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The key, where there is one.
    pub key: Option<String>,
    /// What is wrong and what helps.
    pub words: String,
}

/// Every problem of a specification, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotASpec(pub Vec<SpecProblem>);

impl fmt::Display for SpecProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line {}", self.file, self.line)?;
        if let Some(key) = &self.key {
            write!(f, ", `{key}`")?;
        }
        write!(f, ": {}", self.words)
    }
}

impl fmt::Display for NotASpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            let before = if at == 0 { "" } else { "\n" };
            write!(f, "{before}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for NotASpec {}
