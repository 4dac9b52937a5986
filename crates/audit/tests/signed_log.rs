//! A log with signed checkpoints, one of which a witness keeps: a thousand clean ones are sound,
//! and of a thousand tampered ones each is found, also when whoever tampers has the log's key.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use audit::{
    AuditAction, AuditEvent, CommitmentKey, Entry, EntryKeys, Erasures, Frontier, KeyKind, Mark,
    Part, Readable, RowBeside, SignedCheckpoint, SigningKey, StoredEntry, Verification, Verifier,
    chain, erasure_note, leaf_of,
};
use proptest::prelude::*;
use vocabulary::PersonId;

const EVERY: usize = 5;

fn key() -> SigningKey {
    SigningKey::from_seed("kith.eastmere.example", KeyKind::Log, &[7; 32]).unwrap()
}

fn person(number: usize) -> PersonId {
    PersonId::new(uuid::Uuid::from_u128(number as u128 % 3))
}

fn key_of(person: PersonId) -> CommitmentKey {
    let mut bytes = [9; 32];
    bytes[..16].copy_from_slice(person.uuid().as_bytes());
    CommitmentKey::new(bytes)
}

/// A row as the database keeps it: the entry, its columns, what stands beside it.
#[derive(Clone)]
struct Row {
    entry: StoredEntry,
    at: String,
    action: String,
    worker: Option<String>,
    beside: Readable,
}

fn event(number: usize) -> AuditEvent {
    let at = "2026-11-23T02:10:00Z".parse().unwrap();
    let mut event = AuditEvent::new(AuditAction::SawFamily, at, &format!("req-{number}"));
    event.worker = Some(format!("W{}", number % 7));
    event.people = vec![person(number)];
    event
}

/// Entries chained after those that are there.
fn add(rows: &mut Vec<Row>, event: AuditEvent) {
    let head = rows.last().map(|row| audit::Head {
        seq: row.entry.seq,
        hash: audit::Hash::parse(&row.entry.hash).unwrap(),
    });
    let keys = event.people.iter().map(|person| (*person, key_of(*person)));
    let keys = EntryKeys {
        people: keys.collect(),
        detail: None,
    };
    let entry: Entry = chain(head.as_ref(), event.clone(), &keys).unwrap();
    let people = event.people.iter();
    rows.push(Row {
        entry: StoredEntry::from(&entry),
        at: event.at.to_string(),
        action: event.action.code().to_owned(),
        worker: event.worker,
        beside: Readable {
            people: people
                .map(|person| (*person, Some(key_of(*person))))
                .collect(),
            detail: None,
        },
    });
}

fn log(length: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for number in 0..length {
        add(&mut rows, event(number));
    }
    rows
}

/// Checkpoints after every few entries and at the end, as the council's key signs them.
fn checkpoints(rows: &[Row]) -> Vec<SignedCheckpoint> {
    let mut frontier = Frontier::new();
    let mut made = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let hash = audit::Hash::parse(&row.entry.hash).unwrap();
        frontier.push(leaf_of(row.entry.seq, hash));
        if (place + 1) % EVERY == 0 || place + 1 == rows.len() {
            let at = "2026-11-23T02:20:00Z".parse().unwrap();
            let signed = SignedCheckpoint::sign(&key(), frontier.size(), frontier.root(), at);
            made.push(signed);
        }
    }
    made
}

fn check(rows: &[Row], signed: &[SignedCheckpoint], erasures: Erasures) -> Verification {
    let marks = signed.iter().map(|signed| Mark {
        size: signed.checkpoint().size,
        root: signed.checkpoint().root,
    });
    let mut verifier = Verifier::new(None, marks.collect(), erasures);
    for row in rows {
        let beside = RowBeside {
            at: &row.at,
            action: &row.action,
            worker: row.worker.as_deref(),
            readable: &row.beside,
        };
        verifier.take(&row.entry, Some(beside));
    }
    verifier.finish()
}

/// Chains everything from this place on anew, as somebody with the whole database could.
fn chain_anew(rows: &[Row], from: usize, leave_out: bool) -> Vec<Row> {
    let mut forged = rows[..from].to_vec();
    for (place, _) in rows.iter().enumerate().skip(from) {
        if leave_out && place == from {
            continue;
        }
        let mut event = event(place);
        if place == from {
            event.worker = Some("W999".to_owned());
        }
        add(&mut forged, event);
    }
    forged
}

