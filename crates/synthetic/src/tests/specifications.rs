//! The specifications in `sources/` and the extracts name the same columns, both ways.

use super::{council, delimiter, rows};
use crate::observe;
use std::collections::BTreeSet;
use std::path::PathBuf;
use vocabulary::{Category, Service, SourceId, Telephone};

fn specification(source: &str) -> toml::Table {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../sources")
        .join(format!("{source}.toml"));
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

fn words(value: &toml::Value) -> Vec<String> {
    let words = value.as_array().unwrap();
    words
        .iter()
        .map(|word| word.as_str().unwrap().to_owned())
        .collect()
}

fn tables(specification: &toml::Table) -> Vec<&toml::Table> {
    let tables = specification["tables"].as_array().unwrap();
    tables
        .iter()
        .map(|table| table.as_table().unwrap())
        .collect()
}

#[test]
fn every_column_of_an_extract_is_named_in_its_specification_and_the_other_way_round() {
    for file in observe(&council(60, 1)) {
        let specification = specification(file.source);
        let name = file.file_name.trim_end_matches(".csv");
        let table = tables(&specification)
            .into_iter()
            .find(|table| table["name"].as_str() == Some(name))
            .unwrap_or_else(|| panic!("{} has no table {name}", file.source));
        let named: BTreeSet<String> = table["columns"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|column| words(&column["header"]))
            .collect();
        let header: BTreeSet<String> = rows(&file, delimiter(file.source))[0]
            .1
            .iter()
            .cloned()
            .collect();
        assert_eq!(named, header, "{} {name}", file.source);
        assert!(
            words(&table["header"])
                .iter()
                .all(|word| header.contains(word))
        );
    }
}

#[test]
fn no_specification_has_a_table_that_no_extract_brings() {
    let files = observe(&council(60, 1));
    let sources: BTreeSet<&str> = files.iter().map(|file| file.source).collect();
    assert_eq!(sources.len(), 10);
    for source in sources {
        for table in tables(&specification(source)) {
            let name = table["name"].as_str().unwrap();
            let brings = |file: &crate::ExtractFile| {
                file.source == source && file.file_name == format!("{name}.csv")
            };
            assert!(files.iter().any(brings), "{source} {name}");
        }
    }
}

#[test]
fn a_specification_speaks_the_vocabulary() {
    for source in observe(&council(60, 1))
        .iter()
        .map(|file| file.source)
        .collect::<BTreeSet<_>>()
    {
        let specification = specification(source);
        let id = specification["id"].as_str().unwrap();
        assert_eq!(SourceId::parse(id).unwrap().as_str(), source);
        let desk = specification["desk_telephone"].as_str().unwrap();
        assert!(
            Telephone::parse(desk)
                .unwrap()
                .digits()
                .starts_with("01632960")
        );
        for table in tables(&specification) {
            let category = Category::parse(table["category"].as_str().unwrap()).unwrap();
            if let Some(service) = table.get("service") {
                assert_eq!(
                    Service::parse(service.as_str().unwrap())
                        .unwrap()
                        .category(),
                    category
                );
            }
        }
    }
}

#[test]
fn the_late_source_is_older_than_its_refresh_allows() {
    let days = specification("health-visiting")["refresh_days"]
        .as_integer()
        .unwrap();
    assert!(days < 20);
}
