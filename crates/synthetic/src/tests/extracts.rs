//! The extracts: every person row is accounted for, and the planted stories can be read in them.

use super::{TODAY, council, delimiter, rows, text};
use crate::error_rates::RATES;
use crate::{ExtractFile, demo_cast, observe, observe_with_truth, truth_files};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::RelationshipType;

fn file<'a>(files: &'a [ExtractFile], source: &str, name: &str) -> &'a ExtractFile {
    files
        .iter()
        .find(|file| file.source == source && file.file_name == name)
        .unwrap()
}

/// Tables whose rows are people, with the column of the key.
const PEOPLE: [(&str, &str, usize); 12] = [
    ("childrens-social-care", "people.csv", 0),
    ("early-help", "family_members.csv", 0),
    ("schools", "pupils.csv", 0),
    ("schools", "contacts.csv", 0),
    ("adult-social-care", "adults.csv", 0),
    ("housing", "tenancies.csv", 1),
    ("housing", "household_members.csv", 0),
    ("police", "nominals.csv", 0),
    ("health-visiting", "children.csv", 0),
    ("health-visiting", "mothers.csv", 0),
    ("youth-justice", "young_people.csv", 0),
    ("substance-misuse", "episodes.csv", 0),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_person_row_has_its_truth_on_the_right_line(seed in any::<u64>()) {
        let (files, truth) = observe_with_truth(&council(500, seed));
        let told: BTreeSet<[String; 4]> = rows(file(&truth, "truth", "person_per_source_row.csv"), ',')
            .into_iter()
            .skip(1)
            .map(|(_, cells)| [0, 1, 2, 3].map(|at| cells[at].clone()))
            .collect();
        let mut found = BTreeSet::new();
        for (source, name, key) in PEOPLE {
            let table = name.trim_end_matches(".csv").to_owned();
            let mut keys = BTreeSet::new();
            for (line, cells) in rows(file(&files, source, name), delimiter(source)).into_iter().skip(1) {
                prop_assert!(keys.insert(cells[key].clone()), "{source} {name} repeats a key");
                found.insert([source.to_owned(), table.clone(), cells[key].clone(), line.to_string()]);
            }
        }
        prop_assert_eq!(told, found);
    }

    #[test]
    fn every_row_has_as_many_cells_as_the_header(seed in any::<u64>()) {
        let (files, truth) = observe_with_truth(&council(300, seed));
        for file in files.iter().chain(&truth) {
            let all = rows(file, delimiter(file.source));
            for (line, cells) in &all {
                prop_assert_eq!(cells.len(), all[0].1.len(), "{} {} {}", file.source, file.file_name, line);
            }
        }
    }

    #[test]
    fn every_relationship_word_is_one_that_the_vocabulary_reads(seed in any::<u64>()) {
        let files = observe(&council(700, seed));
        for (source, name, column) in [
            ("childrens-social-care", "relationships.csv", 1),
            ("early-help", "relations.csv", 1),
            ("schools", "pupil_contacts.csv", 1),
            ("housing", "member_relations.csv", 1),
        ] {
            for (_, cells) in rows(file(&files, source, name), delimiter(source)).iter().skip(1) {
                prop_assert!(RelationshipType::parse(&cells[column]).is_some(), "{}", cells[column]);
            }
        }
    }
}

#[test]
fn both_ways_of_asking_give_the_same_files() {
    let council = council(200, 4);
    let bytes = |files: &[ExtractFile]| {
        files
            .iter()
            .flat_map(|file| file.bytes.clone())
            .collect::<Vec<_>>()
    };
    let (extracts, truth) = observe_with_truth(&council);
    assert_eq!(bytes(&extracts), bytes(&observe(&council)));
    assert_eq!(bytes(&truth), bytes(&truth_files(&council)));
}

#[test]
fn chance_errors_come_about_as_often_as_the_table_says() {
    let (_, truth) = observe_with_truth(&council(20_000, 6));
    let mut people: BTreeMap<String, usize> = BTreeMap::new();
    let mut typos: BTreeMap<String, usize> = BTreeMap::new();
    for (_, cells) in rows(file(&truth, "truth", "person_per_source_row.csv"), ',') {
        *people.entry(cells[0].clone()).or_default() += 1;
        let is_typo = cells[7].split(' ').any(|error| error == "typo_family");
        *typos.entry(cells[0].clone()).or_default() += usize::from(is_typo);
    }
    for source in &RATES {
        let (count, wrong) = (people[source.source], typos[source.source]);
        if count < 2000 {
            continue;
        }
        let (asked, found) = (source.rates[1] as usize, wrong * 1000 / count);
        assert!(
            found * 2 >= asked && found <= asked * 2,
            "{}: {found} for {asked}",
            source.source
        );
    }
}

