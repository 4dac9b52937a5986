//! What workers are told: that a colleague looks on their behalf, what came of what they asked.
//!
//! Invariant: a notice names workers and moments, never a family.

use crate::database::{Tx, all, first, run};
use crate::row_text::coded;
use crate::{Store, StoreError, audit_log};
use audit::AuditEvent;
use jiff::Timestamp;
use uuid::Uuid;
use vocabulary::NoticeKind;

/// Something that a worker is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: Uuid,
    /// Who is told.
    pub staff_id: String,
    /// What kind of thing it is.
    pub kind: NoticeKind,
    /// Who did it.
    pub by_staff: String,
    /// When it was done.
    pub made_at: Timestamp,
    /// When the worker read it; nothing while they have not.
    pub read_at: Option<Timestamp>,
    /// When the worker said that they did not ask for it.
    pub denied_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    staff_id: String,
    kind: String,
    by_staff: String,
    made_at: String,
    read_at: Option<String>,
    denied_at: Option<String>,
}

impl Store {
    /// How much a worker has not read yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unread_notices(&self, staff_id: &str) -> Result<i64, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (i64,),
            "select count(*) from notice where staff_id = $1 and read_at is null",
            staff_id
        )?;
        Ok(row.map_or(0, |row| row.0))
    }

    /// What a worker was told, newest first; what was not read yet is read from `at` on.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn read_notices(
        &self,
        staff_id: &str,
        at: Timestamp,
    ) -> Result<Vec<Notice>, StoreError> {
        let mut tx = self.write().await?;
        let rows = all!(
            &mut tx,
            Row,
            "select id, staff_id, kind, by_staff, made_at, read_at, denied_at from notice \
             where staff_id = $1",
            staff_id
        )?;
        run!(
            &mut tx,
            "update notice set read_at = $2 where staff_id = $1 and read_at is null",
            staff_id,
            at.to_string()
        )?;
        tx.commit().await?;
        let mut notices: Vec<Notice> = rows.into_iter().map(notice).collect::<Result<_, _>>()?;
        notices.sort_by_key(|notice| std::cmp::Reverse((notice.made_at, notice.id)));
        Ok(notices)
    }

    /// The worker did not ask for it: kept with its audit entry. False when there is no such
    /// notice of theirs, or they have said so before.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn deny_notice(
        &self,
        notice: Uuid,
        staff_id: &str,
        at: Timestamp,
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        let denied = run!(
            &mut tx,
            "update notice set denied_at = $3 \
             where id = $1 and staff_id = $2 and denied_at is null",
            notice,
            staff_id,
            at.to_string()
        )?;
        if denied == 0 {
            return Ok(false);
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }
}

/// Keeps a notice inside the caller's transaction.
pub(crate) async fn tell(tx: &mut Tx, notice: &Notice) -> Result<(), StoreError> {
    run!(
        tx,
        "insert into notice (id, staff_id, kind, by_staff, made_at) values ($1, $2, $3, $4, $5)",
        notice.id,
        &notice.staff_id,
        notice.kind.code(),
        &notice.by_staff,
        notice.made_at.to_string()
    )?;
    Ok(())
}

fn notice(row: Row) -> Result<Notice, StoreError> {
    let moment = |text: &str| {
        text.parse()
            .map_err(|_| StoreError::Unreadable("notice.made_at"))
    };
    Ok(Notice {
        id: row.id,
        staff_id: row.staff_id,
        kind: coded(&row.kind, NoticeKind::parse, "notice.kind")?,
        by_staff: row.by_staff,
        made_at: moment(&row.made_at)?,
        read_at: row.read_at.as_deref().map(moment).transpose()?,
        denied_at: row.denied_at.as_deref().map(moment).transpose()?,
    })
}
