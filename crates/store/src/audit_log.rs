//! The audit in the database: written in the transaction that discloses, read by its own pages.
//!
//! Invariant: an entry is chained to the one before under a lock on the head, so numbers have no
//! gap and no fork; triggers in both databases refuse to change or remove an entry.

use crate::built_sql;
use crate::database::{Tx, all, first, run};
use crate::{Store, StoreError, audit_beside};
use audit::{AuditEvent, Entry, Hash, Head, Readable, StoredEntry};
use vocabulary::PersonId;

/// One entry as the pages about look-ups read it.
pub struct Look {
    /// Number of the entry.
    pub seq: u64,
    /// What was recorded; nothing when the entry was altered and can no longer be read.
    pub event: Option<AuditEvent>,
}

/// Which entries to read, newest first.
#[derive(Debug, Clone)]
pub enum LookFilter {
    /// About these people.
    People(Vec<PersonId>),
    /// Everybody's newest.
    Newest,
}

pub(crate) type EntryRow = (i64, String, String, String);

impl Store {
    /// Records something that discloses nothing by itself (a sign-in, a refusal, a load).
    ///
    /// # Errors
    /// When the entry cannot be written.
    pub async fn record(&self, event: AuditEvent) -> Result<u64, StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        let seq = append(&mut tx, event).await?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(seq)
    }

    /// Reads look-ups and records `viewed`, the fact that somebody reads them, first.
    ///
    /// # Errors
    /// When the entry cannot be written, or the database fails.
    pub async fn looks(
        &self,
        viewed: AuditEvent,
        filter: &LookFilter,
        most: u32,
    ) -> Result<Vec<Look>, StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        append(&mut tx, viewed).await?;
        let rows = select(&mut tx, filter, i64::from(most)).await?;
        let looks = looks_of(&mut tx, rows).await?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(looks)
    }
}

/// The looks of some rows, with what stands beside them.
pub(crate) async fn looks_of(tx: &mut Tx, rows: Vec<EntryRow>) -> Result<Vec<Look>, StoreError> {
    let seqs: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let mut beside = audit_beside::of(tx, &seqs).await?;
    let look = |row: EntryRow| {
        let beside = beside.remove(&row.0).unwrap_or_default();
        look(row, &beside)
    };
    Ok(rows.into_iter().map(look).collect())
}

/// Appends one entry inside the caller's transaction.
pub(crate) async fn append(tx: &mut Tx, event: AuditEvent) -> Result<u64, StoreError> {
    write_entry(tx, event)
        .await
        .map_err(|_| StoreError::AuditUnwritable)
}

async fn write_entry(tx: &mut Tx, event: AuditEvent) -> Result<u64, StoreError> {
    // Taking the row first serialises writers on PostgreSQL; SQLite has one writer anyway.
    run!(tx, "update audit_head set seq = seq where id = 1")?;
    let before = head(tx).await?;
    let keys = audit_beside::keys_for(tx, &event).await?;
    let entry = audit::chain(before.as_ref(), event, &keys);
    let entry = entry.map_err(|_| StoreError::AuditUnwritable)?;
    write_row(tx, &entry).await?;
    audit_beside::write(tx, &entry, &keys).await?;
    let seq = i64::try_from(entry.seq()).map_err(|_| StoreError::AuditUnwritable)?;
    run!(
        tx,
        "update audit_head set seq = $1, hash = $2 where id = 1",
        seq,
        entry.hash().to_string()
    )?;
    Ok(entry.seq())
}

async fn write_row(tx: &mut Tx, entry: &Entry) -> Result<(), StoreError> {
    let seq = i64::try_from(entry.seq()).map_err(|_| StoreError::AuditUnwritable)?;
    run!(
        tx,
        "insert into audit_entry (seq, at, action, staff_id, previous_hash, hash, body) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        seq,
        entry.event().at.to_string(),
        entry.event().action.code(),
        entry.event().worker.as_deref(),
        entry.previous().to_string(),
        entry.hash().to_string(),
        entry.body()
    )?;
    Ok(())
}

pub(crate) async fn head(tx: &mut Tx) -> Result<Option<Head>, StoreError> {
    let row = first!(
        tx,
        (i64, String),
        "select seq, hash from audit_head where id = 1"
    )?;
    let Some((seq, hash)) = row else {
        return Err(StoreError::Unreadable("audit_head"));
    };
    if seq == 0 {
        return Ok(None);
    }
    let hash = Hash::parse(&hash).map_err(|_| StoreError::Unreadable("audit_head.hash"))?;
    let seq = u64::try_from(seq).map_err(|_| StoreError::Unreadable("audit_head.seq"))?;
    Ok(Some(Head { seq, hash }))
}

async fn select(tx: &mut Tx, filter: &LookFilter, most: i64) -> Result<Vec<EntryRow>, StoreError> {
    match filter {
        LookFilter::Newest => all!(
            tx,
            EntryRow,
            "select seq, previous_hash, hash, body from audit_entry order by seq desc limit $1",
            most
        ),
        LookFilter::People(people) => {
            let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
            let mut rows: Vec<EntryRow> = built_sql::all_in(
                tx,
                "select seq, previous_hash, hash, body from audit_entry where seq in (select p.seq \
                 from audit_person p where p.person_id in (:list)) order by seq desc limit $1",
                most,
                ids,
            )
            .await?;
            rows.sort_by_key(|row| std::cmp::Reverse(row.0));
            rows.dedup_by_key(|row| row.0);
            rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
            Ok(rows)
        }
    }
}

fn look(row: EntryRow, beside: &Readable) -> Look {
    let row = stored(row);
    let entry = Entry::from_stored(&row, beside);
    Look {
        seq: row.seq,
        event: entry.ok().map(|entry| entry.event().clone()),
    }
}

/// A damaged number is a fault to be reported by the verification, not an error to stop at.
pub(crate) fn stored((seq, previous, hash, body): EntryRow) -> StoredEntry {
    StoredEntry {
        seq: u64::try_from(seq).unwrap_or(0),
        previous,
        hash,
        body,
    }
}
