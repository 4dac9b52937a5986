//! What is wrong in a rule file, and on which line.
//!
//! Rule files hold no personal data, so a problem may repeat what the file says.

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
#[error("{file}:{line}: {words}")]
pub struct RuleProblem {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub words: String,
}

impl<'a> RuleFile<'a> {
    /// The name without its folder.
    pub(crate) fn base_name(&self) -> &'a str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(self.name)
    }

    /// A problem at a place in this file.
    pub(crate) fn problem(&self, at: &Range<usize>, words: impl Into<String>) -> RuleProblem {
        let before = self.text.bytes().take(at.start);
        RuleProblem {
            file: self.base_name().to_owned(),
            line: 1 + before.filter(|byte| *byte == b'\n').count(),
            words: words.into(),
        }
    }

    /// Reads the file as TOML of the given shape.
    pub(crate) fn read_toml<T: serde::de::DeserializeOwned>(&self) -> Result<T, RuleProblem> {
        toml::from_str(self.text).map_err(|error| {
            let at = error.span().unwrap_or_default();
            self.problem(&at, error.message().replace('\n', " "))
        })
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

    /// Notes a problem.
    pub(crate) fn say(&mut self, at: &Range<usize>, words: impl Into<String>) {
        self.problems.push(self.file.problem(at, words));
    }

    /// The value when nothing was wrong, otherwise every problem.
    pub(crate) fn finish<V>(self, value: Option<V>) -> Result<V, Vec<RuleProblem>> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ => Err(self.problems),
        }
    }
}
