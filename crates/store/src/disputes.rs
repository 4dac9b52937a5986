//! What is said to be wrong, and what came of it: added with the audit entry, never rewritten.
//!
//! Invariants: a dispute and each step after it are kept in the transaction of their audit entry;
//! the newest step counts. Where a disputed record is hidden stands in `disputed_records.rs`.

use crate::built_sql::{self, Value};
use crate::database::{Tx, all, first, run};
use crate::linking::current_number;
use crate::person_rows::{key, source};
use crate::row_text::{coded, moment, personal};
use crate::{FamilyReader, Notice, Store, StoreError, audit_log, notices};
use audit::AuditEvent;
use governance::Permit;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{
    DisputeAnswer, DisputeKind, DisputeReason, InvolvementId, PersonId, PersonKey, PersonalText,
    RecordId, Role, SaidBy, Service, SourceId,
};

/// What somebody says is wrong.
#[derive(Clone)]
pub struct Dispute {
    /// The dispute's own id.
    pub id: Uuid,
    /// What people quote.
    pub reference: String,
    /// What is said.
    pub kind: DisputeKind,
    /// The record of which it is said.
    pub record: RecordId,
    /// The service of which it is said; nothing for who the person is.
    pub service: Option<Service>,
    /// The involvement of which it is said, where one was chosen.
    pub involvement: Option<InvolvementId>,
    /// The part of which it is said, by its name on the page.
    pub field: Option<String>,
    /// Why.
    pub reason: DisputeReason,
    /// Why, in words.
    pub words: Option<PersonalText>,
    /// Who says so.
    pub said_by: SaidBy,
    /// In which role it was entered.
    pub role: Role,
    /// Who entered it.
    pub staff_id: String,
    /// When.
    pub raised_at: Timestamp,
}

/// The question for the records desk: is the record about the person whom it stands with?
pub struct DisputedLink {
    /// The record of that person to which it was most likely joined.
    pub partner: RecordId,
    /// What the records desk quotes about the two.
    pub reference: String,
    /// Their match weight, in log2 odds.
    pub weight: f64,
    /// Why they were joined, as a sentence.
    pub words: String,
    /// Every record beside it.
    pub against: Vec<RecordId>,
}

/// A dispute as it stands.
pub struct KeptDispute {
    /// What is said.
    pub dispute: Dispute,
    /// The source of the record.
    pub source: SourceId,
    /// The person's key in that source.
    pub key: PersonKey,
    /// Who the record is held to be now; nothing when the source no longer has it.
    pub person: Option<PersonId>,
    /// Where the records desk is asked about it: the record beside which it stood.
    pub partner: Option<RecordId>,
    /// What came of it, the newest last.
    pub steps: Vec<DisputeStep>,
}

/// One step after a dispute.
#[derive(Clone)]
pub struct DisputeStep {
    /// What came of it.
    pub answer: DisputeAnswer,
    /// Why, in words.
    pub words: Option<PersonalText>,
    /// Who answered.
    pub staff_id: String,
    /// When.
    pub at: Timestamp,
}

impl KeptDispute {
    /// The newest step; nothing while nobody has answered, or when it was opened again.
    #[must_use]
    pub fn answer(&self) -> Option<&DisputeStep> {
        let newest = self.steps.last();
        newest.filter(|step| !step.answer.leaves_it_open())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    kind: String,
    source_person_id: Uuid,
    service: Option<String>,
    involvement_id: Option<Uuid>,
    field: Option<String>,
    reason: String,
    words: Option<String>,
    said_by: String,
    role: String,
    staff_id: String,
    raised_at: String,
    source: String,
    person_key: String,
    person_id: Option<Uuid>,
    partner_id: Option<Uuid>,
}

type StepRow = (Uuid, String, Option<String>, String, String);

impl FamilyReader {
    /// Keeps a dispute in the transaction of the look that showed what is disputed, and commits.
    ///
    /// # Errors
    /// When a row cannot be written, or nothing can be committed: nothing is disputed then.
    pub async fn raise(
        mut self,
        new: &Dispute,
        link: Option<&DisputedLink>,
    ) -> Result<(), StoreError> {
        insert(&mut self.tx, new, link).await?;
        let against = link.map_or(&[][..], |link| link.against.as_slice());
        let rows = against
            .iter()
            .flat_map(|record| [Value::Id(new.id), Value::Id(record.uuid())])
            .collect();
        built_sql::insert_rows(&mut self.tx, &AGAINST, rows).await?;
        let committed = self.tx.commit().await;
        committed.map_err(|_| StoreError::AuditUnwritable)
    }

    /// The record and the service of an involvement of the generation; nothing where there is none.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn involvement_place(
        &mut self,
        involvement: InvolvementId,
    ) -> Result<Option<(RecordId, Service)>, StoreError> {
        let row = first!(
            &mut self.tx,
            (Uuid, String),
            "select i.source_person_id, i.service from involvement i \
             join generation_load g on g.load_id = i.load_id and g.generation = $1 \
             where i.id = $2",
            self.generation,
            involvement.uuid()
        )?;
        row.map(|(record, service)| {
            let service = coded(&service, Service::parse, "involvement.service")?;
            Ok((RecordId::new(record), service))
        })
        .transpose()
    }

