//! Somebody says that something is wrong (S-37): it is marked for everybody who sees it, nothing is
//! overwritten, the owner of the source answers against a clock, and whoever said it is told.

use operations::audit::AuditAction;
use operations::{
    Account, AccountMarks, Answer, AnswerDisputeError, At, DisputeTicket, FamilyView, GivenDispute,
    GivenDisputeAnswer, Handle, OperationError, OwnDispute, RaiseError, RaisedDispute,
    WithdrawError,
};
use testkit::{
    PilotChild, TestCouncil, TestSitting, databases, on_every_database, person_found,
    pilot_social_care, words_of_family,
};
use vocabulary::{
    DisputeAnswer, DisputeKind, DisputeReason, InvolvementId, Purpose, Role, Service,
};

use crate::possible_matches::{CASE, child, council_of_pairs};

/// Some hours later.
pub(crate) fn later(council: &mut TestCouncil, hours: i64) {
    let moment = council.at.timestamp() + jiff::SignedDuration::from_hours(hours);
    council.at = At::new(moment);
}

/// The page of a person by name.
pub(crate) async fn page(
    council: &TestCouncil,
    sitting: &TestSitting,
    (given, family): (&str, &str),
) -> FamilyView {
    let found = council.find_named(sitting, given, family).await;
    let handle = person_found(&found, given).handle.clone();
    council.family(sitting, &handle).await
}

/// The first involvement of a service on a page.
pub(crate) fn involvement(view: &FamilyView, service: Service) -> InvolvementId {
    let ids = view.involvements.keys();
    let mut of_service = ids.filter(|id| {
        let details = view.family.details(**id);
        details.is_some_and(|details| details.service == service)
    });
    *of_service.next().expect("the service is on the page")
}

pub(crate) fn wrong(reason: DisputeReason) -> GivenDispute {
    let kind = if reason.fits(DisputeKind::WrongFact) {
        DisputeKind::WrongFact
    } else {
        DisputeKind::WrongPerson
    };
    GivenDispute {
        kind: Some(kind),
        reason: Some(reason),
        ..GivenDispute::default()
    }
}

pub(crate) async fn raise(
    council: &TestCouncil,
    sitting: &TestSitting,
    handle: &Handle,
    given: &GivenDispute,
) -> Result<RaisedDispute, RaiseError> {
    let moment = (council.at, "test");
    let raised = council
        .kith
        .raise_dispute(&sitting.sitting, handle, given, moment);
    match raised.await? {
        Answer::Shown(raised) => Ok(raised),
        Answer::Refused(refused) => panic!("refused: {}", refused.why),
    }
}

pub(crate) async fn own(council: &TestCouncil, sitting: &TestSitting) -> Vec<OwnDispute> {
    let own = council
        .kith
        .own_disputes(&sitting.sitting, council.at, "test")
        .await;
    match own.unwrap() {
        Answer::Shown(own) => own,
        Answer::Refused(refused) => panic!("refused: {}", refused.why),
    }
}

pub(crate) async fn tickets(council: &TestCouncil, sitting: &TestSitting) -> Vec<DisputeTicket> {
    let tickets = council
        .kith
        .dispute_tickets(&sitting.sitting, council.at, "test")
        .await;
    match tickets.unwrap() {
        Answer::Shown(tickets) => tickets,
        Answer::Refused(refused) => panic!("refused: {}", refused.why),
    }
}

pub(crate) async fn answer(
    council: &TestCouncil,
    sitting: &TestSitting,
    handle: &Handle,
    (answer, words): (Option<DisputeAnswer>, &str),
) -> Result<(), AnswerDisputeError> {
    let given = GivenDisputeAnswer {
        answer,
        words: words.to_owned(),
    };
    let moment = (council.at, "test");
    let answered = council
        .kith
        .answer_dispute(&sitting.sitting, handle, &given, moment);
    match answered.await? {
        Answer::Shown(()) => Ok(()),
        Answer::Refused(refused) => panic!("refused: {}", refused.why),
    }
}

