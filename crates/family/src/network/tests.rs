//! Who belongs and who does not, at the boundaries; and the laws of reaching a family hop by hop.
//!
//! Invariant: every person and place here is invented.

use super::*;
use crate::builder::{TODAY, person_id, span};
use proptest::prelude::*;
use vocabulary::{Address, PersonalText, Postcode};

fn edge(person: &str, kind: &str, other: &str) -> RelationshipEdge {
    edge_in(person, kind, other, "", "")
}

fn edge_in(person: &str, kind: &str, other: &str, from: &str, last: &str) -> RelationshipEdge {
    RelationshipEdge {
        person: person_id(person),
        kind: RelationshipType::parse(kind).unwrap(),
        other: person_id(other),
        span: span(from, last),
    }
}

fn stay(person: &str, line: &str, from: &str, last: &str) -> Stay {
    let line = PersonalText::parse(line).ok();
    let postcode = Postcode::parse("QX1 4AB").ok();
    let address = Address::new(line, postcode, None, AddressKind::Home).unwrap();
    Stay {
        person: person_id(person),
        address: address.key().unwrap(),
        kind: AddressKind::Home,
        span: span(from, last),
        is_withheld: false,
    }
}

fn how(who: &str, edges: &[RelationshipEdge], stays: &[Stay]) -> Option<How> {
    reach(person_id("Kit"), edges, stays, TODAY)
        .into_iter()
        .find(|member| member.person == person_id(who))
        .map(|member| member.how)
}

fn degree(who: &str, edges: &[RelationshipEdge]) -> Option<SiblingDegree> {
    match how(who, edges, &[])? {
        How::Related { degree, .. } => degree,
        How::TheChild | How::SameAddress | How::LeftTheAddress { .. } | How::NotShown => None,
    }
}

#[test]
fn a_parent_belongs_whichever_way_round_the_source_records_it() {
    for recorded in [edge("Lena", "Mother", "Kit"), edge("Kit", "Son", "Lena")] {
        assert!(how("Lena", &[recorded], &[]).is_some());
    }
}

#[test]
fn two_shared_parents_make_a_full_sibling_and_one_with_another_each_a_half_sibling() {
    let mut edges = vec![
        edge("Lena", "Mother", "Kit"),
        edge("Dan", "Father", "Kit"),
        edge("Lena", "Mother", "Mo"),
    ];
    assert_eq!(degree("Mo", &edges), Some(SiblingDegree::NotRecorded));
    edges.push(edge("Ray", "Father", "Mo"));
    assert_eq!(degree("Mo", &edges), Some(SiblingDegree::Half));
    edges.pop();
    edges.push(edge("Dan", "Father", "Mo"));
    assert_eq!(degree("Mo", &edges), Some(SiblingDegree::Full));
}

#[test]
fn parents_partners_past_and_present_belong_but_not_a_former_partners_children() {
    let edges = [
        edge("Lena", "Mother", "Kit"),
        edge("Sam", "Partner", "Lena"),
        edge_in("Ray", "Partner", "Lena", "2010-01-01", "2015-01-01"),
        edge("Sam", "Father", "Amy"),
        edge("Ray", "Father", "Bea"),
    ];
    for (who, belongs) in [("Sam", true), ("Ray", true), ("Amy", true), ("Bea", false)] {
        assert_eq!(how(who, &edges, &[]).is_some(), belongs, "{who}");
    }
    let steps = match how("Ray", &edges, &[]) {
        Some(How::Related { steps, .. }) => steps,
        _ => Vec::new(),
    };
    assert_eq!(steps[1].kind, RelationshipType::FormerPartner);
}

#[test]
fn a_foster_carer_belongs_for_twelve_months_after_the_placement() {
    let ended = |last: &str| [edge_in("Fay", "Foster carer", "Kit", "2020-01-01", last)];
    assert!(how("Fay", &ended("2025-11-23"), &[]).is_some());
    assert!(how("Fay", &ended("2025-11-22"), &[]).is_none());
}

#[test]
fn who_shares_the_home_now_or_left_it_within_twelve_months_belongs_without_kinship() {
    let stays = [
        stay("Kit", "1 Harrow Street", "2020-01-01", ""),
        stay("Max", "1 Harrow St", "2024-01-01", ""),
        stay("Left", "1 Harrow Street", "2021-01-01", "2025-11-23"),
        stay("Gone", "1 Harrow Street", "2021-01-01", "2025-11-22"),
        stay("Earlier", "1 Harrow Street", "2010-01-01", "2019-12-31"),
    ];
    assert_eq!(how("Max", &[], &stays), Some(How::SameAddress));
    let left = How::LeftTheAddress {
        last_day: jiff::civil::date(2025, 11, 23),
    };
    assert_eq!(how("Left", &[], &stays), Some(left));
    assert_eq!(how("Gone", &[], &stays), None);
    assert_eq!(how("Earlier", &[], &stays), None);
}

#[test]
fn an_address_is_not_crossed_when_any_source_calls_it_a_hostel_or_withholds_it() {
    let stays = |change: &dyn Fn(&mut Stay)| {
        let mut other = stay("Other", "1 Harrow Street", "2020-01-01", "");
        change(&mut other);
        let kit = stay("Kit", "1 Harrow Street", "2020-01-01", "");
        [kit, stay("Max", "1 Harrow Street", "2020-01-01", ""), other]
    };
    assert!(how("Max", &[], &stays(&|_| {})).is_some());
    for kind in [
        AddressKind::Hostel,
        AddressKind::Refuge,
        AddressKind::School,
        AddressKind::Institution,
        AddressKind::Office,
    ] {
        assert!(how("Max", &[], &stays(&|stay| stay.kind = kind)).is_none());
    }
    assert!(how("Max", &[], &stays(&|stay| stay.is_withheld = true)).is_none());
}

