//! Bridges of invented people.

use super::*;
use crate::fixture::{Person, id, person};
use crate::model::Thresholds;

const MODEL: fn() -> Model = || Model::untrained(Thresholds::default());

fn found(people: &[Person], same: &[(u128, u128)]) -> (Bridge, String) {
    let records: Vec<LinkageRecord> = people
        .iter()
        .zip(1..)
        .map(|(one, number)| one.record(number))
        .collect();
    let same = same.iter().map(|(a, b)| (id(*a), id(*b))).collect();
    let all: Vec<&LinkageRecord> = records.iter().collect();
    let bridge = weakest_bridge(&MODEL(), &all, &same).expect("more than two records");
    let of = |wanted: RecordId| records.iter().find(|one| one.id == wanted).unwrap();
    let words = bridge.in_words(&MODEL(), 4.0, (of(bridge.pair.0), of(bridge.pair.1)));
    let backwards: Vec<&LinkageRecord> = records.iter().rev().collect();
    assert_eq!(
        weakest_bridge(&MODEL(), &backwards, &same).as_ref(),
        Some(&bridge)
    );
    (bridge, words)
}

fn maud() -> Person {
    person("Maud", "Lomax", "2014-02-11").at("4 Mill Lane", "QX1 4AB")
}

fn moved() -> Person {
    person("Maud", "Lomax", "2014-02")
}

#[test]
fn a_record_that_only_its_name_and_date_hold_is_the_side_that_would_go() {
    let (bridge, words) = found(&[maud(), moved(), maud(), maud()], &[]);
    assert_eq!(bridge.side, [id(2)]);
    assert_eq!(bridge.records, 4);
    assert!(words.starts_with("Of 4 records, 1 is held to the other 3 by no pair"));
    assert!(words.contains("It would stand apart without “"), "{words}");
}

#[test]
fn two_and_two_are_told_by_the_record_with_the_smallest_id() {
    let first = || person("Maud", "Lomax", "2014-02-11");
    let swapped = || person("Maud", "Lomax", "2014-11-02");
    let (bridge, words) = found(&[first(), swapped(), first(), swapped()], &[]);
    assert_eq!(bridge.side, [id(1), id(3)]);
    assert!(words.contains("They would stand apart"), "{words}");
}

#[test]
fn what_a_worker_has_decided_holds_until_it_is_undone() {
    let other = person("Otis", "Rigby", "1980-07-01").at("9 Weir Close", "QX8 2CD");
    let (bridge, words) = found(&[maud(), maud(), other], &[(1, 3), (2, 3)]);
    assert!(bridge.is_decided);
    assert!(words.ends_with("if that answer were undone."), "{words}");
}

#[test]
fn two_records_have_no_bridge() {
    let two = [maud().record(1), maud().record(2)];
    let all: Vec<&LinkageRecord> = two.iter().collect();
    assert_eq!(weakest_bridge(&MODEL(), &all, &BTreeSet::new()), None);
}
