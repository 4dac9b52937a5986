//! Flags about look-ups: a look that nothing explains is asked about, once, with its question and
//! clock; what came of it is kept with its reason.

use operations::audit::flags::FlagClass;
use operations::audit::flags::{Flag, FlagOutcome};
use operations::{Answer, FlagReviewError, FlagsView, GivenFlagReview};
use testkit::{
    PilotChild, TestCouncil, TestSitting, databases, on_every_database, person_found,
    pilot_social_care,
};
use vocabulary::RestrictionKind;

use crate::possible_matches::{CASE, child};
use crate::restrictions::restrict;
use crate::who_may_dispute::is_oneself;

async fn flags(council: &TestCouncil, lead: &TestSitting) -> FlagsView {
    let seen = council
        .kith
        .see_flags(&lead.sitting, council.at, "test")
        .await;
    match seen.unwrap() {
        Answer::Shown(view) => view,
        Answer::Refused(refused) => panic!("{}", refused.why),
    }
}

/// The social worker opens their own case's family, and one that is nobody's business of theirs.
async fn two_looks(council: &TestCouncil) {
    let sitting = council.social_worker().await;
    let other = council.cast().early_help;
    let other = (&other.child().given, &other.child().family);
    for (given, family) in [("Oliver", "Fairclough"), (other.0, other.1)] {
        let found = council.find_named(&sitting, given, family).await;
        let handle = person_found(&found, given).handle.clone();
        council.family(&sitting, &handle).await;
    }
}

fn given(outcome: Option<FlagOutcome>, reason: &str) -> GivenFlagReview {
    GivenFlagReview {
        outcome,
        reason: reason.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_that_nothing_explains_waits_with_its_question_and_an_explained_one_does_not() {
    on_every_database(async |council| {
        two_looks(&council).await;
        let lead = council.lead().await;
        let view = flags(&council, &lead).await;
        assert_eq!(view.waiting.len(), 1, "one visit is one question");
        let flag = &view.waiting[0];
        assert_eq!(flag.flag, Flag::Unexplained);
        assert!(flag.worker.contains("SW1001") && !flag.is_late);
        assert_eq!(flag.due, "25 November 2026");
        assert_eq!(
            flag.fact,
            "the person is not of the family of the stated case"
        );
        let name = flag.person.as_ref().and_then(|(_, name)| name.as_ref());
        assert!(name.is_some_and(|name| {
            name.reveal()
                .contains(&council.cast().early_help.child().given)
        }));
        assert!(view.watched >= 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_of_a_flag_is_kept_with_its_reason_and_the_newest_counts() {
    on_every_database(async |council| {
        two_looks(&council).await;
        let lead = council.lead().await;
        let handle = flags(&council, &lead).await.waiting[0].handle.clone();
        let review = async |given: &GivenFlagReview| {
            let moment = (council.at, "test");
            council
                .kith
                .review_flag(&lead.sitting, &handle, given, moment)
                .await
        };
        let work = Some(FlagOutcome::WorkReason);
        let none = review(&given(None, "asked and answered well")).await;
        assert!(matches!(none, Err(FlagReviewError::NoOutcome)));
        let short = review(&given(work, "fine")).await;
        assert!(matches!(short, Err(FlagReviewError::ReasonTooShort)));
        let kept = review(&given(
            work,
            "covering for a colleague, now in the case system",
        ))
        .await;
        assert!(matches!(kept, Ok(Answer::Shown(()))));
        let view = flags(&council, &lead).await;
        assert!(view.waiting.is_empty() && view.reviewed.len() == 1);
        let outcome = view.reviewed[0].outcome.as_ref().unwrap();
        assert_eq!(outcome.outcome, FlagOutcome::WorkReason);
        assert!(outcome.worker.contains("IG1001"));
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_the_lead_sees_flags_and_the_refusal_is_recorded() {
    on_every_database(async |council| {
        two_looks(&council).await;
        let sitting = council.social_worker().await;
        let seen = council
            .kith
            .see_flags(&sitting.sitting, council.at, "test")
            .await;
        let Ok(Answer::Refused(refused)) = seen else {
            panic!("a social worker saw flags");
        };
        assert_eq!(refused.what, "The flags about look-ups were not shown.");
        let looks = council.own_looks(&sitting).await;
        let what = looks.iter().find_map(|look| look.refused_what.as_deref());
        assert_eq!(what, Some("Review flags about look-ups"));
    })
    .await;
}

/// Sixty children, and three of one street: the worker as a child once was, a neighbour, and
/// somebody of the same street in another town.
async fn council_of_a_street(database: testkit::TestDatabase) -> (TestCouncil, PilotChild) {
    let mut council = TestCouncil::empty(database).await;
    let mut pupils: Vec<PilotChild> = (0..60).map(|number| child(number, "1")).collect();
    let at = |key: &str, given: &str, family: &str, address: &str| PilotChild {
        key: key.to_owned(),
        given: given.to_owned(),
        family: family.to_owned(),
        born: "2006-04-11".to_owned(),
        sex: "Female".to_owned(),
        address: address.to_owned(),
    };
    let worker = at(
        "7001",
        "Amira",
        "Quillfeather",
        "14 Sedge Lane\nEastmere\nQX6 1BD",
    );
    pupils.push(worker.clone());
    pupils.push(at(
        "7002",
        "Zelda",
        "Tansymoor",
        "18 Sedge Lane\nEastmere\nQX6 1BE",
    ));
    pupils.push(at(
        "7003",
        "Yvette",
        "Underlake",
        "18 Sedge Lane\nWestmere\nQX9 1BE",
    ));
    let file = pilot_social_care(&pupils);
    council.load("family-context-csc", "csc.csv", &file).await;
    council.allocate(CASE).await;
    council.link_and_publish().await;
    council.add_workers().await;
    (council, worker)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_a_neighbour_is_asked_about_unless_it_would_tell_where_somebody_hides() {
    for database in databases() {
        let (council, worker) = council_of_a_street(database).await;
        let sitting = council.social_worker_on(CASE).await;
        is_oneself(&council, &sitting, &worker).await;
        let lead = council.lead().await;
        let near = async || {
            let view = flags(&council, &lead).await;
            let near = view.waiting.iter().filter(|one| one.flag == Flag::Nearness);
            near.count()
        };
        for (given, family, count) in [("Yvette", "Underlake", 0), ("Zelda", "Tansymoor", 1)] {
            let found = council.find_named(&sitting, given, family).await;
            let handle = person_found(&found, given).handle.clone();
            council.family(&sitting, &handle).await;
            assert_eq!(
                near().await,
                count,
                "{given} on {}",
                council.database_name()
            );
        }
        assert_eq!(Flag::Nearness.class(), FlagClass::Review);
        let zelda = council.person_of("family-context-csc", "7002").await;
        restrict(&council, RestrictionKind::Shield, zelda.unwrap()).await;
        assert_eq!(near().await, 0, "a flag must not tell where she is");
    }
}