#[test]
fn a_family_with_much_going_on_is_in_three_sources_or_more() {
    let council = council(10_000, 2);
    let (_, truth) = observe_with_truth(&council);
    let mut sources: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let family_of: BTreeMap<String, String> = rows(file(&truth, "truth", "people.csv"), ',')
        .into_iter()
        .map(|(_, cells)| (cells[0].clone(), cells[1].clone()))
        .collect();
    for (_, cells) in rows(file(&truth, "truth", "person_per_source_row.csv"), ',')
        .into_iter()
        .skip(1)
    {
        let family = family_of[&cells[4]].clone();
        sources.entry(family).or_default().insert(cells[0].clone());
        seen.insert(cells[4].clone());
    }
    assert!((600..850).contains(&(seen.len() * 1000 / council.truth.people_count())));
    let known = sources
        .values()
        .filter(|all| all.contains("childrens-social-care"));
    let (mut many, mut all) = (0, 0);
    for family in known {
        all += 1;
        many += usize::from(family.len() >= 3);
    }
    assert!(many * 10 >= all * 8, "{many} of {all}");
}

#[test]
fn the_large_family_is_seen_by_four_services_under_different_names() {
    let council = council(50, 21);
    let files = observe(&council);
    let cast = demo_cast(&council);
    assert_eq!(cast.large_family.child().given, "Oliver");
    assert!(text(file(&files, "schools", "pupils.csv")).contains(",Fairclough,Ollie,"));
    assert!(text(file(&files, "housing", "tenancies.csv")).contains(";Kelly;Birtwistle;"));
    assert!(
        text(file(&files, "childrens-social-care", "people.csv")).contains("Kelly,Louise,Shaw")
    );
    assert!(text(file(&files, "police", "nominals.csv")).contains("MARK,FAIRCLOUGH"));
    assert!(text(file(&files, "health-visiting", "children.csv")).contains("Freya\tRose\tShaw"));
    assert!(text(file(&files, "adult-social-care", "adults.csv")).contains("Maureen,Birtwistle"));
    let links = text(file(&files, "childrens-social-care", "case_links.csv"));
    assert_eq!(links.matches("CSC-2026-0417").count(), 3);
    assert!(
        links
            .lines()
            .any(|line| line.contains("CSC-2026-0417") && line.contains("SW1001"))
    );
    assert!(
        links
            .lines()
            .any(|line| line.contains("REF-2026-1102") && line.contains("Front Door"))
    );
    let early_help = text(file(&files, "early-help", "case_links.csv"));
    assert!(
        early_help
            .lines()
            .any(|line| line.contains("EH-2026-0033") && line.ends_with(",Yes"))
    );
}

#[test]
fn only_social_care_knows_the_refuge_and_says_that_it_is_confidential() {
    for file in observe(&council(3000, 14)) {
        let all = text(&file);
        let names_it = all.to_uppercase().contains("HAVEN HOUSE");
        assert_eq!(
            names_it,
            file.source == "childrens-social-care" && file.file_name == "addresses.csv"
        );
        if names_it {
            let (_, rest) = all.split_once("Haven House").unwrap();
            assert!(rest.split("\r\n").next().unwrap().contains(",Yes,"));
        }
    }
}

#[test]
fn the_late_source_ends_about_twenty_days_before_today() {
    let files = observe(&council(2000, 9));
    let children = rows(file(&files, "health-visiting", "children.csv"), '\t');
    let day = "20261103";
    assert!(children.len() > 50);
    for (_, cells) in children.iter().skip(1) {
        assert_eq!(cells[22], day);
        assert!(
            [6, 19, 20, 21]
                .into_iter()
                .all(|at| cells[at].as_str() <= day)
        );
    }
    assert_eq!(
        crate::calendar::days_between(vocabulary::Date::constant(2026, 11, 3), TODAY),
        20
    );
}
