//! The house stands as drawn: arrows, map and rules, checked against this repository itself.
//!
//! These tests read the real files, so that a change to the code or to the documents that
//! breaks the drawing fails here, with words that say where.

use xtask::architecture::{forbidden_arrows, packages as packages_of_ours};
use xtask::named_in_the_map::named_but_absent;
use xtask::repository::Repository;

/// `ARCHITECTURE.md` is read in one sitting.
const LONGEST_MAP: usize = 300;

#[test]
fn every_arrow_between_crates_is_drawn_in_the_architecture() {
    let place = Repository::open().unwrap();
    let packages = packages_of_ours(&place).unwrap();
    assert!(
        packages.len() >= 13,
        "cargo metadata shows only {} crates",
        packages.len()
    );
    let faults = forbidden_arrows(&packages);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_and_type_named_in_the_map_exists() {
    let place = Repository::open().unwrap();
    let map = std::fs::read_to_string(place.root().join("ARCHITECTURE.md")).unwrap();
    let absent = named_but_absent(&map, &place.text_files().unwrap());
    assert!(
        absent.is_empty(),
        "ARCHITECTURE.md names what is not there:\n{}",
        absent.join("\n")
    );
}

#[test]
fn the_map_is_short_enough_to_be_read() {
    let place = Repository::open().unwrap();
    let map = std::fs::read_to_string(place.root().join("ARCHITECTURE.md")).unwrap();
    let lines = map.lines().count();
    assert!(
        lines <= LONGEST_MAP,
        "ARCHITECTURE.md has {lines} lines, more than {LONGEST_MAP}"
    );
}

#[test]
fn the_repository_keeps_its_own_rules() {
    let place = Repository::open().unwrap();
    assert!(xtask::tidy::run(&place).unwrap(), "see the findings above");
}

#[test]
fn every_reveal_of_a_personal_value_has_a_reason() {
    let place = Repository::open().unwrap();
    assert!(
        xtask::tidy::list_reveals(&place).unwrap(),
        "see NOT ALLOWED above"
    );
}

#[test]
fn every_test_that_the_scenarios_name_exists() {
    let place = Repository::open().unwrap();
    let page = std::fs::read_to_string(place.root().join("docs/scenarios.md")).unwrap();
    let rows: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| S-"))
        .collect();
    assert_eq!(rows.len(), 38, "there are thirty-eight scenarios");
    let files = place.text_files().unwrap();
    let exists = |name: &str| {
        let (function, title) = (format!("fn {name}("), format!("test('{name}'"));
        files
            .iter()
            .any(|file| file.text.contains(&function) || file.text.contains(&title))
    };
    let mut absent = Vec::new();
    for row in rows {
        let shown_by = row.trim_end_matches('|').rsplit('|').next().unwrap_or("");
        let named: Vec<&str> = shown_by.split('`').skip(1).step_by(2).collect();
        assert!(
            !named.is_empty() || shown_by.contains("not yet"),
            "nothing shows, and nothing is said of: {row}"
        );
        absent.extend(named.into_iter().filter(|name| !exists(name)));
    }
    assert!(absent.is_empty(), "there is no test {}", absent.join(", "));
}

#[test]
fn every_crate_and_package_from_outside_comes_from_its_registry_with_a_digest() {
    let place = Repository::open().unwrap();
    let read = |path: &str| std::fs::read_to_string(place.root().join(path)).unwrap();
    let lock: toml::Table = read("Cargo.lock").parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let registry = "registry+https://github.com/rust-lang/crates.io-index";
    let mut ours = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        match package.get("source").and_then(toml::Value::as_str) {
            Some(source) => {
                assert_eq!(source, registry, "{name}");
                assert!(package.get("checksum").is_some(), "{name}");
            }
            None => ours.push(name),
        }
    }
    assert!(packages.len() > 100);
    let known = packages_of_ours(&place).unwrap();
    assert!(
        ours.iter()
            .all(|name| known.iter().any(|one| one.name == *name)),
        "{ours:?}"
    );
    for path in [
        "e2e/package-lock.json",
        "crates/web/frontend/package-lock.json",
    ] {
        let lock: serde_json::Value = serde_json::from_str(&read(path)).unwrap();
        for (name, package) in lock["packages"].as_object().unwrap() {
            let source = package["resolved"].as_str();
            let is_npm = source.is_none_or(|it| it.starts_with("https://registry.npmjs.org/"));
            let is_itself = name.is_empty();
            assert!(is_npm, "{path}: {name}");
            assert!(
                is_itself || package["integrity"].is_string(),
                "{path}: {name}"
            );
        }
    }
}
