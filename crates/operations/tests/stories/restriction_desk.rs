//! The safeguarding desk at work: it finds, sets, lifts by two, answers about what was held back;
//! a protected person's rows are left out at the next load (S-32); and nobody else gets in.

use operations::store::{Mint, Restricted};
use operations::{
    Answer, Handle, KeepError, LoadOutcome, RestrictionLine, RestrictionToSet, SaidPerson,
};
use testkit::{TestCouncil, TestSitting, csv, databases, names_found, person_found};
use vocabulary::{Closeness, Purpose, RestrictionKind};

use crate::possible_matches::CASE;
use crate::restrictions::{council_with_lena, lena, standing};

const SHIELD: Restricted = Restricted::Person(RestrictionKind::Shield);
const PROTECTED: Restricted = Restricted::Person(RestrictionKind::ProtectedPerson);
const WHY: &str = "She fled and he looks for her";

async fn desk(council: &TestCouncil, staff_id: &str) -> TestSitting {
    council.sit_down(staff_id, Purpose::Safeguarding, "").await
}

fn mint(council: &TestCouncil, seed: u8) -> Mint {
    Mint::new(council.at.timestamp(), [seed; 32])
}

async fn found(council: &TestCouncil, sitting: &TestSitting) -> Handle {
    let found = council.find_named(sitting, "Lena", "Marsh").await;
    person_found(&found, "Lena").handle.clone()
}

async fn set(
    council: &TestCouncil,
    sitting: &TestSitting,
    what: Restricted,
    words: &str,
) -> Result<Answer<()>, KeepError> {
    let set = RestrictionToSet {
        what,
        other: None,
        words: words.to_owned(),
        order: String::new(),
        review_on: None,
    };
    let person = found(council, sitting).await;
    let (mut mint, moment) = (mint(council, 21), (council.at, "test"));
    council
        .kith
        .set_restriction(&sitting.sitting, &person, &set, &mut mint, moment)
        .await
}

