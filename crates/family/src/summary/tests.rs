//! The sentences at the top of the page, word for word.
//!
//! Invariant: every person and place here is invented.

use crate::builder::FamilyBuilder;
use jiff::civil::date;
use vocabulary::{AddressKind, Sex};

fn sentences(family: &FamilyBuilder) -> Vec<String> {
    let drawn = family.assemble();
    drawn.summary.iter().map(crate::Sentence::reveal).collect()
}

fn a_family() -> FamilyBuilder {
    let mut family = FamilyBuilder::new();
    family.person_in("Kit", "csc", "Kit Hart", "2015-03-01");
    family.person_of_sex("Lena", "csc", "Lena Hart", "1988-05-02", Some(Sex::Female));
    family.person_of_sex("Dan", "csc", "Dan Mole", "1986-05-02", Some(Sex::Male));
    family.related("Lena", "Mother", "Kit");
    family.related("Dan", "Father", "Kit");
    family.home("Kit", "1 Harrow Street", "2021-05-03", "");
    family.home("Lena", "1 Harrow Street", "2021-05-03", "");
    family.home("Dan", "2 Mill Lane", "2021-05-03", "");
    family
}

#[test]
fn the_summary_says_who_lives_with_whom_who_is_engaged_and_whom_to_ring() {
    let mut family = a_family();
    let _ = family
        .involvement("Kit", "csc")
        .worker("Ann Lee", "01632 960101");
    let _ = family.involvement("Dan", "housing");
    assert_eq!(
        sentences(&family),
        [
            "Kit Hart lives with Lena Hart (mother), at this home since 3 May 2021, \
             says Social care (data to 20 November 2026).",
            "Dan Mole (father) lives elsewhere.",
            "2 services are engaged with the family now: Children's social care and Housing.",
            "Ring first: Ann Lee, Children's social care, on 01632 960101.",
        ]
    );
}

#[test]
fn the_summary_says_what_is_late_and_what_disagrees() {
    let mut family = a_family();
    family.source("housing", |source| source.as_of = Some(date(2026, 11, 3)));
    family.person_in("Kit", "school", "Kit Hart", "2015-03-02");
    let said = sentences(&family);
    assert_eq!(
        said.last().unwrap(),
        "Late: Housing (data to 3 November 2026). Sources disagree about 1 fact."
    );
    assert!(said[2].starts_with("No current involvement was found in what was searched"));
}

#[test]
fn a_child_with_two_homes_is_said_to_have_two_homes() {
    let mut family = a_family();
    family.home("Kit", "2 Mill Lane", "2021-05-03", "");
    let said = sentences(&family);
    assert!(said[0].starts_with("Kit Hart has two homes: one with "));
    assert!(said[0].contains("one with Dan Mole (father)"));
}

#[test]
fn a_withheld_home_is_said_to_be_not_shown() {
    let mut family = a_family();
    family.withheld("Kit");
    assert_eq!(sentences(&family)[0], "Where Kit Hart lives is not shown.");
}

#[test]
fn a_child_of_whom_only_a_hostel_is_known_has_no_household() {
    let mut family = FamilyBuilder::new();
    family.person_in("Kit", "csc", "Kit Hart", "2015-03-01");
    let hostel = AddressKind::Hostel;
    family.stay("Kit", "5 Dock Road", hostel, crate::builder::span("", ""));
    assert_eq!(
        sentences(&family)[0],
        "No source that may be shown says in which household Kit Hart lives now."
    );
}

#[test]
fn a_child_who_is_not_born_yet_lives_with_nobody() {
    let mut family = FamilyBuilder::new();
    family.person_in("Kit", "csc", "", "2027-03-01?");
    assert_eq!(
        sentences(&family)[0],
        "unborn child: expected in March 2027."
    );
}
