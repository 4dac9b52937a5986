//! Accounts on the command line: their passphrases, and what the account of the database may do.

use crate::command::{Council, Said};

#[test]
fn a_passphrase_that_is_common_or_known_from_a_breach_is_refused_with_a_way_on() {
    let council = Council::new();
    council.kith(&["init"]);
    let add = |passphrase: &str| {
        let worker = ["worker", "SW1", "--name", "Ann Other"];
        let given = ["--role", "social_worker", "--passphrase-from-input"];
        let words = [&worker[..], &given].concat();
        council.kith_reading(&words, &format!("{passphrase}\n"))
    };
    let common = add("unbelievable2026");
    assert_eq!(common.code, 2);
    assert!(
        common.words.contains("one of the common ones")
            && common.words.contains("take three random words"),
        "{}",
        common.words
    );
    let noted = |words: &str| council.kith(&["doctor"]).words.contains(words);
    assert!(noted("no list of passphrases known from breaches is kept"));
    let settings = std::fs::read_to_string(council.path("kith.toml")).unwrap();
    council.file(
        "kith.toml",
        &format!("breached_passphrases = \"breached.txt\"\n{settings}"),
    );
    // Without the list that the settings name nothing is taken.
    let unread = add("three invented words");
    assert_eq!(unread.code, 3, "{}", unread.words);
    assert!(noted("cannot be used as the list of passphrases"));
    // SHA-1 of "three invented words", between two others.
    council.file(
        "breached.txt",
        "000000005AD76BD555C1D6D771DE417A4B87E4B4:10\r\n\
         4BFE1B06B05AFC057AAD28E6D286C224E1D8292D:3\r\n\
         FFFFFFFEE791CBAC0F6305CAF0CEE06BBE131160:2\r\n",
    );
    assert!(noted("has about 3 lines"));
    let breached = add("three invented words");
    assert_eq!(breached.code, 2, "{}", breached.words);
    assert!(
        breached.words.contains("known from a breach elsewhere"),
        "{}",
        breached.words
    );
    assert_eq!(add("four other invented words").code, 0);
}

#[test]
fn the_passphrase_for_a_first_sign_in_is_made_shown_once_and_never_the_same() {
    let council = Council::new();
    council.kith(&["init"]);
    let worker = ["worker", "SW1", "--name", "Ann Other"];
    let words = [&["--json"], &worker[..], &["--role", "social_worker"]].concat();
    let first = |said: &Said| {
        let document = said.json();
        let first = document["first_passphrase"].as_str().unwrap().to_owned();
        assert!(said.words.contains(&first), "{}", said.words);
        assert!(said.words.contains("within 72 hours"), "{}", said.words);
        assert_eq!(first.len(), 34, "{first}");
        first
    };
    let made = first(&council.kith(&words));
    let again = ["--json", "account", "first-passphrase", "SW1"];
    let another = first(&council.kith(&again));
    assert_ne!(made, another);
    let nobody = council.kith(&["--json", "account", "first-passphrase", "SW2"]);
    assert_eq!(nobody.code, 1);
    assert!(nobody.json().get("first_passphrase").is_none());
    let provider = ["worker", "SW3", "--name", "By Provider", "--single-sign-on"];
    let words = [&["--json"], &provider[..], &["--role", "social_worker"]].concat();
    let none = council.kith(&words);
    assert!(none.json().get("first_passphrase").is_none());
    let kept = ["--json", "account", "first-passphrase", "SW3"];
    assert_eq!(council.kith(&kept).code, 1, "there is none to replace");
}

#[test]
fn the_rights_of_the_account_that_serves_are_printed_to_be_read_and_run() {
    let council = Council::new();
    let grants = council.kith(&["database", "grants", "kith_web"]);
    assert_eq!(grants.code, 0, "{}", grants.words);
    assert!(
        grants
            .out
            .contains("on all tables in schema public to kith_web;")
    );
    let taken = grants
        .out
        .lines()
        .find(|line| line.starts_with("revoke update, delete on"))
        .unwrap();
    assert!(taken.contains(" audit_entry,"), "{taken}");
    let more = council.kith(&["database", "grants", "kith; drop table worker"]);
    assert_eq!(more.code, 2, "{}", more.words);
    assert_eq!(more.out, "");
}
