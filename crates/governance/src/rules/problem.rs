//! What is wrong in a rule file, on which line and in which column.
//!
//! Rule files hold no personal data, so a problem may repeat what the file says.

use super::shape::Shape;
use std::ops::Range;

/// One file of the `agreements/` folder.
#[derive(Debug, Clone, Copy)]
pub struct RuleFile<'a> {
    /// The file's name, with or without its folder.
    pub name: &'a str,
    /// What is in it.
    pub text: &'a str,
}

/// Something wrong in a rule file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}:{}{words}", in_column(*.column))]
pub struct RuleProblem {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The character of the line, counted from 1; nothing when the problem is the whole line's
    /// or the whole file's.
    pub column: Option<usize>,
    /// What is wrong, and what to write instead.
    pub words: String,
}

fn in_column(column: Option<usize>) -> String {
    column.map_or_else(|| " ".to_owned(), |column| format!("{column}: "))
}

impl<'a> RuleFile<'a> {
    /// The name without its folder.
    pub(crate) fn base_name(&self) -> &'a str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(self.name)
    }

    /// A problem at a place in this file.
    pub(crate) fn problem(&self, at: &Range<usize>, words: impl Into<String>) -> RuleProblem {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        RuleProblem {
            file: self.base_name().to_owned(),
            line: 1 + before.matches('\n').count(),
            column: (at.start > 0).then(|| before[line_start..].chars().count() + 1),
            words: words.into(),
        }
    }

    /// Reads the file as TOML of the given shape. What is wrong with the shape is noted in the
    /// checker that comes back; a file that cannot be read any further gives all its problems.
    pub(crate) fn read_toml<T: serde::de::DeserializeOwned>(
        self,
        shape: &Shape,
    ) -> Result<(T, Checker<'a>), Vec<RuleProblem>> {
        let found = super::shape::check(self, shape);
        let mut check = Checker::new(self);
        check.problems = found.problems;
        if !found.is_readable {
            return Err(check.problems);
        }
        match toml::from_str(self.text) {
            Ok(raw) => Ok((raw, check)),
            Err(error) => {
                let at = error.span().unwrap_or_default();
                check.say(&at, error.message().replace('\n', " "));
                Err(check.problems)
            }
        }
    }
}

/// Reads spanned values of one file and keeps every problem met on the way.
pub(crate) struct Checker<'a> {
    file: RuleFile<'a>,
    problems: Vec<RuleProblem>,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(file: RuleFile<'a>) -> Self {
        Self {
            file,
            problems: Vec::new(),
        }
    }

    /// The value if `read` gives one; otherwise a problem on its line.
    pub(crate) fn take<T, V>(
        &mut self,
        value: &toml::Spanned<T>,
        words: &str,
        read: impl FnOnce(&T) -> Option<V>,
    ) -> Option<V> {
        let found = read(value.get_ref());
        if found.is_none() {
            self.say(&value.span(), words);
        }
        found
    }

    /// As [`Self::take`], for a value that may be missing; the shape has said so already.
    pub(crate) fn take_some<T, V>(
        &mut self,
        value: Option<&toml::Spanned<T>>,
        words: &str,
        read: impl FnOnce(&T) -> Option<V>,
    ) -> Option<V> {
        value.and_then(|value| self.take(value, words, read))
    }

    /// Notes a problem.
    pub(crate) fn say(&mut self, at: &Range<usize>, words: impl Into<String>) {
        self.problems.push(self.file.problem(at, words));
    }

    /// The line of a place.
    pub(crate) fn line(&self, at: &Range<usize>) -> usize {
        self.file.problem(at, "").line
    }

    /// The value when nothing was wrong, otherwise every problem.
    pub(crate) fn finish<V>(self, value: Option<V>) -> Result<V, Vec<RuleProblem>> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(self.problems),
        }
    }
}
