//! What is wrong in a rule file is found, named by file and line, and stops the rulebook.
//!
//! Invariant: each test breaks one thing in the example council's files and nothing else.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod asking;

use asking::{TODAY, rulebook, source};
use governance::{RuleFile, RuleProblem, Rulebook, eastmere};
use std::collections::BTreeSet;
use std::path::Path;
use vocabulary::{Category, Level, Purpose, Role};

/// The problems after `old` became `new` in one file, and the line on which `new` begins.
fn break_file(name: &str, old: &str, new: &str) -> (Vec<RuleProblem>, usize) {
    let file = eastmere().iter().find(|file| file.name == name).unwrap();
    assert!(file.text.contains(old), "`{old}` is not in {name}");
    let text = file.text.replacen(old, new, 1);
    let line = 1 + file.text[..file.text.find(old).unwrap()]
        .matches('\n')
        .count();
    let files: Vec<RuleFile<'_>> = eastmere()
        .iter()
        .map(|kept| match kept.name == name {
            true => RuleFile { name, text: &text },
            false => *kept,
        })
        .collect();
    (Rulebook::read(&files).err().unwrap_or_default(), line)
}

fn assert_found(name: &str, old: &str, new: &str, words: &str) {
    let (problems, line) = break_file(name, old, new);
    let found = problems
        .iter()
        .any(|p| p.file == name && p.line == line && p.words.contains(words));
    assert!(
        found,
        "expected {name}:{line}: {words}, found {problems:#?}"
    );
}

#[test]
fn the_program_holds_every_file_of_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements");
    let in_folder: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "README.md")
        .collect();
    let held: BTreeSet<String> = eastmere().iter().map(|f| f.name.to_owned()).collect();
    assert_eq!(held, in_folder);
}

