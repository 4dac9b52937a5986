//! The people whom workers have named: told to the system by a worker about themself, or by the
//! information-governance lead about a worker; taken off only when that lead agrees.
//!
//! Invariant: rows are only added, each in the transaction of its audit entry; whether a record
//! was found to be about somebody is never part of what is read here.

use crate::database::{Tx, all, run};
use crate::row_text::{coded, date, date_text, parsed};
use crate::{Store, StoreError, audit_log, ties};
use audit::AuditEvent;
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{Closeness, Date, NameText, NhsNumber};

/// Somebody whom a worker has named.
#[derive(Clone)]
pub struct DeclaredPerson {
    /// The id of what was said.
    pub id: Uuid,
    /// The worker whom it ties.
    pub staff_id: String,
    /// How near the person is.
    pub closeness: Closeness,
    /// Given name.
    pub given: NameText,
    /// Family name.
    pub family: NameText,
    /// Birth date, where it was given.
    pub birth: Option<Date>,
    /// NHS number, where it was given.
    pub nhs_number: Option<NhsNumber>,
    /// Who said so: the worker, or the information-governance lead.
    pub declared_by: String,
    /// When.
    pub declared_at: jiff::Timestamp,
    /// Every time that somebody asked to take it off, oldest first.
    pub withdrawals: Vec<Withdrawal>,
}

/// Somebody asked that a named person be taken off the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Its id.
    pub id: Uuid,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: jiff::Timestamp,
    /// Whether it was agreed, by whom and when; nothing while it waits.
    pub answer: Option<(bool, String, jiff::Timestamp)>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    staff_id: String,
    closeness: String,
    given: String,
    family: String,
    birth: Option<String>,
    nhs_number: Option<String>,
    declared_by: String,
    declared_at: String,
}

#[derive(sqlx::FromRow)]
struct WithdrawalRow {
    id: Uuid,
    declared_id: Uuid,
    asked_by: String,
    asked_at: String,
    is_agreed: Option<bool>,
    answered_by: Option<String>,
    answered_at: Option<String>,
}

impl DeclaredPerson {
    /// Whether taking it off was agreed: it ties nobody any more.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        let is_agreed = |one: &Withdrawal| one.answer.as_ref().is_some_and(|answer| answer.0);
        self.withdrawals.iter().any(is_agreed)
    }

    /// The request to take it off that waits for an answer.
    #[must_use]
    pub fn waiting(&self) -> Option<&Withdrawal> {
        self.withdrawals.iter().find(|one| one.answer.is_none())
    }
}

impl Store {
    /// Keeps what somebody said, ties the records that are about the person, and records it.
    ///
    /// # Errors
    /// When the entry or a row cannot be written; nothing is kept then.
    pub async fn declare_person(
        &self,
        said: &DeclaredPerson,
        event: AuditEvent,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        let number = said.nhs_number.as_ref().map(NhsNumber::reveal);
        run!(
            &mut tx,
            "insert into declared_person (id, staff_id, closeness, given, family, birth, nhs_number, \
             declared_by, declared_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            said.id,
            &said.staff_id,
            said.closeness.code(),
            said.given.reveal(),
            said.family.reveal(),
            date_text(said.birth),
            number,
            &said.declared_by,
            said.declared_at.to_string()
        )?;
        ties::keep_keys(&mut tx, std::slice::from_ref(said)).await?;
        ties::tie_records(&mut tx, Some(said.id)).await?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)
    }

    /// Everybody whom workers have named, in the order in which they were named; of one worker
    /// where one is asked for.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn declared_people(
        &self,
        staff_id: Option<&str>,
    ) -> Result<Vec<DeclaredPerson>, StoreError> {
        let mut tx = self.read().await?;
        let mut people = declared(&mut tx).await?;
        people.retain(|one| staff_id.is_none_or(|id| one.staff_id == id));
        Ok(people)
    }

    /// Asks that a named person be taken off. False when it was asked already, or it is off.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn ask_withdrawal(
        &self,
        declared: Uuid,
        asked: &Withdrawal,
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        // The head of the audit is the lock that puts two askers in order.
        audit_log::append(&mut tx, event).await?;
        let kept = run!(
            &mut tx,
            "insert into declared_withdrawal (id, declared_id, asked_by, asked_at) \
             select $1, d.id, $3, $4 from declared_person d where d.id = $2 and not exists ( \
                 select 1 from declared_withdrawal w \
                 left join declared_withdrawal_answer a on a.withdrawal_id = w.id \
                 where w.declared_id = d.id and (a.is_agreed is null or a.is_agreed))",
            asked.id,
            declared,
            &asked.asked_by,
            asked.asked_at.to_string()
        )?;
        if kept == 0 {
            return Ok(false);
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }

    /// Answers such a request. False when there is none, or it was answered already.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn answer_withdrawal(
        &self,
        withdrawal: Uuid,
        (is_agreed, by, at): (bool, &str, jiff::Timestamp),
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        let kept = run!(
            &mut tx,
            "insert into declared_withdrawal_answer (withdrawal_id, is_agreed, answered_by, answered_at) \
             select id, $2, $3, $4 from declared_withdrawal where id = $1 \
             on conflict (withdrawal_id) do nothing",
            withdrawal,
            is_agreed,
            by,
            at.to_string()
        )?;
        if kept == 0 {
            return Ok(false);
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }
}

