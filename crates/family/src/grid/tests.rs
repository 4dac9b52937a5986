//! Each rule of a cell, at its boundary.
//!
//! Invariant: every person and place here is invented.

use super::*;
use crate::builder::{FamilyBuilder, TODAY, source_id};
use jiff::civil::date;
use vocabulary::Service;

fn cell(family: &FamilyBuilder, source: &str) -> Cell {
    cell_of(family, "Kit", source)
}

fn cell_of(family: &FamilyBuilder, who: &str, source: &str) -> Cell {
    let drawn = family.assemble();
    let column = drawn.sources.iter().find(|s| s.id == source_id(source));
    let service = column.unwrap().service;
    let found = drawn.cell(family.person(who), &source_id(source), service);
    found.unwrap().clone()
}

fn word(family: &FamilyBuilder, source: &str) -> String {
    cell(family, source).word()
}

#[test]
fn an_involvement_ends_on_the_day_after_its_last_day() {
    let mut family = FamilyBuilder::new();
    let _ = family.involvement("Kit", "csc").until("2026-11-23");
    family.source("csc", |source| source.as_of = Some(TODAY));
    assert_eq!(word(&family, "csc"), "Now");
    family.claims.involvements.clear();
    let _ = family.involvement("Kit", "csc").until("2026-11-22");
    assert_eq!(word(&family, "csc"), "Ended Nov 2026");
}

#[test]
fn an_ended_involvement_is_recent_to_the_edge_of_the_window_and_historic_after() {
    let mut family = FamilyBuilder::new();
    family.source("csc", |source| source.as_of = Some(TODAY));
    let _ = family
        .involvement("Kit", "csc")
        .since("2024-01-01")
        .until("2026-05-23");
    assert_eq!(word(&family, "csc"), "Ended May 2026");
    family.claims.involvements.clear();
    let _ = family
        .involvement("Kit", "csc")
        .since("2024-01-01")
        .until("2026-05-22");
    assert_eq!(word(&family, "csc"), "Before (2024 to 2026)");
}

#[test]
fn what_ended_before_the_look_back_window_is_not_shown() {
    let mut family = FamilyBuilder::new();
    let _ = family.involvement("Kit", "csc").until("2020-11-23");
    assert_eq!(word(&family, "csc"), "Before (2020)");
    family.claims.involvements.clear();
    let _ = family.involvement("Kit", "csc").until("2020-11-22");
    assert!(cell(&family, "csc") == Cell::NoneFound);
}

#[test]
fn an_end_date_stands_over_the_word_current() {
    let mut family = FamilyBuilder::new();
    let involvement = family.involvement("Kit", "csc").until("2026-10-01");
    let _ = involvement.status(InvolvementStatus::Current);
    assert_eq!(word(&family, "csc"), "Ended Oct 2026");
}

#[test]
fn a_closed_involvement_without_an_end_date_is_placed_by_its_last_contact() {
    let mut family = FamilyBuilder::new();
    let _ = family
        .involvement("Kit", "csc")
        .status(InvolvementStatus::Historic)
        .last_contact("2026-10-01");
    assert_eq!(word(&family, "csc"), "Ended");
    family.claims.involvements.clear();
    let _ = family
        .involvement("Kit", "csc")
        .status(InvolvementStatus::Historic);
    assert_eq!(word(&family, "csc"), "Before");
}

#[test]
fn a_current_involvement_stands_before_an_ended_one_and_both_are_behind_the_cell() {
    let mut family = FamilyBuilder::new();
    let ended = family.involvement("Kit", "csc").until("2026-10-01").id();
    let open = family.involvement("Kit", "csc").since("2022-01-01").id();
    assert!(
        cell(&family, "csc")
            == Cell::Current {
                involvements: vec![open, ended]
            }
    );
}

#[test]
fn none_found_is_said_only_where_the_source_was_searched() {
    let mut family = FamilyBuilder::new();
    assert_eq!(word(&family, "csc"), "None found");
    family.outcome(
        "Kit",
        "csc",
        SearchOutcome::NotShown {
            why: "no agreement".to_owned(),
        },
    );
    assert_eq!(word(&family, "csc"), "Not shown");
    let drawn = crate::assemble(
        family.claims.clone(),
        crate::LocalTime {
            today: TODAY,
            is_out_of_hours: false,
        },
    );
    assert_eq!(drawn.grid[0].cells[0].word(), "Not shown");
}

