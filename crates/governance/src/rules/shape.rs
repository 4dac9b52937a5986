//! What keys each rule file may hold and of what kind, checked before anything is read.
//!
//! The TOML reader stops at the first thing it does not like; an officer wants every problem at
//! once. Invariant: a file that passes its shape can be read without an error of form.

use super::levels::{LEVEL_WORDS, parse_level};
use super::problem::{RuleFile, RuleProblem};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use vocabulary::{Purpose, Role};

/// The keys of one table.
pub(crate) struct Shape {
    /// What the table is called in a problem: "this agreement", "this purpose".
    pub(crate) called: &'static str,
    /// Its keys.
    pub(crate) keys: &'static [Key],
}

/// One key.
pub(crate) struct Key {
    name: &'static str,
    kind: Kind,
    is_needed: bool,
}

/// What a key holds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Words, never blank.
    Text,
    /// Words, or an empty text for "not yet".
    TextOrBlank,
    /// A list of words with at least one in it.
    Texts,
    /// A list of words that may be empty.
    TextsOrNone,
    /// A day without quotes.
    Day,
    /// `true` or `false`.
    Flag,
    /// A whole number that is not below zero.
    Number,
    /// A table.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// A table of words, each key free.
    Words,
    /// A level for each purpose, or for each role of a purpose.
    Levels,
}

/// A key that must be there.
pub(crate) const fn needed(name: &'static str, kind: Kind) -> Key {
    Key {
        name,
        kind,
        is_needed: true,
    }
}

/// A key that may be there.
pub(crate) const fn may(name: &'static str, kind: Kind) -> Key {
    Key {
        name,
        kind,
        is_needed: false,
    }
}

/// What is wrong with a file's shape, and whether it can be read all the same.
pub(crate) struct Found {
    pub(crate) problems: Vec<RuleProblem>,
    pub(crate) is_readable: bool,
}

/// Checks a whole file against its shape.
pub(crate) fn check(file: RuleFile<'_>, shape: &Shape) -> Found {
    let (table, errors) = DeTable::parse_recoverable(file.text);
    if !errors.is_empty() {
        let problems = errors.iter().map(|error| {
            let at = error.span().unwrap_or_default();
            file.problem(
                &at,
                format!("cannot be read: {}", one_line(error.message())),
            )
        });
        return Found {
            problems: problems.collect(),
            is_readable: false,
        };
    }
    let mut look = Look {
        file,
        found: Found {
            problems: Vec::new(),
            is_readable: true,
        },
    };
    look.table(table.get_ref(), &(0..0), shape);
    look.found
}

fn one_line(words: &str) -> String {
    words.trim().replace('\n', "; ")
}

struct Look<'a> {
    file: RuleFile<'a>,
    found: Found,
}