/// Everybody who was named, in order.
pub(crate) async fn declared(tx: &mut Tx) -> Result<Vec<DeclaredPerson>, StoreError> {
    let mut withdrawals: BTreeMap<Uuid, Vec<Withdrawal>> = BTreeMap::new();
    let rows = all!(
        tx,
        WithdrawalRow,
        "select w.id, w.declared_id, w.asked_by, w.asked_at, a.is_agreed, a.answered_by, a.answered_at \
         from declared_withdrawal w left join declared_withdrawal_answer a on a.withdrawal_id = w.id \
         order by w.asked_at, w.id"
    )?;
    for row in rows {
        let of = withdrawals.entry(row.declared_id).or_default();
        of.push(withdrawal(row)?);
    }
    let rows = all!(
        tx,
        Row,
        "select id, staff_id, closeness, given, family, birth, nhs_number, declared_by, declared_at \
         from declared_person order by declared_at, id"
    )?;
    rows.into_iter()
        .map(|row| {
            let of = withdrawals.remove(&row.id).unwrap_or_default();
            person(&row, of)
        })
        .collect()
}

fn person(row: &Row, withdrawals: Vec<Withdrawal>) -> Result<DeclaredPerson, StoreError> {
    const NAME: StoreError = StoreError::Unreadable("declared_person");
    Ok(DeclaredPerson {
        id: row.id,
        staff_id: row.staff_id.clone(),
        closeness: coded(
            &row.closeness,
            Closeness::parse,
            "declared_person.closeness",
        )?,
        given: NameText::parse(&row.given).map_err(|_| NAME)?,
        family: NameText::parse(&row.family).map_err(|_| NAME)?,
        birth: date(row.birth.as_deref(), "declared_person.birth")?,
        nhs_number: parsed(
            row.nhs_number.as_deref(),
            NhsNumber::parse,
            "declared_person.nhs_number",
        )?,
        declared_by: row.declared_by.clone(),
        declared_at: moment(&row.declared_at)?,
        withdrawals,
    })
}

fn withdrawal(row: WithdrawalRow) -> Result<Withdrawal, StoreError> {
    let answered_at = row.answered_at.as_deref().map(moment).transpose()?;
    Ok(Withdrawal {
        id: row.id,
        asked_by: row.asked_by,
        asked_at: moment(&row.asked_at)?,
        answer: match (row.is_agreed, row.answered_by, answered_at) {
            (Some(is_agreed), Some(by), Some(at)) => Some((is_agreed, by, at)),
            _ => None,
        },
    })
}

fn moment(text: &str) -> Result<jiff::Timestamp, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Unreadable("declared_person.declared_at"))
}
