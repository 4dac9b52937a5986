//! Passphrases: taken as they are, and changed by whoever has the one before.

use crate::sign_in::{AtTheDoor, PASSPHRASE, recorded, with_workers};
use audit::AuditAction;
use operations::{
    OperationError, PassphraseChange, PassphraseFault, PassphraseOutcome, SignInOutcome, audit,
    identity::FirstPassphrase,
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
            (
                (PASSPHRASE, "unbelievable2026"),
                PassphraseOutcome::NotTaken(PassphraseFault::Common),
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

/// The first passphrase that stories give.
fn first() -> FirstPassphrase {
    FirstPassphrase::new(&std::array::from_fn(|place| place as u8))
}

async fn signs_in_with(
    council: &TestCouncil,
    passphrase: &str,
    at: operations::At,
) -> SignInOutcome {
    let door = AtTheDoor {
        council,
        device: None,
    };
    let secret = passphrase.len() as u8;
    door.tries("SW1001", (passphrase, ""), secret, at)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_passphrase_opens_only_the_choice_of_an_own_one() {
    with_workers(async |council| {
        let kith = &council.kith;
        let before = council.sign_in("SW1001").await;
        let given = kith
            .give_first_passphrase("SW1001", &first(), council.at, "test")
            .await;
        assert!(given.unwrap());
        let ended = kith.sitting(&before.token, council.at).await.unwrap();
        assert!(ended.is_none(), "what was open has ended");
        let old = signs_in_with(&council, PASSPHRASE, council.at).await;
        assert!(matches!(old, SignInOutcome::NotRecognised));
        let SignInOutcome::SignedIn(token) =
            signs_in_with(&council, first().reveal(), council.at).await
        else {
            panic!("it opens the account");
        };
        let sitting = council.sitting(token).await.sitting;
        assert!(sitting.has_to_choose_a_passphrase());
        let same = change(&council, &sitting, (first().reveal(), first().reveal())).await;
        assert_eq!(same.unwrap(), PassphraseOutcome::TheSame);
        let own = change(&council, &sitting, (first().reveal(), NEW)).await;
        assert_eq!(own.unwrap(), PassphraseOutcome::Changed(1));
        let SignInOutcome::SignedIn(token) = signs_in_with(&council, NEW, council.at).await else {
            panic!("the own one opens the account");
        };
        let sitting = council.sitting(token).await.sitting;
        assert!(!sitting.has_to_choose_a_passphrase());
        let spent = signs_in_with(&council, first().reveal(), council.at).await;
        assert!(matches!(spent, SignInOutcome::NotRecognised));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_passphrase_that_nobody_used_ends_after_three_days() {
    with_workers(async |council| {
        let kith = &council.kith;
        let given = kith
            .give_first_passphrase("SW1001", &first(), council.at, "test")
            .await;
        assert!(given.unwrap());
        let after = |hours: i64, minutes: i64| {
            let later = jiff::SignedDuration::from_mins(hours * 60 + minutes);
            operations::At::new(council.at.timestamp() + later)
        };
        let too_late = signs_in_with(&council, first().reveal(), after(72, 0)).await;
        assert!(matches!(too_late, SignInOutcome::FirstPassphraseEnded));
        let refused = recorded(&council, AuditAction::SignInRefused).await;
        assert_eq!(
            refused[0].note.as_deref(),
            Some("the first passphrase was not used within three days")
        );
        let in_time = signs_in_with(&council, first().reveal(), after(71, 59)).await;
        assert!(matches!(in_time, SignInOutcome::SignedIn(_)));
        let nobody = kith
            .give_first_passphrase("NOBODY1", &first(), council.at, "test")
            .await;
        assert!(!nobody.unwrap());
    })
    .await;
}
