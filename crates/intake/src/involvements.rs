//! Involvements of a service with a person: status, dates, worker and agreed facts of one row.
//!
//! Invariant: a row that says "none found" makes no involvement; a status that is not known
//! is noted, and the dates decide.

use crate::concept::Concept as C;
use crate::dates::read_date;
use crate::finding::FindingKind as K;
use crate::reading::Reading;
use crate::table::{Fact, Meaning, folded};
use vocabulary::{
    DateAccuracy, InvolvementFact, InvolvementRecord, InvolvementStatus, PersonKey, PersonalText,
    WorkerContact,
};

/// Whether a status says that there is no involvement.
pub(crate) fn is_none_found(text: &str) -> bool {
    matches!(
        folded(text).as_str(),
        "none"
            | "nonefound"
            | "no"
            | "n"
            | "notfound"
            | "norecord"
            | "notinvolved"
            | "noinvolvement"
    )
}

impl Reading<'_> {
    /// The involvement of the row, unless it says that there is none.
    pub(crate) fn involvement(&mut self, person: PersonKey) -> Option<InvolvementRecord> {
        let service = self.context.layout.table.service?;
        let status = self.written(C::InvolvementStatus);
        if status.is_some_and(|written| is_none_found(written.text)) {
            return None;
        }
        let status = self.value(C::InvolvementStatus, |text| {
            InvolvementStatus::parse(text).ok_or(K::UnknownStatus)
        });
        Some(InvolvementRecord {
            source: self.context.source.clone(),
            person,
            line: self.row.line,
            service,
            status: status.unwrap_or(InvolvementStatus::NotStated),
            kind: self.text(C::InvolvementKind),
            span: self.span(C::InvolvementFrom, C::InvolvementTo),
            last_contact: self.past_day(C::InvolvementLastContact),
            organisation: self.text(C::InvolvementOrganisation),
            team: self.text(C::InvolvementTeam),
            worker: WorkerContact {
                staff: self.staff_id(C::WorkerId),
                name: self.text(C::WorkerName),
                role: self.text(C::WorkerRole),
                telephone: self.telephone(C::WorkerTelephone),
                email: self.email(C::WorkerEmail),
            },
            facts: self.facts(),
        })
    }

    fn facts(&mut self) -> Vec<InvolvementFact> {
        let columns = &self.context.layout.table.columns;
        let mut facts = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            if let Meaning::Fact(fact) = &column.meaning
                && let Some(value) = self.fact_value(at, fact)
            {
                facts.push(InvolvementFact {
                    label: fact.label.clone(),
                    value,
                    level: fact.level,
                });
            }
        }
        facts
    }

    fn fact_value(&mut self, column: usize, fact: &Fact) -> Option<PersonalText> {
        let text = self.column_text(column)?;
        let word = folded(text);
        if word == "null" || fact.leave_out.contains(&word) {
            return None;
        }
        let value = if fact.is_date {
            let formats = &self.context.layout.table.date_formats;
            read_date(text, formats, self.context.today).and_then(|read| {
                let date = read.partial(DateAccuracy::Accurate).ok_or(K::NotADate)?;
                PersonalText::parse(&date.to_text()).map_err(|_| K::NotADate)
            })
        } else {
            PersonalText::parse(text).map_err(|_| K::TextTooLong)
        };
        match value {
            Ok(value) => Some(value),
            Err(kind) => {
                self.leave_out(Some(column), kind);
                None
            }
        }
    }
}
