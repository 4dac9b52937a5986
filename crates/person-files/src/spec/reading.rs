//! TOML to specification, gathering every problem on the way.
//!
//! Invariant: a key that is not known, or stands where it means nothing, is a problem and is
//! never passed over.

use super::key::{Key, Listed, OTHER_WORDS};
use super::{
    DateFormat, Mapped, Mode, NamedColumn, NotASpec, OtherMapped, Spec, SpecProblem, nearest,
};
use regex::{Regex, RegexBuilder};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The most memory that a pattern may take.
const PATTERN_BYTES: usize = 1 << 20;
/// Takes the first whole number of a text.
const DIGITS: &str = r"(\d+)";

type Value<'t> = Spanned<DeValue<'t>>;

/// Which table of the specification is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Top,
    Columns,
    Truth,
    Thresholds,
}

/// A specification in the making.
struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    mapped: Vec<Mapped>,
    others: Vec<OtherMapped>,
    mode: Option<Mode>,
    birth_format: Option<DateFormat>,
    join: Option<f64>,
    review: Option<f64>,
    problems: Vec<SpecProblem>,
}

/// One key: its word and its line.
#[derive(Clone, Copy)]
struct At<'a> {
    word: &'a str,
    line: u64,
}

pub(super) fn read(file: &str, text: &str) -> Result<Spec, NotASpec> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading {
        file,
        text,
        mapped: Vec::new(),
        others: Vec::new(),
        mode: None,
        birth_format: None,
        join: None,
        review: None,
        problems: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => reading.section(Section::Top, table.get_ref()),
        Err(error) => {
            let line = error.span().map_or(1, |span| reading.line(span.start));
            let first = error.message().lines().next().unwrap_or_default();
            reading.problem(
                line,
                None,
                format!("is not TOML: {first}; a column's name stands in quotation marks"),
            );
        }
    }
    reading.finish()
}

