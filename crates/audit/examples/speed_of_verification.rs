//! How much processor time a check of the audit takes, beside plain SHA-256 over the same bytes: a
//! ratio that does not depend on the machine. Started by hand, never by a test:
//!
//! `cargo run --release -p audit --example speed_of_verification -- 1000000`
//!
//! Entries are as a busy council writes them: about three people each, a case, four sources shown.

use audit::{
    AuditAction, AuditEvent, CommitmentKey, Entry, EntryKeys, Erasures, Frontier, Head, LevelShown,
    Mark, Readable, RowBeside, StoredEntry, Verifier, chain, leaf_of,
};
use sha2::{Digest, Sha256};
use std::hint::black_box;
use vocabulary::{CaseReference, Category, Level, PersonId, Purpose, Role, SourceId};

/// An entry with what the database keeps beside it.
struct Row {
    entry: StoredEntry,
    at: String,
    beside: Readable,
}

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok());
    let count: usize = count.unwrap_or(1_000_000);
    let (rows, head) = log(count);
    let bytes: usize = rows.iter().map(|row| row.entry.body.len()).sum();
    let plain = nanoseconds(count, || {
        for row in &rows {
            black_box(Sha256::digest(&row.entry.body));
        }
    });
    let mut frontier = Frontier::new();
    let tree = nanoseconds(count, || {
        for row in &rows {
            let hash = audit::Hash::parse(&row.entry.hash).unwrap_or(audit::Hash::NONE);
            frontier.push(leaf_of(row.entry.seq, hash));
        }
    });
    let marks = vec![Mark {
        size: frontier.size(),
        root: frontier.root(),
    }];
    let alone = check(&rows, head, marks.clone(), false);
    let beside = check(&rows, head, marks, true);
    say(&format!(
        "{count} entries, {} bytes of body on average",
        bytes / count.max(1)
    ));
    for (what, nanoseconds) in [
        ("plain SHA-256 over the bodies", plain),
        ("the tree alone", tree),
        ("verified: chain, tree, every body read", alone),
        ("verified, with people, cases and columns beside", beside),
    ] {
        say(&format!(
            "{what}: {nanoseconds:.0} ns an entry, {:.2} s a million, {:.1} times plain SHA-256",
            nanoseconds / 1_000.0,
            nanoseconds / plain
        ));
    }
}

fn check(rows: &[Row], head: Option<Head>, marks: Vec<Mark>, with_beside: bool) -> f64 {
    let mut verifier = Verifier::new(head, marks, Erasures::new());
    let taken = nanoseconds(rows.len(), || {
        for row in rows {
            let beside = RowBeside {
                at: &row.at,
                action: AuditAction::FamilyShown.code(),
                worker: Some("SW1001"),
                readable: &row.beside,
            };
            verifier.take(&row.entry, with_beside.then_some(beside));
        }
    });
    assert!(verifier.finish().is_sound(), "the log is sound");
    taken
}

fn log(count: usize) -> (Vec<Row>, Option<Head>) {
    let mut head = None;
    let rows = (0..count).map(|number| {
        let (entry, beside) = entry(number, head.as_ref());
        head = Some(entry.head());
        Row {
            at: entry.event().at.to_string(),
            entry: StoredEntry::from(&entry),
            beside,
        }
    });
    (rows.collect(), head)
}

fn entry(number: usize, head: Option<&Head>) -> (Entry, Readable) {
    let at = jiff::Timestamp::from_second(1_790_000_000 + number as i64);
    let at = at.expect("a moment of this century");
    let mut event = AuditEvent::new(AuditAction::FamilyShown, at, &format!("req-{number}"));
    event.worker = Some("SW1001".to_owned());
    event.role = Some(Role::SocialWorker);
    event.purpose = Some(Purpose::ChildInNeedAssessment);
    event.case = CaseReference::parse("CSC-2026-0417").ok();
    let people = (0..3).map(|place| PersonId::new(uuid::Uuid::from_u128((number + place) as u128)));
    event.people = people.collect();
    let sources = ["housing", "schools", "health-visiting", "early-help"];
    let shown = sources.map(|source| LevelShown {
        source: SourceId::parse(source).expect("a source"),
        category: Category::Housing,
        level: Level::NamedWorker,
    });
    event.shown = shown.to_vec();
    event.rulebook_version = Some("0123456789ab".to_owned());
    let facts = "see_family on 2026-12-01 trained 2026-06-01 case linked allocation on_case chosen; \
                 4..14; 5..9; 18..";
    event.decided_on = Some(facts.to_owned());
    let key = CommitmentKey::new([7; 32]);
    let keys = EntryKeys {
        people: event.people.iter().map(|person| (*person, key)).collect(),
        detail: Some(key),
    };
    let entry = chain(head, event, &keys).expect("there is a key for everything");
    let event = entry.event();
    let beside = Readable {
        people: event.people.iter().map(|one| (*one, Some(key))).collect(),
        detail: Some(audit::Detail {
            key,
            case: event.case.clone(),
            terms: event.terms.clone(),
        }),
    };
    (entry, beside)
}

/// Nanoseconds of processor time for each of `count` steps of a piece of work.
fn nanoseconds(count: usize, work: impl FnOnce()) -> f64 {
    let began = processor_time();
    work();
    (processor_time() - began) / count.max(1) as f64
}

/// Nanoseconds that this thread has had on a processor, as Linux counts them: other work on the
/// machine does not count.
fn processor_time() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next().unwrap_or_default();
    first.parse().unwrap_or(0.0)
}

#[expect(
    clippy::print_stdout,
    reason = "the figures are what the command is for"
)]
fn say(words: &str) {
    println!("{words}");
}
