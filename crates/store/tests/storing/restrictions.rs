//! Restrictions stand on records and follow them: over a merge, over a split, until an officer
//! lifts them from one person; and no row of theirs is ever rewritten.

use crate::decisions::with_one_question;
use crate::loads::{children, council_with};
use crate::plain_sql::PlainSql;
use std::collections::{BTreeMap, BTreeSet};
use testkit::operations::audit::{AuditAction, AuditEvent};
use testkit::operations::store::{NewLift, NewRestriction, Restricted};
use testkit::{TestCouncil, databases};
use uuid::Uuid;
use vocabulary::{AddressKey, MatchAnswer, PersonId, RestrictionKind, RestrictionSet};

const SHIELD: Restricted = Restricted::Person(RestrictionKind::Shield);

async fn person(council: &TestCouncil, key: &str) -> PersonId {
    let rows = council.kith.store().people_by_source_key().await.unwrap();
    let row = rows
        .iter()
        .find(|row| format!("{} {}", row.source, row.key) == key);
    row.expect("the record is there").person
}

fn event(council: &TestCouncil, action: AuditAction) -> AuditEvent {
    AuditEvent::new(action, council.at.timestamp(), "test")
}

fn restriction(council: &TestCouncil, id: u128, what: Restricted) -> NewRestriction {
    NewRestriction {
        id: Uuid::from_u128(id),
        what,
        person: None,
        other: None,
        place: None,
        reason: "danger_from_somebody".to_owned(),
        note: None,
        order: None,
        set_by: "SD1001".to_owned(),
        set_at: council.at.timestamp(),
        review_on: None,
        marks: Vec::new(),
    }
}

async fn set(council: &TestCouncil, new: NewRestriction) -> bool {
    let recorded = event(council, AuditAction::RestrictionSet);
    let store = council.kith.store();
    store.set_restriction(&new, recorded).await.unwrap()
}

async fn set_on(council: &TestCouncil, id: u128, what: Restricted, person: PersonId) {
    let mut new = restriction(council, id, what);
    new.person = Some(person);
    assert!(set(council, new).await);
}

async fn lift(council: &TestCouncil, id: u128, restriction: u128, person: PersonId) -> bool {
    let lift = NewLift {
        id: Uuid::from_u128(id),
        restriction: Uuid::from_u128(restriction),
        person: Some(person),
        reason: "danger_has_passed".to_owned(),
        note: None,
        needs_second: true,
        asked_by: "SD1001".to_owned(),
        asked_at: council.at.timestamp(),
    };
    let recorded = event(council, AuditAction::LiftAsked);
    let store = council.kith.store();
    store.ask_to_lift(&lift, recorded).await.unwrap()
}

async fn agree(council: &TestCouncil, lift: u128, worker: &str) -> bool {
    let recorded = event(council, AuditAction::RestrictionLifted);
    let moment = (worker, council.at.timestamp());
    let store = council.kith.store();
    store
        .answer_lift(Uuid::from_u128(lift), true, moment, recorded)
        .await
        .unwrap()
}

async fn standing(
    council: &TestCouncil,
    people: &[PersonId],
) -> BTreeMap<PersonId, RestrictionSet> {
    council.kith.store().restrictions_of(people).await.unwrap()
}

const ONE: &str = "family-context-csc 7010";
const OTHER: &str = "family-context-education E7010";

