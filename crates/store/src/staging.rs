//! Staging: the rows of one extract on their way into the database, in one transaction.
//!
//! Nothing of a load is visible until it is finished, linked and published; a load that is
//! dropped half-way leaves nothing behind.

use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all};
use crate::loads::{self, NewLoad, StagedLoad};
use crate::row_text::{date_text, facts_to_text};
use crate::{Mint, Store, StoreError};
use intake::Record;
use std::collections::HashMap;
use uuid::Uuid;
use vocabulary::{
    AddressRecord, CaseLinkRecord, Coverage, DateSpan, InvolvementRecord, LoadId, NhsNumberStatus,
    PersonKey, PersonName, PersonRecord, RelationshipRecord, SourceId, StaffRecord, TeamRecord,
};

/// One load being written.
pub struct Staging {
    tx: Tx,
    mint: Mint,
    load: LoadId,
    source: SourceId,
    known: HashMap<String, Uuid>,
    rows: Rows,
}

/// Rows waiting to be written, one list of values for each table.
#[derive(Default)]
struct Rows {
    source_person: Vec<Value>,
    person_record: Vec<Value>,
    person_name: Vec<Value>,
    person_address: Vec<Value>,
    relationship: Vec<Value>,
    involvement: Vec<Value>,
    case_link: Vec<Value>,
    staff: Vec<Value>,
    team: Vec<Value>,
    coverage: Vec<Value>,
}

impl Store {
    /// Begins a load. Ids of people that the source has named before are kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_load(&self, new: &NewLoad<'_>, mint: Mint) -> Result<Staging, StoreError> {
        let mut tx = self.write().await?;
        loads::begin(&mut tx, new).await?;
        let rows = all!(
            &mut tx,
            (Uuid, String),
            "select id, person_key from source_person where source = $1",
            new.source.as_str()
        )?;
        let known = rows.into_iter().map(|(id, key)| (key, id)).collect();
        let (load, source) = (new.id, new.source.clone());
        Ok(Staging {
            tx,
            mint,
            load,
            source,
            known,
            rows: Rows::default(),
        })
    }
}

impl Staging {
    /// Writes some records.
    ///
    /// # Errors
    /// When the database fails; the load is then lost as a whole.
    pub async fn write(&mut self, records: Vec<Record>) -> Result<(), StoreError> {
        for record in records {
            match record {
                Record::Person(person) => self.person(&person),
                Record::Name(other) => {
                    let id = self.person_id(&other.person);
                    self.name(id, other.line, &other.name);
                }
                Record::Address(address) => self.address(&address),
                Record::Relationship(relationship) => self.relationship(&relationship),
                Record::Involvement(involvement) => self.involvement(&involvement),
                Record::CaseLink(link) => self.case_link(&link),
                Record::Staff(staff) => self.staff(&staff),
                Record::Team(team) => self.team(&team),
                Record::Coverage(coverage) => self.coverage(&coverage),
            }
        }
        self.flush().await
    }

    /// Ends the load: from now on the next link run uses it.
    ///
    /// # Errors
    /// When the database fails; the load is then lost as a whole.
    pub async fn finish(mut self, staged: StagedLoad<'_>) -> Result<(), StoreError> {
        loads::finish(&mut self.tx, self.load, &self.source, staged).await?;
        self.tx.commit().await
    }