async fn list(council: &TestCouncil, sitting: &TestSitting) -> Vec<RestrictionLine> {
    let lines = council
        .kith
        .restrictions(&sitting.sitting, council.at, "test")
        .await;
    match lines {
        Ok(Answer::Shown(lines)) => lines,
        Ok(Answer::Refused(refused)) => panic!("refused: {}", refused.why),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_sets_a_shield_with_a_reason_and_two_officers_lift_it() {
    for database in databases() {
        let council = council_with_lena(database).await;
        let (one, other) = (
            desk(&council, "SD1001").await,
            desk(&council, "SD1002").await,
        );
        let unsaid = set(&council, &one, SHIELD, "danger").await;
        assert!(matches!(unsaid, Err(KeepError::NoReason)));
        set(&council, &one, SHIELD, WHY).await.unwrap();
        let lena = lena(&council).await;
        assert!(standing(&council, lena).await.has(RestrictionKind::Shield));
        let lines = list(&council, &one).await;
        let line = lines.first().expect("it is on the list");
        let name = line.people[0].name.as_ref().map(|name| name.reveal());
        assert!(name.is_some_and(|name| name.contains("Lena")));
        let (kith, moment) = (&council.kith, (council.at, "test"));
        let on = (&line.handle, &line.people[0].handle);
        let asked = kith
            .ask_to_lift(&one.sitting, on, WHY, &mut mint(&council, 22), moment)
            .await;
        assert!(matches!(asked, Ok(Answer::Shown(false))));
        let lines = list(&council, &other).await;
        let lift = &lines[0].asked[0];
        let own = list(&council, &one).await;
        assert!(own[0].asked[0].is_own && !lift.is_own);
        let alone = kith
            .answer_lift(&one.sitting, &own[0].asked[0].handle, true, moment)
            .await;
        assert!(matches!(alone, Err(KeepError::NotNow)));
        assert!(standing(&council, lena).await.has(RestrictionKind::Shield));
        kith.answer_lift(&other.sitting, &lift.handle, true, moment)
            .await
            .unwrap();
        assert!(standing(&council, lena).await.is_empty());
        assert!(list(&council, &one).await[0].is_lifted);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_held_back_is_first_on_the_list_with_why_and_is_shown_once_it_is_somebody_else() {
    for database in databases() {
        let mut council = council_with_lena(database).await;
        let desk = desk(&council, "SD1001").await;
        set(&council, &desk, SHIELD, WHY).await.unwrap();
        let header = "LA Person ID,First name,Family name,Phone,Service involvement";
        let row = "A1,Rosalind,Thorne,07700 900123,Current".to_owned();
        council
            .load("adult-social-care", "adults.csv", &csv(header, &[row]))
            .await;
        council.link().await;
        let lines = list(&council, &desk).await;
        let line = lines.first().expect("it is on the list before the publish");
        assert!(line.is_held_back());
        assert!(line.why.contains(&"the same telephone"), "{:?}", line.why);
        council.kith.publish(council.at).await.unwrap();
        let worker = council.social_worker_on(CASE).await;
        let named = council.find_named(&worker, "Rosalind", "Thorne").await;
        assert!(names_found(&named).is_empty());
        let moment = (council.at, "test");
        let lines = list(&council, &desk).await;
        council
            .kith
            .answer_held_back(&desk.sitting, &lines[0].handle, false, moment)
            .await
            .unwrap();
        let named = council.find_named(&worker, "Rosalind", "Thorne").await;
        assert_eq!(names_found(&named).len(), 1, "{}", council.database_name());
        let linked = council.link_and_publish().await;
        let held = linked.figures.held_back;
        assert_eq!(
            (held.in_this_run, held.waiting, held.somebody_else),
            (0, 0, 1)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_held_back_and_is_the_person_is_joined_and_shielded() {
    for database in databases() {
        let mut council = council_with_lena(database).await;
        let desk = desk(&council, "SD1001").await;
        set(&council, &desk, SHIELD, WHY).await.unwrap();
        let header = "LA Person ID,First name,Family name,Phone,Service involvement";
        let row = "A1,Rosalind,Thorne,07700 900123,Current".to_owned();
        council
            .load("adult-social-care", "adults.csv", &csv(header, &[row]))
            .await;
        council.link_and_publish().await;
        let lines = list(&council, &desk).await;
        let moment = (council.at, "test");
        council
            .kith
            .answer_held_back(&desk.sitting, &lines[0].handle, true, moment)
            .await
            .unwrap();
        council.link_and_publish().await;
        let joined = council.person_of("adult-social-care", "A1").await;
        let lena = lena(&council).await;
        assert_eq!(joined, Some(lena));
        let standing = standing(&council, lena).await;
        assert!(standing.has(RestrictionKind::Shield) && !standing.is_as_if_absent());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_32_a_protected_persons_rows_are_left_out_at_the_next_load_and_the_report_does_not_say_so()
 {
    for database in databases() {
        let mut council = council_with_lena(database).await;
        let desk = desk(&council, "SD1001").await;
        set(&council, &desk, PROTECTED, WHY).await.unwrap();
        let lena = lena(&council).await;
        assert!(standing(&council, lena).await.is_as_if_absent());
        let header = "LA Person ID,NHS Number,First name,Family name,Date of Birth,Phone,\
            Service involvement";
        let rows = [
            "A1,9990000018,Leonora,Nightingale,,,Current".to_owned(),
            "A2,,LENA,Marsh,14/03/1991,,Current".to_owned(),
            "A3,,Gregory,Thorne,30/11/1959,,Current".to_owned(),
        ];
        let loaded = council
            .load("adult-social-care", "adults.csv", &csv(header, &rows))
            .await;
        let LoadOutcome::Staged(loaded) = loaded else {
            panic!("it was not staged")
        };
        assert_eq!((loaded.report.rows, loaded.report.rows_kept), (3, 3));
        council.link_and_publish().await;
        for key in ["A1", "A2"] {
            let stored = council.person_of("adult-social-care", key).await;
            assert!(stored.is_none(), "{key} on {}", council.database_name());
        }
        assert!(council.person_of("adult-social-care", "A3").await.is_some());
        council.reopen_after(|_| {}).await.unwrap();
        let opened = council
            .reopen_after(|folder| {
                std::fs::remove_file(folder.join("restrictions.key")).unwrap();
            })
            .await;
        assert!(opened.is_err(), "it opened without the key of the marks");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_the_safeguarding_desk_sees_or_sets_a_restriction() {
    for database in databases() {
        let council = council_with_lena(database).await;
        for worker in [
            council.social_worker_on(CASE).await,
            council.records_desk("RD1001").await,
            council.lead().await,
        ] {
            let list = council
                .kith
                .restrictions(&worker.sitting, council.at, "test")
                .await;
            assert!(matches!(list, Ok(Answer::Refused(_))));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_sees_nothing_about_somebody_whom_they_know_and_the_colleague_does() {
    for database in databases() {
        let council = council_with_lena(database).await;
        let (one, other) = (
            desk(&council, "SD1001").await,
            desk(&council, "SD1002").await,
        );
        set(&council, &one, SHIELD, WHY).await.unwrap();
        assert_eq!(list(&council, &other).await.len(), 1);
        let before = found(&council, &other).await;
        let said = SaidPerson {
            closeness: Some(Closeness::Friend),
            given: "Lena".to_owned(),
            family: "Marsh".to_owned(),
            birth_day: "14".to_owned(),
            birth_month: "3".to_owned(),
            birth_year: "1991".to_owned(),
            nhs_number: String::new(),
        };
        let (kith, moment) = (&council.kith, (council.at, "test"));
        let named = kith.name_person(&other.sitting, &said, moment).await;
        assert!(matches!(named, Ok(Answer::Shown(()))));
        let lines = list(&council, &other).await;
        assert!(lines.is_empty(), "{}", council.database_name());
        assert_eq!(list(&council, &one).await.len(), 1);
        let person = kith
            .person_to_restrict(&other.sitting, &before, council.at, "test")
            .await;
        assert!(matches!(person, Ok(Answer::Refused(_))));
    }
}
