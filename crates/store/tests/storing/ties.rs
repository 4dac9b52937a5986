//! A worker's own people: tied by what the worker said of them, for as long as it stands.

use crate::loads::{children, council_with, load};
use crate::plain_sql::PlainSql;
use audit::{AuditAction, AuditEvent};
use store::{DeclaredPerson, Withdrawal};
use testkit::{PilotChild, TestCouncil, databases};
use uuid::Uuid;
use vocabulary::{Closeness, NameText, PersonId, Tie};

/// What a worker says of one of the invented children.
fn said(number: u128, staff_id: &str, closeness: Closeness, child: &PilotChild) -> DeclaredPerson {
    DeclaredPerson {
        id: Uuid::from_u128(number),
        staff_id: staff_id.to_owned(),
        closeness,
        given: NameText::parse(&child.given.to_uppercase()).unwrap(),
        family: NameText::parse(&child.family).unwrap(),
        birth: child.born.parse().ok(),
        nhs_number: None,
        declared_by: staff_id.to_owned(),
        declared_at: "2026-11-23T10:00:00Z".parse().unwrap(),
        withdrawals: Vec::new(),
    }
}

fn event(action: AuditAction) -> AuditEvent {
    AuditEvent::new(action, "2026-11-23T10:00:00Z".parse().unwrap(), "test")
}

async fn declare(council: &TestCouncil, said: &DeclaredPerson) {
    let event = event(AuditAction::PersonDeclared);
    let store = council.kith.store();
    store.declare_person(said, event).await.unwrap();
}

async fn person(council: &TestCouncil, key: &str) -> PersonId {
    let rows = council.kith.store().people_by_source_key().await.unwrap();
    rows.iter().find(|row| row.key == key).unwrap().person
}

