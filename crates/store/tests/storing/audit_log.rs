//! The audit: only ever added to, without a gap; what was changed behind its back is found; and
//! what cannot be recorded is not shown.

use crate::plain_sql::{PlainSql, Sql};
use audit::{AuditAction, AuditEvent, FaultKind};
use testkit::operations::{FindError, OperationError};
use testkit::{TestCouncil, databases, on_every_database, person_found, two_names};

/// An empty council with six entries in its audit.
async fn six_entries(database: testkit::TestDatabase) -> (TestCouncil, PlainSql) {
    let council = TestCouncil::empty(database).await;
    for number in 0..6 {
        let event = AuditEvent::new(
            AuditAction::LoadApplied,
            council.at.timestamp(),
            &format!("request {number}"),
        );
        council.kith.store().record(event).await.unwrap();
    }
    let sql = PlainSql::open(&council).await;
    (council, sql)
}

const WITHOUT_TRIGGERS: Sql = Sql {
    sqlite: "drop trigger audit_entry_no_update; drop trigger audit_entry_no_delete",
    postgres: "drop trigger audit_entry_append_only on audit_entry",
};

#[tokio::test(flavor = "multi_thread")]
async fn the_database_refuses_to_change_or_remove_an_entry() {
    on_every_database(async |council| {
        let sql = PlainSql::open(&council).await;
        council.social_worker().await;
        for statement in [
            "update audit_entry set body = body where seq = 1",
            "update audit_entry set staff_id = 'SW9999'",
            "delete from audit_entry where seq = 1",
            "delete from audit_entry",
            "update audit_person set seq = 1",
            "delete from audit_person",
        ] {
            let people = sql
                .texts("select cast(count(*) as text) from audit_person")
                .await;
            let touches_rows = !statement.contains("audit_person") || people != ["0"];
            assert!(
                !touches_rows || !sql.run(statement).await,
                "{statement} was run"
            );
        }
        let emptied = sql.run(Sql {
            sqlite: "select nothing",
            postgres: "truncate audit_entry cascade",
        });
        assert!(!emptied.await, "the audit was emptied");
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_changed_removed_or_moved_behind_the_audits_back_is_found() {
    for (what, statement, fault) in [
        (
            "altered",
            "update audit_entry set body = replace(body, 'request 2', 'request 9')",
            FaultKind::WrongHash,
        ),
        (
            "removed",
            "delete from audit_entry where seq = 3",
            FaultKind::Gap,
        ),
        (
            "cut off",
            "delete from audit_entry where seq > 4",
            FaultKind::Truncated,
        ),
        (
            "swapped",
            "update audit_entry set seq = 99 where seq = 2; update audit_entry set seq = 2 where seq = 3; \
             update audit_entry set seq = 3 where seq = 99",
            FaultKind::WrongPrevious,
        ),
        (
            "blanked",
            "update audit_entry set body = '' where seq = 4",
            FaultKind::Unreadable,
        ),
    ] {
        for database in databases() {
            let (council, sql) = six_entries(database).await;
            assert!(council.kith.verify_audit().await.unwrap().is_sound());
            assert!(sql.run(WITHOUT_TRIGGERS).await);
            assert!(sql.run(statement).await, "{what}");
            let verified = council.kith.verify_audit().await.unwrap();
            let kinds: Vec<FaultKind> = verified.faults.iter().map(|fault| fault.kind).collect();
            assert!(
                kinds.contains(&fault),
                "{what} on {}: {kinds:?}",
                council.database_name()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_recorded_is_not_shown() {
    on_every_database(async |council| {
        let sql = PlainSql::open(&council).await;
        let sitting = council.social_worker().await;
        let found = council.find_named(&sitting, "Oliver", "Fairclough").await;
        let handle = person_found(&found, "Oliver").handle.clone();
        let outsider = council.sign_in("FD1001").await;
        let before = council.kith.verify_audit().await.unwrap().entries;
        for action in FULL {
            assert!(sql.run(action).await);
            let family = council
                .kith
                .look_up_family(&sitting.sitting, &handle, council.at, "test")
                .await;
            assert!(
                matches!(family, Err(OperationError::AuditUnwritable)),
                "the family was shown"
            );
            let terms = two_names("Oliver", "Fairclough");
            let found = council
                .kith
                .find_person(&sitting.sitting, &terms, council.at, "test")
                .await;
            assert!(matches!(
                found,
                Err(FindError::Operation(OperationError::AuditUnwritable))
            ));
            assert!(sql.run(NOT_FULL).await);
        }
        assert!(sql.run(FULL[0]).await);
        let refused = council
            .kith
            .recent_looks(&outsider.sitting, council.at, "test")
            .await;
        assert!(
            matches!(refused, Err(OperationError::AuditUnwritable)),
            "a refusal went unrecorded"
        );
        assert!(sql.run(NOT_FULL).await);
        let verified = council.kith.verify_audit().await.unwrap();
        assert!(verified.is_sound());
        assert_eq!(verified.entries, before, "half a look was recorded");
        council.family(&sitting, &handle).await;
    })
    .await;
}

/// The audit refuses every entry; or only the one that says who was shown.
const FULL: [Sql; 2] = [
    Sql {
        sqlite: "create trigger full_log before insert on audit_entry begin select raise(abort, 'full'); end",
        postgres: "create trigger full_log before insert on audit_entry for each row execute function refuse_change()",
    },
    Sql {
        sqlite: "create trigger full_log before insert on audit_entry \
                 when new.action in ('family_shown', 'shown_in_results') begin select raise(abort, 'full'); end",
        postgres: "create trigger full_log before insert on audit_entry for each row \
                   when (new.action in ('family_shown', 'shown_in_results')) execute function refuse_change()",
    },
];
const NOT_FULL: Sql = Sql {
    sqlite: "drop trigger full_log",
    postgres: "drop trigger full_log on audit_entry",
};

#[tokio::test(flavor = "multi_thread")]
async fn searches_at_the_same_moment_leave_no_gap_and_no_fork() {
    on_every_database(async |council| {
        let sitting = council.social_worker().await;
        let before = council.kith.verify_audit().await.unwrap().entries;
        let mut searches = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (kith, sitting, at) = (council.kith.clone(), sitting.sitting.clone(), council.at);
            searches.spawn(async move {
                kith.find_person(&sitting, &two_names("Oliver", "Fairclough"), at, "test")
                    .await
                    .is_ok()
            });
        }
        assert!(searches.join_all().await.into_iter().all(|done| done));
        let verified = council.kith.verify_audit().await.unwrap();
        assert!(verified.is_sound(), "{:?}", verified.faults);
        assert_eq!(verified.entries, before + 16);
    })
    .await;
}
