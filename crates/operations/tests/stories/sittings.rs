//! A sitting at a shared desk: it ends when left, and takes its handles with it.

use operations::OperationError;
use testkit::{TestCouncil, databases, moment, on_every_database, person_found};

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
