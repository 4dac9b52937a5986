//! The second step: set up once, asked for ever after, each code once, and a paper for a lost
//! telephone.

use crate::sign_in::{AtTheDoor, PASSPHRASE, recorded, with_workers};
use audit::AuditAction;
use operations::identity::CodeSecret;
use operations::{
    AgainOutcome, CodeOutcome, CouncilSettings, Device, OperationError, SecondStepRule,
    SecondStepStanding, SignInOutcome, SittingToken, audit,
};
use std::sync::atomic::{AtomicU8, Ordering};
use testkit::{TestCouncil, TestSitting, databases, moment, sign_in_settings};

/// The secret that the tests' randomness makes.
const SECRET: [u8; 32] = [42; 32];

fn device_shows(at: operations::At) -> String {
    let secret = CodeSecret::new(SECRET[..20].try_into().unwrap());
    secret.code_at(at.timestamp().as_second())
}

/// Randomness in which no two secrets are the same, and no two calls give the same.
fn randomness(count: u8) -> Vec<[u8; 32]> {
    static CALLS: AtomicU8 = AtomicU8::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let one = |number: u8| {
        let mut bytes = [call; 32];
        bytes[0] = number;
        bytes
    };
    (0..count).map(one).collect()
}

/// A sitting whose worker has just shown their passphrase.
async fn freshly_proved(council: &TestCouncil, staff_id: &str) -> TestSitting {
    let sitting = council.sign_in(staff_id).await.sitting;
    let kith = &council.kith;
    let secret = randomness(1)[0];
    let proved = kith
        .sign_in_again(&sitting, (PASSPHRASE, ""), secret, (council.at, "test"))
        .await;
    let AgainOutcome::Proved(token) = proved.unwrap() else {
        panic!("the passphrase is right");
    };
    let sitting = kith.sitting(&token, council.at).await.unwrap().unwrap();
    TestSitting { sitting, token }
}

/// Sets a second step up for a worker who is signed in; gives the recovery codes.
async fn set_up(council: &TestCouncil, sitting: &TestSitting) -> Vec<String> {
    let kith = &council.kith;
    let shown = kith
        .set_second_step_up(&sitting.sitting, SECRET, council.at)
        .await;
    let shown = shown.unwrap().expect("none is set up yet");
    assert!(shown.picture.is_some());
    assert_eq!(shown.typed.len(), 39);
    let code = device_shows(council.at);
    let secrets = randomness(10);
    let moment = (council.at, "test");
    let wrong = kith
        .confirm_second_step(&sitting.sitting, "000000", &secrets, moment)
        .await;
    assert!(wrong.unwrap().is_none());
    let right = kith
        .confirm_second_step(&sitting.sitting, &code, &secrets, moment)
        .await;
    right.unwrap().expect("the code is right").codes
}

