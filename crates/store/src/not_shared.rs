//! Recorded decisions not to share: added with the audit entry, never rewritten.
//!
//! Invariant: a decision is kept in the transaction of its audit entry or not at all.

use crate::database::{all, run};
use crate::row_text::personal;
use crate::{Store, StoreError, audit_log};
use audit::{AuditEvent, NotSharedReason};
use governance::Permit;
use uuid::Uuid;
use vocabulary::{CaseReference, PersonId, PersonalText};

/// One decision not to share.
#[derive(Clone)]
pub struct NotShared {
    /// The decision's own id.
    pub id: Uuid,
    /// About whom.
    pub person: PersonId,
    /// What was asked for, and by whom.
    pub asked: PersonalText,
    /// Why it was not shared.
    pub reason: NotSharedReason,
    /// Why, in the worker's words.
    pub words: PersonalText,
    /// On which case.
    pub case: Option<CaseReference>,
    /// Who decided.
    pub staff_id: String,
    /// When.
    pub decided_at: jiff::Timestamp,
}

type Row = (
    Uuid,
    Uuid,
    String,
    String,
    String,
    Option<String>,
    String,
    String,
);

impl Store {
    /// Keeps a decision with its audit entry.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn keep_not_shared(
        &self,
        decision: &NotShared,
        event: AuditEvent,
    ) -> Result<u64, StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        let seq = audit_log::append(&mut tx, event).await?;
        run!(
            &mut tx,
            "insert into decision_not_to_share (id, person_id, asked, reason, words, \
             case_reference, staff_id, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            decision.id,
            decision.person.uuid(),
            decision.asked.reveal(),
            decision.reason.code(),
            decision.words.reveal(),
            decision.case.as_ref().map(|case| case.reveal()),
            &decision.staff_id,
            decision.decided_at.to_string()
        )?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(seq)
    }

    /// Every decision, the newest first; that they are read is recorded before.
    ///
    /// # Errors
    /// When the entry cannot be written, the database fails or a stored value is unreadable.
    pub async fn not_shared(
        &self,
        _permit: &Permit,
        viewed: AuditEvent,
    ) -> Result<Vec<NotShared>, StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, viewed).await?;
        let rows = all!(
            &mut tx,
            Row,
            "select id, person_id, asked, reason, words, case_reference, staff_id, decided_at \
             from decision_not_to_share order by decided_at desc, id"
        )?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        rows.into_iter().map(from_row).collect()
    }
}

fn from_row(row: Row) -> Result<NotShared, StoreError> {
    let (id, person, asked, reason, words, case, staff_id, decided_at) = row;
    let unreadable = |column| move || StoreError::Unreadable(column);
    Ok(NotShared {
        id,
        person: PersonId::new(person),
        asked: personal(Some(&asked)).ok_or_else(unreadable("decision_not_to_share.asked"))?,
        reason: NotSharedReason::parse(&reason)
            .ok_or_else(unreadable("decision_not_to_share.reason"))?,
        words: personal(Some(&words)).ok_or_else(unreadable("decision_not_to_share.words"))?,
        case: case.and_then(|case| CaseReference::parse(&case).ok()),
        staff_id,
        decided_at: decided_at
            .parse()
            .map_err(|_| StoreError::Unreadable("decision_not_to_share.decided_at"))?,
    })
}
