//! Somebody says that a record is about somebody else (S-07): hidden at once for everybody, asked
//! about at the records desk, and who saw the wrong join is listed for the lead.

use operations::family::Cell;
use operations::{Answer, Decided, DisputedJoin, FamilyView, Handle, RaiseError};
use testkit::{
    PilotChild, TestCouncil, TestDatabase, TestSitting, case_links, databases, names_found,
    person_found, pilot_education, words_of_family,
};
use vocabulary::{
    DisputeAnswer, DisputeKind, DisputeReason, MatchAnswer, MatchQuestion, Purpose, Service,
};

use crate::disputes::{involvement, later, own, page, raise, tickets, wrong};
use crate::possible_matches::{CASE, child, council_of_pairs, question_about};

/// Two children of one birth date and address whom the records desk has taken for one.
async fn council_of_a_wrong_link(database: TestDatabase) -> TestCouncil {
    let mut council = council_of_pairs(database).await;
    let desk = council.records_desk("RD1001").await;
    let queue = council.review_queue(&desk).await;
    let handle = question_about(&queue, 10).handle.clone();
    let decided = council.decide(&desk, &handle, MatchAnswer::Same).await;
    assert_eq!(decided.unwrap(), Decided::Stands);
    council.link_and_publish().await;
    later(&mut council, 1);
    council
}

/// The page of the child as social care knows her.
async fn kitty(council: &TestCouncil) -> (TestSitting, FamilyView) {
    let worker = council.social_worker_on(CASE).await;
    let here = child(10, "1");
    assert_eq!(here.given, "Kitty");
    let view = page(council, &worker, (&here.given, &here.family)).await;
    (worker, view)
}

fn school(view: &FamilyView) -> &Cell {
    let mut columns = view.family.sources.iter();
    let column = columns.position(|one| one.service == Service::School);
    let mut grid = view.family.grid.iter();
    let row = grid.find(|row| row.person == view.family.child);
    &row.unwrap().cells[column.unwrap()]
}

/// Disputes that the school's record is about Kitty.
async fn dispute(council: &TestCouncil) -> (TestSitting, Handle) {
    let (worker, view) = kitty(council).await;
    assert!(
        words_of_family(&view).contains("Rosalind"),
        "the wrong join is shown"
    );
    let handle = view.involvements[&involvement(&view, Service::School)].clone();
    let relative = wrong(DisputeReason::Relative);
    let raised = raise(council, &worker, &handle, &relative).await.unwrap();
    assert_eq!(raised.kind, DisputeKind::WrongPerson);
    (worker, handle)
}

async fn joins(council: &TestCouncil) -> Vec<DisputedJoin> {
    let lead = council.lead().await;
    let joins = council
        .kith
        .disputed_joins(&lead.sitting, council.at, "test")
        .await;
    match joins.unwrap() {
        Answer::Shown(joins) => joins,
        Answer::Refused(refused) => panic!("refused: {}", refused.why),
    }
}

/// Nobody is shown, found or told by the school's record.
async fn is_hidden(council: &TestCouncil) -> bool {
    let (worker, view) = kitty(council).await;
    let words = words_of_family(&view);
    let found = council.find_named(&worker, "Rosalind", "Dunnock").await;
    let names = names_found(&found);
    let is_named = words.contains("Rosalind") || names.iter().any(|name| name.contains("Rosalind"));
    let is_doubt = matches!(school(&view), Cell::MatchTooWeak);
    assert_eq!(is_named, !is_doubt, "{words}");
    is_doubt
}

/// The question about the disputed link, as the desk's list has it.
async fn asked(council: &TestCouncil, desk: &TestSitting) -> Option<Handle> {
    let queue = council.review_queue(desk).await;
    let mut lines = queue.items.into_iter().flat_map(|item| item.questions);
    let line = lines.find(|line| line.kind == MatchQuestion::Disputed);
    line.map(|line| line.handle)
}

