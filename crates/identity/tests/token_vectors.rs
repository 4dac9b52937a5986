//! Tokens as a provider, a thief or a fault could send them: each is refused for its own reason,
//! and only the right one gives somebody.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod signed;

use identity::{Expected, ProofRules, ProviderSettings, SignedInPerson, TokenRefusal, read_token};
use jiff::Timestamp;
use serde_json::{Value, json};
use signed::{ANOTHER_KEY, KEY, keys, signed_with, url_text};
use std::collections::BTreeMap;
use vocabulary::Role;

const NOW: i64 = 1_795_000_000;

fn settings() -> ProviderSettings {
    ProviderSettings {
        issuer: "https://sign-in.council.example".to_owned(),
        application_id: "kith".to_owned(),
        application_secret: None,
        own_address: "https://kith.council.example".to_owned(),
        scopes: Vec::new(),
        staff_id_claim: "employee_id".to_owned(),
        roles_claim: "roles".to_owned(),
        roles: BTreeMap::from([
            ("Kith.SocialWorker".to_owned(), Role::SocialWorker),
            ("Kith.RecordsDesk".to_owned(), Role::RecordsDesk),
        ]),
        proof: ProofRules {
            methods: vec!["mfa".to_owned()],
            ..ProofRules::default()
        },
        clock_skew: 60,
    }
}