    async fn flush(&mut self) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.rows);
        let tx = &mut self.tx;
        built_sql::insert_rows(tx, &SOURCE_PERSON, rows.source_person).await?;
        built_sql::insert_rows(tx, &PERSON_RECORD, rows.person_record).await?;
        built_sql::insert_rows(tx, &PERSON_NAME, rows.person_name).await?;
        built_sql::insert_rows(tx, &PERSON_ADDRESS, rows.person_address).await?;
        built_sql::insert_rows(tx, &RELATIONSHIP, rows.relationship).await?;
        built_sql::insert_rows(tx, &INVOLVEMENT, rows.involvement).await?;
        built_sql::insert_rows(tx, &CASE_LINK, rows.case_link).await?;
        built_sql::insert_rows(tx, &STAFF, rows.staff).await?;
        built_sql::insert_rows(tx, &TEAM, rows.team).await?;
        built_sql::insert_rows(tx, &COVERAGE, rows.coverage).await
    }

    fn person_id(&mut self, key: &PersonKey) -> Uuid {
        if let Some(id) = self.known.get(key.reveal()) {
            return *id;
        }
        let id = self.mint.id();
        self.known.insert(key.reveal().to_owned(), id);
        self.rows.source_person.extend([
            Value::Id(id),
            text(Some(self.source.as_str())),
            text(Some(key.reveal())),
        ]);
        id
    }

    fn person(&mut self, person: &PersonRecord) {
        let id = self.person_id(&person.key);
        self.rows.person_record.extend([
            Value::Id(self.load.uuid()),
            Value::Id(id),
            line(person.line),
            Value::Text(person.birth.map(|birth| birth.to_text())),
            Value::Text(date_text(person.died_on)),
            text(person.sex.map(vocabulary::Sex::code)),
            Value::Text(person.nhs_number.map(|number| number.reveal())),
            text(person.nhs_number_status.map(NhsNumberStatus::code)),
            Value::Text(person.unique_pupil_number.map(|number| number.reveal())),
            Value::Text(person.unique_learner_number.map(|number| number.reveal())),
            text(
                person
                    .telephone
                    .as_ref()
                    .map(|telephone| telephone.reveal()),
            ),
            text(person.email.as_ref().map(|email| email.reveal())),
        ]);
        for name in &person.names {
            self.name(id, person.line, name);
        }
    }

    fn name(&mut self, id: Uuid, at: u64, name: &PersonName) {
        let part =
            |part: &Option<vocabulary::NameText>| text(part.as_ref().map(|part| part.reveal()));
        self.rows.person_name.extend([
            Value::Id(self.load.uuid()),
            Value::Id(id),
            line(at),
            text(Some(name.usage.code())),
            part(&name.given),
            part(&name.middle),
            part(&name.family),
        ]);
    }

    fn address(&mut self, record: &AddressRecord) {
        let id = self.person_id(&record.person);
        let address = &record.address;
        self.rows.person_address.extend([
            Value::Id(self.load.uuid()),
            Value::Id(id),
            line(record.line),
            text(address.line.as_ref().map(|part| part.reveal())),
            text(address.postcode.as_ref().map(|part| part.reveal())),
            Value::Text(address.uprn.map(|part| part.reveal())),
            text(Some(address.kind.code())),
            Value::Flag(Some(address.is_confidential)),
        ]);
        self.rows.person_address.extend(span(record.span));
        self.rows.person_address.push(Value::Text(
            address.key().map(|key| key.reveal().to_owned()),
        ));
    }

    fn relationship(&mut self, record: &RelationshipRecord) {
        let (person, other) = (
            self.person_id(&record.person),
            self.person_id(&record.other),
        );
        self.rows.relationship.extend([
            Value::Id(self.load.uuid()),
            line(record.line),
            Value::Id(person),
            text(Some(record.kind.code())),
            Value::Id(other),
        ]);
        self.rows.relationship.extend(span(record.span));
    }

    fn involvement(&mut self, record: &InvolvementRecord) {
        let person = self.person_id(&record.person);
        let id = self.mint.id();
        let personal =
            |part: &Option<vocabulary::PersonalText>| text(part.as_ref().map(|part| part.reveal()));
        let worker = &record.worker;
        self.rows.involvement.extend([
            Value::Id(id),
            Value::Id(self.load.uuid()),
            Value::Id(person),
            line(record.line),
            text(Some(record.service.code())),
            text(Some(record.status.code())),
            personal(&record.kind),
        ]);
        self.rows.involvement.extend(span(record.span));
        self.rows.involvement.extend([
            Value::Text(date_text(record.last_contact)),
            personal(&record.organisation),
            personal(&record.team),
            text(worker.staff.as_ref().map(|staff| staff.reveal())),
            personal(&worker.name),
            personal(&worker.role),
            text(
                worker
                    .telephone
                    .as_ref()
                    .map(|telephone| telephone.reveal()),
            ),
            text(worker.email.as_ref().map(|email| email.reveal())),
            Value::Text(Some(facts_to_text(&record.facts))),
        ]);
    }

    fn case_link(&mut self, record: &CaseLinkRecord) {
        let person = self.person_id(&record.person);
        self.rows.case_link.extend([
            Value::Id(self.load.uuid()),
            line(record.line),
            text(Some(record.case.reveal())),
            Value::Id(person),
            text(record.staff.as_ref().map(|staff| staff.reveal())),
            text(record.team.as_ref().map(|team| team.reveal())),
            text(Some(record.kind.code())),
        ]);
        self.rows.case_link.extend(span(record.span));
        self.rows.case_link.push(Value::Flag(record.family_agreed));
    }

    fn staff(&mut self, record: &StaffRecord) {
        self.rows.staff.extend([
            Value::Id(self.load.uuid()),
            line(record.line),
            text(Some(record.id.reveal())),
            text(Some(record.name.reveal())),
            text(record.role.as_ref().map(|role| role.reveal())),
            text(record.team.as_ref().map(|team| team.reveal())),
            text(
                record
                    .telephone
                    .as_ref()
                    .map(|telephone| telephone.reveal()),
            ),
            text(record.email.as_ref().map(|email| email.reveal())),
            Value::Text(date_text(record.left_on)),
        ]);
    }

    fn team(&mut self, record: &TeamRecord) {
        self.rows.team.extend([
            Value::Id(self.load.uuid()),
            line(record.line),
            text(Some(record.name.reveal())),
            text(Some(record.service.code())),
            text(
                record
                    .duty_telephone
                    .as_ref()
                    .map(|telephone| telephone.reveal()),
            ),
            text(
                record
                    .out_of_hours_telephone
                    .as_ref()
                    .map(|telephone| telephone.reveal()),
            ),
            text(record.duty_email.as_ref().map(|email| email.reveal())),
        ]);
    }

    fn coverage(&mut self, record: &Coverage) {
        self.rows.coverage.extend([
            Value::Id(self.load.uuid()),
            text(Some(record.service.code())),
            Value::Text(date_text(record.as_of)),
            Value::Text(date_text(record.from)),
            Value::Text(date_text(record.until)),
            Value::Text(record.area.clone()),
            Value::Text(record.misses.clone()),
        ]);
    }
}

