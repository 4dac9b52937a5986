//! The pages about what is disputed, with invented lines.

use askama::Template;
use operations::{
    AnsweredDispute, DisputeClock, DisputeForm, DisputeTicket, DisputedJoin, DisputedMark,
    DisputedMarks, OwnDispute, RaisedDispute, SawJoin, ThingToDispute, ThingsToDispute,
};
use vocabulary::{DisputeAnswer, DisputeKind, DisputeReason};

use super::sample::{self, frame, handle, involvement, text};
use crate::pages::child_family::ChildFamilyPage;
use crate::pages::dispute::{DisputeKeptPage, DisputePage, DisputeSent, DisputeThingsPage};
use crate::pages::disputed_links::DisputedLinksPage;
use crate::pages::disputes::{AnswerSent, DisputeTicketPage, DisputesPage};
use crate::pages::involvement_details::InvolvementDetailsPage;
use crate::pages::own_disputes::OwnDisputesPage;

fn clock(days_left: i32) -> DisputeClock {
    DisputeClock {
        due: "23 December 2026".to_owned(),
        days_left,
    }
}

fn answered(answer: DisputeAnswer) -> AnsweredDispute {
    AnsweredDispute {
        answer,
        words: Some(text("The end is in the file now")),
        at: "1 December 2026, 09:30".to_owned(),
    }
}

fn mark(field: &str) -> DisputedMark {
    DisputedMark {
        words: "Disputed on 23 November 2026: a social worker says that this is wrong.".to_owned(),
        field: Some(field.to_owned()),
    }
}

/// The family with something of it disputed.
fn family() -> String {
    let mut view = sample::family();
    let child = view.family.child;
    view.disputed = DisputedMarks {
        involvements: [(involvement(3), vec![mark("Attendance")])].into(),
        people: [(child, vec![mark("Name")])].into(),
    };
    ChildFamilyPage::new(frame(), &view, false)
        .render()
        .unwrap()
}

/// The details of one service: one part that this look shows, and one that it does not.
fn details() -> String {
    let mut view = sample::details();
    view.disputed = vec![mark("Attendance"), mark("Exclusions")];
    InvolvementDetailsPage::new(frame(), &view)
        .render()
        .unwrap()
}

fn thing(service: Option<&str>) -> ThingToDispute {
    ThingToDispute {
        handle: handle(7),
        service: service.map(str::to_owned),
        source_name: "Council homes".to_owned(),
        organisation: "Eastmere Homes".to_owned(),
        since: service.map(|_| "1 June 2021".to_owned()),
        parts: vec!["Since".to_owned(), "Rent arrears".to_owned()],
    }
}

fn form(is_for_the_person: bool) -> DisputeForm {
    DisputeForm {
        name: Some(text("Hart, Lena")),
        person: handle(1),
        thing: thing(Some("Housing")),
        is_for_the_person,
    }
}

fn kept(kind: DisputeKind) -> String {
    let raised = RaisedDispute {
        reference: "D-1234ABCD".to_owned(),
        kind,
        due: "23 December 2026".to_owned(),
    };
    DisputeKeptPage::new(frame(), &raised).render().unwrap()
}

fn own(answer: Option<AnsweredDispute>, days_left: i32) -> OwnDispute {
    OwnDispute {
        handle: handle(8),
        person: answer.is_none().then(|| handle(1)),
        reference: "D-1234ABCD".to_owned(),
        kind: DisputeKind::WrongFact,
        what: "Housing: Rent arrears".to_owned(),
        source_name: "Council homes".to_owned(),
        reason: DisputeReason::HasEnded,
        said_on: "23 November 2026".to_owned(),
        clock: clock(days_left),
        answer,
    }
}

fn ticket(kind: DisputeKind, days_left: i32, answer: Option<AnsweredDispute>) -> DisputeTicket {
    DisputeTicket {
        handle: handle(9),
        reference: "D-1234ABCD".to_owned(),
        kind,
        what: "Housing: Rent arrears".to_owned(),
        source_name: "Council homes".to_owned(),
        key: text("T-20417"),
        who_says: "a social worker".to_owned(),
        reason: DisputeReason::HasEnded,
        words: Some(text("They paid it in May")),
        said_on: "23 November 2026".to_owned(),
        clock: clock(days_left),
        answer,
        question: (kind == DisputeKind::WrongPerson).then(|| handle(10)),
    }
}

