//! What workers answered about pairs of records: added with the audit entry, never rewritten.
//!
//! Invariant: an answer, and taking one back, is kept in the transaction of its audit entry; a
//! pair stands with the smaller id first.

use crate::built_sql;
use crate::database::{Tx, all, first, run};
use crate::linking::current_number;
use crate::row_text::{coded, personal};
use crate::{DisputeStep, Store, StoreError, audit_log, disputes, restrictions};
use audit::AuditEvent;
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{MatchAnswer, MatchQuestion, MatchReason, PersonId, PersonalText, RecordId};

/// One answer of one worker about one pair.
#[derive(Clone)]
pub struct MatchDecision {
    /// The answer's own id.
    pub id: Uuid,
    /// The record with the smaller id.
    pub a: RecordId,
    /// The other.
    pub b: RecordId,
    /// What was asked.
    pub question: MatchQuestion,
    /// What a worker quotes about the pair.
    pub reference: String,
    /// Match weight of the pair when it was asked, in log2 odds.
    pub weight: f64,
    /// The answer.
    pub answer: MatchAnswer,
    /// Why.
    pub reason: MatchReason,
    /// What the worker added.
    pub note: Option<PersonalText>,
    /// Whether a second worker has to answer the same before it counts.
    pub needs_second: bool,
    /// Who answered.
    pub staff_id: String,
    /// When.
    pub decided_at: jiff::Timestamp,
    /// Who took it back, and when.
    pub undone: Option<(String, jiff::Timestamp)>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    a_id: Uuid,
    b_id: Uuid,
    kind: String,
    reference: String,
    weight: f64,
    answer: String,
    reason: String,
    note: Option<String>,
    needs_second: bool,
    staff_id: String,
    decided_at: String,
    undone_by: Option<String>,
    undone_at: Option<String>,
}

impl Store {
    /// Every answer that was ever given, in the order in which they were given. Ids and codes:
    /// nobody is named.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn match_decisions(&self) -> Result<Vec<MatchDecision>, StoreError> {
        let mut tx = self.read().await?;
        decisions(&mut tx).await
    }

    /// The pairs that have this reference, in the questions of the current generation or in the
    /// answers. Ids only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pairs_with_reference(
        &self,
        reference: &str,
    ) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let rows = all!(
            &mut tx,
            (Uuid, Uuid),
            "select a_id, b_id from possible_match where generation = $1 and reference = $2 \
             union select a_id, b_id from person_clash where generation = $1 and reference = $2 \
             union select a_id, b_id from match_decision where reference = $2 \
             union select case when source_person_id < partner_id then source_person_id \
                     else partner_id end as a_id, \
                 case when source_person_id < partner_id then partner_id \
                     else source_person_id end as b_id \
                 from dispute where match_reference = $2 and partner_id is not null",
            generation,
            reference
        )?;
        let absent = restrictions::records_as_if_absent(&mut tx, generation).await?;
        let pairs = rows
            .into_iter()
            .map(|(a, b)| (RecordId::new(a), RecordId::new(b)));
        Ok(pairs
            .filter(|(a, b)| !absent.contains(a) && !absent.contains(b))
            .collect())
    }

    /// Who these records are held to be in the published generation. Ids only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_of_records(
        &self,
        records: &[RecordId],
    ) -> Result<BTreeMap<RecordId, PersonId>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let ids = built_sql::ids(records.iter().map(|record| record.uuid()));
        let rows: Vec<(Uuid, Uuid)> = built_sql::all_in(&mut tx, PEOPLE, generation, ids).await?;
        let pair = |(record, person)| (RecordId::new(record), PersonId::new(person));
        Ok(rows.into_iter().map(pair).collect())
    }

    /// Keeps an answer with its audit entry, and what it means for a dispute about the pair. False
    /// when somebody answered about the pair since `known` answers were there; nothing is kept
    /// then, and nothing recorded.
    ///
    /// # Errors
    /// When the entry or the answer cannot be written.
    pub async fn keep_match_decision(
        &self,
        decision: &MatchDecision,
        (known, settles): (usize, Option<&DisputeStep>),
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write_recorded().await?;
        // The head of the audit is the lock that puts two workers at one pair in order.
        audit_log::append(&mut tx, event).await?;
        let there = first!(
            &mut tx,
            (i64,),
            "select count(*) from match_decision where a_id = $1 and b_id = $2",
            decision.a.uuid(),
            decision.b.uuid()
        )?;
        if there.is_none_or(|(count,)| usize::try_from(count) != Ok(known)) {
            return Ok(false);
        }
        insert(&mut tx, decision).await?;
        if let Some(step) = settles {
            disputes::settle(&mut tx, (decision.a, decision.b), step).await?;
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }

    /// Takes an answer back, with its audit entry; a dispute that it had settled is open again.
    /// False when it is not there or was taken back.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn undo_match_decision(
        &self,
        decision: &MatchDecision,
        staff_id: &str,
        at: jiff::Timestamp,
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write_recorded().await?;
        audit_log::append(&mut tx, event).await?;
        let undone = run!(
            &mut tx,
            "insert into match_decision_undone (decision_id, staff_id, undone_at) \
             select id, $2, $3 from match_decision where id = $1 \
             on conflict (decision_id) do nothing",
            decision.id,
            staff_id,
            at.to_string()
        )?;
        if undone == 0 {
            return Ok(false);
        }
        let taken_back = (decision.decided_at, staff_id, at);
        disputes::reopen(&mut tx, (decision.a, decision.b), taken_back).await?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }

    async fn write_recorded(&self) -> Result<Tx, StoreError> {
        self.write().await.map_err(|_| StoreError::AuditUnwritable)
    }
}

