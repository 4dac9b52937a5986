//! The laws of the whole family, held against families drawn at random.
//!
//! Invariant: every person and place here is invented.

use super::*;
use crate::builder::{FamilyBuilder, TODAY, span};
use crate::{Claim, LivesWithChild};
use proptest::prelude::*;
use vocabulary::{AddressKind, Level, Sex};

const PEOPLE: [&str; 6] = ["Kit", "Lena", "Dan", "Mo", "Sam", "Ada"];
const SOURCES: [&str; 4] = ["csc", "school", "housing", "health"];
const KINDS: [&str; 8] = [
    "Mother",
    "Father",
    "Brother",
    "Half sibling",
    "Partner",
    "Grandparent",
    "Foster carer",
    "Carer",
];

/// One drawn fact: which kind, about whom, by whom, and two numbers to vary it.
type Draw = (u8, usize, usize, u8, u8);

fn family_of(draws: &[Draw]) -> FamilyBuilder {
    let mut family = FamilyBuilder::new();
    for (what, who, source, one, other) in draws {
        let (who, source) = (PEOPLE[*who], SOURCES[*source]);
        let name = ["Ann Lee", "Ann Leigh", "Bo Cole"][usize::from(one % 3)];
        let from = format!("20{:02}-01-01", 15 + other % 11);
        let last = ["", "2026-10-01", "2026-02-01"][usize::from(one % 3)];
        match what {
            0 => {
                let birth = format!("19{:02}-0{}", 50 + one % 40, 1 + other % 9);
                let sex = [Some(Sex::Female), Some(Sex::Male), None][usize::from(other % 3)];
                family.person_of_sex(who, source, name, &birth, sex);
            }
            1 => {
                let to = PEOPLE[usize::from(*other) % 6];
                let kind = KINDS[usize::from(*one) % 8];
                family.related_in(source, who, kind, to, span("", last));
            }
            2 => {
                let line = format!("{} Harrow Street", other % 4);
                let kind = [AddressKind::Home, AddressKind::Home, AddressKind::Hostel];
                let kind = kind[usize::from(one / 3) % 3];
                family.stay_in(source, who, &line, kind, span(&from, last));
            }
            _ => add_involvement(&mut family, who, source, &from, last, name, *other),
        }
        if *what == 2 && one % 16 == 7 {
            family.withheld(who);
        }
    }
    family
}

fn add_involvement(
    family: &mut FamilyBuilder,
    who: &str,
    source: &str,
    from: &str,
    last: &str,
    name: &str,
    vary: u8,
) {
    let level = Level::from_number(vary % 6).unwrap();
    let mut one = family
        .involvement(who, source)
        .since(from)
        .until(last)
        .level(level);
    if vary.is_multiple_of(2) {
        one = one.worker(name, "01632 960101");
    }
    let _ = one;
}

fn any_draws() -> impl Strategy<Value = Vec<Draw>> {
    prop::collection::vec(
        (0u8..4, 0usize..6, 0usize..4, any::<u8>(), any::<u8>()),
        0..30,
    )
}

fn turned(mut claims: FamilyClaims) -> FamilyClaims {
    claims.people.reverse();
    for person in &mut claims.people {
        person.identities.reverse();
        person.addresses.reverse();
        person.other_names.reverse();
        person.searched.reverse();
    }
    claims.relationships.reverse();
    claims.involvements.reverse();
    claims.directory.staff.reverse();
    claims.directory.teams.reverse();
    claims
}

const BY_DAY: LocalTime = LocalTime {
    today: TODAY,
    is_out_of_hours: false,
};

