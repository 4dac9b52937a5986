//! Attempts to get round the rules of the site: each leaves a line in the log that is kept without
//! asking for more, and no line holds what was sent.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use testkit::{LogLines, TestCouncil, TestDatabase};
use tower::ServiceExt as _;
use web::{WebSettings, router, router_to_tls};

const HOST: &str = "kith.example";

fn request(method: &str, address: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, HOST)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

fn settings() -> WebSettings {
    WebSettings {
        secure_cookies: false,
        allowed_hosts: vec![HOST.to_owned()],
    }
}

/// Signs in, and gives the browser's cookies.
async fn signed_in(site: &axum::Router) -> String {
    let form = "staff_id=SW1001&passphrase=a+passphrase+for+tests";
    let signed_in = request("POST", "/sign-in").body(Body::from(form)).unwrap();
    let answer = site.clone().oneshot(signed_in).await.unwrap();
    let cookies: Vec<&str> = answer
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap())
        .collect();
    cookies.join("; ")
}

/// Guesses a passphrase too often; the last try is logged, and those before are not.
async fn guess_until_it_waits(site: &axum::Router, secret: &str, log: &LogLines) {
    for _ in 0..6 {
        let guess = Body::from(format!("staff_id=SW1001&passphrase={secret}"));
        let guess = request("POST", "/sign-in").body(guess).unwrap();
        let answer = site.clone().oneshot(guess).await.unwrap();
        let waits = answer.status() == StatusCode::TOO_MANY_REQUESTS;
        assert_eq!(log.text().contains("too_many_tries"), waits);
    }
}

/// The warning that was written since.
fn warning_after(log: &LogLines, before: usize) -> String {
    let written = log.text()[before..].to_owned();
    let warned = written.lines().find(|line| line.contains(" WARN "));
    warned
        .unwrap_or_else(|| panic!("no warning: {written}"))
        .to_owned()
}

#[tokio::test]
async fn each_attempt_to_get_round_the_rules_is_logged_without_what_was_sent() {
    let log = LogLines::keep();
    let council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.add_workers().await;
    let settings = settings();
    let site = router(council.kith.clone(), settings.clone());
    let plain = router_to_tls(council.kith.clone(), settings);
    let cookies = signed_in(&site).await;
    let handle = "5e".repeat(16);
    let secret = "quince-and-quill";
    let with_cookies =
        |request: axum::http::request::Builder| request.header(header::COOKIE, &cookies);
    let elsewhere = request("POST", "/sign-out").header(header::ORIGIN, "https://evil.example");
    let other_host = Request::builder()
        .uri("/")
        .header(header::HOST, "evil.example");
    let attempts = [
        (&site, elsewhere, 403, "other_origin"),
        (&site, other_host, 421, "other_host"),
        (
            &site,
            with_cookies(request("POST", "/sign-in")),
            400,
            "unreadable",
        ),
        (
            &site,
            with_cookies(request("DELETE", "/find")),
            405,
            "wrong_method",
        ),
        (
            &site,
            with_cookies(request("POST", &format!("/my-disputes/{handle}/take-back"))),
            404,
            "not_found",
        ),
        (&plain, request("POST", "/sign-in"), 403, "tls_only"),
    ];
    for (site, attempt, status, code) in attempts {
        let before = log.text().len();
        let attempt = attempt
            .body(Body::from(format!(
                "staff_id={secret}&staff_id={secret}&passphrase={secret}"
            )))
            .unwrap();
        let path = attempt.uri().path().to_owned();
        let answer = site.clone().oneshot(attempt).await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{path} {code}");
        let warned = warning_after(&log, before);
        assert!(warned.contains(code), "{warned}");
        assert!(warned.contains("request.id"), "{warned}");
    }
    guess_until_it_waits(&site, secret, &log).await;
    let all = log.text();
    assert!(all.contains("too_many_tries"));
    assert!(
        all.contains("worker.id=\"SW1001\""),
        "whoever is signed in is named"
    );
    assert!(!all.contains(secret) && !all.contains(&handle) && !all.contains("evil.example"));
}
