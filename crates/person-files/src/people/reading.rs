//! One file's rows to records, with a finding for each value that cannot be read.
//!
//! Invariant: each row that is kept adds one id, one source, one truth and one record, in step.

use super::row_text::{Joined, RowText, filled, filled_if};
use super::{FileRead, FileView, People, source_name};
use crate::spec::{DateFormat, Key, Spec, UsualForms, without_time};
use crate::table::{Next, NotATable, Row, Table};
use intake::{Finding, FindingKind, Findings, Severity};
use regex::Regex;
use std::collections::HashMap;
use vocabulary::{Date, NhsNumber, NhsNumberStatus, NotAnNhsNumber, PartialDate};

/// Rows between two signs of life.
const PROGRESS_ROWS: u64 = 50_000;

/// Days that systems write where a date is not known or not yet over.
const STANDS_FOR_BLANK: [Date; 6] = [
    Date::constant(1753, 1, 1),
    Date::constant(1899, 12, 30),
    Date::constant(1899, 12, 31),
    Date::constant(1900, 1, 1),
    Date::constant(2999, 12, 31),
    Date::constant(9999, 12, 31),
];

/// One file being read.
pub(super) struct Reading<'a> {
    file: FileView<'a>,
    people: &'a mut People,
    dates: Dates<'a>,
    patterns: [Option<&'a Regex>; 3],
    group: Option<&'a Regex>,
    header: Vec<String>,
}

struct Dates<'a> {
    format: Option<&'a DateFormat>,
    usual: UsualForms,
    month_first: Option<DateFormat>,
    today: Date,
}

