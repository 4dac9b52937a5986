//! Being refused, kindly: each reason is recorded with its code, and nobody is left with
//! nowhere to ring.

use operations::{Account, AccountMarks, Answer, PurposeOutcome, Refused};
use testkit::{TestCouncil, TestSitting, on_every_database, person_found};
use vocabulary::{Purpose, Role};

/// A refusal says why, who can authorise and whom to ring, and the audit holds its code.
async fn is_kind_and_recorded(council: &TestCouncil, refused: &Refused, code: &str) {
    assert_eq!(refused.reason_code, code, "{}", refused.why);
    assert!(refused.was_recorded);
    for words in [&refused.what, &refused.why, &refused.who_can_authorise] {
        assert!(!words.is_empty(), "{code}: something is left unsaid");
    }
    assert!(
        refused
            .whom_to_ring
            .iter()
            .any(|line| line.when.contains("office hours"))
    );
    assert!(
        refused
            .whom_to_ring
            .iter()
            .any(|line| line.when.contains("night"))
    );
    let lead = council.lead().await;
    let looks = council
        .kith
        .recent_looks(&lead.sitting, council.at, "test")
        .await
        .unwrap();
    let Answer::Shown(looks) = looks else {
        panic!("the lead was refused")
    };
    assert!(
        looks
            .iter()
            .any(|look| look.is_refusal && look.outcome.starts_with("refused: ")),
        "{code}"
    );
}

