//! Publishing is all or nothing, and a generation that was never published leaves nothing behind.

use crate::loads::{children, council_with, load};
use crate::plain_sql::{PlainSql, Sql};
use testkit::operations::store::GenerationState;
use testkit::{TestCouncil, databases};

async fn states(council: &TestCouncil) -> Vec<GenerationState> {
    let all = council.kith.store().generations().await.unwrap();
    all.iter().map(|generation| generation.state).collect()
}

async fn people(council: &TestCouncil) -> usize {
    council
        .kith
        .store()
        .people_by_source_key()
        .await
        .unwrap()
        .len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_publish_that_fails_half_way_leaves_the_old_generation_whole() {
    for database in databases() {
        let mut council = council_with(database, &children(20)).await;
        load(&mut council, &children(30)).await;
        council.link().await;
        let sql = PlainSql::open(&council).await;
        let broken = Sql {
            sqlite: "create trigger broken before update on source_load when new.state = 'published' \
                     begin select raise(abort, 'broken'); end",
            postgres: "create trigger broken before update on source_load for each row \
                       when (new.state = 'published') execute function refuse_change()",
        };
        assert!(sql.run(broken).await);
        assert!(council.kith.publish(council.at).await.is_err());
        assert_eq!(
            states(&council).await,
            [GenerationState::Built, GenerationState::Current]
        );
        assert_eq!(people(&council).await, 20);
        let mended = Sql {
            sqlite: "drop trigger broken",
            postgres: "drop trigger broken on source_load",
        };
        assert!(sql.run(mended).await);
        council.kith.publish(council.at).await.unwrap();
        assert_eq!(
            states(&council).await,
            [GenerationState::Current, GenerationState::Past]
        );
        assert_eq!(people(&council).await, 30);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_publish_that_is_killed_at_any_moment_shows_the_old_or_the_new_and_never_a_mixture() {
    for database in databases() {
        let mut council = council_with(database, &children(20)).await;
        load(&mut council, &children(30)).await;
        council.link().await;
        for patience in 0..60 {
            let kill = async {
                for _ in 0..patience {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! {
                biased;
                () = kill => {}
                done = council.kith.publish(council.at) => { done.unwrap(); }
            }
            let seen = (states(&council).await, people(&council).await);
            let old = (vec![GenerationState::Built, GenerationState::Current], 20);
            let new = (vec![GenerationState::Current, GenerationState::Past], 30);
            assert!(seen == old || seen == new, "after {patience}: {seen:?}");
        }
        council.kith.publish(council.at).await.unwrap();
        assert_eq!(people(&council).await, 30);
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn linking_again_before_publish_replaces_what_was_built() {
    for database in databases() {
        let mut council = council_with(database, &children(20)).await;
        let before = council.kith.store().people_by_source_key().await.unwrap();
        load(&mut council, &children(30)).await;
        let first = council.link().await;
        let second = council.link().await;
        assert_eq!(
            (first.generation, first.people),
            (second.generation, second.people)
        );
        assert_eq!(
            states(&council).await,
            [GenerationState::Built, GenerationState::Current]
        );
        assert_eq!(
            council.kith.store().people_by_source_key().await.unwrap(),
            before
        );
        let sql = PlainSql::open(&council).await;
        let persons = sql.texts("select cast(count(*) as text) from person").await;
        assert_eq!(
            persons,
            [second.people.to_string()],
            "people of the first build are left behind"
        );
        council.kith.publish(council.at).await.unwrap();
        assert_eq!(people(&council).await, 30);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn publishing_when_nothing_waits_changes_nothing() {
    for database in databases() {
        let council = council_with(database, &children(5)).await;
        assert_eq!(council.kith.publish(council.at).await.unwrap(), None);
        assert_eq!(states(&council).await, [GenerationState::Current]);
    }
}
