//! Laws of the truth: ages, homes, twins, shapes, the cast.

use super::{TODAY, council};
use crate::council::Shape;
use crate::kinship::ties;
use crate::names::Tradition;
use crate::{Council, CouncilPlan, demo_cast, invent, observe_with_truth};
use proptest::prelude::*;
use std::collections::BTreeSet;
use vocabulary::{AddressKind, RelationshipType as R};

fn every_byte(council: &Council) -> Vec<u8> {
    let (extracts, truth) = observe_with_truth(council);
    extracts
        .into_iter()
        .chain(truth)
        .flat_map(|file| file.bytes)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn one_seed_gives_the_same_bytes_and_another_seed_others(seed in any::<u64>(), people in 50u32..400) {
        let bytes = every_byte(&council(people, seed));
        prop_assert!(bytes == every_byte(&council(people, seed)));
        prop_assert!(bytes != every_byte(&council(people, seed.wrapping_add(1))));
    }

    #[test]
    fn a_council_has_exactly_the_people_asked_for(seed in any::<u64>(), people in 50u32..700) {
        prop_assert_eq!(council(people, seed).truth.people_count(), people as usize);
    }

    #[test]
    fn nobody_is_nearly_as_old_as_a_parent_and_parents_come_first(seed in any::<u64>()) {
        let council = council(600, seed);
        for person in &council.truth.people {
            for parent in [person.mother, person.father].into_iter().flatten() {
                let parent = council.truth.person(parent);
                prop_assert!(crate::calendar::age_on(parent.birth, person.birth) >= 13);
                prop_assert!(parent.number < person.number || person.is_cast);
            }
        }
    }

    #[test]
    fn a_stay_is_in_a_home_that_exists_and_never_before_birth_or_after_death(seed in any::<u64>()) {
        let council = council(600, seed);
        for person in &council.truth.people {
            prop_assert!(person.is_unborn || person.died_on.is_some() || !person.stays.is_empty());
            prop_assert!(!person.is_unborn || person.stays.is_empty());
            for stay in &person.stays {
                prop_assert!((stay.home as usize) < council.truth.home_count());
                prop_assert!(stay.from >= person.birth);
                prop_assert!(stay.to.is_none_or(|to| to >= stay.from));
                let died = person.died_on;
                prop_assert!(died.is_none_or(|died| stay.to.is_some_and(|to| to <= died)));
            }
            let mains = person.stays.iter().filter(|stay| !stay.is_second && stay.covers(TODAY));
            prop_assert!(mains.count() <= 1, "one main home at a time");
        }
    }

    #[test]
    fn twins_share_mother_and_birth_date_and_have_different_given_names(seed in any::<u64>()) {
        let council = council(900, seed);
        for person in &council.truth.people {
            if let Some(twin) = person.twin.map(|twin| council.truth.person(twin)) {
                prop_assert_eq!(twin.twin, Some(person.number));
                prop_assert_eq!((twin.mother, twin.birth), (person.mother, person.birth));
                prop_assert!(twin.name.given != person.name.given);
            }
        }
    }

    #[test]
    fn an_involvement_is_with_somebody_of_the_family_and_ends_after_it_begins(seed in any::<u64>()) {
        let council = council(600, seed);
        for family in &council.truth.families {
            for one in &family.involvements {
                prop_assert!(family.people.contains(&one.person));
                prop_assert!(one.to.is_none_or(|to| to >= one.from) && one.from <= TODAY);
            }
        }
    }
}

#[test]
fn every_shape_of_family_occurs_among_two_thousand_people() {
    let council = council(2000, 11);
    let shapes: BTreeSet<Shape> = council
        .truth
        .families
        .iter()
        .map(|family| family.shape)
        .collect();
    let all = crate::families::SHARES.into_iter().map(|(_, shape)| shape);
    assert_eq!(shapes, all.collect());
    let people = &council.truth.people;
    assert!(people.iter().any(|person| person.is_unborn));
    assert!(people.iter().any(|person| person.died_on.is_some()));
    assert!(
        people
            .iter()
            .any(|person| person.stays.iter().any(|stay| stay.is_second))
    );
    assert!(people.iter().any(|person| !person.former_names.is_empty()));
    assert!(people.iter().any(|person| {
        let father = person.father.map(|father| council.truth.person(father));
        father.is_some_and(|father| father.name == person.name)
    }));
    let traditions: BTreeSet<Tradition> = people.iter().map(|person| person.tradition).collect();
    assert_eq!(traditions.len(), Tradition::SHARES.len());
}

