//! Walks the register: every route is guarded as the table says, and every answer is protected.
//!
//! The council behind it holds workers and no records.
//! INVARIANT: the site has no route beside the register.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use testkit::{TestCouncil, TestDatabase};
use tower::ServiceExt as _;
use web::route_register::{Door, Least, ROUTES, RouteRow};
use web::{WebSettings, router};

/// A council without records, with four workers.
async fn council() -> TestCouncil {
    let council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.add_workers().await;
    council
}

fn address_of(row: &RouteRow) -> String {
    row.path
        .replace("{handle}", "00112233445566778899aabbccddeeff")
        .replace("{why}", "no-role")
        .replace("{*path}", "kith.css")
}

async fn ask(site: &axum::Router, request: Request<Body>) -> Response<Body> {
    site.clone()
        .oneshot(request)
        .await
        .expect("a router always answers")
}

fn request(method: &str, address: &str) -> Request<Body> {
    let kind = if address.starts_with("/api/") {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    };
    Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, "kith.example")
        .header(header::CONTENT_TYPE, kind)
        .body(Body::empty())
        .expect("method and address are well formed")
}

#[tokio::test]
async fn whoever_is_not_signed_in_gets_no_further_than_the_sign_in() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    for row in ROUTES.iter().filter(|row| row.least != Least::Public) {
        let answer = ask(&site, request(row.method, &address_of(row))).await;
        match row.door {
            Door::Page => {
                assert_eq!(
                    answer.status(),
                    StatusCode::SEE_OTHER,
                    "{} {}",
                    row.method,
                    row.path
                );
                assert_eq!(
                    answer.headers()[header::LOCATION],
                    "/sign-in",
                    "{}",
                    row.path
                );
            }
            Door::Api => {
                assert_eq!(
                    answer.status(),
                    StatusCode::UNAUTHORIZED,
                    "{} {}",
                    row.method,
                    row.path
                );
                assert_eq!(
                    answer.headers()[header::CONTENT_TYPE],
                    "application/problem+json"
                );
            }
        }
    }
}

#[tokio::test]
async fn every_answer_is_protected_and_nothing_but_assets_is_kept() {
    let settings = WebSettings {
        secure_cookies: true,
        ..WebSettings::default()
    };
    let council = council().await;
    let site = router(council.kith.clone(), settings);
    let routes = ROUTES.iter().map(|row| (row.method, address_of(row)));
    let nowhere = [
        ("GET", "/nowhere".to_owned()),
        ("GET", "/api/v1/nowhere".to_owned()),
        ("DELETE", "/find".to_owned()),
    ];
    for (method, address) in routes.chain(nowhere) {
        let answer = ask(&site, request(method, &address)).await;
        let value = |name: &str| {
            answer
                .headers()
                .get(name)
                .map_or("", |value| value.to_str().unwrap())
        };
        let policy: Vec<&str> = value("content-security-policy").split("; ").collect();
        for directive in [
            "default-src 'none'",
            "script-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(&directive), "{address}: {directive}");
        }
        assert_eq!(value("referrer-policy"), "no-referrer", "{address}");
        assert_eq!(value("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(
            value("cross-origin-opener-policy"),
            "same-origin",
            "{address}"
        );
        assert_eq!(
            value("strict-transport-security"),
            "max-age=31536000; includeSubDomains",
            "{address}"
        );
        assert_eq!(
            value("cross-origin-resource-policy"),
            "same-origin",
            "{address}"
        );
        for never in ["access-control-allow-origin", "server", "x-powered-by"] {
            assert_eq!(value(never), "", "{address}");
        }
        if !address.starts_with("/assets/") && address != "/council.css" {
            assert_eq!(value("cache-control"), "no-store", "{method} {address}");
        }
    }
}

#[tokio::test]
async fn every_body_says_what_it_is_and_in_which_letters() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    let routes = ROUTES.iter().map(|row| (row.method, address_of(row)));
    let more = ["/nowhere", "/api/v1/nowhere", "/assets/init.js", "/assets/"];
    let more = more.map(|address| ("GET", address.to_owned()));
    let mut kinds = BTreeSet::new();
    for (method, address) in routes.chain(more) {
        let answer = ask(&site, request(method, &address)).await;
        let (head, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, 2_000_000).await.unwrap();
        if body.is_empty() {
            continue;
        }
        let kind = head.headers.get(header::CONTENT_TYPE);
        let kind = kind.map_or("", |kind| kind.to_str().unwrap()).to_owned();
        assert!(
            kind.starts_with("application/") || kind.ends_with("; charset=utf-8"),
            "{method} {address}: {kind}"
        );
        kinds.insert(kind);
    }
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [
            "application/json",
            "application/problem+json",
            "text/css; charset=utf-8",
            "text/html; charset=utf-8",
            "text/javascript; charset=utf-8",
        ]
    );
}