async fn state(
    council: &TestCouncil,
    sitting: &TestSitting,
    purpose: Purpose,
    case: &str,
) -> Refused {
    match council.state(sitting, purpose, case).await {
        PurposeOutcome::Refused(refused) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

/// An account beside the demo's four.
async fn account(council: &TestCouncil, staff_id: &str, role: Role, trained: &str) {
    let account = Account {
        staff_id,
        name: "Gwen Harper",
        role,
        teams: Vec::new(),
        passphrase: Some("a passphrase for tests"),
        trained_on: trained.parse().ok(),
        marks: AccountMarks::default(),
    };
    council
        .kith
        .keep_account(account, council.at, "test")
        .await
        .expect("the account is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_purpose_nothing_is_searched() {
    on_every_database(async |council| {
        let sitting = council.sign_in("SW1001").await;
        is_kind_and_recorded(
            &council,
            &council.refused_search(&sitting).await,
            "no_purpose",
        )
        .await;
        assert!(matches!(
            council
                .state(&sitting, Purpose::ChildInNeedAssessment, " ")
                .await,
            PurposeOutcome::CaseMissing
        ));
        assert!(matches!(
            council
                .state(&sitting, Purpose::ChildInNeedAssessment, "a\u{7}b")
                .await,
            PurposeOutcome::CaseUnreadable
        ));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purpose_of_another_role_is_refused() {
    on_every_database(async |council| {
        let sitting = council.sign_in("EH1001").await;
        let refused = state(&council, &sitting, Purpose::SignificantHarm, "EH-2026-0033").await;
        is_kind_and_recorded(&council, &refused, "purpose_not_for_role").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_is_not_linked_to_the_worker_is_refused_and_so_is_one_that_ended() {
    on_every_database(async |mut council| {
        let sitting = council.sign_in("SW1001").await;
        for case in ["REF-2026-1102", "CSC-9999-0001"] {
            let refused = state(&council, &sitting, Purpose::SignificantHarm, case).await;
            is_kind_and_recorded(&council, &refused, "no_case_link").await;
        }
        let links = [
            (
                "CSC-2026-0417",
                "22985586",
                "allocation",
                "SW1001",
                "2026-11-01",
            ),
            ("CSC-2026-0900", "22985586", "allocation", "SW1001", ""),
        ];
        let path = council.folder().join("case_links.csv");
        std::fs::write(&path, testkit::case_links(&links)).unwrap();
        council
            .load_file("childrens-social-care", &path, true)
            .await;
        council.link_and_publish().await;
        let refused = state(
            &council,
            &sitting,
            Purpose::SignificantHarm,
            "CSC-2026-0417",
        )
        .await;
        is_kind_and_recorded(&council, &refused, "case_link_ended").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_link_that_ends_during_a_sitting_ends_the_looking() {
    on_every_database(async |mut council| {
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let links = [(
            "CSC-2026-0417",
            "22985586",
            "allocation",
            "SW1001",
            "2026-11-01",
        )];
        let path = council.folder().join("case_links.csv");
        std::fs::write(&path, testkit::case_links(&links)).unwrap();
        council
            .load_file("childrens-social-care", &path, true)
            .await;
        council.link_and_publish().await;
        let handle = &person_found(&found, "Oliver").handle;
        let answer = council
            .kith
            .look_up_family(&sitting.sitting, handle, council.at, "test")
            .await;
        let Ok(Answer::Refused(refused)) = answer else {
            panic!("the family is still shown")
        };
        is_kind_and_recorded(&council, &refused, "case_link_ended").await;
        is_kind_and_recorded(
            &council,
            &council.refused_search(&sitting).await,
            "case_link_ended",
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn early_help_reaches_only_the_family_on_the_case() {
    on_every_database(async |mut council| {
        let sitting = council.early_help_worker().await;
        let found = council.find_named(&sitting, "Jakub", "Lewandowski").await;
        let handle = &person_found(&found, "Jakub").handle;
        // The number is given to another family, and the first one's page is still open.
        let links = "Episode Ref,Member ID,Lead Practitioner ID,Team,From,To,Family Agreed\n\
            EH-2026-0033,FM25198836,EH1001,Early Help Locality North,09-Sep-2026,,Yes\n";
        let path = council.folder().join("case_links.csv");
        std::fs::write(&path, links).unwrap();
        council.load_file("early-help", &path, true).await;
        council.link_and_publish().await;
        let answer = council
            .kith
            .look_up_family(&sitting.sitting, handle, council.at, "test")
            .await;
        let Ok(Answer::Refused(refused)) = answer else {
            panic!("the family is shown")
        };
        is_kind_and_recorded(&council, &refused, "subject_not_on_case").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn early_help_without_the_familys_agreement_is_refused() {
    on_every_database(async |mut council| {
        let links = "Episode Ref,Member ID,Lead Practitioner ID,Team,From,To,Family Agreed\n\
            EH-2026-0033,FM26164256,EH1001,Early Help Locality North,09-Sep-2026,,No\n";
        let path = council.folder().join("case_links.csv");
        std::fs::write(&path, links).unwrap();
        council.load_file("early-help", &path, true).await;
        council.link_and_publish().await;
        let sitting = council.sign_in("EH1001").await;
        let refused = state(&council, &sitting, Purpose::EarlyHelp, "EH-2026-0033").await;
        is_kind_and_recorded(&council, &refused, "family_has_not_agreed").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn training_that_is_older_than_a_year_or_missing_gives_no_access() {
    on_every_database(async |council| {
        for trained in ["2025-11-22", "none"] {
            account(&council, "SW1001", Role::SocialWorker, trained).await;
            let sitting = council.sign_in("SW1001").await;
            let refused = state(
                &council,
                &sitting,
                Purpose::SignificantHarm,
                "CSC-2026-0417",
            )
            .await;
            is_kind_and_recorded(&council, &refused, "training_out_of_date").await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_information_governance_lead_sees_who_has_looked() {
    on_every_database(async |council| {
        for staff in ["SW1001", "FD1001", "EH1001"] {
            let sitting = council.sign_in(staff).await;
            let answer = council
                .kith
                .recent_looks(&sitting.sitting, council.at, "test")
                .await;
            let Ok(Answer::Refused(refused)) = answer else {
                panic!("{staff} sees who has looked")
            };
            is_kind_and_recorded(&council, &refused, "action_not_for_role").await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lead_sees_who_looked_and_not_the_family() {
    on_every_database(async |council| {
        let lead = council.lead().await;
        let found = council.find_named(&lead, "Oliver", "Fairclough").await;
        let handle = &person_found(&found, "Oliver").handle;
        let answer = council
            .kith
            .look_up_family(&lead.sitting, handle, council.at, "test")
            .await;
        let Ok(Answer::Refused(refused)) = answer else {
            panic!("the lead sees the family")
        };
        is_kind_and_recorded(&council, &refused, "action_not_for_purpose").await;
    })
    .await;
}
