//! What the information-governance lead found about flags: added with the audit entry, never
//! rewritten.
//!
//! Invariant: a review is kept in the transaction of its audit entry or not at all.

use crate::database::{all, first, run};
use crate::row_text::personal;
use crate::{Store, StoreError, audit_log};
use audit::AuditEvent;
use audit::flags::{Flag, FlagOutcome};
use uuid::Uuid;
use vocabulary::PersonalText;

/// One review of one flag.
#[derive(Clone)]
pub struct FlagReview {
    /// The review's own id.
    pub id: Uuid,
    /// The flag.
    pub flag: Flag,
    /// The entry that raised it.
    pub seq: u64,
    /// What was found.
    pub outcome: FlagOutcome,
    /// Why.
    pub reason: PersonalText,
    /// Who reviewed.
    pub staff_id: String,
    /// When.
    pub reviewed_at: jiff::Timestamp,
}

type Row = (Uuid, String, i64, String, String, String, String);

impl Store {
    /// Every review, the oldest first.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn flag_reviews(&self) -> Result<Vec<FlagReview>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            Row,
            "select id, flag, seq, outcome, reason, staff_id, reviewed_at from flag_review \
             order by reviewed_at, id"
        )?;
        rows.into_iter().map(from_row).collect()
    }

    /// Who made an entry. A staff id, and nobody else.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worker_of_entry(&self, seq: u64) -> Result<Option<String>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (Option<String>,),
            "select staff_id from audit_entry where seq = $1",
            i64::try_from(seq).unwrap_or(0)
        )?;
        Ok(row.and_then(|(staff_id,)| staff_id))
    }

    /// Keeps a review with its audit entry.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn keep_flag_review(
        &self,
        review: &FlagReview,
        event: AuditEvent,
    ) -> Result<(), StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, event).await?;
        let seq = i64::try_from(review.seq).map_err(|_| StoreError::Unreadable("flag_review"))?;
        run!(
            &mut tx,
            "insert into flag_review (id, flag, seq, outcome, reason, staff_id, reviewed_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            review.id,
            review.flag.code(),
            seq,
            review.outcome.code(),
            review.reason.reveal(),
            &review.staff_id,
            review.reviewed_at.to_string()
        )?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)
    }
}

fn from_row(row: Row) -> Result<FlagReview, StoreError> {
    let (id, flag, seq, outcome, reason, staff_id, reviewed_at) = row;
    let unreadable = |column| move || StoreError::Unreadable(column);
    Ok(FlagReview {
        id,
        flag: Flag::parse(&flag).ok_or_else(unreadable("flag_review.flag"))?,
        seq: u64::try_from(seq).map_err(|_| StoreError::Unreadable("flag_review.seq"))?,
        outcome: FlagOutcome::parse(&outcome).ok_or_else(unreadable("flag_review.outcome"))?,
        reason: personal(Some(&reason)).ok_or_else(unreadable("flag_review.reason"))?,
        staff_id,
        reviewed_at: reviewed_at
            .parse()
            .map_err(|_| StoreError::Unreadable("flag_review.reviewed_at"))?,
    })
}
