//! Rows about people as typed values: the same columns are read for linking, for search and for
//! the family, so the reading stands once.
//!
//! Invariant: a text that cannot be read names its column, never its content.

use crate::StoreError;
use crate::row_text::{coded, date, facts_from_text, parsed, personal, span};
use uuid::Uuid;
use vocabulary::{
    Address, AddressKind, AddressRecord, DateSpan, Email, InvolvementRecord, InvolvementStatus,
    LoadId, NameText, NameUse, NhsNumber, NhsNumberStatus, PartialDate, PersonKey, PersonName,
    PersonRecord, PersonalText, Postcode, Provenance, Service, Sex, SourceId, StaffId, Telephone,
    UniqueLearnerNumber, UniquePupilNumber, Uprn, WorkerContact,
};

/// A row of `person_record` with its source, key and person.
#[derive(sqlx::FromRow)]
pub(crate) struct IdentityRow {
    pub(crate) person: Uuid,
    pub(crate) source_person_id: Uuid,
    pub(crate) load_id: Uuid,
    pub(crate) line: i64,
    pub(crate) source: String,
    pub(crate) received_at: String,
    pub(crate) person_key: String,
    pub(crate) birth: Option<String>,
    pub(crate) died_on: Option<String>,
    pub(crate) sex: Option<String>,
    pub(crate) nhs_number: Option<String>,
    pub(crate) nhs_number_status: Option<String>,
    pub(crate) upn: Option<String>,
    pub(crate) uln: Option<String>,
    pub(crate) telephone: Option<String>,
    pub(crate) email: Option<String>,
}

/// A row of `person_name` with its source, key and person.
#[derive(sqlx::FromRow)]
pub(crate) struct NameRow {
    pub(crate) person: Uuid,
    pub(crate) source_person_id: Uuid,
    pub(crate) load_id: Uuid,
    pub(crate) line: i64,
    pub(crate) source: String,
    pub(crate) received_at: String,
    pub(crate) person_key: String,
    pub(crate) usage: String,
    pub(crate) given: Option<String>,
    pub(crate) middle: Option<String>,
    pub(crate) family: Option<String>,
}

/// A row of `person_address` with its source, key and person.
#[derive(sqlx::FromRow)]
pub(crate) struct AddressRow {
    pub(crate) person: Uuid,
    pub(crate) source_person_id: Uuid,
    pub(crate) load_id: Uuid,
    pub(crate) line: i64,
    pub(crate) source: String,
    pub(crate) received_at: String,
    pub(crate) person_key: String,
    pub(crate) address_line: Option<String>,
    pub(crate) postcode: Option<String>,
    pub(crate) uprn: Option<String>,
    pub(crate) kind: String,
    pub(crate) is_confidential: bool,
    pub(crate) from_date: Option<String>,
    pub(crate) to_date: Option<String>,
}

/// A row of `involvement` with its source, key and person.
#[derive(sqlx::FromRow)]
pub(crate) struct InvolvementRow {
    pub(crate) id: Uuid,
    pub(crate) source_person_id: Uuid,
    pub(crate) person: Uuid,
    pub(crate) load_id: Uuid,
    pub(crate) line: i64,
    pub(crate) source: String,
    pub(crate) received_at: String,
    pub(crate) person_key: String,
    pub(crate) service: String,
    pub(crate) status: String,
    pub(crate) kind: Option<String>,
    pub(crate) from_date: Option<String>,
    pub(crate) to_date: Option<String>,
    pub(crate) last_contact: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) team: Option<String>,
    pub(crate) staff_id: Option<String>,
    pub(crate) worker_name: Option<String>,
    pub(crate) worker_role: Option<String>,
    pub(crate) worker_telephone: Option<String>,
    pub(crate) worker_email: Option<String>,
    pub(crate) facts: String,
}

impl IdentityRow {
    /// The record, with the names that stand in the same row of the file.
    pub(crate) fn record(&self, names: Vec<PersonName>) -> Result<PersonRecord, StoreError> {
        Ok(PersonRecord {
            source: source(&self.source)?,
            key: key(&self.person_key)?,
            line: line(self.line)?,
            names,
            birth: parsed(
                self.birth.as_deref(),
                PartialDate::parse,
                "person_record.birth",
            )?,
            died_on: date(self.died_on.as_deref(), "person_record.died_on")?,
            sex: self.sex.as_deref().and_then(Sex::parse),
            nhs_number: parsed(
                self.nhs_number.as_deref(),
                NhsNumber::parse,
                "person_record.nhs_number",
            )?,
            nhs_number_status: self
                .nhs_number_status
                .as_deref()
                .map(|code| {
                    coded(
                        code,
                        NhsNumberStatus::parse,
                        "person_record.nhs_number_status",
                    )
                })
                .transpose()?,
            unique_pupil_number: parsed(
                self.upn.as_deref(),
                UniquePupilNumber::parse,
                "person_record.upn",
            )?,
            unique_learner_number: parsed(
                self.uln.as_deref(),
                UniqueLearnerNumber::parse,
                "person_record.uln",
            )?,
            telephone: parsed(
                self.telephone.as_deref(),
                Telephone::parse,
                "person_record.telephone",
            )?,
            email: parsed(self.email.as_deref(), Email::parse, "person_record.email")?,
        })
    }

