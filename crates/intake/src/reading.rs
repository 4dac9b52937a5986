//! Reads single values of one row by concept, noting what cannot be read.
//!
//! Invariant: a value that cannot be read makes one finding; in a required column it also
//! refuses the row.

use crate::concept::Concept;
use crate::dates::{ReadDate, read_date};
use crate::finding::{Finding, FindingKind, Findings};
use crate::header::{Layout, Origin};
use crate::rows::Row;
use crate::table::folded;
use vocabulary::{
    Date, DateSpan, Email, NotText, PersonKey, PersonalText, Service, SourceId, StaffId, Telephone,
};

/// What is the same for all rows of a file.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) source: &'a SourceId,
    pub(crate) file: &'a str,
    pub(crate) layout: &'a Layout<'a>,
    pub(crate) today: Date,
}

/// One row being read.
pub(crate) struct Reading<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) row: &'a Row,
    pub(crate) findings: &'a mut Findings,
    /// Nothing of the row is kept.
    pub(crate) is_refused: bool,
}

/// A value that is there: its text and the column of the specification it stands in.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    pub(crate) text: &'a str,
    pub(crate) column: Option<usize>,
}

impl<'a> Reading<'a> {
    /// Notes a finding in a column of the specification (or in the row as a whole).
    pub(crate) fn note(&mut self, column: Option<usize>, kind: FindingKind) {
        let (context, line) = (self.context, self.row.line);
        self.findings.add(kind, || Finding {
            file: context.file.to_owned(),
            line,
            column: column.map(|at| context.layout.table.columns[at].name.clone()),
            kind,
        });
    }