#[test]
fn a_wrong_word_in_an_agreement_is_named_by_its_line() {
    let found = |old, new, words| assert_found("housing.toml", old, new, words);
    found(
        r#"name = "housing""#,
        r#"name = "hosing""#,
        "not a category",
    );
    found(
        r#"P2 = "facts""#,
        r#"P2 = "everything""#,
        "a level is one of",
    );
    found(r#"P2 = "facts""#, r#"P12 = "facts""#, "one of P1 to P11");
    found(
        r#"P2 = "facts""#,
        r#"P2 = { manager = "facts" }"#,
        "is not a role",
    );
    found(
        "ages = { from = 16 }",
        "ages = { from = 16, to = 4 }",
        "ages need",
    );
    found(
        "ages = { from = 16 }",
        "age = { from = 16 }",
        "not known here",
    );
    found(
        "valid_to = 2035-12-31",
        "valid_to = 2024-12-31",
        "ends before it begins",
    );
    found(
        "valid_to = 2035-12-31",
        "valid_to = 2035-12-31T12:00:00",
        "write a day",
    );
    found(
        r#"sources = ["housing"]"#,
        r#"sources = ["Housing!"]"#,
        "not a source id",
    );
}

#[test]
fn two_agreements_may_not_cover_the_same_thing_on_the_same_day() {
    let (problems, _) = break_file(
        "police.toml",
        r#"sources = ["police"]"#,
        r#"sources = ["housing"]"#,
    );
    assert!(
        problems
            .iter()
            .any(|p| p.words.contains("on the same days"))
    );
    let (problems, _) = break_file("police.toml", r#"id = "DSA-06""#, r#"id = "DSA-05""#);
    assert!(problems.iter().any(|p| p.words.contains("same id")));
}

#[test]
fn a_renewal_follows_the_agreement_that_ends() {
    let housing = eastmere()
        .iter()
        .find(|f| f.name == "housing.toml")
        .unwrap();
    let first = housing.text.replace("2035-12-31", "2026-11-22");
    let renewal = housing
        .text
        .replace("2025-01-01", "2026-11-23")
        .replace("DSA-05", "DSA-05b");
    let mut files: Vec<RuleFile<'_>> = eastmere()
        .iter()
        .copied()
        .filter(|file| file.name != "housing.toml")
        .collect();
    files.push(RuleFile {
        name: "housing.toml",
        text: &first,
    });
    files.push(RuleFile {
        name: "housing-2.toml",
        text: &renewal,
    });
    let rules = Rulebook::read(&files).unwrap();
    let on = |day| {
        let found = rules.agreement_for(&source("housing"), Category::Housing, day);
        found.map(|(agreement, _)| agreement.id.clone())
    };
    assert_eq!(on(TODAY.yesterday().unwrap()).as_deref(), Some("DSA-05"));
    assert_eq!(on(TODAY).as_deref(), Some("DSA-05b"));
}

#[test]
fn a_wrong_word_in_purposes_or_council_is_named_by_its_line() {
    let purposes = |old, new, words| assert_found("purposes.toml", old, new, words);
    purposes(r#"code = "P2""#, r#"code = "P1""#, "written twice");
    purposes(
        r#"reach = "any_person""#,
        r#"reach = "everyone""#,
        "reach is",
    );
    purposes(
        r#"cited_from = "not set""#,
        r#"cited_from = "soon""#,
        "`cited_from` is",
    );
    let council = |old, new, words| assert_found("council.toml", old, new, words);
    council("valid_months = 12", "valid_months = 0", "1 to 60");
    council(r#""0161 496 0100""#, r#""ask around""#, "telephone number");
    council("no_purpose =", "no_reason =", "not a reason");
}

#[test]
fn a_policy_that_cannot_mean_anything_is_named_by_its_line() {
    let policies = |old, new, words| assert_found("policies.cedar", old, new, words);
    policies(
        "context.age == \"outside\"",
        "context.years == \"outside\"",
        "years",
    );
    policies(
        "context.level <= context.agreementAllows",
        "context.level <= context.age",
        "unexpected type",
    );
    policies(
        "@id(\"L12\")\n@why(\"age_rule\")",
        "@id(\"L12\")\n@why(\"agerule\")",
        "`@why`",
    );
    policies("@id(\"A4\")", "@id(\"A3\")", "this number");
    policies(
        "permit (principal, action in Action::\"show\"",
        "permitted (principal, action in Action::\"show\"",
        "policy effect",
    );
}

#[test]
fn an_action_outside_its_group_would_escape_the_rules_and_is_found() {
    let old = "in [\"look_at_people\"]\n    appliesTo";
    let (problems, _) = break_file("policies.cedarschema", old, "appliesTo");
    let found = problems
        .iter()
        .any(|p| p.words.contains("not in its group"));
    assert!(found, "{problems:#?}");
}

#[test]
fn a_missing_or_strange_file_stops_the_rulebook() {
    let fewer: Vec<RuleFile<'_>> = eastmere()
        .iter()
        .copied()
        .filter(|file| file.name != "council.toml")
        .collect();
    let problems = Rulebook::read(&fewer).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "council.toml:1: this file is missing"
    );
    let mut more = eastmere().to_vec();
    more.push(RuleFile {
        name: "agreements/notes.docx",
        text: "",
    });
    assert!(
        Rulebook::read(&more).unwrap_err()[0]
            .words
            .contains("not a kind")
    );
}

#[test]
fn the_version_changes_with_every_byte_and_not_with_the_order() {
    let version = rulebook().version().to_owned();
    assert_eq!(version.len(), 12);
    let mut turned: Vec<RuleFile<'_>> = eastmere().to_vec();
    turned.reverse();
    assert_eq!(Rulebook::read(&turned).unwrap().version(), version);
    let text = format!("{}\n", turned[0].text);
    turned[0].text = &text;
    assert_ne!(Rulebook::read(&turned).unwrap().version(), version);
}

#[test]
fn each_role_is_offered_only_its_own_purposes_in_use() {
    let rules = rulebook();
    let offered = |role| -> Vec<&str> {
        rules
            .purposes_for(role)
            .map(|rule| rule.purpose.code())
            .collect()
    };
    assert_eq!(offered(Role::SocialWorker), ["P1", "P2"]);
    assert_eq!(offered(Role::FrontDoorWorker), ["P1", "P3"]);
    assert_eq!(offered(Role::EarlyHelpWorker), ["P4"]);
    assert_eq!(offered(Role::OutOfHoursWorker), ["P5"]);
    assert_eq!(offered(Role::InformationGovernanceLead), ["P9", "P10"]);
    assert!(offered(Role::Administrator).is_empty());
    assert!(
        rules
            .purpose(Purpose::ServicePlanning)
            .is_some_and(|rule| !rule.is_active)
    );
}

#[test]
fn a_level_may_differ_by_role() {
    let housing = eastmere()
        .iter()
        .find(|f| f.name == "housing.toml")
        .unwrap();
    let text = housing.text.replace(
        r#"P1 = "facts""#,
        r#"P1 = { social_worker = "facts", team_manager = "involved" }"#,
    );
    let files: Vec<RuleFile<'_>> = eastmere()
        .iter()
        .map(|file| match file.name {
            "housing.toml" => RuleFile {
                name: file.name,
                text: &text,
            },
            _ => *file,
        })
        .collect();
    let rules = Rulebook::read(&files).unwrap();
    let (_, entry) = rules
        .agreement_for(&source("housing"), Category::Housing, TODAY)
        .unwrap();
    let level = |role| entry.level(Purpose::SignificantHarm, role);
    assert_eq!(level(Role::SocialWorker), Level::Facts);
    assert_eq!(level(Role::TeamManager), Level::Involved);
    assert_eq!(level(Role::FrontDoorWorker), Level::Nothing);
}
