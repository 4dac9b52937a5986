//! Searches and looks of the last day, for the budget; and who stands locked.
//!
//! Invariant: reading the uses and adding one happen in one transaction that other uses of the same
//! worker wait for, so that two requests at once cannot both take the last one.

use crate::database::{Tx, all, first, run};
use crate::row_text::{moment, parsed};
use crate::{Store, StoreError};
use jiff::Timestamp;

/// What a worker has used, as the budget needs it.
#[derive(Debug, Clone, Default)]
pub struct LookUses {
    /// When each search or look of this kind was, within the last day.
    pub times: Vec<Timestamp>,
    /// When the budget was last reported as used up.
    pub flagged_at: Option<Timestamp>,
    /// Since when the worker is locked.
    pub locked_at: Option<Timestamp>,
}

impl Store {
    /// Lets `decide` see what the worker has used. When it says so, the use is added; when it
    /// gives a moment, the worker is locked from then on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_look<T>(
        &self,
        staff_id: &str,
        kind: &str,
        now: Timestamp,
        decide: impl FnOnce(&LookUses) -> (T, UseChange) + Send,
    ) -> Result<T, StoreError> {
        let mut tx = self.write().await?;
        // Takes the row, so that another request of the same worker waits.
        run!(
            &mut tx,
            "insert into look_standing (staff_id) values ($1) on conflict (staff_id) \
             do update set staff_id = excluded.staff_id",
            staff_id
        )?;
        let standing = first!(
            &mut tx,
            (Option<String>, Option<String>),
            "select flagged_at, locked_at from look_standing where staff_id = $1",
            staff_id
        )?;
        let rows = all!(
            &mut tx,
            (String,),
            "select at from look_use where staff_id = $1 and kind = $2",
            staff_id,
            kind
        )?;
        let uses = uses(rows, standing.unwrap_or_default(), now)?;
        let (answer, change) = decide(&uses);
        change_uses(&mut tx, change, (staff_id, kind), now).await?;
        tx.commit().await?;
        Ok(answer)
    }

    /// Lifts the lock and forgets what was used. Tells whether there was a lock.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lift_lock(&self, staff_id: &str) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let lifted = run!(
            &mut tx,
            "update look_standing set locked_at = null, flagged_at = null \
             where staff_id = $1 and locked_at is not null",
            staff_id
        )?;
        if lifted > 0 {
            run!(
                &mut tx,
                "delete from look_use where staff_id = $1",
                staff_id
            )?;
        }
        tx.commit().await?;
        Ok(lifted > 0)
    }
}

/// What is to be written after a decision about the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UseChange {
    /// The use is within the budget.
    Add,
    /// The budget is used up, and that is reported now.
    Flag,
    /// From now on the worker is locked.
    Lock,
    /// None of these.
    Nothing,
}

/// Keeps what was decided about a worker's uses.
async fn change_uses(
    tx: &mut Tx,
    change: UseChange,
    (staff_id, kind): (&str, &str),
    now: Timestamp,
) -> Result<(), StoreError> {
    match change {
        UseChange::Add => {
            run!(
                tx,
                "insert into look_use (staff_id, kind, at) values ($1, $2, $3)",
                staff_id,
                kind,
                now.to_string()
            )?;
            let a_day_ago = now - jiff::SignedDuration::from_hours(25);
            run!(
                tx,
                "delete from look_use where staff_id = $1 and at < $2",
                staff_id,
                a_day_ago.to_string()
            )?;
        }
        UseChange::Flag => {
            run!(
                tx,
                "update look_standing set flagged_at = $2 where staff_id = $1",
                staff_id,
                now.to_string()
            )?;
        }
        UseChange::Lock => {
            run!(
                tx,
                "update look_standing set locked_at = $2 where staff_id = $1",
                staff_id,
                now.to_string()
            )?;
        }
        UseChange::Nothing => {}
    }
    Ok(())
}

fn uses(
    rows: Vec<(String,)>,
    (flagged_at, locked_at): (Option<String>, Option<String>),
    now: Timestamp,
) -> Result<LookUses, StoreError> {
    let mut times = Vec::with_capacity(rows.len());
    for (text,) in rows {
        let at = moment(&text, "look_use.at")?;
        if now.duration_since(at).as_hours() < 24 {
            times.push(at);
        }
    }
    times.sort();
    Ok(LookUses {
        times,
        flagged_at: parsed(
            flagged_at.as_deref(),
            str::parse,
            "look_standing.flagged_at",
        )?,
        locked_at: parsed(locked_at.as_deref(), str::parse, "look_standing.locked_at")?,
    })
}
