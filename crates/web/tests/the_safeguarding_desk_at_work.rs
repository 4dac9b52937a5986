//! The safeguarding desk over HTTP: it finds somebody, sets a shield, and two officers lift it; and
//! nobody else.
//!
//! INVARIANT: every step is a plain form or link, as without a script.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, first, is_refused};
use operations::At;
use testkit::{PilotChild, TestCouncil, TestDatabase, pilot_social_care};
use vocabulary::Purpose;

const WHY: &str = "why=She+fled+and+he+looks+for+her";

/// Forty children of one source; now, because the site reads the clock.
#[expect(clippy::disallowed_methods, reason = "the site reads the clock")]
async fn council() -> TestCouncil {
    let mut council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.at = At::new(jiff::Timestamp::now());
    let child = |number: usize| PilotChild {
        key: format!("1{}", 5000 + number),
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
    let children: Vec<PilotChild> = (0..40).map(child).collect();
    council
        .load(
            "family-context-csc",
            "csc.csv",
            &pilot_social_care(&children),
        )
        .await;
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

async fn officer(council: &TestCouncil, staff_id: &str) -> Browser {
    let sitting = council.sit_down(staff_id, Purpose::Safeguarding, "").await;
    Browser::of(council, &sitting.token)
}

/// The form for a restriction on the first Ada Ashgrove whom the desk finds.
async fn form_for_ada(browser: &Browser) -> String {
    let (status, found) = browser
        .ask("POST", "/find", "given=Ada&family=Ashgrove")
        .await;
    assert_eq!(status, StatusCode::OK);
    assert!(found.contains("whom you want to restrict") && !found.contains("href=\"/family/"));
    first(&found, "href", "/restrictions/new/")
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&mark).expect("the field is there");
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_officer_sets_a_shield_and_another_lifts_it_with_links_and_forms_alone() {
    let council = council().await;
    let one = officer(&council, "SD1001").await;
    let (_, leads_to) = one.ask("GET", "/", "").await;
    assert_eq!(leads_to, "/restrictions");
    let (status, list) = one.ask("GET", "/restrictions", "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(list.contains("Nothing else is restricted.") && list.contains("href=\"/find\""));
    let new = form_for_ada(&one).await;
    let (_, form) = one.ask("GET", &new, "").await;
    assert!(form.contains("Ada") && form.contains("<title>Restrict a person – Kith</title>"));
    for (sent, words) in [
        (WHY, "Choose which restriction"),
        ("what=shield&why=danger", "Say why in at least 15 letters"),
        (
            "what=court_order&why=The+judge+has+said+so",
            "Write what the court order says",
        ),
        (
            "what=shield&review-day=31&review-month=2&review-year=2031",
            "must be a real date",
        ),
        ("what=adoption_seal&why=danger", "Choose which restriction"),
    ] {
        let (status, again) = one.ask("POST", &new, sent).await;
        assert_eq!(status.as_u16(), 422, "{sent}");
        assert!(
            again.contains("There is a problem") && again.contains(words),
            "{sent}"
        );
    }
    let sent = format!("what=shield&{WHY}&review-day=31&review-month=5&review-year=2099");
    let (status, leads_to) = one.ask("POST", &new, &sent).await;
    assert_eq!(
        (status, leads_to.as_str()),
        (StatusCode::SEE_OTHER, "/restrictions")
    );
    let (_, list) = one.ask("GET", "/restrictions", "").await;
    assert!(list.contains("Shield: ") && list.contains("She fled and he looks for her"));
    assert!(list.contains("31 May 2099"));
    is_lifted_by_two(&one, &officer(&council, "SD1002").await, &list).await;
}

async fn is_lifted_by_two(one: &Browser, other: &Browser, list: &str) {
    let lift = first(list, "action", "/restrictions/");
    let person = hidden(list, "person");
    let (status, again) = one
        .ask("POST", &lift, &format!("person={person}&why=over"))
        .await;
    assert_eq!(status.as_u16(), 422);
    assert!(again.contains("Say why in at least 15 letters") && again.contains(">over<"));
    let (status, _) = one
        .ask("POST", &lift, &format!("person={person}&{WHY}"))
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, own) = one.ask("GET", "/restrictions", "").await;
    assert!(own.contains("Take it back") && !own.contains("Agree to lift it"));
    let own = first(&own, "action", "/restrictions/lifts/");
    let (status, alone) = one.ask("POST", &own, "answer=agree").await;
    assert_eq!(status.as_u16(), 422);
    assert!(alone.contains("another officer has to answer it") && alone.contains("Shield: "));
    let (_, list) = other.ask("GET", "/restrictions", "").await;
    assert!(list.contains("Kezia Brand") && list.contains("Agree to lift it"));
    let agree = first(&list, "action", "/restrictions/lifts/");
    let (status, _) = other.ask("POST", &agree, "answer=agree").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, list) = other.ask("GET", "/restrictions", "").await;
    assert!(list.contains("Nothing else is restricted.") && list.contains("<li>Shield, set by"));
    assert!(!list.contains("Ada"), "the history names nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_role_sees_sets_or_lifts_a_restriction() {
    let council = council().await;
    let desk = officer(&council, "SD1001").await;
    let new = form_for_ada(&desk).await;
    let (status, _) = desk.ask("POST", &new, &format!("what=shield&{WHY}")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let lead = council.sit_down("IG1001", Purpose::Audit, "").await;
    let records_desk = council.records_desk("RD1001").await;
    let analyst = council.sign_in("AN1001").await;
    for sitting in [&lead, &records_desk, &analyst] {
        let browser = Browser::of(&council, &sitting.token);
        for address in ["/restrictions", &new] {
            let (status, page) = browser.ask("GET", address, "").await;
            assert!(is_refused(status), "{address} {status}");
            assert!(
                !page.contains("Ada") && !page.contains("Shield"),
                "{address}"
            );
            assert!(!page.contains("href=\"/restrictions\""), "{address}");
        }
        let (status, _) = browser
            .ask("POST", &new, &format!("what=shield&{WHY}"))
            .await;
        assert!(is_refused(status), "{new} {status}");
    }
}
