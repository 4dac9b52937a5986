//! Cutting a record down to the level at which it may be shown.
//!
//! Invariant: a higher level never shows less, and a seal that does not fit the record inside
//! opens nothing.

use jiff::ToSpan as _;

use crate::{MemberPermit, Opened, Sealed, WithheldWhy};
use vocabulary::{
    AddressRecord, Category, Date, DateSpan, InvolvementRecord, InvolvementStatus, Level,
    PersonRecord, Purpose, WorkerContact,
};

impl MemberPermit {
    /// Opens an involvement, cut down to its level: at "involved" the service, whether it is
    /// current, organisation and team; from "named worker" on the worker and the dates; from
    /// "facts" on its kind and the facts agreed for that level.
    #[must_use]
    pub fn disclose(&self, sealed: Sealed<InvolvementRecord>) -> Opened<InvolvementRecord> {
        let (source, category) = (sealed.source().clone(), sealed.category());
        let today = self.today();
        let months = self
            .grant(&source, category)
            .and_then(|grant| grant.look_back_months);
        self.open_cut(sealed, |record, level| {
            if record.source != source || record.service.category() != category {
                return Err(WithheldWhy::WrongSeal);
            }
            if months.is_some_and(|months| ended_before(&record, months, today)) {
                return Err(WithheldWhy::BeforeLookBack);
            }
            Ok(cut_involvement(record, level, today))
        })
    }

    /// Opens a person's record from one source: below "detail" the names and nothing else; at
    /// "detail" no more than the purpose is for.
    #[must_use]
    pub fn disclose_person(&self, sealed: Sealed<PersonRecord>) -> Opened<PersonRecord> {
        let (source, category) = (sealed.source().clone(), sealed.category());
        self.open_cut(sealed, |record, level| {
            let fits = record.source == source && category == Category::Identity;
            fits.then(|| cut_person(record, level, self.of_a_person()))
                .ok_or(WithheldWhy::WrongSeal)
        })
    }

    /// Opens an address; never one that is marked confidential.
    #[must_use]
    pub fn disclose_address(&self, sealed: Sealed<AddressRecord>) -> Opened<AddressRecord> {
        let (source, category) = (sealed.source().clone(), sealed.category());
        self.open_cut(sealed, |record, _| {
            if record.source != source || category != Category::Location {
                return Err(WithheldWhy::WrongSeal);
            }
            if record.address.is_confidential {
                return Err(WithheldWhy::Confidential);
            }
            Ok(record)
        })
    }
}

/// Whether all that is recorded of an involvement is over, and further back than so many months.
/// Without any date nothing can be said, and the source's own word stands.
fn ended_before(record: &InvolvementRecord, months: u32, today: Date) -> bool {
    let reaches_to = today.saturating_sub(i64::from(months).months());
    let is_over = record.span.to().is_some_and(|end| end <= today)
        || record.status == InvolvementStatus::Historic;
    let newest = record
        .span
        .to()
        .max(record.last_contact)
        .max(record.span.from());
    is_over && newest.is_some_and(|day| day < reaches_to)
}

fn cut_involvement(mut record: InvolvementRecord, level: Level, today: Date) -> InvolvementRecord {
    if level < Level::NamedWorker {
        record.status = without_dates(record.status, record.span, today);
        record.span = DateSpan::default();
        record.last_contact = None;
        record.worker = WorkerContact::default();
    }
    if level < Level::Facts {
        record.kind = None;
        record.facts.clear();
    }
    record.facts.retain(|fact| fact.level <= level);
    record
}

/// What remains of the dates when they are not shown: current, ended or not stated.
fn without_dates(status: InvolvementStatus, span: DateSpan, today: Date) -> InvolvementStatus {
    match status {
        InvolvementStatus::Current | InvolvementStatus::Historic => status,
        InvolvementStatus::NotStated if span.to().is_some_and(|end| end <= today) => {
            InvolvementStatus::Historic
        }
        InvolvementStatus::NotStated if span.from().is_some_and(|start| start <= today) => {
            InvolvementStatus::Current
        }
        InvolvementStatus::NotStated => status,
    }
}

/// How much of a person's own record a purpose is shown, whatever an agreement says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OfAPerson {
    /// Names and birth date.
    NamesAndBirth,
    /// Also the numbers, the sex and the day of death: what tells two records apart. No way to
    /// reach the person.
    WhatTellsRecordsApart,
    /// The whole record.
    Whole,
}

impl OfAPerson {
    /// What a purpose is shown.
    pub(crate) const fn by(purpose: Option<Purpose>) -> Self {
        match purpose {
            None | Some(Purpose::Audit | Purpose::Safeguarding | Purpose::ServicePlanning) => {
                Self::NamesAndBirth
            }
            Some(Purpose::RecordCorrection) => Self::WhatTellsRecordsApart,
            Some(
                Purpose::SignificantHarm
                | Purpose::ChildInNeedAssessment
                | Purpose::FrontDoorTriage
                | Purpose::EarlyHelp
                | Purpose::OutOfHoursDuty
                | Purpose::MovedBetweenCouncils
                | Purpose::SubjectRights,
            ) => Self::Whole,
        }
    }
}

fn cut_person(mut record: PersonRecord, level: Level, shown: OfAPerson) -> PersonRecord {
    let is_detail = level >= Level::Detail;
    if !is_detail {
        record.birth = None;
    }
    if !is_detail || shown != OfAPerson::Whole {
        record.telephone = None;
        record.email = None;
    }
    if !is_detail || shown == OfAPerson::NamesAndBirth {
        record.died_on = None;
        record.sex = None;
        record.nhs_number = None;
        record.nhs_number_status = None;
        record.unique_pupil_number = None;
        record.unique_learner_number = None;
    }
    record
}
