//! A sitting at a shared desk: it ends when left, takes its handles with it, and guessing at the
//! door has to wait.

use operations::{OperationError, Secret};
use testkit::{TestCouncil, databases, moment, on_every_database, person_found};

const PASSPHRASE: &str = "a passphrase for tests";

async fn with_workers(story: impl AsyncFn(TestCouncil)) {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        council.add_workers().await;
        story(council).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handle_of_another_sitting_is_not_found() {
    on_every_database(async |council| {
        let first = council.social_worker().await;
        let second = council.social_worker().await;
        let found = council.find_named(&first, "Oliver", "Fairclough").await;
        let handle = &person_found(&found, "Oliver").handle;
        let answer = council
            .kith
            .look_up_family(&second.sitting, handle, council.at, "test")
            .await;
        assert!(matches!(answer, Err(OperationError::NotFound)));
        let found_again = council.find_named(&second, "Oliver", "Fairclough").await;
        assert_ne!(&person_found(&found_again, "Oliver").handle, handle);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_makes_every_handle_worthless() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let handle = &person_found(&found, "Oliver").handle;
        council
            .kith
            .sign_out(&sitting.sitting, council.at, "test")
            .await
            .unwrap();
        assert!(
            council
                .kith
                .sitting(&sitting.token, council.at)
                .await
                .unwrap()
                .is_none()
        );
        let answer = council
            .kith
            .look_up_family(&sitting.sitting, handle, council.at, "test")
            .await;
        assert!(matches!(answer, Err(OperationError::NotFound)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sitting_ends_after_a_quarter_of_an_hour_without_use() {
    with_workers(async |council| {
        let sitting = council.sign_in("SW1001").await;
        let is_open = async |at: &str| {
            council
                .kith
                .sitting(&sitting.token, moment(at))
                .await
                .unwrap()
                .is_some()
        };
        assert!(is_open("2026-11-23T10:14:59Z").await);
        assert!(
            is_open("2026-11-23T10:29:00Z").await,
            "use does not keep it open"
        );
        assert!(!is_open("2026-11-23T10:44:00Z").await);
        assert!(
            !is_open("2026-11-23T10:29:01Z").await,
            "a sitting that ended came back"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sitting_ends_after_ten_hours_however_busy() {
    with_workers(async |council| {
        let sitting = council.sign_in("SW1001").await;
        for minutes in (10..600).step_by(10) {
            let now = moment(&format!(
                "2026-11-23T{:02}:{:02}:00Z",
                10 + minutes / 60,
                minutes % 60
            ));
            assert!(
                council
                    .kith
                    .sitting(&sitting.token, now)
                    .await
                    .unwrap()
                    .is_some(),
                "after {minutes}"
            );
        }
        let late = moment("2026-11-23T20:00:00Z");
        assert!(
            council
                .kith
                .sitting(&sitting.token, late)
                .await
                .unwrap()
                .is_none()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_failed_sign_ins_make_the_account_wait_and_not_its_neighbour() {
    with_workers(async |council| {
        let sign_in = async |staff: &str, passphrase: &str, secret: u8, at: &str| {
            let secret: Secret = [secret; 32];
            council
                .kith
                .sign_in(staff, passphrase, secret, moment(at), "test")
                .await
        };
        for _ in 0..5 {
            let answer = sign_in("SW1001", "a guess", 1, "2026-11-23T10:00:00Z").await;
            assert!(matches!(answer, Ok(None)));
        }
        let answer = sign_in("SW1001", PASSPHRASE, 2, "2026-11-23T10:09:00Z").await;
        assert!(matches!(answer, Err(OperationError::TooManyTries)));
        let answer = sign_in("FD1001", PASSPHRASE, 3, "2026-11-23T10:09:00Z").await;
        assert!(matches!(answer, Ok(Some(_))));
        let answer = sign_in("SW1001", PASSPHRASE, 4, "2026-11-23T10:11:00Z").await;
        assert!(matches!(answer, Ok(Some(_))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_staff_id_reads_like_a_wrong_passphrase() {
    with_workers(async |council| {
        for staff in ["NOBODY1", "SW1001"] {
            let answer = council
                .kith
                .sign_in(staff, "a guess", [5; 32], council.at, "test")
                .await;
            assert!(matches!(answer, Ok(None)));
        }
    })
    .await;
}
