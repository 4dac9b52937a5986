//! Looking in an emergency: at once on duty, by a second person otherwise, for an hour, reviewed.

use operations::audit::AuditAction;
use operations::store::EmergencyState;
use operations::{
    Account, AccountMarks, Answer, AnsweredEmergency, At, DutyError, DutyToSet, EmergencyAsked,
    EmergencyError, EmergencyLine, EmergencyRequest, EmergencyReview, Handle, ReviewError,
    SaidPerson,
};
use testkit::{TestCouncil, TestSitting, moment, on_every_database, person_found};
use vocabulary::{Closeness, EmergencyOutcome, EmergencyReason, Role};

/// A team manager and a second one, beside the demo's workers.
async fn with_second_people(council: &TestCouncil) {
    for (staff_id, name) in [("TM1001", "Gethin Rees"), ("TM1002", "Nia Pryce")] {
        let account = Account {
            staff_id,
            name,
            role: Role::TeamManager,
            teams: Vec::new(),
            passphrase: Some("a passphrase for tests"),
            trained_on: Some(council.at.today()),
            marks: AccountMarks::default(),
        };
        let kept = council.kith.keep_account(account, council.at, "test");
        kept.await.unwrap();
    }
}

/// The social worker with the handle of a child whom a search has found.
async fn at_a_child(council: &TestCouncil) -> (TestSitting, Handle) {
    let sitting = council.social_worker().await;
    let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
    let handle = person_found(&found, "Oliver").handle.clone();
    (sitting, handle)
}

fn request(words: &str) -> EmergencyRequest {
    EmergencyRequest {
        reason: Some(EmergencyReason::DangerNow),
        words: words.to_owned(),
    }
}

const WORDS: &str = "The police found the child alone at night";

async fn ask(
    council: &TestCouncil,
    sitting: &TestSitting,
    handle: &Handle,
    at: At,
) -> Result<Answer<EmergencyAsked>, EmergencyError> {
    council
        .kith
        .ask_emergency(
            &sitting.sitting,
            Some(handle),
            &request(WORDS),
            (at, "test"),
        )
        .await
}

async fn put_on_duty(council: &TestCouncil, staff_id: &str, from: &str, to: &str) {
    let second = council.sign_in("TM1001").await;
    let duty = DutyToSet::read(staff_id, from, to).unwrap();
    let set = council
        .kith
        .set_duties(&second.sitting, &[duty], (council.at, "test"))
        .await;
    assert!(matches!(set, Ok(Answer::Shown(1))));
}

