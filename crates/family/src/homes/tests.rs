//! Homes side by side, moves, and what must leave no trace.
//!
//! Invariant: every person and place here is invented.

use super::*;
use crate::Family;
use crate::builder::{FamilyBuilder, span};
use vocabulary::AddressKind;

fn lives(family: &FamilyBuilder, who: &str) -> LivesWithChild {
    let drawn = family.assemble();
    drawn.member(family.person(who)).unwrap().lives_with_child
}

fn everything_shown(family: &Family) -> String {
    let places = family.homes.iter().filter_map(|home| match &home.address {
        HomeAddress::Shown(address) => address.line.clone(),
        HomeAddress::Withheld => None,
    });
    let others = family.other_places.iter();
    let lines = places.chain(others.filter_map(|place| place.address.line.clone()));
    let mut text: Vec<String> = lines.map(|line| line.reveal().to_owned()).collect();
    let said = family.disagreements.iter().flat_map(|d| &d.values);
    text.extend(said.map(|said| said.value.reveal().to_owned()));
    text.extend(family.summary.iter().map(crate::Sentence::reveal));
    text.join("\n")
}

#[test]
fn two_homes_of_one_child_stand_side_by_side() {
    let mut family = FamilyBuilder::new();
    for (who, line) in [
        ("Kit", "1 Harrow Street"),
        ("Kit", "2 Mill Lane"),
        ("Lena", "1 Harrow Street"),
        ("Dan", "2 Mill Lane"),
        ("Nan", "3 Quay Road"),
    ] {
        family.home(who, line, "2020-01-01", "");
    }
    assert_eq!(lives(&family, "Lena"), LivesWithChild::PartOfTheTime);
    assert_eq!(lives(&family, "Dan"), LivesWithChild::PartOfTheTime);
    assert_eq!(lives(&family, "Nan"), LivesWithChild::No);
    let drawn = family.assemble();
    let homes = &drawn.child_member().unwrap().homes_now;
    assert_eq!(homes.len(), 2);
    assert!(drawn.homes[..2].iter().all(|home| homes.contains(&home.id)));
}

#[test]
fn who_moved_out_yesterday_lives_elsewhere_and_the_old_home_is_kept() {
    let mut family = FamilyBuilder::new();
    family.home("Kit", "1 Harrow Street", "2020-01-01", "");
    family.home("Dan", "1 Harrow Street", "2020-01-01", "2026-11-22");
    family.home("Dan", "2 Mill Lane", "2026-11-23", "");
    assert_eq!(lives(&family, "Dan"), LivesWithChild::No);
    let drawn = family.assemble();
    let dan = drawn.member(family.person("Dan")).unwrap();
    assert_eq!((dan.homes_now.len(), dan.homes_before.len()), (1, 1));
}

#[test]
fn the_dead_live_nowhere_even_where_a_source_never_closed_their_address() {
    let mut family = FamilyBuilder::new();
    family.person_in("Nan", "csc", "Ada Hart", "1950-01-01");
    family.died("Nan", jiff::civil::date(2026, 1, 1));
    family.home("Kit", "1 Harrow Street", "2020-01-01", "");
    family.home("Nan", "1 Harrow Street", "2020-01-01", "");
    let drawn = family.assemble();
    let standing = drawn.homes[0].standing_of(family.person("Nan"));
    assert_eq!(standing, Some(Standing::Before));
    assert_eq!(lives(&family, "Nan"), LivesWithChild::NotKnown);
}

#[test]
fn a_hostel_a_school_and_an_office_make_no_household() {
    for kind in [
        AddressKind::Hostel,
        AddressKind::School,
        AddressKind::Institution,
        AddressKind::Office,
        AddressKind::Correspondence,
    ] {
        let mut family = FamilyBuilder::new();
        for who in ["Kit", "Lena"] {
            family.stay(who, "1 Harrow Street", kind, span("", ""));
        }
        let drawn = family.assemble();
        assert!(drawn.homes.is_empty());
        assert_eq!(drawn.other_places.len(), 2);
        assert_eq!(lives(&family, "Lena"), LivesWithChild::NotKnown);
    }
}

#[test]
fn a_refuge_leaves_no_trace() {
    let mut family = FamilyBuilder::new();
    for who in ["Kit", "Lena"] {
        let refuge = AddressKind::Refuge;
        family.stay(who, "9 Quiet Lane", refuge, span("2026-10-01", ""));
        family.stay_in(
            "health",
            who,
            "9 Quiet Lane",
            AddressKind::Home,
            span("", ""),
        );
    }
    let drawn = family.assemble();
    assert!(!everything_shown(&drawn).contains("Quiet"));
    assert!(drawn.homes.iter().all(Household::is_withheld));
    assert!(drawn.homes.iter().all(|home| home.members.len() == 1));
    assert_eq!(lives(&family, "Lena"), LivesWithChild::NotKnown);
}