fn text(text: Option<&str>) -> Value {
    Value::Text(text.map(str::to_owned))
}

fn line(line: u64) -> Value {
    Value::Int(i64::try_from(line).unwrap_or(i64::MAX))
}

fn span(span: DateSpan) -> [Value; 2] {
    [
        Value::Text(date_text(span.from())),
        Value::Text(date_text(span.to())),
    ]
}

const SOURCE_PERSON: Into = Into {
    table: "source_person",
    columns: &["id", "source", "person_key"],
};
const PERSON_RECORD: Into = Into {
    table: "person_record",
    columns: &[
        "load_id",
        "source_person_id",
        "line",
        "birth",
        "died_on",
        "sex",
        "nhs_number",
        "nhs_number_status",
        "upn",
        "uln",
        "telephone",
        "email",
    ],
};
const PERSON_NAME: Into = Into {
    table: "person_name",
    columns: &[
        "load_id",
        "source_person_id",
        "line",
        "usage",
        "given",
        "middle",
        "family",
    ],
};
const PERSON_ADDRESS: Into = Into {
    table: "person_address",
    columns: &[
        "load_id",
        "source_person_id",
        "line",
        "address_line",
        "postcode",
        "uprn",
        "kind",
        "is_confidential",
        "from_date",
        "to_date",
        "address_key",
    ],
};
const RELATIONSHIP: Into = Into {
    table: "relationship",
    columns: &[
        "load_id",
        "line",
        "person_id",
        "kind",
        "other_id",
        "from_date",
        "to_date",
    ],
};
const INVOLVEMENT: Into = Into {
    table: "involvement",
    columns: &[
        "id",
        "load_id",
        "source_person_id",
        "line",
        "service",
        "status",
        "kind",
        "from_date",
        "to_date",
        "last_contact",
        "organisation",
        "team",
        "staff_id",
        "worker_name",
        "worker_role",
        "worker_telephone",
        "worker_email",
        "facts",
    ],
};
const CASE_LINK: Into = Into {
    table: "case_link",
    columns: &[
        "load_id",
        "line",
        "case_reference",
        "source_person_id",
        "staff_id",
        "team",
        "kind",
        "from_date",
        "to_date",
        "family_agreed",
    ],
};
const STAFF: Into = Into {
    table: "staff",
    columns: &[
        "load_id",
        "line",
        "staff_id",
        "name",
        "role",
        "team",
        "telephone",
        "email",
        "left_on",
    ],
};
const TEAM: Into = Into {
    table: "team",
    columns: &[
        "load_id",
        "line",
        "name",
        "service",
        "duty_telephone",
        "out_of_hours_telephone",
        "duty_email",
    ],
};
const COVERAGE: Into = Into {
    table: "coverage",
    columns: &[
        "load_id",
        "service",
        "as_of",
        "from_date",
        "until_date",
        "area",
        "misses",
    ],
};