/// The owner of the sources of a controller.
async fn owner(council: &TestCouncil, staff_id: &str, team: &str) -> TestSitting {
    let account = Account {
        staff_id,
        name: "Olu Adeyemi",
        role: Role::SourceOwner,
        teams: vec![team.to_owned()],
        passphrase: Some("a passphrase for tests"),
        trained_on: Some(council.at.today()),
        marks: AccountMarks::default(),
    };
    let kept = council.kith.keep_account(account, council.at, "test");
    kept.await.unwrap();
    council
        .sit_down(staff_id, Purpose::RecordCorrection, "")
        .await
}

fn words(ticket: &DisputeTicket) -> String {
    let added = ticket.words.as_ref().map_or("", |words| words.reveal());
    [
        &ticket.reference,
        &ticket.what,
        &ticket.source_name,
        ticket.key.reveal(),
        &ticket.who_says,
        added,
        &ticket.said_on,
    ]
    .join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn s_37_what_is_wrong_is_marked_for_everybody_and_its_owner_answers_against_a_clock() {
    on_every_database(async |council| {
        let oliver = ("Oliver", "Fairclough");
        let worker = council.social_worker().await;
        let before = page(&council, &worker, oliver).await;
        let tenancy = involvement(&before, Service::Housing);
        let handle = before.involvements[&tenancy].clone();
        assert!(before.disputed.involvements.is_empty());
        let form = council
            .kith
            .thing_to_dispute(&worker.sitting, &handle, council.at, "test")
            .await;
        let Ok(Answer::Shown(form)) = form else {
            panic!("the form was not shown")
        };
        assert!(
            form.thing.parts.contains(&"Since".to_owned()),
            "{:?}",
            form.thing.parts
        );
        let given = GivenDispute {
            part: "Since".to_owned(),
            words: "They moved in a year later".to_owned(),
            ..wrong(DisputeReason::DetailWrong)
        };
        let raised = raise(&council, &worker, &handle, &given).await.unwrap();
        assert_eq!(raised.due, "23 December 2026");
        let again = raise(&council, &worker, &handle, &given).await;
        assert!(
            matches!(again, Err(RaiseError::DisputedAlready)),
            "{again:?}"
        );

        // Everybody who sees it sees the mark, and what the source says stays as it was.
        let other = council.social_worker().await;
        let after = page(&council, &other, oliver).await;
        let marks = &after.disputed.involvements[&tenancy];
        assert_eq!(
            marks[0].words,
            "Disputed on 23 November 2026: a social worker says that this is wrong."
        );
        assert_eq!(after.disputed.involvements.len(), 1);
        assert_eq!(words_of_family(&before), words_of_family(&after));
        let handle = after.involvements[&tenancy].clone();
        let details = council
            .kith
            .see_details(&other.sitting, &handle, council.at, "test")
            .await;
        let Ok(Answer::Shown(details)) = details else {
            panic!("the details were not shown")
        };
        assert_eq!(details.disputed[0].field.as_deref(), Some("Since"));

        // The owner gets a ticket by its own number, and nobody else's owner does.
        let elsewhere = owner(&council, "SO1002", "Eastmere Police").await;
        assert!(tickets(&council, &elsewhere).await.is_empty());
        let housing = owner(&council, "SO1001", "Eastmere Homes").await;
        let mut waiting = tickets(&council, &housing).await;
        assert_eq!(waiting.len(), 1);
        let ticket = waiting.remove(0);
        assert_eq!(ticket.clock.days_left, 30);
        assert_eq!(ticket.who_says, "a social worker");
        assert!(!words(&ticket).contains("Fairclough"), "{}", words(&ticket));
        let right = Some(DisputeAnswer::CheckedAndRight);
        let none = answer(
            &council,
            &housing,
            &ticket.handle,
            (None, "looked it up in the file"),
        );
        assert!(matches!(none.await, Err(AnswerDisputeError::NoAnswer)));
        let withdrawn = Some(DisputeAnswer::Withdrawn);
        let not_theirs = (withdrawn, "looked it up in the file");
        let not_theirs = answer(&council, &housing, &ticket.handle, not_theirs).await;
        assert!(matches!(not_theirs, Err(AnswerDisputeError::NoAnswer)));
        let short = answer(&council, &housing, &ticket.handle, (right, "yes")).await;
        assert!(matches!(short, Err(AnswerDisputeError::TooShort)));
        let said = (right, "The tenancy agreement says so");
        answer(&council, &housing, &ticket.handle, said)
            .await
            .unwrap();
        let twice = answer(&council, &housing, &ticket.handle, said).await;
        assert!(matches!(twice, Err(AnswerDisputeError::AnsweredAlready)));

        // Whoever said it is told, and the mark says what the source found.
        assert_eq!(
            council.kith.unread_messages(&worker.sitting).await.unwrap(),
            1
        );
        let mine = own(&council, &worker).await;
        let came = mine[0].answer.as_ref().unwrap();
        assert_eq!(came.answer, DisputeAnswer::CheckedAndRight);
        assert!(
            came.words
                .as_ref()
                .unwrap()
                .reveal()
                .contains("tenancy agreement")
        );
        assert!(own(&council, &housing).await.is_empty());
        let now = page(&council, &other, oliver).await;
        let mark = &now.disputed.involvements[&tenancy][0].words;
        assert!(mark.contains("holds it to be right"), "{mark}");

        let lead = council.lead().await;
        let looks = council
            .kith
            .recent_looks(&lead.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(looks)) = looks else {
            panic!("the lead was refused")
        };
        for (action, people) in [
            (AuditAction::DisputeOpened, 1),
            (AuditAction::DisputeRaised, 1),
            (AuditAction::DisputeAnswered, 1),
            (AuditAction::SawDisputes, 0),
            (AuditAction::SawOwnDisputes, 0),
        ] {
            let mut of = looks.iter().filter(|look| look.action == action.label());
            let look = of
                .next()
                .unwrap_or_else(|| panic!("{} is missing", action.label()));
            assert_eq!(look.people.len(), people, "{}", action.label());
        }
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    })
    .await;
}

/// The children of the pilots' extract, with another name for one of them.
fn social_care(changed: &str) -> String {
    let mut children: Vec<PilotChild> = (0..80).map(|number| child(number, "1")).collect();
    children[79].given = changed.to_owned();
    pilot_social_care(&children)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_survives_newer_data_and_falls_when_the_correction_has_arrived() {
    for database in databases() {
        let mut council = council_of_pairs(database).await;
        let here = child(3, "1");
        let who = (here.given.as_str(), here.family.as_str());
        let worker = council.social_worker_on(CASE).await;
        let view = page(&council, &worker, who).await;
        let id = involvement(&view, Service::ChildrensSocialCare);
        let handle = view.involvements[&id].clone();
        let ended = wrong(DisputeReason::HasEnded);
        raise(&council, &worker, &handle, &ended).await.unwrap();
        later(&mut council, 24);
        let text = social_care("Ysolde");
        council.load("family-context-csc", "next.csv", &text).await;
        council.link_and_publish().await;
        let worker = council.social_worker_on(CASE).await;
        let view = page(&council, &worker, who).await;
        let next = involvement(&view, Service::ChildrensSocialCare);
        assert_ne!(id, next, "the extract is newer");
        assert_eq!(view.disputed.involvements[&next].len(), 1, "the mark stays");
        let desk = council.records_desk("RD1001").await;
        let ticket = tickets(&council, &desk).await.remove(0);
        assert_eq!(ticket.key.reveal(), here.key);
        let corrected = Some(DisputeAnswer::Corrected);
        let said = (corrected, "The end is in the file now");
        answer(&council, &desk, &ticket.handle, said).await.unwrap();
        let view = page(&council, &worker, who).await;
        let mark = &view.disputed.involvements[&next][0].words;
        assert!(mark.contains("comes with its next extract"), "{mark}");
        later(&mut council, 24);
        let text = social_care("Zenobia");
        council.load("family-context-csc", "last.csv", &text).await;
        council.link_and_publish().await;
        let worker = council.social_worker_on(CASE).await;
        let view = page(&council, &worker, who).await;
        assert!(
            view.disputed.involvements.is_empty(),
            "on {}",
            council.database_name()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_disputed_is_taken_back_by_whoever_said_it_while_nobody_has_answered() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let here = child(5, "1");
        let who = (here.given.as_str(), here.family.as_str());
        let worker = council.social_worker_on(CASE).await;
        let view = page(&council, &worker, who).await;
        let id = involvement(&view, Service::School);
        let handle = view.involvements[&id].clone();
        let never = wrong(DisputeReason::NeverHappened);
        raise(&council, &worker, &handle, &never).await.unwrap();
        let desk = council.records_desk("RD1001").await;
        let ticket = tickets(&council, &desk).await.remove(0);
        let mine = own(&council, &worker).await.remove(0);
        let moment = (council.at, "test");
        let take_back = async |sitting: &TestSitting, handle: &Handle| {
            let kith = &council.kith;
            kith.withdraw_dispute(&sitting.sitting, handle, moment)
                .await
        };
        let not_theirs = take_back(&desk, &ticket.handle).await;
        assert!(matches!(
            not_theirs,
            Err(WithdrawError::Operation(OperationError::NotFound))
        ));
        let taken = take_back(&worker, &mine.handle).await;
        assert!(matches!(taken, Ok(Answer::Shown(()))));
        let twice = take_back(&worker, &mine.handle).await;
        assert!(matches!(twice, Err(WithdrawError::AnsweredAlready)));
        let view = page(&council, &worker, who).await;
        assert!(view.disputed.involvements.is_empty());
        let said = (Some(DisputeAnswer::CannotTell), "There is no file any more");
        let late = answer(&council, &desk, &ticket.handle, said).await;
        assert!(matches!(late, Err(AnswerDisputeError::AnsweredAlready)));
        let mine = own(&council, &worker).await.remove(0);
        assert_eq!(mine.answer.unwrap().answer, DisputeAnswer::Withdrawn);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_late_says_so_and_nothing_is_disputed_without_a_reason_that_fits() {
    for database in databases() {
        let mut council = council_of_pairs(database).await;
        let here = child(6, "1");
        let worker = council.social_worker_on(CASE).await;
        let view = page(&council, &worker, (&here.given, &here.family)).await;
        let id = involvement(&view, Service::School);
        let handle = view.involvements[&id].clone();
        let blank = GivenDispute::default();
        let unsaid = raise(&council, &worker, &handle, &blank).await;
        assert!(matches!(unsaid, Err(RaiseError::NoKind)));
        let misfit = GivenDispute {
            kind: Some(DisputeKind::WrongFact),
            ..wrong(DisputeReason::LikeName)
        };
        let misfit = raise(&council, &worker, &handle, &misfit).await;
        assert!(matches!(misfit, Err(RaiseError::ReasonDoesNotFit)));
        let silent = wrong(DisputeReason::Other);
        let silent = raise(&council, &worker, &handle, &silent).await;
        assert!(matches!(silent, Err(RaiseError::WordsMissing)));
        let unseen = GivenDispute {
            part: "Medical notes".to_owned(),
            ..wrong(DisputeReason::DetailWrong)
        };
        let unseen = raise(&council, &worker, &handle, &unseen).await;
        assert!(matches!(unseen, Err(RaiseError::PartUnknown)));
        assert!(own(&council, &worker).await.is_empty());
        let ended = wrong(DisputeReason::HasEnded);
        raise(&council, &worker, &handle, &ended).await.unwrap();
        later(&mut council, 24 * 33);
        let desk = council.records_desk("RD1001").await;
        let ticket = tickets(&council, &desk).await.remove(0);
        assert!(ticket.clock.is_overdue());
        assert_eq!(ticket.clock.in_words(), "overdue by 3 days");
    }
}