#[test]
fn a_newcomer_at_a_shielded_home_does_not_give_it_away() {
    let mut family = FamilyBuilder::new();
    for who in ["Kit", "Lena", "Nan"] {
        family.home(who, "1 Harrow Street", "2020-01-01", "");
    }
    family.withheld("Lena");
    let drawn = family.assemble();
    assert!(!everything_shown(&drawn).contains("Harrow"));
    for who in ["Lena", "Nan"] {
        assert_eq!(lives(&family, who), LivesWithChild::NotKnown);
    }
}

#[test]
fn a_place_whose_confidential_stay_was_kept_back_is_hidden_for_a_newcomer_too() {
    let mut whole = FamilyBuilder::new();
    whole.home("Lena", "1 Harrow Street", "2020-01-01", "");
    let address = &whole.claims.people[1].addresses[0].value.address;
    let stay = crate::network::Stay {
        person: whole.person("Lena"),
        address: address.key().unwrap(),
        kind: address.kind,
        span: span("2020-01-01", ""),
        is_withheld: true,
    };
    let mut opened = FamilyBuilder::new();
    opened.home("Kit", "1 Harrow Street", "2020-01-01", "");
    opened.home("Nan", "1 Harrow Street", "2026-10-01", "");
    opened.withheld("Lena");
    let now = crate::LocalTime {
        today: crate::builder::TODAY,
        is_out_of_hours: false,
    };
    let places = crate::network::withheld_places(&[stay], now.today);
    let drawn = crate::assemble_around(opened.claims(), places, now);
    assert!(!everything_shown(&drawn).contains("Harrow"));
    assert!(drawn.homes.iter().all(Household::is_withheld));
    let nan = drawn.member(opened.person("Nan")).unwrap();
    assert_eq!(nan.lives_with_child, LivesWithChild::NotKnown);
}

#[test]
fn a_shielded_person_hides_no_home_that_they_have_left() {
    let mut family = FamilyBuilder::new();
    family.home("Kit", "1 Harrow Street", "2020-01-01", "");
    family.home("Dan", "1 Harrow Street", "2020-01-01", "");
    family.home("Lena", "1 Harrow Street", "2020-01-01", "2025-01-01");
    family.withheld("Lena");
    let drawn = family.assemble();
    assert_eq!(lives(&family, "Dan"), LivesWithChild::Yes);
    let lena = family.person("Lena");
    let stays = drawn.homes.iter().flat_map(|home| &home.members);
    assert!(
        stays
            .filter(|m| m.person == lena)
            .all(|m| m.stays.is_empty())
    );
}

#[test]
fn a_second_spelling_by_another_source_does_not_give_a_confidential_home_away() {
    let mut family = FamilyBuilder::new();
    family.home("Lena", "1 Harrow Street", "2020-01-01", "");
    family.confidential("Lena");
    let home = AddressKind::Home;
    family.stay_in(
        "housing",
        "Lena",
        "Harrow House, Harrow Street",
        home,
        span("", ""),
    );
    assert!(!everything_shown(&family.assemble()).contains("Harrow"));
}

#[test]
fn when_sources_place_somebody_differently_the_newest_is_shown_and_the_answer_stays_open() {
    let mut family = FamilyBuilder::new();
    family.home("Kit", "1 Harrow Street", "2020-01-01", "");
    let home = AddressKind::Home;
    family.stay_in("csc", "Dan", "2 Mill Lane", home, span("2026-01-01", ""));
    family.stay_in(
        "housing",
        "Dan",
        "1 Harrow Street",
        home,
        span("2020-01-01", ""),
    );
    assert_eq!(lives(&family, "Dan"), LivesWithChild::NotKnown);
    let drawn = family.assemble();
    let dan = family.person("Dan");
    let standings: Vec<Standing> = drawn
        .homes
        .iter()
        .filter_map(|home| home.standing_of(dan))
        .collect();
    assert_eq!(standings, [Standing::NowSaysAnotherSource, Standing::Now]);
}

#[test]
fn the_same_home_has_the_same_id_and_another_family_another() {
    let one = derived_id(crate::builder::person_id("Kit"), "1 harrow st");
    assert_eq!(
        one,
        derived_id(crate::builder::person_id("Kit"), "1 harrow st")
    );
    assert_ne!(
        one,
        derived_id(crate::builder::person_id("Mo"), "1 harrow st")
    );
}
