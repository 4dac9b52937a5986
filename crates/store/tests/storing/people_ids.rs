//! Ids of people: minted once, kept over every re-link; a merged one leads to who it became.

use crate::loads::{children, council_with, load};
use std::collections::BTreeMap;
use testkit::operations::{Answer, LoadOutcome, OperationError};
use testkit::{PilotChild, TestCouncil, TestDatabase, databases, person_found, pilot_education};
use vocabulary::PersonId;

async fn ids(council: &TestCouncil) -> BTreeMap<String, PersonId> {
    let rows = council.kith.store().people_by_source_key().await.unwrap();
    rows.into_iter()
        .map(|row| (format!("{} {}", row.source, row.key), row.person))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_keep_their_ids_when_linked_again_with_more_and_corrected_rows() {
    for database in databases() {
        let mut council = council_with(database, &children(40)).await;
        let before = ids(&council).await;
        let mut newer = children(60);
        newer[3].given = "Katarzyna".to_owned();
        newer[4].address = "1 Kiln Steps\nEastmere\nQX9 2CD".to_owned();
        load(&mut council, &newer).await;
        council.link_and_publish().await;
        let after = ids(&council).await;
        assert_eq!(after.len(), 60);
        for (key, person) in &before {
            assert_eq!(
                after.get(key),
                Some(person),
                "{key} on {}",
                council.database_name()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_was_gone_for_one_delivery_does_not_lend_their_id_to_anybody() {
    for database in databases() {
        let mut council = council_with(database, &children(40)).await;
        let before = ids(&council).await;
        load(&mut council, &children(39)).await;
        council.link_and_publish().await;
        let without = ids(&council).await;
        let gone = before["family-context-csc 7039"];
        assert_eq!(without.len(), 39);
        assert!(!without.values().any(|person| *person == gone));
    }
}

/// Forty children in two sources; the school spells one so that they stay two people.
async fn with_one_child_twice(database: TestDatabase) -> (TestCouncil, Vec<PilotChild>) {
    let mut council = TestCouncil::empty(database).await;
    load(&mut council, &children(40)).await;
    let mut pupils = children(40);
    for pupil in &mut pupils {
        pupil.key = format!("E{}", pupil.key);
    }
    let corrected = pupils.clone();
    pupils[10].given = "Rosalind".to_owned();
    council
        .load(
            "family-context-education",
            "education.csv",
            &pilot_education(&pupils),
        )
        .await;
    council.allocate("CSC-2026-0001").await;
    council.link_and_publish().await;
    council.add_workers().await;
    (council, corrected)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_person_is_still_reached_and_only_once_the_merge_is_published() {
    for database in databases() {
        let (mut council, corrected) = with_one_child_twice(database).await;
        let before = ids(&council).await;
        let (one, other) = (
            before["family-context-csc 7010"],
            before["family-context-education E7010"],
        );
        assert_ne!(one, other);
        let sitting = council.social_worker_on("CSC-2026-0001").await;
        let family = children(40)[10].family.clone();
        let pupil = council.find_named(&sitting, "Rosalind", &family).await;
        let pupil = person_found(&pupil, "Rosalind").handle.clone();
        council
            .load(
                "family-context-education",
                "education.csv",
                &pilot_education(&corrected),
            )
            .await;
        council.link().await;
        let store = council.kith.store();
        for person in [one, other] {
            assert_eq!(
                store.successor(person).await.unwrap(),
                Some(person),
                "an unpublished merge counts"
            );
        }
        council.link_and_publish().await;
        let after = ids(&council).await;
        let kept = after["family-context-csc 7010"];
        assert_eq!(after["family-context-education E7010"], kept);
        let store = council.kith.store();
        for person in [one, other] {
            assert_eq!(store.successor(person).await.unwrap(), Some(kept));
        }
        assert_eq!(store.with_merged(kept).await.unwrap().len(), 2);
        let view = council.family(&sitting, &pupil).await;
        assert_eq!(view.family.child, kept);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_that_was_built_and_replaced_before_publish_never_happened() {
    for database in databases() {
        let (mut council, corrected) = with_one_child_twice(database).await;
        let before = ids(&council).await;
        let text = pilot_education(&corrected);
        let outcome = council
            .load("family-context-education", "education.csv", &text)
            .await;
        let LoadOutcome::Staged(loaded) = outcome else {
            panic!("not staged")
        };
        council.link().await;
        council
            .kith
            .withdraw_load(loaded.load, council.at)
            .await
            .unwrap();
        council.link_and_publish().await;
        assert_eq!(ids(&council).await, before);
        for person in before.values() {
            assert_eq!(
                council.kith.store().successor(*person).await.unwrap(),
                Some(*person)
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_at_a_person_are_found_after_the_merge_too() {
    for database in databases() {
        let (mut council, corrected) = with_one_child_twice(database).await;
        let sitting = council.social_worker_on("CSC-2026-0001").await;
        let family = children(40)[10].family.clone();
        let pupil = council.find_named(&sitting, "Rosalind", &family).await;
        let pupil = person_found(&pupil, "Rosalind").handle.clone();
        council.family(&sitting, &pupil).await;
        council
            .load(
                "family-context-education",
                "education.csv",
                &pilot_education(&corrected),
            )
            .await;
        council.link_and_publish().await;
        let lead = council.lead().await;
        let given = children(40)[10].given.clone();
        let found = council.find_named(&lead, &given, &family).await;
        let handle = &person_found(&found, &given).handle;
        let looks = council
            .kith
            .who_looked(&lead.sitting, handle, council.at, "test")
            .await;
        let Ok(Answer::Shown(looks)) = looks else {
            panic!("the lead was refused")
        };
        assert!(
            looks.lines().any(|look| look.action == "Opened the family"),
            "the look before the merge is lost"
        );
        let elsewhere = council
            .kith
            .who_looked(&lead.sitting, &pupil, council.at, "test")
            .await;
        assert!(matches!(elsewhere, Err(OperationError::NotFound)));
    }
}
