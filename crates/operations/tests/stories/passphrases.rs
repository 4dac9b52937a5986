//! Passphrases: taken as they are, and changed by whoever has the one before.

use crate::sign_in::{AtTheDoor, PASSPHRASE, recorded, with_workers};
use audit::AuditAction;
use operations::{
    OperationError, PassphraseChange, PassphraseFault, PassphraseOutcome, SignInOutcome, audit,
};
use testkit::TestCouncil;

const NEW: &str = "eleven green cups";

async fn change(
    council: &TestCouncil,
    sitting: &operations::Sitting,
    (present, new): (&str, &str),
) -> Result<PassphraseOutcome, OperationError> {
    let change = PassphraseChange {
        present,
        code: "",
        new,
    };
    let kith = &council.kith;
    kith.change_passphrase(sitting, &change, council.at, "test")
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_changes_their_passphrase_with_the_one_they_have_and_is_signed_out_everywhere() {
    with_workers(async |council| {
        let here = council.sign_in("SW1001").await;
        let there = council.sign_in("SW1001").await;
        let neighbour = council.sign_in("FD1001").await;
        let changed = change(&council, &here.sitting, (PASSPHRASE, NEW)).await;
        assert_eq!(changed.unwrap(), PassphraseOutcome::Changed(2));
        for (token, is_open) in [
            (&here.token, false),
            (&there.token, false),
            (&neighbour.token, true),
        ] {
            let sitting = council.kith.sitting(token, council.at).await.unwrap();
            assert_eq!(sitting.is_some(), is_open);
        }
        let door = AtTheDoor {
            council: &council,
            device: None,
        };
        for (passphrase, opens) in [(PASSPHRASE, false), (NEW, true)] {
            let answer = door.tries("SW1001", (passphrase, ""), 1, council.at).await;
            let signed_in = matches!(answer.unwrap(), SignInOutcome::SignedIn(_));
            assert_eq!(signed_in, opens);
        }
        let kept = recorded(&council, AuditAction::AccountKept).await;
        assert_eq!(
            kept[0].note.as_deref(),
            Some("a new passphrase, by the worker")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_present_passphrase_or_with_a_guessable_new_one_nothing_changes() {
    with_workers(async |council| {
        let sitting = council.sign_in("SW1001").await.sitting;
        for (shown, outcome) in [
            (("a guess", NEW), PassphraseOutcome::NotRecognised),
            (
                (PASSPHRASE, "short"),
                PassphraseOutcome::NotTaken(PassphraseFault::TooShort),
            ),
            (
                (PASSPHRASE, "SW1001 password"),
                PassphraseOutcome::NotTaken(PassphraseFault::Guessable),
            ),
        ] {
            let answer = change(&council, &sitting, shown).await;
            assert_eq!(answer.unwrap(), outcome, "{shown:?}");
        }
        for _ in 0..4 {
            let answer = change(&council, &sitting, ("a guess", NEW)).await;
            assert_eq!(answer.unwrap(), PassphraseOutcome::NotRecognised);
        }
        let waits = change(&council, &sitting, (PASSPHRASE, NEW)).await;
        assert!(matches!(waits, Err(OperationError::TooManyTries)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_passphrase_in_any_letters_is_taken_to_its_last_sign() {
    let long = format!("  Ä quiet Café, 9 o'clock; {}  ", "and rain ".repeat(20));
    assert!(long.chars().count() > 128);
    with_workers(async |council| {
        let sitting = council.sign_in("SW1001").await.sitting;
        let changed = change(&council, &sitting, (PASSPHRASE, &long)).await;
        assert!(matches!(changed, Ok(PassphraseOutcome::Changed(_))));
        let door = AtTheDoor {
            council: &council,
            device: None,
        };
        let cut_off: String = long.chars().take(72).collect();
        for near in [long.trim(), &long.to_lowercase(), &cut_off] {
            let answer = door.tries("SW1001", (near, ""), 1, council.at).await;
            assert!(matches!(answer, Ok(SignInOutcome::NotRecognised)), "{near}");
        }
        let answer = door.tries("SW1001", (&long, ""), 2, council.at).await;
        assert!(matches!(answer, Ok(SignInOutcome::SignedIn(_))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_single_sign_on_has_no_passphrase_to_change() {
    with_workers(async |council| {
        council.keep_social_worker(None).await;
        let kith = &council.kith;
        let sitting = council.sign_in("SW1001").await.sitting;
        assert!(!kith.has_passphrase(&sitting).await.unwrap());
        let answer = change(&council, &sitting, ("", NEW)).await;
        assert_eq!(answer.unwrap(), PassphraseOutcome::HasNone);
    })
    .await;
}