async fn until(
    council: &TestCouncil,
    sitting: &TestSitting,
    handle: &Handle,
    at: &str,
) -> Option<String> {
    council
        .kith
        .emergency_until(&sitting.sitting, handle, moment(at))
        .await
        .unwrap()
        .map(|end| end.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn on_duty_a_family_opens_at_once_for_an_hour_and_not_a_second_longer() {
    on_every_database(async |council| {
        with_second_people(&council).await;
        let (sitting, handle) = at_a_child(&council).await;
        put_on_duty(&council, "SW1001", "2026-11-23 09:00", "2026-11-23 17:00").await;
        let at = moment("2026-11-23T10:40:00Z");
        let opened = ask(&council, &sitting, &handle, at).await;
        assert!(matches!(
            opened,
            Ok(Answer::Shown(EmergencyAsked::Open { .. }))
        ));
        let end = Some("2026-11-23T11:40:00Z".to_owned());
        assert_eq!(
            until(&council, &sitting, &handle, "2026-11-23T10:40:00Z").await,
            end
        );
        assert_eq!(
            until(&council, &sitting, &handle, "2026-11-23T11:39:59.999Z").await,
            end
        );
        for over in ["2026-11-23T11:40:00Z", "2026-11-23T11:40:01Z"] {
            assert_eq!(
                until(&council, &sitting, &handle, over).await,
                None,
                "{over}"
            );
        }
        let again = ask(&council, &sitting, &handle, at).await;
        assert!(matches!(again, Err(EmergencyError::OpenAlready)));
        let later = moment("2026-11-23T11:40:00Z");
        assert!(ask(&council, &sitting, &handle, later).await.is_ok());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn off_duty_a_second_person_answers_and_never_the_one_who_asked() {
    on_every_database(async |council| {
        with_second_people(&council).await;
        let (sitting, handle) = at_a_child(&council).await;
        let asked = ask(&council, &sitting, &handle, council.at).await;
        assert!(matches!(asked, Ok(Answer::Shown(EmergencyAsked::Waits))));
        let now = "2026-11-23T10:31:00Z";
        assert_eq!(until(&council, &sitting, &handle, now).await, None);
        let twice = ask(&council, &sitting, &handle, council.at).await;
        assert!(matches!(twice, Err(EmergencyError::WaitsAlready)));
        let kith = &council.kith;
        let own = kith
            .waiting_emergencies(&sitting.sitting, council.at, "test")
            .await;
        assert!(matches!(own, Ok(Answer::Refused(_))), "not for this role");
        let second = council.sign_in("TM1001").await;
        let waiting = kith
            .waiting_emergencies(&second.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(waiting)) = waiting else {
            panic!("the second person was refused")
        };
        assert_eq!(waiting.len(), 1);
        assert!(waiting[0].worker.contains("Amira Khan"));
        let approved = kith
            .answer_emergency(
                &second.sitting,
                &waiting[0].handle,
                true,
                (moment("2026-11-23T10:45:00Z"), "test"),
            )
            .await;
        assert!(matches!(
            approved,
            Ok(Answer::Shown(AnsweredEmergency::Kept))
        ));
        let end = Some("2026-11-23T11:45:00Z".to_owned());
        assert_eq!(
            until(&council, &sitting, &handle, "2026-11-23T11:44:59Z").await,
            end
        );
        assert_eq!(
            until(&council, &sitting, &handle, "2026-11-23T11:45:00Z").await,
            None
        );
        let told = kith.unread_messages(&sitting.sitting).await.unwrap();
        assert_eq!(told, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_person_who_asks_waits_for_another() {
    on_every_database(async |council| {
        with_second_people(&council).await;
        let second = council.sign_in("TM1001").await;
        let (kith, at) = (&council.kith, council.at);
        let asked = kith
            .ask_emergency(&second.sitting, None, &request(WORDS), (at, "test"))
            .await;
        assert!(matches!(asked, Ok(Answer::Shown(EmergencyAsked::Waits))));
        let list = async |sitting: &TestSitting| {
            let list = kith.waiting_emergencies(&sitting.sitting, at, "test").await;
            match list {
                Ok(Answer::Shown(list)) => list,
                _ => panic!("a second person was refused"),
            }
        };
        assert!(list(&second).await.is_empty(), "not their own");
        let other = council.sign_in("TM1002").await;
        let waiting = list(&other).await;
        assert!(waiting[0].is_for_duty);
        // The same request, found by a handle of the one who asked.
        let lead = council.lead().await;
        let looks = reviewed(&council, &lead, at).await;
        assert_eq!(looks[0].state, EmergencyState::Waiting);
        let approved = kith
            .answer_emergency(&other.sitting, &waiting[0].handle, true, (at, "test"))
            .await;
        assert!(matches!(
            approved,
            Ok(Answer::Shown(AnsweredEmergency::Kept))
        ));
        let store = kith.store();
        let on_duty = async |text: &str| {
            let at = moment(text).timestamp();
            store.is_on_duty("TM1001", at).await.unwrap()
        };
        assert!(on_duty("2026-11-23T10:30:00Z").await);
        assert!(on_duty("2026-11-23T11:29:59Z").await);
        assert!(!on_duty("2026-11-23T11:30:00Z").await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_request_lapses_after_an_hour() {
    on_every_database(async |council| {
        with_second_people(&council).await;
        let (sitting, handle) = at_a_child(&council).await;
        ask(&council, &sitting, &handle, council.at).await.unwrap();
        let second = council.sign_in("TM1001").await;
        let late = moment("2026-11-23T11:30:00Z");
        let waiting = council
            .kith
            .waiting_emergencies(&second.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(waiting)) = waiting else {
            panic!("the second person was refused")
        };
        let approved = council
            .kith
            .answer_emergency(&second.sitting, &waiting[0].handle, true, (late, "test"))
            .await;
        assert!(approved.is_err(), "it is no longer there to be answered");
        assert!(ask(&council, &sitting, &handle, late).await.is_ok());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_emergency_opens_the_family_of_somebody_whom_the_worker_knows() {
    on_every_database(async |council| {
        with_second_people(&council).await;
        let (sitting, handle) = at_a_child(&council).await;
        put_on_duty(&council, "SW1001", "2026-11-23 09:00", "2026-11-23 17:00").await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let birth = person_found(&found, "Oliver").birth.clone().unwrap();
        let day: Vec<&str> = birth.reveal().split(' ').collect();
        let months = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = months.iter().position(|month| *month == day[1]).unwrap() + 1;
        let said = SaidPerson {
            closeness: Some(Closeness::Relative),
            given: "Oliver".to_owned(),
            family: "Fairclough".to_owned(),
            birth_day: day[0].to_owned(),
            birth_month: month.to_string(),
            birth_year: day[2].to_owned(),
            nhs_number: String::new(),
        };
        let named = council
            .kith
            .name_person(&sitting.sitting, &said, (council.at, "test"))
            .await;
        assert!(matches!(named, Ok(Answer::Shown(()))));
        let asked = ask(&council, &sitting, &handle, council.at).await;
        let Ok(Answer::Refused(refused)) = asked else {
            panic!("it was not refused")
        };
        assert!(refused.was_recorded && !refused.whom_to_ring.is_empty());
        let all = council.kith.store().emergencies().await.unwrap();
        assert!(all.is_empty(), "nothing is kept");
    })
    .await;
}

async fn reviewed(council: &TestCouncil, lead: &TestSitting, at: At) -> Vec<EmergencyLine> {
    let looks = council
        .kith
        .emergency_looks(&lead.sitting, at, "test")
        .await;
    match looks.unwrap() {
        Answer::Shown(looks) => looks,
        Answer::Refused(refused) => panic!("{}", refused.why),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lead_reviews_within_two_working_days_and_words_used_before_are_seen() {
    on_every_database(async |council| {
        with_second_people(&council).await;
        let (sitting, handle) = at_a_child(&council).await;
        put_on_duty(&council, "SW1001", "2026-11-23 09:00", "2026-11-23 17:00").await;
        ask(&council, &sitting, &handle, council.at).await.unwrap();
        let later = moment("2026-11-23T11:31:00Z");
        ask(&council, &sitting, &handle, later).await.unwrap();
        let lead = council.lead().await;
        let looks = reviewed(&council, &lead, later).await;
        assert_eq!(looks.len(), 2);
        assert_eq!(looks[0].review_by.as_deref(), Some("25 November 2026"));
        assert_eq!(
            (looks[0].same_words_before, looks[1].same_words_before),
            (0, 1)
        );
        assert!(!looks[0].is_late);
        let thursday = moment("2026-11-26T08:00:00Z");
        assert!(reviewed(&council, &lead, thursday).await[0].is_late);
        let give = async |outcome: EmergencyOutcome, words: &str| {
            let given = EmergencyReview {
                outcome: Some(outcome),
                words: words.to_owned(),
            };
            let moment = (later, "test");
            council
                .kith
                .review_emergency(&lead.sitting, &looks[0].handle, &given, moment)
                .await
        };
        let silent = give(EmergencyOutcome::NotJustified, " ").await;
        assert!(matches!(silent, Err(ReviewError::NoWords)));
        let asked = give(EmergencyOutcome::Ask, "Who rang you?").await;
        assert!(matches!(asked, Ok(Answer::Shown(()))));
        let told = council
            .kith
            .unread_messages(&sitting.sitting)
            .await
            .unwrap();
        assert_eq!(told, 1, "the worker is asked");
        let done = give(EmergencyOutcome::Justified, "").await;
        assert!(matches!(done, Ok(Answer::Shown(()))));
        let twice = give(EmergencyOutcome::NotJustified, "After all").await;
        assert!(matches!(twice, Err(ReviewError::ReviewedAlready)));
        let after = reviewed(&council, &lead, later).await;
        assert!(after[0].review_by.is_some() && after[1].review_by.is_none());
        let recorded = council
            .kith
            .recent_looks(&lead.sitting, later, "test")
            .await
            .unwrap();
        let Answer::Shown(recorded) = recorded else {
            panic!("the lead was refused")
        };
        let count = |action: AuditAction| {
            let label = action.label();
            recorded.iter().filter(|look| look.action == label).count()
        };
        assert_eq!(count(AuditAction::EmergencyAsked), 2);
        assert_eq!(count(AuditAction::EmergencyReviewed), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rota_is_set_by_a_team_manager_a_whole_file_or_nothing_of_it() {
    on_every_database(async |council| {
        with_second_people(&council).await;
        let second = council.sign_in("TM1001").await;
        let at = (council.at, "test");
        let kith = &council.kith;
        let wrong =
            b"staff_id,from,to\nSW1001,2026-11-23 17:30,2026-11-24 08:30\nSW1001,soon,late\n";
        let taken = kith
            .import_rota(&second.sitting, ("rota.csv", wrong), at)
            .await;
        let Err(DutyError::Problems(problems)) = taken else {
            panic!("the file has a problem")
        };
        assert_eq!(
            problems[0].to_string(),
            "rota.csv line 3, column from: is not a moment such as 2026-11-27 17:30"
        );
        let right = b"staff_id,from,to\nSW1001,2026-11-23 17:30,2026-11-24 08:30\n";
        let taken = kith
            .import_rota(&second.sitting, ("rota.csv", right), at)
            .await;
        assert!(matches!(taken, Ok(Answer::Shown(1))));
        let list = kith.duty_rota(&second.sitting, council.at, "test").await;
        let Ok(Answer::Shown(list)) = list else {
            panic!("the second person was refused")
        };
        assert_eq!((list.len(), list[0].is_now), (1, false));
        let night = moment("2026-11-24T08:29:59Z").timestamp();
        assert!(kith.store().is_on_duty("SW1001", night).await.unwrap());
        let off = kith.remove_duty(&second.sitting, &list[0].id, at).await;
        assert!(matches!(off, Ok(Answer::Shown(()))));
        assert!(!kith.store().is_on_duty("SW1001", night).await.unwrap());
        let nobody = b"staff_id,from,to\nSW9999,2026-11-23 17:30,2026-11-24 08:30\n";
        let taken = kith
            .import_rota(&second.sitting, ("rota.csv", nobody), at)
            .await;
        assert!(matches!(taken, Err(DutyError::NoSuchWorker)));
        let worker = council.sign_in("SW1001").await;
        let refused = kith
            .import_rota(&worker.sitting, ("rota.csv", right), at)
            .await;
        assert!(matches!(refused, Ok(Answer::Refused(_))));
    })
    .await;
}
