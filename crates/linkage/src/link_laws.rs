//! The laws of linking, as tests, and the case that the engine is accepted by.
//!
//! Invariant: every person here is invented.

use super::*;
use crate::Guard;
use crate::explain;
use crate::fixture::{Person, id, person};
use proptest::prelude::*;

const GIVEN: [&str; 20] = [
    "Ada", "Ben", "Cara", "Dylan", "Esme", "Farid", "Gwen", "Hugo", "Ines", "Jonas", "Kezia",
    "Lorcan", "Maud", "Nia", "Otis", "Petra", "Quentin", "Rosa", "Silas", "Thea",
];
const FAMILY: [&str; 25] = [
    "Abbot",
    "Barlow",
    "Cotter",
    "Dunmore",
    "Ellery",
    "Fenwick",
    "Garside",
    "Hallam",
    "Ingram",
    "Jessop",
    "Kettle",
    "Lomax",
    "Marlow",
    "Naylor",
    "Orrell",
    "Pickup",
    "Quayle",
    "Rigby",
    "Sutcliffe",
    "Tattersall",
    "Unsworth",
    "Varley",
    "Whitlock",
    "Yarwood",
    "Zeller",
];

/// Child `number` of an invented council: every child differs from the next in several ways.
fn child(number: usize) -> Person {
    let birth = format!(
        "{}-{:02}-{:02}",
        2006 + number % 12,
        1 + number % 11,
        1 + (number * 7) % 28
    );
    person(GIVEN[number % 20], FAMILY[number * 3 % 25], &birth)
        .sex(["f", "m"][number % 2])
        .at(
            &format!("{} Quarry {} Road", 1 + number, FAMILY[number % 25]),
            &postcode(number),
        )
}

fn postcode(number: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    format!(
        "QX{} {}{}{}",
        1 + number % 9,
        number / 9 % 10,
        letter(number / 90),
        letter(number / 7)
    )
}

pub(super) fn run(records: &[LinkageRecord], decisions: &HumanDecisions) -> Linkage {
    link(records, decisions, &Settings::default(), &mut |_| {})
}

pub(super) fn is_joined(linkage: &Linkage, a: u128, b: u128) -> bool {
    linkage
        .clusters
        .iter()
        .any(|people| people.contains(&id(a)) && people.contains(&id(b)))
}

pub(super) fn is_possible(linkage: &Linkage, a: u128, b: u128) -> bool {
    linkage
        .possible
        .iter()
        .any(|pair| (pair.a, pair.b) == (id(a), id(b)))
}

/// Two files of 500 rows: ten differ in the given name, nine by a day of birth, seven by the
/// whole address, the rest in nothing.
fn two_files() -> (Vec<LinkageRecord>, Vec<LinkageRecord>) {
    let other_given = |n: usize| {
        let birth = format!(
            "{}-{:02}-{:02}",
            2006 + n % 12,
            1 + n % 11,
            1 + (n * 7) % 28
        );
        person(GIVEN[(n + 9) % 20], FAMILY[n * 3 % 25], &birth)
            .sex(["f", "m"][n % 2])
            .at(
                &format!("{} Quarry {} Road", 1 + n, FAMILY[n % 25]),
                &postcode(n),
            )
    };
    let next_day = |n: usize| {
        let birth = format!(
            "{}-{:02}-{:02}",
            2006 + n % 12,
            1 + n % 11,
            (1 + (n * 7) % 28) % 28 + 1
        );
        person(GIVEN[n % 20], FAMILY[n * 3 % 25], &birth)
            .sex(["f", "m"][n % 2])
            .at(
                &format!("{} Quarry {} Road", 1 + n, FAMILY[n % 25]),
                &postcode(n),
            )
    };
    let moved = |n: usize| {
        let birth = format!(
            "{}-{:02}-{:02}",
            2006 + n % 12,
            1 + n % 11,
            1 + (n * 7) % 28
        );
        person(GIVEN[n % 20], FAMILY[n * 3 % 25], &birth)
            .sex(["f", "m"][n % 2])
            .at(
                &format!("Flat {n}, Tannery Yard"),
                &format!("ZY8 {}ZZ", n % 10),
            )
    };
    let first = (0..500)
        .map(|n| child(n).from("csc").record(n as u128))
        .collect();
    let second = (0..500)
        .map(|n| match n {
            100..110 => other_given(n),
            200..209 => next_day(n),
            300..307 => moved(n),
            _ => child(n),
        })
        .enumerate()
        .map(|(n, who)| who.from("education").record(1000 + n as u128))
        .collect();
    (first, second)
}

