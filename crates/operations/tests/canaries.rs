//! No value of a person leaves by a side door: log, error, finding, note or `Debug`.
//!
//! Every personal field of a hundred people holds a value that stands nowhere else; afterwards
//! everything that was written beside the pages is searched for it.

#![allow(
    clippy::unwrap_used,
    reason = "a story stops at the first thing that goes wrong"
)]

use operations::{Answer, DetailsView, ExtractToLoad, FamilyView, FoundPeople, LoadOutcome};
use std::fmt::Debug;
use testkit::{
    LogLines, TestCouncil, databases, two_names, words_of_details, words_of_family, words_of_looks,
    words_of_results,
};
use vocabulary::SourceId;

/// What every planted value holds, in any spelling of capitals.
const CANARY: &str = "zqcanary";
const CASE: &str = "CSC-2026-0777";

/// A hundred people, half of them children, each with a canary in every field that takes words.
fn people() -> String {
    let mut text = String::from(
        "pers_person_id,pers_forename,pers_middle_names,pers_surname,pers_sex,pers_dob,pers_nhs_number,\
         pers_upn,pers_telephone,pers_email\n",
    );
    for number in 0..100 {
        let born = if number % 2 == 0 {
            1940 + number / 2
        } else {
            2009 + number / 2 % 17
        };
        let word = letters(number);
        text.push_str(&format!(
            "ZQCANARY{number},Zqcanarygiven{word},Zqcanarymiddle{word},Zqcanaryfamily{word},F,{born}-0{}-1{},,,\
             07700 900{number:03},zqcanary{number}@mail.example\n",
            number % 9 + 1,
            number % 10,
        ));
    }
    text
}

/// A number as letters: names hold none.
fn letters(number: usize) -> String {
    number
        .to_string()
        .bytes()
        .map(|digit| char::from(b'a' + (digit - b'0')))
        .collect()
}

fn addresses() -> String {
    let mut text = String::from(
        "addr_person_id,addr_address_type,addr_address_text,addr_address_postcode,\
        addr_address_confidential,addr_address_start_date\n",
    );
    for number in 0..100 {
        let hidden = if number % 10 == 9 { "Yes" } else { "No" };
        text.push_str(&format!(
            "ZQCANARY{number},home,{} Zqcanary Lane,QX1 1AA,{hidden},2020-01-01\n",
            number / 2 + 1
        ));
    }
    text
}

fn involvements() -> String {
    let mut text = String::from(
        "invo_person_id,invo_status,invo_plan_type,invo_professional_team,\
        invo_involvement_start_date\n",
    );
    for number in 0..100 {
        text.push_str(&format!(
            "ZQCANARY{number},Current,Zqcanary plan,Zqcanary team,2026-01-01\n"
        ));
    }
    text
}

fn relationships() -> String {
    let mut text = String::from("rela_person_id,rela_relationship,rela_related_person_id\n");
    for number in (0..100).step_by(2) {
        text.push_str(&format!("ZQCANARY{number},mother,ZQCANARY{}\n", number + 1));
    }
    text
}

/// Rows with every kind of fault that the case system's people can have.
const FAULTY: &str = "\
    ZQCANARYX1,Zqcanary,,Zqcanary,zqcanary,31/02/zqcanary,zqcanary,zqcanary,zqcanary,zqcanary at nowhere\n\
    ,Zqcanary,,Zqcanary,F,2014-01-01,,,,\n\
    ZQCANARY1,Zqcanary,,Zqcanary,F,2014-01-01,,,,\n\
    ZQCANARYX2,=ZQCANARY(1),,Zqcan\u{fffd}ary,F,1714-01-01,9990000000,,,\n\
    ZQCANARYX3,\"Zqcanary\"quoted,,Zqcanary,F,2014-01-01,,,,,,,,zqcanary\n\
    TOTAL zqcanary,,,,,,,,,\n";

/// Everything that was written beside the pages.
#[derive(Default)]
struct Written(Vec<(String, String)>);

impl Written {
    fn text(&mut self, what: &str, text: impl Into<String>) {
        self.0.push((what.to_owned(), text.into()));
    }

