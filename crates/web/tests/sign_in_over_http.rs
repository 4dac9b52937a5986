//! Signing in and out over HTTP: the two cookies, what each is worth alone, and what is left.
//!
//! INVARIANT: a sitting's token without the browser's own secret opens nothing.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use testkit::{TestCouncil, TestDatabase};
use tower::ServiceExt as _;
use web::{WebSettings, router};

const FORM: &str = "staff_id=SW1001&passphrase=a+passphrase+for+tests";

/// The site, and the council behind it, whose database ends with it.
async fn site() -> (axum::Router, TestCouncil) {
    let council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.add_workers().await;
    let site = router(council.kith.clone(), WebSettings::default());
    (site, council)
}

async fn ask(
    site: &axum::Router,
    (method, address): (&str, &str),
    cookies: &str,
    form: &'static str,
) -> Response<Body> {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, "kith.example")
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    site.clone().oneshot(request).await.unwrap()
}

/// The cookies that an answer gives, each as `name=secret`; the sitting's first.
fn given(answer: &Response<Body>) -> Vec<String> {
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
    let pair = |cookie: &header::HeaderValue| {
        let text = cookie.to_str().unwrap();
        text.split(';').next().unwrap().to_owned()
    };
    let mut pairs: Vec<String> = cookies.map(pair).collect();
    pairs.retain(|pair| !pair.ends_with('='));
    pairs.sort_by_key(|pair| !pair.starts_with("kith="));
    pairs
}

async fn words(answer: Response<Body>) -> String {
    let body = axum::body::to_bytes(answer.into_body(), 200_000).await;
    String::from_utf8(body.unwrap().to_vec()).unwrap()
}

async fn opens(site: &axum::Router, cookies: &str) -> bool {
    let answer = ask(site, ("GET", "/sign-ins"), cookies, "").await;
    answer.status() == StatusCode::OK
}

#[tokio::test]
async fn a_token_is_worth_nothing_without_the_browsers_own_secret() {
    let (site, _council) = site().await;
    let answer = ask(&site, ("POST", "/sign-in"), "", FORM).await;
    assert_eq!(answer.headers()[header::LOCATION], "/");
    let [token, browser] = &given(&answer)[..] else {
        panic!("two cookies are given");
    };
    assert!(opens(&site, &format!("{token}; {browser}")).await);
    assert!(!opens(&site, token).await);
    assert!(
        !opens(&site, &format!("{token}; {browser}")).await,
        "a token that turned up elsewhere has ended its sitting"
    );
}

#[tokio::test]
async fn a_browser_keeps_its_own_secret_from_one_sitting_to_the_next() {
    let (site, _council) = site().await;
    let first = given(&ask(&site, ("POST", "/sign-in"), "", FORM).await);
    let second = given(&ask(&site, ("POST", "/sign-in"), &first[1], FORM).await);
    assert_eq!(first[1], second[1]);
    assert_ne!(first[0], second[0]);
}

#[tokio::test]
async fn signing_out_clears_what_the_browser_kept_and_everywhere_says_how_much_ended() {
    let (site, _council) = site().await;
    let here = given(&ask(&site, ("POST", "/sign-in"), "", FORM).await).join("; ");
    let there = given(&ask(&site, ("POST", "/sign-in"), "", FORM).await).join("; ");
    let page = words(ask(&site, ("GET", "/sign-ins"), &here, "").await).await;
    assert!(page.contains("This one") && page.contains("Open"), "{page}");
    let out = ask(&site, ("POST", "/sign-ins/end"), &here, "").await;
    assert_eq!(out.headers()["clear-site-data"], "\"cache\", \"storage\"");
    assert_eq!(out.headers()[header::CACHE_CONTROL], "no-store");
    let page = words(out).await;
    assert!(
        page.contains("All 2 of your open sign-ins have ended"),
        "{page}"
    );
    assert!(!opens(&site, &here).await && !opens(&site, &there).await);
}

#[tokio::test]
async fn half_a_sign_in_leads_back_to_the_beginning() {
    let (site, _council) = site().await;
    for address in ["/sign-in/code", "/sign-in/set-up"] {
        for method in ["GET", "POST"] {
            let answer = ask(&site, (method, address), "", "code=123456").await;
            assert_eq!(
                answer.headers()[header::LOCATION],
                "/sign-in",
                "{method} {address}"
            );
        }
    }
}

#[tokio::test]
async fn a_second_step_is_shown_as_a_picture_of_our_own_and_never_again() {
    let (site, _council) = site().await;
    let cookies = given(&ask(&site, ("POST", "/sign-in"), "", FORM).await).join("; ");
    let page = words(ask(&site, ("GET", "/second-step"), &cookies, "").await).await;
    assert!(
        page.contains("<svg") && page.contains("kith-typed-secret"),
        "{page}"
    );
    assert!(
        !page.contains("style=\"") && !page.contains("<img"),
        "nothing inline, nothing foreign"
    );
    let wrong = ask(&site, ("POST", "/second-step"), &cookies, "code=000000").await;
    assert_eq!(wrong.status().as_u16(), 422);
}