async fn insert(tx: &mut Tx, decision: &MatchDecision) -> Result<(), StoreError> {
    let note = decision.note.as_ref().map(|note| note.reveal().to_owned());
    run!(
        tx,
        "insert into match_decision (id, a_id, b_id, kind, reference, weight, answer, reason, \
         note, needs_second, staff_id, decided_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        decision.id,
        decision.a.uuid(),
        decision.b.uuid(),
        decision.question.code(),
        &decision.reference,
        decision.weight,
        decision.answer.code(),
        decision.reason.code(),
        note.as_deref(),
        decision.needs_second,
        &decision.staff_id,
        decision.decided_at.to_string()
    )?;
    Ok(())
}

/// Every answer, in the order in which they were given.
pub(crate) async fn decisions(tx: &mut Tx) -> Result<Vec<MatchDecision>, StoreError> {
    let rows = all!(
        tx,
        Row,
        "select d.id, d.a_id, d.b_id, d.kind, d.reference, d.weight, d.answer, d.reason, d.note, \
         d.needs_second, d.staff_id, d.decided_at, u.staff_id as undone_by, u.undone_at \
         from match_decision d left join match_decision_undone u on u.decision_id = d.id \
         order by d.decided_at, d.id"
    )?;
    let mut read: Vec<MatchDecision> = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    // As moments: their text leaves out a fraction of nothing.
    read.sort_by_key(|decision| (decision.decided_at, decision.id));
    Ok(read)
}

fn from_row(row: Row) -> Result<MatchDecision, StoreError> {
    let undone_at = row
        .undone_at
        .as_deref()
        .map(|text| moment(text, "match_decision_undone.undone_at"))
        .transpose()?;
    Ok(MatchDecision {
        id: row.id,
        a: RecordId::new(row.a_id),
        b: RecordId::new(row.b_id),
        question: coded(&row.kind, MatchQuestion::parse, "match_decision.kind")?,
        reference: row.reference,
        weight: row.weight,
        answer: coded(&row.answer, MatchAnswer::parse, "match_decision.answer")?,
        reason: coded(&row.reason, MatchReason::parse, "match_decision.reason")?,
        note: personal(row.note.as_deref()),
        needs_second: row.needs_second,
        staff_id: row.staff_id,
        decided_at: moment(&row.decided_at, "match_decision.decided_at")?,
        undone: row.undone_by.zip(undone_at),
    })
}

const PEOPLE: &str = "\
    select source_person_id, person_id from membership where source_person_id in (:list) \
        and from_generation <= $1 and (to_generation is null or to_generation > $1)";

fn moment(text: &str, column: &'static str) -> Result<jiff::Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable(column))
}