    fn debug(&mut self, what: &str, value: &impl Debug) {
        self.text(what, format!("{value:?} {value:#?}"));
    }

    fn holds_no_canary(&self) {
        for (what, text) in &self.0 {
            let lower = text.to_lowercase();
            if let Some(at) = lower.find(CANARY) {
                let from = lower[..at]
                    .char_indices()
                    .rev()
                    .nth(80)
                    .map_or(0, |(place, _)| place);
                panic!(
                    "{what} holds a planted value: …{}",
                    &lower[from..(at + 20).min(lower.len())]
                );
            }
        }
    }
}

async fn load(council: &mut TestCouncil, written: &mut Written, file: &str, text: &str) {
    match council.load("childrens-social-care", file, text).await {
        LoadOutcome::Staged(loaded) => {
            for finding in loaded.report.findings.iter() {
                written.text("a finding", finding.to_string());
                written.debug("a finding", finding);
            }
            for kept in council.kith.store().findings(loaded.load).await.unwrap() {
                written.debug("a kept finding", &kept);
            }
        }
        _ => panic!("{file} was not staged"),
    }
}

/// Loads that fail as a whole.
async fn failing_loads(council: &mut TestCouncil, written: &mut Written) {
    let source = SourceId::parse("childrens-social-care").unwrap();
    for (name, bytes) in [
        ("no_table.csv", b"Zqcanary,Zqcanary\n1,2\n".to_vec()),
        ("no_rows.csv", b"pers_person_id,pers_surname\n".to_vec()),
        (
            "no_text.csv",
            [&[0x50, 0x4b, 3, 4][..], b"zqcanary"].concat(),
        ),
    ] {
        let path = council.folder().join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut mint = operations::store::Mint::new(council.at.timestamp(), [9; 32]);
        let extract = ExtractToLoad {
            source: &source,
            path: &path,
            as_of: None,
            accept_shrinkage: false,
            dry_run: false,
        };
        let Err(error) = council
            .kith
            .load_extract(&extract, &mut mint, council.at)
            .await
        else {
            continue;
        };
        written.text("an error of loading", error.to_string());
        written.debug("an error of loading", &error);
    }
}

fn parts_of_results(written: &mut Written, found: &FoundPeople) {
    written.debug("has_more", &(found.has_more, &found.tried));
    for person in &found.people {
        written.debug("a handle", &person.handle);
        written.debug(
            "a result's names",
            &(&person.family, &person.given, &person.other_names),
        );
        written.debug(
            "a result's facts",
            &(&person.birth, &person.first_line, &person.why),
        );
    }
}

fn parts_of_family(written: &mut Written, view: &FamilyView) {
    let family = &view.family;
    written.debug("members", &family.members);
    written.debug("a summary", &family.summary);
    for member in &family.members {
        written.debug("a name", &member.name.usual);
        written.debug("a relation", &member.relation);
    }
    for home in &family.homes {
        let operations::family::HomeAddress::Shown(address) = &home.address else {
            continue;
        };
        written.debug("an address", address);
    }
    for contact in &family.contacts {
        written.debug("a team", &(&contact.team, &contact.organisation));
        written.debug("a contact's members", &contact.members);
    }
    written.debug("what was searched", &family.searched);
    written.debug(
        "handles",
        &(
            &view.people,
            &view.involvements,
            &view.why_you_may,
            &view.decision,
        ),
    );
}

fn parts_of_details(written: &mut Written, view: &DetailsView) {
    written.debug("a member's name", &view.member_name);
    written.debug("a kind", &(&view.details.kind, &view.details.team));
    written.debug("a handle", &view.family_handle);
}

