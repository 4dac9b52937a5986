//! The duty rota: who is on duty from which moment until which. A fact for the decision.
//!
//! Invariants: half-open, the first moment counts and the last does not; rows are only added,
//! with their audit entry.

use crate::database::{Tx, all, run};
use crate::{Store, StoreError, audit_log};
use audit::AuditEvent;
use jiff::Timestamp;
use uuid::Uuid;

/// One duty of one worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Its id.
    pub id: Uuid,
    /// The worker.
    pub staff_id: String,
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after.
    pub to: Timestamp,
    /// Who set it.
    pub set_by: String,
    /// When it was set.
    pub set_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    staff_id: String,
    from_at: String,
    to_at: String,
    set_by: String,
    set_at: String,
}

impl Store {
    /// Whether a worker is on duty at a moment.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn is_on_duty(&self, staff_id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            Row,
            "select d.id, d.staff_id, d.from_at, d.to_at, d.set_by, d.set_at from duty d \
             where d.staff_id = $1 \
             and not exists (select 1 from duty_removed r where r.duty_id = d.id)",
            staff_id
        )?;
        for row in rows {
            if duty(row)?.holds_at(at) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Puts workers on the rota, all of them or none, with one audit entry each.
    ///
    /// # Errors
    /// When an entry or a row cannot be written.
    pub async fn set_duties(&self, duties: Vec<(Duty, AuditEvent)>) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        for (duty, event) in duties {
            audit_log::append(&mut tx, event).await?;
            insert(&mut tx, &duty).await?;
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)
    }

    /// Takes a duty off the rota. False when there is none, or it was taken off before.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn remove_duty(
        &self,
        id: Uuid,
        (by, at): (&str, Timestamp),
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        let removed = run!(
            &mut tx,
            "insert into duty_removed (duty_id, removed_by, removed_at) \
             select id, $2, $3 from duty where id = $1 on conflict (duty_id) do nothing",
            id,
            by,
            at.to_string()
        )?;
        if removed == 0 {
            return Ok(false);
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }

    /// Every duty that was not taken off and is not over at a moment, the earliest first.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn duties_from(&self, at: Timestamp) -> Result<Vec<Duty>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            Row,
            "select d.id, d.staff_id, d.from_at, d.to_at, d.set_by, d.set_at from duty d \
             where not exists (select 1 from duty_removed r where r.duty_id = d.id)"
        )?;
        let mut duties: Vec<Duty> = rows.into_iter().map(duty).collect::<Result<_, _>>()?;
        duties.retain(|duty| duty.to > at);
        duties.sort_by(|a, b| (a.from, &a.staff_id, a.id).cmp(&(b.from, &b.staff_id, b.id)));
        Ok(duties)
    }
}

impl Duty {
    /// Whether it holds at a moment.
    #[must_use]
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }
}

/// Keeps a duty inside the caller's transaction.
pub(crate) async fn insert(tx: &mut Tx, duty: &Duty) -> Result<(), StoreError> {
    run!(
        tx,
        "insert into duty (id, staff_id, from_at, to_at, set_by, set_at) \
         values ($1, $2, $3, $4, $5, $6)",
        duty.id,
        &duty.staff_id,
        duty.from.to_string(),
        duty.to.to_string(),
        &duty.set_by,
        duty.set_at.to_string()
    )?;
    Ok(())
}

fn duty(row: Row) -> Result<Duty, StoreError> {
    let moment = |text: &str| {
        text.parse()
            .map_err(|_| StoreError::Unreadable("duty.from_at"))
    };
    Ok(Duty {
        id: row.id,
        staff_id: row.staff_id,
        from: moment(&row.from_at)?,
        to: moment(&row.to_at)?,
        set_by: row.set_by,
        set_at: moment(&row.set_at)?,
    })
}
