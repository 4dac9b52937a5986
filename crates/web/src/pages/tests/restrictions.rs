//! The safeguarding desk's pages, with invented restrictions.
//!
//! INVARIANT: as the rest of the sample, every name is invented.

use askama::Template;
use operations::store::Restricted;
use operations::{AskedLine, DeskPerson, RestrictionLine};
use vocabulary::RestrictionKind;

use super::sample::{frame, handle, text};
use crate::pages::restriction_new::RestrictionNewPage;
use crate::pages::restrictions::{RestrictionsPage, WrongAnswer};

fn person(number: u64, name: &str, born: &str) -> DeskPerson {
    DeskPerson {
        handle: handle(number),
        name: Some(text(name)),
        born: Some(text(born)),
    }
}

fn mara() -> DeskPerson {
    person(1, "Hart, Mara", "11 February 1988")
}

fn line(number: u64, kind: RestrictionKind) -> RestrictionLine {
    RestrictionLine {
        handle: handle(number),
        what: Restricted::Person(kind),
        people: vec![mara()],
        others: Vec::new(),
        why: Vec::new(),
        note: Some(text("She fled and he looks for her")),
        order: None,
        set: "Kezia Brand (SD1001), 20 November 2026, 14:05".to_owned(),
        review_on: Some("1 May 2027".to_owned()),
        is_due: false,
        is_lifted: false,
        asked: Vec::new(),
    }
}

fn lift(number: u64, by: &str, is_own: bool) -> AskedLine {
    AskedLine {
        handle: handle(number),
        asked_by: by.to_owned(),
        note: Some(text("The order has ended, she was asked")),
        is_own,
    }
}

fn lines() -> Vec<RestrictionLine> {
    vec![
        RestrictionLine {
            people: vec![person(2, "Thorne, Rosalind", "not recorded")],
            others: vec![mara()],
            why: vec!["the same telephone"],
            note: None,
            review_on: None,
            ..line(10, RestrictionKind::Quarantine)
        },
        RestrictionLine {
            review_on: Some("20 November 2026".to_owned()),
            is_due: true,
            asked: vec![lift(21, "Lorne Achebe (SD1002)", false)],
            ..line(11, RestrictionKind::Shield)
        },
        RestrictionLine {
            order: Some(text("No address to the father")),
            review_on: None,
            ..line(12, RestrictionKind::CourtOrder)
        },
        RestrictionLine {
            asked: vec![lift(22, "Kezia Brand (SD1001)", true)],
            ..line(13, RestrictionKind::ProtectedPerson)
        },
        RestrictionLine {
            people: Vec::new(),
            note: None,
            is_lifted: true,
            ..line(14, RestrictionKind::StaffRecord)
        },
    ]
}

fn list(lines: Vec<RestrictionLine>, wrong: Option<&WrongAnswer>) -> String {
    RestrictionsPage::new(frame(), lines, wrong)
        .render()
        .unwrap()
}

/// The pages in their forms, each with a name for its snapshot.
pub(super) fn pages() -> Vec<(&'static str, String)> {
    let wrong = WrongAnswer::sample(&handle(11), &handle(1));
    let new = |is_wrong| RestrictionNewPage::sample(frame(), is_wrong);
    vec![
        ("restrictions", list(lines(), None)),
        ("restrictions_again", list(lines(), Some(&wrong))),
        ("restrictions_none", list(Vec::new(), None)),
        ("restriction_new", new(false).render().unwrap()),
        ("restriction_new_again", new(true).render().unwrap()),
    ]
}

#[test]
fn whoever_asked_for_a_lift_is_offered_to_take_it_back_and_not_to_agree() {
    let of = |is_own| {
        let asked = vec![lift(21, "Lorne Achebe (SD1002)", is_own)];
        let shield = line(11, RestrictionKind::Shield);
        list(vec![RestrictionLine { asked, ..shield }], None)
    };
    let (own, anothers) = (of(true), of(false));
    assert!(own.contains("Take it back") && !own.contains("value=\"agree\""));
    assert!(anothers.contains("Decline") && anothers.contains("value=\"agree\""));
}

#[test]
fn what_is_held_back_stands_before_what_is_due_and_that_before_the_rest() {
    let html = list(lines(), None);
    let at = |words: &str| html.find(words).unwrap();
    assert!(at("Thorne, Rosalind") < at("Look at it again now."));
    assert!(at("Look at it again now.") < at("No address to the father"));
}
