//! A person asks what is held about them and who looked (S-36): their report names nobody else,
//! gives no place away, and what an exemption withholds stands for the officer alone.

use operations::{Answer, PurposeOutcome, SubjectReport};
use testkit::{TestCouncil, TestSitting, on_every_database, person_found};
use vocabulary::Purpose;

async fn a_look_at_the_large_family(council: &TestCouncil) {
    let sitting = council.social_worker().await;
    let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
    let handle = person_found(&found, "Oliver").handle.clone();
    council.family(&sitting, &handle).await;
}

async fn lead_with_a_request(council: &TestCouncil) -> TestSitting {
    council
        .sit_down("IG1001", Purpose::SubjectRights, "SAR-2026-007")
        .await
}

async fn report_of(council: &TestCouncil, given: &str, family: &str) -> SubjectReport {
    let lead = lead_with_a_request(council).await;
    let found = council.find_named(&lead, given, family).await;
    let handle = person_found(&found, given).handle.clone();
    let made = council
        .kith
        .subject_report(&lead.sitting, &handle, council.at, "test")
        .await;
    match made.unwrap() {
        Answer::Shown(report) => report,
        Answer::Refused(refused) => panic!("{}", refused.why),
    }
}

/// Every word of the person's copy.
fn copy(report: &SubjectReport) -> String {
    let mut words = Vec::new();
    for line in &report.held {
        words.extend([line.source.clone(), line.organisation.clone()]);
        words.extend(line.categories.clone());
    }
    for look in &report.looks {
        words.extend([look.day.clone(), look.who.clone(), look.purpose.clone()]);
        words.push(look.what.clone());
        words.extend(look.categories.clone());
    }
    words.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_says_who_holds_what_and_who_looked_by_team_and_role() {
    on_every_database(async |council| {
        a_look_at_the_large_family(&council).await;
        let report = report_of(&council, "Oliver", "Fairclough").await;
        assert_eq!(report.request, "SAR-2026-007");
        assert!(report.name.as_ref().unwrap().reveal().contains("Oliver"));
        assert!(report.held.len() >= 2);
        let look = report
            .looks
            .iter()
            .find(|look| look.purpose == "Assessment of a child in need");
        let look = look.expect("the social worker's look is told");
        assert!(look.who.contains("Safeguarding and Support North"));
        assert_eq!(look.day, "23 November 2026");
        assert!(!copy(&report).contains("Amira"), "workers stand by team");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_and_no_place_is_in_anybodys_copy() {
    on_every_database(async |council| {
        a_look_at_the_large_family(&council).await;
        let cast = council.cast();
        for member in &cast.large_family.people {
            let report = report_of(&council, &member.given, &member.family).await;
            let copy = copy(&report);
            for other in &cast.large_family.people {
                let is_there = |name: &str| copy.split_whitespace().any(|word| word == name);
                assert!(!is_there(&other.given), "{} is in a copy", other.part);
            }
            assert!(!copy.contains("ZZ"), "a postcode is in a copy");
            let told: Vec<_> = report
                .held
                .iter()
                .flat_map(|line| &line.categories)
                .collect();
            for look in &report.looks {
                let only_own = look.categories.iter().all(|one| told.contains(&one));
                assert!(only_own, "another member's category is in a copy");
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn police_information_is_listed_for_the_officer_and_never_told() {
    on_every_database(async |council| {
        a_look_at_the_large_family(&council).await;
        let cast = council.cast();
        let mut seen = 0;
        for member in &cast.large_family.people {
            let report = report_of(&council, &member.given, &member.family).await;
            let of_police = |what: &str| what.ends_with(": Police");
            seen += report
                .withheld
                .iter()
                .filter(|one| of_police(&one.what))
                .count();
            assert!(!copy(&report).contains("Police"));
            assert!(report.withheld.iter().all(|one| !one.exemption.is_empty()));
        }
        assert!(
            seen > 0,
            "somebody of the family is known to the police source"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_needs_the_number_of_a_request_and_the_lead() {
    on_every_database(async |council| {
        let lead = council.sign_in("IG1001").await;
        let refused = council.state(&lead, Purpose::SubjectRights, "").await;
        let PurposeOutcome::Refused(refused) = refused else {
            panic!("no number was asked for");
        };
        assert_eq!(refused.why, "Give the number of the person's request.");
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let handle = person_found(&found, "Oliver").handle.clone();
        let refused = council
            .kith
            .subject_report(&sitting.sitting, &handle, council.at, "test")
            .await;
        assert!(matches!(refused, Ok(Answer::Refused(_))));
    })
    .await;
}
