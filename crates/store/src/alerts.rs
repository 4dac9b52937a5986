//! How far the audit was looked through for what the information-governance leads are told at once.
//!
//! Invariant: how far, and whom that told, are kept in one transaction: a look is told once, and a
//! process that is killed on the way tells it when it comes back.

use crate::audit_log::{EntryRow, Look, looks_of};
use crate::database::{all, run};
use crate::{Notice, Store, StoreError, notices};

impl Store {
    /// The oldest entries that were not looked through yet, in order. They are shown to nobody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entries_to_watch(&self, most: u32) -> Result<Vec<Look>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            EntryRow,
            "select seq, previous_hash, hash, body from audit_entry \
             where seq > (select seq from alert_mark where id = 1) order by seq limit $1",
            i64::from(most)
        )?;
        looks_of(&mut tx, rows).await
    }

    /// Keeps that the entries up to a number were looked through, and tells whom they make be
    /// told. False when another process was there first; nobody is told twice.
    ///
    /// # Errors
    /// When a row cannot be written.
    pub async fn keep_watched(
        &self,
        (from, to): (u64, u64),
        told: &[Notice],
    ) -> Result<bool, StoreError> {
        let number = |seq: u64| i64::try_from(seq).unwrap_or(i64::MAX);
        let mut tx = self.write().await?;
        let moved = run!(
            &mut tx,
            "update alert_mark set seq = $2 where id = 1 and seq < $1",
            number(from),
            number(to)
        )?;
        if moved == 0 {
            return Ok(false);
        }
        for notice in told {
            notices::tell(&mut tx, notice).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}
