//! A dispute over HTTP: a worker says that something is wrong, its owner answers, and the worker
//! reads what came of it.
//!
//! INVARIANT: every step is a plain form or link, as without a script.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, first, is_refused};
use operations::At;
use testkit::{PilotChild, TestCouncil, TestDatabase, pilot_education, pilot_social_care};
use vocabulary::Purpose;

const CASE: &str = "CSC-2026-0001";

/// Forty children of two sources; now, because the site reads the clock.
#[expect(clippy::disallowed_methods, reason = "the site reads the clock")]
async fn council() -> TestCouncil {
    let mut council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.at = At::new(jiff::Timestamp::now());
    let child = |number: usize, source: &str| PilotChild {
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
    let of = |source: &str| {
        (0..40)
            .map(|number| child(number, source))
            .collect::<Vec<_>>()
    };
    let social_care = pilot_social_care(&of("1"));
    council
        .load("family-context-csc", "csc.csv", &social_care)
        .await;
    let schools = pilot_education(&of("2"));
    council
        .load("family-context-education", "education.csv", &schools)
        .await;
    council.allocate(CASE).await;
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

/// The page of the first Ada Ashgrove whom the worker finds.
async fn family(worker: &Browser) -> String {
    let (status, found) = worker
        .ask("POST", "/find", "given=Ada&family=Ashgrove")
        .await;
    assert_eq!(status, StatusCode::OK);
    let family = first(&found, "href", "/family/");
    let (status, page) = worker.ask("GET", &family, "").await;
    assert_eq!(status, StatusCode::OK);
    page
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_disputes_and_the_desk_answers_with_links_and_forms_alone() {
    let council = council().await;
    let worker = Browser::of(&council, &council.social_worker_on(CASE).await.token);
    let page = family(&worker).await;
    assert!(!page.contains("Disputed"));
    let things = first(&page, "href", "/dispute/person/");
    let (_, list) = worker.ask("GET", &things, "").await;
    assert!(list.contains("Who the person is") && list.contains("Children"));
    let details = first(&page, "href", "/details/");
    let (_, details) = worker.ask("GET", &details, "").await;
    let form = first(&details, "href", "/dispute/");
    let (status, _) = worker.ask("GET", &form, "").await;
    assert_eq!(status, StatusCode::OK);
    for (sent, words) in [
        ("reason=has_ended", "Choose what is wrong"),
        ("kind=wrong_fact", "Choose the reason"),
        (
            "kind=wrong_fact&reason=relative",
            "Choose a reason that fits",
        ),
        ("kind=wrong_fact&reason=other", "Say in a few words"),
        (
            "kind=wrong_fact&reason=has_ended&part=Medical",
            "Choose one of the parts",
        ),
    ] {
        let (status, again) = worker.ask("POST", &form, sent).await;
        assert_eq!(status.as_u16(), 422, "{sent}");
        assert!(
            again.contains("There is a problem") && again.contains(words),
            "{sent}"
        );
    }
    let sent = "kind=wrong_fact&reason=has_ended&part=Since&words=In+May";
    let (status, kept) = worker.ask("POST", &form, sent).await;
    assert_eq!(status, StatusCode::OK);
    assert!(kept.contains("It is disputed") && kept.contains("href=\"/my-disputes\""));
    let page = family(&worker).await;
    assert!(page.contains("<strong>Disputed</strong>"));
    assert!(page.contains("a social worker says that this is wrong"));
    is_answered(&council, &worker).await;
}

async fn is_answered(council: &TestCouncil, worker: &Browser) {
    let desk = Browser::of(council, &council.records_desk("RD1001").await.token);
    let (_, list) = desk.ask("GET", "/disputes", "").await;
    assert!(list.contains("Waiting for an answer") && !list.contains("Ada"));
    let ticket = first(&list, "href", "/disputes/");
    let (_, form) = desk.ask("GET", &ticket, "").await;
    assert!(form.contains("“In May”") && form.contains("left"));
    let (status, again) = desk
        .ask("POST", &ticket, "answer=corrected&words=done")
        .await;
    assert_eq!(status.as_u16(), 422);
    assert!(again.contains("Say in at least 15 letters"));
    let sent = "answer=corrected&words=It+is+put+right+in+our+file";
    let (status, leads_to) = desk.ask("POST", &ticket, sent).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(leads_to, "/disputes");
    let (_, list) = desk.ask("GET", "/disputes", "").await;
    assert!(list.contains("Nothing waits.") && list.contains("Corrected at the source"));
    let (_, mine) = worker.ask("GET", "/my-disputes", "").await;
    assert!(mine.contains("It is put right in our file") && !mine.contains("Take it back"));
    let (_, messages) = worker.ask("GET", "/messages", "").await;
    assert!(messages.contains("answered something that you had disputed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_is_not_about_her_is_gone_from_the_next_page_and_can_be_taken_back() {
    let council = council().await;
    let worker = Browser::of(&council, &council.social_worker_on(CASE).await.token);
    let page = family(&worker).await;
    assert!(page.contains("Quayside School"));
    let things = first(&page, "href", "/dispute/person/");
    let (_, list) = worker.ask("GET", &things, "").await;
    let (_, of_school) = list
        .split_once(">School")
        .expect("the school is on the list");
    let form = first(of_school, "href", "/dispute/");
    let sent = "kind=wrong_person&reason=like_name";
    let (status, kept) = worker.ask("POST", &form, sent).await;
    assert_eq!(status, StatusCode::OK);
    assert!(kept.contains("hidden from everybody"));
    let page = family(&worker).await;
    assert!(!page.contains("Quayside School") && page.contains("Check who"));
    let lead = council.sit_down("IG1001", Purpose::Audit, "").await;
    let lead = Browser::of(&council, &lead.token);
    let (_, joins) = lead.ask("GET", "/disputed-links", "").await;
    assert!(joins.contains("Ashgrove, Ada") && joins.contains("Amira Khan (SW1001)"));
    let (_, mine) = worker.ask("GET", "/my-disputes", "").await;
    let back = first(&mine, "action", "/my-disputes/");
    let (status, _) = worker.ask("POST", &back, "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, again) = worker.ask("POST", &back, "").await;
    assert_eq!(status.as_u16(), 422);
    assert!(again.contains("can no longer be taken back"));
    assert!(family(&worker).await.contains("Quayside School"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_the_owners_sees_tickets_and_nobody_but_the_lead_who_saw_a_wrong_join() {
    let council = council().await;
    let worker = council.social_worker_on(CASE).await;
    let lead = council.sit_down("IG1001", Purpose::Audit, "").await;
    let desk = council.records_desk("RD1001").await;
    for (sitting, address) in [
        (&worker, "/disputes"),
        (&lead, "/disputes"),
        (&worker, "/disputed-links"),
        (&desk, "/disputed-links"),
    ] {
        let browser = Browser::of(&council, &sitting.token);
        let (status, page) = browser.ask("GET", address, "").await;
        assert!(is_refused(status), "{address} {status}");
        assert!(!page.contains(&format!("href=\"{address}\"")), "{address}");
    }
}