    /// What is disputed of this record already and waits for an answer.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn waiting_about(
        &mut self,
        record: RecordId,
    ) -> Result<Vec<KeptDispute>, StoreError> {
        let all = read(&mut self.tx, self.generation).await?;
        let waits = |one: &KeptDispute| one.dispute.record == record && one.answer().is_none();
        Ok(all.into_iter().filter(waits).collect())
    }
}

impl Store {
    /// Every dispute, the oldest first; that they are read is recorded before.
    ///
    /// # Errors
    /// When the entry cannot be written, the database fails or a stored value is unreadable.
    pub async fn disputes(
        &self,
        _permit: &Permit,
        viewed: AuditEvent,
    ) -> Result<Vec<KeptDispute>, StoreError> {
        let unwritable = |_| StoreError::AuditUnwritable;
        let mut tx = self.write().await.map_err(unwritable)?;
        audit_log::append(&mut tx, viewed).await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let kept = read(&mut tx, generation).await?;
        tx.commit().await.map_err(unwritable)?;
        Ok(kept)
    }

    /// One dispute, before it is decided who may answer it. Its words are not read.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn dispute(&self, id: Uuid) -> Result<Option<KeptDispute>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let mut all = read(&mut tx, generation).await?.into_iter();
        Ok(all.find(|one| one.dispute.id == id).map(|mut one| {
            one.dispute.words = None;
            for step in &mut one.steps {
                step.words = None;
            }
            one
        }))
    }

    /// Adds a step with its audit entry and tells whoever raised it. False when there was another
    /// step since `known` steps were there; nothing is kept then, and nothing recorded.
    ///
    /// # Errors
    /// When the entry or a row cannot be written.
    pub async fn answer_dispute(
        &self,
        dispute: Uuid,
        step: &DisputeStep,
        known: usize,
        (event, told): (AuditEvent, Option<&Notice>),
    ) -> Result<bool, StoreError> {
        let unwritable = |_| StoreError::AuditUnwritable;
        let mut tx = self.write().await.map_err(unwritable)?;
        audit_log::append(&mut tx, event).await?;
        if steps_of(&mut tx, dispute).await? != i64::try_from(known).unwrap_or(i64::MAX) {
            return Ok(false);
        }
        add_step(&mut tx, dispute, step).await?;
        if let Some(notice) = told {
            notices::tell(&mut tx, notice).await?;
        }
        tx.commit().await.map_err(unwritable)?;
        Ok(true)
    }
}

/// Adds what the records desk's answer about a pair means for the disputes about it.
pub(crate) async fn settle(
    tx: &mut Tx,
    (a, b): (RecordId, RecordId),
    step: &DisputeStep,
) -> Result<(), StoreError> {
    for id in about_pair(tx, (a, b), OPEN_TO_THE_DESK).await? {
        add_step(tx, id, step).await?;
    }
    Ok(())
}

/// The records desk took an answer about a pair back: what it had settled is open again.
pub(crate) async fn reopen(
    tx: &mut Tx,
    (a, b): (RecordId, RecordId),
    (answered_at, staff_id, at): (Timestamp, &str, Timestamp),
) -> Result<(), StoreError> {
    let step = DisputeStep {
        answer: DisputeAnswer::Reopened,
        words: None,
        staff_id: staff_id.to_owned(),
        at,
    };
    let settled = all!(
        &mut *tx,
        (Uuid, String),
        SETTLED_BY_THE_DESK,
        a.uuid(),
        b.uuid()
    )?;
    for (id, raised_at) in settled {
        if moment(&raised_at, "dispute.raised_at")? <= answered_at {
            add_step(tx, id, &step).await?;
        }
    }
    Ok(())
}

