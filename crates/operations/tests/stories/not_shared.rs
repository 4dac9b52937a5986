//! A worker decides not to share: who asked, why not, kept for good and read by the lead.

use operations::audit::{AuditAction, NotSharedReason};
use operations::{Answer, GivenNotShared, NotSharedError};
use testkit::{on_every_database, person_found};

fn given(reason: Option<NotSharedReason>, words: &str) -> GivenNotShared {
    GivenNotShared {
        asked: "a letting agent asked where the mother works".to_owned(),
        reason,
        words: words.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_not_to_share_is_kept_with_its_reason_and_read_by_the_lead() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let handle = person_found(&found, "Oliver").handle.clone();
        let decide = async |given: &GivenNotShared| {
            let moment = (council.at, "test");
            council
                .kith
                .decide_not_to_share(&sitting.sitting, &handle, given, moment)
                .await
        };
        let not_theirs = Some(NotSharedReason::NotTheirWork);
        let none = decide(&given(None, "no part in the work at all")).await;
        assert!(matches!(none, Err(NotSharedError::NoReason)));
        let short = decide(&given(not_theirs, "no")).await;
        assert!(matches!(short, Err(NotSharedError::TooShort)));
        let kept = decide(&given(
            not_theirs,
            "no part in the work; agreed with the desk",
        ))
        .await;
        assert!(matches!(kept, Ok(Answer::Shown(_))));
        let looks = council.own_looks(&sitting).await;
        let label = AuditAction::DecidedNotToShare.label();
        assert!(looks.iter().any(|look| look.action == label));

        let lead = council.lead().await;
        let seen = council
            .kith
            .see_not_shared(&lead.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(decisions)) = seen else {
            panic!("the lead was refused");
        };
        assert_eq!(decisions.len(), 1);
        let decision = &decisions[0];
        assert_eq!(decision.reason, NotSharedReason::NotTheirWork);
        assert!(decision.asked.reveal().contains("letting agent"));
        assert!(decision.worker.contains("SW1001"));
        assert_eq!(decision.case.as_deref(), Some("CSC-2026-0417"));
        let name = decision.person.1.as_ref();
        assert!(name.is_some_and(|name| name.reveal().contains("Oliver")));
        let refused = council
            .kith
            .see_not_shared(&sitting.sitting, council.at, "test")
            .await;
        assert!(matches!(refused, Ok(Answer::Refused(_))));
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    })
    .await;
}