#[tokio::test(flavor = "multi_thread")]
async fn once_set_up_the_code_is_asked_for_and_never_accepted_twice() {
    with_workers(async |council| {
        let sitting = freshly_proved(&council, "SW1001").await;
        let codes = set_up(&council, &sitting).await;
        assert_eq!(codes.len(), 10);
        let device = Device::new(&[1; 32]);
        let door = AtTheDoor {
            council: &council,
            device: Some(&device),
        };
        let later = moment("2026-11-23T10:05:00Z");
        let begun = match door
            .tries("SW1001", (PASSPHRASE, ""), 1, later)
            .await
            .unwrap()
        {
            SignInOutcome::CodeNeeded(token) => token,
            other => panic!("no code was asked for: {other:?}"),
        };
        let kith = &council.kith;
        assert!(
            kith.sitting_in(&begun, Some(&device), later, "test")
                .await
                .unwrap()
                .is_none(),
            "half a sign-in is no sitting"
        );
        let finish = async |begun: &SittingToken, code: &str, secret: u8| {
            kith.finish_sign_in(begun, code, &device, [secret; 32], (later, "test"))
                .await
                .unwrap()
        };
        assert!(matches!(
            finish(&begun, "123456", 2).await,
            CodeOutcome::WrongCode
        ));
        let code = device_shows(later);
        assert!(matches!(
            finish(&begun, &code, 3).await,
            CodeOutcome::SignedIn(_)
        ));
        assert!(matches!(
            finish(&begun, &code, 4).await,
            CodeOutcome::TooLate
        ));
        let again = door
            .tries("SW1001", (PASSPHRASE, &code), 5, later)
            .await
            .unwrap();
        assert!(
            matches!(again, SignInOutcome::NotRecognised),
            "a code was accepted twice"
        );
        let next = moment("2026-11-23T10:06:00Z");
        let fresh = door
            .tries("SW1001", (PASSPHRASE, &device_shows(next)), 6, next)
            .await
            .unwrap();
        assert!(matches!(fresh, SignInOutcome::SignedIn(_)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_show_the_same_code_at_once_one_gets_in() {
    with_workers(async |council| {
        let sitting = freshly_proved(&council, "SW1001").await;
        set_up(&council, &sitting).await;
        let door = AtTheDoor {
            council: &council,
            device: None,
        };
        let later = moment("2026-11-23T10:05:00Z");
        let code = device_shows(later);
        let (one, two) = tokio::join!(
            door.tries("SW1001", (PASSPHRASE, &code), 1, later),
            door.tries("SW1001", (PASSPHRASE, &code), 2, later),
        );
        let got_in = [one, two]
            .into_iter()
            .filter(|answer| matches!(answer, Ok(SignInOutcome::SignedIn(_))))
            .count();
        assert_eq!(got_in, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_works_once_and_for_its_worker_alone() {
    with_workers(async |council| {
        let sitting = freshly_proved(&council, "SW1001").await;
        let codes = set_up(&council, &sitting).await;
        let door = AtTheDoor {
            council: &council,
            device: None,
        };
        let first = door
            .tries("SW1001", (PASSPHRASE, &codes[0]), 1, council.at)
            .await
            .unwrap();
        assert!(matches!(first, SignInOutcome::SignedIn(_)));
        let again = door
            .tries("SW1001", (PASSPHRASE, &codes[0]), 2, council.at)
            .await
            .unwrap();
        assert!(matches!(again, SignInOutcome::NotRecognised));
        let standing = council
            .kith
            .second_step_standing(&sitting.sitting)
            .await
            .unwrap();
        assert_eq!(standing, SecondStepStanding::SetUp(9));
        let other = freshly_proved(&council, "FD1001").await;
        set_up(&council, &other).await;
        let stolen = door
            .tries("FD1001", (PASSPHRASE, &codes[1]), 3, council.at)
            .await
            .unwrap();
        assert!(matches!(stolen, SignInOutcome::NotRecognised));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_everybody_needs_one_it_is_set_up_before_the_first_sitting() {
    for database in databases() {
        let mut sign_in = sign_in_settings();
        sign_in.second_step = SecondStepRule::Everybody;
        let settings = CouncilSettings {
            sign_in,
            ..TestCouncil::settings()
        };
        let council = TestCouncil::empty_with(database, settings).await;
        council.add_workers().await;
        let device = Device::new(&[1; 32]);
        let door = AtTheDoor {
            council: &council,
            device: Some(&device),
        };
        let begun = match door
            .tries("SW1001", (PASSPHRASE, ""), 1, council.at)
            .await
            .unwrap()
        {
            SignInOutcome::SetUpNeeded(token) => token,
            other => panic!("no second step was asked for: {other:?}"),
        };
        let kith = &council.kith;
        let other = Device::new(&[2; 32]);
        let elsewhere = kith
            .set_second_step_up_first(&begun, &other, SECRET, council.at)
            .await;
        assert!(
            elsewhere.unwrap().is_none(),
            "another browser went on with it"
        );
        let shown = kith
            .set_second_step_up_first(&begun, &device, SECRET, council.at)
            .await;
        assert!(shown.unwrap().is_some());
        let secrets = randomness(11);
        let code = device_shows(council.at);
        let moment = (council.at, "test");
        let who = (&begun, &device);
        let confirmed = kith
            .confirm_second_step_first(who, &code, &secrets, moment)
            .await;
        let (set_up, token) = confirmed.unwrap().expect("the code is right");
        assert_eq!(set_up.codes.len(), 10);
        let sitting = kith
            .sitting_in(&token, Some(&device), council.at, "test")
            .await;
        assert!(sitting.unwrap().is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_second_step_is_taken_away_and_everything_ends() {
    with_workers(async |council| {
        let sitting = freshly_proved(&council, "SW1001").await;
        set_up(&council, &sitting).await;
        let kith = &council.kith;
        assert!(
            kith.remove_second_step("SW1001", council.at, "test")
                .await
                .unwrap()
        );
        assert!(
            !kith
                .remove_second_step("SW1001", council.at, "test")
                .await
                .unwrap()
        );
        assert!(
            kith.sitting(&sitting.token, council.at)
                .await
                .unwrap()
                .is_none()
        );
        assert_eq!(
            recorded(&council, AuditAction::SecondStepRemoved)
                .await
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sets_a_second_step_up_at_a_desk_that_was_left_open() {
    with_workers(async |council| {
        let kith = &council.kith;
        let unproved = council.sign_in("SW1001").await.sitting;
        let proved = freshly_proved(&council, "SW1001").await.sitting;
        let later = moment("2026-11-23T10:20:00Z");
        for (sitting, at) in [(&unproved, council.at), (&proved, later)] {
            let shown = kith.set_second_step_up(sitting, SECRET, at).await;
            assert!(matches!(shown, Err(OperationError::SignInAgain)));
            let confirmed = kith
                .confirm_second_step(sitting, "000000", &randomness(10), (at, "test"))
                .await;
            assert!(matches!(confirmed, Err(OperationError::SignInAgain)));
        }
        let shown = kith.set_second_step_up(&proved, SECRET, council.at).await;
        assert!(shown.unwrap().is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_passphrase_for_somebody_who_forgot_theirs_leaves_the_second_step_in_place() {
    with_workers(async |council| {
        let sitting = freshly_proved(&council, "SW1001").await;
        set_up(&council, &sitting).await;
        council.keep_social_worker(Some("eleven green cups")).await;
        let device = Device::new(&[1; 32]);
        let door = AtTheDoor {
            council: &council,
            device: Some(&device),
        };
        let shown = ("eleven green cups", "");
        let answer = door.tries("SW1001", shown, 1, council.at).await;
        assert!(matches!(answer, Ok(SignInOutcome::CodeNeeded(_))));
    })
    .await;
}