async fn came_of_it(council: &TestCouncil, worker: &TestSitting) -> Option<DisputeAnswer> {
    let mine = own(council, worker).await.remove(0);
    mine.answer.map(|answer| answer.answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_a_confirmed_link_that_is_disputed_is_hidden_at_once_and_who_saw_it_is_listed() {
    for database in databases() {
        let mut council = council_of_a_wrong_link(database).await;
        assert!(!is_hidden(&council).await);
        later(&mut council, 1);
        let (worker, handle) = dispute(&council).await;
        assert!(is_hidden(&council).await, "on {}", council.database_name());
        let details = council
            .kith
            .see_details(&worker.sitting, &handle, council.at, "test")
            .await;
        assert!(details.is_err(), "the details are hidden too");
        let listed = joins(&council).await;
        assert_eq!(listed.len(), 1);
        let name = listed[0].person.1.as_ref().unwrap();
        assert!(name.reveal().contains("Kitty"));
        assert!(
            listed[0]
                .seen
                .iter()
                .any(|seen| seen.what == "the family page")
        );
        assert!(
            listed[0]
                .seen
                .iter()
                .all(|seen| seen.worker.contains("SW1001"))
        );
        let saw = listed[0].seen.len();
        later(&mut council, 1);
        kitty(&council).await;
        assert_eq!(joins(&council).await[0].seen.len(), saw, "hidden since");

        // The desk is asked again, although it has answered before.
        let desk = council.records_desk("RD1001").await;
        let ticket = tickets(&council, &desk).await.remove(0);
        let question = asked(&council, &desk).await.expect("the desk is asked");
        assert_eq!(ticket.question, Some(question.clone()));
        let view = council.review_question(&desk, &question).await;
        assert_eq!(view.kind, MatchQuestion::Disputed);
        let decided = council.decide(&desk, &question, MatchAnswer::NotSame).await;
        assert_eq!(decided.unwrap(), Decided::Stands);
        assert_eq!(
            came_of_it(&council, &worker).await,
            Some(DisputeAnswer::NotSamePerson)
        );
        assert!(is_hidden(&council).await, "until the next link run");
        assert!(asked(&council, &desk).await.is_none());
        let linked = council.link_and_publish().await;
        assert_eq!(linked.split, 1);
        let (worker, view) = kitty(&council).await;
        assert!(
            matches!(school(&view), Cell::NoneFound),
            "two people from now on"
        );
        let found = council.find_named(&worker, "Rosalind", "Dunnock").await;
        let rosalind = person_found(&found, "Rosalind").handle.clone();
        let hers = council.family(&worker, &rosalind).await;
        assert!(matches!(school(&hers), Cell::Current { .. }));
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_person_shows_it_again_and_an_answer_taken_back_hides_it_again() {
    for database in databases() {
        let mut council = council_of_a_wrong_link(database).await;
        let (worker, _) = dispute(&council).await;
        later(&mut council, 1);
        let desk = council.records_desk("RD1002").await;
        let question = asked(&council, &desk).await.expect("the desk is asked");
        council
            .decide(&desk, &question, MatchAnswer::Same)
            .await
            .unwrap();
        assert!(!is_hidden(&council).await, "on {}", council.database_name());
        assert_eq!(
            came_of_it(&council, &worker).await,
            Some(DisputeAnswer::SamePerson)
        );
        later(&mut council, 1);
        council.undo_newest(&desk).await;
        assert!(is_hidden(&council).await);
        assert_eq!(came_of_it(&council, &worker).await, None);
        let question = asked(&council, &desk)
            .await
            .expect("the desk is asked again");
        council
            .decide(&desk, &question, MatchAnswer::CannotTell)
            .await
            .unwrap();
        assert!(
            is_hidden(&council).await,
            "what nobody can tell discloses nothing"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disputed_link_that_is_taken_back_is_shown_as_before_and_asked_about_no_more() {
    for database in databases() {
        let mut council = council_of_a_wrong_link(database).await;
        let (worker, _) = dispute(&council).await;
        later(&mut council, 1);
        let mine = own(&council, &worker).await.remove(0);
        let moment = (council.at, "test");
        let taken = council
            .kith
            .withdraw_dispute(&worker.sitting, &mine.handle, moment)
            .await;
        assert!(matches!(taken, Ok(Answer::Shown(()))));
        assert!(!is_hidden(&council).await, "on {}", council.database_name());
        let desk = council.records_desk("RD1001").await;
        assert!(asked(&council, &desk).await.is_none());
        council.link_and_publish().await;
        assert!(
            !is_hidden(&council).await,
            "what the desk had decided holds"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_only_record_of_a_person_cannot_be_parted_from_them() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let (worker, view) = kitty(&council).await;
        let id = involvement(&view, Service::ChildrensSocialCare);
        let handle = view.involvements[&id].clone();
        let relative = wrong(DisputeReason::LikeName);
        let raised = raise(&council, &worker, &handle, &relative).await;
        assert!(matches!(raised, Err(RaiseError::OnlyRecord)), "{raised:?}");
    }
}

/// Forty children at school, twenty of them in the case system too, and the third of these at an
/// address that must not be told; the school knows it as any other.
async fn council_of_a_hidden_home(database: TestDatabase) -> TestCouncil {
    let mut council = TestCouncil::empty(database).await;
    let pupils: Vec<PilotChild> = (0..40).map(|number| child(number, "2")).collect();
    let mut people = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob\n\
        77001,Wilfrid,Overbeck,M,2012-02-03\n"
        .to_owned();
    let mut addresses = "addr_person_id,addr_address_type,addr_address_text,addr_address_postcode,\
        addr_address_confidential,addr_address_start_date\n"
        .to_owned();
    for number in 0..20 {
        let one = child(number, "1");
        let (key, given, family, born) = (&one.key, &one.given, &one.family, &one.born);
        let sex = &one.sex[..1];
        people.push_str(&format!("{key},{given},{family},{sex},{born}\n"));
        let hidden = if number == 2 { "Yes" } else { "No" };
        let lines: Vec<&str> = one.address.lines().collect();
        let (line, postcode) = (lines[0], lines[2]);
        addresses.push_str(&format!(
            "{key},home,{line},{postcode},{hidden},2020-01-01\n"
        ));
    }
    let links = case_links(&[(CASE, "77001", "allocation", "SW1001", "")]);
    let schools = pilot_education(&pupils);
    for (source, file, text) in [
        ("family-context-education", "education.csv", &schools),
        ("childrens-social-care", "people.csv", &people),
        ("childrens-social-care", "addresses.csv", &addresses),
        ("childrens-social-care", "case_links.csv", &links),
    ] {
        council.load(source, file, text).await;
    }
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_record_still_hides_the_place_that_must_not_be_told() {
    for database in databases() {
        let council = council_of_a_hidden_home(database).await;
        let (here, open) = (child(2, "1"), child(3, "1"));
        let street = |one: &PilotChild| one.address.lines().next().unwrap().to_owned();
        let worker = council.social_worker_on(CASE).await;
        let shown = page(&council, &worker, (&open.given, &open.family)).await;
        assert!(
            words_of_family(&shown).contains(&street(&open)),
            "an open home is shown"
        );
        let before = page(&council, &worker, (&here.given, &here.family)).await;
        assert!(!words_of_family(&before).contains(&street(&here)));
        let person = before.people[&before.family.child].clone();
        let things = council
            .kith
            .things_to_dispute(&worker.sitting, &person, council.at, "test")
            .await;
        let Ok(Answer::Shown(things)) = things else {
            panic!("what can be disputed was not shown")
        };
        let mut things = things.things.iter();
        let care = things.find(|one| one.source_name.contains("case system"));
        let care = care.expect("the case system's record is on the list");
        let like_name = wrong(DisputeReason::LikeName);
        raise(&council, &worker, &care.handle, &like_name)
            .await
            .unwrap();
        let after = page(&council, &worker, (&here.given, &here.family)).await;
        let words = words_of_family(&after);
        assert!(
            !words.contains(&street(&here)),
            "on {}",
            council.database_name()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_saw_a_wrong_join_is_told_to_the_lead_for_the_purpose_of_audit_alone() {
    let council = council_of_a_wrong_link(TestDatabase::sqlite()).await;
    let (worker, _) = dispute(&council).await;
    let rights = council
        .sit_down("IG1001", Purpose::SubjectRights, "SAR-2026-010")
        .await;
    let desk = council.records_desk("RD1001").await;
    for sitting in [&worker, &rights, &desk] {
        let asked = council
            .kith
            .disputed_joins(&sitting.sitting, council.at, "test")
            .await;
        assert!(matches!(asked, Ok(Answer::Refused(_))));
    }
}
