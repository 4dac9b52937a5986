//! Sittings on the server, and the opaque handles that stand in their addresses.
//!
//! Only a hash of the sitting's token is kept: whoever reads this table cannot take a sitting over.
//! A handle is worth nothing in another sitting.

use crate::built_sql::{self, Into, Value};
use crate::database::{all, first, run};
use crate::row_text::{moment, parsed};
use crate::{Notice, Store, StoreError, audit_log, notices};
use audit::AuditEvent;
use jiff::Timestamp;
use uuid::Uuid;
use vocabulary::{CaseReference, Purpose};

/// One sitting.
#[derive(Clone)]
pub struct SittingRow {
    /// SHA-256 of the token, hexadecimal.
    pub token_hash: String,
    /// The worker.
    pub staff_id: String,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// The purpose, once stated.
    pub purpose: Option<Purpose>,
    /// The case reference, once stated.
    pub case: Option<CaseReference>,
    /// The colleague for whom the worker looks, by name.
    pub on_behalf_of: Option<String>,
    /// The same colleague's staff id.
    pub on_behalf_of_staff: Option<String>,
    /// SHA-256 of the browser's own secret, hexadecimal; nothing for programs.
    pub device_hash: Option<String>,
    /// How the worker signed in, in a word.
    pub method: Option<String>,
    /// When the worker last proved who they are.
    pub strong_at: Option<Timestamp>,
}

/// Why a sitting looks, as it is kept.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeptPurpose<'a> {
    /// The purpose.
    pub purpose: Option<Purpose>,
    /// The case, where one was named.
    pub case: Option<&'a CaseReference>,
    /// The colleague for whom the worker looks: name and staff id.
    pub on_behalf_of: Option<(&'a str, &'a str)>,
}

/// A sitting that begins.
#[derive(Clone)]
pub struct NewSitting<'a> {
    /// SHA-256 of the token, hexadecimal.
    pub token_hash: &'a str,
    /// The worker.
    pub staff_id: &'a str,
    /// SHA-256 of the browser's own secret, hexadecimal; nothing for programs.
    pub device_hash: Option<&'a str>,
    /// How the worker signed in, in a word.
    pub method: &'a str,
    /// When the worker proved who they are; nothing when nobody asked.
    pub strong_at: Option<Timestamp>,
}

/// A handle and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHandle {
    /// The opaque text.
    pub handle: String,
    /// A person or an involvement.
    pub target: Uuid,
}

type Row = (
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

impl Store {
    /// Begins a sitting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_sitting(
        &self,
        new: &NewSitting<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "insert into sitting \
             (token_hash, staff_id, began_at, last_seen_at, device_hash, method, strong_at) \
             values ($1, $2, $3, $3, $4, $5, $6)",
            new.token_hash,
            new.staff_id,
            now.to_string(),
            new.device_hash,
            new.method,
            new.strong_at.map(|at| at.to_string())
        )?;
        tx.commit().await
    }

    /// The sitting with this token hash, unless it has ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sitting(&self, hash: &str) -> Result<Option<SittingRow>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            Row,
            "select token_hash, staff_id, began_at, last_seen_at, purpose, case_reference, on_behalf_of, \
             on_behalf_of_staff, device_hash, method, strong_at \
             from sitting where token_hash = $1 and ended_at is null",
            hash
        )?;
        row.map(from_row).transpose()
    }

    /// Notes that a sitting is in use.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_sitting(&self, hash: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let now = now.to_string();
        run!(
            &mut tx,
            "update sitting set last_seen_at = $2 where token_hash = $1",
            hash,
            now
        )?;
        tx.commit().await
    }

    /// Keeps why a sitting looks, with its audit entry, and tells the colleague for whom it looks.
    ///
    /// # Errors
    /// When the entry or the rows cannot be written; nothing is kept then.
    pub async fn keep_purpose(
        &self,
        hash: &str,
        kept: KeptPurpose<'_>,
        event: AuditEvent,
        told: Option<&Notice>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        audit_log::append(&mut tx, event).await?;
        if let Some(notice) = told {
            notices::tell(&mut tx, notice).await?;
        }
        run!(
            &mut tx,
            "update sitting set purpose = $2, case_reference = $3, on_behalf_of = $4, \
             on_behalf_of_staff = $5 where token_hash = $1",
            hash,
            kept.purpose.map(Purpose::code),
            kept.case.map(CaseReference::reveal),
            kept.on_behalf_of.map(|(name, _)| name),
            kept.on_behalf_of.map(|(_, staff)| staff)
        )?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)
    }

    /// Ends a sitting; its handles are worth nothing from now on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sitting(&self, hash: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(&mut tx, "delete from handle where token_hash = $1", hash)?;
        let now = now.to_string();
        run!(
            &mut tx,
            "update sitting set ended_at = $2 where token_hash = $1",
            hash,
            now
        )?;
        tx.commit().await
    }

    /// What a handle stands for in this sitting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn handle_target(
        &self,
        hash: &str,
        handle: &str,
    ) -> Result<Option<Uuid>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (Uuid,),
            "select target from handle where token_hash = $1 and handle = $2",
            hash,
            handle
        )?;
        Ok(row.map(|row| row.0))
    }

    /// Keeps handles for a sitting; ones that are there already stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_handles(
        &self,
        hash: &str,
        handles: &[StoredHandle],
    ) -> Result<(), StoreError> {
        let mut rows = Vec::with_capacity(handles.len() * 3);
        for handle in handles {
            rows.push(Value::Text(Some(hash.to_owned())));
            rows.push(Value::Text(Some(handle.handle.clone())));
            rows.push(Value::Id(handle.target));
        }
        let mut tx = self.write().await?;
        built_sql::insert_new_rows(&mut tx, &HANDLE, rows).await?;
        tx.commit().await
    }

    /// How many sittings are open, for the start-up check.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_sittings(&self) -> Result<i64, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            (i64,),
            "select count(*) from sitting where ended_at is null"
        )?;
        Ok(rows.first().map_or(0, |row| row.0))
    }
}

fn from_row(row: Row) -> Result<SittingRow, StoreError> {
    let (
        token_hash,
        staff_id,
        began_at,
        last_seen_at,
        purpose,
        case,
        on_behalf_of,
        staff,
        device,
        how,
        strong,
    ) = row;
    Ok(SittingRow {
        token_hash,
        staff_id,
        began_at: moment(&began_at, "sitting.began_at")?,
        last_seen_at: moment(&last_seen_at, "sitting.last_seen_at")?,
        purpose: purpose.as_deref().and_then(Purpose::parse),
        case: parsed(
            case.as_deref(),
            CaseReference::parse,
            "sitting.case_reference",
        )?,
        on_behalf_of,
        on_behalf_of_staff: staff,
        device_hash: device,
        method: how,
        strong_at: parsed(strong.as_deref(), str::parse, "sitting.strong_at")?,
    })
}

const HANDLE: Into = Into {
    table: "handle",
    columns: &["token_hash", "handle", "target"],
};
