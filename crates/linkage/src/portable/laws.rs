//! Laws of a whole run: it finds people, and order, threads and repetition do not matter.
//!
//! The records are invented here, with known people. Invariant: nothing but the plan and the
//! records decides the answer.

use super::*;
use proptest::prelude::*;

fn rules(rules: &[&[&str]]) -> Vec<Rule> {
    let term = |words: &&str| RuleTerm::parse(words).unwrap();
    let rule = |terms: &&[&str]| Rule {
        terms: terms.iter().map(term).collect(),
    };
    rules.iter().map(rule).collect()
}

fn level(when: &[&str]) -> Level {
    let when = when.iter().map(|words| Condition::parse(words).unwrap());
    Level {
        label: String::new(),
        when: when.collect(),
        term_frequency: None,
        m: None,
        u: None,
    }
}

fn comparison(name: &str, missing: &[&str], levels: &[&[&str]]) -> Comparison {
    let mut levels: Vec<Level> = levels.iter().map(|when| level(when)).collect();
    levels.push(level(&[]));
    Comparison {
        name: name.to_owned(),
        missing: missing.iter().map(|&column| column.to_owned()).collect(),
        levels,
    }
}

/// Names, birth and postcode, as an analyst would write it.
fn plan() -> Plan {
    let mut plan = Plan {
        record_id: "id".to_owned(),
        dates: vec![DateColumn {
            column: "born".to_owned(),
            format: DateFormat::Dashed,
        }],
        comparisons: vec![
            comparison(
                "name",
                &["given", "family"],
                &[
                    &["given", "family"],
                    &["given swapped with family"],
                    &["given jaro-winkler 0.88", "family jaro-winkler 0.88"],
                    &["family"],
                ],
            ),
            comparison(
                "born",
                &["born"],
                &[&["born"], &["born levenshtein 1"], &["born within 1 year"]],
            ),
            comparison(
                "postcode",
                &["postcode"],
                &[&["postcode"], &["postcode without last 2"]],
            ),
        ],
        blocking: rules(&[
            &["family", "born first 4"],
            &["born"],
            &["given swapped with family"],
            &["postcode", "given first 2"],
        ]),
        training: Training {
            certain: rules(&[&["given", "family", "born"]]),
            recall: 0.6,
            rules: rules(&[&["born"], &["given", "family"]]),
            random_pairs: 200_000,
            pairs_per_rule: 50_000,
            seed: 7,
        },
        prior: None,
    };
    plan.comparisons[0].levels[3].term_frequency = Some(TermFrequency {
        column: "family".to_owned(),
        weight: 1.0,
        minimum: 0.0,
    });
    plan
}

/// People with two records each; the second has an error in every third person.
fn records(people: usize) -> Vec<(String, [String; 4])> {
    let pick = |list: &[&str], at: usize| list[at % list.len()].to_owned();
    let given = ["Rosa", "Maya", "Idris", "Tomas", "Aoife", "Bram", "Chidi"];
    let family = [
        "Lomax", "Achebe", "Varga", "Quill", "Osei", "Marsh", "Dell", "Fenn", "Hale",
    ];
    let mut records = Vec::new();
    for person in 0..people {
        let born = format!(
            "{}-{:02}-{:02}",
            1960 + person * 7 % 55,
            1 + person * 5 % 12,
            1 + person * 11 % 28
        );
        let values = [
            pick(&given, person * 3 + person / 9),
            pick(&family, person),
            born,
            format!("ZZ{} {}AB", 1 + person % 9, person % 10),
        ];
        let mut again = values.clone();
        match person % 9 {
            0 => again[0].push('n'),
            3 => again.swap(0, 1),
            6 => again[2].replace_range(9..10, "0"),
            _ => {}
        }
        records.push((format!("p{person:04}a"), values));
        records.push((format!("p{person:04}b"), again));
    }
    records
}

fn table(records: &[(String, [String; 4])]) -> Table {
    let mut builder = TableBuilder::new(&["given", "family", "born", "postcode"]);
    for (id, values) in records {
        builder.push(id, values.iter().map(String::as_str)).unwrap();
    }
    builder.finish().unwrap()
}

