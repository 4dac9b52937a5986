//! Runs the scenarios that are written for readers in `scenarios/*.md`.
//!
//! A table that begins with `record` lists records; one that begins with `pair` says what
//! becomes of them. Invariant: every scenario has both tables, and every row is checked.

use linkage::{
    HumanDecisions, LinkageRecord, Model, RecordInput, Settings, Thresholds, explain, link,
};
use std::collections::BTreeMap;
use vocabulary::{
    Address, AddressKind, NameText, NameUse, NhsNumber, PartialDate, PersonName, PersonalText,
    Postcode, RecordId, Sex, SourceId,
};

type Row = BTreeMap<String, String>;

/// One heading with its two tables.
#[derive(Default)]
struct Scenario {
    title: String,
    records: Vec<Row>,
    pairs: Vec<Row>,
}

#[test]
fn every_scenario_comes_out_as_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for scenario in read(&text) {
            check(&scenario);
            checked += 1;
        }
    }
    assert!(checked >= 7, "scenarios were found and read");
}

fn check(scenario: &Scenario) {
    let title = &scenario.title;
    assert!(
        !scenario.records.is_empty() && !scenario.pairs.is_empty(),
        "{title} lacks a table"
    );
    let records: BTreeMap<&str, LinkageRecord> = scenario
        .records
        .iter()
        .zip(1..)
        .map(|(row, number)| (row["record"].as_str(), record(row, number)))
        .collect();
    let model = Model::untrained(Thresholds::default());
    let all: Vec<LinkageRecord> = records.values().cloned().collect();
    let linkage = link(
        &all,
        &HumanDecisions::default(),
        &Settings::default(),
        &mut |_| {},
    );
    for row in &scenario.pairs {
        let (a, b) = row["pair"]
            .split_once(' ')
            .expect("a pair names two records");
        let (a, b) = (&records[a], &records[b]);
        let explanation = explain(&model, a, b);
        let sentence = explanation.sentence.to_lowercase();
        assert_eq!(
            explanation.band.code(),
            row["band"],
            "{title}: {} {}",
            explanation.total,
            sentence
        );
        assert!(
            sentence.contains(&row["because"].to_lowercase()),
            "{title}: {sentence}"
        );
        let joined = linkage
            .clusters
            .iter()
            .any(|c| c.contains(&a.id()) && c.contains(&b.id()));
        assert_eq!(
            joined,
            row["band"] == "automatic",
            "{title}: linking agrees"
        );
    }
}

fn record(row: &Row, number: u128) -> LinkageRecord {
    let text = |column: &str| row.get(column).map_or("", String::as_str);
    let name = |usage, family: &str| PersonName {
        usage,
        given: NameText::parse(text("given")).ok(),
        middle: None,
        family: NameText::parse(family).ok(),
    };
    let mut names = vec![name(NameUse::Usual, text("family"))];
    if !text("former").is_empty() {
        names.push(name(NameUse::Former, text("former")));
    }
    let address = Address::new(
        PersonalText::parse(text("address")).ok(),
        Postcode::parse(text("postcode")).ok(),
        None,
        AddressKind::Home,
    );
    LinkageRecord::new(RecordInput {
        id: RecordId::parse(&format!("00000000-0000-7000-8000-{number:012x}"))
            .expect("a UUID by form"),
        source: &SourceId::parse(&format!("source-{number}")).expect("a source id by form"),
        key: None,
        names: &names,
        birth: PartialDate::parse(text("born")).ok(),
        sex: Sex::parse(text("sex")),
        nhs_number: NhsNumber::parse(text("nhs")).ok().as_ref(),
        is_nhs_verified: false,
        unique_pupil_number: None,
        unique_learner_number: None,
        telephone: None,
        email: None,
        addresses: &address.into_iter().collect::<Vec<_>>(),
    })
}

fn read(text: &str) -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    let mut header: Vec<String> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            scenarios.push(Scenario {
                title: title.to_owned(),
                ..Scenario::default()
            });
        }
        let Some(cells) = cells(line) else {
            header.clear();
            continue;
        };
        let scenario = scenarios
            .last_mut()
            .expect("a table stands under a heading");
        if header.is_empty() {
            header = cells;
        } else if !cells[0].starts_with("---") {
            assert_eq!(
                cells.len(),
                header.len(),
                "{}: a row has all columns",
                scenario.title
            );
            let row: Row = header.iter().cloned().zip(cells).collect();
            match header[0].as_str() {
                "record" => scenario.records.push(row),
                "pair" => scenario.pairs.push(row),
                other => panic!("{}: no table begins with {other}", scenario.title),
            }
        }
    }
    scenarios
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(
        inner
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect(),
    )
}
