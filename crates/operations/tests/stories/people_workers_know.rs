//! A worker's own people, and a colleague on whose behalf somebody looks: who says what, who
//! answers, who is told.

use operations::audit::AuditAction;
use operations::{
    Answer, LookLine, Message, NameError, NamedForWorker, NamedLine, NamedState, PurposeOutcome,
    SaidPerson, StatedPurpose, WithdrawalAnswered,
};
use testkit::{TestCouncil, TestSitting, on_every_database};
use vocabulary::{Closeness, Purpose};

fn somebody(closeness: Closeness) -> SaidPerson {
    SaidPerson {
        closeness: Some(closeness),
        given: "Wilma".to_owned(),
        family: "Thistlewick".to_owned(),
        birth_day: "13".to_owned(),
        birth_month: "12".to_owned(),
        birth_year: "1984".to_owned(),
        nhs_number: String::new(),
    }
}

async fn name(council: &TestCouncil, sitting: &TestSitting, said: &SaidPerson) {
    let moment = (council.at, "test");
    let named = council.kith.name_person(&sitting.sitting, said, moment);
    assert!(matches!(named.await, Ok(Answer::Shown(()))));
}

async fn own(council: &TestCouncil, sitting: &TestSitting) -> Vec<NamedLine> {
    let list = council
        .kith
        .people_you_know(&sitting.sitting, council.at, "test")
        .await;
    match list.unwrap() {
        Answer::Shown(list) => list,
        Answer::Refused(refused) => panic!("{}", refused.why),
    }
}

async fn all(council: &TestCouncil, lead: &TestSitting) -> Vec<NamedLine> {
    let list = council
        .kith
        .named_people(&lead.sitting, council.at, "test")
        .await;
    match list.unwrap() {
        Answer::Shown(list) => list,
        Answer::Refused(refused) => panic!("{}", refused.why),
    }
}

