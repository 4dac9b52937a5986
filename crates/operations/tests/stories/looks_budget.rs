//! A script at a worker's desk: after sixty searches in an hour it signs in again, after as many
//! more it is locked, and the audit says so by the sixty-first (scenario S-20).

use crate::sign_in::{AtTheDoor, PASSPHRASE, recorded};
use audit::AuditAction;
use operations::{
    AgainOutcome, Answer, CouncilSettings, Device, FindError, FindTerms, LookBudget,
    OperationError, Sitting, SittingToken, audit,
};
use testkit::{TestCouncil, databases, sign_in_settings, two_names};
use vocabulary::Purpose;

async fn with_the_usual_budget(story: impl AsyncFn(TestCouncil)) {
    for database in databases() {
        let mut sign_in = sign_in_settings();
        sign_in.budget = LookBudget::default();
        let settings = CouncilSettings {
            sign_in,
            ..TestCouncil::settings()
        };
        let mut council = TestCouncil::empty_with(database, settings).await;
        council.allocate("CSC-2026-0417").await;
        council.link_and_publish().await;
        council.add_workers().await;
        story(council).await;
    }
}

struct Script<'a> {
    council: &'a TestCouncil,
    device: &'a Device,
    token: SittingToken,
}

impl Script<'_> {
    async fn sitting(&self) -> Sitting {
        let kith = &self.council.kith;
        let sitting = kith
            .sitting_in(&self.token, Some(self.device), self.council.at, "test")
            .await;
        sitting.unwrap().expect("the sitting is open")
    }

    async fn searches(&self, number: u32) -> Result<Answer<operations::FoundPeople>, FindError> {
        let terms: FindTerms = two_names("Wilfrid", &format!("Overbeck{number}"));
        let kith = &self.council.kith;
        kith.find_person(&self.sitting().await, &terms, self.council.at, "test")
            .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_is_asked_to_sign_in_again_then_locked_and_flagged() {
    with_the_usual_budget(async |council| {
        let device = Device::new(&[1; 32]);
        let door = AtTheDoor {
            council: &council,
            device: Some(&device),
        };
        let token = door.signs_in("SW1001", 1, council.at).await;
        let script = Script {
            council: &council,
            device: &device,
            token,
        };
        let stated = operations::StatedPurpose {
            purpose: Some(Purpose::ChildInNeedAssessment),
            case: "CSC-2026-0417".to_owned(),
            on_behalf_of: String::new(),
        };
        let kith = &council.kith;
        let sitting = script.sitting().await;
        kith.state_purpose(&sitting, &stated, council.at, "test")
            .await
            .unwrap();
        for number in 0..60 {
            let answer = script.searches(number).await;
            assert!(matches!(answer, Ok(Answer::Shown(_))), "search {number}");
        }
        for _ in 0..3 {
            let answer = script.searches(60).await;
            let again = FindError::Operation(OperationError::SignInAgain);
            assert_eq!(answer.err().unwrap().to_string(), again.to_string());
        }
        let flags = recorded(&council, AuditAction::LooksOverBudget).await;
        assert_eq!(flags.len(), 1, "one flag, not one for each try");
        assert_eq!(flags[0].worker.as_deref(), Some("SW1001"));
        // Proved a moment later than the sixtieth search.
        let sitting = script.sitting().await;
        let moment = (later(&council), "test");
        let again = kith.sign_in_again(&sitting, (PASSPHRASE, ""), [2; 32], moment);
        let AgainOutcome::Proved(token) = again.await.unwrap() else {
            panic!("the passphrase is right");
        };
        let script = Script { token, ..script };
        for number in 60..120 {
            let answer = script.searches(number).await;
            assert!(matches!(answer, Ok(Answer::Shown(_))), "search {number}");
        }
        for _ in 0..2 {
            let Ok(Answer::Refused(refused)) = script.searches(120).await else {
                panic!("the script was not locked");
            };
            assert_eq!(refused.reason_code, "looks_locked");
            assert!(
                refused
                    .whom_to_ring
                    .iter()
                    .all(|line| !line.telephone.is_empty())
            );
            assert!(!refused.whom_to_ring.is_empty());
        }
        assert_eq!(recorded(&council, AuditAction::LooksLocked).await.len(), 1);
        let lifted = kith
            .unlock_looks("SW1001", "the manager knows why", council.at, "test")
            .await;
        assert!(lifted.unwrap());
        assert!(matches!(script.searches(121).await, Ok(Answer::Shown(_))));
    })
    .await;
}

fn later(council: &TestCouncil) -> operations::At {
    operations::At::new(council.at.timestamp() + jiff::SignedDuration::from_secs(1))
}