impl Reading<'_> {
    fn line(&self, at: usize) -> u64 {
        let before = self.text.as_bytes().iter().take(at);
        1 + before.filter(|byte| **byte == b'\n').count() as u64
    }

    fn problem(&mut self, line: u64, key: Option<&str>, words: String) {
        self.problems.push(SpecProblem {
            file: self.file.to_owned(),
            line,
            key: key.map(str::to_owned),
            words,
        });
    }

    fn say(&mut self, at: At<'_>, words: impl Into<String>) {
        self.problem(at.line, Some(at.word), words.into());
    }

    fn section(&mut self, section: Section, table: &DeTable<'_>) {
        for (key, value) in table {
            let at = At {
                word: key.get_ref(),
                line: self.line(key.span().start),
            };
            self.entry(section, at, value);
        }
    }

    fn entry(&mut self, section: Section, at: At<'_>, value: &Value<'_>) {
        let holds_columns = matches!(section, Section::Top | Section::Columns);
        match (at.word, section) {
            ("columns", Section::Top) => self.nested(Section::Columns, at, value),
            ("truth", Section::Top) => self.nested(Section::Truth, at, value),
            ("thresholds", Section::Top) => self.nested(Section::Thresholds, at, value),
            ("join" | "review", Section::Top | Section::Thresholds) => self.threshold(at, value),
            ("mode", Section::Top) => self.mode(at, value),
            ("birth_date_format", _) if holds_columns => self.birth_format(at, value),
            ("exact" | "text", _) if holds_columns => self.others(at, value),
            _ => match Key::parse(at.word).filter(|key| fits(*key, section)) {
                Some(key) => self.mapping(key, at, value),
                None => self.unknown(section, at),
            },
        }
    }

    fn nested(&mut self, section: Section, at: At<'_>, value: &Value<'_>) {
        match value.get_ref() {
            DeValue::Table(table) => self.section(section, table),
            _ => self.say(
                at,
                format!("is a table: write [{}] on a line of its own", at.word),
            ),
        }
    }

    fn unknown(&mut self, section: Section, at: At<'_>) {
        if Key::parse(at.word).is_some() || OTHER_WORDS.contains(&at.word) {
            return self.say(
                at,
                "stands in the wrong table; put it at the top of the file",
            );
        }
        let known: Vec<&str> = match section {
            Section::Truth => vec!["person", "household", "twin_of"],
            Section::Thresholds => vec!["join", "review"],
            Section::Top | Section::Columns => Key::words().chain(OTHER_WORDS).collect(),
        };
        let plain = at.word.to_lowercase().replace(['-', ' '], "_");
        let meant = Key::said_elsewhere(&plain).or_else(|| nearest(at.word, known.clone()));
        let words = match meant {
            Some(word) => format!("is not a word of a specification; did you mean `{word}`?"),
            None => format!(
                "is not a word of a specification; here you can write {}. A column of your own goes into `exact` or `text`",
                known.join(", ")
            ),
        };
        self.say(at, words);
    }

    fn text_of<'v>(&mut self, at: At<'_>, value: &'v Value<'_>) -> Option<&'v str> {
        let DeValue::String(text) = value.get_ref() else {
            self.say(at, "is a text: write it in quotation marks");
            return None;
        };
        Some(text)
    }

    fn mode(&mut self, at: At<'_>, value: &Value<'_>) {
        let Some(word) = self.text_of(at, value) else {
            return;
        };
        self.mode = Mode::parse(word);
        if self.mode.is_none() {
            let words = "is \"dedupe\" (any two records may be one person) or \"link_only\" (only records of two files)";
            self.say(at, words);
        }
    }

    fn birth_format(&mut self, at: At<'_>, value: &Value<'_>) {
        let Some(text) = self.text_of(at, value) else {
            return;
        };
        let format = DateFormat::parse(text.trim());
        if format.is_none() {
            let words = "is not a form of dates; write it as \"%Y%m%d\" or \"YYYYMMDD\", \"%d/%m/%Y\" or \"DD/MM/YYYY\"";
            self.say(at, words);
        } else if self.birth_format.is_some() {
            self.say(at, "is said twice; say it once");
        }
        self.birth_format = format;
    }

    fn threshold(&mut self, at: At<'_>, value: &Value<'_>) {
        let number: Option<f64> = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| number.abs() <= 200.0);
        let place = if at.word == "join" {
            &mut self.join
        } else {
            &mut self.review
        };
        *place = number;
        if number.is_none() {
            self.say(at, "is a weight from -200 to 200, for example 5.0");
        }
    }

    fn others(&mut self, at: At<'_>, value: &Value<'_>) {
        let list = match value.get_ref() {
            DeValue::Table(table) => match table.get("columns") {
                Some(list) if table.len() == 1 => list,
                _ => return self.say(at, "holds one thing: columns = [\"…\"]"),
            },
            _ => value,
        };
        let Some(groups) = self.groups(at, list) else {
            return;
        };
        let is_text = at.word == "text";
        for column in groups.into_iter().flatten() {
            self.others.push(OtherMapped { column, is_text });
        }
    }

    fn mapping(&mut self, key: Key, at: At<'_>, value: &Value<'_>) {
        let (columns, pattern) = match value.get_ref() {
            DeValue::Table(table) => match self.column_table(key, at, table) {
                Some(found) => found,
                None => return,
            },
            _ => (value, None),
        };
        let Some(groups) = self.groups(at, columns) else {
            return;
        };
        let groups = match key.listed() {
            Listed::One if groups.len() != 1 || groups[0].len() != 1 => {
                return self.say(at, "takes one column");
            }
            Listed::Joined => vec![groups.into_iter().flatten().collect()],
            Listed::One | Listed::EachItsOwn | Listed::FirstFilled => groups,
        };
        if let Some(earlier) = self.mapped.iter().find(|mapped| mapped.key == key) {
            let words = format!("is given on line {} already; give it once", earlier.line);
            return self.say(at, words);
        }
        self.mapped.push(Mapped {
            key,
            line: at.line,
            groups,
            pattern,
        });
    }

    /// `{ column = "…", format = "…" }` and the like.
    fn column_table<'v, 't>(
        &mut self,
        key: Key,
        at: At<'_>,
        table: &'v DeTable<'t>,
    ) -> Option<(&'v Value<'t>, Option<Regex>)> {
        let (mut columns, mut pattern) = (None, None);
        for (inner, value) in table {
            let word: &str = inner.get_ref();
            let here = At {
                word,
                line: self.line(inner.span().start),
            };
            match word {
                "column" | "columns" => columns = Some(value),
                "format" if key == Key::BirthDate => self.birth_format(here, value),
                "pattern" if key.is_truth() => pattern = self.pattern(here, value),
                _ => {
                    let words = match key {
                        Key::BirthDate => "has no place here; write column and format",
                        _ if key.is_truth() => "has no place here; write column and pattern",
                        _ => "has no place here; write column",
                    };
                    self.say(here, words);
                }
            }
        }
        if columns.is_none() {
            self.say(at, "names no column: write { column = \"…\" }");
        }
        Some((columns?, pattern))
    }

    fn pattern(&mut self, at: At<'_>, value: &Value<'_>) -> Option<Regex> {
        let text = self.text_of(at, value)?;
        let text = if text == "digits" { DIGITS } else { text };
        let built = RegexBuilder::new(text).size_limit(PATTERN_BYTES).build();
        let pattern = built.ok().filter(|pattern| pattern.captures_len() == 2);
        if pattern.is_none() {
            let words = "is a regular expression with one pair of brackets round the part that counts, for example 'rec-(\\d+)-'; or \"digits\" for the first number";
            self.say(at, words);
        }
        pattern
    }

    /// A column, a list of columns, or a list of lists.
    fn groups(&mut self, at: At<'_>, value: &Value<'_>) -> Option<Vec<Vec<NamedColumn>>> {
        let mut groups = Vec::new();
        match value.get_ref() {
            DeValue::Array(array) => {
                for item in array.iter() {
                    groups.push(self.group(at, item)?);
                }
            }
            _ => groups.push(self.group(at, value)?),
        }
        if groups.iter().all(Vec::is_empty) {
            self.say(at, "names no column; leave the line out instead");
            return None;
        }
        Some(groups)
    }

    fn group(&mut self, at: At<'_>, value: &Value<'_>) -> Option<Vec<NamedColumn>> {
        let items: Vec<&Value<'_>> = match value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![value],
        };
        let mut group = Vec::new();
        for item in items {
            let name = match item.get_ref() {
                DeValue::String(name) => super::column_name(name),
                _ => "",
            };
            if name.is_empty() {
                self.say(
                    at,
                    "takes the name of a column in quotation marks, or a list of them",
                );
                return None;
            }
            group.push(NamedColumn {
                name: name.to_owned(),
                line: self.line(item.span().start),
            });
        }
        Some(group)
    }

    fn finish(mut self) -> Result<Spec, NotASpec> {
        self.mapped.sort_by_key(|mapped| mapped.line);
        self.doubled();
        if let (Some(join), Some(review)) = (self.join, self.review)
            && join < review
        {
            let words = "join must not be below review".to_owned();
            self.problem(1, Some("thresholds"), words);
        }
        let place = self.mapped.iter().position(|m| m.key == Key::RecordId);
        let record_id = place.map(|at| self.mapped.remove(at).groups.concat());
        let record_id = record_id.and_then(|columns| columns.into_iter().next());
        let is_told = |problem: &SpecProblem| problem.key.as_deref() == Some("record_id");
        let is_toml = self.problems.iter().all(|problem| problem.key.is_some());
        if record_id.is_none() && is_toml && !self.problems.iter().any(is_told) {
            let words =
                "names no column that tells the records apart; write record_id = \"…\" at the top"
                    .to_owned();
            self.problem(1, Some("record_id"), words);
        }
        let others = self.others.len();
        if others > linkage::Records::MOST_OTHERS {
            let words = format!(
                "{others} further columns are more than the {} that can be compared",
                linkage::Records::MOST_OTHERS
            );
            self.problem(1, Some("exact"), words);
        }
        self.problems.sort_by_key(|problem| problem.line);
        match record_id {
            Some(record_id) if self.problems.is_empty() => Ok(Spec {
                file: self.file.to_owned(),
                record_id,
                mode: self.mode,
                mapped: self.mapped,
                birth_format: self.birth_format,
                others: self.others,
                join: self.join,
                review: self.review,
            }),
            _ => Err(NotASpec(self.problems)),
        }
    }

    /// A column that would count twice.
    fn doubled(&mut self) {
        let mut seen: Vec<(Option<Key>, NamedColumn, String)> = Vec::new();
        let mut found = Vec::new();
        let mapped = self.mapped.iter().flat_map(|mapped| {
            let columns = mapped.groups.iter().flatten();
            columns.map(|column| (Some(mapped.key), column, mapped.key.word()))
        });
        let others = self.others.iter().map(|other| {
            let word = if other.is_text { "text" } else { "exact" };
            (None, &other.column, word)
        });
        for (key, column, word) in mapped.chain(others) {
            let clash = seen.iter().find(|(earlier, name, _)| {
                let may_share = match (key, *earlier) {
                    (Some(one), Some(other)) => one != other && one.may_share(other),
                    (None, Some(other)) => other.may_share(Key::Person) && other.is_truth(),
                    _ => false,
                };
                name.name == column.name && !may_share
            });
            if let Some((_, _, earlier)) = clash {
                let words = format!(
                    "`{}` counts for `{earlier}` already; a column can be compared once",
                    column.name
                );
                found.push((column.line, word, words));
            }
            seen.push((key, column.clone(), word.to_owned()));
        }
        for (line, word, words) in found {
            self.problem(line, Some(word), words);
        }
    }
}

fn fits(key: Key, section: Section) -> bool {
    match section {
        Section::Top | Section::Columns => true,
        Section::Truth => key.is_truth(),
        Section::Thresholds => false,
    }
}
