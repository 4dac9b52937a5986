//! The audit as a signed tree: nobody is named in what it hashes, what stands beside it is checked
//! too, a person can be erased from it, and what was signed cannot be taken back unseen.

use crate::plain_sql::{PlainSql, Sql};
use audit::{
    AuditAction, AuditEvent, Decided, DecidedAgain, DecidesAgain, FaultKind, KeyKind, RuleText,
    SignedCheckpoint, SigningKey, Trust, Verification,
};
use std::collections::BTreeSet;
use store::{CheckpointError, LookFilter, Store, StoreError};
use testkit::{TestCouncil, TestSitting, databases, on_every_database, person_found};
use vocabulary::PersonId;

fn key() -> SigningKey {
    SigningKey::from_seed("kith.eastmere.example", KeyKind::Log, &[7; 32]).unwrap()
}

fn trust() -> Trust {
    Trust {
        log: Some(key().verifier().clone()),
        witnesses: Vec::new(),
    }
}

fn note(council: &TestCouncil, words: &str) -> AuditEvent {
    AuditEvent::new(AuditAction::Published, council.at.timestamp(), words)
}

async fn record(council: &TestCouncil, count: usize) {
    for number in 0..count {
        let event = note(council, &format!("request {number}"));
        council.kith.store().record(event).await.unwrap();
    }
}

async fn sign(
    council: &TestCouncil,
    kept: Option<&SignedCheckpoint>,
) -> Result<SignedCheckpoint, CheckpointError> {
    let now = council.at.timestamp();
    council
        .kith
        .store()
        .checkpoint_audit(&key(), now, kept)
        .await
}

/// A judge for logs in which nothing was decided.
struct NothingIsDecided;

impl DecidesAgain for NothingIsDecided {
    fn take_rules(&mut self, _: RuleText) {}

    fn decide_again(&mut self, entry: &Decided<'_>) -> DecidedAgain {
        assert_eq!(entry.facts, None);
        DecidedAgain::NothingDecided
    }
}

async fn verified(council: &TestCouncil, kept: &[SignedCheckpoint]) -> Verification {
    council.kith.prove_audit(&trust(), kept).await.unwrap()
}

fn kinds(found: &Verification) -> BTreeSet<FaultKind> {
    found.faults.iter().map(|fault| fault.kind).collect()
}

/// The social worker finds Oliver and opens his family.
async fn a_look(council: &TestCouncil) -> TestSitting {
    let sitting = council.social_worker().await;
    let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
    council
        .family(&sitting, &person_found(&found, "Oliver").handle)
        .await;
    sitting
}

/// Everybody whom the newest looks name.
async fn people_of_looks(council: &TestCouncil) -> Vec<PersonId> {
    let viewed = AuditEvent::new(AuditAction::SawWhoLooked, council.at.timestamp(), "test");
    let looks = council.kith.store().looks(viewed, &LookFilter::Newest, 200);
    let looks = looks.await.unwrap();
    assert!(
        looks.iter().all(|look| look.event.is_some()),
        "a look is at odds"
    );
    let people = looks.into_iter().filter_map(|look| look.event);
    let people: BTreeSet<PersonId> = people.flat_map(|event| event.people).collect();
    people.into_iter().collect()
}