    pub(crate) fn provenance(&self) -> Result<Provenance, StoreError> {
        provenance(self.load_id, self.line, &self.source, &self.received_at)
    }
}

impl NameRow {
    pub(crate) fn name(&self) -> Result<PersonName, StoreError> {
        let part = |text: &Option<String>| parsed(text.as_deref(), NameText::parse, "person_name");
        Ok(PersonName {
            usage: coded(&self.usage, NameUse::parse, "person_name.usage")?,
            given: part(&self.given)?,
            middle: part(&self.middle)?,
            family: part(&self.family)?,
        })
    }
}

impl AddressRow {
    pub(crate) fn address(&self) -> Result<Address, StoreError> {
        const COLUMN: &str = "person_address";
        Ok(Address {
            line: parsed(self.address_line.as_deref(), PersonalText::parse, COLUMN)?,
            postcode: parsed(self.postcode.as_deref(), Postcode::parse, COLUMN)?,
            uprn: parsed(self.uprn.as_deref(), Uprn::parse, COLUMN)?,
            kind: coded(&self.kind, AddressKind::parse, COLUMN)?,
            is_confidential: self.is_confidential,
        })
    }

    pub(crate) fn span(&self) -> Result<DateSpan, StoreError> {
        span(
            self.from_date.as_deref(),
            self.to_date.as_deref(),
            "person_address.from_date",
        )
    }

    pub(crate) fn record(&self) -> Result<AddressRecord, StoreError> {
        Ok(AddressRecord {
            source: source(&self.source)?,
            person: key(&self.person_key)?,
            line: line(self.line)?,
            address: self.address()?,
            span: self.span()?,
        })
    }
}

impl InvolvementRow {
    pub(crate) fn record(&self) -> Result<InvolvementRecord, StoreError> {
        Ok(InvolvementRecord {
            source: source(&self.source)?,
            person: key(&self.person_key)?,
            line: line(self.line)?,
            service: coded(&self.service, Service::parse, "involvement.service")?,
            status: coded(
                &self.status,
                InvolvementStatus::from_code,
                "involvement.status",
            )?,
            kind: personal(self.kind.as_deref()),
            span: span(
                self.from_date.as_deref(),
                self.to_date.as_deref(),
                "involvement.from_date",
            )?,
            last_contact: date(self.last_contact.as_deref(), "involvement.last_contact")?,
            organisation: personal(self.organisation.as_deref()),
            team: personal(self.team.as_deref()),
            worker: self.worker()?,
            facts: facts_from_text(&self.facts)?,
        })
    }

    fn worker(&self) -> Result<WorkerContact, StoreError> {
        Ok(WorkerContact {
            staff: self.staff_id.as_deref().and_then(StaffId::parse),
            name: personal(self.worker_name.as_deref()),
            role: personal(self.worker_role.as_deref()),
            telephone: parsed(
                self.worker_telephone.as_deref(),
                Telephone::parse,
                "involvement.worker_telephone",
            )?,
            email: parsed(
                self.worker_email.as_deref(),
                Email::parse,
                "involvement.worker_email",
            )?,
        })
    }
}

/// Where a row comes from.
pub(crate) fn provenance(
    load: Uuid,
    at: i64,
    from: &str,
    received_at: &str,
) -> Result<Provenance, StoreError> {
    Ok(Provenance {
        source: source(from)?,
        load: LoadId::new(load),
        line: line(at)?,
        recorded_at: received_at
            .parse()
            .map_err(|_| StoreError::Unreadable("source_load.received_at"))?,
    })
}

pub(crate) fn source(text: &str) -> Result<SourceId, StoreError> {
    SourceId::parse(text).map_err(|_| StoreError::Unreadable("source_person.source"))
}

pub(crate) fn key(text: &str) -> Result<PersonKey, StoreError> {
    PersonKey::parse(text).ok_or(StoreError::Unreadable("source_person.person_key"))
}

fn line(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Unreadable("line"))
}