async fn tie_of(council: &TestCouncil, staff: &[&str], key: &str) -> Option<(Tie, String)> {
    let person = person(council, key).await;
    let staff: Vec<String> = staff.iter().map(|id| (*id).to_owned()).collect();
    let store = council.kith.store();
    let mut ties = store
        .ties(&staff, &[person], council.at.today())
        .await
        .unwrap();
    ties.remove(&person)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_named_is_tied_at_once_and_to_nobody_else() {
    for database in databases() {
        let children = children(40);
        let council = council_with(database, &children).await;
        declare(&council, &said(1, "SW1", Closeness::Partner, &children[3])).await;
        let tied = tie_of(&council, &["SW1"], "7003").await;
        assert_eq!(tied, Some((Tie::DeclaredRelative, "SW1".to_owned())));
        assert_eq!(tie_of(&council, &["SW2"], "7003").await, None);
        assert_eq!(tie_of(&council, &["SW1"], "7004").await, None);
        assert_eq!(tie_of(&council, &[], "7003").await, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_named_before_any_record_came_is_tied_when_one_does() {
    for database in databases() {
        let mut council = council_with(database, &children(20)).await;
        let all = children(40);
        declare(&council, &said(1, "SW1", Closeness::Oneself, &all[33])).await;
        load(&mut council, &all).await;
        council.link_and_publish().await;
        let tied = tie_of(&council, &["SW2", "SW1"], "7033").await;
        assert_eq!(tied, Some((Tie::OwnRecord, "SW1".to_owned())));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tie_stays_with_a_record_that_takes_another_name() {
    for database in databases() {
        let mut all = children(40);
        let mut council = council_with(database, &all).await;
        declare(&council, &said(1, "SW1", Closeness::Friend, &all[5])).await;
        all[5].family = "Thistlewick".to_owned();
        load(&mut council, &all).await;
        council.link_and_publish().await;
        let tied = tie_of(&council, &["SW1"], "7005").await;
        assert_eq!(tied.map(|tied| tied.0), Some(Tie::DeclaredRelative));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lives_where_the_worker_lives_is_of_the_household_and_the_gravest_tie_counts() {
    for database in databases() {
        let mut all = children(40);
        all[8].address = all[7].address.clone();
        all[9].address = all[7].address.clone();
        let council = council_with(database, &all).await;
        declare(&council, &said(1, "SW1", Closeness::Oneself, &all[7])).await;
        declare(&council, &said(2, "SW1", Closeness::Relative, &all[9])).await;
        let tie = async |key: &str| tie_of(&council, &["SW1"], key).await.map(|tied| tied.0);
        assert_eq!(tie("7007").await, Some(Tie::OwnRecord));
        assert_eq!(tie("7008").await, Some(Tie::SameHousehold));
        assert_eq!(tie("7009").await, Some(Tie::DeclaredRelative));
        assert_eq!(tie("7010").await, None);
        let own = council.kith.store();
        let own = own
            .own_people(&["SW1".to_owned()], council.at.today())
            .await
            .unwrap();
        let mut home = Vec::new();
        for key in ["7007", "7008", "7009"] {
            home.push(person(&council, key).await);
        }
        home.sort();
        assert_eq!(own, home);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_place_makes_no_household() {
    for database in databases() {
        let mut all = children(40);
        all[8].address = all[7].address.clone();
        let council = council_with(database, &all).await;
        let sql = PlainSql::open(&council).await;
        declare(&council, &said(1, "SW1", Closeness::Oneself, &all[7])).await;
        assert!(tie_of(&council, &["SW1"], "7008").await.is_some());
        let hide = "update person_address set is_confidential = 1 where source_person_id in \
             (select id from source_person where person_key = '7008')";
        let hidden = crate::plain_sql::Sql {
            sqlite: hide,
            postgres: "update person_address set is_confidential = true where source_person_id in \
                 (select id from source_person where person_key = '7008')",
        };
        assert!(sql.run(hidden).await);
        assert_eq!(tie_of(&council, &["SW1"], "7008").await, None);
        assert!(tie_of(&council, &["SW1"], "7007").await.is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_alone_takes_nobody_off_and_a_tie_ends_when_it_was_agreed() {
    for database in databases() {
        let all = children(40);
        let council = council_with(database, &all).await;
        let store = council.kith.store();
        let told = said(1, "SW1", Closeness::Partner, &all[3]);
        declare(&council, &told).await;
        let ask = async |number: u128| {
            let asked = Withdrawal {
                id: Uuid::from_u128(number),
                asked_by: "SW1".to_owned(),
                asked_at: council.at.timestamp(),
                answer: None,
            };
            let event = event(AuditAction::WithdrawalAsked);
            store.ask_withdrawal(told.id, &asked, event).await.unwrap()
        };
        let answer = async |number: u128, is_agreed: bool| {
            let how = (is_agreed, "IG1", council.at.timestamp());
            let event = event(AuditAction::WithdrawalAnswered);
            let id = Uuid::from_u128(number);
            store.answer_withdrawal(id, how, event).await.unwrap()
        };
        assert!(ask(11).await);
        assert!(!ask(12).await, "one request waits already");
        assert!(tie_of(&council, &["SW1"], "7003").await.is_some());
        assert!(answer(11, false).await);
        assert!(!answer(11, true).await, "it was answered");
        assert!(tie_of(&council, &["SW1"], "7003").await.is_some());
        assert!(ask(13).await);
        assert!(answer(13, true).await);
        assert_eq!(tie_of(&council, &["SW1"], "7003").await, None);
        assert!(!ask(14).await, "it is off");
        let people = store.declared_people(Some("SW1")).await.unwrap();
        assert!(people[0].is_withdrawn() && people[0].withdrawals.len() == 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_is_never_rewritten() {
    for database in databases() {
        let all = children(40);
        let council = council_with(database, &all).await;
        let sql = PlainSql::open(&council).await;
        declare(&council, &said(1, "SW1", Closeness::Partner, &all[3])).await;
        assert!(!sql.run("update declared_person set staff_id = 'SW2'").await);
        assert!(!sql.run("update tie set tied_in = 7").await);
        let kept = sql.texts("select staff_id from declared_person").await;
        assert_eq!(kept, ["SW1"]);
    }
}
