//! A provider on the loopback that changes its keys, refuses a code, or is silent.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod signed;

use identity::{
    ProofRules, Provider, ProviderError, ProviderSettings, Question, Returned, TokenRefusal,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use signed::{ANOTHER_KEY, KEY, published, signed_with};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use vocabulary::Role;

const NOW: i64 = 1_795_000_000;

/// What the provider answers, by path; changed while it serves.
type Answers = Arc<Mutex<BTreeMap<&'static str, (u16, Value)>>>;

fn serve() -> (String, Answers) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let answers = Answers::default();
    let served = Arc::clone(&answers);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.unwrap(), &served);
        }
    });
    let description = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "end_session_endpoint": format!("{issuer}/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    });
    let path = "/.well-known/openid-configuration";
    answers.lock().unwrap().insert(path, (200, description));
    let first_keys = published(&KEY, "key-1");
    answers.lock().unwrap().insert("/keys", (200, first_keys));
    (issuer, answers)
}

fn answer(mut stream: TcpStream, answers: &Answers) {
    let text = whole_request(&mut stream);
    let path = text.split(' ').nth(1).unwrap_or_default();
    let known = answers.lock().unwrap().get(path).cloned();
    let (status, body) = known.unwrap_or((404, json!({})));
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
}

/// Head and body, however many pieces they come in.
fn whole_request(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut bytes = [0; 4096];
    loop {
        let count = stream.read(&mut bytes).unwrap();
        text.push_str(&String::from_utf8_lossy(&bytes[..count]));
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let head = head.to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1).unwrap_or("0");
        let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
        if count == 0 || body.len() >= length {
            return text;
        }
    }
}

fn provider(issuer: &str) -> Provider {
    Provider::new(ProviderSettings {
        issuer: issuer.to_owned(),
        application_id: "kith".to_owned(),
        application_secret: None,
        own_address: "https://kith.council.example".to_owned(),
        scopes: vec!["profile".to_owned()],
        staff_id_claim: "employee_id".to_owned(),
        roles_claim: "roles".to_owned(),
        roles: BTreeMap::from([("Kith.SocialWorker".to_owned(), Role::SocialWorker)]),
        proof: ProofRules::default(),
        clock_skew: 60,
    })
}

fn question() -> Question {
    Question {
        state: "the-state".to_owned(),
        nonce: "the-nonce".to_owned(),
        verifier: "v".repeat(64),
    }
}

/// What the provider gives for a code: a token signed with this key.
fn token(issuer: &str, secret: &[u8; 32], key_id: &str) -> Value {
    let claims = json!({
        "iss": issuer, "aud": "kith", "sub": "a-person", "nonce": "the-nonce",
        "exp": NOW + 300, "iat": NOW, "employee_id": "SW1001", "roles": "Kith.SocialWorker",
    });
    let header = json!({ "alg": "EdDSA", "kid": key_id });
    let token = signed_with(secret, &header, &claims);
    json!({ "access_token": "unused", "token_type": "Bearer", "id_token": token })
}

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

fn comes_back(provider: &Provider) -> Result<String, ProviderError> {
    let question = question();
    let returned = Returned {
        code: "a-code",
        sent: &question,
        proved_since: None,
    };
    let person = provider.who_came_back(&returned, now())?;
    Ok(person.staff_id)
}

#[test]
fn a_key_that_is_new_since_we_asked_is_read_and_an_unknown_one_is_refused() {
    let (issuer, answers) = serve();
    let provider = provider(&issuer);
    let say = |path, answer| answers.lock().unwrap().insert(path, (200, answer));
    say("/token", token(&issuer, &KEY, "key-1"));
    assert_eq!(comes_back(&provider), Ok("SW1001".to_owned()));
    say("/token", token(&issuer, &ANOTHER_KEY, "key-2"));
    let unknown = Err(ProviderError::Token(TokenRefusal::UnknownKey));
    assert_eq!(comes_back(&provider), unknown);
    say("/keys", published(&ANOTHER_KEY, "key-2"));
    assert_eq!(comes_back(&provider), Ok("SW1001".to_owned()));
}

#[test]
fn a_code_that_the_provider_refuses_and_a_provider_that_is_silent_are_told_apart() {
    let (issuer, answers) = serve();
    let refusal = json!({ "error": "invalid_grant" });
    answers.lock().unwrap().insert("/token", (400, refusal));
    assert_eq!(
        comes_back(&provider(&issuer)),
        Err(ProviderError::CodeRefused)
    );
    let nobody = provider("http://127.0.0.1:9");
    assert_eq!(comes_back(&nobody), Err(ProviderError::Unreachable));
}

#[test]
fn a_description_of_another_provider_and_one_that_leads_elsewhere_are_not_taken() {
    let (issuer, answers) = serve();
    let path = "/.well-known/openid-configuration";
    let mut description = answers.lock().unwrap()[path].1.clone();
    description["issuer"] = json!("https://another-provider.example");
    answers.lock().unwrap().insert(path, (200, description));
    let asked = provider(&issuer).sign_in_address(&question(), false, now());
    assert_eq!(asked.err(), Some(ProviderError::Unreachable));
    // A redirect is an answer like any other, and no description.
    answers.lock().unwrap().insert(path, (302, json!({})));
    assert!(provider(&issuer).is_there(now()).is_err());
}

#[test]
fn the_browser_is_sent_with_everything_that_has_to_come_back() {
    let (issuer, _answers) = serve();
    let provider = provider(&issuer);
    let first = provider.sign_in_address(&question(), false, now()).unwrap();
    for part in [
        "response_type=code",
        "client_id=kith",
        "state=the-state",
        "nonce=the-nonce",
        "code_challenge_method=S256",
        "scope=openid+profile",
        "redirect_uri=https%3A%2F%2Fkith.council.example%2Fsign-in%2Fback",
    ] {
        assert!(first.contains(part), "{part}");
    }
    assert!(!first.contains("vvvv"), "the verifier stays here");
    assert!(!first.contains("prompt="));
    let again = provider.sign_in_address(&question(), true, now()).unwrap();
    assert!(again.contains("prompt=login") && again.contains("max_age=0"));
    let out = provider.sign_out_address(now()).unwrap();
    assert!(out.starts_with(&format!("{issuer}/end?")), "{out}");
}
