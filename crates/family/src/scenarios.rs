//! Runs the families of `scenarios/*.md`: tables that a social worker can read and agree with.
//!
//! Each file gives people, relationships, homes and involvements, then says what the page shows.
//! Invariant: every table of a file is read, and an unknown heading or word fails the test.

use crate::builder::{FamilyBuilder, source_id, span};
use crate::{Family, HomeAddress, LivesWithChild, Sentence, Standing};
use std::path::PathBuf;
use vocabulary::{AddressKind, PersonalText, Sex};

/// A heading with the rows of the table below it.
struct Table {
    heading: String,
    rows: Vec<Vec<String>>,
}

/// Builds the family of one file and holds it against what the file says.
fn check(text: &str) {
    let tables = tables(text);
    let mut family = FamilyBuilder::new();
    for table in &tables {
        for row in &table.rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            given(&mut family, &table.heading, &cells);
        }
    }
    let drawn = family.assemble();
    let mut promises = 0;
    for table in tables.iter().filter(|table| is_promise(&table.heading)) {
        promises += table.rows.len();
        match table.heading.as_str() {
            "The page lists" => assert_eq!(members(&family, &drawn, &tables), table.rows),
            "The grid says" => assert_eq!(grid(&family, &drawn, &table.rows), table.rows),
            "The homes are" => assert_eq!(homes(&family, &drawn, &tables), table.rows),
            "In words" => assert_eq!(words(&drawn), table.rows),
            _ => not_said(&drawn, &table.rows),
        }
    }
    assert!(promises > 1, "a scenario promises something");
}

fn is_promise(heading: &str) -> bool {
    let promises = [
        "The page lists",
        "The grid says",
        "The homes are",
        "In words",
        "Nowhere on the page",
    ];
    promises.contains(&heading)
}

fn given(family: &mut FamilyBuilder, heading: &str, row: &[&str]) {
    match (heading, row) {
        ("People", [who, name, born, sex]) => {
            family.person_of_sex(who, "csc", name, born, Sex::parse(sex));
        }
        ("Relationships", [who, kind, other, until]) => {
            family.related_in("csc", who, kind, other, span("", until));
        }
        ("Homes", [who, line, kind, from, to, source]) => {
            let kind = AddressKind::parse(kind).unwrap_or_else(|| panic!("{kind}"));
            family.stay_in(source, who, line, kind, span(from, to));
        }
        ("Involvements", [who, source, since, until]) => {
            let _ = family.involvement(who, source).since(since).until(until);
        }
        ("Shielded", [who]) => family.withheld(who),
        _ => assert!(is_promise(heading), "{heading}: {} columns", row.len()),
    }
}

fn members(family: &FamilyBuilder, drawn: &Family, tables: &[Table]) -> Vec<Vec<String>> {
    let row = |member: &crate::Member| {
        let lives = match member.lives_with_child {
            _ if member.person == drawn.child => "",
            LivesWithChild::Yes => "yes",
            LivesWithChild::PartOfTheTime => "part of the time",
            LivesWithChild::No => "no",
            LivesWithChild::NotKnown => "not known",
        };
        vec![
            key_of(family, member.person, tables),
            member.relation.words.clone(),
            member.life.in_words().reveal().to_owned(),
            lives.to_owned(),
        ]
    };
    drawn.members.iter().map(row).collect()
}

fn grid(family: &FamilyBuilder, drawn: &Family, rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let said = |row: &Vec<String>| {
        let id = source_id(&row[1]);
        let column = drawn.sources.iter().find(|s| s.id == id);
        let service = column.unwrap_or_else(|| panic!("{}", row[1])).service;
        let cell = drawn.cell(family.person(&row[0]), &id, service);
        vec![row[0].clone(), row[1].clone(), cell.unwrap().word()]
    };
    rows.iter().map(said).collect()
}

fn homes(family: &FamilyBuilder, drawn: &Family, tables: &[Table]) -> Vec<Vec<String>> {
    let row = |home: &crate::Household| {
        let address = match &home.address {
            HomeAddress::Shown(address) => address.line.as_ref().map_or("", PersonalText::reveal),
            HomeAddress::Withheld => "not shown",
        };
        let people = |is_now: bool| -> String {
            let of = home
                .members
                .iter()
                .filter(|member| (member.standing == Standing::Now) == is_now);
            let mut keys: Vec<String> = of.map(|m| key_of(family, m.person, tables)).collect();
            keys.sort();
            keys.join(", ")
        };
        vec![address.to_owned(), people(true), people(false)]
    };
    drawn.homes.iter().map(row).collect()
}

fn words(drawn: &Family) -> Vec<Vec<String>> {
    let sentences = drawn.summary.iter();
    sentences.map(|sentence| vec![sentence.reveal()]).collect()
}

fn not_said(drawn: &Family, rows: &[Vec<String>]) {
    let mut page: Vec<String> = drawn.summary.iter().map(Sentence::reveal).collect();
    page.extend(drawn.members.iter().map(|m| m.relation.words.clone()));
    let shown = drawn.homes.iter().filter_map(|home| match &home.address {
        HomeAddress::Shown(address) => Some(address),
        HomeAddress::Withheld => None,
    });
    let places = shown.chain(drawn.other_places.iter().map(|place| &place.address));
    page.extend(places.filter_map(|a| a.line.as_ref().map(|line| line.reveal().to_owned())));
    let values = drawn.disagreements.iter().flat_map(|one| &one.values);
    page.extend(values.map(|said| said.value.reveal().to_owned()));
    for row in rows {
        assert!(
            page.iter().all(|text| !text.contains(&row[0])),
            "{}",
            row[0]
        );
    }
}

/// The word by which the file names a person.
fn key_of(family: &FamilyBuilder, person: vocabulary::PersonId, tables: &[Table]) -> String {
    let people = tables.iter().filter(|table| table.heading == "People");
    let mut keys = people.flat_map(|table| &table.rows).map(|row| &row[0]);
    keys.find(|key| family.person(key) == person)
        .unwrap_or_else(|| panic!("every person has a row"))
        .clone()
}

fn tables(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            tables.push(Table {
                heading: heading.trim().to_owned(),
                rows: Vec::new(),
            });
        } else if let (Some(row), Some(table)) = (line.strip_prefix('|'), tables.last_mut()) {
            let row = row.trim_end().trim_end_matches('|');
            table
                .rows
                .push(row.split('|').map(|cell| cell.trim().to_owned()).collect());
        }
    }
    for table in &mut tables {
        assert!(table.rows.len() > 2, "{} has rows", table.heading);
        table.rows.drain(..2);
    }
    tables
}

#[test]
fn every_family_of_the_scenarios_is_drawn_as_its_file_says() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    assert!(files.len() >= 8, "{} scenarios", files.len());
    for file in files {
        let outcome = std::panic::catch_unwind(|| check(&std::fs::read_to_string(&file).unwrap()));
        assert!(outcome.is_ok(), "{} does not hold", file.display());
    }
}