async fn answer(council: &mut TestCouncil, given: MatchAnswer) {
    let desk = council.records_desk("RD1001").await;
    let queue = council.review_queue(&desk).await;
    let handle = queue.items[0].questions[0].handle.clone();
    council.decide(&desk, &handle, given).await.unwrap();
    council.link_and_publish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_person_has_both_restrictions_and_after_a_split_both_people_have_both() {
    for database in databases() {
        let mut council = with_one_question(database).await;
        let (one, other) = (person(&council, ONE).await, person(&council, OTHER).await);
        let order = Restricted::Person(RestrictionKind::CourtOrder);
        set_on(&council, 1, SHIELD, one).await;
        set_on(&council, 2, order, other).await;
        let both = RestrictionSet::NONE
            .with(RestrictionKind::Shield)
            .with(RestrictionKind::CourtOrder);
        answer(&mut council, MatchAnswer::Same).await;
        let merged = person(&council, ONE).await;
        assert_eq!(merged, person(&council, OTHER).await);
        assert_eq!(standing(&council, &[merged]).await[&merged], both);
        let desk = council.records_desk("RD1001").await;
        council.undo_newest(&desk).await;
        council.link_and_publish().await;
        let (one, other) = (person(&council, ONE).await, person(&council, OTHER).await);
        assert_ne!(one, other, "{}", council.database_name());
        let sets = standing(&council, &[one, other]).await;
        assert_eq!((sets[&one], sets[&other]), (both, both));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lift_is_for_one_person_and_counts_once_another_officer_agreed() {
    for database in databases() {
        let mut council = with_one_question(database).await;
        set_on(&council, 1, SHIELD, person(&council, ONE).await).await;
        answer(&mut council, MatchAnswer::Same).await;
        let desk = council.records_desk("RD1001").await;
        council.undo_newest(&desk).await;
        council.link_and_publish().await;
        let (one, other) = (person(&council, ONE).await, person(&council, OTHER).await);
        assert!(lift(&council, 9, 1, other).await);
        assert_eq!(
            standing(&council, &[one, other]).await.len(),
            2,
            "an asked lift counts"
        );
        assert!(
            !agree(&council, 9, "SD1001").await,
            "one officer agreed alone"
        );
        assert!(agree(&council, 9, "SD1002").await);
        assert!(!agree(&council, 9, "SD1003").await, "it was answered twice");
        let left: Vec<PersonId> = standing(&council, &[one, other])
            .await
            .into_keys()
            .collect();
        assert_eq!(left, [one]);
        assert!(
            !lift(&council, 10, 1, other).await,
            "nothing stands there any more"
        );
        council.link_and_publish().await;
        let left: Vec<PersonId> = standing(&council, &[one, other])
            .await
            .into_keys()
            .collect();
        assert_eq!(left, [one], "a link run brought back what was lifted");
    }
}

async fn places(council: &TestCouncil) -> Vec<AddressKey> {
    let sql = PlainSql::open(council).await;
    let keys = sql
        .texts(
            "select a.address_key from person_address a \
             join source_person s on s.id = a.source_person_id \
             where s.person_key in ('7003', '7004', '7005') order by s.person_key",
        )
        .await;
    keys.iter()
        .filter_map(|key| AddressKey::from_stored(key))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_shielded_person_lives_and_a_hidden_place_are_hidden_and_no_other_place_is() {
    for database in databases() {
        let council = council_with(database, &children(20)).await;
        let places = places(&council).await;
        let shielded = person(&council, "family-context-csc 7003").await;
        set_on(&council, 1, SHIELD, shielded).await;
        let mut hidden = restriction(&council, 2, Restricted::Place);
        hidden.place = Some(places[1].clone());
        assert!(set(&council, hidden).await);
        let today = council.at.today();
        let store = council.kith.store();
        let found = store.hidden_places(&places, today).await.unwrap();
        let wanted: BTreeSet<AddressKey> = places[..2].iter().cloned().collect();
        assert!(found == wanted, "on {}", council.database_name());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_is_kept_from_being_found_by_another_and_by_nobody_else() {
    for database in databases() {
        let council = council_with(database, &children(20)).await;
        let [hidden, finder, third] = [
            person(&council, "family-context-csc 7001").await,
            person(&council, "family-context-csc 7002").await,
            person(&council, "family-context-csc 7003").await,
        ];
        let mut pair = restriction(&council, 1, Restricted::Pair);
        (pair.person, pair.other) = (Some(hidden), Some(finder));
        assert!(set(&council, pair).await);
        let store = council.kith.store();
        let people = [hidden, finder, third];
        let found = store.must_not_find(&[finder], &people).await.unwrap();
        assert_eq!(found, BTreeSet::from([hidden]));
        for other in [hidden, third] {
            let found = store.must_not_find(&[other], &people).await.unwrap();
            assert!(found.is_empty());
        }
        assert!(standing(&council, &people).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_row_of_a_restriction_is_rewritten_or_taken_out() {
    for database in databases() {
        let council = council_with(database, &children(20)).await;
        let one = person(&council, "family-context-csc 7001").await;
        set_on(&council, 1, SHIELD, one).await;
        assert!(lift(&council, 9, 1, one).await);
        assert!(agree(&council, 9, "SD1002").await);
        let sql = PlainSql::open(&council).await;
        for statement in [
            "update restriction set kind = 'court_order'",
            "delete from restriction",
            "update restriction_anchor set side = 'other'",
            "delete from restriction_anchor",
            "update restriction_lift_answer set answer = 'declined'",
            "delete from restriction_lift_anchor",
        ] {
            assert!(!sql.run(statement).await, "{statement}");
        }
        assert_eq!(sql.texts("select kind from restriction").await, ["shield"]);
    }
}
