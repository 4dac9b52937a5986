//! What stands beside the audit's entries: whom they are about, case and search terms, and the
//! keys of the commitments that the entries hold in their place.
//!
//! Invariant: keys come from the system's randomness and from nowhere else. They are the one thing
//! that is no parameter: a generator that could be run again would bring an erased key back.

use crate::StoreError;
use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all};
use audit::{AuditEvent, CommitmentKey, Detail, EntryKeys, Readable};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{CaseReference, PersonId};

type PersonRow = (i64, Uuid, Option<String>);
type DetailRow = (i64, String, Option<String>, Option<String>);

/// The keys for an entry about this event: those that its people have, and new ones.
pub(crate) async fn keys_for(tx: &mut Tx, event: &AuditEvent) -> Result<EntryKeys, StoreError> {
    let mut keys = EntryKeys::default();
    if event.case.is_some() || !event.terms.is_empty() {
        keys.detail = Some(fresh_key()?);
    }
    let wanted: BTreeSet<PersonId> = event.people.iter().copied().collect();
    let ids = built_sql::ids(wanted.iter().map(|person| person.uuid()));
    let kept: Vec<(Uuid, String)> = built_sql::all_in(tx, KEYS_OF_PEOPLE, 0, ids).await?;
    for (person, key) in kept {
        let key = CommitmentKey::parse(&key);
        let key = key.map_err(|_| StoreError::Unreadable("audit_subject_key.key"))?;
        keys.people.insert(PersonId::new(person), key);
    }
    let mut rows = Vec::new();
    for person in wanted {
        if let Entry::Vacant(place) = keys.people.entry(person) {
            let key = place.insert(fresh_key()?);
            rows.push(Value::Id(person.uuid()));
            rows.push(Value::Text(Some(key.secret_text())));
        }
    }
    built_sql::insert_rows(tx, &AUDIT_SUBJECT_KEY, rows).await?;
    Ok(keys)
}

/// Writes what stands beside an entry.
pub(crate) async fn write(
    tx: &mut Tx,
    entry: &audit::Entry,
    keys: &EntryKeys,
) -> Result<(), StoreError> {
    let seq = i64::try_from(entry.seq()).map_err(|_| StoreError::AuditUnwritable)?;
    let event = entry.event();
    let rows = event
        .people
        .iter()
        .flat_map(|person| [Value::Int(seq), Value::Id(person.uuid())])
        .collect();
    built_sql::insert_new_rows(tx, &AUDIT_PERSON, rows).await?;
    let Some(key) = keys.detail else {
        return Ok(());
    };
    let case = event.case.as_ref().map(|case| case.reveal().to_owned());
    let terms = (!event.terms.is_empty()).then(|| serde_json::json!(event.terms).to_string());
    let row = vec![
        Value::Int(seq),
        Value::Text(Some(key.secret_text())),
        Value::Text(case),
        Value::Text(terms),
    ];
    built_sql::insert_rows(tx, &AUDIT_DETAIL, row).await
}

/// What stands beside the entries after one number and up to another.
pub(crate) async fn between(
    tx: &mut Tx,
    after: i64,
    last: i64,
) -> Result<BTreeMap<i64, Readable>, StoreError> {
    let people = all!(
        tx,
        PersonRow,
        "select p.seq, p.person_id, k.key from audit_person p left join audit_subject_key k \
         on k.person_id = p.person_id where p.seq > $1 and p.seq <= $2",
        after,
        last
    )?;
    let details = all!(
        tx,
        DetailRow,
        "select seq, key, case_reference, terms from audit_detail where seq > $1 and seq <= $2",
        after,
        last
    )?;
    Ok(together(people, details))
}

/// What stands beside these entries.
pub(crate) async fn of(tx: &mut Tx, seqs: &[i64]) -> Result<BTreeMap<i64, Readable>, StoreError> {
    let list = || seqs.iter().map(|seq| Value::Int(*seq)).collect();
    let people = built_sql::all_in(tx, PEOPLE_OF_ENTRIES, 0, list()).await?;
    let details = built_sql::all_in(tx, DETAILS_OF_ENTRIES, 0, list()).await?;
    Ok(together(people, details))
}

fn together(people: Vec<PersonRow>, details: Vec<DetailRow>) -> BTreeMap<i64, Readable> {
    let mut beside: BTreeMap<i64, Readable> = BTreeMap::new();
    for (seq, person, key) in people {
        let key = key.and_then(|key| CommitmentKey::parse(&key).ok());
        let readable = beside.entry(seq).or_default();
        readable.people.push((PersonId::new(person), key));
    }
    for (seq, key, case, terms) in details {
        // What cannot be read fits no commitment: a fault for the verification, not an error.
        let read = detail(&key, case.as_deref(), terms.as_deref());
        beside.entry(seq).or_default().detail = Some(read.unwrap_or_else(|| Detail {
            key: CommitmentKey::new([0; 32]),
            case: None,
            terms: BTreeMap::new(),
        }));
    }
    beside
}

fn detail(key: &str, case: Option<&str>, terms: Option<&str>) -> Option<Detail> {
    let terms = match terms {
        Some(terms) => serde_json::from_str(terms).ok()?,
        None => BTreeMap::new(),
    };
    Some(Detail {
        key: CommitmentKey::parse(key).ok()?,
        case: case.map(CaseReference::parse).transpose().ok()?,
        terms,
    })
}

fn fresh_key() -> Result<CommitmentKey, StoreError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::AuditUnwritable)?;
    Ok(CommitmentKey::new(bytes))
}

const KEYS_OF_PEOPLE: &str =
    "select person_id, key from audit_subject_key where $1 = 0 and person_id in (:list)";
const PEOPLE_OF_ENTRIES: &str = "select p.seq, p.person_id, k.key from audit_person p left join \
    audit_subject_key k on k.person_id = p.person_id where $1 = 0 and p.seq in (:list)";
const DETAILS_OF_ENTRIES: &str =
    "select seq, key, case_reference, terms from audit_detail where $1 = 0 and seq in (:list)";
const AUDIT_PERSON: Into = Into {
    table: "audit_person",
    columns: &["seq", "person_id"],
};
const AUDIT_SUBJECT_KEY: Into = Into {
    table: "audit_subject_key",
    columns: &["person_id", "key"],
};
const AUDIT_DETAIL: Into = Into {
    table: "audit_detail",
    columns: &["seq", "key", "case_reference", "terms"],
};
