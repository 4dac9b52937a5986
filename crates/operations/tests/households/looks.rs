//! Everybody looks: somebody with nothing to do with it, the workers of each child's case, the
//! father who works for the council, and a colleague on his behalf. S-13 to S-18 and S-21.

use crate::household::Household;
use crate::town::{OTHER_CASE, case_of, father_at_work};
use operations::{Answer, FindTerms, FoundPeople, SaidPerson, StatedPurpose};
use testkit::{
    TestCouncil, TestSitting, names_found, names_of_members, words_of_family, words_of_results,
};
use vocabulary::{Closeness, Purpose};

/// Each household is looked at by everybody who might.
pub(crate) async fn everybody_looks(council: &TestCouncil, households: &[Household]) {
    let stranger = council.social_worker_on(OTHER_CASE).await;
    let nothing = said(council, &stranger, named("Zachary", "Quennevilliers")).await;
    for one in households {
        if one.is_shielded() {
            by_place_and_telephone(council, &stranger, one).await;
            on_the_cases(council, one).await;
        }
        the_father_looks(council, one, &nothing).await;
        if one.must_not_be_found() {
            somebody_looks_for_him(council, one, &nothing).await;
        }
    }
}

/// S-18, S-21: a hidden postcode or telephone finds what an unused one finds, word for word.
async fn by_place_and_telephone(council: &TestCouncil, stranger: &TestSitting, one: &Household) {
    let by = |postcode: &str, telephone: &str| FindTerms {
        family: one.family(1),
        postcode: postcode.to_owned(),
        telephone: telephone.to_owned(),
        ..FindTerms::default()
    };
    for (hidden, unused) in [
        (
            by(&one.hidden_postcode(), ""),
            by(&one.unused_postcode(), ""),
        ),
        (by("", &one.telephone()), by("", "07700 900999")),
    ] {
        let found = said(council, stranger, hidden).await;
        let same = said(council, stranger, unused).await;
        assert_eq!(found, same, "household {}", one.seed);
    }
    let found = council
        .find_named(stranger, one.mother_first, &one.family(1))
        .await;
    no_place(&words_of_results(&found), one, "in results");
    let mother = found.people.iter().find(|line| {
        let family = line
            .family
            .as_ref()
            .map(|name| name.reveal() == one.family(1));
        let given = line
            .given
            .as_ref()
            .map(|name| name.reveal() == one.mother_first);
        (family, given) == (Some(true), Some(true))
    });
    assert!(
        mother.is_some_and(|line| line.first_line.is_none()),
        "household {}",
        one.seed
    );
}

/// S-16, S-17: the child's own case, the half-sister's, and that of the newcomer's child.
async fn on_the_cases(council: &TestCouncil, one: &Household) {
    for (person, given, family) in [
        (2, one.child_first, one.family(1)),
        (4, "Adelaide", one.family(2)),
        (6, "Tobias", one.family(3)),
    ] {
        let sitting = council.social_worker_on(&case_of(one, person)).await;
        let found = council.find_named(&sitting, given, &family).await;
        no_place(&words_of_results(&found), one, "in the results of a case");
        let handle = &found.people[0].handle;
        let view = council.family(&sitting, handle).await;
        no_place(&words_of_family(&view), one, "on a family page");
        let members = names_of_members(&view).join("; ");
        let (sees_mother, sees_child) = match person {
            2 => (true, true),
            4 => (false, true),
            _ => (false, false),
        };
        assert_eq!(
            (
                members.contains(one.mother_first),
                members.contains(one.child_first)
            ),
            (sees_mother, sees_child),
            "household {}: {members}",
            one.seed
        );
    }
}

