//! `kith linkage run-plan`, `export` and `import`, with a plan and invented people.

use crate::command::Council;
use std::fs;

const PLAN: &str = r#"record_id = "id"

[dates]
born = "YYYY-MM-DD"

[training]
certain = [["given", "family", "born"]]
recall = 0.6
rules = [["born"], ["given", "family"]]

[[blocking]]
on = ["family", "born first 4"]

[[blocking]]
on = ["born"]

[[comparison]]
name = "given"
missing = ["given"]

[[comparison.level]]
when = ["given"]

[[comparison.level]]
when = ["given jaro-winkler 0.88"]

[[comparison.level]]

[[comparison]]
name = "family"
missing = ["family"]

[[comparison.level]]
when = ["family"]
term_frequency = { column = "family" }

[[comparison.level]]

[[comparison]]
name = "born"
missing = ["born"]

[[comparison.level]]
when = ["born"]

[[comparison.level]]
when = ["born within 1 year"]

[[comparison.level]]

[[comparison]]
name = "town"
missing = ["town"]

[[comparison.level]]
when = ["town"]

[[comparison.level]]
"#;

/// Two records for each of 60 people; every fifth second record has a letter more.
fn people() -> String {
    let given = ["Rosa", "Maya", "Idris", "Tomas", "Aoife", "Bram", "Chidi"];
    let family = [
        "Lomax", "Achebe", "Varga", "Quill", "Osei", "Marsh", "Dell", "Fenn",
    ];
    let mut text = String::from("id,given,family,born,town\n");
    for person in 0..60 {
        let (first, last) = (given[person * 3 % 7], family[person % 8]);
        let born = format!("{}-{:02}-11", 1970 + person * 7 % 40, 1 + person % 12);
        let town = person % 9;
        let more = if person % 5 == 0 { "n" } else { "" };
        text += &format!("p{person}a,{first},{last},{born},Town {town}\n");
        text += &format!("p{person}b,{first}{more},{last},{born},Town {town}\n");
    }
    text
}

#[test]
fn a_plan_is_learnt_run_and_written_for_splink() {
    let council = Council::new();
    let (input, plan) = (
        council.file("people.csv", &people()),
        council.file("plan.toml", PLAN),
    );
    let path = |name: &str| council.folder.join(name).to_str().unwrap().to_owned();
    let (scores, clusters) = (path("scores.csv"), path("clusters.csv"));
    let (trained, settings) = (path("trained.toml"), path("settings.json"));
    let ran = council.kith(&[
        "--json",
        "linkage",
        "run-plan",
        "--input",
        &input,
        "--plan",
        &plan,
        "--output",
        &scores,
        "--clusters",
        &clusters,
        "--trained",
        &trained,
    ]);
    assert_eq!(ran.code, 0, "{}", ran.words);
    let report = ran.json();
    assert_eq!(report["records"], 120);
    assert_eq!(report["people"], 60);
    assert!(report["seconds"]["train"].is_number());
    let rows = fs::read_to_string(&clusters).unwrap();
    assert!(rows.starts_with("record_id,person_id,band\np0a,p0a,automatic\np0b,p0a,automatic\n"));
    assert!(fs::read_to_string(&scores).unwrap().lines().count() >= 61);

    let exported = council.kith(&[
        "linkage", "export", "--to", "splink5", "--plan", &trained, "--output", &settings,
    ]);
    assert_eq!(exported.code, 0, "{}", exported.words);
    let written: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&settings).unwrap()).unwrap();
    assert_eq!(written["unique_id_column_name"], "id");
    assert!(written["comparisons"][0]["comparison_levels"][1]["m_probability"].is_number());

    let again = council.kith(&[
        "--json", "linkage", "run-plan", "--input", &input, "--plan", &trained,
    ]);
    assert_eq!(again.json()["prior"], report["prior"]);
}

#[test]
fn a_plan_with_a_mistake_is_answered_with_its_line() {
    let council = Council::new();
    let input = council.file("people.csv", &people());
    let plan = council.file("plan.toml", &PLAN.replace("0.88", "high"));
    let ran = council.kith(&["linkage", "run-plan", "--input", &input, "--plan", &plan]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.words
            .contains("line 25: `given jaro-winkler high`: expected"),
        "{}",
        ran.words
    );
}

#[test]
fn what_splink_cannot_be_told_is_refused_by_name() {
    let council = Council::new();
    let plan = council.file("plan.toml", &PLAN.replace("\"id\"", "\"order\""));
    let settings = council.folder.join("settings.json");
    let words = [
        "linkage", "export", "--to", "splink5", "--plan", &plan, "--output",
    ];
    let refused = council.kith(&[&words[..], &[settings.to_str().unwrap()]].concat());
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .words
            .contains("`order` is called like a word of SQL"),
        "{}",
        refused.words
    );
    assert!(!settings.exists());
}

#[test]
fn files_that_do_not_fit_the_plan_are_told() {
    let council = Council::new();
    let plan = council.file("plan.toml", PLAN);
    for (name, text, expected) in [
        (
            "columns.csv",
            "id,given,family,born\na,b,c,d\n",
            "has no column `town`",
        ),
        (
            "ids.csv",
            "id,given,family,born,town\n,b,c,d,e\n",
            "line 2: record 1 has no id",
        ),
        (
            "twice.csv",
            "id,given,family,born,town\nb,b,c,d,e\na,b,c,d,e\nb,b,c,d,e\n",
            "two records have the same id",
        ),
    ] {
        let input = council.file(name, text);
        let ran = council.kith(&["linkage", "run-plan", "--input", &input, "--plan", &plan]);
        assert_eq!(ran.code, 1, "{}", ran.words);
        assert!(ran.words.contains(expected), "{}", ran.words);
    }
}

#[test]
fn clusters_of_splink_become_people() {
    let council = Council::new();
    let clusters = council.file(
        "clusters.csv",
        "cluster_id,unique_id\nr1,r1\nr1,r2\nr3,r3\n",
    );
    let people = council.folder.join("people.csv");
    let taken = council.kith(&[
        "--json",
        "linkage",
        "import",
        "--clusters",
        &clusters,
        "--output",
        people.to_str().unwrap(),
    ]);
    assert_eq!(taken.code, 0, "{}", taken.words);
    assert_eq!(taken.json()["people"], 2);
    let rows = fs::read_to_string(people).unwrap();
    assert_eq!(
        rows,
        "record_id,person_id,band\nr1,r1,automatic\nr2,r1,automatic\nr3,r3,alone\n"
    );
}

#[test]
fn a_file_that_is_read_is_never_written_over() {
    let council = Council::new();
    let text = people();
    let input = council.file("people.csv", &text);
    let plan = council.file("plan.toml", PLAN);
    let words = ["linkage", "run-plan", "--input", &input, "--plan", &plan];
    let ran = council.kith(&[&words[..], &["--output", &input]].concat());
    assert_eq!(ran.code, 2);
    assert_eq!(fs::read_to_string(&input).unwrap(), text);
}