/// Findings of one row: where they stand is always the same.
struct Note<'a> {
    findings: &'a mut Findings,
    file: &'a str,
    header: &'a [String],
    line: u64,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        spec: &'a Spec,
        file: FileView<'a>,
        today: Date,
        people: &'a mut People,
    ) -> Self {
        let pattern = |key| spec.mapped(key).and_then(|mapped| mapped.pattern.as_ref());
        Self {
            file,
            people,
            dates: Dates {
                format: spec.birth_format.as_ref(),
                usual: UsualForms::new(),
                month_first: DateFormat::parse("MM/DD/YYYY"),
                today,
            },
            patterns: [Key::Person, Key::Household, Key::TwinOf].map(pattern),
            group: pattern(Key::Group),
            header: Vec::new(),
        }
    }

    /// Reads all rows.
    pub(super) fn read(
        &mut self,
        mut table: Table,
        sources: &mut HashMap<String, u32>,
        sink: &mut dyn FnMut(&RowText<'_>),
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), NotATable> {
        table.choose(&self.file.layout.columns())?;
        self.header = table.header().to_vec();
        let first = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        let (mut rows, mut kept) = (0, 0);
        let mut joined = Joined::default();
        loop {
            match table.next_row()? {
                Next::Row(row) => {
                    rows += 1;
                    kept += u64::from(self.row(row, &mut joined, sources, sink));
                }
                Next::PassedOver { line, column, kind } => {
                    rows += u64::from(kind.severity() == Severity::RowRefused);
                    self.note(line).add(column, kind);
                }
                Next::End => break,
            }
            if rows % PROGRESS_ROWS == 0 && rows > 0 {
                progress(u64::from(first) + kept);
            }
        }
        self.people.files.push(FileRead {
            name: self.file.name.to_owned(),
            rows,
            rows_kept: kept,
            first,
        });
        Ok(())
    }

    fn note(&mut self, line: u64) -> Note<'_> {
        Note {
            findings: &mut self.people.findings,
            file: self.file.name,
            header: &self.header,
            line,
        }
    }

    /// Reads one row; false when nothing of it is kept.
    fn row(
        &mut self,
        row: Row<'_>,
        joined: &mut Joined,
        sources: &mut HashMap<String, u32>,
        sink: &mut dyn FnMut(&RowText<'_>),
    ) -> bool {
        let layout = self.file.layout;
        let id = row.cell(layout.record_id);
        let mut note = self.note(row.line());
        if row.has_stray_quote() {
            note.add(None, FindingKind::StrayQuote);
        }
        if id.is_empty() {
            note.add(Some(layout.record_id), FindingKind::RequiredBlank);
            return false;
        }
        let birth = self.birth(row);
        let nhs_number = self.nhs_number(row);
        let is_verified = self.is_nhs_verified(row) && !nhs_number.is_empty();
        let source = self.source(row, sources);
        let texts = joined.texts(layout, row);
        let text = RowText {
            id,
            source: &self.people.sources[source as usize],
            given: texts.given,
            middle: texts.middle,
            family: texts.family,
            former_families: &texts.former,
            birth,
            sex: filled_if(row, layout.sex),
            addresses: &texts.addresses,
            nhs_number,
            is_nhs_verified: is_verified,
            upn: filled_if(row, layout.upn),
            telephone: texts.telephone,
            email: texts.email,
            others: &texts.others,
        };
        sink(&text);
        let lacks = text.lacks();
        self.people.ids.push(id);
        self.people.lines.push(row.line());
        self.people.source_of.push(source);
        self.people.lacks.push(lacks);
        self.truth(row);
        self.groups(row, birth);
        true
    }

    fn birth(&mut self, row: Row<'_>) -> Option<PartialDate> {
        let column = self.file.layout.birth?;
        let text = filled(row, column);
        if text.is_empty() {
            return None;
        }
        match self.dates.read(text) {
            Ok(date) => Some(date),
            Err(kind) => {
                self.note(row.line()).add(Some(column), kind);
                None
            }
        }
    }

    fn nhs_number<'r>(&mut self, row: Row<'r>) -> &'r str {
        let Some(column) = self.file.layout.nhs_number else {
            return "";
        };
        let text = filled(row, column);
        if text.is_empty() {
            return "";
        }
        let kind = match NhsNumber::parse(text) {
            Ok(_) => return text,
            Err(NotAnNhsNumber::Placeholder) => FindingKind::PlaceholderNhsNumber,
            Err(NotAnNhsNumber::WrongShape | NotAnNhsNumber::WrongCheckDigit) => {
                FindingKind::WrongNhsNumber
            }
        };
        self.note(row.line()).add(Some(column), kind);
        ""
    }

    /// Whether the row says that its NHS number was traced and found right.
    fn is_nhs_verified(&mut self, row: Row<'_>) -> bool {
        let Some(column) = self.file.layout.nhs_number_status else {
            return false;
        };
        let text = filled(row, column);
        let status = NhsNumberStatus::parse(text);
        if status.is_none() && !text.is_empty() {
            self.note(row.line())
                .add(Some(column), FindingKind::UnknownCode);
        }
        status.is_some_and(NhsNumberStatus::is_verified)
    }

    /// The number of the row's source.
    fn source(&mut self, row: Row<'_>, sources: &mut HashMap<String, u32>) -> u32 {
        let written = match self.file.layout.source {
            Some(column) if !self.file.is_source => filled(row, column),
            _ => "",
        };
        let name = if written.is_empty() {
            self.file.label
        } else {
            written
        };
        if let Some(number) = sources.get(name) {
            return *number;
        }
        let number = u32::try_from(self.people.sources.len()).unwrap_or(u32::MAX);
        sources.insert(name.to_owned(), number);
        self.people.sources.push(source_name(name));
        number
    }

    fn groups(&mut self, row: Row<'_>, birth: Option<PartialDate>) {
        let layout = self.file.layout;
        let sex = filled_if(row, layout.sex);
        let values = layout.groups.iter().map(|at| filled(row, *at));
        let values = values.map(|text| self.group.map_or(text, |pattern| captured(pattern, text)));
        let today = self.dates.today;
        self.people.groups.push(sex, birth, today, values);
    }

    fn truth(&mut self, row: Row<'_>) {
        let layout = self.file.layout;
        if layout.person.is_none() && layout.household.is_none() && layout.twin_of.is_none() {
            return;
        }
        let columns = [layout.person, layout.household, layout.twin_of];
        let parts: [&str; 3] = std::array::from_fn(|at| {
            let text = filled_if(row, columns[at]);
            match self.patterns[at] {
                Some(pattern) => captured(pattern, text),
                None => text,
            }
        });
        self.people.truth.push(parts[0], parts[1], parts[2]);
    }
}

fn captured<'t>(pattern: &Regex, text: &'t str) -> &'t str {
    let found = pattern.captures(text).and_then(|found| found.get(1));
    found.map_or("", |part| part.as_str())
}

impl Dates<'_> {
    fn read(&self, text: &str) -> Result<PartialDate, FindingKind> {
        let read = match self.format {
            Some(format) => {
                let whole = format.read(text, self.today);
                whole.or_else(|| format.read(without_time(text), self.today))
            }
            None => self.usual.read(text, self.today),
        };
        let Some(date) = read else {
            let month_first = self.month_first.as_ref().filter(|_| self.format.is_none());
            let turned = month_first.and_then(|form| form.read(text, self.today));
            return Err(match turned {
                Some(_) => FindingKind::AmbiguousDate,
                None => FindingKind::NotADate,
            });
        };
        match date.whole() {
            Some(day) if STANDS_FOR_BLANK.contains(&day) => Err(FindingKind::DefaultDate),
            _ => Ok(date),
        }
    }
}

impl Note<'_> {
    fn add(&mut self, column: Option<usize>, kind: FindingKind) {
        let (file, header, line) = (self.file, self.header, self.line);
        self.findings.add(kind, || Finding {
            file: file.to_owned(),
            line,
            column: column.and_then(|at| header.get(at).cloned()),
            kind,
        });
    }
}