fn claims() -> Value {
    json!({
        "iss": "https://sign-in.council.example",
        "aud": "kith",
        "sub": "a-person",
        "exp": NOW + 300,
        "iat": NOW,
        "nbf": NOW,
        "auth_time": NOW - 10,
        "nonce": "the nonce",
        "amr": ["pwd", "mfa"],
        "name": "Amira Khan",
        "employee_id": "SW1001",
        "roles": ["Kith.SocialWorker", "Some.Other.Application"],
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

fn header() -> Value {
    json!({ "alg": "EdDSA", "kid": "key-1", "typ": "JWT" })
}

fn signed(claims: &Value) -> String {
    signed_with(&KEY, &header(), claims)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn read(token: &str) -> Result<SignedInPerson, TokenRefusal> {
    let expected = Expected {
        nonce: "the nonce",
        proved_since: None,
        now: at(NOW),
    };
    read_token(&settings(), &keys(), token, &expected)
}

#[test]
fn the_right_token_gives_the_worker_in_their_role() {
    let person = read(&signed(&claims())).unwrap();
    assert_eq!(person.staff_id, "SW1001");
    assert_eq!(person.name, "Amira Khan");
    assert_eq!(person.role, Role::SocialWorker);
    assert_eq!(person.proved_at, Some(at(NOW - 10)));
    assert_eq!(format!("{person:?}"), "SignedInPerson(‹sealed›)");
}

#[test]
fn a_token_that_says_something_else_is_refused_for_that() {
    for (claims, why) in [
        (
            with("iss", json!("https://other.example")),
            TokenRefusal::WrongIssuer,
        ),
        (
            with("aud", json!("another-application")),
            TokenRefusal::WrongAudience,
        ),
        (
            with("aud", json!(["kith", "another-application"])),
            TokenRefusal::WrongAudience,
        ),
        (with("exp", json!(NOW - 61)), TokenRefusal::Expired),
        (with("nbf", json!(NOW + 61)), TokenRefusal::NotYetValid),
        (with("iat", json!(NOW + 61)), TokenRefusal::NotYetValid),
        (
            with("nonce", json!("another nonce")),
            TokenRefusal::WrongNonce,
        ),
        (without("nonce"), TokenRefusal::WrongNonce),
        (with("amr", json!(["pwd"])), TokenRefusal::TooWeak),
        (without("amr"), TokenRefusal::TooWeak),
        (without("employee_id"), TokenRefusal::NoStaffId),
        (with("employee_id", json!("  ")), TokenRefusal::NoStaffId),
        (with("employee_id", json!(1001)), TokenRefusal::NoStaffId),
        (without("roles"), TokenRefusal::NoRole),
        (with("roles", json!([])), TokenRefusal::NoRole),
        (
            with("roles", json!(["Some.Other.Application"])),
            TokenRefusal::NoRole,
        ),
        (
            with("roles", json!(["Kith.SocialWorker", "Kith.RecordsDesk"])),
            TokenRefusal::SeveralRoles,
        ),
    ] {
        assert_eq!(read(&signed(&claims)).unwrap_err(), why);
    }
}

#[test]
fn clocks_may_differ_by_a_minute_and_no_more() {
    for claims in [
        with("exp", json!(NOW - 59)),
        with("nbf", json!(NOW + 60)),
        with("iat", json!(NOW + 60)),
    ] {
        assert!(read(&signed(&claims)).is_ok());
    }
}

#[test]
fn a_token_that_nobody_signed_is_refused() {
    let header = json!({ "alg": "none", "typ": "JWT" });
    let (header, claims) = (header.to_string(), claims().to_string());
    let body = format!(
        "{}.{}",
        url_text(header.as_bytes()),
        url_text(claims.as_bytes())
    );
    assert_eq!(
        read(&format!("{body}.")).unwrap_err(),
        TokenRefusal::WrongMethod
    );
}

#[test]
fn a_token_signed_with_a_shared_secret_is_refused_whatever_the_secret() {
    for algorithm in ["HS256", "HS384", "HS512"] {
        let header = json!({ "alg": algorithm, "kid": "key-1", "typ": "JWT" });
        let token = signed_with(&KEY, &header, &claims());
        assert_eq!(read(&token).unwrap_err(), TokenRefusal::WrongMethod);
    }
}

#[test]
fn a_key_of_another_kind_than_the_header_says_is_refused() {
    let header = json!({ "alg": "RS256", "kid": "key-1", "typ": "JWT" });
    let token = signed_with(&KEY, &header, &claims());
    assert_eq!(read(&token).unwrap_err(), TokenRefusal::UnknownKey);
}

#[test]
fn a_key_that_the_provider_does_not_have_is_refused() {
    let header = json!({ "alg": "EdDSA", "kid": "key-2", "typ": "JWT" });
    let token = signed_with(&ANOTHER_KEY, &header, &claims());
    assert_eq!(read(&token).unwrap_err(), TokenRefusal::UnknownKey);
    let claims_the_known_key = signed_with(&ANOTHER_KEY, &self::header(), &claims());
    assert_eq!(
        read(&claims_the_known_key).unwrap_err(),
        TokenRefusal::WrongSignature
    );
}

#[test]
fn changing_one_letter_anywhere_is_found() {
    let token = signed(&claims());
    for place in (0..token.len()).step_by(7) {
        let mut changed = token.clone().into_bytes();
        changed[place] = match changed[place] {
            b'.' => continue,
            b'A' => b'B',
            _ => b'A',
        };
        let changed = String::from_utf8(changed).unwrap();
        assert!(read(&changed).is_err(), "letter {place}");
    }
}

#[test]
fn what_is_no_token_is_refused_as_that() {
    for text in [
        "",
        "x",
        "a.b",
        "a.b.c",
        "....",
        "eyJhbGciOiJFZERTQSJ9..",
        "\u{0}",
    ] {
        assert_eq!(
            read(text).unwrap_err(),
            TokenRefusal::Unreadable,
            "{text:?}"
        );
    }
}

#[test]
fn signing_in_again_needs_a_proof_of_this_moment() {
    let again = |claims: &Value| {
        let expected = Expected {
            nonce: "the nonce",
            proved_since: Some(at(NOW - 5)),
            now: at(NOW),
        };
        read_token(&settings(), &keys(), &signed(claims), &expected)
    };
    assert!(again(&with("auth_time", json!(NOW))).is_ok());
    assert!(
        again(&with("auth_time", json!(NOW - 60))).is_ok(),
        "within the clocks' difference"
    );
    for claims in [with("auth_time", json!(NOW - 66)), without("auth_time")] {
        assert_eq!(again(&claims).unwrap_err(), TokenRefusal::TooOld);
    }
}

#[test]
fn a_class_that_is_asked_for_has_to_be_in_the_token() {
    let mut settings = settings();
    settings.proof.classes = vec!["c1".to_owned(), "c2".to_owned()];
    settings.proof.class_again = Some("c2".to_owned());
    settings.proof.longest_minutes = Some(60);
    let read = |claims: &Value, proved_since| {
        let expected = Expected {
            nonce: "the nonce",
            proved_since,
            now: at(NOW),
        };
        read_token(&settings, &keys(), &signed(claims), &expected).map(|_| ())
    };
    assert_eq!(read(&claims(), None), Err(TokenRefusal::TooWeak));
    assert_eq!(
        read(&with("acr", json!("c3")), None),
        Err(TokenRefusal::TooWeak)
    );
    assert_eq!(read(&with("acr", json!("c1")), None), Ok(()));
    let since = Some(at(NOW - 30));
    assert_eq!(
        read(&with("acr", json!("c1")), since),
        Err(TokenRefusal::TooWeak)
    );
    assert_eq!(read(&with("acr", json!("c2")), since), Ok(()));
    let mut old = with("acr", json!("c1"));
    old["auth_time"] = json!(NOW - 2 * 3600);
    assert_eq!(read(&old, None), Err(TokenRefusal::TooOld));
}
