//! The whole job with a database account that owns nothing: it may read and write rows, and can
//! neither change tables nor rewrite what is only ever added to. On PostgreSQL; SQLite has no
//! accounts.

use crate::sign_in::PASSPHRASE;
use operations::store::{ONLY_ADDED_TO, Store, serving_rights};
use operations::{AgainOutcome, Database, FindTerms};
use std::process::Command;
use testkit::{TestCouncil, databases};
use vocabulary::Purpose;

/// What `psql` says to a statement: whether it was done, and its words.
fn psql(address: &str, statement: &str) -> (bool, String) {
    let done = Command::new("psql")
        .args([
            address,
            "-q",
            "-t",
            "-A",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statement,
        ])
        .output()
        .unwrap();
    let words = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(words).unwrap())
}

fn does(address: &str, statement: &str) -> String {
    let (is_done, words) = psql(address, statement);
    assert!(is_done, "{statement}: {words}");
    words
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_that_serves_needs_and_has_no_right_to_change_tables_or_the_audit() {
    let on_a_server = databases().into_iter().find(|it| it.name() == "PostgreSQL");
    let Some(mut database) = on_a_server else {
        return;
    };
    let Database::Postgres(owner) = database.database.clone() else {
        panic!("it is on a server");
    };
    // The owner makes the tables and grants; from then on only the other account is used.
    let tables = Store::open(&database.database).await.unwrap();
    assert!(tables.may_change_tables().await.unwrap());
    tables.close().await;
    let account = format!("kith_serves_{}", std::process::id());
    does(
        &owner,
        &format!("create role {account} login password 'known-to-tests'"),
    );
    does(&owner, &serving_rights(&account).unwrap());
    let (_, place) = owner.rsplit_once('@').unwrap();
    let serving = format!("postgres://{account}:known-to-tests@{place}");
    database.database = Database::Postgres(serving.clone());
    let council = TestCouncil::invented(database, 120).await;
    let store = council.kith.store();
    assert!(!store.may_change_tables().await.unwrap());
    looks_and_keeps(&council).await;
    for table in ONLY_ADDED_TO {
        for statement in [
            format!("delete from {table}"),
            format!("truncate {table}"),
            format!("alter table {table} disable trigger all"),
            format!("drop table {table}"),
        ] {
            refused(&serving, &statement);
        }
    }
    refused(&serving, "update audit_entry set action = 'signed_in'");
    refused(&serving, "update restriction set reason = 'none'");
    refused(&serving, "create table mine (one integer)");
    refused(
        &serving,
        "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
    );
    refused(&serving, "delete from _sqlx_migrations");
    assert!(council.kith.verify_audit().await.unwrap().is_sound());
    council.kith.store().clone().close().await;
    does(&owner, &format!("drop owned by {account}"));
    does(&owner, &format!("drop role {account}"));
}

/// Signs in, searches, looks, and keeps what somebody says, as a worker does.
async fn looks_and_keeps(council: &TestCouncil) {
    let cast = council.cast();
    let child = cast.large_family.child();
    let purpose = Purpose::ChildInNeedAssessment;
    let worker = council.sit_down("SW1001", purpose, "CSC-2026-0417").await;
    let terms = FindTerms {
        family: child.family.clone(),
        given: child.given.clone(),
        birth_year: child.birth.year().to_string(),
        ..FindTerms::default()
    };
    let found = council.find(&worker, terms).await;
    assert!(!found.people.is_empty());
    let view = council.family(&worker, &found.people[0].handle).await;
    assert!(view.family.members.len() >= 6);
    let moment = (council.at, "test");
    let again = council
        .kith
        .sign_in_again(&worker.sitting, (PASSPHRASE, ""), [77; 32], moment);
    let AgainOutcome::Proved(token) = again.await.unwrap() else {
        panic!("the passphrase is right");
    };
    let sitting = council.sitting(token).await.sitting;
    let ended = council
        .kith
        .sign_out_everywhere(&sitting, council.at, "test");
    assert_eq!(ended.await.unwrap(), 1);
}

fn refused(address: &str, statement: &str) {
    let (is_done, words) = psql(address, statement);
    assert!(!is_done, "it was done: {statement}");
    let is_a_right = words.contains("permission denied") || words.contains("must be owner");
    assert!(is_a_right, "{statement}: {words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_that_the_database_holds_unchanged_is_among_those_only_added_to() {
    let on_a_server = databases().into_iter().find(|it| it.name() == "PostgreSQL");
    let Some(database) = on_a_server else {
        return;
    };
    let Database::Postgres(owner) = database.database.clone() else {
        panic!("it is on a server");
    };
    let tables = Store::open(&database.database).await.unwrap();
    tables.close().await;
    let guarded = does(
        &owner,
        "select distinct event_object_table from information_schema.triggers \
         where event_manipulation = 'UPDATE' and action_timing = 'BEFORE' order by 1",
    );
    let guarded: Vec<&str> = guarded.lines().collect();
    assert_eq!(guarded, ONLY_ADDED_TO);
}