#[test]
fn a_withheld_stay_that_has_ended_hides_its_person_but_not_who_lives_there_now() {
    let mut left = stay("Left", "1 Harrow Street", "2020-01-01", "2026-10-01");
    left.is_withheld = true;
    let stays = [
        stay("Kit", "1 Harrow Street", "2020-01-01", ""),
        stay("Max", "1 Harrow Street", "2020-01-01", ""),
        left,
    ];
    assert_eq!(how("Max", &[], &stays), Some(How::SameAddress));
    assert_eq!(how("Left", &[], &stays), None);
}

#[test]
fn an_address_with_more_than_fifteen_strangers_is_not_a_household() {
    let full = |count: usize| -> Vec<Stay> {
        (0..count)
            .map(|n| stay(&format!("stranger {n}"), "1 Harrow Street", "", ""))
            .chain([stay("Kit", "1 Harrow Street", "", "")])
            .collect()
    };
    assert_eq!(reach(person_id("Kit"), &[], &full(15), TODAY).len(), 16);
    assert_eq!(reach(person_id("Kit"), &[], &full(16), TODAY).len(), 1);
}

#[test]
fn a_family_page_never_lists_more_than_forty_and_keeps_the_closest() {
    let mut edges: Vec<RelationshipEdge> = (0..60)
        .map(|n| edge(&format!("cousin {n}"), "Cousin", "Kit"))
        .collect();
    edges.push(edge("Lena", "Mother", "Kit"));
    let members = reach(person_id("Kit"), &edges, &[], TODAY);
    assert_eq!(members.len(), MEMBER_LIMIT);
    assert_eq!(members[1].person, person_id("Lena"));
}

#[test]
fn a_circle_of_parents_ends() {
    let edges = [
        edge("Lena", "Mother", "Kit"),
        edge("Kit", "Mother", "Lena"),
        edge("Kit", "Mother", "Kit"),
    ];
    assert_eq!(reach(person_id("Kit"), &edges, &[], TODAY).len(), 2);
}

/// A council of everything that is recorded; the loop of the store over it.
fn hop_by_hop(edges: &[RelationshipEdge], stays: &[Stay]) -> Vec<MemberPath> {
    let child = person_id("Kit");
    let (mut known_edges, mut known_stays) = (Vec::new(), Vec::new());
    let mut asked = Frontier::default();
    loop {
        let next = frontier(child, &known_edges, &known_stays, TODAY, &asked);
        if next.is_empty() {
            return reach(child, &known_edges, &known_stays, TODAY);
        }
        known_edges.extend(edges.iter().copied().filter(|edge| {
            let asked_of = &next.relationships_of;
            asked_of.contains(&edge.person) || asked_of.contains(&edge.other)
        }));
        let is_asked = |stay: &&Stay| {
            next.stays_of.contains(&stay.person) || next.stays_at.contains(&stay.address)
        };
        known_stays.extend(stays.iter().filter(is_asked).cloned());
        asked.add(next);
    }
}

const NAMES: [&str; 6] = ["Kit", "Lena", "Dan", "Mo", "Sam", "Ada"];

prop_compose! {
    fn any_edges()(drawn in prop::collection::vec((0usize..6, 0usize..29, 0usize..6), 0..12)) -> Vec<RelationshipEdge> {
        let kinds: Vec<RelationshipType> = RelationshipType::all().collect();
        drawn.into_iter().map(|(one, kind, other)| RelationshipEdge {
            person: person_id(NAMES[one]), kind: kinds[kind], other: person_id(NAMES[other]), span: span("", ""),
        }).collect()
    }
}

prop_compose! {
    fn any_stays()(drawn in prop::collection::vec((0usize..6, 1u8..4, 2015i16..2026, any::<bool>()), 0..10)) -> Vec<Stay> {
        drawn.into_iter().map(|(who, house, from, open)| {
            let last = if open { String::new() } else { format!("{from}-12-30") };
            stay(NAMES[who], &format!("{house} Harrow Street"), &format!("{from}-01-01"), &last)
        }).collect()
    }
}

proptest! {
    #[test]
    fn fetching_hop_by_hop_finds_the_same_family_as_knowing_everything(edges in any_edges(), stays in any_stays()) {
        prop_assert_eq!(hop_by_hop(&edges, &stays), reach(person_id("Kit"), &edges, &stays, TODAY));
    }

    #[test]
    fn a_relationship_turned_round_reaches_the_same_people(edges in any_edges()) {
        let turned: Vec<RelationshipEdge> = edges.iter().map(|edge| RelationshipEdge {
            person: edge.other, kind: edge.kind.inverse(), other: edge.person, span: edge.span,
        }).collect();
        let people = |edges: &[RelationshipEdge]| -> Vec<(PersonId, Closeness)> {
            reach(person_id("Kit"), edges, &[], TODAY).iter().map(|m| (m.person, m.how.closeness())).collect()
        };
        prop_assert_eq!(people(&edges), people(&turned));
    }

    #[test]
    fn the_order_of_what_is_recorded_never_changes_who_belongs(edges in any_edges(), stays in any_stays()) {
        let child = person_id("Kit");
        let (mut back_edges, mut back_stays) = (edges.clone(), stays.clone());
        back_edges.reverse();
        back_stays.reverse();
        prop_assert_eq!(reach(child, &edges, &stays, TODAY), reach(child, &back_edges, &back_stays, TODAY));
    }
}
