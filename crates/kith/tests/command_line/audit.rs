//! The audit on the command line: signed, cosigned by a witness, copied and checked elsewhere; a
//! rewritten or shortened log is refused with what is wrong.

use crate::command::{self, Council, Said};
use std::path::Path;

/// A council whose audit has entries, and a witness's folder beside it.
fn council_with_a_witness() -> Council {
    let council = Council::new();
    assert_eq!(council.kith(&["init"]).code, 0);
    let csc = council.file("csc.csv", command::CSC);
    council.kith(&["load", "--source", "family-context-csc", &csc]);
    let key = council.path("audit-log-key.txt");
    let made = witness(
        &council,
        &[
            "init",
            "--name",
            "witness.police.example",
            "--log-key",
            &key,
        ],
    );
    assert_eq!(made.code, 0, "{}", made.words);
    council
}

fn witness(council: &Council, words: &[&str]) -> Said {
    let folder = council.path("witness");
    council.kith(&[&["witness"], words, &["--folder", &folder]].concat())
}

/// A request from the council, cosigned and kept again.
fn cosigned(council: &Council) -> Said {
    let (request, back) = (council.path("request.txt"), council.path("cosigned.txt"));
    let key = council.path("witness/witness-key.txt");
    let asked = council.kith(&["audit", "request", "--witness-key", &key, "--to", &request]);
    assert_eq!(asked.code, 0, "{}", asked.words);
    let done = witness(council, &["cosign", &request, "--to", &back]);
    if done.code == 0 {
        let kept = council.kith(&["--json", "audit", "keep", &back]);
        assert_eq!(kept.code, 0, "{}", kept.words);
    }
    done
}

/// The files of the database, with the log that SQLite keeps beside it.
fn database(council: &Council) -> Vec<(String, Vec<u8>)> {
    let names = ["kith.db", "kith.db-wal", "kith.db-shm"].into_iter();
    let read = names.map(|name| (name.to_owned(), std::fs::read(council.path(name))));
    read.filter_map(|(name, bytes)| Some((name, bytes.ok()?)))
        .collect()
}

#[test]
fn a_witness_cosigns_and_a_copy_is_checked_where_there_is_no_council() {
    let council = council_with_a_witness();
    assert_eq!(cosigned(&council).code, 0);
    council.kith(&["link"]);
    council.kith(&["publish"]);
    let again = cosigned(&council);
    assert_eq!(again.code, 0, "{}", again.words);
    let keys = council.path("witness/witness-key.txt");
    let kept = council.path("cosigned.txt");
    let checks = ["--from-checkpoint", &kept, "--witness-keys", &keys];
    let verified = council.kith(&[&["--json", "audit", "verify"], &checks[..]].concat());
    assert_eq!(verified.code, 0, "{}", verified.words);
    let said = verified.json();
    assert_eq!(said["cosigned_to"], said["entries"]);
    let copy = council.path("copy.jsonl");
    let exported = council.kith(&["audit", "export", "--to", &copy]);
    assert_eq!(exported.code, 0, "{}", exported.words);
    let elsewhere = Council::new();
    let words = ["--json", "audit", "verify", "--export", &copy];
    let checked = elsewhere.kith(&[&words[..], &checks[..]].concat());
    assert_eq!(checked.code, 0, "{}", checked.words);
    assert!(checked.words.contains("key is taken from the copy itself"));
    assert_eq!(checked.json()["cosigned_to"], said["entries"]);
    let own = witness(&council, &["verify", &copy]);
    assert_eq!(own.code, 0, "{}", own.words);
    assert!(!own.words.contains("copy itself"), "{}", own.words);
}

