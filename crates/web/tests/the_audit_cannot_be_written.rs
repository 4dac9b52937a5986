//! When the audit cannot be written nothing is shown, the page gives the telephone of the desk that
//! answers day and night, and on recovery the audit has no gap (scenario S-38).

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use operations::{At, Kith};
use testkit::{PilotChild, TestCouncil, TestDatabase, TestSitting, pilot_social_care};
use tower::ServiceExt as _;
use web::{WebSettings, router};

/// One child, and a worker of the front door at work; now, because the site reads the clock.
#[expect(clippy::disallowed_methods, reason = "the site reads the clock")]
async fn council() -> TestCouncil {
    let mut council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.at = At::new(jiff::Timestamp::now());
    let child = PilotChild {
        key: "15001".to_owned(),
        given: "Ada".to_owned(),
        family: "Ashgrove".to_owned(),
        born: "2012-03-04".to_owned(),
        sex: "Female".to_owned(),
        address: "1 Kiln Row\nEastmere\nQX1 1AB".to_owned(),
    };
    let extract = pilot_social_care(&[child]);
    council
        .load("family-context-csc", "csc.csv", &extract)
        .await;
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

async fn page(kith: &Kith, sitting: &TestSitting, address: &str) -> (StatusCode, String) {
    let request = Request::builder()
        .uri(address)
        .header(header::HOST, "kith.example")
        .header(header::COOKIE, format!("kith={}", sitting.token.reveal()))
        .body(Body::empty())
        .unwrap();
    let site = router(kith.clone(), WebSettings::default());
    let answer = site.oneshot(request).await.unwrap();
    let status = answer.status();
    let body = axum::body::to_bytes(answer.into_body(), 1_000_000).await;
    (status, String::from_utf8(body.unwrap().to_vec()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_that_cannot_be_written_shows_nothing_and_gives_the_telephone() {
    let council = council().await;
    let lead = council.lead().await;
    let before = council.kith.verify_audit().await.unwrap().entries;
    let unwritable = council.read_only().await;
    for address in ["/looks", "/my-looks"] {
        let (status, words) = page(&unwritable, &lead, address).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{address}");
        assert!(words.contains("0161 496 0100"), "{address}: no telephone");
        assert!(words.contains("day and night"), "{address}");
        assert!(
            !words.contains("Stated a purpose"),
            "{address}: a look is shown"
        );
    }
    let (status, _) = page(&council.kith, &lead, "/looks").await;
    assert_eq!(status, StatusCode::OK);
    let after = council.kith.verify_audit().await.unwrap();
    assert!(after.is_sound(), "a gap was left");
    assert!(after.entries > before);
}