async fn recorded(council: &TestCouncil, action: AuditAction) -> Vec<LookLine> {
    let lead = council.lead().await;
    let looks = council
        .kith
        .recent_looks(&lead.sitting, council.at, "test")
        .await;
    let Ok(Answer::Shown(looks)) = looks else {
        panic!("the lead was refused")
    };
    looks
        .into_iter()
        .filter(|look| look.action == action.label())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_names_themself_and_others_once_and_is_told_nothing_of_any_record() {
    on_every_database(async |council| {
        let sitting = council.sign_in("SW1001").await;
        name(&council, &sitting, &somebody(Closeness::Oneself)).await;
        name(&council, &sitting, &somebody(Closeness::Oneself)).await;
        let list = own(&council, &sitting).await;
        assert_eq!(list.len(), 1, "the same said twice is one");
        assert_eq!(list[0].state, NamedState::Stands);
        assert_eq!(list[0].birth.as_ref().unwrap().reveal(), "13 December 1984");
        let other = SaidPerson {
            given: "Winifred".to_owned(),
            ..somebody(Closeness::Oneself)
        };
        let moment = (council.at, "test");
        let again = council
            .kith
            .name_person(&sitting.sitting, &other, moment)
            .await;
        assert!(matches!(again, Err(NameError::NamedOneselfAlready)));
        let kept = recorded(&council, AuditAction::PersonDeclared).await;
        assert_eq!(kept.len(), 1);
        assert!(kept[0].people.is_empty(), "nobody on record is named");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_enough_to_know_somebody_by_is_said_and_not_kept() {
    on_every_database(async |council| {
        let sitting = council.sign_in("SW1001").await;
        let whole = somebody(Closeness::Friend);
        let moment = (council.at, "test");
        let fails = async |said: SaidPerson| {
            let named = council
                .kith
                .name_person(&sitting.sitting, &said, moment)
                .await;
            named.err().expect("it was not kept").to_string()
        };
        let mut nobody = whole.clone();
        nobody.closeness = None;
        assert_eq!(fails(nobody).await, "choose how you know this person");
        let mut nameless = whole.clone();
        nameless.family = "-".to_owned();
        assert!(fails(nameless).await.starts_with("enter a given name"));
        let mut dateless = whole.clone();
        dateless.birth_year = String::new();
        assert!(fails(dateless).await.contains("not a date in the past"));
        let mut unborn = whole.clone();
        unborn.birth_year = "2090".to_owned();
        assert!(fails(unborn).await.contains("not a date in the past"));
        let mut nothing = whole.clone();
        nothing.birth_day = String::new();
        nothing.birth_month = String::new();
        nothing.birth_year = String::new();
        assert_eq!(fails(nothing).await, "enter a birth date or an NHS number");
        assert!(own(&council, &sitting).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_taken_off_a_list_by_the_worker_alone() {
    on_every_database(async |council| {
        let sitting = council.sign_in("SW1001").await;
        name(&council, &sitting, &somebody(Closeness::Partner)).await;
        let handle = own(&council, &sitting).await[0].handle.clone();
        let (kith, at) = (&council.kith, council.at);
        let asked = kith.ask_to_take_off(&sitting.sitting, &handle, at, "test");
        assert!(matches!(asked.await, Ok(Answer::Shown(()))));
        let twice = kith.ask_to_take_off(&sitting.sitting, &handle, at, "test");
        assert!(twice.await.is_err(), "it waits already");
        let alone = kith
            .answer_withdrawal(&sitting.sitting, &handle, true, (at, "test"))
            .await;
        assert!(matches!(alone, Ok(Answer::Refused(_))), "not for a worker");
        let lead = council.lead().await;
        let waiting = &all(&council, &lead).await[0];
        assert!(waiting.worker.contains("SW1001"));
        assert!(matches!(waiting.state, NamedState::WithdrawalWaits { .. }));
        let agreed = kith
            .answer_withdrawal(&lead.sitting, &waiting.handle, true, (at, "test"))
            .await;
        let Ok(Answer::Shown(agreed)) = agreed else {
            panic!("the lead was refused")
        };
        assert_eq!(agreed, WithdrawalAnswered::Kept);
        let list = own(&council, &sitting).await;
        assert!(matches!(list[0].state, NamedState::Withdrawn { .. }));
        let answered = recorded(&council, AuditAction::WithdrawalAnswered).await;
        assert_eq!(answered.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lead_names_somebody_for_a_worker_and_nobody_else_sees_the_whole_list() {
    on_every_database(async |council| {
        let lead = council.lead().await;
        let named = NamedForWorker {
            staff_id: "SW1001".to_owned(),
            said: somebody(Closeness::Relative),
        };
        let moment = (council.at, "test");
        let kept = council
            .kith
            .name_for_worker(&lead.sitting, &named, moment)
            .await;
        assert!(matches!(kept, Ok(Answer::Shown(()))));
        let nobody = NamedForWorker {
            staff_id: "SW9999".to_owned(),
            ..named
        };
        let unknown = council
            .kith
            .name_for_worker(&lead.sitting, &nobody, moment)
            .await;
        assert!(matches!(unknown, Err(NameError::NoSuchWorker)));
        let worker = council.sign_in("SW1001").await;
        let list = own(&council, &worker).await;
        assert!(list[0].said.contains("Fay Lindqvist"));
        let whole = council
            .kith
            .named_people(&worker.sitting, council.at, "test")
            .await;
        assert!(matches!(whole, Ok(Answer::Refused(_))));
    })
    .await;
}

/// What comes of looking for a colleague who is named so.
async fn on_behalf_of(council: &TestCouncil, typed: &str) -> (PurposeOutcome, TestSitting) {
    let sitting = council.sign_in("SW1001").await;
    let stated = StatedPurpose {
        purpose: Some(Purpose::ChildInNeedAssessment),
        case: "CSC-2026-0417".to_owned(),
        on_behalf_of: typed.to_owned(),
    };
    let outcome = council
        .kith
        .state_purpose(&sitting.sitting, &stated, council.at, "test")
        .await
        .unwrap();
    (outcome, council.sitting(sitting.token).await)
}

async fn messages(council: &TestCouncil, staff_id: &str) -> (TestSitting, Vec<Message>) {
    let sitting = council.sign_in(staff_id).await;
    let read = council
        .kith
        .read_messages(&sitting.sitting, council.at)
        .await
        .unwrap();
    (sitting, read)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_colleague_on_whose_behalf_somebody_looks_is_one_account_and_is_told() {
    on_every_database(async |council| {
        let (outcome, sitting) = on_behalf_of(&council, "fd1001").await;
        assert!(matches!(outcome, PurposeOutcome::Kept), "{outcome:?}");
        let staff = sitting.sitting.on_behalf_of_staff.as_deref();
        assert_eq!(staff, Some("FD1001"));
        let named = sitting.sitting.on_behalf_of.as_deref();
        assert_eq!(named, Some("Ben Okafor (FD1001)"));
        let told = council.sign_in("FD1001").await;
        let waiting = council.kith.unread_messages(&told.sitting).await.unwrap();
        assert_eq!(waiting, 1);
        let (reader, read) = messages(&council, "FD1001").await;
        assert!(read[0].is_new && read[0].can_be_denied);
        assert!(
            read[0]
                .words
                .contains("Amira Khan (SW1001) looked on your behalf")
        );
        for secret in ["0417", "Fairclough", "Oliver"] {
            assert!(!read[0].words.contains(secret), "a message names no family");
        }
        let after = council.kith.unread_messages(&told.sitting).await.unwrap();
        assert_eq!(after, 0);
        let denied = council
            .kith
            .did_not_ask(&reader.sitting, &read[0].handle, council.at, "test");
        denied.await.unwrap();
        let twice = council
            .kith
            .did_not_ask(&reader.sitting, &read[0].handle, council.at, "test");
        assert!(twice.await.is_err(), "it was said before");
        let flagged = recorded(&council, AuditAction::NotAskedFor).await;
        assert_eq!(flagged.len(), 1);
        assert!(flagged[0].worker.contains("FD1001"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_of_a_look_that_was_not_theirs_to_ask_for() {
    on_every_database(async |council| {
        for (typed, what) in [("Zebulon", "unknown"), ("SW1001", "oneself")] {
            let (outcome, sitting) = on_behalf_of(&council, typed).await;
            assert!(
                matches!(
                    outcome,
                    PurposeOutcome::ColleagueUnknown | PurposeOutcome::ColleagueIsYou
                ),
                "{what}"
            );
            assert!(sitting.sitting.purpose.is_none(), "{what}: nothing is kept");
        }
        let (outcome, sitting) = on_behalf_of(&council, "").await;
        assert!(matches!(outcome, PurposeOutcome::Kept));
        assert_eq!(sitting.sitting.on_behalf_of, None);
        let (_, read) = messages(&council, "FD1001").await;
        assert!(read.is_empty());
    })
    .await;
}