#[test]
fn two_files_of_one_council_are_linked_without_joining_two_children() {
    let (first, second) = two_files();
    let all: Vec<LinkageRecord> = first.iter().chain(&second).cloned().collect();
    let linkage = run(&all, &HumanDecisions::default());
    for n in 0..500usize {
        let (a, b) = (n as u128, 1000 + n as u128);
        let explanation = explain(&linkage.model, &first[n], &second[n]);
        match n {
            100..110 => {
                assert!(
                    !is_joined(&linkage, a, b) && is_possible(&linkage, a, b),
                    "row {n}"
                );
                assert!(
                    explanation
                        .sentence
                        .contains("a twin, a brother or sister?")
                );
            }
            200..209 | 300..307 => {
                assert!(
                    is_joined(&linkage, a, b) || is_possible(&linkage, a, b),
                    "row {n}"
                );
                assert!(explanation.steps.len() >= 4);
            }
            _ => assert!(is_joined(&linkage, a, b), "row {n}"),
        }
    }
    for people in &linkage.clusters {
        let row = |record: &RecordId| (0..2000u128).find(|n| id(*n) == *record).unwrap() % 1000;
        assert!(
            people.iter().all(|record| row(record) == row(&people[0])),
            "two children joined"
        );
    }
}

#[test]
fn an_explanation_adds_up_to_the_weight_of_its_pair() {
    let (first, second) = two_files();
    let all: Vec<LinkageRecord> = first.iter().chain(&second).cloned().collect();
    let linkage = run(&all, &HumanDecisions::default());
    for pair in linkage.automatic.iter().chain(&linkage.possible) {
        let of = |wanted: RecordId| all.iter().find(|record| record.id() == wanted).unwrap();
        let explanation = explain(&linkage.model, of(pair.a), of(pair.b));
        let sum: f64 = explanation.prior
            + explanation
                .steps
                .iter()
                .map(|step| step.weight)
                .sum::<f64>();
        assert!((sum - pair.weight).abs() < 1e-9 && (explanation.total - pair.weight).abs() < 1e-9);
        assert_eq!(
            explain(&linkage.model, of(pair.b), of(pair.a)).sentence,
            explanation.sentence
        );
    }
}

#[test]
fn a_vague_record_never_chains_two_twins_together() {
    let home = |who: Person| who.at("4 Mill Lane", "QX1 4AB");
    let records = [
        home(person("Jonas", "Hallam", "2012-03-04"))
            .from("csc")
            .record(1),
        home(person("Silas", "Hallam", "2012-03-04"))
            .from("csc")
            .record(2),
        home(person("Jonas", "Hallam", "2012-03-04"))
            .from("education")
            .record(3),
        home(person("Silas", "Hallam", "2012-03-04"))
            .from("education")
            .record(4),
        home(person("", "Hallam", "2012-03-04"))
            .from("police")
            .record(5),
        home(person("J", "Hallam", "2012-03-04"))
            .from("housing")
            .record(6),
    ];
    let linkage = run(&records, &HumanDecisions::default());
    assert!(is_joined(&linkage, 1, 3) && is_joined(&linkage, 2, 4));
    assert!(!is_joined(&linkage, 1, 2) && !is_joined(&linkage, 3, 4));
    assert!(
        !is_possible(&linkage, 1, 2),
        "one source holds both: nothing to ask"
    );
}

#[test]
fn a_record_that_fits_either_twin_waits_until_somebody_says_which() {
    let home = |who: Person| who.at("4 Mill Lane", "QX1 4AB");
    let records = [
        home(person("Jonas", "Hallam", "2012-03-04"))
            .from("csc")
            .record(1),
        home(person("Silas", "Hallam", "2012-03-04"))
            .from("csc")
            .record(2),
        home(person("", "Hallam", "2012-03-04"))
            .from("police")
            .record(3),
    ];
    let linkage = run(&records, &HumanDecisions::default());
    assert_eq!(linkage.clusters.len(), 3);
    let waiting = |a, b| {
        let pair = linkage
            .possible
            .iter()
            .find(|pair| (pair.a, pair.b) == (id(a), id(b)));
        pair.and_then(|pair| pair.guard)
    };
    assert_eq!(waiting(1, 3), Some(Guard::FitsTwoPeople));
    assert_eq!(waiting(2, 3), Some(Guard::FitsTwoPeople));
    let alone = run(
        &[records[0].clone(), records[2].clone()],
        &HumanDecisions::default(),
    );
    assert!(
        is_joined(&alone, 1, 3),
        "with no twin about there is nobody else to be"
    );
}

