//! Real published formats, when `KITH_SAMPLES` names a folder that holds them: the later Family
//! Context app's two extracts and the reference app's seven files.

use crate::command::Council;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[test]
fn real_extracts_are_loaded_linked_and_explained() {
    let Some(samples) = samples() else { return };
    let council = Council::new();
    council.kith(&["init"]);
    let live = samples.join("family-context-live");
    load(&council, "family-context-csc", &[live.join("csc.csv")], 0);
    load(
        &council,
        "family-context-education",
        &[live.join("education.csv")],
        0,
    );
    let reference = load_reference(&council, &samples.join("family-context-reference"));
    assert_eq!(
        reference,
        ["datasources.csv line 5"],
        "the one broken row, by file and line"
    );
    let linked = council.kith(&["--json", "link"]).json();
    assert_eq!(council.kith(&["publish"]).code, 0);
    assert_eq!(linked["records"], 1_010);
    let pairs = aligned(&live);
    assert_eq!(pairs.len(), 500);
    let joined = explain_all(&council, &pairs);
    // 1,010 records: 10 of the reference, 1,000 in pairs. Every pair that is one person takes one
    // away; pairs of different given names are two people each.
    assert_eq!(
        linked["people"],
        1_010 - 474 - joined,
        "474 identical pairs are one person each"
    );
}

/// Explains every pair that differs; gives how many of them were made one person.
fn explain_all(council: &Council, pairs: &[Pair]) -> u32 {
    let mut counted: BTreeMap<(&str, bool), u32> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.difference != "none") {
        let explained = explain(council, pair);
        let is_one = explained["published_as_one_person"] == true;
        let sentence = explained["sentence"].as_str().unwrap_or_default();
        assert!(!sentence.is_empty() && !explained["steps"].as_array().unwrap().is_empty());
        if pair.difference == "given name" {
            assert_eq!(explained["band"], "possible", "{sentence}");
            assert!(!is_one, "two given names were made one person");
        } else {
            assert_ne!(
                explained["band"], "apart",
                "{}: {sentence}",
                pair.difference
            );
        }
        *counted.entry((pair.difference, is_one)).or_default() += 1;
    }
    let of = |wanted: &str| {
        let counts = counted
            .iter()
            .filter(|((difference, _), _)| *difference == wanted);
        counts.map(|(_, count)| count).sum::<u32>()
    };
    assert_eq!(
        (of("given name"), of("birth date"), of("address")),
        (10, 9, 7)
    );
    counted
        .iter()
        .filter(|((_, one), _)| *one)
        .map(|(_, count)| count)
        .sum()
}

struct Pair {
    csc: String,
    education: String,
    difference: &'static str,
}

/// The rows of the two files side by side, and in what they differ.
fn aligned(folder: &Path) -> Vec<Pair> {
    let read = |name: &str| {
        let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
        reader.records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let (csc, education) = (read("csc.csv"), read("education.csv"));
    csc.iter()
        .zip(&education)
        .map(|(a, b)| {
            let differs = |at: usize| a.get(at) != b.get(at);
            let difference = match (differs(1), differs(3), differs(5)) {
                (false, false, false) => "none",
                (true, false, false) => "given name",
                (false, true, false) => "birth date",
                (false, false, true) => "address",
                _ => "several",
            };
            Pair {
                csc: a[0].to_owned(),
                education: b[0].to_owned(),
                difference,
            }
        })
        .collect()
}

fn explain(council: &Council, pair: &Pair) -> Value {
    let a = format!("family-context-csc:{}", pair.csc);
    let b = format!("family-context-education:{}", pair.education);
    council.kith(&["--json", "explain", &a, &b]).json()
}

fn load(council: &Council, source: &str, files: &[PathBuf], findings: usize) {
    let files: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    let said = council.kith(&[&["--json", "load", "--source", source][..], &files].concat());
    assert_eq!(said.code, 0, "{}", said.words);
    let report = &said.json()["files"][0]["report"];
    assert_eq!(report["rows"], report["rows_kept"]);
    assert_eq!(report["findings"].as_array().unwrap().len(), findings);
}

/// Loads the seven files; gives the places of what was refused.
fn load_reference(council: &Council, folder: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 7);
    let names: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    let said = council.kith(
        &[
            &["--json", "load", "--source", "family-context-reference"][..],
            &names,
        ]
        .concat(),
    );
    assert_eq!(said.code, 0, "{}", said.words);
    let document = said.json();
    let files = document["files"].as_array().unwrap().iter();
    let findings = files.flat_map(|file| file["report"]["findings"].as_array().unwrap());
    let refused = findings.filter(|finding| finding["severity"] == "row_refused");
    refused
        .map(|finding| {
            format!(
                "{} line {}",
                finding["file"].as_str().unwrap(),
                finding["line"]
            )
        })
        .collect()
}

#[expect(
    clippy::print_stderr,
    reason = "a test says openly that it had nothing to run on"
)]
fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("KITH_SAMPLES").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("KITH_SAMPLES is not set: the real published formats were not tried");
    }
    folder
}
