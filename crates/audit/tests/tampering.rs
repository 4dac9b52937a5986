//! Every way to tamper with a log is found, and a log left alone is sound.
//!
//! The golden test pins the bytes, whose hash was worked out by another program: a log written
//! today must verify in ten years.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use audit::{
    AuditAction, AuditEvent, Entry, FaultKind, Hash, Head, LevelShown, StoredEntry, chain, verify,
};
use proptest::prelude::*;
use vocabulary::{CaseReference, Category, Level, PersonId, Purpose, Role, SourceId};

fn full_event() -> AuditEvent {
    let at = "2026-11-23T02:10:00.5Z".parse().unwrap();
    let mut event = AuditEvent::new(AuditAction::SawFamily, at, "req-7");
    event.worker = Some("W100".to_owned());
    event.role = Some(Role::SocialWorker);
    event.purpose = Some(Purpose::SignificantHarm);
    event.case = CaseReference::parse("CSC-1001").ok();
    event.people = vec![PersonId::new(uuid::Uuid::from_u128(7))];
    event.shown = vec![LevelShown {
        source: SourceId::parse("housing").unwrap(),
        category: Category::Housing,
        level: Level::NamedWorker,
    }];
    event.refusal = Some("no_case_link".to_owned());
    event.rule_ids = vec!["A1".to_owned(), "L1".to_owned()];
    event.rulebook_version = Some("0123456789ab".to_owned());
    event.terms = [("family_name", "a \"quoted\"\nname"), ("given_name", "Zoë")]
        .map(|(field, text)| (field.to_owned(), text.to_owned()))
        .into();
    event.results = Some(2);
    event.note = Some("first look".to_owned());
    event
}

fn log(length: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for number in 0..length {
        let mut event = full_event();
        event.request_id = format!("req-{number}");
        let head = entries.last().map(Entry::head);
        entries.push(chain(head.as_ref(), event));
    }
    entries
}

fn stored(entries: &[Entry]) -> Vec<StoredEntry> {
    entries.iter().map(StoredEntry::from).collect()
}

fn faults(log: Vec<StoredEntry>, head: Option<Head>) -> Vec<FaultKind> {
    let found = verify(log.into_iter(), head);
    found.faults.iter().map(|fault| fault.kind).collect()
}

#[test]
fn the_text_and_the_hash_of_an_entry_never_change() {
    let entry = chain(None, full_event());
    assert_eq!(
        entry.body(),
        concat!(
            r#"{"action":"saw_family","at":"2026-11-23T02:10:00.5Z","worker":"W100","#,
            r#""role":"social_worker","purpose":"P1","case":"CSC-1001","#,
            r#""people":["00000000-0000-0000-0000-000000000007"],"shown":[["housing","housing",3]],"#,
            r#""refusal":"no_case_link","rules":["A1","L1"],"rulebook":"0123456789ab","#,
            r#""terms":{"family_name":"a \"quoted\"\nname","given_name":"Zoë"},"results":2,"#,
            r#""request":"req-7","note":"first look"}"#
        )
    );
    assert_eq!(
        entry.hash().to_string(),
        "c85e01ce22838f4f4933651b8c8c418c99b2e68ba957c1961c407b054c6586c8"
    );
    assert_eq!(entry.previous(), Hash::NONE);
    assert_eq!(entry.seq(), 1);
}

#[test]
fn a_stored_entry_is_read_back_as_it_was() {
    for event in [
        full_event(),
        AuditEvent::new(
            AuditAction::SignedIn,
            "2026-01-01T00:00:00Z".parse().unwrap(),
            "r",
        ),
    ] {
        let entry = chain(None, event.clone());
        let row = StoredEntry::from(&entry);
        let read = Entry::from_stored(row.seq, &row.previous, &row.hash, &row.body).unwrap();
        assert_eq!(read, entry);
        assert!(read.event() == &event);
        assert!(Entry::from_stored(2, &row.previous, &row.hash, &row.body).is_err());
    }
}