#[test]
fn twins_who_share_the_first_word_of_their_names_stay_two_though_a_record_has_only_that_word() {
    let home = |given: &str, source: &'static str, number: u128| {
        let who = person(given, "Yarwood", "2012-03-04").at("4 Mill Lane", "QX1 4AB");
        who.from(source).record(number)
    };
    let records = [
        home("Muhammad Ali", "csc", 1),
        home("Muhammad Hassan", "education", 2),
        home("Muhammad", "police", 3),
    ];
    let linkage = run(&records, &HumanDecisions::default());
    assert!(!is_joined(&linkage, 1, 2) && is_possible(&linkage, 1, 2));
    assert!(!is_joined(&linkage, 1, 3) && !is_joined(&linkage, 2, 3));
}

#[test]
fn a_middle_name_tells_two_namesakes_of_one_home_apart() {
    let home = |middle: &str| {
        person("Otis", "Rigby", "")
            .middle(middle)
            .at("17 Tannery Yard", "QX2 1CD")
    };
    let weight = |a: &Person, b: &Person| {
        let model = Model::untrained(Thresholds::default());
        explain(&model, &a.record(1), &b.record(2)).total
    };
    let (same, other, none) = (home("Ezra"), home("Felix"), home(""));
    assert!(weight(&same, &same) > weight(&same, &none));
    assert!(weight(&same, &none) > weight(&same, &other));
}

#[test]
fn what_a_worker_has_decided_is_overturned_by_no_evidence() {
    let same = person("Ada", "Hallam", "2012-03-04").at("4 Mill Lane", "QX1 4AB");
    let other = person("Thea", "Zeller", "1971-10-30");
    let records = [same.record(1), same.record(2), other.record(3)];
    let decisions = HumanDecisions {
        same: vec![(id(3), id(1))],
        not_same: vec![(id(2), id(1))],
    };
    let linkage = run(&records, &decisions);
    assert!(is_joined(&linkage, 1, 3) && !is_joined(&linkage, 1, 2));
    assert!(linkage.possible.is_empty(), "not asked again, and no trace");
    let contradiction = HumanDecisions {
        same: vec![(id(1), id(2))],
        not_same: vec![(id(1), id(2))],
    };
    assert!(!is_joined(&run(&records, &contradiction), 1, 2));
}

#[test]
fn twins_of_similar_names_stay_two_because_one_source_holds_two_numbers() {
    // Harry and Harrison: a school calls Harrison Harry, so that names and dates tell nobody apart.
    let home = |one: Person| one.at("55 Birch Rise", "QX1 4AB");
    let twin = |given: &str| home(person(given, "Rushbury", "2011-12-07")).sex("m");
    let records = [
        twin("Harrison").nhs(999_000_001).from("health").record(1),
        twin("Harry").nhs(999_713_552).from("health").record(2),
        twin("Harry").from("schools").record(3),
        twin("Harrison").from("housing").record(4),
    ];
    let linkage = run(&records, &HumanDecisions::default());
    assert!(!is_joined(&linkage, 1, 2));
    let moved = twin("Harrison").nhs(999_000_001).from("health").record(5);
    let linkage = run(&[records[0].clone(), moved], &HumanDecisions::default());
    assert!(is_joined(&linkage, 1, 5), "one number is one person");
    let pupil = |middle: &str, number: u64| {
        let one = twin("Mohammed").middle(middle).pupil(number);
        one.from("schools")
    };
    let both = [
        pupil("Yusuf", 123).record(6),
        pupil("Ismail", 124).record(7),
        twin("Hugo").record(9),
    ];
    assert!(!is_joined(&run(&both, &HumanDecisions::default()), 6, 7));
    let renumbered = [
        both[0].clone(),
        pupil("Yusuf", 124).record(8),
        both[2].clone(),
    ];
    assert!(is_joined(
        &run(&renumbered, &HumanDecisions::default()),
        6,
        8
    ));
}