async fn about_pair(
    tx: &mut Tx,
    (a, b): (RecordId, RecordId),
    sql: &'static str,
) -> Result<Vec<Uuid>, StoreError> {
    let rows = all!(tx, (Uuid,), sql, a.uuid(), b.uuid())?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

async fn steps_of(tx: &mut Tx, dispute: Uuid) -> Result<i64, StoreError> {
    let row = first!(
        tx,
        (i64,),
        "select count(*) from dispute_answer where dispute_id = $1",
        dispute
    )?;
    Ok(row.map_or(0, |row| row.0))
}

async fn add_step(tx: &mut Tx, dispute: Uuid, step: &DisputeStep) -> Result<(), StoreError> {
    let place = steps_of(tx, dispute).await? + 1;
    let words = step.words.as_ref().map(|words| words.reveal().to_owned());
    run!(
        tx,
        "insert into dispute_answer (dispute_id, place, answer, words, staff_id, answered_at) \
         values ($1, $2, $3, $4, $5, $6)",
        dispute,
        place,
        step.answer.code(),
        words.as_deref(),
        &step.staff_id,
        step.at.to_string()
    )?;
    Ok(())
}

async fn insert(tx: &mut Tx, new: &Dispute, link: Option<&DisputedLink>) -> Result<(), StoreError> {
    let words = new.words.as_ref().map(|words| words.reveal().to_owned());
    run!(
        tx,
        "insert into dispute (id, reference, kind, source_person_id, service, involvement_id, \
         field, reason, words, said_by, role, staff_id, raised_at, partner_id, match_reference, \
         weight, match_words) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        new.id,
        &new.reference,
        new.kind.code(),
        new.record.uuid(),
        new.service.map(Service::code),
        new.involvement.map(|id| id.uuid()),
        new.field.as_deref(),
        new.reason.code(),
        words.as_deref(),
        new.said_by.code(),
        new.role.code(),
        &new.staff_id,
        new.raised_at.to_string(),
        link.map(|link| link.partner.uuid()),
        link.map(|link| link.reference.as_str()),
        link.map(|link| link.weight),
        link.map(|link| link.words.as_str())
    )?;
    Ok(())
}

/// Every dispute with what came of it, the oldest first.
async fn read(tx: &mut Tx, generation: i64) -> Result<Vec<KeptDispute>, StoreError> {
    let rows = all!(&mut *tx, Row, DISPUTES, generation)?;
    let mut steps: BTreeMap<Uuid, Vec<DisputeStep>> = BTreeMap::new();
    for row in all!(&mut *tx, StepRow, STEPS)? {
        steps.entry(row.0).or_default().push(step(row)?);
    }
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.id;
        kept.push(from_row(row, steps.remove(&id).unwrap_or_default())?);
    }
    // As moments: their text leaves out a fraction of nothing.
    kept.sort_by_key(|one| (one.dispute.raised_at, one.dispute.id));
    Ok(kept)
}

fn step((_, answer, words, staff_id, at): StepRow) -> Result<DisputeStep, StoreError> {
    Ok(DisputeStep {
        answer: coded(&answer, DisputeAnswer::parse, "dispute_answer.answer")?,
        words: personal(words.as_deref()),
        staff_id,
        at: moment(&at, "dispute_answer.answered_at")?,
    })
}

fn from_row(row: Row, steps: Vec<DisputeStep>) -> Result<KeptDispute, StoreError> {
    let service = row.service.as_deref();
    let service = service.map(|code| coded(code, Service::parse, "dispute.service"));
    Ok(KeptDispute {
        dispute: Dispute {
            id: row.id,
            reference: row.reference,
            kind: coded(&row.kind, DisputeKind::parse, "dispute.kind")?,
            record: RecordId::new(row.source_person_id),
            service: service.transpose()?,
            involvement: row.involvement_id.map(InvolvementId::new),
            field: row.field,
            reason: coded(&row.reason, DisputeReason::parse, "dispute.reason")?,
            words: personal(row.words.as_deref()),
            said_by: coded(&row.said_by, SaidBy::parse, "dispute.said_by")?,
            role: coded(&row.role, Role::parse, "dispute.role")?,
            staff_id: row.staff_id,
            raised_at: moment(&row.raised_at, "dispute.raised_at")?,
        },
        source: source(&row.source)?,
        key: key(&row.person_key)?,
        person: row.person_id.map(PersonId::new),
        partner: row.partner_id.map(RecordId::new),
        steps,
    })
}

/// The newest answer to a dispute `d`, as an expression in SQL; `open` while there is none.
macro_rules! newest_answer {
    () => {
        "coalesce((select w.answer from dispute_answer w where w.dispute_id = d.id \
             order by w.place desc limit 1), 'open')"
    };
}
pub(crate) use newest_answer;

const AGAINST: built_sql::Into = built_sql::Into {
    table: "dispute_against",
    columns: &["dispute_id", "source_person_id"],
};
const DISPUTES: &str = "\
    select d.id, d.reference, d.kind, d.source_person_id, d.service, d.involvement_id, d.field, \
        d.reason, d.words, d.said_by, d.role, d.staff_id, d.raised_at, d.partner_id, \
        s.source, s.person_key, m.person_id \
    from dispute d join source_person s on s.id = d.source_person_id \
    left join membership m on m.source_person_id = d.source_person_id \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)";
const STEPS: &str = "\
    select dispute_id, answer, words, staff_id, answered_at from dispute_answer \
    order by dispute_id, place";
const OPEN_TO_THE_DESK: &str = concat!(
    "select d.id from dispute d where d.kind = 'wrong_person' \
         and ((d.source_person_id = $1 and d.partner_id = $2) \
             or (d.source_person_id = $2 and d.partner_id = $1)) and ",
    newest_answer!(),
    " in ('open', 'reopened')"
);
const SETTLED_BY_THE_DESK: &str = concat!(
    "select d.id, d.raised_at from dispute d where d.kind = 'wrong_person' \
         and ((d.source_person_id = $1 and d.partner_id = $2) \
             or (d.source_person_id = $2 and d.partner_id = $1)) and ",
    newest_answer!(),
    " in ('same_person', 'not_same_person', 'desk_cannot_tell')"
);