/// One way to tamper; gives the rows, and whether the council's own checkpoints are signed anew
/// with the stolen key, so that only the one that the witness kept is left.
fn tamper(rows: &[Row], how: u8, a: usize, b: usize) -> (Vec<Row>, bool) {
    let length = rows.len();
    let (a, b) = (a % length, b % length);
    let mut forged = rows.to_vec();
    match how {
        0 => forged[a].entry.body = forged[a].entry.body.replace("saw_family", "searched"),
        1 => drop(forged.remove(a)),
        2 => forged.insert(b, rows[a].clone()),
        3 => forged.swap(a, (a + 1) % length),
        4 => forged.truncate(a),
        5 => return (chain_anew(rows, a, false), false),
        6 => return (chain_anew(rows, a, true), false),
        7 => return (chain_anew(rows, a, false), true),
        8 => return (chain_anew(rows, a, true), true),
        9 => forged[a].worker = Some("W999".to_owned()),
        10 => forged[a].action = "searched".to_owned(),
        11 => forged[a].at = "2026-11-24T00:00:00Z".to_owned(),
        12 => forged[a].beside.people.clear(),
        13 => forged[a].beside.people[0].0 = person(a + 1),
        _ => forged[a].beside.people.push((person(a + 1), None)),
    }
    (forged, false)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_tampered_log_is_found(
        length in 2usize..24, how in 0u8..15, a in any::<usize>(), b in any::<usize>(),
    ) {
        let rows = log(length);
        let signed = checkpoints(&rows);
        let kept_by_the_witness = signed.last().unwrap().clone();
        let (forged, is_signed_anew) = tamper(&rows, how, a, b);
        let mut trusted = if is_signed_anew { checkpoints(&forged) } else { signed };
        trusted.push(kept_by_the_witness);
        let found = check(&forged, &trusted, Erasures::new());
        prop_assert!(!found.is_sound(), "{how} at {a} went unseen");
        prop_assert!(found.first_bad().is_some());
    }

    #[test]
    fn a_log_left_alone_is_sound_and_signed_to_its_end(length in 0usize..24) {
        let rows = log(length);
        let found = check(&rows, &checkpoints(&rows), Erasures::new());
        prop_assert!(found.is_sound(), "{:?}", found.faults);
        prop_assert_eq!(found.signed_to, length as u64);
        prop_assert_eq!(found.in_the_clear, 0);
    }
}

#[test]
fn a_rewritten_tail_lies_between_the_last_root_that_fits_and_the_first_that_does_not() {
    let rows = log(20);
    let found = check(
        &chain_anew(&rows, 12, false),
        &checkpoints(&rows),
        Erasures::new(),
    );
    assert_eq!(found.signed_to, 10);
    assert_eq!(found.first_bad(), Some(15));
}

#[test]
fn an_erased_person_leaves_the_log_sound_where_the_erasure_is_recorded() {
    let mut rows = log(7);
    let signed = checkpoints(&rows);
    let gone = person(1);
    let mut list = std::collections::BTreeSet::new();
    for row in &mut rows {
        if row.beside.people[0].0 == gone {
            row.beside.people.clear();
            let body = &row.entry.body;
            let from = body.find(r#""people":[""#).unwrap() + 11;
            list.insert((row.entry.seq, Part::parse(&body[from..from + 64]).unwrap()));
        }
    }
    assert!(!check(&rows, &signed, Erasures::new()).is_sound());
    let at = "2026-11-30T00:00:00Z".parse().unwrap();
    let mut erased = AuditEvent::new(AuditAction::SubjectErased, at, "req-e");
    erased.note = Some(erasure_note(&list));
    add(&mut rows, erased);
    let erasures = Erasures::from([(8, list.clone())]);
    let found = check(&rows, &signed, erasures);
    assert!(found.is_sound(), "{:?}", found.faults);
    assert_eq!(found.erased, 2);
    let added = (2, Part::Detail);
    list.insert(added);
    let found = check(&rows, &signed, Erasures::from([(8, list)]));
    assert_eq!(
        found.first_bad(),
        Some(8),
        "a longer list than was recorded"
    );
}