fn join(seen: Vec<SawJoin>) -> DisputedJoin {
    DisputedJoin {
        person: (handle(1), Some(text("Hart, Lena"))),
        reference: "D-5678ABCD".to_owned(),
        source_name: "School census".to_owned(),
        who_says: "the person whom it is about".to_owned(),
        said_on: "23 November 2026".to_owned(),
        clock: clock(12),
        answer: seen
            .is_empty()
            .then(|| answered(DisputeAnswer::NotSamePerson)),
        seen,
    }
}

/// The pages about what is disputed, each with a name for its snapshot.
pub(super) fn pages() -> Vec<(&'static str, String)> {
    let things = |things| ThingsToDispute {
        name: Some(text("Hart, Lena")),
        person: handle(1),
        things,
    };
    let said = DisputeSent::of("wrong_fact", "Since", "like_name", "");
    let wrong = ("reason", "Choose a reason that fits your answer above");
    let form_page = |form: &DisputeForm, sent: &DisputeSent, wrong| {
        DisputePage::new(frame(), form, sent, wrong)
            .render()
            .unwrap()
    };
    let things_page = |list| {
        DisputeThingsPage::new(frame(), things(list))
            .render()
            .unwrap()
    };
    let own_page = |list, wrong| OwnDisputesPage::new(frame(), list, wrong).render().unwrap();
    vec![
        ("family_disputed", family()),
        ("details_disputed", details()),
        (
            "dispute_things",
            things_page(vec![thing(None), thing(Some("Housing"))]),
        ),
        ("dispute_things_none", things_page(Vec::new())),
        (
            "dispute",
            form_page(&form(false), &DisputeSent::default(), None),
        ),
        ("dispute_again", form_page(&form(true), &said, Some(wrong))),
        ("dispute_kept", kept(DisputeKind::WrongFact)),
        ("dispute_kept_hidden", kept(DisputeKind::WrongPerson)),
        (
            "own_disputes",
            own_page(
                vec![
                    own(None, -3),
                    own(Some(answered(DisputeAnswer::Corrected)), 3),
                ],
                None,
            ),
        ),
        (
            "own_disputes_none",
            own_page(
                Vec::new(),
                Some("It has been answered, and can no longer be taken back"),
            ),
        ),
    ]
}

/// The pages of whoever answers, and of the lead.
pub(super) fn answering() -> Vec<(&'static str, String)> {
    let fact = DisputeKind::WrongFact;
    let list = |tickets| DisputesPage::new(frame(), tickets).render().unwrap();
    let sent = AnswerSent::default();
    let wrong = ("answer", "Choose what came of it");
    let one = |wrong| {
        DisputeTicketPage::new(frame(), ticket(fact, 12, None), &sent, wrong)
            .render()
            .unwrap()
    };
    let links = |joins| DisputedLinksPage::new(frame(), joins).render().unwrap();
    let seen = SawJoin {
        seq: 4711,
        worker: "Sam Sample (SW-1)".to_owned(),
        at: "20 November 2026, 14:05".to_owned(),
        what: "the family page",
    };
    vec![
        (
            "disputes",
            list(vec![
                ticket(fact, -3, None),
                ticket(fact, 12, None),
                ticket(DisputeKind::WrongPerson, 1, None),
                ticket(fact, 0, Some(answered(DisputeAnswer::CheckedAndRight))),
            ]),
        ),
        ("disputes_none", list(Vec::new())),
        ("dispute_ticket", one(None)),
        ("dispute_ticket_again", one(Some(wrong))),
        (
            "disputed_links",
            links(vec![join(vec![seen]), join(Vec::new())]),
        ),
        ("disputed_links_none", links(Vec::new())),
    ]
}

#[test]
fn a_part_that_this_look_does_not_show_is_not_named_beside_a_dispute() {
    let page = details();
    assert!(page.contains("Attendance. Disputed on 23 November 2026"));
    assert!(!page.contains("Exclusions"));
}

#[test]
fn what_is_disputed_stands_in_its_cell_and_below_the_grid() {
    let page = family();
    assert_eq!(page.matches("<strong>Disputed</strong>").count(), 1);
    assert_eq!(
        page.matches("a social worker says that this is wrong")
            .count(),
        2
    );
}
