//! The records desk over HTTP: list, two records, check, keep, undo; and nobody else.
//!
//! INVARIANT: every step is a plain form or link, as without a script.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, first, is_refused};
use operations::At;
use testkit::{PilotChild, TestCouncil, TestDatabase, pilot_education, pilot_social_care};
use vocabulary::Purpose;

/// Forty children in two sources, of whom the school spells one in another way; now, because the
/// site reads the clock.
#[expect(clippy::disallowed_methods, reason = "the site reads the clock")]
async fn council() -> TestCouncil {
    let mut council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.at = At::new(jiff::Timestamp::now());
    let children = |source: &str| -> Vec<PilotChild> {
        let child = |number: usize| PilotChild {
            key: format!("{source}{}", 5000 + number),
            given: ["Ada", "Bela", "Cato", "Dora", "Emil"][number % 5].to_owned(),
            family: ["Ashgrove", "Birkwood", "Dunnock"][number % 3].to_owned(),
            born: format!("20{}-0{}-1{}", 10 + number % 7, number % 9 + 1, number % 10),
            sex: "Female".to_owned(),
            address: format!(
                "{} Kiln Row\nEastmere\nQX{} 1AB",
                number + 1,
                number % 9 + 1
            ),
        };
        (0..40).map(child).collect()
    };
    let mut pupils = children("2");
    pupils[10].given = "Rosalind".to_owned();
    let social_care = pilot_social_care(&children("1"));
    council
        .load("family-context-csc", "csc.csv", &social_care)
        .await;
    let schools = pilot_education(&pupils);
    council
        .load("family-context-education", "education.csv", &schools)
        .await;
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_decides_about_two_records_and_undoes_it_with_links_and_forms_alone() {
    let council = council().await;
    let desk = council.records_desk("RD1001").await;
    let browser = Browser::of(&council, &desk.token);
    let (_, leads_to) = browser.ask("GET", "/", "").await;
    assert_eq!(leads_to, "/review");
    let (status, list) = browser.ask("GET", "/review", "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!list.contains("Rosalind"), "the list names somebody");
    assert!(
        !list.contains("href=\"/find\""),
        "the desk does not look for people"
    );
    let question = first(&list, "href", "/review/");
    let (_, page) = browser.ask("GET", &question, "").await;
    assert!(page.contains("Rosalind") && page.contains("How the evidence adds up"));
    assert!(page.contains("<title>One person or two? – Kith</title>"));
    let check = format!("{question}/check");
    assert!(page.contains(&format!("action=\"{check}\"")));
    let (status, again) = browser.ask("POST", &check, "answer=same").await;
    assert_eq!(status.as_u16(), 422);
    assert!(again.contains("There is a problem") && again.contains("Choose the reason"));
    let form = "answer=not_same&reason=brother_or_sister&note=";
    let (status, check) = browser.ask("POST", &check, form).await;
    assert_eq!(status, StatusCode::OK);
    assert!(check.contains("Check your answer") && !check.contains("Rosalind"));
    let (status, leads_to) = browser.ask("POST", &question, form).await;
    assert_eq!(
        (status, leads_to.as_str()),
        (StatusCode::SEE_OTHER, "/review/decided")
    );
    let (status, again) = browser.ask("POST", &question, form).await;
    assert_eq!(status.as_u16(), 422);
    assert!(again.contains("has been answered") && !again.contains("name=\"answer\""));
    let (_, answered) = browser.ask("GET", "/review/decided", "").await;
    assert!(answered.contains("Not the same person") && answered.contains("Hana Petrov"));
    let undo = first(&answered, "action", "/review/");
    let (status, _) = browser.ask("POST", &undo, "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, answered) = browser.ask("GET", "/review/decided", "").await;
    assert!(answered.contains("Undone by Hana Petrov"));
    let (status, figures) = browser.ask("GET", "/review/figures", "").await;
    assert!(status.is_success() && figures.contains("Too few to say"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_opens_the_desk_and_an_analyst_sees_figures_only() {
    let council = council().await;
    let desk = council.records_desk("RD1001").await;
    let (_, list) = Browser::of(&council, &desk.token)
        .ask("GET", "/review", "")
        .await;
    let question = first(&list, "href", "/review/");
    let lead = council.sit_down("IG1001", Purpose::Audit, "").await;
    let analyst = council.sign_in("AN1001").await;
    for (sitting, figures) in [(&lead, StatusCode::FORBIDDEN), (&analyst, StatusCode::OK)] {
        let browser = Browser::of(&council, &sitting.token);
        for address in ["/review", "/review/decided", &question] {
            let (status, page) = browser.ask("GET", address, "").await;
            assert!(is_refused(status), "{address} {status}");
            assert!(!page.contains("Rosalind"), "{address}");
        }
        for address in [question.clone(), format!("{question}/check")] {
            let form = "answer=same&reason=records_agree&note=";
            let (status, _) = browser.ask("POST", &address, form).await;
            assert!(is_refused(status), "{address} {status}");
        }
        let (status, _) = browser.ask("GET", "/review/figures", "").await;
        assert_eq!(status, figures);
    }
    let (_, leads_to) = Browser::of(&council, &analyst.token)
        .ask("GET", "/", "")
        .await;
    assert_eq!(leads_to, "/linkage");
}
