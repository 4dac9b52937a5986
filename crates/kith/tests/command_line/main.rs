//! The command line at its boundary: the built command, real files, exit codes, one JSON document.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod accounts;
mod audit;
mod command;
mod linkage;
mod linkage_plan;
mod rota_and_ties;
mod rules;
mod samples;
mod tls;

use command::Council;
use serde_json::Value;

#[test]
fn an_extract_becomes_people_after_load_link_and_publish() {
    let council = Council::new();
    assert_eq!(council.kith(&["init"]).code, 0);
    let csc = council.file("csc.csv", command::CSC);
    let education = council.file("education.csv", command::EDUCATION);
    let loaded = council.kith(&["--json", "load", "--source", "family-context-csc", &csc]);
    assert_eq!(loaded.code, 0, "{}", loaded.words);
    assert_eq!(loaded.json()["files"][0]["report"]["rows_kept"], 3);
    assert_eq!(
        council
            .kith(&["load", "--source", "family-context-education", &education])
            .code,
        0
    );
    let linked = council.kith(&["--json", "link"]).json();
    assert_eq!(linked["records"], 6);
    assert_eq!(
        linked["people"], 4,
        "two joined, one pair of different given names kept apart"
    );
    assert_eq!(linked["possible_matches"], 1);
    assert_eq!(council.kith(&["publish"]).code, 0);
    assert_eq!(council.kith(&["publish"]).code, 1, "nothing waits any more");
    council.at_the_records_desk("RD1");
    let waiting = council.kith(&["--json", "matches", "--as", "RD1"]).json();
    let words = waiting["items"][0]["questions"][0]["words"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(words.contains("different given names"), "{words}");
    let explained = council.kith(&[
        "--json",
        "explain",
        "family-context-csc:C2",
        "family-context-education:E2",
    ]);
    assert_eq!(explained.json()["published_as_one_person"], true);
}

#[test]
fn the_records_desk_answers_and_undoes_on_the_command_line() {
    let council = Council::new();
    council.kith(&["init"]);
    let csc = council.file("csc.csv", command::CSC);
    let education = council.file("education.csv", command::EDUCATION);
    council.kith(&["load", "--source", "family-context-csc", &csc]);
    council.kith(&["load", "--source", "family-context-education", &education]);
    council.kith(&["link"]);
    council.kith(&["publish"]);
    council.at_the_records_desk("RD1");
    let waiting = council.kith(&["--json", "matches", "--as", "RD1"]).json();
    let question = &waiting["items"][0]["questions"][0];
    let reference = question["reference"].as_str().unwrap().to_owned();
    let decide = |answer: &str, reason: &str| {
        let words = ["decide", &reference, answer, "--reason", reason];
        council.kith(&[&["--json"], &words[..], &["--as", "RD1"]].concat())
    };
    assert_eq!(decide("perhaps", "other").code, 2, "not an answer");
    let unfit = decide("same", "brother-or-sister");
    assert_eq!(unfit.code, 2, "{}", unfit.words);
    let kept = decide("same", "name-or-spelling");
    assert_eq!(kept.json()["decided"], "stands", "{}", kept.words);
    assert_eq!(
        decide("same", "name-or-spelling").code,
        1,
        "answered already"
    );
    let labels = council.kith(&["--json", "matches", "--labels", "--as", "RD1"]);
    assert_eq!(labels.json()["labels"][0]["answer"], "same");
    let linked = council.kith(&["--json", "link"]).json();
    assert_eq!(
        (&linked["people"], &linked["people_merged"]),
        (&3.into(), &1.into())
    );
    council.kith(&["publish"]);
    let undone = council.kith(&["--json", "undo", &reference, "--as", "RD1"]);
    assert_eq!(undone.json()["undone"], reference);
    assert_eq!(council.kith(&["undo", &reference, "--as", "RD1"]).code, 1);
    let linked = council.kith(&["--json", "link"]).json();
    assert_eq!(
        (&linked["people"], &linked["people_split"]),
        (&4.into(), &1.into())
    );
    let nobody = council.kith(&["matches", "--as", "SW1"]);
    assert_eq!(nobody.code, 2, "{}", nobody.words);
}

#[test]
fn a_load_without_its_day_says_that_pages_will_call_it_todays() {
    let council = Council::new();
    council.kith(&["init"]);
    let csc = council.file("csc.csv", command::CSC);
    let words = ["load", "--dry-run", "--source", "family-context-csc", &csc];
    assert!(council.kith(&words).words.contains("No --as-of was given"));
    let dated = [&words[..], &["--as-of", "2026-10-15"]].concat();
    assert!(!council.kith(&dated).words.contains("No --as-of was given"));
}

#[test]
fn the_same_bytes_a_second_time_change_nothing() {
    let council = Council::new();
    let csc = council.file("csc.csv", command::CSC);
    council.kith(&["init"]);
    council.kith(&["load", "--source", "family-context-csc", &csc]);
    let again = council.kith(&["--json", "load", "--source", "family-context-csc", &csc]);
    assert_eq!(again.code, 0);
    assert_eq!(again.json()["files"][0]["outcome"], "already_loaded");
    assert_eq!(
        council.kith(&["--json", "loads"]).json()["loads"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_file_is_loaded_when_both_its_name_and_what_is_in_it_are_an_extracts() {
    let council = Council::new();
    council.kith(&["init"]);
    for (name, text, code, words) in [
        (
            "csc.xlsx",
            command::CSC,
            1,
            "whose name ends in .csv, .tsv or .txt",
        ),
        (
            "csc",
            command::CSC,
            1,
            "whose name ends in .csv, .tsv or .txt",
        ),
        (
            "csc.csv.exe",
            command::CSC,
            1,
            "whose name ends in .csv, .tsv or .txt",
        ),
        (
            "book.csv",
            "PK\u{3}\u{4}rest",
            1,
            "a workbook or an archive",
        ),
        ("csc.CSV", command::CSC, 0, ""),
    ] {
        let file = council.file(name, text);
        for command in ["check", "load"] {
            let said = council.kith(&[command, "--source", "family-context-csc", &file]);
            assert_eq!(said.code, code, "{name}: {}", said.words);
            assert!(said.words.contains(words), "{name}: {}", said.words);
        }
    }
}

#[test]
fn a_broken_row_is_named_by_file_line_and_column_and_the_rest_is_loaded() {
    let council = Council::new();
    council.kith(&["init"]);
    let csc = council.file("csc.csv", &command::CSC.replace("2012-03-04", "04.March"));
    let loaded = council.kith(&["--json", "load", "--source", "family-context-csc", &csc]);
    let report = &loaded.json()["files"][0]["report"];
    let words = report["findings"][0]["words"].as_str().unwrap();
    assert!(
        words.starts_with("csc.csv line 3, column Date Of Birth"),
        "{words}"
    );
    assert!(
        !loaded.words.contains("04.March") && !loaded.out.contains("04.March"),
        "a value was printed"
    );
}

#[test]
fn a_file_that_shrank_is_held_back_and_says_so() {
    let council = Council::new();
    council.kith(&["init"]);
    let whole = council.file("csc.csv", command::CSC);
    council.kith(&["load", "--source", "family-context-csc", &whole]);
    let rows: Vec<&str> = command::CSC.lines().take(2).collect();
    let half = council.file("half.csv", &format!("{}\n", rows.join("\n")));
    let held = council.kith(&["--json", "load", "--source", "family-context-csc", &half]);
    assert_eq!(held.code, 1);
    assert_eq!(held.json()["files"][0]["outcome"], "shrunk");
    let accepted = council.kith(&[
        "load",
        "--accept-shrinkage",
        "--source",
        "family-context-csc",
        &half,
    ]);
    assert_eq!(accepted.code, 0, "{}", accepted.words);
}

#[test]
fn words_that_do_not_fit_end_with_two_and_a_missing_source_names_the_ones_there_are() {
    let council = Council::new();
    assert_eq!(council.kith(&["load"]).code, 2);
    council.kith(&["init"]);
    let file = council.file("x.csv", command::CSC);
    let unknown = council.kith(&["load", "--source", "no-such-source", &file]);
    assert_eq!(unknown.code, 3);
    assert!(
        unknown.words.contains("family-context-csc"),
        "{}",
        unknown.words
    );
    assert_eq!(
        council.kith(&["init"]).code,
        1,
        "a council is never made over another"
    );
}

#[test]
fn doctor_says_what_is_missing_and_serve_does_not_start() {
    let council = Council::new();
    council.kith(&["init"]);
    let doctor = council.kith(&["--json", "doctor"]);
    assert_eq!(doctor.code, 1);
    assert!(
        doctor
            .words
            .contains("nobody can sign in: add a worker with kith worker"),
        "{}",
        doctor.words
    );
    let serve = council.kith(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(serve.code, 1);
    assert!(serve.words.contains("does not serve"), "{}", serve.words);
}

#[test]
fn the_demos_passphrase_is_refused_outside_a_demo() {
    let council = Council::new();
    council.kith(&["init"]);
    let words = [
        "worker",
        "SW1",
        "--name",
        "Ann Other",
        "--role",
        "social_worker",
        "--passphrase-from-input",
    ];
    assert_eq!(council.kith_reading(&words, "eastmere-demo\n").code, 2);
    assert_eq!(council.kith_reading(&words, "short\n").code, 2);
    let guessed = council.kith_reading(&words, "Ann Other password\n");
    assert_eq!(guessed.code, 2);
    assert!(guessed.words.contains("anybody would guess"));
    assert_eq!(
        council.kith_reading(&words, "correct horse battery\n").code,
        0
    );
}

#[test]
fn the_agreements_of_a_new_council_can_be_used_and_a_fault_points_at_its_line() {
    let council = Council::new();
    council.kith(&["init"]);
    assert_eq!(council.kith(&["agreements", "check"]).code, 0);
    let path = council.folder.join("agreements/housing.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("housing\"\n", "houses\"\n")).unwrap();
    let checked = council.kith(&["--json", "agreements", "check"]);
    assert_eq!(checked.code, 1, "{}", checked.words);
    assert!(checked.words.contains("housing.toml:"), "{}", checked.words);
}

#[test]
fn the_demo_makes_a_council_in_which_the_main_job_can_be_done_on_the_command_line() {
    let council = Council::new();
    let demo = council.kith(&["--json", "demo", "--people", "200", "--no-serve"]);
    assert_eq!(demo.code, 0, "{}", demo.words);
    assert_eq!(demo.json()["workers"].as_array().unwrap().len(), 12);
    let handle = find_oliver(&council);
    let family = council.kith(&["--json", "family", &handle, "--as", "SW1001"]);
    assert_eq!(family.code, 0, "{}", family.words);
    assert!(family.words.contains("Whom to ring"), "{}", family.words);
    assert!(family.words.contains("half-sister"), "{}", family.words);
    assert!(family.json().to_string().contains("telephone"));
}

#[test]
fn on_the_command_line_too_a_refusal_says_the_way_on_and_a_handle_is_the_workers_own() {
    let council = Council::new();
    council.kith(&["demo", "--people", "100", "--no-serve"]);
    let handle = find_oliver(&council);
    let front_door = [
        "--as",
        "FD1001",
        "--purpose",
        "P3",
        "--case",
        "REF-2026-1102",
    ];
    let other = council.kith(&[&["family", &handle][..], &front_door].concat());
    assert_eq!(
        other.code, 1,
        "a handle means nothing in another worker's sitting"
    );
    let early_help = [
        "--as",
        "EH1001",
        "--purpose",
        "P4",
        "--case",
        "CSC-2026-0417",
    ];
    let find = [
        "--json",
        "find",
        "--family",
        "Fairclough",
        "--given",
        "Olly",
    ];
    let refused = council.kith(&[&find[..], &early_help].concat());
    assert_eq!(refused.code, 1);
    assert!(
        refused.words.contains("Who can authorise"),
        "{}",
        refused.words
    );
    assert!(refused.json()["refused"]["whom_to_ring"][0]["telephone"].is_string());
    let verified = council.kith(&["--json", "audit", "verify"]);
    assert_eq!(
        (verified.code, &verified.json()["sound"]),
        (0, &Value::Bool(true))
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let council = Council::new();
    let write = |folder: &str| {
        let out = council.folder.join(folder);
        let words = [
            "synth",
            "--people",
            "120",
            "--seed",
            "5",
            "--today",
            "2026-11-23",
            "--out",
        ];
        let out = out.to_str().unwrap().to_owned();
        assert_eq!(council.kith(&[&words[..], &[&out]].concat()).code, 0);
        std::fs::read(format!("{out}/housing/tenancies.csv")).unwrap()
    };
    assert_eq!(write("one"), write("two"));
    assert!(council.folder.join("one/truth").is_dir());
}

/// Finds the demo's child by a nickname, and gives the handle.
fn find_oliver(council: &Council) -> String {
    let who = [
        "--as",
        "SW1001",
        "--purpose",
        "P2",
        "--case",
        "CSC-2026-0417",
    ];
    let find = [
        "--json",
        "find",
        "--family",
        "Fairclough",
        "--given",
        "Olly",
    ];
    let found = council.kith(&[&find[..], &who].concat());
    assert_eq!(found.code, 0, "{}", found.words);
    handle_in(&found.json())
}

/// The first handle in a list of people found.
fn handle_in(found: &Value) -> String {
    let text = found.to_string();
    let start = text.find("\"handle\":\"").expect("a handle") + 10;
    text[start..start + 32].to_owned()
}
