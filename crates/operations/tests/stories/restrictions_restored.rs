//! S-05: last night's backup knows nothing of who was shielded today. The journal does, and a
//! council does not open before the database says the same.

use operations::{Database, OpenError};
use testkit::databases;
use vocabulary::RestrictionKind;

use crate::restrictions::{council_with_lena, lena, restrict, standing};

#[tokio::test(flavor = "multi_thread")]
async fn s_05_a_backup_from_before_the_shield_is_restored_and_she_is_hidden_before_anybody_may_look()
 {
    for database in databases() {
        let mut council = council_with_lena(database).await;
        let Database::SqliteFile(_) = council.database() else {
            continue;
        };
        council
            .reopen_after(|folder| copy(folder, "kith.db", "backup.db"))
            .await
            .unwrap();
        restrict(&council, RestrictionKind::Shield, lena(&council).await).await;
        // Any later change writes what stands into the journal; a start does too.
        council.reopen_after(|_| {}).await.unwrap();
        council
            .reopen_after(|folder| copy(folder, "backup.db", "kith.db"))
            .await
            .unwrap();
        let standing = standing(&council, lena(&council).await).await;
        assert!(standing.has(RestrictionKind::Shield));
        assert!(council.kith.restrictions_replayed() >= 2);
        council.kith.record_replay(council.at).await.unwrap();
        council.reopen_after(|_| {}).await.unwrap();
        assert_eq!(
            council.kith.restrictions_replayed(),
            0,
            "it was replayed twice"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_05_a_council_whose_journal_cannot_be_read_does_not_open() {
    for database in databases() {
        let mut council = council_with_lena(database).await;
        restrict(&council, RestrictionKind::Shield, lena(&council).await).await;
        council.reopen_after(|_| {}).await.unwrap();
        let opened = council
            .reopen_after(|folder| {
                let journal = folder.join("restrictions.journal");
                let text = std::fs::read_to_string(&journal).unwrap();
                std::fs::write(&journal, text.replace("anchor", "nothing")).unwrap();
            })
            .await;
        assert!(matches!(opened, Err(OpenError::JournalDoesNotFit)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_a_power_cut_left_half_written_is_cut_off_and_the_council_opens() {
    for database in databases() {
        let mut council = council_with_lena(database).await;
        restrict(&council, RestrictionKind::Shield, lena(&council).await).await;
        council.reopen_after(|_| {}).await.unwrap();
        council
            .reopen_after(|folder| {
                let journal = folder.join("restrictions.journal");
                let mut text = std::fs::read_to_string(&journal).unwrap();
                text.push_str("[\"anchor\",\"0190");
                std::fs::write(&journal, text).unwrap();
            })
            .await
            .unwrap();
        let standing = standing(&council, lena(&council).await).await;
        assert!(standing.has(RestrictionKind::Shield));
    }
}

fn copy(folder: &std::path::Path, from: &str, to: &str) {
    std::fs::copy(folder.join(from), folder.join(to)).unwrap();
    // What the log beside the file held belongs to the file that was replaced.
    for beside in ["kith.db-wal", "kith.db-shm"] {
        let _ = std::fs::remove_file(folder.join(beside));
    }
}
