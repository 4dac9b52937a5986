//! The second step of signing in: sealed secrets, recovery codes, and sign-ins half done.
//!
//! Invariant: a step of the clock is used once and a recovery code is used once, whoever asks at
//! the same moment: the database decides by the rows that it changes.

use crate::database::{all, first, run};
use crate::row_text::moment;
use crate::{Store, StoreError};
use jiff::Timestamp;

/// A worker's second step.
#[derive(Clone)]
pub struct SecondStepRow {
    /// The secret, sealed; worth nothing without the council's key.
    pub sealed_secret: String,
    /// The worker has shown that their device makes the right codes.
    pub is_confirmed: bool,
}

/// A sign-in whose passphrase fitted.
#[derive(Debug, Clone)]
pub struct BegunSignIn {
    /// The worker.
    pub staff_id: String,
    /// SHA-256 of the browser's own secret.
    pub device_hash: String,
    /// When the passphrase fitted.
    pub began_at: Timestamp,
}

impl Store {
    /// A worker's second step, set up or begun.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn second_step(&self, staff_id: &str) -> Result<Option<SecondStepRow>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (String, Option<String>),
            "select sealed_secret, confirmed_at from second_step where staff_id = $1",
            staff_id
        )?;
        Ok(row.map(|(sealed_secret, confirmed_at)| SecondStepRow {
            sealed_secret,
            is_confirmed: confirmed_at.is_some(),
        }))
    }

    /// Keeps a secret that is not confirmed yet; one that is confirmed stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_second_step(
        &self,
        staff_id: &str,
        sealed_secret: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "insert into second_step (staff_id, sealed_secret, began_at) values ($1, $2, $3) \
             on conflict (staff_id) do update set sealed_secret = excluded.sealed_secret, \
             began_at = excluded.began_at, last_step = null \
             where second_step.confirmed_at is null",
            staff_id,
            sealed_secret,
            now.to_string()
        )?;
        tx.commit().await
    }

    /// Confirms the second step and keeps the hashes of its recovery codes, in place of old ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_second_step(
        &self,
        staff_id: &str,
        code_hashes: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let now = now.to_string();
        run!(
            &mut tx,
            "update second_step set confirmed_at = $2 where staff_id = $1",
            staff_id,
            &now
        )?;
        run!(
            &mut tx,
            "delete from recovery_code where staff_id = $1",
            staff_id
        )?;
        for hash in code_hashes {
            run!(
                &mut tx,
                "insert into recovery_code (code_hash, staff_id, made_at) values ($1, $2, $3)",
                hash,
                staff_id,
                &now
            )?;
        }
        tx.commit().await
    }

    /// Takes the second step of a worker away. Tells whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_second_step(&self, staff_id: &str) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "delete from recovery_code where staff_id = $1",
            staff_id
        )?;
        let removed = run!(
            &mut tx,
            "delete from second_step where staff_id = $1",
            staff_id
        )?;
        tx.commit().await?;
        Ok(removed > 0)
    }

    /// Uses a step of the clock up; false when it, or a later one, has been used already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_step(&self, staff_id: &str, step: i64) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let used = run!(
            &mut tx,
            "update second_step set last_step = $2 \
             where staff_id = $1 and (last_step is null or last_step < $2)",
            staff_id,
            step
        )?;
        tx.commit().await?;
        Ok(used == 1)
    }

    /// Uses a recovery code up; false when there is none, or it has been used already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_recovery_code(
        &self,
        staff_id: &str,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let used = run!(
            &mut tx,
            "update recovery_code set used_at = $3 \
             where code_hash = $2 and staff_id = $1 and used_at is null",
            staff_id,
            code_hash,
            now.to_string()
        )?;
        tx.commit().await?;
        Ok(used == 1)
    }

    /// How many recovery codes a worker has left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recovery_codes_left(&self, staff_id: &str) -> Result<i64, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            (i64,),
            "select count(*) from recovery_code where staff_id = $1 and used_at is null",
            staff_id
        )?;
        Ok(rows.first().map_or(0, |row| row.0))
    }

    /// Keeps a sign-in whose passphrase fitted; older ones of the worker are dropped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_begun_sign_in(
        &self,
        token_hash: &str,
        begun: &BegunSignIn,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "delete from begun_sign_in where staff_id = $1 and device_hash = $2",
            &begun.staff_id,
            &begun.device_hash
        )?;
        run!(
            &mut tx,
            "insert into begun_sign_in (token_hash, staff_id, device_hash, began_at) \
             values ($1, $2, $3, $4)",
            token_hash,
            &begun.staff_id,
            &begun.device_hash,
            begun.began_at.to_string()
        )?;
        tx.commit().await
    }

    /// A sign-in whose passphrase fitted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begun_sign_in(&self, token_hash: &str) -> Result<Option<BegunSignIn>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (String, String, String),
            "select staff_id, device_hash, began_at from begun_sign_in where token_hash = $1",
            token_hash
        )?;
        row.map(|(staff_id, device_hash, began_at)| {
            Ok(BegunSignIn {
                staff_id,
                device_hash,
                began_at: moment(&began_at, "begun_sign_in.began_at")?,
            })
        })
        .transpose()
    }

    /// Drops a sign-in that is finished or given up. Tells whether it was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_begun_sign_in(&self, token_hash: &str) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let ended = run!(
            &mut tx,
            "delete from begun_sign_in where token_hash = $1",
            token_hash
        )?;
        tx.commit().await?;
        Ok(ended > 0)
    }
}