const WITHOUT_TRIGGERS: Sql = Sql {
    sqlite: "drop trigger audit_entry_no_update; drop trigger audit_entry_no_delete; \
             drop trigger audit_person_no_update; drop trigger audit_person_no_delete; \
             drop trigger audit_detail_no_update; drop trigger audit_detail_no_delete; \
             drop trigger audit_subject_key_no_update",
    postgres: "alter table audit_entry disable trigger user; \
               alter table audit_person disable trigger user; \
               alter table audit_detail disable trigger user; \
               alter table audit_subject_key disable trigger user",
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hashed_names_no_person_no_case_and_no_search_term() {
    on_every_database(async |council| {
        a_look(&council).await;
        let people = people_of_looks(&council).await;
        assert!(people.len() >= 7);
        let sql = PlainSql::open(&council).await;
        let bodies = sql.texts("select body from audit_entry").await.join("\n");
        for secret in ["Oliver", "Fairclough", "CSC-2026-0417"] {
            assert!(!bodies.contains(secret), "{secret} is in the clear");
        }
        for person in people {
            assert!(
                !bodies.contains(&person.to_string()),
                "an id is in the clear"
            );
        }
        let found = verified(&council, &[]).await;
        assert!(found.is_sound(), "{:?}", found.faults);
    })
    .await;
}

/// Ways to change what stands beside an entry, and what the check says of each.
const BESIDE: [(&str, &str, FaultKind); 8] = [
    (
        "another action",
        "update audit_entry set action = 'published' where action = 'searched'",
        FaultKind::RowDiffers,
    ),
    (
        "another worker",
        "update audit_entry set staff_id = 'FD1001' where action = 'saw_family'",
        FaultKind::RowDiffers,
    ),
    (
        "nobody named",
        "delete from audit_person",
        FaultKind::BesideMissing,
    ),
    (
        "somebody else named",
        "update audit_person set seq = 1",
        FaultKind::BesideDiffers,
    ),
    (
        "a key removed",
        "delete from audit_subject_key",
        FaultKind::BesideDiffers,
    ),
    (
        "another case",
        "update audit_detail set case_reference = 'CSC-9999-0001'",
        FaultKind::BesideDiffers,
    ),
    (
        "other words",
        "update audit_detail set terms = 'none' where terms is not null",
        FaultKind::BesideDiffers,
    ),
    (
        "no details",
        "delete from audit_detail",
        FaultKind::BesideMissing,
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_beside_an_entry_cannot_be_changed_or_removed_unseen() {
    for (what, statement, fault) in BESIDE {
        on_every_database(async |council| {
            a_look(&council).await;
            let sql = PlainSql::open(&council).await;
            let is_key = statement.contains("audit_subject_key");
            assert!(is_key || !sql.run(statement).await, "{what}: not refused");
            assert!(sql.run(WITHOUT_TRIGGERS).await);
            if fault == FaultKind::BesideDiffers && statement.contains("audit_person set") {
                assert!(sql.run(KEEP_ONE_PERSON).await);
            }
            assert!(sql.run(statement).await, "{what}");
            let found = verified(&council, &[]).await;
            let kinds = kinds(&found);
            assert!(
                kinds.contains(&fault),
                "{what} on {}: {kinds:?}",
                council.database_name()
            );
        })
        .await;
    }
}

const KEEP_ONE_PERSON: Sql = Sql {
    sqlite: "delete from audit_person where (seq, person_id) not in \
             (select seq, person_id from audit_person limit 1)",
    postgres: "delete from audit_person where (seq, person_id) not in \
               (select seq, person_id from audit_person limit 1)",
};

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_is_made_when_the_log_has_grown_and_covers_all_of_it() {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        record(&council, 5).await;
        let first = sign(&council, None).await.unwrap();
        assert_eq!(first.checkpoint().size, 5);
        assert_eq!(sign(&council, Some(&first)).await.unwrap(), first);
        record(&council, 8).await;
        let second = sign(&council, Some(&first)).await.unwrap();
        assert_eq!(second.checkpoint().size, 13);
        let found = verified(&council, &[first.clone(), second.clone()]).await;
        assert!(found.is_sound(), "{:?}", found.faults);
        assert_eq!(
            (found.signed_to, found.root),
            (13, second.checkpoint().root)
        );
        let request = council.kith.witness_request(5).await.unwrap();
        let seen = Some(first.checkpoint());
        assert_eq!(audit::judge(seen, &request, key().verifier()), Ok(()));
        let other = SigningKey::from_seed("other.example", KeyKind::Log, &[9; 32]).unwrap();
        record(&council, 1).await;
        let store = council.kith.store();
        let refused = store.checkpoint_audit(&other, council.at.timestamp(), None);
        assert!(matches!(refused.await, Err(CheckpointError::OtherKey)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_over_entries_that_were_altered_or_cut_off() {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        record(&council, 5).await;
        let first = sign(&council, None).await.unwrap();
        record(&council, 5).await;
        let sql = PlainSql::open(&council).await;
        assert!(sql.run(WITHOUT_TRIGGERS).await);
        let altered =
            "update audit_entry set body = replace(body, 'request 2', 'request 9') where seq = 8";
        assert!(sql.run(altered).await);
        let refused = sign(&council, Some(&first)).await;
        assert!(
            matches!(refused, Err(CheckpointError::NotSound(8))),
            "{refused:?}"
        );
        assert!(sql.run("delete from audit_entry where seq > 3").await);
        let head =
            "update audit_head set seq = 3, hash = (select hash from audit_entry where seq = 3)";
        assert!(sql.run(head).await);
        let refused = sign(&council, Some(&first)).await;
        let is_shorter = matches!(refused, Err(CheckpointError::Shorter { now: 3, signed: 5 }));
        assert!(is_shorter, "{refused:?}");
        let found = verified(&council, &[]).await;
        assert_eq!(kinds(&found), BTreeSet::from([FaultKind::Truncated]));
        assert_eq!(found.first_bad(), Some(5));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_copy_of_the_database_that_grew_again_is_found_by_the_checkpoint_outside() {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        record(&council, 3).await;
        let sql = PlainSql::open(&council).await;
        record(&council, 4).await;
        let kept = sign(&council, None).await.unwrap();
        assert!(sql.run(WITHOUT_TRIGGERS).await);
        for statement in [
            Sql {
                sqlite: "drop trigger audit_checkpoint_no_delete",
                postgres: "alter table audit_checkpoint disable trigger user",
            },
            Sql::from("delete from audit_checkpoint"),
            Sql::from("delete from audit_entry where seq > 3"),
            Sql::from(
                "update audit_head set seq = 3, hash = (select hash from audit_entry where seq = 3)",
            ),
        ] {
            assert!(sql.run(statement).await);
        }
        assert!(
            verified(&council, &[]).await.is_sound(),
            "the database alone looks whole"
        );
        for number in 0..9 {
            let other = note(&council, &format!("another request {number}"));
            council.kith.store().record(other).await.unwrap();
        }
        let found = verified(&council, std::slice::from_ref(&kept)).await;
        assert_eq!(kinds(&found), BTreeSet::from([FaultKind::WrongRoot]));
        let refused = sign(&council, Some(&kept)).await;
        assert!(
            matches!(refused, Err(CheckpointError::NotSound(7))),
            "{refused:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_erased_from_the_audit_and_the_tree_stays_as_it_was_signed() {
    on_every_database(async |council| {
        a_look(&council).await;
        let people = people_of_looks(&council).await;
        let signed = sign(&council, None).await.unwrap();
        let sql = PlainSql::open(&council).await;
        let bodies = "select body from audit_entry where seq <= 20 order by seq";
        let before = sql.texts(bodies).await;
        let store = council.kith.store();
        let event = AuditEvent::new(AuditAction::SubjectErased, council.at.timestamp(), "test");
        let erased = store.erase_from_audit(&people[..1], event).await.unwrap();
        assert!(erased.parts > 0);
        assert_eq!(erased.in_the_clear, 0);
        let left = people_of_looks(&council).await;
        assert_eq!(left.len(), people.len() - 1);
        assert!(!left.contains(&people[0]));
        assert_eq!(sql.texts(bodies).await, before);
        let found = verified(&council, &[signed]).await;
        assert!(found.is_sound(), "{:?}", found.faults);
        assert_eq!(found.erased as usize, erased.parts);
        let event = AuditEvent::new(AuditAction::SubjectErased, council.at.timestamp(), "test");
        store.erase_from_audit(&left, event).await.unwrap();
        assert!(people_of_looks(&council).await.is_empty());
        let words = "select coalesce(terms, '') || coalesce(case_reference, '') from audit_detail";
        let words = sql.texts(words).await.join("\n");
        assert!(
            !words.contains("Oliver"),
            "the words of the search are left"
        );
        assert!(verified(&council, &[]).await.is_sound());
        a_look(&council).await;
        assert!(
            verified(&council, &[]).await.is_sound(),
            "a new look has a new key"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_that_began_in_the_first_form_goes_on_and_is_verified_whole() {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        let sql = PlainSql::open(&council).await;
        assert!(sql.run(FIRST_FORM).await);
        record(&council, 4).await;
        let signed = sign(&council, None).await.unwrap();
        assert_eq!(signed.checkpoint().size, 5);
        let found = verified(&council, &[]).await;
        assert!(found.is_sound(), "{:?}", found.faults);
        assert_eq!(found.in_the_clear, 1);
        let person = PersonId::new(uuid::Uuid::from_u128(7));
        assert_eq!(people_of_looks(&council).await, [person]);
        let event = AuditEvent::new(AuditAction::SubjectErased, council.at.timestamp(), "test");
        let erased = council
            .kith
            .store()
            .erase_from_audit(&[person], event)
            .await
            .unwrap();
        assert_eq!(
            (erased.parts, erased.in_the_clear),
            (0, 1),
            "said, not hidden"
        );
        assert!(verified(&council, &[]).await.is_sound());
    }
}

/// The entry that the first form's golden test pins.
const FIRST_FORM: Sql = Sql {
    sqlite: concat!(
        "insert into audit_entry (seq, at, action, staff_id, previous_hash, hash, body) values (1, \
         '2026-11-23T02:10:00.5Z', 'saw_family', 'W100', \
         '0000000000000000000000000000000000000000000000000000000000000000', \
         'c85e01ce22838f4f4933651b8c8c418c99b2e68ba957c1961c407b054c6586c8', '",
        include_str!("first_form_body.json"),
        "'); insert into audit_person values (1, x'00000000000000000000000000000007'); \
         update audit_head set seq = 1, \
         hash = 'c85e01ce22838f4f4933651b8c8c418c99b2e68ba957c1961c407b054c6586c8'"
    ),
    postgres: concat!(
        "insert into audit_entry (seq, at, action, staff_id, previous_hash, hash, body) values (1, \
         '2026-11-23T02:10:00.5Z', 'saw_family', 'W100', \
         '0000000000000000000000000000000000000000000000000000000000000000', \
         'c85e01ce22838f4f4933651b8c8c418c99b2e68ba957c1961c407b054c6586c8', '",
        include_str!("first_form_body.json"),
        "'); insert into audit_person values (1, '00000000-0000-0000-0000-000000000007'); \
         update audit_head set seq = 1, \
         hash = 'c85e01ce22838f4f4933651b8c8c418c99b2e68ba957c1961c407b054c6586c8'"
    ),
};

#[tokio::test(flavor = "multi_thread")]
async fn a_database_opened_for_reading_is_verified_and_cannot_be_written() {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        record(&council, 3).await;
        sign(&council, None).await.unwrap();
        let store = Store::open_read_only(council.database()).await.unwrap();
        let mut nobody = NothingIsDecided;
        let trust = trust();
        let found = store.verify_audit(&trust, &[], &mut nobody);
        let found = found.await.unwrap();
        assert!(found.is_sound());
        assert_eq!((found.entries, found.signed_to), (3, 3));
        let written = store.record(note(&council, "one more")).await;
        assert!(matches!(written, Err(StoreError::AuditUnwritable)));
        assert_eq!(verified(&council, &[]).await.entries, 3);
        store.close().await;
    }
}