proptest! {
    #[test]
    fn every_member_and_source_has_exactly_one_cell(draws in any_draws()) {
        let builder = family_of(&draws);
        let family = builder.assemble();
        prop_assert_eq!(family.members.len(), builder.claims.people.len());
        prop_assert_eq!(family.grid.len(), family.members.len());
        for (row, member) in family.grid.iter().zip(&family.members) {
            prop_assert_eq!(row.person, member.person);
            prop_assert_eq!(row.cells.len(), family.sources.len());
        }
    }

    #[test]
    fn the_order_of_claims_never_changes_the_family(draws in any_draws()) {
        let claims = family_of(&draws).claims();
        let (one, other) = (assemble(claims.clone(), BY_DAY), assemble(turned(claims), BY_DAY));
        prop_assert!(one == other);
    }

    #[test]
    fn adding_an_involvement_never_removes_a_contact(draws in any_draws(), who in 0usize..6, source in 0usize..4, one in any::<u8>(), other in any::<u8>()) {
        let before = family_of(&draws).assemble().contacts;
        let mut more = draws;
        more.push((3, who, source, one, other));
        let after = family_of(&more).assemble().contacts;
        for contact in before {
            let is_kept = after.iter().any(|new| {
                new.worker == contact.worker && new.source == contact.source && new.lines == contact.lines
                    && contact.members.iter().all(|member| new.members.contains(member))
            });
            prop_assert!(is_kept);
        }
    }

    #[test]
    fn every_current_or_recent_involvement_that_is_shown_is_in_one_contact(draws in any_draws()) {
        let family = family_of(&draws).assemble();
        let is_rung = |state| matches!(state, crate::State::Current | crate::State::Recent(_));
        let shown = family.shown.iter().filter(|shown| is_rung(shown.state)).count();
        let rung: usize = family.contacts.iter().map(|contact| contact.members.len()).sum();
        prop_assert_eq!(shown, rung);
        prop_assert!(family.contacts.iter().all(|contact| contact.first_line().is_some()));
    }

    #[test]
    fn a_withheld_person_has_no_shown_home_and_lives_visibly_with_nobody(draws in any_draws(), who in 0usize..6) {
        let mut builder = family_of(&draws);
        builder.withheld(PEOPLE[who]);
        let family = builder.assemble();
        let person = builder.person(PEOPLE[who]);
        let mut homes = family.homes.iter().filter(|home| home.standing_of(person).is_some());
        let is_bare = homes.all(|home| home.is_withheld() && home.members.len() == 1 && home.members[0].stays.is_empty());
        prop_assert!(is_bare);
        let member = family.member(person).unwrap();
        prop_assert_eq!(member.lives_with_child, LivesWithChild::NotKnown);
    }
}

#[test]
fn the_page_lists_the_child_then_the_home_by_age_then_the_others_by_closeness() {
    let mut family = FamilyBuilder::new();
    for (who, birth) in [
        ("Kit", "2015-03-01"),
        ("Nan", "1950-01-01"),
        ("Mo", "2012-01-01"),
        ("Lena", "1988-01-01"),
        ("Dan", "1986-01-01"),
    ] {
        family.person_in(who, "csc", &format!("{who} Hart"), birth);
    }
    family.related("Nan", "Grandparent", "Kit");
    family.related("Mo", "Brother", "Kit");
    family.related("Lena", "Mother", "Kit");
    family.related("Dan", "Father", "Kit");
    for who in ["Kit", "Mo", "Lena"] {
        family.home(who, "1 Harrow Street", "2020-01-01", "");
    }
    let drawn = family.assemble();
    let order: Vec<PersonId> = drawn.members.iter().map(|m| m.person).collect();
    let expected = ["Kit", "Lena", "Mo", "Dan", "Nan"].map(|who| family.person(who));
    assert_eq!(order, expected);
}

#[test]
fn a_person_given_without_a_permitted_relationship_is_listed_all_the_same() {
    let mut family = FamilyBuilder::new();
    family.person_in("Ada", "csc", "Ada Hart", "1950-01-01");
    let drawn = family.assemble();
    let ada = drawn.member(family.person("Ada")).unwrap();
    assert_eq!(ada.relation.words, "relationship not shown");
}

#[test]
fn debug_of_a_family_prints_nothing_of_it() {
    let mut family = FamilyBuilder::new();
    family.person_in("Kit", "csc", "Kit Hart", "2015-03-01");
    let drawn = family.assemble();
    assert_eq!(format!("{drawn:?}"), "Family(‹sealed›)");
    assert_eq!(format!("{:?}", drawn.members), "[Member(‹sealed›)]");
    let claim: &Claim<_> = &family.claims.people[0].identities[0];
    assert_eq!(format!("{claim:?}"), "Claim(‹sealed›, csc)");
}