#[test]
fn every_kind_of_tie_that_the_field_tells_apart_occurs_among_two_thousand_people() {
    let council = council(2000, 11);
    let families = council.truth.families.iter();
    let kinds: BTreeSet<R> = families
        .flat_map(|family| ties(&council.truth, family))
        .map(|tie| tie.kind)
        .collect();
    for kind in [
        R::Mother,
        R::Father,
        R::Sibling,
        R::HalfSibling,
        R::StepSibling,
        R::StepParent,
        R::Grandparent,
        R::FosterCarer,
        R::SpecialGuardian,
        R::KinshipCarer,
        R::AuntOrUncle,
        R::Spouse,
        R::Partner,
        R::FormerPartner,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn brothers_and_sisters_in_care_may_live_with_different_carers() {
    let council = council(4000, 3);
    let truth = &council.truth;
    let is_apart = |family: &crate::council::Family| {
        let homes: BTreeSet<u32> = family
            .people
            .clone()
            .filter(|one| truth.person(*one).mother.is_some())
            .filter_map(|one| truth.person(one).stay_on(TODAY))
            .map(|stay| stay.home)
            .filter(|home| truth.homes.get(*home).kind == AddressKind::Placement)
            .collect();
        homes.len() > 1
    };
    assert!(truth.families.iter().any(is_apart));
}

#[test]
fn about_one_birth_in_sixty_is_a_twin_birth() {
    let council = council(20_000, 5);
    let people = &council.truth.people;
    let born = people
        .iter()
        .filter(|person| person.mother.is_some())
        .count();
    let twins = people.iter().filter(|person| person.twin.is_some()).count();
    let share = twins * 1000 / born;
    assert!(
        (20..50).contains(&share),
        "{share} of 1000 children are twins"
    );
}

#[test]
fn the_demo_families_are_the_same_people_in_every_council() {
    for (people, seed) in [(50, 1), (77, 2), (3000, 99)] {
        let cast = demo_cast(&council(people, seed));
        let large = &cast.large_family;
        assert_eq!(large.people.len(), 7);
        assert_eq!(large.case_reference.as_deref(), Some("CSC-2026-0417"));
        assert_eq!(
            cast.referral.case_reference.as_deref(),
            Some("REF-2026-1102")
        );
        assert_eq!(
            cast.early_help.case_reference.as_deref(),
            Some("EH-2026-0033")
        );
        for family in cast.families() {
            assert_eq!(family.child().part, "child", "{}", family.story);
        }
        assert_eq!(cast.same_name.child().given, cast.same_name.people[2].given);
        assert!(cast.unborn.child().birth > TODAY);
        let ids: Vec<&str> = cast
            .workers
            .iter()
            .map(|worker| worker.staff_id.as_str())
            .collect();
        assert_eq!(ids, ["SW1001", "FD1001", "EH1001", "IG1001"]);
    }
}

#[test]
fn a_demo_worker_has_only_the_work_of_the_demo_story() {
    let council = council(5000, 8);
    let families = council.truth.families.iter().skip(8);
    let strangers = families
        .flat_map(|family| &family.involvements)
        .filter(|one| one.worker.is_some_and(|worker| worker < 4))
        .count();
    assert_eq!(strangers, 0);
}

#[test]
fn a_plan_for_nobody_still_has_the_demo_families() {
    let plan = CouncilPlan {
        people: 0,
        seed: 1,
        today: TODAY,
    };
    assert_eq!(invent(&plan).truth.family_count(), 8);
}
