//! At the door: guessing has to wait, a stolen token opens nothing, and one click ends everything.

use audit::AuditAction;
use operations::audit;
use operations::{
    AgainOutcome, At, Device, OperationError, Secret, SignInOutcome, SignInState, SignInTry,
    SittingToken,
};
use testkit::{TestCouncil, TestSitting, databases, moment};

pub(crate) const PASSPHRASE: &str = "a passphrase for tests";

pub(crate) async fn with_workers(story: impl AsyncFn(TestCouncil)) {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        council.add_workers().await;
        story(council).await;
    }
}

/// Somebody at the sign-in page.
pub(crate) struct AtTheDoor<'a> {
    pub(crate) council: &'a TestCouncil,
    pub(crate) device: Option<&'a Device>,
}

impl AtTheDoor<'_> {
    pub(crate) async fn tries(
        &self,
        staff_id: &str,
        (passphrase, code): (&str, &str),
        secret: u8,
        at: At,
    ) -> Result<SignInOutcome, OperationError> {
        let secret: Secret = [secret; 32];
        let tried = SignInTry {
            staff_id,
            passphrase,
            code,
            device: self.device,
        };
        let kith = &self.council.kith;
        kith.sign_in(&tried, secret, at, "test").await
    }

    pub(crate) async fn signs_in(&self, staff_id: &str, secret: u8, at: At) -> SittingToken {
        match self.tries(staff_id, (PASSPHRASE, ""), secret, at).await {
            Ok(SignInOutcome::SignedIn(token)) => token,
            other => panic!("not signed in: {other:?}"),
        }
    }
}