    /// The text of a column of the specification: trimmed, a word for "blank" taken out,
    /// replaced by our word where the specification gives one.
    pub(crate) fn column_text(&self, column: usize) -> Option<&'a str> {
        let place = self.context.layout.place(column)?;
        let text = self.row.cell(place);
        if text.is_empty() {
            return None;
        }
        let specified = &self.context.layout.table.columns[column];
        if !specified.values.is_empty() {
            let raw = folded(text);
            if let Some((_, ours)) = specified.values.iter().find(|pair| pair.0 == raw) {
                return (!ours.is_empty()).then_some(ours.as_str());
            }
        }
        Some(text)
    }

    /// The text of a concept, if there is any.
    pub(crate) fn written(&self, concept: Concept) -> Option<Written<'a>> {
        let (text, column) = match self.context.layout.origin(concept)? {
            Origin::Column(column) => (self.column_text(column)?, Some(column)),
            Origin::Constant(at) => (self.context.layout.table.constants[at].1.as_str(), None),
        };
        let is_name = matches!(concept.group(), "person" | "name");
        (is_name || !stands_for_blank(text)).then_some(Written { text, column })
    }

    /// Reads a concept's value; what cannot be read is noted and left out.
    pub(crate) fn value<T>(
        &mut self,
        concept: Concept,
        read: impl FnOnce(&str) -> Result<T, FindingKind>,
    ) -> Option<T> {
        let written = self.written(concept)?;
        match read(written.text) {
            Ok(value) => Some(value),
            Err(kind) => {
                self.leave_out(written.column, kind);
                None
            }
        }
    }

    /// Notes a value that is left out; a required one refuses the row.
    pub(crate) fn leave_out(&mut self, column: Option<usize>, kind: FindingKind) {
        self.note(column, kind);
        let required = |at: usize| self.context.layout.table.columns[at].required;
        if column.is_some_and(required) {
            self.note(column, FindingKind::RequiredUnreadable);
            self.is_refused = true;
        }
    }

    /// Free text.
    pub(crate) fn text(&mut self, concept: Concept) -> Option<PersonalText> {
        let written = self.written(concept)?;
        match PersonalText::parse(written.text) {
            Ok(text) => Some(text),
            Err(NotText::Blank) => None,
            Err(NotText::TooLong) => {
                self.leave_out(written.column, FindingKind::TextTooLong);
                None
            }
        }
    }

    /// A telephone number.
    pub(crate) fn telephone(&mut self, concept: Concept) -> Option<Telephone> {
        self.value(concept, |text| {
            Telephone::parse(text).map_err(|_| FindingKind::WrongTelephone)
        })
    }

    /// An e-mail address.
    pub(crate) fn email(&mut self, concept: Concept) -> Option<Email> {
        self.value(concept, |text| {
            Email::parse(text).map_err(|_| FindingKind::WrongEmail)
        })
    }

    /// The id of a worker.
    pub(crate) fn staff_id(&mut self, concept: Concept) -> Option<StaffId> {
        self.value(concept, |text| {
            StaffId::parse(text).ok_or_else(|| no_key(text))
        })
    }

    /// The key of a person, other than the row's own.
    pub(crate) fn key(&mut self, concept: Concept) -> Option<PersonKey> {
        self.value(concept, |text| {
            PersonKey::parse(text).ok_or_else(|| no_key(text))
        })
    }

    /// A service by its code.
    pub(crate) fn service(&mut self, concept: Concept) -> Option<Service> {
        self.value(concept, |text| {
            Service::parse(&text.to_lowercase().replace([' ', '-'], "_"))
                .ok_or(FindingKind::UnknownCode)
        })
    }

    /// A date with what is known of it.
    pub(crate) fn date(&mut self, concept: Concept) -> Option<(ReadDate, Option<usize>)> {
        let column = self.written(concept)?.column;
        let (formats, today) = (&self.context.layout.table.date_formats, self.context.today);
        let date = self.value(concept, |text| read_date(text, formats, today))?;
        Some((date, column))
    }

    /// A whole day, which may lie ahead.
    pub(crate) fn any_day(&mut self, concept: Concept) -> Option<Date> {
        let (date, column) = self.date(concept)?;
        let day = date.whole();
        if day.is_none() {
            self.leave_out(column, FindingKind::NotADate);
        }
        day
    }

    /// A whole day that has happened.
    pub(crate) fn past_day(&mut self, concept: Concept) -> Option<Date> {
        let day = self.any_day(concept)?;
        if day <= self.context.today {
            return Some(day);
        }
        let column = self.written(concept).and_then(|written| written.column);
        self.leave_out(column, FindingKind::DateAfterToday);
        None
    }

    /// From a first to a last day. When the end is before the start, the end is kept and the
    /// start left out: what is over must not look open.
    pub(crate) fn span(&mut self, from: Concept, last: Concept) -> DateSpan {
        let first_day = self.any_day(from);
        let last_day = self.any_day(last);
        DateSpan::with_last_day(first_day, last_day).unwrap_or_else(|| {
            let column = self.written(last).and_then(|written| written.column);
            self.note(column, FindingKind::EndBeforeStart);
            DateSpan::with_last_day(None, last_day).unwrap_or_default()
        })
    }

    /// Yes or no.
    pub(crate) fn yes_or_no(&mut self, concept: Concept) -> Option<bool> {
        self.value(concept, |text| match folded(text).as_str() {
            "yes" | "y" | "true" | "t" | "1" => Ok(true),
            "no" | "n" | "false" | "f" | "0" => Ok(false),
            _ => Err(FindingKind::UnknownCode),
        })
    }
}

/// Why a text that is there is no key: too long, or nothing but characters that do not show.
fn no_key(text: &str) -> FindingKind {
    if text.chars().count() > PersonalText::LONGEST {
        FindingKind::TextTooLong
    } else {
        FindingKind::EncodingDamage
    }
}

/// Words that databases write for "nothing". Not asked of names: there are people called Null.
fn stands_for_blank(text: &str) -> bool {
    text.len() <= 6
        && ["null", "(null)", "#n/a", "nan"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(text))
}
