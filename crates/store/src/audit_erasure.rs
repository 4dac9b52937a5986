//! Erasing a person from what can be read in the audit: the key of their commitments, the rows
//! that name them, and case and search terms of entries that nobody is left in.
//!
//! The entries stay as they were hashed. Invariant: an erasure is an entry itself, whose note
//! holds the hash of the list of what went, so that nothing can go without it.

use crate::audit_log::{append, head, stored};
use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, run};
use crate::{Store, StoreError, audit_beside};
use audit::{AuditEvent, Erased, Part, Readable, StoredEntry, erasure_note, next_seq};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::PersonId;

/// What an erasure did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasedFromAudit {
    /// The entry that records it.
    pub seq: u64,
    /// How many parts of entries can no longer be read.
    pub parts: usize,
    /// How many entries hold the person in the clear, as the first form did; they stay.
    pub in_the_clear: usize,
}

impl Store {
    /// Erases people (one person under all ids they had) from what can be read in the audit.
    /// `event` records it; its note is filled in here.
    ///
    /// # Errors
    /// When the database fails; nothing is erased then.
    pub async fn erase_from_audit(
        &self,
        people: &[PersonId],
        mut event: AuditEvent,
    ) -> Result<ErasedFromAudit, StoreError> {
        let mut tx = self.write().await?;
        run!(&mut tx, "update audit_head set seq = seq where id = 1")?;
        let gone: BTreeSet<PersonId> = people.iter().copied().collect();
        let entries = entries_about(&mut tx, people).await?;
        let searches = searches_before(&mut tx, &entries).await?;
        let mut in_the_clear = 0;
        let mut erased = BTreeSet::new();
        for (entry, beside) in &entries {
            let parts = audit::parts_of(entry, beside, &gone);
            in_the_clear += usize::from(parts.is_none());
            let parts = parts.into_iter().flatten();
            erased.extend(parts.map(|part| (entry.seq, part)));
        }
        erased.extend(searches.iter().map(|seq| (*seq, Part::Detail)));
        event.note = Some(erasure_note(&erased));
        let seq = next_seq(head(&mut tx).await?.as_ref());
        append(&mut tx, event).await?;
        list(&mut tx, seq, &erased).await?;
        remove(&mut tx, people, &erased).await?;
        tx.commit().await?;
        Ok(ErasedFromAudit {
            seq,
            parts: erased.len(),
            in_the_clear,
        })
    }
}

/// Entries that name these people, with what stands beside them.
async fn entries_about(
    tx: &mut Tx,
    people: &[PersonId],
) -> Result<Vec<(StoredEntry, Readable)>, StoreError> {
    let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
    let rows: Vec<(i64, String, String, String)> =
        built_sql::all_in(tx, ENTRIES_ABOUT, 0, ids).await?;
    with_beside(tx, rows).await
}

async fn with_beside(
    tx: &mut Tx,
    rows: Vec<(i64, String, String, String)>,
) -> Result<Vec<(StoredEntry, Readable)>, StoreError> {
    let rows: BTreeMap<i64, _> = rows.into_iter().map(|row| (row.0, row)).collect();
    let seqs: Vec<i64> = rows.keys().copied().collect();
    let mut beside = audit_beside::of(tx, &seqs).await?;
    let together = rows.into_iter().map(|(seq, row)| {
        let beside = beside.remove(&seq).unwrap_or_default();
        (stored(row), beside)
    });
    Ok(together.collect())
}

/// The entries just before, where they are the searches that presented the people: their words
/// are most likely about them.
async fn searches_before(
    tx: &mut Tx,
    entries: &[(StoredEntry, Readable)],
) -> Result<BTreeSet<u64>, StoreError> {
    let numbers = entries.iter().filter_map(|(entry, _)| {
        let before = entry.seq.checked_sub(1)?;
        i64::try_from(before).ok()
    });
    let list = numbers.map(Value::Int).collect();
    let rows = built_sql::all_in(tx, SEARCHES, 0, list).await?;
    let searches = with_beside(tx, rows).await?.into_iter();
    let searches = searches.filter(|(_, beside)| beside.detail.is_some());
    Ok(searches.map(|(entry, _)| entry.seq).collect())
}

async fn list(tx: &mut Tx, seq: u64, erased: &BTreeSet<Erased>) -> Result<(), StoreError> {
    let number = |seq: u64| Value::Int(i64::try_from(seq).unwrap_or(i64::MAX));
    let rows = erased.iter().flat_map(|(entry, part)| {
        let part = Value::Text(Some(part.to_text()));
        [number(seq), number(*entry), part]
    });
    built_sql::insert_rows(tx, &AUDIT_ERASURE, rows.collect()).await
}

/// Removes what is listed; rows of entries of the first form stay, because those entries do.
async fn remove(
    tx: &mut Tx,
    people: &[PersonId],
    erased: &BTreeSet<Erased>,
) -> Result<(), StoreError> {
    for person in people {
        run!(
            &mut *tx,
            "delete from audit_person where person_id = $1 and seq in \
             (select e.seq from audit_erasure e where e.part <> 'detail')",
            person.uuid()
        )?;
        run!(
            &mut *tx,
            "delete from audit_subject_key where person_id = $1",
            person.uuid()
        )?;
    }
    for (seq, _) in erased.iter().filter(|(_, part)| *part == Part::Detail) {
        let seq = i64::try_from(*seq).unwrap_or(i64::MAX);
        run!(&mut *tx, "delete from audit_detail where seq = $1", seq)?;
    }
    Ok(())
}

const ENTRIES_ABOUT: &str = "select e.seq, e.previous_hash, e.hash, e.body from audit_entry e \
    where $1 = 0 and e.seq in (select p.seq from audit_person p where p.person_id in (:list))";
const SEARCHES: &str = "select s.seq, s.previous_hash, s.hash, s.body from audit_entry s \
    where $1 = 0 and s.action = 'searched' and s.seq in (:list) and exists (select 1 from audit_entry r \
    where r.seq = s.seq + 1 and r.action = 'shown_in_results')";
const AUDIT_ERASURE: Into = Into {
    table: "audit_erasure",
    columns: &["erasure_seq", "seq", "part"],
};