#[tokio::test]
async fn nothing_is_listed_traced_or_read_from_the_disk() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    for address in [
        "/assets",
        "/assets/",
        "/.git/config",
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/kith.toml",
    ] {
        let answer = ask(&site, request("GET", address)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{address}");
    }
    for method in ["TRACE", "OPTIONS", "PATCH"] {
        let answer = ask(&site, request(method, "/sign-in")).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_not_read() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    for row in ROUTES.iter().filter(|row| row.method != "GET") {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://other.example"),
        ] {
            let mut sent = request(row.method, &address_of(row));
            sent.headers_mut().insert(name, value.parse().unwrap());
            let answer = ask(&site, sent).await;
            assert_eq!(
                answer.status(),
                StatusCode::FORBIDDEN,
                "{} {}",
                row.method,
                row.path
            );
        }
    }
}

#[tokio::test]
async fn a_name_that_is_not_ours_is_refused() {
    let settings = WebSettings {
        allowed_hosts: vec!["kith.example".to_owned()],
        ..WebSettings::default()
    };
    let council = council().await;
    let site = router(council.kith.clone(), settings);
    let mut other = request("GET", "/sign-in");
    other
        .headers_mut()
        .insert(header::HOST, "rebound.example".parse().unwrap());
    assert_eq!(
        ask(&site, other).await.status(),
        StatusCode::MISDIRECTED_REQUEST
    );
    assert_eq!(
        ask(&site, request("GET", "/sign-in")).await.status(),
        StatusCode::OK
    );
}

/// A sitting's token, got as a program gets it.
async fn token_of(site: &axum::Router, staff_id: &str) -> String {
    let mut sent = request("POST", "/api/v1/sitting");
    let body = format!(r#"{{"staff_id":"{staff_id}","passphrase":"a passphrase for tests"}}"#);
    *sent.body_mut() = Body::from(body);
    let answer = ask(site, sent).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let body = axum::body::to_bytes(answer.into_body(), 10_000)
        .await
        .expect("the sitting begins with a token");
    let body: serde_json::Value =
        serde_json::from_slice(&body).expect("the sitting begins with a token");
    body["token"]
        .as_str()
        .expect("the sitting begins with a token")
        .to_owned()
}

#[tokio::test]
async fn whoever_has_not_said_why_is_asked_first_and_no_role_opens_another_roles_page() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    let token = token_of(&site, "SW1001").await;
    for row in ROUTES
        .iter()
        .filter(|row| matches!(row.least, Least::WithPurpose | Least::Roles(_)))
    {
        let mut sent = request(row.method, &address_of(row));
        let bearer = format!("Bearer {token}").parse().unwrap();
        sent.headers_mut().insert(header::AUTHORIZATION, bearer);
        let answer = ask(&site, sent).await;
        match (row.least, row.door, row.method) {
            (Least::WithPurpose, Door::Page, "GET") => {
                assert_eq!(answer.headers()[header::LOCATION], "/why", "{}", row.path);
            }
            _ => assert!(
                (400..500).contains(&answer.status().as_u16()),
                "{} {}",
                row.path,
                answer.status()
            ),
        }
    }
}

#[tokio::test]
async fn a_search_without_a_purpose_is_refused_kindly_and_recorded() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    let token = token_of(&site, "SW1001").await;
    let mut sent = request("POST", "/find");
    let headers = sent.headers_mut();
    headers.insert(header::COOKIE, format!("kith={token}").parse().unwrap());
    let kind = "application/x-www-form-urlencoded".parse().unwrap();
    headers.insert(header::CONTENT_TYPE, kind);
    *sent.body_mut() = Body::from("family=Lomax&given=Rosa");
    let answer = ask(&site, sent).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let page = axum::body::to_bytes(answer.into_body(), 200_000)
        .await
        .unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    assert!(page.contains("have not said why you are looking"), "{page}");
    assert!(page.contains("was recorded") && page.contains("0161 496 0100"));
    let sitting = council.sign_in("SW1001").await;
    let looks = council.own_looks(&sitting).await;
    assert!(
        looks.iter().any(|look| look.is_refusal),
        "the refusal is in the audit"
    );
}

#[tokio::test]
async fn the_governance_lead_says_why_before_seeing_who_has_looked() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    let token = token_of(&site, "IG1001").await;
    for address in ["/", "/looks"] {
        let mut sent = request("GET", address);
        let cookie = format!("kith={token}").parse().unwrap();
        sent.headers_mut().insert(header::COOKIE, cookie);
        let answer = ask(&site, sent).await;
        assert_eq!(answer.headers()[header::LOCATION], "/why", "{address}");
    }
}

