//! What is warned of between two invented runs, and what is not.

use super::*;
use crate::run_figures::{LevelFigures, WaitingFigures};
use store::GenerationState;

fn source(id: &str, records: u64, alone: u64) -> SourceFigures {
    SourceFigures {
        source: id.to_owned(),
        records,
        alone,
        weighed: records,
        too_little: records / 100,
    }
}

fn run(of_housing: (u64, u64)) -> LinkRun {
    let figures = RunFigures {
        prior: -10.0,
        join_from: 4.0,
        ask_from: 1.0,
        rounds: 12,
        most_rounds: 25,
        waiting: vec![WaitingFigures {
            reason: "may_be_twin".to_owned(),
            pairs: 20,
        }],
        sources: vec![
            source("housing", of_housing.0, of_housing.1),
            source("police", 1000, 0),
        ],
        sizes: [500, 300, 100, 50, 50],
        levels: vec![LevelFigures {
            age: "child".to_owned(),
            comparison: "Birth date".to_owned(),
            words: "day and month swapped".to_owned(),
            m: 0.02,
            u: 0.001,
            u_at_home: 0.001,
            weight: 4.3,
            weight_at_home: 4.3,
        }],
        ..RunFigures::default()
    };
    LinkRun {
        generation: 2,
        made_at: "23 November 2026, 10:00".to_owned(),
        state: GenerationState::Built,
        records: of_housing.0 + 1000,
        people: 1000,
        founded: 0,
        merged: 0,
        split: 0,
        possible: 20,
        compared: 5000,
        rules: vec![RuleFigures {
            rule: "NHS number".to_owned(),
            pairs: 1000,
            skipped: 0,
        }],
        figures: Some(figures),
    }
}

fn changed(change: impl Fn(&mut LinkRun, &mut RunFigures)) -> Vec<DriftWarning> {
    let (mut now, before) = (run((1000, 120)), run((1000, 120)));
    let mut figures = now.figures.take().unwrap();
    change(&mut now, &mut figures);
    now.figures = Some(figures);
    warnings(&now, Some(&before), &|id| id.to_owned())
}

fn codes(found: &[DriftWarning]) -> Vec<&str> {
    found.iter().map(|one| one.code).collect()
}

#[test]
fn two_runs_alike_give_no_warning_and_neither_does_a_first_run() {
    assert_eq!(changed(|_, _| {}), []);
    let first = warnings(&run((1000, 120)), None, &|id| id.to_owned());
    assert_eq!(first, []);
}

#[test]
fn twice_as_many_records_alone_lead_to_the_last_load_of_that_source() {
    let found = changed(|_, figures| figures.sources[0].alone = 240);
    assert_eq!(
        found[0].words,
        "Twice as many records of housing stand alone as in the run before (24.0 of every 100, \
         after 12.0): look at the last load of housing."
    );
    assert_eq!(codes(&found), ["alone_rose"]);
    let from_none = changed(|_, figures| figures.sources[1].alone = 90);
    assert_eq!(
        from_none[0].words,
        "Records of police stand alone, and none did in the run before (9.0 of every 100, after \
         0.0): look at the last load of police."
    );
}

#[test]
fn a_few_more_records_alone_are_no_news() {
    assert_eq!(changed(|_, figures| figures.sources[0].alone = 170), []);
    assert_eq!(changed(|_, figures| figures.sources[1].alone = 15), []);
}

#[test]
fn a_source_that_shrinks_comes_or_goes_is_named() {
    let fell = changed(|_, figures| figures.sources[0] = source("housing", 700, 84));
    assert_eq!(codes(&fell), ["records_fell"]);
    assert!(fell[0].words.contains("700 after 1000"), "{:?}", fell[0]);
    let gone = changed(|_, figures| {
        figures.sources.remove(1);
    });
    assert_eq!(codes(&gone), ["source_gone"]);
    let new = changed(|_, figures| figures.sources.push(source("school", 10, 1)));
    assert_eq!(codes(&new), ["source_new"]);
}

#[test]
fn more_pairs_than_a_desk_can_be_asked_are_told_even_of_a_first_run() {
    let mut now = run((1000, 120));
    now.possible = 60;
    let first = warnings(&now, None, &|id| id.to_owned());
    assert_eq!(codes(&first), ["waiting_many"]);
    assert!(first[0].words.starts_with("30.0 pairs for every 1,000"));
    let rose = changed(|run, _| run.possible = 35);
    assert_eq!(codes(&rose), ["waiting_rose"]);
}

#[test]
fn what_was_learnt_is_compared_level_by_level() {
    let moved = changed(|_, figures| figures.levels[0].m = 0.15);
    assert_eq!(codes(&moved), ["level_moved"]);
    assert!(moved[0].words.contains("of children") && moved[0].words.contains("15.0 of every 100"));
    let listed = changed(|_, figures| figures.levels[0].m = 0.08);
    assert_eq!(listed, [], "listed, but no warning");
    let prior = changed(|_, figures| figures.prior = -8.5);
    assert_eq!(codes(&prior), ["prior_moved"]);
    let rounds = changed(|_, figures| figures.rounds = 25);
    assert_eq!(codes(&rounds), ["not_settled"]);
}

#[test]
fn a_run_that_would_move_many_people_is_held_against_the_publisher() {
    let moved = changed(|run, _| (run.merged, run.split) = (8, 4));
    assert_eq!(codes(&moved), ["identities_moved"]);
    assert!(moved[0].words.contains("Publish only when you know why"));
}

#[test]
fn every_other_limit_has_its_warning() {
    let little = changed(|_, figures| figures.sources[0].too_little = 80);
    assert_eq!(codes(&little), ["too_little_rose"]);
    let large = changed(|_, figures| figures.sizes = [480, 300, 100, 40, 80]);
    assert_eq!(codes(&large), ["large_people_rose"]);
    let skips = changed(|run, _| run.rules[0].skipped = 250);
    assert_eq!(codes(&skips), ["rule_skips_more"]);
    let thresholds = changed(|_, figures| figures.join_from = 5.0);
    assert_eq!(codes(&thresholds), ["thresholds_changed"]);
}

#[test]
fn a_run_of_an_older_version_is_compared_by_what_it_kept() {
    let mut before = run((1000, 120));
    before.figures = None;
    let mut now = run((1000, 500));
    now.possible = 60;
    let found = warnings(&now, Some(&before), &|id| id.to_owned());
    assert_eq!(codes(&found), ["waiting_rose"]);
}
