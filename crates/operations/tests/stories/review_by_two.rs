//! Where a confidential address or a sensitive service is involved, two workers decide, each
//! alone; and a service that shows its names to nobody here is not asked about here.

use operations::{Answer, DecideError, Decided, QuestionLine, ReviewState};
use testkit::{
    PilotChild, TestCouncil, TestDatabase, TestSitting, databases, pilot_education,
    pilot_social_care, words_of_question, words_of_queue,
};
use vocabulary::MatchAnswer;

use crate::possible_matches::child;

/// The child who is spelt in two ways, and whose address one source keeps confidential.
const SHIELDED: usize = 4;

/// Eighty children; the fifth is in the case system under another spelling and sex, at an address
/// that must not be told.
async fn council_with_a_shielded_child(database: TestDatabase) -> TestCouncil {
    let mut council = TestCouncil::empty(database).await;
    let pupils: Vec<PilotChild> = (0..80).map(|number| child(number, "2")).collect();
    let also: Vec<PilotChild> = (20..80).map(|number| child(number, "1")).collect();
    let mut people = String::from("pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob\n");
    let mut addresses = String::from(
        "addr_person_id,addr_address_type,addr_address_text,addr_address_postcode,\
         addr_address_confidential,addr_address_start_date\n",
    );
    for number in 0..20 {
        let one = child(number, "1");
        let given = if number == SHIELDED {
            "Emile"
        } else {
            &one.given
        };
        let sex = if number == SHIELDED {
            "F"
        } else {
            &one.sex[..1]
        };
        people.push_str(&format!(
            "{},{given},{},{sex},{}\n",
            one.key, one.family, one.born
        ));
        let hidden = if number == SHIELDED { "Yes" } else { "No" };
        let lines: Vec<&str> = one.address.lines().collect();
        addresses.push_str(&format!(
            "{},home,{},{},{hidden},2020-01-01\n",
            one.key, lines[0], lines[2]
        ));
    }
    council
        .load(
            "family-context-education",
            "education.csv",
            &pilot_education(&pupils),
        )
        .await;
    council
        .load("family-context-csc", "csc.csv", &pilot_social_care(&also))
        .await;
    council
        .load("childrens-social-care", "people.csv", &people)
        .await;
    council
        .load("childrens-social-care", "addresses.csv", &addresses)
        .await;
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

async fn question(council: &TestCouncil, desk: &TestSitting) -> QuestionLine {
    let queue = council.review_queue(desk).await;
    let lines = queue.items.into_iter().flat_map(|item| item.questions);
    let mut of_two =
        lines.filter(|line| line.why_here.iter().any(|why| why.contains("two workers")));
    of_two.next().expect("the shielded child is asked about")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_answer_changes_nobody_and_a_second_worker_who_agrees_makes_it_stand() {
    for database in databases() {
        let mut council = council_with_a_shielded_child(database).await;
        let first = council.records_desk("RD1001").await;
        let line = question(&council, &first).await;
        let decided = council
            .decide(&first, &line.handle, MatchAnswer::Same)
            .await;
        assert_eq!(decided.unwrap(), Decided::WaitsForSecond);
        let again = council
            .decide(&first, &line.handle, MatchAnswer::Same)
            .await;
        assert!(
            matches!(again, Err(DecideError::NeedsAnotherWorker)),
            "{again:?}"
        );
        assert_eq!(
            council.review_queue(&first).await.waiting_for_a_colleague,
            1
        );
        let linked = council.link_and_publish().await;
        assert_eq!((linked.merged, linked.decided), (0, 0));
        let second = council.records_desk("RD1002").await;
        let asked = question(&council, &second).await;
        assert!(asked.is_second && asked.reference == line.reference);
        let view = council.review_question(&second, &asked.handle).await;
        assert_eq!(view.state, ReviewState::OpenForSecond);
        assert!(
            view.earlier.is_empty(),
            "the second worker is told the first answer"
        );
        let list = council
            .kith
            .decided_matches(&second.sitting, council.at, "test")
            .await;
        assert!(matches!(list, Ok(Answer::Shown(list)) if list[0].answer.is_none()));
        let decided = council
            .decide(&second, &asked.handle, MatchAnswer::Same)
            .await;
        assert_eq!(decided.unwrap(), Decided::Stands);
        let linked = council.link_and_publish().await;
        assert_eq!(
            (linked.merged, linked.decided),
            (1, 1),
            "{}",
            council.database_name()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_who_differ_change_nobody_until_one_takes_the_answer_back() {
    for database in databases() {
        let mut council = council_with_a_shielded_child(database).await;
        let (first, second) = (
            council.records_desk("RD1001").await,
            council.records_desk("RD1002").await,
        );
        let line = question(&council, &first).await;
        council
            .decide(&first, &line.handle, MatchAnswer::Same)
            .await
            .unwrap();
        let asked = question(&council, &second).await;
        let decided = council
            .decide(&second, &asked.handle, MatchAnswer::NotSame)
            .await;
        assert_eq!(decided.unwrap(), Decided::Contradicting);
        let queue = council.review_queue(&first).await;
        assert_eq!(queue.contradicting, 1);
        assert_eq!(council.link_and_publish().await.decided, 0);
        let view = council.review_question(&first, &line.handle).await;
        assert_eq!(
            (view.state, view.earlier.len()),
            (ReviewState::Contradicting, 2)
        );
        let figures = council
            .kith
            .review_figures(&first.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(figures)) = figures else {
            panic!("the figures were refused")
        };
        assert_eq!((figures.contradicting, figures.agreement.questions), (1, 1));
        assert!(
            figures.agreement.kappa.is_none(),
            "one question says nothing"
        );
        council.undo_newest(&second).await;
        assert_eq!(
            council.review_queue(&first).await.waiting_for_a_colleague,
            1
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confidential_address_is_not_on_the_page_of_the_two_records_either() {
    for database in databases() {
        let council = council_with_a_shielded_child(database).await;
        let desk = council.records_desk("RD1001").await;
        let line = question(&council, &desk).await;
        let view = council.review_question(&desk, &line.handle).await;
        let words = words_of_question(&view);
        assert!(words.contains("Given name: Emile"), "{words}");
        let address = child(SHIELDED, "1").address;
        for part in address.lines() {
            assert!(
                part == "Eastmere" || !words.contains(part),
                "the address is shown"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_shows_its_names_to_nobody_here_is_not_asked_about_here() {
    for database in databases() {
        let mut council = TestCouncil::empty(database).await;
        let pupils: Vec<PilotChild> = (0..60).map(|number| child(number, "2")).collect();
        council
            .load(
                "family-context-education",
                "education.csv",
                &pilot_education(&pupils),
            )
            .await;
        let mut rows = String::from(
            "person_ref,forename,surname,dob,sex,address_line,post_code,episode_status,\
             main_substance\n",
        );
        for number in 0..60 {
            let one = child(number, "9");
            let given = if number == SHIELDED {
                "Rosalind"
            } else {
                &one.given
            };
            let lines: Vec<&str> = one.address.lines().collect();
            rows.push_str(&format!(
                "{},{given},{},{},{},{},{},Current,opiates\n",
                one.key,
                one.family,
                one.born,
                &one.sex[..1],
                lines[0],
                lines[2]
            ));
        }
        council
            .load("substance-misuse", "episodes.csv", &rows)
            .await;
        council.link_and_publish().await;
        council.add_workers().await;
        let desk = council.records_desk("RD1001").await;
        let queue = council.review_queue(&desk).await;
        assert!(queue.not_shown >= 1, "on {}", council.database_name());
        let words = words_of_queue(&queue);
        assert!(
            !words.contains("Recovery") && !words.contains("episodes.csv"),
            "{words}"
        );
    }
}
