//! The main job as one story, told on every database: find a child, see the whole family and
//! whom to ring, be refused, see who looked.

use operations::{Answer, FindTerms, PurposeOutcome};
use testkit::{TestCouncil, databases};
use vocabulary::Purpose;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_finds_a_child_and_sees_the_family_with_one_search_and_one_selection() {
    for database in databases() {
        let council = TestCouncil::invented(database, 400).await;
        let name = council.database_name();
        let cast = council.cast();
        let child = cast.large_family.child();
        let sitting = council
            .sit_down("SW1001", Purpose::ChildInNeedAssessment, "CSC-2026-0417")
            .await;
        let terms = FindTerms {
            family: child.family.clone(),
            given: child.given.clone(),
            birth_year: child.birth.year().to_string(),
            ..FindTerms::default()
        };
        let found = council.find(&sitting, terms).await;
        assert!(!found.people.is_empty(), "{name}: the child was not found");
        let view = council.family(&sitting, &found.people[0].handle).await;
        assert!(
            view.family.members.len() >= 6,
            "{name}: {} members",
            view.family.members.len()
        );
        assert!(!view.family.contacts.is_empty(), "{name}: nobody to ring");
        for row in &view.family.grid {
            assert_eq!(row.cells.len(), view.family.sources.len());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_is_not_the_workers_own_is_refused_kindly_and_recorded() {
    for database in databases() {
        let council = TestCouncil::invented(database, 100).await;
        let sitting = council.sign_in("EH1001").await;
        let outcome = council
            .state(&sitting, Purpose::EarlyHelp, "CSC-2026-0417")
            .await;
        let PurposeOutcome::Refused(refused) = outcome else {
            panic!("not refused")
        };
        assert!(!refused.whom_to_ring.is_empty() && !refused.who_can_authorise.is_empty());
        let lead = council.sign_in("IG1001").await;
        assert!(matches!(
            council.state(&lead, Purpose::Audit, "").await,
            PurposeOutcome::Kept
        ));
        let lead = council
            .kith
            .sitting(&lead.token, council.at)
            .await
            .unwrap()
            .unwrap();
        let looks = council
            .kith
            .recent_looks(&lead, council.at, "test")
            .await
            .unwrap();
        let Answer::Shown(looks) = looks else {
            panic!("the lead was refused")
        };
        assert!(
            looks
                .iter()
                .any(|look| look.is_refusal && look.worker.contains("EH1001"))
        );
    }
}
