//! Whom to ring, by day and at night, and which line stands in for whom.
//!
//! Invariant: every person and place here is invented.

use super::*;
use crate::builder::FamilyBuilder;

fn only(family: &FamilyBuilder) -> Contact {
    let contacts = family.assemble().contacts;
    assert_eq!(contacts.len(), 1);
    contacts[0].clone()
}

fn first(contact: &Contact) -> (LineKind, &str, &str) {
    let line = contact.first_line().unwrap();
    let number = line.telephone.as_ref().map_or("", Telephone::reveal);
    (line.kind, number, line.words.as_str())
}

#[test]
fn the_named_worker_comes_first_by_day_and_the_out_of_hours_line_at_night() {
    let mut family = FamilyBuilder::new();
    let _ = family
        .involvement("Kit", "csc")
        .worker("Ann Lee", "01632 960101");
    let by_day = only(&family);
    assert_eq!(
        first(&by_day),
        (LineKind::Worker, "01632 960101", "named worker")
    );
    let at_night = family.assemble_at_night().contacts;
    assert_eq!(
        first(&at_night[0]),
        (
            LineKind::OutOfHoursLine,
            "01632 960999",
            "out of hours: out-of-hours line"
        )
    );
    assert_eq!(at_night[0].worker, by_day.worker);
}

#[test]
fn without_a_named_worker_the_teams_duty_desk_is_given_and_says_so() {
    let mut family = FamilyBuilder::new();
    family.team("North Team", Service::Housing);
    let _ = family.involvement("Kit", "housing").team("north team");
    assert_eq!(
        first(&only(&family)),
        (
            LineKind::TeamDutyLine,
            "01632 960300",
            "no named worker: duty desk"
        )
    );
}

#[test]
fn without_worker_and_team_the_sources_desk_is_given() {
    let mut family = FamilyBuilder::new();
    let _ = family.involvement("Kit", "housing");
    assert_eq!(
        first(&only(&family)),
        (
            LineKind::SourceDesk,
            "01632 960100",
            "no named worker: the source's desk"
        )
    );
}

#[test]
fn the_directory_completes_a_worker_by_staff_id() {
    let mut family = FamilyBuilder::new();
    family.staff("S1", "Ann Lee", "North Team", "");
    family.team("North Team", Service::Housing);
    let _ = family.involvement("Kit", "housing").staff("S1");
    let contact = only(&family);
    assert_eq!(
        first(&contact),
        (LineKind::Worker, "01632 960201", "named worker")
    );
    assert_eq!(contact.lines[1].kind, LineKind::TeamDutyLine);
}

#[test]
fn a_worker_who_left_is_named_but_the_duty_desk_is_the_one_to_ring() {
    let mut family = FamilyBuilder::new();
    family.staff("S1", "Ann Lee", "North Team", "2026-11-03");
    family.team("North Team", Service::Housing);
    let _ = family
        .involvement("Kit", "housing")
        .staff("S1")
        .worker("Ann Lee", "01632 960201");
    let contact = only(&family);
    assert_eq!(
        first(&contact),
        (
            LineKind::TeamDutyLine,
            "01632 960300",
            "the worker left on 3 November 2026: duty desk"
        )
    );
    assert!(
        contact
            .lines
            .iter()
            .all(|line| line.kind != LineKind::Worker)
    );
    assert_eq!(contact.worker.unwrap().name.reveal(), "Ann Lee");
}

#[test]
fn a_worker_who_will_leave_is_still_there() {
    let mut family = FamilyBuilder::new();
    family.staff("S1", "Ann Lee", "North Team", "2026-11-24");
    let _ = family.involvement("Kit", "housing").staff("S1");
    assert_eq!(first(&only(&family)).0, LineKind::Worker);
}

#[test]
fn one_row_for_several_members_with_the_same_worker_and_service() {
    let mut family = FamilyBuilder::new();
    for (who, since) in [("Kit", "2025-02-01"), ("Mo", "2024-01-01")] {
        let _ = family
            .involvement(who, "csc")
            .since(since)
            .worker("Ann Lee", "01632 960101");
    }
    let contact = only(&family);
    assert_eq!(contact.members[0].person, family.person("Kit"));
    assert_eq!(contact.members.len(), 2);
    assert_eq!(contact.since(), crate::builder::day("2024-01-01"));
}

#[test]
fn at_the_level_of_involved_the_team_is_given_and_never_the_worker() {
    let mut family = FamilyBuilder::new();
    family.staff("S1", "Ann Lee", "North Team", "");
    family.team("North Team", Service::Housing);
    let _ = family
        .involvement("Kit", "housing")
        .since("2024-01-01")
        .staff("S1")
        .worker("Ann Lee", "01632 960201")
        .team("North Team")
        .level(Level::Involved);
    let contact = only(&family);
    assert_eq!(contact.worker, None);
    assert_eq!(first(&contact).0, LineKind::TeamDutyLine);
    assert_eq!(contact.since(), None);
}

#[test]
fn historic_involvements_are_not_rung() {
    let mut family = FamilyBuilder::new();
    let _ = family.involvement("Kit", "csc").until("2023-01-01");
    assert!(family.assemble().contacts.is_empty());
}

#[test]
fn current_involvements_of_the_child_come_first() {
    let mut family = FamilyBuilder::new();
    let _ = family.involvement("Kit", "csc").until("2026-10-01");
    let _ = family.involvement("Mo", "csc");
    let _ = family.involvement("Kit", "housing");
    let _ = family.involvement("Kit", "health").until("2026-10-01");
    let services: Vec<(Service, bool)> = family
        .assemble()
        .contacts
        .iter()
        .map(|contact| (contact.service, contact.is_current()))
        .collect();
    assert_eq!(
        services,
        [
            (Service::Housing, true),
            (Service::ChildrensSocialCare, true),
            (Service::HealthVisiting, false)
        ]
    );
}
