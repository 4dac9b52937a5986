//! Signing in and out over HTTP: the two cookies, what each is worth alone, and what is left.
//!
//! INVARIANT: a sitting's token without the browser's own secret opens nothing.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use operations::identity::FirstPassphrase;
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
    form: &str,
) -> Response<Body> {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, "kith.example")
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
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
async fn signing_in_again_gives_the_browser_another_token_and_the_old_one_opens_nothing() {
    let (site, _council) = site().await;
    let before = given(&ask(&site, ("POST", "/sign-in"), "", FORM).await);
    let again = ("POST", "/sign-in/again");
    let form = "passphrase=a+passphrase+for+tests";
    let answer = ask(&site, again, &before.join("; "), form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let after = given(&answer);
    assert_eq!(after.len(), 1, "the token, and nothing of the browser's");
    assert_ne!(after[0], before[0]);
    assert!(opens(&site, &format!("{}; {}", after[0], before[1])).await);
    assert!(!opens(&site, &before.join("; ")).await);
    let wrong = ask(
        &site,
        again,
        &format!("{}; {}", after[0], before[1]),
        "passphrase=x",
    )
    .await;
    assert!(given(&wrong).is_empty());
}

#[tokio::test]
async fn one_sign_in_is_ended_from_the_list_and_this_one_stays() {
    let (site, _council) = site().await;
    let here = given(&ask(&site, ("POST", "/sign-in"), "", FORM).await).join("; ");
    let there = given(&ask(&site, ("POST", "/sign-in"), "", FORM).await).join("; ");
    let page = words(ask(&site, ("GET", "/sign-ins"), &here, "").await).await;
    let value = |line: &str| {
        let (_, after) = line.split_once("name=\"sign_in\" value=\"")?;
        Some(after.split('"').next()?.to_owned())
    };
    let lines: Vec<&str> = page.split("<tr").collect();
    let open = lines.iter().find(|line| line.contains(">Open")).unwrap();
    assert!(open.contains("End it"), "{page}");
    let form = format!("sign_in={}", value(open).unwrap());
    let ended = ask(&site, ("POST", "/sign-ins/end-one"), &here, &form).await;
    assert_eq!(ended.headers()[header::LOCATION], "/sign-ins");
    assert!(opens(&site, &here).await && !opens(&site, &there).await);
    let page = words(ask(&site, ("GET", "/sign-ins"), &here, "").await).await;
    assert_eq!(
        page.matches("name=\"sign_in\"").count(),
        1,
        "what has ended has no button"
    );
    let again = ask(&site, ("POST", "/sign-ins/end-one"), &here, &form).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
    let this = page.split("<tr").find_map(value).unwrap();
    let form = format!("sign_in={this}");
    let out = ask(&site, ("POST", "/sign-ins/end-one"), &here, &form).await;
    assert_eq!(out.headers()["clear-site-data"], "\"cache\", \"storage\"");
    assert!(!opens(&site, &here).await);
}

#[expect(clippy::disallowed_methods, reason = "the site reads the clock")]
fn now() -> operations::At {
    operations::At::new(jiff::Timestamp::now())
}

#[tokio::test]
async fn whoever_has_a_first_passphrase_is_led_to_choosing_their_own_and_nowhere_else() {
    let (site, council) = site().await;
    let first = FirstPassphrase::new(&[5; FirstPassphrase::LENGTH]);
    let kith = &council.kith;
    let given_it = kith.give_first_passphrase("SW1001", &first, now(), "test");
    assert!(given_it.await.unwrap());
    let form = format!("staff_id=SW1001&passphrase={}", first.reveal());
    let cookies = given(&ask(&site, ("POST", "/sign-in"), "", &form).await).join("; ");
    for (method, address) in [
        ("GET", "/sign-ins"),
        ("GET", "/find"),
        ("GET", "/why"),
        ("POST", "/why"),
        ("GET", "/second-step"),
    ] {
        let answer = ask(&site, (method, address), &cookies, "").await;
        let led = &answer.headers()[header::LOCATION];
        assert_eq!(led, "/passphrase", "{method} {address}");
    }
    let program = ask(&site, ("GET", "/api/v1/sources"), &cookies, "").await;
    assert_eq!(program.status(), StatusCode::FORBIDDEN);
    assert!(words(program).await.contains("choose_passphrase"));
    let page = words(ask(&site, ("GET", "/passphrase"), &cookies, "").await).await;
    assert!(page.contains("Choose your own passphrase"), "{page}");
    assert!(page.contains("The passphrase you were given"), "{page}");
    let own = format!("present={}&new=eleven+green+cups", first.reveal());
    let out = ask(&site, ("POST", "/passphrase"), &cookies, &own).await;
    assert_eq!(out.status(), StatusCode::OK);
    let new = "staff_id=SW1001&passphrase=eleven+green+cups";
    let cookies = given(&ask(&site, ("POST", "/sign-in"), "", new).await).join("; ");
    assert!(opens(&site, &cookies).await);
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

#[tokio::test]
async fn a_passphrase_is_changed_on_its_page_and_the_browser_signs_in_with_the_new_one() {
    let (site, _council) = site().await;
    let cookies = given(&ask(&site, ("POST", "/sign-in"), "", FORM).await).join("; ");
    let page = words(ask(&site, ("GET", "/passphrase"), &cookies, "").await).await;
    assert_eq!(page.matches("type=\"password\"").count(), 2, "{page}");
    let wrong = "present=a+guess&new=eleven+green+cups";
    let answer = ask(&site, ("POST", "/passphrase"), &cookies, wrong).await;
    assert_eq!(answer.status().as_u16(), 422);
    let page = words(answer).await;
    assert!(page.contains("Enter the passphrase that you have") && !page.contains("green"));
    let right = "present=a+passphrase+for+tests&new=eleven+green+cups";
    let out = ask(&site, ("POST", "/passphrase"), &cookies, right).await;
    assert_eq!(out.headers()["clear-site-data"], "\"cache\", \"storage\"");
    assert!(!opens(&site, &cookies).await);
    let old = ask(&site, ("POST", "/sign-in"), "", FORM).await;
    assert_eq!(old.status().as_u16(), 422);
    let new = "staff_id=SW1001&passphrase=eleven+green+cups";
    let answer = ask(&site, ("POST", "/sign-in"), "", new).await;
    assert_eq!(answer.headers()[header::LOCATION], "/");
}

#[tokio::test]
async fn a_field_that_is_sent_twice_is_not_read_once() {
    let (site, _council) = site().await;
    for form in [
        "staff_id=SW1001&staff_id=FD1001&passphrase=a+passphrase+for+tests",
        "staff_id=SW1001&passphrase=wrong&passphrase=a+passphrase+for+tests",
    ] {
        let answer = ask(&site, ("POST", "/sign-in"), "", form).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{form}");
    }
}

#[tokio::test]
async fn a_link_on_somebody_elses_page_begins_no_sign_in_at_the_provider() {
    let (site, _council) = site().await;
    for (from, leads_to) in [
        ("cross-site", "/sign-in"),
        ("same-site", "/sign-in"),
        ("same-origin", "/sign-in/refused/provider-away"),
        ("none", "/sign-in/refused/provider-away"),
    ] {
        let request = Request::builder()
            .uri("/sign-in/council")
            .header(header::HOST, "kith.example")
            .header("sec-fetch-site", from)
            .body(Body::empty())
            .unwrap();
        let answer = site.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.headers()[header::LOCATION], leads_to, "{from}");
    }
}