impl Look<'_> {
    fn say(&mut self, at: &Range<usize>, words: String) {
        self.found.problems.push(self.file.problem(at, words));
    }

    /// A problem after which the file's content cannot be read any further.
    fn unreadable(&mut self, at: &Range<usize>, words: String) {
        self.found.is_readable = false;
        self.say(at, words);
    }

    fn table(&mut self, table: &DeTable<'_>, at: &Range<usize>, shape: &Shape) {
        for (name, value) in table {
            let text: &str = name.get_ref();
            match shape.keys.iter().find(|key| key.name == text) {
                Some(key) => self.value(text, value, key.kind),
                None => self.say(&name.span(), unknown(text, shape)),
            }
        }
        for key in shape.keys.iter().filter(|key| key.is_needed) {
            if !table.keys().any(|name| name.get_ref() == key.name) {
                self.say(at, format!("{} does not say `{}`", shape.called, key.name));
            }
        }
    }

    fn value(&mut self, name: &str, value: &Spanned<DeValue<'_>>, kind: Kind) {
        let at = value.span();
        let inside = value.get_ref();
        match (kind, inside) {
            (Kind::Text, DeValue::String(text)) if text.trim().is_empty() => {
                self.say(&at, format!("`{name}` is empty"));
            }
            (Kind::Texts, DeValue::Array(list)) if list.is_empty() => {
                self.say(&at, format!("`{name}` names nothing"));
            }
            (Kind::Text | Kind::TextOrBlank, DeValue::String(_))
            | (Kind::Day, DeValue::Datetime(_))
            | (Kind::Flag, DeValue::Boolean(_)) => {}
            (Kind::Texts | Kind::TextsOrNone, DeValue::Array(list)) => {
                for item in list {
                    self.value(name, item, Kind::Text);
                }
            }
            (Kind::Number, DeValue::Integer(number)) if is_small(number.as_str()) => {}
            (Kind::Table(shape), DeValue::Table(table)) => self.table(table, &at, shape),
            (Kind::Tables(shape), DeValue::Array(list)) => self.tables(name, list, shape),
            (Kind::Words, DeValue::Table(table)) => {
                for (word, text) in table {
                    self.value(word.get_ref(), text, Kind::Text);
                }
            }
            (Kind::Levels, DeValue::Table(table)) => self.levels(table),
            _ => {
                let words = format!(
                    "`{name}` is {}, and should be {}",
                    in_words(inside),
                    kind.in_words()
                );
                self.unreadable(&at, words);
            }
        }
    }

    fn tables(&mut self, name: &str, list: &[Spanned<DeValue<'_>>], shape: &Shape) {
        for item in list {
            if let DeValue::Table(table) = item.get_ref() {
                self.table(table, &item.span(), shape);
            } else {
                let found = in_words(item.get_ref());
                let words = format!("`{name}` holds {found}, and should hold tables");
                self.unreadable(&item.span(), words);
            }
        }
    }

    fn levels(&mut self, table: &DeTable<'_>) {
        for (purpose, value) in table {
            if Purpose::parse(purpose.get_ref()).is_none() {
                self.say(&purpose.span(), "a purpose is one of P1 to P11".to_owned());
            }
            if let DeValue::Table(by_role) = value.get_ref() {
                self.levels_by_role(by_role);
            } else {
                self.level(value);
            }
        }
    }

    fn levels_by_role(&mut self, by_role: &DeTable<'_>) {
        for (role, level) in by_role {
            if Role::parse(role.get_ref()).is_none() {
                let codes = Role::ALL.map(Role::code).join("`, `");
                let words = format!("is not a role; the roles are `{codes}`");
                self.say(&role.span(), words);
            }
            self.level(level);
        }
    }

    fn level(&mut self, value: &Spanned<DeValue<'_>>) {
        let words = || format!("{LEVEL_WORDS}, or one of them for each role");
        match value.get_ref().as_str() {
            Some(word) if parse_level(word).is_some() => {}
            Some(_) => self.say(&value.span(), words()),
            None => self.unreadable(&value.span(), words()),
        }
    }
}

fn unknown(name: &str, shape: &Shape) -> String {
    let known: Vec<&str> = shape.keys.iter().map(|key| key.name).collect();
    format!(
        "`{name}` is not known here; {} may say `{}`",
        shape.called,
        known.join("`, `")
    )
}

fn is_small(digits: &str) -> bool {
    digits.parse::<u16>().is_ok()
}

impl Kind {
    const fn in_words(self) -> &'static str {
        match self {
            Self::Text | Self::TextOrBlank => "words in quotes",
            Self::Texts | Self::TextsOrNone => "a list of words, for example [\"housing\"]",
            Self::Day => "a day without quotes, for example 2026-04-01",
            Self::Flag => "`true` or `false`",
            Self::Number => "a whole number from 0 to 65535",
            Self::Table(_) | Self::Words => "a table",
            Self::Tables(_) => "a list of tables",
            Self::Levels => "a table with a level for each purpose",
        }
    }
}

const fn in_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "words in quotes",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
