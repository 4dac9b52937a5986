//! Who has looked: everything for the information-governance lead, and reading it leaves its own
//! trace.

use operations::{Answer, LookLine, audit::AuditAction};
use testkit::{TestCouncil, TestSitting, on_every_database, person_found};

async fn newest(council: &TestCouncil, lead: &TestSitting) -> Vec<LookLine> {
    match council
        .kith
        .recent_looks(&lead.sitting, council.at, "test")
        .await
        .unwrap()
    {
        Answer::Shown(looks) => looks,
        Answer::Refused(refused) => panic!("{}", refused.why),
    }
}

fn of(looks: &[LookLine], action: AuditAction) -> Vec<&LookLine> {
    looks
        .iter()
        .filter(|look| look.action == action.label())
        .collect()
}

/// The social worker searches and opens one family.
async fn a_look_at_the_large_family(council: &TestCouncil) -> TestSitting {
    let sitting = council.social_worker().await;
    let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
    council
        .family(&sitting, &person_found(&found, "Oliver").handle)
        .await;
    sitting
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lead_sees_the_terms_the_people_by_name_the_purpose_and_the_case() {
    on_every_database(async |council| {
        a_look_at_the_large_family(&council).await;
        let lead = council.lead().await;
        let looks = newest(&council, &lead).await;
        let search = of(&looks, AuditAction::Searched)[0];
        assert!(search.worker.contains("Amira Khan") && search.worker.contains("SW1001"));
        assert!(
            search
                .terms
                .contains(&("family name".to_owned(), "Fairclough".to_owned()))
        );
        assert_eq!(search.case.as_deref(), Some("CSC-2026-0417"));
        assert_eq!(search.purpose, "Assessment of a child in need");
        let listed = of(&looks, AuditAction::ShownInResults)[0];
        assert!(listed.explained_by.is_some() && listed.unexplained.is_none());
        let shown = of(&looks, AuditAction::FamilyShown)[0];
        let names: Vec<&str> = shown
            .people
            .iter()
            .filter_map(|(_, name)| Some(name.as_ref()?.reveal()))
            .collect();
        assert!(
            shown.people.len() >= 7 && names.len() == shown.people.len(),
            "{names:?}"
        );
        assert!(names.iter().any(|name| name.contains("Oliver")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lead_sees_who_looked_at_one_family_and_who_was_refused() {
    on_every_database(async |council| {
        a_look_at_the_large_family(&council).await;
        let lead = council.lead().await;
        let found = council.find_named(&lead, "Oliver", "Fairclough").await;
        let handle = &person_found(&found, "Oliver").handle;
        let refused = council
            .kith
            .look_up_family(&lead.sitting, handle, council.at, "test")
            .await;
        assert!(matches!(refused, Ok(Answer::Refused(_))));
        let looks = council
            .kith
            .who_looked(&lead.sitting, handle, council.at, "test")
            .await
            .unwrap();
        let Answer::Shown(looks) = looks else {
            panic!("the lead was refused")
        };
        let named = |look: &&LookLine, action: AuditAction, worker: &str| {
            look.action == action.label() && look.worker.contains(worker)
        };
        assert!(
            looks
                .lines()
                .any(|look| named(&look, AuditAction::SawFamily, "SW1001"))
        );
        let refusals = || {
            let all = looks.lines();
            all.filter(|look| named(look, AuditAction::Refused, "IG1001"))
        };
        assert!(refusals().all(|look| look.is_refusal));
        assert!(refusals().any(|look| look.outcome.contains("not for this purpose")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_that_no_recorded_fact_explains_come_first_and_say_what_is_missing() {
    on_every_database(async |council| {
        let sitting = a_look_at_the_large_family(&council).await;
        // A family that is not of the stated case: allowed for this purpose, and unexplained.
        let cast = council.cast();
        let other = cast.early_help.child();
        let found = council
            .find_named(&sitting, &other.given, &other.family)
            .await;
        let handle = person_found(&found, &other.given).handle.clone();
        council.family(&sitting, &handle).await;
        let lead = council.lead().await;
        let seen = async |given: &str, family: &str| {
            let found = council.find_named(&lead, given, family).await;
            let handle = &person_found(&found, given).handle;
            let asked = council
                .kith
                .who_looked(&lead.sitting, handle, council.at, "test")
                .await;
            match asked.unwrap() {
                Answer::Shown(looks) => looks,
                Answer::Refused(refused) => panic!("{}", refused.why),
            }
        };
        let own = seen("Oliver", "Fairclough").await;
        let opened = own
            .groups
            .iter()
            .find(|group| group.worker.contains("SW1001") && group.is_explained);
        assert!(
            opened
                .unwrap()
                .why
                .contains("was allocated to CSC-2026-0417")
        );
        let others = seen(&other.given, &other.family).await;
        let first = &others.groups[0];
        assert!(!first.is_explained && first.worker.contains("SW1001"));
        assert_eq!(
            first.why,
            "the person is not of the family of the stated case"
        );
        assert!(others.unexplained() >= 2);
        let mut after = others.groups.iter().skip_while(|group| !group.is_explained);
        assert!(after.all(|group| group.is_explained), "unexplained first");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_the_audit_is_in_the_audit() {
    on_every_database(async |council| {
        let lead = council.lead().await;
        newest(&council, &lead).await;
        let looks = newest(&council, &lead).await;
        let readings = of(&looks, AuditAction::SawWhoLooked);
        assert!(readings.len() >= 2 && readings.iter().all(|look| look.worker.contains("IG1001")));
        let sitting = council.sign_in("SW1001").await;
        council.own_looks(&sitting).await;
        assert_eq!(
            of(&newest(&council, &lead).await, AuditAction::SawOwnLooks).len(),
            1
        );
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    })
    .await;
}
