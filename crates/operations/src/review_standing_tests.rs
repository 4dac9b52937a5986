//! What answers come to, by themselves.

use super::*;
use vocabulary::{MatchQuestion, MatchReason};

fn record(number: u128) -> RecordId {
    RecordId::new(Uuid::from_u128(number))
}

fn person(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

fn answered(answer: MatchAnswer, worker: &str, needs_second: bool) -> MatchDecision {
    MatchDecision {
        id: Uuid::from_u128(9),
        a: record(1),
        b: record(2),
        question: MatchQuestion::MayBeOne,
        reference: "M-00000000".to_owned(),
        weight: 3.0,
        answer,
        reason: MatchReason::Other,
        note: None,
        needs_second,
        staff_id: worker.to_owned(),
        decided_at: jiff::Timestamp::from_second(1_795_000_000).unwrap(),
        undone: None,
    }
}

fn of(answers: &[MatchDecision]) -> Standing {
    standing(&answers.iter().collect::<Vec<_>>())
}

#[test]
fn one_answer_stands_where_no_second_worker_is_needed() {
    let same = answered(MatchAnswer::Same, "RD1", false);
    assert_eq!(of(&[]), Standing::Open);
    assert_eq!(of(&[same]), Standing::Stands(MatchAnswer::Same));
}

#[test]
fn a_second_answer_of_the_same_worker_is_not_a_second_worker() {
    let one = answered(MatchAnswer::Same, "RD1", true);
    let waits = Standing::WaitsForSecond {
        first: "RD1".to_owned(),
    };
    assert_eq!(of(std::slice::from_ref(&one)), waits);
    assert_eq!(of(&[one.clone(), one.clone()]), waits);
    let other = answered(MatchAnswer::Same, "RD2", true);
    assert_eq!(
        of(&[one.clone(), other]),
        Standing::Stands(MatchAnswer::Same)
    );
    let against = answered(MatchAnswer::NotSame, "RD2", true);
    assert_eq!(of(&[one, against]), Standing::Contradicting);
}

#[test]
fn only_what_stands_reaches_the_engine() {
    let mut same = answered(MatchAnswer::Same, "RD1", false);
    assert_eq!(
        human_decisions(std::slice::from_ref(&same), &AskedAnew::new())
            .same
            .len(),
        1
    );
    same.undone = Some(("RD1".to_owned(), same.decided_at));
    assert_eq!(
        human_decisions(&[same], &AskedAnew::new()),
        HumanDecisions::default()
    );
    for answer in [
        answered(MatchAnswer::CannotTell, "RD1", false),
        answered(MatchAnswer::Same, "RD1", true),
    ] {
        assert_eq!(
            human_decisions(&[answer], &AskedAnew::new()),
            HumanDecisions::default()
        );
    }
    let apart = answered(MatchAnswer::NotSame, "RD1", false);
    assert_eq!(
        human_decisions(&[apart], &AskedAnew::new()).not_same,
        [(record(1), record(2))]
    );
}

#[test]
fn a_move_names_the_worker_whose_decision_moved_the_record_and_nobody_for_another_move() {
    let before = BTreeMap::from([(record(1), person(1)), (record(2), person(2))]);
    let joined = BTreeMap::from([(record(1), person(1)), (record(2), person(1))]);
    let mut same = answered(MatchAnswer::Same, "RD1", false);
    let anew = AskedAnew::new();
    let found = movers((std::slice::from_ref(&same), &anew), None, &before, &joined);
    assert_eq!(found[&(person(2), person(1))], "RD1");
    assert!(movers((std::slice::from_ref(&same), &anew), None, &before, &before).is_empty());
    // Taken back, by somebody else, before or after the present generation was made.
    let at = same.decided_at;
    same.undone = Some(("RD2".to_owned(), at));
    let undone = movers(
        (std::slice::from_ref(&same), &anew),
        Some(at),
        &joined,
        &before,
    );
    assert_eq!(undone[&(person(1), person(2))], "RD2");
    let later = at + jiff::SignedDuration::from_secs(1);
    assert!(movers((&[same], &anew), Some(later), &joined, &before).is_empty());
}

#[test]
fn a_pair_has_one_id_whichever_record_is_named_first() {
    assert_eq!(pair_id(record(1), record(2)), pair_id(record(2), record(1)));
    assert_ne!(pair_id(record(1), record(2)), pair_id(record(1), record(3)));
    let reference = reference_of(pair_id(record(1), record(2)));
    assert!(
        reference.starts_with("M-") && reference.len() == 10,
        "{reference}"
    );
}

#[test]
fn a_dispute_asks_anew_and_what_was_decided_before_holds_until_it_is_decided_again() {
    let same = answered(MatchAnswer::Same, "RD1", false);
    let pair = (record(1), record(2));
    let hour = jiff::SignedDuration::from_hours(1);
    let anew = AskedAnew::from([(pair, same.decided_at + hour)]);
    let now = |answers: &[MatchDecision]| {
        let answers: Vec<&MatchDecision> = answers.iter().collect();
        standing(&since_asked(pair, &answers, &anew))
    };
    let holds = |answers: &[MatchDecision]| {
        let answers: Vec<&MatchDecision> = answers.iter().collect();
        in_force(pair, &answers, &anew)
    };
    let before = [same.clone()];
    assert_eq!(now(&before), Standing::Open);
    assert_eq!(holds(&before), Standing::Stands(MatchAnswer::Same));
    let mut first = answered(MatchAnswer::NotSame, "RD1", true);
    first.decided_at = same.decided_at + hour + hour;
    let waits = [same.clone(), first.clone()];
    let first_of_two = Standing::WaitsForSecond {
        first: "RD1".to_owned(),
    };
    assert_eq!(now(&waits), first_of_two);
    assert_eq!(holds(&waits), Standing::Stands(MatchAnswer::Same));
    let mut second = first.clone();
    second.staff_id = "RD2".to_owned();
    let settled = [same, first, second];
    assert_eq!(holds(&settled), Standing::Stands(MatchAnswer::NotSame));
    let human = human_decisions(&settled, &anew);
    assert_eq!((human.same.len(), human.not_same), (0, vec![pair]));
}