#[tokio::test]
async fn a_sitting_ends_for_good_when_it_is_signed_out() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    let token = token_of(&site, "IG1001").await;
    let with_cookie = |method, address| {
        let mut sent = request(method, address);
        let cookie = format!("kith={token}").parse().unwrap();
        sent.headers_mut().insert(header::COOKIE, cookie);
        sent
    };
    assert_eq!(
        ask(&site, with_cookie("GET", "/why")).await.status(),
        StatusCode::OK
    );
    let out = ask(&site, with_cookie("POST", "/sign-out")).await;
    assert!(
        out.headers()["clear-site-data"]
            .to_str()
            .unwrap()
            .contains("cache")
    );
    assert!(
        out.headers()[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    let after = ask(&site, with_cookie("GET", "/why")).await;
    assert_eq!(after.headers()[header::LOCATION], "/sign-in");
}

#[tokio::test]
async fn the_analyst_begins_with_the_link_runs_and_is_not_asked_for_a_purpose() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    let token = token_of(&site, "AN1001").await;
    let opened = async |address: &str| {
        let mut sent = request("GET", address);
        let cookie = format!("kith={token}").parse().unwrap();
        sent.headers_mut().insert(header::COOKIE, cookie);
        let answer = ask(&site, sent).await;
        let (head, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, 200_000).await.unwrap();
        (head, String::from_utf8(body.to_vec()).unwrap())
    };
    let (start, _) = opened("/").await;
    assert_eq!(start.headers[header::LOCATION], "/linkage");
    let (head, page) = opened("/linkage").await;
    assert_eq!(head.status, StatusCode::OK);
    assert!(page.contains("Nothing has been linked yet"), "{page}");
    assert!(!page.contains("href=\"/find\""), "no person to look for");
    assert!(
        !page.contains("Say why you are looking"),
        "no purpose to state"
    );
    let mut sent = request("GET", "/api/v1/linkage");
    let bearer = format!("Bearer {token}").parse().unwrap();
    sent.headers_mut().insert(header::AUTHORIZATION, bearer);
    assert_eq!(ask(&site, sent).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn link_runs_are_refused_to_a_social_worker_with_a_reason() {
    let council = council().await;
    let site = router(council.kith.clone(), WebSettings::default());
    let token = token_of(&site, "SW1001").await;
    for (address, name, value) in [
        ("/linkage", header::COOKIE, format!("kith={token}")),
        (
            "/api/v1/linkage",
            header::AUTHORIZATION,
            format!("Bearer {token}"),
        ),
    ] {
        let mut sent = request("GET", address);
        sent.headers_mut().insert(name, value.parse().unwrap());
        let answer = ask(&site, sent).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{address}");
        let body = axum::body::to_bytes(answer.into_body(), 200_000)
            .await
            .unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert!(body.contains("How linking went was not shown"), "{body}");
    }
}

#[test]
fn least_requirements_are_as_agreed() {
    let public: Vec<&str> = ROUTES
        .iter()
        .filter(|row| row.least == Least::Public)
        .map(|row| row.path)
        .collect();
    assert_eq!(
        public,
        [
            "/",
            "/sign-in",
            "/sign-in",
            "/sign-in/code",
            "/sign-in/code",
            "/sign-in/set-up",
            "/sign-in/set-up",
            "/sign-in/council",
            "/sign-in/back",
            "/sign-in/refused/{why}",
            "/sign-out",
            "/help",
            "/accessibility",
            "/privacy",
            "/security",
            "/council.css",
            "/assets/{*path}",
            "/api/v1/openapi.json",
            "/api/v1/sitting",
        ]
    );
    for row in ROUTES {
        let shows_a_family = ["/find", "/famil", "/details", "/involvements"];
        if shows_a_family.iter().any(|part| row.path.contains(part)) {
            assert_eq!(row.least, Least::WithPurpose, "{}", row.path);
        }
        if row.path.contains("/looks") {
            assert!(
                matches!(
                    row.least,
                    Least::Roles([vocabulary::Role::InformationGovernanceLead])
                ),
                "{}",
                row.path
            );
        }
        assert_eq!(
            row.door == Door::Api,
            row.path.starts_with("/api/"),
            "{}",
            row.path
        );
    }
}

#[test]
fn the_contract_names_exactly_the_routes_of_the_api() {
    let document = web::api::openapi_document();
    let mut stated = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            stated.insert((method.to_uppercase(), path.clone()));
        }
    }
    let built: BTreeSet<(String, String)> = ROUTES
        .iter()
        .filter(|row| row.door == Door::Api)
        .map(|row| (row.method.to_owned(), row.path.to_owned()))
        .collect();
    assert_eq!(stated, built);
}