/// A worker searches, opens a family and its details, and is refused.
async fn at_work(council: &TestCouncil, written: &mut Written) {
    let sitting = council.social_worker_on(CASE).await;
    written.debug("a sitting", &sitting.sitting);
    written.debug("a token", &sitting.token);
    let (given, family) = ("Zqcanarygivend", "Zqcanaryfamilyd");
    let terms = two_names(given, family);
    written.debug("terms", &terms);
    let found = council.find(&sitting, terms).await;
    assert!(
        words_of_results(&found).to_lowercase().contains(CANARY),
        "the planted people are not found"
    );
    parts_of_results(written, &found);
    let view = council.family(&sitting, &found.people[0].handle).await;
    assert!(
        words_of_family(&view)
            .to_lowercase()
            .contains("zqcanary lane"),
        "the planted address is not shown"
    );
    parts_of_family(written, &view);
    for handle in view.involvements.values() {
        let details = council
            .kith
            .see_details(&sitting.sitting, handle, council.at, "test")
            .await
            .unwrap();
        let Answer::Shown(details) = details else {
            panic!("the details were refused")
        };
        assert!(words_of_details(&details).to_lowercase().contains(CANARY));
        parts_of_details(written, &details);
    }
    for (nhs_number, birth_year) in [("zqcanary", ""), ("", "zqcanary")] {
        let (nhs_number, birth_year) = (nhs_number.to_owned(), birth_year.to_owned());
        let wrong = operations::FindTerms {
            nhs_number,
            birth_year,
            ..two_names(given, family)
        };
        let Err(error) = council
            .kith
            .find_person(&sitting.sitting, &wrong, council.at, "test")
            .await
        else {
            panic!("nonsense was searched")
        };
        written.text("an error of searching", error.to_string());
        written.debug("an error of searching", &error);
    }
    let outsider = council.sign_in("FD1001").await;
    let refused = council
        .state(
            &outsider,
            vocabulary::Purpose::FrontDoorTriage,
            "ZQCANARY-1",
        )
        .await;
    written.debug("a refusal", &refused);
}

/// The audit holds terms for the lead's eyes; its notes and its `Debug` hold nothing.
async fn in_the_audit(council: &TestCouncil, written: &mut Written) {
    let viewed = audit::AuditEvent::new(
        audit::AuditAction::SawWhoLooked,
        council.at.timestamp(),
        "test",
    );
    let looks = council
        .kith
        .store()
        .looks(viewed, &operations::store::LookFilter::Newest, 200)
        .await
        .unwrap();
    for look in &looks {
        let event = look.event.as_ref().expect("a readable entry");
        written.debug("an audit note", &event.note);
        written.debug("an audit entry", event);
    }
    let lead = council.lead().await;
    let lines = council
        .kith
        .recent_looks(&lead.sitting, council.at, "test")
        .await
        .unwrap();
    let Answer::Shown(lines) = lines else {
        panic!("the lead was refused")
    };
    assert!(
        words_of_looks(&lines).to_lowercase().contains(CANARY),
        "the lead does not see the terms"
    );
    for line in &lines {
        written.debug("people in looks", &line.people);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_planted_value_is_in_a_log_an_error_a_finding_a_note_or_debug() {
    let log = LogLines::keep();
    for database in databases() {
        let mut written = Written::default();
        let mut council = TestCouncil::empty(database).await;
        load(
            &mut council,
            &mut written,
            "people.csv",
            &format!("{}{FAULTY}", people()),
        )
        .await;
        load(&mut council, &mut written, "addresses.csv", &addresses()).await;
        load(
            &mut council,
            &mut written,
            "relationships.csv",
            &relationships(),
        )
        .await;
        load(
            &mut council,
            &mut written,
            "involvements.csv",
            &involvements(),
        )
        .await;
        let links = testkit::case_links(&[(CASE, "ZQCANARY3", "allocation", "SW1001", "")]);
        load(&mut council, &mut written, "case_links.csv", &links).await;
        assert!(written.0.len() > 10, "the faults were not found");
        failing_loads(&mut council, &mut written).await;
        council.link_and_publish().await;
        council.add_workers().await;
        let desk = council.records_desk("RD1001").await;
        let queue = council.review_queue(&desk).await;
        written.text("what waits for review", testkit::words_of_queue(&queue));
        at_work(&council, &mut written).await;
        in_the_audit(&council, &mut written).await;
        written.text("the log", log.text());
        written.holds_no_canary();
    }
    assert!(
        !log.text().is_empty(),
        "nothing was logged, so nothing was tested"
    );
}
