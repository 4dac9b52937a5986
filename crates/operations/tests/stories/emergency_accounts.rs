//! While single sign-on is on, local accounts open nothing, except those kept for emergencies; what
//! comes back from the provider unasked, twice or elsewhere opens nothing either.

use crate::sign_in::{AtTheDoor, PASSPHRASE, recorded};
use audit::AuditAction;
use operations::identity::{ProofRules, Provider, ProviderSettings};
use operations::store::ProviderSignIn;
use operations::{
    Account, AccountMarks, BackFromProvider, CouncilSettings, Device, ProviderOutcome,
    ProviderRefusal, SignInOutcome, SittingToken, audit,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use testkit::{TestCouncil, databases, moment, sign_in_settings};
use vocabulary::Role;

/// A provider that nobody can reach: nothing listens there.
fn nobody() -> Arc<Provider> {
    Arc::new(Provider::new(ProviderSettings {
        issuer: "http://127.0.0.1:9".to_owned(),
        application_id: "kith".to_owned(),
        application_secret: None,
        own_address: "http://127.0.0.1:8080".to_owned(),
        scopes: Vec::new(),
        staff_id_claim: "employee_id".to_owned(),
        roles_claim: "roles".to_owned(),
        roles: BTreeMap::from([("Kith.SocialWorker".to_owned(), Role::SocialWorker)]),
        proof: ProofRules::default(),
        clock_skew: 60,
    }))
}

async fn with_single_sign_on(story: impl AsyncFn(TestCouncil)) {
    for database in databases() {
        let mut sign_in = sign_in_settings();
        sign_in.provider = Some(nobody());
        let settings = CouncilSettings {
            sign_in,
            ..TestCouncil::settings()
        };
        let council = TestCouncil::empty_with(database, settings).await;
        council.add_workers().await;
        story(council).await;
    }
}

/// What is kept of a browser that was sent, under the state `the state`.
async fn keep_sent(council: &TestCouncil, step: &SittingToken) {
    let hash = |parts: [&str; 2]| {
        let mut hash = Sha256::new();
        parts.iter().for_each(|part| hash.update(part.as_bytes()));
        let bytes = hash.finalize();
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let sent = ProviderSignIn {
        browser_hash: hash(["kith sitting 1", step.reveal()]),
        nonce: "a nonce".to_owned(),
        verifier: "a verifier".to_owned(),
        again_for: None,
        began_at: council.at.timestamp(),
    };
    let state = hash(["kith provider state 1", "the state"]);
    let store = council.kith.store();
    store.keep_provider_sign_in(&state, &sent).await.unwrap();
}

fn reasons(refused: &[audit::AuditEvent]) -> Vec<String> {
    refused
        .iter()
        .filter_map(|event| event.note.clone())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_local_account_opens_nothing_unless_it_is_kept_for_emergencies() {
    with_single_sign_on(async |council| {
        let door = AtTheDoor {
            council: &council,
            device: None,
        };
        let answer = door.tries("SW1001", (PASSPHRASE, ""), 1, council.at).await;
        assert!(matches!(answer, Ok(SignInOutcome::NotRecognised)));
        let account = Account {
            staff_id: "EM1",
            name: "Duty desk, emergency",
            role: Role::OutOfHoursWorker,
            teams: Vec::new(),
            passphrase: Some(PASSPHRASE),
            trained_on: Some(council.at.today()),
            marks: AccountMarks {
                needs_second_step: false,
                is_for_emergencies: true,
                has_first_passphrase: false,
            },
        };
        let kith = &council.kith;
        kith.keep_account(account, council.at, "test")
            .await
            .unwrap();
        door.signs_in("EM1", 2, council.at).await;
        let used = recorded(&council, AuditAction::SignedInForEmergency).await;
        assert_eq!(used.len(), 1);
        assert_eq!(used[0].worker.as_deref(), Some("EM1"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_does_not_answer_is_said_so_and_recorded() {
    with_single_sign_on(async |council| {
        let secrets = [[1; 32], [2; 32], [3; 32], [4; 32]];
        let kith = &council.kith;
        let sent = kith
            .send_to_provider(&secrets, None, council.at, "test")
            .await;
        assert_eq!(sent.unwrap().err(), Some(ProviderRefusal::ProviderAway));
        let refused = recorded(&council, AuditAction::SignInRefused).await;
        assert_eq!(reasons(&refused), ["single sign-on: provider_unreachable"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_is_taken_once_in_its_own_browser_and_in_time() {
    with_single_sign_on(async |council| {
        let kith = &council.kith;
        let device = Device::new(&[9; 32]);
        let own = SittingToken::parse(&"ab".repeat(32)).unwrap();
        let other = SittingToken::parse(&"cd".repeat(32)).unwrap();
        let ten_later = moment("2026-11-23T10:10:00Z");
        for (step, at, why) in [
            (Some(&other), council.at, "state_of_another_browser"),
            (None, council.at, "state_of_another_browser"),
            (Some(&own), ten_later, "state_too_old"),
            (Some(&own), council.at, "provider_unreachable"),
        ] {
            keep_sent(&council, &own).await;
            let back = BackFromProvider {
                state: "the state",
                code: Some("a code"),
                step,
                device: &device,
                sitting: None,
            };
            let outcome = kith.back_from_provider(&back, [5; 32], at, "test").await;
            assert!(matches!(outcome.unwrap(), ProviderOutcome::Refused(_)));
            let refused = recorded(&council, AuditAction::SignInRefused).await;
            assert!(reasons(&refused)[0].ends_with(why), "{why}");
            let again = kith.back_from_provider(&back, [6; 32], at, "test").await;
            let begin_again = ProviderRefusal::BeginAgain;
            assert!(matches!(again.unwrap(), ProviderOutcome::Refused(why) if why == begin_again));
            let refused = recorded(&council, AuditAction::SignInRefused).await;
            assert!(reasons(&refused)[0].ends_with("state_unknown_or_used"));
        }
    })
    .await;
}