#[test]
fn an_older_copy_of_the_database_is_found_by_the_council_and_refused_by_the_witness() {
    let council = council_with_a_witness();
    let backup = database(&council);
    council.kith(&["link"]);
    council.kith(&["publish"]);
    assert_eq!(cosigned(&council).code, 0);
    for (name, _) in database(&council) {
        std::fs::remove_file(council.path(&name)).unwrap();
    }
    for (name, bytes) in backup {
        std::fs::write(council.path(&name), bytes).unwrap();
    }
    let verified = council.kith(&["audit", "verify"]);
    assert_eq!(verified.code, 1);
    assert!(
        verified.words.contains("ends before it"),
        "{}",
        verified.words
    );
    let refused = council.kith(&["audit", "checkpoint"]);
    assert_eq!(refused.code, 3);
    assert!(
        refused.words.contains("an older copy of the database"),
        "{}",
        refused.words
    );
    // Whoever put it back hides the checkpoint outside the database as well.
    std::fs::remove_file(council.path("audit-last-checkpoint.txt")).unwrap();
    assert_eq!(
        council.kith(&["audit", "verify"]).code,
        0,
        "the database alone looks whole"
    );
    let request = council.path("request.txt");
    let asked = council.kith(&["audit", "request", "--since", "0", "--to", &request]);
    assert_eq!(asked.code, 0, "{}", asked.words);
    let refused = witness(
        &council,
        &["cosign", &request, "--to", &council.path("no.txt")],
    );
    assert_eq!(refused.code, 1);
    assert!(
        refused.words.contains("the log became shorter"),
        "{}",
        refused.words
    );
    assert!(!Path::new(&council.path("no.txt")).exists());
    council.kith(&["link"]);
    council.kith(&["publish"]);
    council.kith(&["link"]);
    let asked = council.kith(&["audit", "request", "--since", "4", "--to", &request]);
    assert_eq!(asked.code, 0, "{}", asked.words);
    let refused = witness(
        &council,
        &["cosign", &request, "--to", &council.path("no.txt")],
    );
    assert_eq!(refused.code, 1);
    assert!(
        refused.words.contains("the log was rewritten"),
        "{}",
        refused.words
    );
}

#[test]
fn a_copy_with_one_changed_word_names_the_entry() {
    let council = council_with_a_witness();
    let copy = council.path("copy.jsonl");
    council.kith(&["audit", "export", "--to", &copy]);
    let text = std::fs::read_to_string(&copy).unwrap();
    std::fs::write(&copy, text.replace("load_applied", "withdrawn")).unwrap();
    let checked = council.kith(&["--json", "audit", "verify", "--export", &copy]);
    assert_eq!(checked.code, 1);
    assert_eq!(checked.json()["first_bad"], 1);
    assert!(
        checked.words.contains("entry 1: it was altered"),
        "{}",
        checked.words
    );
    std::fs::write(&copy, "a line of something else\n").unwrap();
    let checked = council.kith(&["audit", "verify", "--export", &copy]);
    assert_eq!(checked.code, 3);
    assert!(checked.words.contains("line 1"), "{}", checked.words);
}

#[test]
fn the_signing_key_is_for_its_owner_alone_and_a_lost_one_is_not_replaced_unseen() {
    use std::os::unix::fs::PermissionsExt;
    let council = council_with_a_witness();
    let key = council.path("audit-signing.key");
    let mode = std::fs::metadata(&key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(council.kith(&["audit", "checkpoint"]).code, 0);
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let doctor = council.kith(&["doctor"]);
    assert!(doctor.words.contains("chmod 600"), "{}", doctor.words);
    std::fs::remove_file(&key).unwrap();
    let doctor = council.kith(&["doctor"]);
    assert_eq!(doctor.code, 1);
    assert!(
        doctor.words.contains("signing key is not at"),
        "{}",
        doctor.words
    );
    assert!(!Path::new(&key).exists());
}

#[test]
fn a_check_writes_nothing() {
    let council = council_with_a_witness();
    council.kith(&["audit", "checkpoint"]);
    let database = council.path("kith.db");
    let before = std::fs::read(&database).unwrap();
    assert_eq!(council.kith(&["audit", "verify"]).code, 0);
    assert!(
        std::fs::read(&database).unwrap() == before,
        "the check wrote"
    );
}