fn run(table: &Table) -> (Plan, Scores) {
    let trained = train(&plan(), table, LikenessOf::DuckDb, &|_| {}).unwrap();
    let scores = score(&trained, table, LikenessOf::DuckDb, -50.0, &|_| {}).unwrap();
    (trained, scores)
}

#[test]
fn people_are_found_although_their_records_differ() {
    let table = table(&records(400));
    let (trained, scores) = run(&table);
    assert!(trained.is_trained());
    let people = connected_components(table.len(), &scores.pairs, 4.0);
    let together = |person: usize| people[2 * person] == people[2 * person + 1];
    let found = (0..400).filter(|&person| together(person)).count();
    assert!(found >= 350, "{found} of 400");
    let mut different: Vec<u32> = people.clone();
    different.dedup();
    assert!(different.len() >= 350, "{} people", different.len());
}

#[test]
fn more_likeness_weighs_more() {
    let (trained, _) = run(&table(&records(400)));
    for comparison in &trained.comparisons {
        let weight = |level: &Level| (level.m.unwrap() / level.u.unwrap()).log2();
        let (first, last) = (&comparison.levels[0], comparison.levels.last().unwrap());
        assert!(weight(first) > 0.0, "{}", comparison.name);
        assert!(weight(last) < 0.0, "{}", comparison.name);
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let table = table(&records(300));
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| run(&table))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn a_rare_name_weighs_more_than_a_common_one() {
    let mut trained = run(&table(&records(200))).0;
    trained.blocking = rules(&[&["family"]]);
    let record = |id: usize, given: &str, family: &str| {
        let values = [given, family, "1980-01-01", ""].map(str::to_owned);
        (format!("r{id}"), values)
    };
    let families = [
        "Rare", "Rare", "Common", "Common", "Common", "Common", "Common", "Common",
    ];
    let given = ["Abel", "Zoe", "Ida", "Ulf", "Kim", "Eve", "Ola", "Pip"];
    let people = families.iter().zip(given).enumerate();
    let people: Vec<_> = people
        .map(|(id, (family, given))| record(id, given, family))
        .collect();
    let scores = score(
        &trained,
        &table(&people),
        LikenessOf::DuckDb,
        -99.0,
        &|_| {},
    )
    .unwrap();
    let of = |one: u32, other: u32| {
        let mut pairs = scores.pairs.iter();
        let found = pairs.find(|pair| (pair.one, pair.other) == (one, other));
        found.unwrap().weight
    };
    // Two of eight against six of eight: a third as common, so log2 of three more.
    assert!((of(0, 1) - of(2, 3) - 3f64.log2()).abs() < 1e-9);
}

#[test]
fn a_trained_plan_is_left_as_it_is() {
    let table = table(&records(200));
    let (trained, _) = run(&table);
    let again = train(&trained, &table, LikenessOf::Spark, &|_| {}).unwrap();
    assert_eq!(again, trained);
}

#[test]
fn a_run_says_what_it_lacks() {
    let table = table(&records(10));
    let untrained = score(&plan(), &table, LikenessOf::DuckDb, 0.0, &|_| {});
    assert!(matches!(untrained, Err(RunProblem::NotTrained { .. })));
    let mut other = plan();
    other.blocking = rules(&[&["town"]]);
    let lacking = train(&other, &table, LikenessOf::DuckDb, &|_| {});
    let trained = lacking.and_then(|plan| score(&plan, &table, LikenessOf::DuckDb, 0.0, &|_| {}));
    assert_eq!(
        trained,
        Err(RunProblem::NoColumn {
            column: "town".to_owned()
        })
    );
    let lonely = super::TableBuilder::new(&["given"]).finish().unwrap();
    let nobody = train(&plan(), &lonely, LikenessOf::DuckDb, &|_| {});
    assert_eq!(nobody, Err(RunProblem::NothingToLink));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn the_order_of_the_records_does_not_matter(seed in any::<u64>()) {
        let mut records = records(120);
        let expected = run(&table(&records));
        let mut state = seed | 1;
        for at in (1..records.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            records.swap(at, (state >> 33) as usize % (at + 1));
        }
        prop_assert_eq!(run(&table(&records)), expected);
    }
}
