//! Who may dispute and who may answer: the lead for the person who asked; nobody about their own
//! family, and nobody about whoever is as if absent.

use operations::store::Restricted;
use operations::{
    Answer, AnswerDisputeError, FamilyView, GivenDispute, GivenDisputeAnswer, Handle,
    OperationError, RaiseError, SaidPerson,
};
use testkit::{PilotChild, TestCouncil, TestSitting, databases, on_every_database, person_found};
use vocabulary::{Closeness, DisputeAnswer, DisputeReason, Purpose, RestrictionKind, Service};

use crate::disputes::{answer, involvement, page, raise, tickets, wrong};
use crate::possible_matches::{CASE, child, council_of_pairs};

#[tokio::test(flavor = "multi_thread")]
async fn the_lead_disputes_for_the_person_who_asked_and_is_shown_no_content() {
    on_every_database(async |council| {
        let oliver = ("Oliver", "Fairclough");
        let lead = council
            .sit_down("IG1001", Purpose::SubjectRights, "SAR-2026-009")
            .await;
        let found = council.find_named(&lead, oliver.0, oliver.1).await;
        let handle = person_found(&found, oliver.0).handle.clone();
        let things = council
            .kith
            .things_to_dispute(&lead.sitting, &handle, council.at, "test")
            .await;
        let Ok(Answer::Shown(things)) = things else {
            panic!("the lead was refused")
        };
        assert!(things.name.as_ref().unwrap().reveal().contains("Oliver"));
        let services = || things.things.iter().filter(|one| one.service.is_some());
        assert!(services().count() >= 2);
        for thing in services() {
            assert!(
                thing.parts.is_empty() && thing.since.is_none(),
                "{}",
                thing.source_name
            );
        }
        let who = things.things.iter().find(|one| one.service.is_none());
        let who = who.expect("who he is can be disputed too");
        let name = GivenDispute {
            part: "Name".to_owned(),
            ..wrong(DisputeReason::DetailWrong)
        };
        raise(&council, &lead, &who.handle, &name).await.unwrap();
        let service = services().next().unwrap();
        let ended = wrong(DisputeReason::HasEnded);
        raise(&council, &lead, &service.handle, &ended)
            .await
            .unwrap();
        let worker = council.social_worker().await;
        let view = page(&council, &worker, oliver).await;
        let said = "the person whom it is about says that this is wrong";
        let of_him = &view.disputed.people[&view.family.child];
        assert!(of_him[0].words.contains(said) && of_him[0].words.contains(&who.source_name));
        let marks: Vec<_> = view.disputed.involvements.values().flatten().collect();
        assert!(!marks.is_empty() && marks.iter().all(|mark| mark.words.contains(said)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_disputed_under_the_name_that_the_family_page_has_for_them() {
    on_every_database(async |council| {
        let worker = council.social_worker().await;
        let view = page(&council, &worker, ("Oliver", "Fairclough")).await;
        let mut compared = 0;
        for member in &view.family.members {
            let name = member.name.usual.as_ref();
            let parts = [
                name.and_then(|name| name.family.as_ref()),
                name.and_then(|name| name.given.as_ref()),
            ];
            let (Some(handle), [Some(family), Some(given)]) =
                (view.people.get(&member.person), parts)
            else {
                continue;
            };
            let things = council
                .kith
                .things_to_dispute(&worker.sitting, handle, council.at, "test")
                .await;
            let Ok(Answer::Shown(things)) = things else {
                panic!("the worker was refused")
            };
            let written = format!("{}, {}", family.reveal(), given.reveal());
            assert_eq!(things.name.unwrap().reveal(), written);
            compared += 1;
        }
        assert!(compared >= 5);
    })
    .await;
}

/// A worker on another case of the team, the page of this child, and the way to their school.
async fn school_of(council: &TestCouncil, here: &PilotChild) -> (TestSitting, FamilyView, Handle) {
    let worker = council.social_worker_on(CASE).await;
    let view = page(council, &worker, (&here.given, &here.family)).await;
    let id = involvement(&view, Service::School);
    let handle = view.involvements[&id].clone();
    (worker, view, handle)
}

/// The worker says that this child is they themself.
pub(crate) async fn is_oneself(council: &TestCouncil, sitting: &TestSitting, here: &PilotChild) {
    let said = SaidPerson {
        closeness: Some(Closeness::Oneself),
        given: here.given.clone(),
        family: here.family.clone(),
        birth_day: here.born[8..].to_owned(),
        birth_month: here.born[5..7].to_owned(),
        birth_year: here.born[..4].to_owned(),
        nhs_number: String::new(),
    };
    let moment = (council.at, "test");
    let named = council.kith.name_person(&sitting.sitting, &said, moment);
    assert!(matches!(named.await, Ok(Answer::Shown(()))));
}

async fn refusal(
    council: &TestCouncil,
    sitting: &TestSitting,
    handle: &Handle,
) -> Option<&'static str> {
    let moment = (council.at, "test");
    let ended = wrong(DisputeReason::HasEnded);
    let raised = council
        .kith
        .raise_dispute(&sitting.sitting, handle, &ended, moment);
    match raised.await {
        Ok(Answer::Refused(refused)) => Some(refused.reason_code),
        Ok(Answer::Shown(_)) => panic!("it was kept"),
        Err(RaiseError::Operation(OperationError::NotFound)) => None,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_no_way_to_a_family_that_the_worker_may_not_open() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let here = child(7, "1");
        let (worker, _view, handle) = school_of(&council, &here).await;
        // A handle of another sitting leads nowhere; the desk and the audit raise nothing.
        let other = council.social_worker_on(CASE).await;
        assert_eq!(refusal(&council, &other, &handle).await, None);
        let things = council
            .kith
            .dispute_tickets(&worker.sitting, council.at, "test")
            .await;
        let Ok(Answer::Refused(refused)) = things else {
            panic!("a worker saw the tickets of a source")
        };
        assert_eq!(refused.reason_code, "action_not_for_role");
        // Their own family is refused.
        is_oneself(&council, &worker, &here).await;
        let refused = refusal(&council, &worker, &handle).await;
        assert_eq!(refused, Some("own_record"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_answers_is_not_told_of_their_own_family_and_does_not_answer_about_it() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let here = child(9, "1");
        let (worker, _view, handle) = school_of(&council, &here).await;
        let ended = wrong(DisputeReason::HasEnded);
        raise(&council, &worker, &handle, &ended).await.unwrap();
        let desk = council.records_desk("RD1001").await;
        let ticket = tickets(&council, &desk).await.remove(0);
        is_oneself(&council, &desk, &here).await;
        assert!(tickets(&council, &desk).await.is_empty());
        let given = GivenDisputeAnswer {
            answer: Some(DisputeAnswer::CheckedAndRight),
            words: "I know that it is right".to_owned(),
        };
        let moment = (council.at, "test");
        let answered = council
            .kith
            .answer_dispute(&desk.sitting, &ticket.handle, &given, moment);
        let Ok(Answer::Refused(refused)) = answered.await else {
            panic!("they answered about themself")
        };
        assert_eq!(refused.reason_code, "own_record");
        let colleague = council.records_desk("RD1002").await;
        assert_eq!(tickets(&council, &colleague).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_is_as_if_absent_is_disputed_listed_or_answered_about() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let here = child(8, "1");
        let (worker, view, handle) = school_of(&council, &here).await;
        let ended = wrong(DisputeReason::HasEnded);
        raise(&council, &worker, &handle, &ended).await.unwrap();
        let desk = council.records_desk("RD1001").await;
        let ticket = tickets(&council, &desk).await.remove(0);
        let protected = Restricted::Person(RestrictionKind::ProtectedPerson);
        council.restrict(protected, view.family.child, None).await;
        assert!(tickets(&council, &desk).await.is_empty());
        let said = (Some(DisputeAnswer::CannotTell), "There is no file any more");
        let answered = answer(&council, &desk, &ticket.handle, said).await;
        assert!(matches!(
            answered,
            Err(AnswerDisputeError::Operation(OperationError::NotFound))
        ));
        assert_eq!(refusal(&council, &worker, &handle).await, None);
    }
}
