//! Every way to tamper with a log is found, and a log left alone is sound.
//!
//! The golden tests pin the bytes, whose hashes were worked out by another program: a log written
//! today must verify in ten years, and so must one of the first form.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use audit::{
    AuditAction, AuditEvent, CommitmentKey, Detail, Entry, EntryKeys, FaultKind, Hash, Head,
    LevelShown, Readable, StoredEntry, chain, verify,
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

/// One key for the one person of the event, another for its details.
fn keys() -> EntryKeys {
    let person = PersonId::new(uuid::Uuid::from_u128(7));
    EntryKeys {
        people: [(person, CommitmentKey::new([1; 32]))].into(),
        detail: Some(CommitmentKey::new([2; 32])),
    }
}

/// What is kept beside the event's entry.
fn beside() -> Readable {
    let (keys, event) = (keys(), full_event());
    let people = keys.people.into_iter();
    Readable {
        people: people.map(|(person, key)| (person, Some(key))).collect(),
        detail: keys.detail.map(|key| Detail {
            key,
            case: event.case,
            terms: event.terms,
        }),
    }
}

fn log(length: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for number in 0..length {
        let mut event = full_event();
        event.request_id = format!("req-{number}");
        let head = entries.last().map(Entry::head);
        entries.push(chain(head.as_ref(), event, &keys()).unwrap());
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
fn the_text_the_hash_and_the_leaf_of_an_entry_never_change() {
    let entry = chain(None, full_event(), &keys()).unwrap();
    assert_eq!(
        entry.body(),
        concat!(
            r#"{"form":2,"action":"saw_family","at":"2026-11-23T02:10:00.5Z","worker":"W100","#,
            r#""role":"social_worker","purpose":"P1","#,
            r#""case":"9fb548d64382e2e61ee4f0282242b943db1976e25610cc257b9d00309da1a744","#,
            r#""people":["0c9503f6299d09963453ce858c8cba97105f9b3c10c4b087c4ad00ae9ce0fb54"],"#,
            r#""shown":[["housing","housing",3]],"#,
            r#""refusal":"no_case_link","rules":["A1","L1"],"rulebook":"0123456789ab","terms":{"#,
            r#""family_name":"7c92811427b84f635f6b61942c7c394398d84f63217e67e8082d401f8f5eb9b3","#,
            r#""given_name":"f9b8d75a6de5f3e68cb3568d3906229ab4ec1b12843a6b6b1428e6e62ee6d1b0"},"#,
            r#""results":2,"request":"req-7","note":"first look"}"#
        )
    );
    assert_eq!(
        entry.hash().to_string(),
        "ea89f2b61072fe616cf2b3e0410996214ae878579dbd6f8eefc8b567a1f57502"
    );
    assert_eq!(
        audit::leaf_of(1, entry.hash()).to_string(),
        "c16f0cf78736ed11e4e9deb3ee4781fb8a584cdade9d75c77e7c3e3c2ec2da00"
    );
    assert_eq!(entry.previous(), Hash::NONE);
    assert_eq!(entry.seq(), 1);
}

#[test]
fn an_entry_of_the_first_form_is_still_read_and_verified() {
    let row = StoredEntry {
        seq: 1,
        previous: Hash::NONE.to_string(),
        hash: "c85e01ce22838f4f4933651b8c8c418c99b2e68ba957c1961c407b054c6586c8".to_owned(),
        body: concat!(
            r#"{"action":"saw_family","at":"2026-11-23T02:10:00.5Z","worker":"W100","#,
            r#""role":"social_worker","purpose":"P1","case":"CSC-1001","#,
            r#""people":["00000000-0000-0000-0000-000000000007"],"shown":[["housing","housing",3]],"#,
            r#""refusal":"no_case_link","rules":["A1","L1"],"rulebook":"0123456789ab","#,
            r#""terms":{"family_name":"a \"quoted\"\nname","given_name":"Zoë"},"results":2,"#,
            r#""request":"req-7","note":"first look"}"#
        )
        .to_owned(),
    };
    let people = beside().people.into_iter();
    let beside = Readable {
        people: people.map(|(person, _)| (person, None)).collect(),
        detail: None,
    };
    let entry = Entry::from_stored(&row, &beside).unwrap();
    assert!(entry.event() == &full_event());
    let verified = verify([row].into_iter(), Some(entry.head()));
    assert!(verified.is_sound());
    assert_eq!(verified.in_the_clear, 1);
}

#[test]
fn a_stored_entry_is_read_back_as_it_was_with_what_is_kept_beside_it() {
    let entry = chain(None, full_event(), &keys()).unwrap();
    let row = StoredEntry::from(&entry);
    let read = Entry::from_stored(&row, &beside()).unwrap();
    assert_eq!(read, entry);
    assert!(read.event() == &full_event());
    let moved = StoredEntry { seq: 2, ..row };
    assert!(Entry::from_stored(&moved, &beside()).is_err());
}

#[test]
fn what_was_erased_is_left_out_and_what_belongs_to_another_is_refused() {
    let entry = chain(None, full_event(), &keys()).unwrap();
    let row = StoredEntry::from(&entry);
    let erased = Entry::from_stored(&row, &Readable::default()).unwrap();
    assert!(erased.event().people.is_empty() && erased.event().terms.is_empty());
    assert_eq!(erased.event().case, None);
    assert_eq!(erased.hash(), entry.hash());
    let mut other = beside();
    other.people[0].0 = PersonId::new(uuid::Uuid::from_u128(8));
    assert!(Entry::from_stored(&row, &other).is_err());
    let mut other = beside();
    if let Some(detail) = &mut other.detail {
        detail.terms.insert("born".to_owned(), "2011".to_owned());
    }
    assert!(Entry::from_stored(&row, &other).is_err());
}

#[test]
fn two_entries_about_one_person_do_not_look_alike() {
    let log = log(2);
    let people = |entry: &Entry| {
        let from = entry.body().find("people").unwrap();
        entry.body()[from..from + 70].to_owned()
    };
    assert_ne!(people(&log[0]), people(&log[1]));
    for secret in ["00000000-0000", "CSC-1001", "Zo", "quoted"] {
        assert!(!log[0].body().contains(secret), "{secret}");
    }
    assert!(chain(None, full_event(), &EntryKeys::default()).is_err());
}

#[test]
fn nothing_personal_is_printed() {
    let entry = chain(None, full_event(), &keys()).unwrap();
    let printed = format!(
        "{entry:?} {:?} {:?} {:?} {:?}",
        entry.event(),
        StoredEntry::from(&entry),
        keys(),
        beside()
    );
    for secret in ["Zoë", "CSC-1001", "W100", "quoted", "0101", "1, 1"] {
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
        let event = AuditEvent::new(AuditAction::SignedIn, at, "x");
        forged.push(chain(last.as_ref(), event, &keys()).unwrap());
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
