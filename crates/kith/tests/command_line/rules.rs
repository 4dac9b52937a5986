//! Rules on the command line: checked, compared, changed by two officers, and made into papers.

use crate::command::Council;
use std::path::PathBuf;

/// A draft of the council's rules with one text replaced.
fn draft(council: &Council, file: &str, old: &str, new: &str) -> PathBuf {
    let draft = council.folder.join("draft");
    std::fs::create_dir_all(&draft).unwrap();
    for entry in std::fs::read_dir(council.folder.join("agreements")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, draft.join(path.file_name().unwrap())).unwrap();
    }
    let path = draft.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(old));
    std::fs::write(&path, text.replace(old, new)).unwrap();
    draft
}

#[test]
fn a_folder_of_rules_is_checked_without_a_council_and_every_problem_is_said() {
    let council = Council::new();
    council.kith(&["init"]);
    let good = council.kith(&["--json", "agreements", "check"]);
    assert_eq!(good.code, 0, "{}", good.words);
    assert!(
        good.words
            .contains("rest on a live clause and a complete basis"),
        "{}",
        good.words
    );
    let bad = draft(
        &council,
        "housing.toml",
        "clause = \"4.3\"\n",
        "claus = \"4.3\"\n",
    );
    let checked = council.kith(&["--json", "agreements", "check", bad.to_str().unwrap()]);
    assert_eq!(checked.code, 1, "{}", checked.words);
    assert!(
        checked.words.contains("`claus` is not known here"),
        "{}",
        checked.words
    );
    assert!(
        checked.words.contains("does not say `clause`"),
        "{}",
        checked.words
    );
    assert_eq!(checked.json()["problems"].as_array().unwrap().len(), 2);
}

#[test]
fn two_officers_change_the_rules_and_doctor_says_when_folder_and_force_differ() {
    let council = Council::new();
    council.kith(&["demo", "--people", "60", "--no-serve"]);
    let draft = draft(
        &council,
        "police.toml",
        "P2 = \"involved\"",
        "P2 = \"facts\"",
    );
    let draft = draft.to_str().unwrap();
    let agreements = council.folder.join("agreements");
    let proposed = council.kith(&["--json", "agreements", "propose", draft, "--as", "IG1001"]);
    assert_eq!(proposed.code, 0, "{}", proposed.words);
    assert_eq!(proposed.json()["reference"], "RULES-1");
    assert_eq!(
        council
            .kith(&["agreements", "activate", "RULES-1", "--as", "IG1001"])
            .code,
        1
    );
    assert_eq!(
        council
            .kith(&["agreements", "activate", "RULES-1", "--as", "SW1001"])
            .code,
        1
    );
    let activated = council.kith(&[
        "--json",
        "agreements",
        "activate",
        "RULES-1",
        "--as",
        "IG1002",
    ]);
    assert_eq!(activated.code, 0, "{}", activated.words);
    let doctor = council.kith(&["doctor"]);
    assert!(
        doctor
            .words
            .contains("agreements/ is not the same as the rules in force"),
        "{}",
        doctor.words
    );
    let changes = council.kith(&["--json", "agreements", "changes"]).json();
    assert_eq!(changes["changes"][0]["state"], "activated");
    std::fs::copy(
        format!("{draft}/police.toml"),
        agreements.join("police.toml"),
    )
    .unwrap();
    let doctor = council.kith(&["doctor"]);
    assert!(
        !doctor
            .words
            .contains("is not the same as the rules in force"),
        "{}",
        doctor.words
    );
    assert_eq!(council.kith(&["audit", "verify"]).code, 0);
}

#[test]
fn two_folders_are_compared_before_anything_is_proposed() {
    let council = Council::new();
    council.kith(&["init"]);
    let draft = draft(
        &council,
        "police.toml",
        "P2 = \"involved\"",
        "P2 = \"facts\"",
    );
    let draft = draft.to_str().unwrap();
    let agreements = council.folder.join("agreements");
    let compared = council.kith(&[
        "--json",
        "agreements",
        "diff",
        agreements.to_str().unwrap(),
        draft,
    ]);
    assert_eq!(
        compared.json()["opens_anything"],
        true,
        "{}",
        compared.words
    );
    assert!(
        compared.words.contains("from the source `police`"),
        "{}",
        compared.words
    );
}

#[test]
fn the_papers_are_written_from_the_rules_in_force() {
    let council = Council::new();
    council.kith(&["init"]);
    let out = council.folder.join("papers");
    let written = council.kith(&["--json", "papers", out.to_str().unwrap()]);
    assert_eq!(written.code, 0, "{}", written.words);
    let version = written.json()["version"].as_str().unwrap().to_owned();
    let text = std::fs::read_to_string(out.join("impact-assessment.md")).unwrap();
    assert!(text.contains(&version) && text.contains("For the council to fill in"));
    assert!(out.join("privacy-notice.html").is_file());
    assert!(out.join("schedule-dsa-05.md").is_file());
}