#[test]
fn a_weak_match_and_the_desk_disclose_nothing_even_when_involvements_are_given() {
    for outcome in [
        SearchOutcome::MatchTooWeak,
        SearchOutcome::AskTheDesk {
            reference: "R-17".to_owned(),
        },
    ] {
        let mut family = FamilyBuilder::new();
        let id = family.involvement("Kit", "csc").id();
        family.outcome("Kit", "csc", outcome);
        let drawn = family.assemble();
        assert!(drawn.grid[0].cells[0].involvements().is_empty());
        assert!(drawn.contacts.is_empty());
        assert!(drawn.details(id).is_none());
    }
}

#[test]
fn a_withheld_involvement_looks_exactly_like_none_found() {
    let mut family = FamilyBuilder::new();
    let without = family.assemble();
    let _ = family.involvement("Kit", "csc").level(Level::Nothing);
    assert!(family.assemble() == without);
}

#[test]
fn a_person_too_old_or_unborn_is_outside_a_schools_coverage() {
    let mut family = FamilyBuilder::new();
    family.person_in("Nan", "csc", "Ada Hart", "1950-01-01");
    family.person_in("Bean", "csc", "", "2027-03-01?");
    family.person_in("Kit", "csc", "Kit Hart", "2015-03-01");
    for who in ["Nan", "Bean"] {
        assert_eq!(cell_of(&family, who, "school").word(), "Not covered");
        assert_eq!(cell_of(&family, who, "csc").word(), "None found");
    }
    assert_eq!(word(&family, "school"), "None found");
}

#[test]
fn the_ages_of_a_source_hold_to_the_last_birthday() {
    let mut family = FamilyBuilder::new();
    family.person_in("Edge", "csc", "Edge Hart", "2006-11-24");
    family.person_in("Over", "csc", "Over Hart", "2006-11-23");
    family.person_in("Perhaps", "csc", "May Be", "2006");
    assert_eq!(cell_of(&family, "Edge", "school").word(), "None found");
    assert_eq!(cell_of(&family, "Over", "school").word(), "Not covered");
    assert_eq!(cell_of(&family, "Perhaps", "school").word(), "None found");
}

#[test]
fn a_source_that_begins_after_a_death_could_not_hold_the_person() {
    let mut family = FamilyBuilder::new();
    family.person_in("Nan", "csc", "Ada Hart", "1950-01-01");
    family.died("Nan", date(2020, 1, 1));
    family.source("housing", |s| s.covered_from = Some(date(2020, 1, 2)));
    let found = cell_of(&family, "Nan", "housing");
    assert!(matches!(found, Cell::OutsideCoverage { why } if why.contains("2 January 2020")));
}

#[test]
fn a_fact_stands_over_the_rule_about_ages() {
    let mut family = FamilyBuilder::new();
    family.person_in("Nan", "csc", "Ada Hart", "1950-01-01");
    let _ = family.involvement("Nan", "school");
    assert_eq!(cell_of(&family, "Nan", "school").word(), "Now");
}

#[test]
fn data_older_than_its_refresh_is_late_and_shows_what_was_known_then() {
    let mut family = FamilyBuilder::new();
    family.source("csc", |source| source.as_of = Some(date(2026, 11, 16)));
    assert_eq!(word(&family, "csc"), "None found");
    family.source("csc", |source| source.as_of = Some(date(2026, 11, 3)));
    let id = family.involvement("Kit", "csc").until("2026-11-10").id();
    let last_known = Box::new(Cell::Current {
        involvements: vec![id],
    });
    let data_to = Some(date(2026, 11, 3));
    let late = Cell::Late {
        data_to,
        last_known,
    };
    assert!(cell(&family, "csc") == late);
    assert_eq!(late.word(), "Late: data to 3 Nov");
}

#[test]
fn a_source_that_does_not_say_how_fresh_it_is_counts_as_late() {
    let mut family = FamilyBuilder::new();
    family.source("csc", |source| source.as_of = None);
    assert_eq!(word(&family, "csc"), "Late: day not stated");
}

#[test]
fn an_involvement_of_a_source_without_a_column_gets_one() {
    let mut family = FamilyBuilder::new();
    let id = family.involvement("Kit", "police-x").id();
    let drawn = family.assemble();
    let kit = family.person("Kit");
    let cell = drawn.cell(kit, &source_id("police-x"), Service::Police);
    assert_eq!(cell.unwrap().involvements(), [id]);
}

#[test]
fn an_involvement_at_the_level_of_the_desk_gives_a_reference_and_nothing_else() {
    let mut family = FamilyBuilder::new();
    let _ = family
        .involvement("Kit", "csc")
        .worker("Ann Lee", "01632 960101")
        .level(Level::AskTheDesk);
    assert_eq!(word(&family, "csc"), "Ask the desk");
    assert!(family.assemble().contacts.is_empty());
}