#[test]
fn a_small_class_list_whose_children_share_birth_dates_joins_nobody() {
    let dates = ["2010-10-28", "2013-03-05", "2016-07-19"];
    let mut records: Vec<LinkageRecord> = (0..10usize)
        .map(|at| person(GIVEN[at], FAMILY[2 * at], dates[at % 3]).record(at as u128))
        .collect();
    records.push(person("Ioana", "Scott", dates[0]).record(10));
    records.push(person("Ioana", "Walker", dates[0]).record(11));
    let linkage = run(&records, &HumanDecisions::default());
    assert_eq!(linkage.clusters.len(), 12);
    let twice = person("Ioana", "Scott", dates[0]).record(12);
    records.push(twice);
    let linkage = run(&records, &HumanDecisions::default());
    assert!(
        is_joined(&linkage, 10, 12),
        "who stands there twice is found"
    );
    assert_eq!(linkage.clusters.len(), 12);
}

#[test]
fn ten_records_of_strangers_stay_ten_people() {
    let records: Vec<LinkageRecord> = (0..10)
        .map(|n| child(n * 37 + 1).record(n as u128))
        .collect();
    assert_eq!(run(&records, &HumanDecisions::default()).clusters.len(), 10);
    assert!(run(&[], &HumanDecisions::default()).clusters.is_empty());
}

/// A few records with errors, so that all bands occur.
pub(super) fn some_records(choices: &[(usize, u8)]) -> Vec<LinkageRecord> {
    let spoilt = |(at, (child_number, spoil)): (usize, &(usize, u8))| {
        let born = format!(
            "20{:02}-05-{:02}",
            child_number % 9 + 10,
            child_number % 5 + 3
        );
        let who = match spoil {
            0 => person(GIVEN[child_number % 4], FAMILY[child_number % 3], &born),
            1 => person(
                &GIVEN[child_number % 4][..1],
                FAMILY[child_number % 3],
                &born,
            ),
            2 => person(FAMILY[child_number % 3], GIVEN[child_number % 4], &born),
            3 => person(GIVEN[child_number % 4], FAMILY[child_number % 3], ""),
            _ => person(
                GIVEN[(child_number + 1) % 4],
                FAMILY[child_number % 3],
                &born,
            ),
        };
        who.at(&format!("{} Mill Lane", child_number % 6 + 1), "QX1 4AB")
            .record(at as u128)
    };
    choices.iter().enumerate().map(spoilt).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_same_records_in_any_order_are_the_same_people(
        choices in proptest::collection::vec((0usize..12, 0u8..5), 2..30),
        order in any::<u64>(),
    ) {
        let records = some_records(&choices);
        let mut shuffled = records.clone();
        shuffled.sort_by_key(|record| crate::fold::mix(record.id().uuid().as_u128() as u64 ^ order));
        let none = HumanDecisions::default();
        prop_assert_eq!(run(&records, &none), run(&shuffled, &none));
    }

    #[test]
    fn every_record_is_in_exactly_one_cluster_and_no_pair_is_both_joined_and_asked(
        choices in proptest::collection::vec((0usize..12, 0u8..5), 1..30),
    ) {
        let records = some_records(&choices);
        let linkage = run(&records, &HumanDecisions::default());
        let mut all: Vec<RecordId> = linkage.clusters.concat();
        all.sort_unstable();
        prop_assert_eq!(all, records.iter().map(LinkageRecord::id).collect::<Vec<_>>());
        for pair in &linkage.possible {
            prop_assert!(!linkage.clusters.iter().any(|c| c.contains(&pair.a) && c.contains(&pair.b)));
        }
    }
}

#[test]
fn doubles_inside_a_single_file_are_still_asked_about() {
    let records = [
        person("Jonas", "Hallam", "2012-03-04")
            .at("4 Mill Lane", "QX1 4AB")
            .record(1),
        person("Silas", "Hallam", "2012-03-04")
            .at("4 Mill Lane", "QX1 4AB")
            .record(2),
    ];
    let linkage = run(&records, &HumanDecisions::default());
    assert!(is_possible(&linkage, 1, 2) && !is_joined(&linkage, 1, 2));
}

#[test]
fn a_birthday_or_a_move_does_not_split_a_person() {
    let before = person("Jonas", "Hallam", "2012-03-04").at("4 Mill Lane", "QX1 4AB");
    let after = person("Jonas", "Hallam", "2012-03-04")
        .at("9 Weir Close", "QX8 2CD")
        .at("4 Mill Lane", "QX1 4AB");
    let linkage = run(
        &[before.record(1), after.record(2)],
        &HumanDecisions::default(),
    );
    assert!(is_joined(&linkage, 1, 2));
    let records = [before.record(1), after.record(2)];
    let sentence = explain(&linkage.model, &records[0], &records[1]).sentence;
    assert!(sentence.contains("former address in common"), "{sentence}");
}
