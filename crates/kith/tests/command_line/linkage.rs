//! `kith linkage` on the command line: what it writes, what it says and how it ends.

use crate::command::Council;
use serde_json::Value;

const PEOPLE: &str = "id,first,last,dob,post\n\
    a1,Rosa,Lomax,2014-02-11,QX1 4AB\n\
    a2,Rosa,Lomax,2014-02-11,QX1 4AB\n\
    =b3,Tomos,Vaughan,2001-12-05,QX9 1AA\n";

const SPEC: &str = "record_id = \"id\"\ngiven_name = \"first\"\nfamily_name = \"last\"\n\
    birth_date = \"dob\"\npostcode = \"post\"\n";

/// A desk with a file and its specification; gives their paths and one for the clusters.
fn desk(spec: &str) -> (Council, [String; 3]) {
    let desk = Council::new();
    let path = |name: &str| desk.folder.join(name).display().to_string();
    let paths = [
        path("people.csv"),
        path("people.toml"),
        path("clusters.csv"),
    ];
    std::fs::write(&paths[0], PEOPLE).unwrap();
    std::fs::write(&paths[1], spec).unwrap();
    (desk, paths)
}

#[test]
fn a_file_becomes_clusters_and_a_report_in_both_forms() {
    let (desk, [input, spec, output]) = desk(SPEC);
    let report = desk.folder.join("report.json").display().to_string();
    let said = desk.kith(&[
        "linkage", "run", "--input", &input, "--spec", &spec, "--output", &output, "--report",
        &report, "--json",
    ]);
    assert_eq!(said.code, 0, "{}", said.words);
    assert!(
        said.words
            .contains("1 ids begin with a character that a spreadsheet would run")
    );
    let clusters = std::fs::read_to_string(&output).unwrap();
    assert_eq!(
        clusters,
        "record_id,person_id,band\na1,a1,automatic\na2,a1,automatic\n'=b3,'=b3,alone\n"
    );
    let printed: Value = serde_json::from_str(&said.out).unwrap();
    let written = std::fs::read_to_string(&report).unwrap();
    assert_eq!(printed, serde_json::from_str::<Value>(&written).unwrap());
    assert_eq!(printed["people"], 2);
    let page = std::fs::read_to_string(desk.folder.join("report.html")).unwrap();
    assert!(page.starts_with("<!doctype html>"));
    for (place, text) in [
        ("words", &said.words),
        ("page", &page),
        ("report", &written),
    ] {
        for value in ["Rosa", "Lomax", "Vaughan", "2014-02-11", "QX1"] {
            assert!(!text.contains(value), "{value} is in the {place}");
        }
    }
}

#[test]
fn a_pair_is_explained_in_a_sentence_a_table_and_a_drawing() {
    let (desk, [input, spec, _]) = desk(SPEC);
    let drawing = desk.folder.join("why.svg").display().to_string();
    let words = [
        "linkage", "explain", "--input", &input, "--spec", &spec, "--svg", &drawing,
    ];
    let said = desk.kith(&[&words[..], &["a1", "a2"]].concat());
    assert_eq!(said.code, 0, "{}", said.words);
    assert!(said.words.contains("before anything is compared"));
    assert!(said.words.contains("this run holds them to be one person"));
    assert!(
        std::fs::read_to_string(&drawing)
            .unwrap()
            .contains("<title")
    );
    let said = desk.kith(&[&words[..], &["a1", "zz"]].concat());
    assert_eq!(said.code, 1);
    assert!(
        said.words
            .contains("no record has the id given as the second")
    );
}

#[test]
fn each_way_to_go_wrong_has_its_exit_code_and_leaves_no_clusters() {
    let (desk, [input, spec, output]) = desk("record_id = \"di\"\n");
    let run = |input: &str, spec: &str, output: &str| {
        desk.kith(&[
            "linkage", "run", "--input", input, "--spec", spec, "--output", output,
        ])
    };
    let said = run(&input, &spec, &output);
    assert_eq!(said.code, 2);
    assert!(
        said.words
            .contains("people.csv has no column `di`. Did you mean `id`?"),
        "{}",
        said.words
    );
    std::fs::write(&spec, "record_id = id").unwrap();
    assert_eq!(run(&input, &spec, &output).code, 2);
    std::fs::write(&spec, SPEC).unwrap();
    assert_eq!(run("nowhere.csv", &spec, &output).code, 3);
    assert_eq!(run(&input, "nowhere.toml", &output).code, 3);
    let said = run(&input, &spec, &input);
    assert_eq!(said.code, 2);
    assert!(said.words.contains("is read by this run"), "{}", said.words);
    assert_eq!(std::fs::read_to_string(&input).unwrap(), PEOPLE);
    std::fs::write(&input, format!("{PEOPLE}a1,Una,Lomax,,\n")).unwrap();
    let said = run(&input, &spec, &output);
    assert_eq!(said.code, 1);
    assert!(
        said.words
            .contains("line 5 has the same id as people.csv line 2"),
        "{}",
        said.words
    );
    let nowhere = desk.folder.join("none/clusters.csv").display().to_string();
    std::fs::write(&input, PEOPLE).unwrap();
    assert_eq!(run(&input, &spec, &nowhere).code, 3);
    assert!(!std::path::Path::new(&output).exists());
}

#[test]
fn a_higher_threshold_joins_less() {
    let (desk, [input, spec, output]) = desk(SPEC);
    let said = desk.kith(&[
        "linkage",
        "run",
        "--input",
        &input,
        "--spec",
        &spec,
        "--output",
        &output,
        "--threshold",
        "150",
    ]);
    assert_eq!(said.code, 0, "{}", said.words);
    assert!(
        !std::fs::read_to_string(&output)
            .unwrap()
            .contains("automatic")
    );
}