/// S-13, S-15: the father finds neither himself nor, where he must not, the mother and whoever
/// lives with her; and the half-sister's case, which is his, does not open his own family.
async fn the_father_looks(council: &TestCouncil, one: &Household, nothing: &str) {
    let case = case_of(one, 4);
    let staff_id = father_at_work(one);
    let before = council
        .sit_down(&staff_id, Purpose::ChildInNeedAssessment, &case)
        .await;
    let daughter = council
        .find_named(&before, "Adelaide", &one.family(2))
        .await;
    let handle = daughter.people[0].handle.clone();
    let born = one.born(3);
    let said_oneself = SaidPerson {
        closeness: Some(Closeness::Oneself),
        given: "Edwin".to_owned(),
        family: one.family(2),
        birth_day: born.2.to_string(),
        birth_month: born.1.to_string(),
        birth_year: born.0.to_string(),
        nhs_number: String::new(),
    };
    let naming = council
        .kith
        .name_person(&before.sitting, &said_oneself, (council.at, "test"));
    assert!(matches!(naming.await, Ok(Answer::Shown(()))));
    let opened = council
        .kith
        .look_up_family(&before.sitting, &handle, council.at, "test")
        .await;
    let Ok(Answer::Refused(refused)) = opened else {
        panic!("household {}: his own family was not refused", one.seed);
    };
    assert_eq!(refused.reason_code, "own_record", "household {}", one.seed);
    let himself = council.find_named(&before, "Edwin", &one.family(2)).await;
    nobody_of(&himself, "Edwin", &one.family(2), one);
    if one.must_not_be_found() {
        finds_nobody_there(council, &before, one, nothing).await;
    }
}

/// S-14: a colleague looks on his behalf.
async fn somebody_looks_for_him(council: &TestCouncil, one: &Household, nothing: &str) {
    let sitting = council.social_worker_on(OTHER_CASE).await;
    let stated = StatedPurpose {
        purpose: Some(Purpose::ChildInNeedAssessment),
        case: OTHER_CASE.to_owned(),
        on_behalf_of: father_at_work(one),
    };
    let kept = council
        .kith
        .state_purpose(&sitting.sitting, &stated, council.at, "test");
    kept.await.unwrap();
    let sitting = council.sitting(sitting.token).await;
    assert!(sitting.sitting.on_behalf_of_staff.is_some());
    finds_nobody_there(council, &sitting, one, nothing).await;
}

/// By name and by place: nobody, in the words that stand where there is nobody.
async fn finds_nobody_there(
    council: &TestCouncil,
    sitting: &TestSitting,
    one: &Household,
    nothing: &str,
) {
    let by_place = FindTerms {
        family: one.family(1),
        postcode: one.hidden_postcode(),
        ..FindTerms::default()
    };
    for (given, terms) in [
        (one.mother_first, named(one.mother_first, &one.family(1))),
        (one.child_first, named(one.child_first, &one.family(1))),
        ("", by_place),
    ] {
        let found = council.find(sitting, terms).await;
        nobody_of(&found, given, &one.family(1), one);
        no_place(&words_of_results(&found), one, "in results for him");
        if found.people.is_empty() && !given.is_empty() {
            let words = format!("0 {}", words_of_results(&found));
            assert_eq!(words, nothing, "household {}", one.seed);
        }
    }
}

fn nobody_of(found: &FoundPeople, given: &str, family: &str, one: &Household) {
    let names = names_found(found);
    let is_there = |name: &String| name.contains(given) && name.contains(family);
    assert!(
        !names.iter().any(is_there),
        "household {}: {given}",
        one.seed
    );
}

fn no_place(words: &str, one: &Household, whence: &str) {
    for hidden in one.hidden() {
        assert!(
            !words.contains(&hidden),
            "household {} {whence}: {hidden}",
            one.seed
        );
    }
}

fn named(given: &str, family: &str) -> FindTerms {
    testkit::two_names(given, family)
}

async fn said(council: &TestCouncil, sitting: &TestSitting, terms: FindTerms) -> String {
    let found = council.find(sitting, terms).await;
    format!("{} {}", found.people.len(), words_of_results(&found))
}
