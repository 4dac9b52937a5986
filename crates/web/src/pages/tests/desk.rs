//! The records desk's work in three invented questions.
//!
//! INVARIANT: as the rest of the sample, every name may be replaced by a hostile one.

use operations::linkage::{Band, Comparison, Explanation, Step};
use operations::{
    BridgeEnd, ComparedField, DecidedLine, DecidedState, EarlierAnswer, OtherRecord, PersonBridge,
    QuestionLine, ReviewFigures, ReviewItem, ReviewQueue, ReviewSide, ReviewState, ReviewView,
    ReviewerAgreement, Verdict,
};
use vocabulary::{MatchAnswer, MatchQuestion, MatchReason};

use super::sample::{handle, text};

fn line(number: u64, kind: MatchQuestion, harm: &str) -> QuestionLine {
    QuestionLine {
        handle: handle(number),
        reference: format!("M-0000000{number}"),
        kind,
        words: "Different given names: a twin, a brother or sister?".to_owned(),
        why_here: vec![
            harm.to_owned(),
            "the evidence is about even".to_owned(),
            "3 records from 2 sources hang on it".to_owned(),
        ],
        places: [
            "School census, pupils.csv line 12".to_owned(),
            "Council homes, tenancies.csv line 7".to_owned(),
        ],
        weight: 0.4,
        is_second: number == 2,
    }
}

pub(super) fn queue() -> ReviewQueue {
    let may_be = MatchQuestion::MayBeOne;
    ReviewQueue {
        items: vec![
            ReviewItem {
                questions: vec![line(
                    1,
                    MatchQuestion::TwoNhsNumbers,
                    "two children may be shown as one now",
                )],
            },
            ReviewItem {
                questions: vec![
                    line(2, may_be, "could join two children into one"),
                    line(3, may_be, "could join two children into one"),
                ],
            },
        ],
        waiting_for_a_colleague: 1,
        contradicting: 0,
        not_shown: 2,
    }
}

pub(super) fn nothing_waits() -> ReviewQueue {
    ReviewQueue {
        items: Vec::new(),
        waiting_for_a_colleague: 0,
        contradicting: 0,
        not_shown: 0,
    }
}

fn explanation() -> Explanation {
    let step = |comparison, words: &str, weight| Step {
        comparison,
        words: words.to_owned(),
        weight,
    };
    Explanation {
        prior: -12.0,
        steps: vec![
            step(Comparison::GivenName, "different given names", -4.5),
            step(Comparison::FamilyName, "same family name, a rare one", 7.9),
            step(Comparison::Birth, "same birth date", 9.0),
        ],
        total: 0.4,
        probability: 0.57,
        band: Band::Possible,
        guard: None,
        sentence: "Different given names; same family name, a rare one; same birth date."
            .to_owned(),
    }
}

pub(super) fn question(given: &str) -> ReviewView {
    let field = |label, one: &[&str], other: &[&str], verdict| ComparedField {
        label,
        values: [one, other].map(|values| values.iter().map(|value| text(value)).collect()),
        verdict,
    };
    let side = |source: &str, key: &str, others| ReviewSide {
        source_name: source.to_owned(),
        key: text(key),
        others,
        bridge: None,
    };
    let end = |source: &str, key: &str| BridgeEnd {
        source_name: source.to_owned(),
        source: vocabulary::SourceId::parse("police").unwrap(),
        key: text(key),
    };
    let other = |key: &str| OtherRecord {
        source_name: "Police".to_owned(),
        key: text(key),
        name: Some(text("Hart, Lena")),
        birth: Some(text("3 May 2012")),
    };
    let mut tenant = side("Council homes", "T-9", vec![other("P-77"), other("P-78")]);
    tenant.bridge = Some(PersonBridge {
        words:
            "Of 3 records, 1 is held to the other 2 by no pair stronger than one of weight 5.2: \
                same family name; same birth date. It would stand apart without “same birth date”."
                .to_owned(),
        pair: [end("Council homes", "T-9"), end("Police", "P-78")],
    });
    ReviewView {
        reference: "M-1234ABCD".to_owned(),
        kind: MatchQuestion::MayBeOne,
        sides: [side("School census", "S-1", Vec::new()), tenant],
        fields: vec![
            field("Given name", &[given], &["Mara"], Verdict::Differs),
            field("Family name", &["Hart"], &["Hart"], Verdict::Same),
            field("Born", &["3 May 2012"], &["3 May 2012"], Verdict::Same),
            field("NHS number", &["••• ••• 0018"], &[], Verdict::OnlyOne),
        ],
        explanation: explanation(),
        why_here: line(
            1,
            MatchQuestion::MayBeOne,
            "could join two children into one",
        )
        .why_here,
        needs_second: true,
        state: ReviewState::Open,
        earlier: Vec::new(),
        beside: vec![(handle(3), "M-00000003".to_owned())],
        why_you_may: "You decide whether two records are about the same person.".to_owned(),
        decision: "4713".to_owned(),
    }
}

pub(super) fn answered_question() -> ReviewView {
    ReviewView {
        state: ReviewState::Decided(MatchAnswer::NotSame),
        earlier: vec![EarlierAnswer {
            worker: "Sam Sample (RD-1)".to_owned(),
            at: "23 November 2026, 14:05".to_owned(),
            answer: MatchAnswer::NotSame,
            reason: MatchReason::Other,
            note: Some(text("the school rang")),
        }],
        beside: Vec::new(),
        ..question("Lena")
    }
}

pub(super) fn decided() -> Vec<DecidedLine> {
    let line = |number, answer, state| DecidedLine {
        handle: handle(10 + number),
        question: handle(number),
        reference: format!("M-0000000{number}"),
        kind: MatchQuestion::MayBeOne,
        answer,
        worker: "Sam Sample (RD-1)".to_owned(),
        at: "23 November 2026, 14:05".to_owned(),
        state,
    };
    let apart = Some((MatchAnswer::NotSame, MatchReason::BrotherOrSister));
    vec![
        line(1, apart, DecidedState::Stands),
        line(2, None, DecidedState::WaitsForSecond),
        line(
            3,
            Some((MatchAnswer::Same, MatchReason::NameOrSpelling)),
            DecidedState::Undone {
                worker: "Ada Example (RD-2)".to_owned(),
                at: "23 November 2026, 15:00".to_owned(),
            },
        ),
    ]
}

pub(super) fn figures() -> ReviewFigures {
    ReviewFigures {
        open: vec![(MatchQuestion::MayBeOne, 12)],
        waiting_for_second: 1,
        contradicting: 0,
        decided: vec![(MatchAnswer::Same, 3), (MatchAnswer::NotSame, 9)],
        undone: 1,
        agreement: ReviewerAgreement {
            questions: 4,
            kappa: None,
        },
    }
}
