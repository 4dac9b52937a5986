//! The report of an invented run, word for word.

use super::*;
use crate::outcome::{ModelFacts, Pair};
use crate::people::People;
use intake::{Finding, FindingKind};

/// Six records of four people in two sources; two of them are twins.
fn people() -> People {
    let mut people = People::default();
    for (id, source, person, household, twin) in [
        ("a1", 0, "rosa", "h1", ""),
        ("a2", 0, "rosa", "h1", ""),
        ("<b>3</b>", 1, "rosa", "h1", ""),
        ("a4", 1, "una", "h1", "ines"),
        ("a5", 1, "ines", "h1", "una"),
        ("a6", 0, "", "", ""),
    ] {
        people.ids.push(id);
        people.source_of.push(source);
        people.lacks.push(Default::default());
        people.truth.push(person, household, twin);
    }
    people.truth.finish();
    people.sources = vec!["school".to_owned(), "housing".to_owned()];
    people.files.push(crate::people::FileRead {
        name: "people.csv".to_owned(),
        rows: 7,
        rows_kept: 6,
        first: 0,
    });
    people.findings.add(FindingKind::NotADate, || Finding {
        file: "people.csv".to_owned(),
        line: 4,
        column: Some("dob".to_owned()),
        kind: FindingKind::NotADate,
    });
    people
}

fn pair(a: u32, b: u32, weight: f32, is_held: bool) -> Pair {
    Pair {
        a,
        b,
        weight,
        is_held,
    }
}

fn outcome() -> Outcome {
    let level = |comparison: &str, level: &str, m: f64, u: f64| LevelFacts {
        comparison: comparison.to_owned(),
        level: level.to_owned(),
        age: "children",
        m,
        u,
        u_at_home: 0.1,
        weight: (m / u).log2(),
        weight_at_home: (m / 0.1).log2(),
    };
    Outcome {
        cluster_of: vec![0, 0, 2, 3, 3, 5],
        pairs: vec![
            pair(0, 1, 12.0, false),
            pair(3, 4, 6.5, false),
            pair(1, 2, 3.25, false),
            pair(0, 2, 7.0, true),
        ],
        possible: vec![pair(0, 2, 7.0, true)],
        compared: 4,
        rules: vec![RuleFacts {
            name: "birth date and given name".to_owned(),
            pairs: 4,
            pairs_skipped: 100,
        }],
        model: ModelFacts {
            prior: -3.0,
            rounds: 2,
            join: 5.0,
            review: 1.0,
            levels: vec![
                level("Given name", "the same given name", 0.8, 0.01),
                level("Given name", "different given names", 0.05, 0.9),
            ],
            joins_refused: 1,
        },
        against_themselves: vec![(0, 20.0), (5, 2.0)],
    }
}

fn report() -> Report {
    let phases = vec![Phase {
        name: "Reading".to_owned(),
        seconds: 0.5,
        peak_bytes: Some(3 << 20),
    }];
    let warnings = ["column `nhs` does not hold NHS numbers".to_owned()];
    Report::new(&people(), &outcome(), &warnings, phases, &|_| None)
}

#[test]
fn the_json_keeps_its_shape() {
    let mut document = report().to_json();
    let curve = document["quality"]["by_threshold"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(curve.len(), 101);
    // Two points of the curve stand for all.
    document["quality"]["by_threshold"] = vec![curve[20].clone(), curve[30].clone()].into();
    document["pairs_by_weight"] = document["pairs_by_weight"][22].take();
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).unwrap());
}

/// Drawings have a test of their own, and one point of the curve stands for all.
fn without_drawings(page: &str) -> String {
    let mut parts = page.split("<svg");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once("</svg>").map_or("", |pair| pair.1);
        text.push_str("\n<svg/>");
        text.push_str(rest);
    }
    let is_kept = |row: &&str| {
        let heading = row.split("</th>").next().unwrap_or_default();
        let number = heading.rsplit('>').next().unwrap_or_default();
        number.parse::<f64>().is_err() || matches!(number, "5.0" | "2" | "12")
    };
    text.split("<tr>")
        .filter(is_kept)
        .collect::<Vec<_>>()
        .join("<tr>")
}

#[test]
fn the_page_says_what_the_json_says_and_runs_nothing() {
    let page = report().to_html();
    insta::assert_snapshot!(without_drawings(&page).replace("<tr>", "\n<tr>"));
    for forbidden in [
        "<script",
        "http-equiv",
        " src=",
        "@import",
        "url(",
        "<b>3</b>",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let addresses = page.matches("http").count();
    assert_eq!(
        addresses,
        page.matches("http://www.w3.org/2000/svg").count()
    );
}

#[test]
fn a_run_without_truth_says_so_and_has_no_quality() {
    let mut people = people();
    people.truth = Default::default();
    let report = Report::new(&people, &outcome(), &[], Vec::new(), &|_| None);
    assert!(report.to_json().get("quality").is_none());
    assert!(report.to_html().contains("does not say who is who"));
}

#[test]
fn the_threshold_of_the_run_is_a_point_of_the_curve_wherever_it_lies() {
    for join in [-30.0, 5.0, 5.3, 60.0] {
        let mut outcome = outcome();
        outcome.model.join = join;
        let report = Report::new(&people(), &outcome, &[], Vec::new(), &|_| None);
        let quality = report.quality.unwrap();
        assert!((quality.curve[quality.own].threshold - join).abs() < 1e-12);
    }
}

#[test]
fn a_waterfall_ends_where_the_weight_ends() {
    let steps = [
        WaterfallStep {
            words: "the same <given> name".to_owned(),
            weight: 9.0,
        },
        WaterfallStep {
            words: "birth dates differ".to_owned(),
            weight: -2.0,
        },
    ];
    insta::assert_snapshot!(waterfall(-3.0, &steps, 4.0, 5.0).replace('>', ">\n"));
}