#[test]
fn nothing_personal_is_printed() {
    let entry = chain(None, full_event());
    let printed = format!(
        "{entry:?} {:?} {:?}",
        entry.event(),
        StoredEntry::from(&entry)
    );
    for secret in ["Zoë", "CSC-1001", "W100", "quoted"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn an_empty_log_is_sound_unless_it_should_not_be_empty() {
    assert!(verify(std::iter::empty(), None).is_sound());
    let head = log(3)[2].head();
    assert_eq!(faults(Vec::new(), Some(head)), [FaultKind::Truncated]);
}

#[test]
fn a_log_that_has_grown_since_its_head_was_kept_is_sound() {
    let entries = log(9);
    let found = verify(stored(&entries).into_iter(), Some(entries[4].head()));
    assert!(found.is_sound());
    assert_eq!(found.head, Some(entries[8].head()));
    assert_eq!(found.entries, 9);
}

#[test]
fn a_log_written_anew_from_the_start_is_found_by_the_head_kept_elsewhere() {
    let head = log(5)[4].head();
    let mut forged: Vec<Entry> = Vec::new();
    for _ in 0..5 {
        let last = forged.last().map(Entry::head);
        let at = "2026-11-24T00:00:00Z".parse().unwrap();
        forged.push(chain(
            last.as_ref(),
            AuditEvent::new(AuditAction::SignedIn, at, "x"),
        ));
    }
    assert_eq!(faults(stored(&forged), Some(head)), [FaultKind::WrongHash]);
}

#[test]
fn an_entry_of_an_unknown_shape_is_unreadable_even_with_a_right_hash() {
    let mut rows = stored(&log(2));
    rows[1].body = rows[1].body.replace("saw_family", "saw_nothing");
    let kinds = faults(rows, None);
    assert!(kinds.contains(&FaultKind::Unreadable) && kinds.contains(&FaultKind::WrongHash));
}

#[test]
fn the_same_entry_twice_is_found_by_its_number() {
    let mut rows = stored(&log(4));
    rows.insert(2, rows[1].clone());
    assert!(faults(rows, None).contains(&FaultKind::TwoWithOneNumber));
}

/// A way to tamper with a log of at least two entries.
#[derive(Debug, Clone)]
enum Tampering {
    Alter(usize, usize, char),
    Remove(usize),
    Swap(usize, usize),
    Insert(usize, usize),
    Renumber(usize, u64),
    ExchangeBodies(usize, usize),
    RewriteHash(usize),
    RemoveAndRenumber(usize),
}

fn tampering() -> impl Strategy<Value = Tampering> {
    let at = any::<usize>();
    prop_oneof![
        (at, any::<usize>(), any::<char>()).prop_map(|(a, b, c)| Tampering::Alter(a, b, c)),
        at.prop_map(Tampering::Remove),
        (at, any::<usize>()).prop_map(|(a, b)| Tampering::Swap(a, b)),
        (at, any::<usize>()).prop_map(|(a, b)| Tampering::Insert(a, b)),
        (at, 0u64..40).prop_map(|(a, b)| Tampering::Renumber(a, b)),
        (at, any::<usize>()).prop_map(|(a, b)| Tampering::ExchangeBodies(a, b)),
        at.prop_map(Tampering::RewriteHash),
        at.prop_map(Tampering::RemoveAndRenumber),
    ]
}

fn tamper(rows: &mut Vec<StoredEntry>, how: &Tampering) {
    let length = rows.len();
    match *how {
        Tampering::Alter(at, place, letter) => {
            let body = &mut rows[at % length].body;
            let mut letters: Vec<char> = body.chars().collect();
            let place = place % letters.len();
            letters[place] = letter;
            *body = letters.into_iter().collect();
        }
        Tampering::Remove(at) => {
            rows.remove(at % length);
        }
        Tampering::Swap(a, b) => rows.swap(a % length, b % length),
        Tampering::Insert(at, copied) => {
            let row = rows[copied % length].clone();
            rows.insert(at % (length + 1), row);
        }
        Tampering::Renumber(at, seq) => rows[at % length].seq = seq,
        Tampering::ExchangeBodies(a, b) => {
            let (a, b) = (a % length, b % length);
            let (first, second) = (rows[a].body.clone(), rows[b].body.clone());
            rows[a].body = second;
            rows[b].body = first;
        }
        Tampering::RewriteHash(at) => {
            let row = &mut rows[at % length];
            row.hash = row.previous.chars().rev().collect();
        }
        Tampering::RemoveAndRenumber(at) => {
            let at = at % length;
            rows.remove(at);
            for (place, row) in rows.iter_mut().enumerate().skip(at) {
                row.seq = place as u64 + 1;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_tampered_log_is_found(length in 2usize..12, how in tampering()) {
        let entries = log(length);
        let clean = stored(&entries);
        let mut rows = clean.clone();
        tamper(&mut rows, &how);
        let found = verify(rows.clone().into_iter(), Some(entries[length - 1].head()));
        prop_assert_eq!(found.is_sound(), rows == clean);
    }

    #[test]
    fn a_log_left_alone_is_sound(length in 0usize..40) {
        let entries = log(length);
        let head = entries.last().map(Entry::head);
        let found = verify(stored(&entries).into_iter(), head);
        prop_assert!(found.is_sound());
        prop_assert_eq!(found.head, head);
    }
}
