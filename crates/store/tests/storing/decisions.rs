//! Decisions about matches: never rewritten, and named in the log of memberships by who decided.

use crate::loads::{children, load};
use crate::plain_sql::{PlainSql, Sql};
use testkit::{PilotChild, TestCouncil, TestDatabase, databases, pilot_education};
use vocabulary::MatchAnswer;

/// Forty children in two sources, of whom the school spells one in another way.
pub(crate) async fn with_one_question(database: TestDatabase) -> TestCouncil {
    let mut council = TestCouncil::empty(database).await;
    load(&mut council, &children(40)).await;
    let mut pupils: Vec<PilotChild> = children(40);
    for pupil in &mut pupils {
        pupil.key = format!("E{}", pupil.key);
    }
    pupils[10].given = "Rosalind".to_owned();
    let text = pilot_education(&pupils);
    council
        .load("family-context-education", "education.csv", &text)
        .await;
    council.link_and_publish().await;
    council.add_workers().await;
    council
}

const MOVES: Sql = Sql {
    sqlite: "select cause || ' by ' || actor from membership where from_generation > 1",
    postgres: "select cause || ' by ' || actor from membership where from_generation > 1",
};

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_a_worker_decided_says_so_in_the_log_and_names_worker_and_model() {
    for database in databases() {
        let mut council = with_one_question(database).await;
        let sql = PlainSql::open(&council).await;
        let desk = council.records_desk("RD1001").await;
        let queue = council.review_queue(&desk).await;
        let handle = queue.items[0].questions[0].handle.clone();
        council
            .decide(&desk, &handle, MatchAnswer::Same)
            .await
            .unwrap();
        council.link_and_publish().await;
        let moves = sql.texts(MOVES).await;
        assert_eq!(moves, ["merged_by_decision by RD1001"]);
        let other = council.records_desk("RD1002").await;
        council.undo_newest(&other).await;
        council.link_and_publish().await;
        let mut moves = sql.texts(MOVES).await;
        moves.sort();
        assert_eq!(
            moves,
            [
                "merged_by_decision by RD1001",
                "split_by_decision by RD1002"
            ]
        );
        let models = sql
            .texts("select distinct model_version from membership")
            .await;
        assert!(models.iter().all(|model| model.starts_with("model ")));
        let first = sql
            .texts("select distinct actor from membership where from_generation = 1")
            .await;
        assert_eq!(first, ["the link engine"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_and_its_undoing_are_never_rewritten() {
    for database in databases() {
        let council = with_one_question(database).await;
        let sql = PlainSql::open(&council).await;
        let desk = council.records_desk("RD1001").await;
        let queue = council.review_queue(&desk).await;
        let handle = queue.items[0].questions[0].handle.clone();
        council
            .decide(&desk, &handle, MatchAnswer::NotSame)
            .await
            .unwrap();
        council.undo_newest(&desk).await;
        assert!(!sql.run("update match_decision set answer = 'same'").await);
        assert!(
            !sql.run("update match_decision_undone set staff_id = 'RD9'")
                .await
        );
        let answers = sql.texts("select answer from match_decision").await;
        assert_eq!(answers, ["not_same"]);
    }
}
