//! What counts as a disagreement between sources, and what does not.
//!
//! Invariant: every person and place here is invented.

use super::*;
use crate::builder::{FamilyBuilder, span};
use jiff::civil::date;
use vocabulary::AddressKind;

fn facts(family: &FamilyBuilder) -> Vec<Fact> {
    let found = family.assemble().disagreements;
    found.into_iter().map(|one| one.fact).collect()
}

#[test]
fn two_birth_dates_stand_side_by_side_newest_source_first() {
    let mut family = FamilyBuilder::new();
    family.person_in("Kit", "csc", "Kit Hart", "2015-03-01");
    family.person_in("Kit", "school", "Kit Hart", "2015-01-03");
    family.source("csc", |source| source.as_of = Some(date(2026, 11, 19)));
    let found = family.assemble().disagreements;
    let values: Vec<&str> = found[0].values.iter().map(|v| v.value.reveal()).collect();
    assert_eq!(values, ["3 January 2015", "1 March 2015"]);
    assert_eq!(found[0].values[0].provenance[0].source.as_str(), "school");
}

#[test]
fn a_date_that_is_only_less_exact_is_no_disagreement() {
    let mut family = FamilyBuilder::new();
    family.person_in("Kit", "csc", "Kit Hart", "2015-03-01");
    family.person_in("Kit", "school", "KIT HART", "2015-03");
    family.person_in("Kit", "health", "Kit Hart", "2015-03-15~");
    family.person_in("Kit", "housing", "Kit Hart", "2015-04-01?");
    assert_eq!(facts(&family), []);
    family.person_in("Kit", "housing", "Kit Heart", "2015-04-01");
    assert_eq!(facts(&family), [Fact::BirthDate, Fact::UsualName]);
}

#[test]
fn one_source_alone_does_not_disagree() {
    let mut family = FamilyBuilder::new();
    family.person_in("Kit", "csc", "Kit Hart", "2015-03-01");
    family.person_in("Kit", "csc", "Kit Heart", "2015-03-02");
    assert_eq!(facts(&family), []);
}

#[test]
fn two_homes_said_by_one_source_are_no_disagreement_unless_another_names_a_third() {
    let mut family = FamilyBuilder::new();
    let home = AddressKind::Home;
    for line in ["1 Harrow Street", "2 Mill Lane"] {
        family.stay_in("csc", "Kit", line, home, span("", ""));
    }
    family.stay_in("school", "Kit", "2 Mill Ln", home, span("", ""));
    assert_eq!(facts(&family), []);
    family.stay_in("housing", "Kit", "3 Quay Road", home, span("", ""));
    assert_eq!(facts(&family), [Fact::CurrentAddress]);
}

#[test]
fn a_full_and_a_half_brother_are_a_disagreement_but_mother_and_parent_are_not() {
    let mut family = FamilyBuilder::new();
    let open = span("", "");
    family.related_in("csc", "Lena", "Mother", "Kit", open);
    family.related_in("school", "Kit", "Child", "Lena", open);
    family.related_in("school", "Lena", "Carer", "Kit", open);
    assert_eq!(facts(&family), []);
    family.related_in("csc", "Mo", "Brother", "Kit", open);
    family.related_in("school", "Kit", "Half sibling", "Mo", open);
    assert_eq!(facts(&family), [Fact::Relationship]);
}

#[test]
fn a_relationship_that_has_ended_disputes_nothing() {
    let mut family = FamilyBuilder::new();
    family.related_in(
        "csc",
        "Sam",
        "Partner",
        "Lena",
        span("2015-01-01", "2020-01-01"),
    );
    family.related_in(
        "school",
        "Sam",
        "Former partner",
        "Lena",
        span("2020-01-02", ""),
    );
    assert_eq!(facts(&family), []);
    family.related_in("housing", "Sam", "Partner", "Lena", span("2015-01-01", ""));
    assert_eq!(facts(&family), [Fact::Relationship]);
}
