//! The names that people were shown under, kept beside the audit entry of that look, and a
//! worker's own looks read with them.
//!
//! Invariant: a name is given back only to the worker to whom it was shown, with the audit entry
//! about that reading in the same transaction.

use crate::audit_log::{self, EntryRow};
use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all};
use crate::row_text::personal;
use crate::{FamilyReader, Look, SearchReader, Store, StoreError};
use audit::{AuditAction, AuditEvent};
use governance::Permit;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{PersonId, PersonalText};

/// Which of a worker's own looks to read, newest first.
#[derive(Debug, Clone, Default)]
pub struct OwnLooksFilter {
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub before: Option<Timestamp>,
    /// Entries with a smaller number only: the next page.
    pub older_than: Option<u64>,
}

/// Whoever was shown, and under which name.
pub type NamesShown = Vec<(PersonId, PersonalText)>;

/// A worker's own looks with the names that they were shown.
pub struct OwnLookRows {
    /// The looks, newest first.
    pub looks: Vec<Look>,
    names: BTreeMap<PersonId, BTreeMap<u64, PersonalText>>,
}

impl OwnLookRows {
    /// The name under which this worker was shown somebody: in that look, else the last time
    /// before it, else the first time after it.
    #[must_use]
    pub fn name(&self, person: PersonId, seq: u64) -> Option<&PersonalText> {
        let shown = self.names.get(&person)?;
        let until = shown.range(..=seq).next_back();
        let found = until.or_else(|| shown.range(seq..).next());
        found.map(|(_, name)| name)
    }
}

impl Store {
    /// A worker's own looks; that they are read is recorded first.
    ///
    /// # Errors
    /// When the entry cannot be written, or the database fails.
    pub async fn own_looks(
        &self,
        _permit: &Permit,
        viewed: AuditEvent,
        filter: &OwnLooksFilter,
        most: u32,
    ) -> Result<OwnLookRows, StoreError> {
        let staff_id = viewed.worker.clone().unwrap_or_default();
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, viewed).await?;
        let rows = select(&mut tx, &staff_id, filter, i64::from(most)).await?;
        let looks = audit_log::looks_of(&mut tx, rows).await?;
        let names = names(&mut tx, &staff_id, &looks).await?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(OwnLookRows { looks, names })
    }
}

impl FamilyReader {
    /// As [`FamilyReader::finish`], keeping under which names people were shown.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when it cannot be recorded: show nothing then.
    pub async fn finish_naming(
        mut self,
        shown: AuditEvent,
        names: &NamesShown,
    ) -> Result<u64, StoreError> {
        let seq = keep(&mut self.tx, shown, names).await?;
        let done = self.tx.commit().await;
        done.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(seq)
    }
}

impl SearchReader {
    /// As [`SearchReader::finish`], keeping under which names people were shown.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when it cannot be recorded: show nothing then.
    pub async fn finish_naming(
        mut self,
        shown: AuditEvent,
        names: &NamesShown,
    ) -> Result<u64, StoreError> {
        let seq = keep(&mut self.tx, shown, names).await?;
        let done = self.tx.commit().await;
        done.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(seq)
    }
}

async fn keep(tx: &mut Tx, shown: AuditEvent, names: &NamesShown) -> Result<u64, StoreError> {
    let seq = audit_log::append(tx, shown).await?;
    let number = i64::try_from(seq).map_err(|_| StoreError::AuditUnwritable)?;
    let rows = names.iter().flat_map(|(person, name)| {
        [
            Value::Int(number),
            Value::Id(person.uuid()),
            Value::Text(Some(name.reveal().to_owned())),
        ]
    });
    built_sql::insert_new_rows(tx, &SHOWN_NAME, rows.collect())
        .await
        .map_err(|_| StoreError::AuditUnwritable)?;
    Ok(seq)
}

async fn select(
    tx: &mut Tx,
    staff_id: &str,
    filter: &OwnLooksFilter,
    most: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    // Without the letter that ends a moment: a fraction of the same second sorts after it.
    let bound = |at: Option<Timestamp>, none: &str| {
        at.map_or_else(
            || none.to_owned(),
            |at| at.to_string().trim_end_matches('Z').to_owned(),
        )
    };
    let older = filter
        .older_than
        .map_or(i64::MAX, |seq| i64::try_from(seq).unwrap_or(i64::MAX));
    all!(
        tx,
        EntryRow,
        "select seq, previous_hash, hash, body from audit_entry where staff_id = $2 \
         and seq < $3 and at >= $4 and at < $5 and action <> $6 order by seq desc limit $1",
        most,
        staff_id,
        older,
        bound(filter.from, "0"),
        bound(filter.before, "9999"),
        // A worker who reads that somebody was as if absent has been told that they exist.
        AuditAction::AnsweredAsIfAbsent.code()
    )
}

async fn names(
    tx: &mut Tx,
    staff_id: &str,
    looks: &[Look],
) -> Result<BTreeMap<PersonId, BTreeMap<u64, PersonalText>>, StoreError> {
    let events = looks.iter().filter_map(|look| look.event.as_ref());
    let mut people: Vec<Uuid> = events
        .flat_map(|event| &event.people)
        .map(|person| person.uuid())
        .collect();
    people.sort();
    people.dedup();
    let rows: Vec<(Uuid, i64, String, Option<String>)> =
        built_sql::all_in(tx, NAMES, 0, built_sql::ids(people)).await?;
    let mut names: BTreeMap<PersonId, BTreeMap<u64, PersonalText>> = BTreeMap::new();
    for (person, seq, name, worker) in rows {
        let is_theirs = worker.as_deref() == Some(staff_id);
        let name = personal(Some(&name)).filter(|_| is_theirs);
        if let (Ok(seq), Some(name)) = (u64::try_from(seq), name) {
            let shown = names.entry(PersonId::new(person)).or_default();
            shown.insert(seq, name);
        }
    }
    Ok(names)
}

const SHOWN_NAME: Into = Into {
    table: "shown_name",
    columns: &["seq", "person_id", "name"],
};
const NAMES: &str = "\
    select n.person_id, n.seq, n.name, e.staff_id from shown_name n \
    join audit_entry e on e.seq = n.seq where n.seq >= $1 and n.person_id in (:list)";
