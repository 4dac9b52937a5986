//! A worker's own sittings, all of them at once: listing, ending, and the browsers they began in.
//!
//! Invariant: what ends a sitting also takes its handles away, in the same transaction.

use crate::database::{all, first, run};
use crate::row_text::moment;
use crate::{Store, StoreError};
use jiff::Timestamp;

/// One sitting as its worker sees it in a list.
#[derive(Debug, Clone)]
pub struct OwnSitting {
    /// SHA-256 of the token, to know which one it is.
    pub token_hash: String,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// It was ended by somebody or something.
    pub is_ended: bool,
    /// How the worker signed in, in a word.
    pub method: Option<String>,
}

type Row = (String, String, String, Option<String>, Option<String>);

impl Store {
    /// The newest sittings of a worker.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_sittings(
        &self,
        staff_id: &str,
        most: i64,
    ) -> Result<Vec<OwnSitting>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            Row,
            "select token_hash, began_at, last_seen_at, ended_at, method from sitting \
             where staff_id = $1 order by began_at desc, token_hash limit $2",
            staff_id,
            most
        )?;
        rows.into_iter().map(own).collect()
    }

    /// Ends every sitting of a worker, and every sign-in that was begun; gives how many sittings.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sittings_of(&self, staff_id: &str, now: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "delete from handle where token_hash in \
             (select token_hash from sitting where staff_id = $1 and ended_at is null)",
            staff_id
        )?;
        run!(
            &mut tx,
            "delete from begun_sign_in where staff_id = $1",
            staff_id
        )?;
        let ended = run!(
            &mut tx,
            "update sitting set ended_at = $2 where staff_id = $1 and ended_at is null",
            staff_id,
            now.to_string()
        )?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Gives a sitting whose worker has just proved who they are another token; the one before is
    /// worth nothing from now on, and what the sitting could reach it can reach still. Tells
    /// whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew_sitting(
        &self,
        (before, after): (&str, &str),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let renewed = run!(
            &mut tx,
            "insert into sitting (token_hash, staff_id, began_at, last_seen_at, purpose, \
             case_reference, on_behalf_of, on_behalf_of_staff, device_hash, method, strong_at) \
             select $2, staff_id, began_at, $3, purpose, case_reference, on_behalf_of, \
             on_behalf_of_staff, device_hash, method, $3 \
             from sitting where token_hash = $1 and ended_at is null",
            before,
            after,
            now.to_string()
        )?;
        run!(
            &mut tx,
            "update handle set token_hash = $2 where token_hash = $1",
            before,
            after
        )?;
        run!(&mut tx, "delete from sitting where token_hash = $1", before)?;
        tx.commit().await?;
        Ok(renewed > 0)
    }

    /// Notes that the worker of a sitting has just proved who they are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn prove_sitting(&self, hash: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "update sitting set strong_at = $2, last_seen_at = $2 \
             where token_hash = $1 and ended_at is null",
            hash,
            now.to_string()
        )?;
        tx.commit().await
    }

    /// Whether this worker has signed in from this browser before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn knows_device(
        &self,
        device_hash: &str,
        staff_id: &str,
    ) -> Result<bool, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (String,),
            "select device_hash from known_device where device_hash = $1 and staff_id = $2",
            device_hash,
            staff_id
        )?;
        Ok(row.is_some())
    }

    /// Keeps that this worker has signed in from this browser.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_device(
        &self,
        device_hash: &str,
        staff_id: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "insert into known_device (device_hash, staff_id, first_seen_at, last_seen_at) \
             values ($1, $2, $3, $3) on conflict (device_hash, staff_id) \
             do update set last_seen_at = excluded.last_seen_at",
            device_hash,
            staff_id,
            now.to_string()
        )?;
        tx.commit().await
    }
}

fn own(row: Row) -> Result<OwnSitting, StoreError> {
    let (token_hash, began_at, last_seen_at, ended_at, method) = row;
    Ok(OwnSitting {
        token_hash,
        began_at: moment(&began_at, "sitting.began_at")?,
        last_seen_at: moment(&last_seen_at, "sitting.last_seen_at")?,
        is_ended: ended_at.is_some(),
        method,
    })
}
