//! The records desk decides: what it answers holds over every run until it is taken back.

use crate::possible_matches::{CASE, child, council_of_pairs, question_about};
use operations::audit::AuditAction;
use operations::{Answer, DecideError, Decided, GivenAnswer, Handle, OperationError, ReviewState};
use testkit::{
    PilotChild, TestCouncil, TestSitting, databases, pilot_education, pilot_social_care,
    words_of_decided, words_of_question,
};
use vocabulary::{MatchAnswer, MatchQuestion, MatchReason, PersonId};

/// Who the child of this number is in social care and at school.
async fn both(council: &TestCouncil, number: usize) -> (PersonId, PersonId) {
    let people = council.kith.store().people_by_source_key().await.unwrap();
    let of = |source: &str| {
        let key = format!("{source}{}", 5000 + number);
        people.iter().find(|row| row.key == key).unwrap().person
    };
    (of("1"), of("2"))
}

/// The question about a child, as this worker's list has it.
async fn handle_of(council: &TestCouncil, desk: &TestSitting, number: usize) -> Handle {
    let queue = council.review_queue(desk).await;
    question_about(&queue, number).handle.clone()
}

async fn is_asked(council: &TestCouncil, desk: &TestSitting, reference: &str) -> bool {
    let queue = council.review_queue(desk).await;
    let mut lines = queue.items.iter().flat_map(|item| &item.questions);
    lines.any(|line| line.reference == reference)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_makes_one_person_at_the_next_run_and_undo_makes_two_again() {
    for database in databases() {
        let mut council = council_of_pairs(database).await;
        let desk = council.records_desk("RD1001").await;
        let before = both(&council, 10).await;
        assert_ne!(before.0, before.1);
        let handle = handle_of(&council, &desk, 10).await;
        let decided = council.decide(&desk, &handle, MatchAnswer::Same).await;
        assert_eq!(decided.unwrap(), Decided::Stands);
        assert_eq!(
            both(&council, 10).await,
            before,
            "an answer alone moves nothing"
        );
        let linked = council.link_and_publish().await;
        assert_eq!((linked.merged, linked.split, linked.decided), (1, 0, 1));
        let merged = both(&council, 10).await;
        assert_eq!(merged.0, merged.1);
        assert_eq!(merged.0, before.0.min(before.1), "the older id is kept");
        council.undo_newest(&desk).await;
        assert_eq!(
            both(&council, 10).await,
            merged,
            "undo waits for the next run"
        );
        let linked = council.link_and_publish().await;
        assert_eq!((linked.merged, linked.split, linked.decided), (0, 1, 0));
        let after = both(&council, 10).await;
        assert_ne!(after.0, after.1, "on {}", council.database_name());
        assert!(
            after.0 == merged.0 || after.1 == merged.0,
            "one keeps the id"
        );
        let queue = council.review_queue(&desk).await;
        assert_eq!(
            question_about(&queue, 10).handle,
            handle,
            "it is asked again"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn not_the_same_is_never_asked_again_and_never_joined_whatever_the_evidence() {
    for database in databases() {
        let mut council = council_of_pairs(database).await;
        let desk = council.records_desk("RD1001").await;
        let queue = council.review_queue(&desk).await;
        let question = question_about(&queue, 10);
        let (handle, reference) = (question.handle.clone(), question.reference.clone());
        let decided = council.decide(&desk, &handle, MatchAnswer::NotSame).await;
        assert_eq!(decided.unwrap(), Decided::Stands);
        assert!(
            !is_asked(&council, &desk, &reference).await,
            "asked at once"
        );
        let again = council.decide(&desk, &handle, MatchAnswer::Same).await;
        assert!(
            matches!(again, Err(DecideError::AnsweredAlready)),
            "{again:?}"
        );
        let before = both(&council, 10).await;
        // The school now spells everything as social care does.
        let mut pupils: Vec<PilotChild> = (0..80).map(|number| child(number, "2")).collect();
        pupils[0].given = "Adah".to_owned();
        let text = pilot_education(&pupils);
        council
            .load("family-context-education", "corrected.csv", &text)
            .await;
        council.link_and_publish().await;
        assert_eq!(
            both(&council, 10).await,
            before,
            "on {}",
            council.database_name()
        );
        assert!(
            !is_asked(&council, &desk, &reference).await,
            "asked after a run"
        );
        council.undo_newest(&desk).await;
        council.link_and_publish().await;
        let joined = both(&council, 10).await;
        assert_eq!(joined.0, joined.1, "the evidence alone joins them");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cannot_tell_leaves_the_list_changes_nobody_and_comes_back_when_it_is_undone() {
    for database in databases() {
        let mut council = council_of_pairs(database).await;
        let desk = council.records_desk("RD1001").await;
        let queue = council.review_queue(&desk).await;
        let question = question_about(&queue, 10);
        let (handle, reference) = (question.handle.clone(), question.reference.clone());
        council
            .decide(&desk, &handle, MatchAnswer::CannotTell)
            .await
            .unwrap();
        let before = both(&council, 10).await;
        let linked = council.link_and_publish().await;
        assert_eq!(linked.decided, 0);
        assert_eq!(both(&council, 10).await, before);
        assert!(!is_asked(&council, &desk, &reference).await);
        let view = council.review_question(&desk, &handle).await;
        assert_eq!(view.state, ReviewState::Decided(MatchAnswer::CannotTell));
        assert_eq!(view.earlier.len(), 1);
        council.undo_newest(&desk).await;
        assert!(is_asked(&council, &desk, &reference).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_records_stand_side_by_side_with_what_differs_and_without_an_address() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let desk = council.records_desk("RD1001").await;
        let handle = handle_of(&council, &desk, 10).await;
        let view = council.review_question(&desk, &handle).await;
        let words = words_of_question(&view);
        assert!(words.contains("Given name: Kitty") && words.contains("Given name: Rosalind"));
        let verdicts: Vec<(&str, &str)> = view
            .fields
            .iter()
            .map(|field| (field.label, field.verdict.label()))
            .collect();
        assert!(
            verdicts.contains(&("Given name", "Differs")),
            "{verdicts:?}"
        );
        assert!(verdicts.contains(&("Family name", "Same")), "{verdicts:?}");
        assert!(verdicts.contains(&("Born", "Same")), "{verdicts:?}");
        let explanation = &view.explanation;
        let sum: f64 = explanation.steps.iter().map(|step| step.weight).sum();
        assert!((explanation.prior + sum - explanation.total).abs() < 1e-6);
        for hidden in [
            child(10, "1").address,
            "Tanner".to_owned(),
            "QX2".to_owned(),
        ] {
            assert!(!words.contains(&hidden), "{hidden} is shown");
        }
        assert_eq!(view.state, ReviewState::Open);
        assert!(!view.needs_second && view.earlier.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_answering_and_undoing_are_in_the_audit_with_the_people() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let desk = council.records_desk("RD1001").await;
        let handle = handle_of(&council, &desk, 10).await;
        council.review_question(&desk, &handle).await;
        council
            .decide(&desk, &handle, MatchAnswer::Same)
            .await
            .unwrap();
        council.undo_newest(&desk).await;
        let lead = council.lead().await;
        let looks = council
            .kith
            .recent_looks(&lead.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(looks)) = looks else {
            panic!("the lead was refused")
        };
        for action in [
            AuditAction::MatchOpened,
            AuditAction::MatchShown,
            AuditAction::MatchDecided,
            AuditAction::MatchUndone,
        ] {
            let of: Vec<_> = looks
                .iter()
                .filter(|look| look.action == action.label())
                .collect();
            assert_eq!(of.len(), 1, "{}", action.label());
            assert_eq!(of[0].people.len(), 2, "{}", action.label());
            assert!(of[0].worker.contains("RD1001"));
        }
        let listed = looks
            .iter()
            .filter(|look| look.action == AuditAction::SawReviewQueue.label());
        assert!(listed.count() >= 2);
        assert!(council.kith.verify_audit().await.unwrap().is_sound());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_needs_a_reason_that_fits_and_is_not_kept_without() {
    let council = council_of_pairs(testkit::TestDatabase::sqlite()).await;
    let desk = council.records_desk("RD1001").await;
    let handle = handle_of(&council, &desk, 10).await;
    let given = |answer, reason, note: &str| GivenAnswer {
        answer,
        reason,
        note: note.to_owned(),
    };
    let same = Some(MatchAnswer::Same);
    let long = "x".repeat(301);
    for (given, expected) in [
        (given(None, None, ""), "choose whether"),
        (given(same, None, ""), "choose the reason"),
        (
            given(same, Some(MatchReason::BrotherOrSister), ""),
            "fits the answer",
        ),
        (
            given(same, Some(MatchReason::Other), "  "),
            "say in a few words",
        ),
        (
            given(same, Some(MatchReason::RecordsAgree), &long),
            "300 letters",
        ),
    ] {
        let moment = (council.at, "test");
        let decided = council
            .kith
            .decide_match(&desk.sitting, &handle, &given, moment)
            .await;
        let Err(error) = decided else {
            panic!("kept without: {expected}")
        };
        assert!(error.to_string().contains(expected), "{error}");
    }
    let list = council
        .kith
        .decided_matches(&desk.sitting, council.at, "test")
        .await;
    assert!(matches!(list, Ok(Answer::Shown(list)) if list.is_empty()));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_records_desk_reviews_and_a_refusal_is_recorded() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let desk = council.records_desk("RD1001").await;
        let handle = handle_of(&council, &desk, 10).await;
        let worker = council.social_worker_on(CASE).await;
        let refused = council
            .kith
            .review_queue(&worker.sitting, council.at, "test")
            .await;
        assert!(matches!(refused, Ok(Answer::Refused(_))));
        // A handle of another sitting leads nowhere, whoever asks.
        let other = council.records_desk("RD1002").await;
        for sitting in [&worker, &other] {
            let opened = council
                .kith
                .review_question(&sitting.sitting, &handle, council.at, "test")
                .await;
            assert!(matches!(opened, Err(OperationError::NotFound)));
        }
        // Without a purpose not even the desk.
        let silent = council.sign_in("RD1001").await;
        let asked = council
            .kith
            .review_queue(&silent.sitting, council.at, "test")
            .await;
        assert!(matches!(asked, Ok(Answer::Refused(_))));
        // The analyst sees figures and no list.
        let analyst = council.sign_in("AN1001").await;
        let asked = council
            .kith
            .review_queue(&analyst.sitting, council.at, "test")
            .await;
        assert!(matches!(asked, Ok(Answer::Refused(_))));
        let figures = council
            .kith
            .review_figures(&analyst.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(figures)) = figures else {
            panic!("the analyst was refused the figures")
        };
        let open: usize = figures.open.iter().map(|(_, count)| count).sum();
        assert!(open >= 2 && figures.agreement.kappa.is_none());
        let figures = council
            .kith
            .review_figures(&worker.sitting, council.at, "test")
            .await;
        assert!(matches!(figures, Ok(Answer::Refused(_))));
        // The desk's purpose finds nobody and opens no family.
        let searched = council.refused_search(&desk).await;
        assert!(searched.was_recorded && searched.why.contains("does not search"));
        let lead = council.lead().await;
        let looks = council
            .kith
            .recent_looks(&lead.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(looks)) = looks else {
            panic!("the lead was refused")
        };
        let refusals = looks.iter().filter(|look| look.is_refusal).count();
        assert!(refusals >= 5, "{refusals} refusals are recorded");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_records_of_one_source_in_one_person_are_asked_about_and_can_be_parted() {
    for database in databases() {
        let mut council = TestCouncil::empty(database).await;
        let pupils = |source: &str| (0..40).map(|number| child(number, source)).collect();
        let mut thrice: Vec<PilotChild> = pupils("2");
        for key in ["29001", "29002"] {
            thrice.push(PilotChild {
                key: key.to_owned(),
                ..child(12, "2")
            });
        }
        let social_care: Vec<PilotChild> = pupils("1");
        council
            .load(
                "family-context-csc",
                "csc.csv",
                &pilot_social_care(&social_care),
            )
            .await;
        council
            .load(
                "family-context-education",
                "education.csv",
                &pilot_education(&thrice),
            )
            .await;
        council.link_and_publish().await;
        council.add_workers().await;
        let desk = council.records_desk("RD1001").await;
        let queue = council.review_queue(&desk).await;
        let line = &queue.items[0].questions[0];
        assert_eq!(line.kind, MatchQuestion::ManyOfOneSource);
        assert_eq!(line.why_here[0], "two children may be shown as one now");
        let handle = line.handle.clone();
        let view = council.review_question(&desk, &handle).await;
        assert_eq!(
            view.sides[0].others.len(),
            2,
            "the other records of the person"
        );
        let bridge = view.sides[0].bridge.as_ref();
        let bridge = bridge.expect("a person of four records has a weakest bridge");
        assert!(bridge.words.starts_with("Of 4 records, "));
        assert!(
            view.sides[1].bridge.is_none(),
            "both records are one person"
        );
        council
            .decide(&desk, &handle, MatchAnswer::NotSame)
            .await
            .unwrap();
        let linked = council.link_and_publish().await;
        assert!(linked.split >= 1, "on {}", council.database_name());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_become_labels_and_the_list_of_answers_names_nobody() {
    for database in databases() {
        let council = council_of_pairs(database).await;
        let desk = council.records_desk("RD1001").await;
        let handle = handle_of(&council, &desk, 10).await;
        council
            .decide(&desk, &handle, MatchAnswer::NotSame)
            .await
            .unwrap();
        let labels = council
            .kith
            .match_labels(&desk.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(labels)) = labels else {
            panic!("the labels were refused")
        };
        assert_eq!(labels.len(), 1);
        assert_eq!(labels[0].answer, MatchAnswer::NotSame);
        assert!(labels[0].weight.is_finite() && labels[0].reference.starts_with("M-"));
        let list = council
            .kith
            .decided_matches(&desk.sitting, council.at, "test")
            .await;
        let Ok(Answer::Shown(list)) = list else {
            panic!("the list was refused")
        };
        let words = words_of_decided(&list);
        assert!(words.contains("Hana Petrov") && words.contains("twins, brothers or sisters"));
        for value in ["Kitty", "Rosalind", "Dunnock", "Larkrise"] {
            assert!(!words.contains(value), "{value} stands in the list");
        }
        council.undo_newest(&desk).await;
        let labels = council
            .kith
            .match_labels(&desk.sitting, council.at, "test")
            .await;
        assert!(matches!(labels, Ok(Answer::Shown(labels)) if labels.is_empty()));
    }
}
