//! Flags about look-ups: a look that nothing explains is asked about, once, with its question and
//! clock; what came of it is kept with its reason.

use operations::audit::flags::{Flag, FlagOutcome};
use operations::{Answer, FlagReviewError, FlagsView, GivenFlagReview};
use testkit::{TestCouncil, TestSitting, on_every_database, person_found};

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