pub(crate) async fn recorded(council: &TestCouncil, action: AuditAction) -> Vec<audit::AuditEvent> {
    let viewed = audit::AuditEvent::new(AuditAction::SawOwnLooks, council.at.timestamp(), "test");
    let everything = operations::store::LookFilter::Newest;
    let looks = council.kith.store().looks(viewed, &everything, 1_000).await;
    let looks = looks.unwrap().into_iter();
    looks
        .filter_map(|look| look.event)
        .filter(|event| event.action == action)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn five_failed_sign_ins_make_the_account_wait_and_not_its_neighbour() {
    with_workers(async |council| {
        let door = AtTheDoor {
            council: &council,
            device: None,
        };
        let ten = moment("2026-11-23T10:00:00Z");
        for _ in 0..5 {
            let answer = door.tries("SW1001", ("a guess", ""), 1, ten).await;
            assert!(matches!(answer, Ok(SignInOutcome::NotRecognised)));
        }
        let later = moment("2026-11-23T10:09:00Z");
        let answer = door.tries("SW1001", (PASSPHRASE, ""), 2, later).await;
        assert!(matches!(answer, Err(OperationError::TooManyTries)));
        door.signs_in("FD1001", 3, later).await;
        door.signs_in("SW1001", 4, moment("2026-11-23T10:11:00Z"))
            .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_guesses_does_not_lock_the_worker_out_of_their_own_browser() {
    with_workers(async |council| {
        let (own, strange) = (Device::new(&[1; 32]), Device::new(&[2; 32]));
        let worker = AtTheDoor {
            council: &council,
            device: Some(&own),
        };
        worker.signs_in("SW1001", 1, council.at).await;
        let stranger = AtTheDoor {
            council: &council,
            device: Some(&strange),
        };
        for _ in 0..5 {
            let answer = stranger
                .tries("SW1001", ("a guess", ""), 2, council.at)
                .await;
            assert!(matches!(answer, Ok(SignInOutcome::NotRecognised)));
        }
        let answer = stranger
            .tries("SW1001", (PASSPHRASE, ""), 3, council.at)
            .await;
        assert!(matches!(answer, Err(OperationError::TooManyTries)));
        worker.signs_in("SW1001", 4, council.at).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_staff_id_reads_like_a_wrong_passphrase() {
    with_workers(async |council| {
        let door = AtTheDoor {
            council: &council,
            device: None,
        };
        for staff in ["NOBODY1", "SW1001"] {
            let answer = door.tries(staff, ("a guess", ""), 5, council.at).await;
            assert!(matches!(answer, Ok(SignInOutcome::NotRecognised)));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_token_opens_nothing_in_another_browser_and_ends_the_sitting() {
    with_workers(async |council| {
        let (own, other) = (Device::new(&[1; 32]), Device::new(&[2; 32]));
        let door = AtTheDoor {
            council: &council,
            device: Some(&own),
        };
        let opens = async |token: &SittingToken, device: Option<&Device>| {
            let kith = &council.kith;
            let sitting = kith.sitting_in(token, device, council.at, "test").await;
            sitting.unwrap().is_some()
        };
        for (secret, thief) in [(1, Some(&other)), (2, None)] {
            let token = door.signs_in("SW1001", secret, council.at).await;
            assert!(opens(&token, Some(&own)).await);
            assert!(!opens(&token, thief).await);
            assert!(
                !opens(&token, Some(&own)).await,
                "the taken sitting has ended"
            );
        }
        let taken = recorded(&council, AuditAction::SittingElsewhere).await;
        assert_eq!(taken.len(), 2);
        assert!(
            taken
                .iter()
                .all(|event| event.worker.as_deref() == Some("SW1001"))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_ends_every_sitting_of_the_worker_and_nobody_elses() {
    with_workers(async |council| {
        let first = proved(&council, "SW1001").await;
        let second = council.sign_in("SW1001").await;
        let other = council.sign_in("FD1001").await;
        let listed = council
            .kith
            .own_sign_ins(&first.sitting, council.at)
            .await
            .unwrap();
        let states: Vec<SignInState> = listed.iter().map(|line| line.state).collect();
        assert_eq!(states.len(), 2);
        assert!(states.contains(&SignInState::ThisOne) && states.contains(&SignInState::Open));
        let kith = &council.kith;
        let ended = kith
            .sign_out_everywhere(&first.sitting, council.at, "test")
            .await;
        assert_eq!(ended.unwrap(), 2);
        for (token, is_open) in [
            (&first.token, false),
            (&second.token, false),
            (&other.token, true),
        ] {
            let sitting = kith.sitting(token, council.at).await.unwrap();
            assert_eq!(sitting.is_some(), is_open);
        }
    })
    .await;
}

/// A sitting whose worker has just shown their passphrase.
async fn proved(council: &TestCouncil, staff_id: &str) -> TestSitting {
    let sitting = council.sign_in(staff_id).await.sitting;
    let secret = [staff_id.len() as u8 + 90; 32];
    let proved =
        council
            .kith
            .sign_in_again(&sitting, (PASSPHRASE, ""), secret, (council.at, "test"));
    let AgainOutcome::Proved(token) = proved.await.unwrap() else {
        panic!("the passphrase is right");
    };
    council.sitting(token).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_ends_one_of_their_own_sittings_after_a_proof_and_nobody_elses() {
    with_workers(async |council| {
        let here = proved(&council, "SW1001").await;
        let there = council.sign_in("SW1001").await;
        let neighbour = council.sign_in("FD1001").await;
        let kith = &council.kith;
        let handle = async |whose: &TestSitting, state: SignInState| {
            let listed = kith.own_sign_ins(&whose.sitting, council.at).await.unwrap();
            let found = listed.into_iter().find(|line| line.state == state);
            found.expect("it is listed").handle
        };
        let elsewhere = handle(&here, SignInState::Open).await;
        let end = async |who: &TestSitting, which| {
            kith.end_own_sitting(&who.sitting, which, council.at, "test")
                .await
        };
        // Left open without a proof, somebody else's, and one that means nothing here.
        let unproved = end(&there, &elsewhere).await;
        assert!(matches!(unproved, Err(OperationError::SignInAgain)));
        let all = kith.sign_out_everywhere(&there.sitting, council.at, "test");
        assert!(matches!(all.await, Err(OperationError::SignInAgain)));
        let strange = handle(&neighbour, SignInState::ThisOne).await;
        let refused = end(&here, &strange).await;
        assert!(matches!(refused, Err(OperationError::NotFound)));
        let other_page = handle(&there, SignInState::ThisOne).await;
        let refused = end(&here, &other_page).await;
        assert!(matches!(refused, Err(OperationError::NotFound)));
        for token in [&here.token, &there.token, &neighbour.token] {
            assert!(kith.sitting(token, council.at).await.unwrap().is_some());
        }
        let ended = end(&here, &elsewhere).await;
        assert_eq!(ended.unwrap(), SignInState::Open);
        let again = end(&here, &elsewhere).await;
        assert!(matches!(again, Err(OperationError::NotFound)), "once");
        for (token, is_open) in [
            (&here.token, true),
            (&there.token, false),
            (&neighbour.token, true),
        ] {
            let sitting = kith.sitting(token, council.at).await.unwrap();
            assert_eq!(sitting.is_some(), is_open);
        }
        let own = handle(&here, SignInState::ThisOne).await;
        assert_eq!(end(&here, &own).await.unwrap(), SignInState::ThisOne);
        let out = recorded(&council, AuditAction::SignedOut).await;
        assert_eq!(out.len(), 2);
        assert!(
            out.iter()
                .all(|event| event.worker.as_deref() == Some("SW1001")
                    && event.note.as_deref().unwrap().contains("by the worker"))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_runs_the_council_signs_one_worker_out_and_nobody_else() {
    with_workers(async |council| {
        let worker = council.sign_in("SW1001").await;
        let other = council.sign_in("FD1001").await;
        let kith = &council.kith;
        for ended in [1, 0] {
            let done = kith.sign_somebody_out("SW1001", council.at, "test").await;
            assert_eq!(done.unwrap(), ended);
        }
        for (token, is_open) in [(&worker.token, false), (&other.token, true)] {
            let sitting = kith.sitting(token, council.at).await.unwrap();
            assert_eq!(sitting.is_some(), is_open);
        }
        let everywhere = recorded(&council, AuditAction::SignedOutEverywhere).await;
        assert_eq!(
            everywhere[0].note.as_deref(),
            Some("1 sittings of SW1001, on the command line")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_passphrase_ends_every_sitting_and_so_does_leaving() {
    with_workers(async |council| {
        let before = council.sign_in("SW1001").await;
        council
            .keep_social_worker(Some("another passphrase for tests"))
            .await;
        let kith = &council.kith;
        assert!(
            kith.sitting(&before.token, council.at)
                .await
                .unwrap()
                .is_none()
        );
        let after = council.sign_in("SW1001").await;
        assert!(
            kith.close_account("SW1001", council.at, "test")
                .await
                .unwrap()
        );
        assert!(
            kith.sitting(&after.token, council.at)
                .await
                .unwrap()
                .is_none()
        );
        let door = AtTheDoor {
            council: &council,
            device: None,
        };
        let answer = door
            .tries(
                "SW1001",
                ("another passphrase for tests", ""),
                9,
                council.at,
            )
            .await;
        assert!(matches!(answer, Ok(SignInOutcome::NotRecognised)));
        assert!(
            !kith
                .close_account("NOBODY1", council.at, "test")
                .await
                .unwrap()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_moves_the_proof_and_a_wrong_passphrase_does_not() {
    with_workers(async |council| {
        let device = Device::new(&[1; 32]);
        let door = AtTheDoor {
            council: &council,
            device: Some(&device),
        };
        let token = door.signs_in("SW1001", 1, council.at).await;
        let later = moment("2026-11-23T10:12:00Z");
        let kith = &council.kith;
        let sitting = async || {
            kith.sitting_in(&token, Some(&device), later, "test")
                .await
                .unwrap()
                .unwrap()
        };
        assert!(!sitting().await.was_proved_within(5, later));
        let wrong = kith
            .sign_in_again(&sitting().await, ("a guess", ""), [2; 32], (later, "test"))
            .await;
        assert_eq!(wrong.unwrap(), AgainOutcome::NotRecognised);
        assert!(!sitting().await.was_proved_within(5, later));
        let right = kith
            .sign_in_again(&sitting().await, (PASSPHRASE, ""), [3; 32], (later, "test"))
            .await;
        let AgainOutcome::Proved(renewed) = right.unwrap() else {
            panic!("the passphrase is right");
        };
        let before = kith.sitting_in(&token, Some(&device), later, "test").await;
        assert!(
            before.unwrap().is_none(),
            "the token before is worth nothing"
        );
        let after = kith
            .sitting_in(&renewed, Some(&device), later, "test")
            .await
            .unwrap()
            .unwrap();
        assert!(after.was_proved_within(5, later));
        let listed = kith.own_sign_ins(&after, later).await.unwrap();
        assert_eq!(listed.len(), 1, "it is the same sitting");
        assert_eq!(
            recorded(&council, AuditAction::SignedInAgain).await.len(),
            1
        );
        let refused = recorded(&council, AuditAction::SignInRefused).await;
        assert_eq!(refused[0].worker.as_deref(), Some("SW1001"));
        assert_eq!(
            refused[0].note.as_deref(),
            Some("the passphrase does not fit")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_proves_nothing_about_who_is_there() {
    with_workers(async |council| {
        let sitting = council.sign_in("SW1001").await;
        assert!(!sitting.sitting.was_proved_within(60, council.at));
    })
    .await;
}
