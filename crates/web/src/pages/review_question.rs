//! Two records side by side, what differs, how the evidence adds up, and the question.
//!
//! INVARIANT: the form is there only for a worker who can answer now; who answers second is not
//! told the first answer.

use askama::Template;
use axum::extract::Path;
use operations::{
    BridgeEnd, ComparedField, EarlierAnswer, OtherRecord, PersonBridge, ReviewSide, ReviewState,
    ReviewView, Verdict,
};
use vocabulary::PersonalText;

use super::review_answer::{AnswerFields, AnswerForm, Wrong};
use super::review_waterfall::Waterfall;
use super::{Shown, ok_page};
use crate::components::{ErrorSummary, Html};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/review_question.html")]
pub(crate) struct ReviewQuestionPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    reference: String,
    asks: &'static str,
    is_clash: bool,
    sides: [SideShown; 2],
    fields: Vec<FieldRow>,
    sentence: String,
    waterfall: Html,
    why_here: Vec<String>,
    needs_second: bool,
    state: String,
    form: Option<AnswerFields>,
    action: String,
    earlier: Vec<EarlierRow>,
    beside: Vec<(String, String)>,
    why_you_may: String,
    decision: String,
}

struct SideShown {
    source: String,
    key: String,
    others: Vec<String>,
    bridge: Option<BridgeShown>,
}

struct BridgeShown {
    words: String,
    pair: [String; 2],
}

struct FieldRow {
    label: &'static str,
    values: [Vec<String>; 2],
    verdict: &'static str,
    differs: bool,
}

struct EarlierRow {
    worker: String,
    at: String,
    answer: &'static str,
    reason: &'static str,
    note: Option<String>,
}

/// `GET /review/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let page = opened(&who, &path, &AnswerForm::default(), None).await?;
    Ok(ok_page(&page))
}

/// The page with what was typed so far; it is read, and recorded, anew.
pub(super) async fn opened(
    who: &SignedIn,
    path: &Path<String>,
    said: &AnswerForm,
    wrong: Option<Wrong>,
) -> Result<ReviewQuestionPage, Problem> {
    let handle = handle_in(path)?;
    let answer = who
        .kith
        .review_question(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let view = shown(answer)?;
    let frame = who.frame_with_back("/review", "/review");
    let action = format!("/review/{}/check", handle.as_str());
    Ok(ReviewQuestionPage::new(frame, view, action, said, wrong))
}

impl ReviewQuestionPage {
    pub(super) fn new(
        frame: Frame,
        view: ReviewView,
        action: String,
        said: &AnswerForm,
        wrong: Option<Wrong>,
    ) -> Self {
        let can_answer = matches!(view.state, ReviewState::Open | ReviewState::OpenForSecond);
        let beside = view.beside.into_iter();
        Self {
            frame,
            errors: wrong.map(Wrong::summary),
            reference: view.reference,
            asks: view.kind.label(),
            is_clash: view.kind.is_clash(),
            sides: view.sides.map(side),
            fields: view.fields.into_iter().map(field).collect(),
            waterfall: Html::of(&Waterfall::new(&view.explanation)),
            sentence: view.explanation.sentence,
            why_here: view.why_here,
            needs_second: view.needs_second,
            state: in_words(view.state),
            form: can_answer.then(|| AnswerFields::new(said, wrong)),
            action,
            earlier: view.earlier.into_iter().map(earlier).collect(),
            beside: beside
                .map(|(handle, words)| (format!("/review/{}", handle.as_str()), words))
                .collect(),
            why_you_may: view.why_you_may,
            decision: view.decision,
        }
    }
}

fn in_words(state: ReviewState) -> String {
    match state {
        ReviewState::Open => String::new(),
        ReviewState::OpenForSecond => {
            "Another worker has answered. You answer without knowing what, so that your answer is \
             your own."
                .to_owned()
        }
        ReviewState::YouAnswered => {
            "You have answered. A different worker has to answer too before it counts.".to_owned()
        }
        ReviewState::Contradicting => {
            "Two workers answered differently, so nothing changes. Speak together; then one of \
             you undoes their answer."
                .to_owned()
        }
        ReviewState::Decided(answer) => format!(
            "Decided: {}. To change it, undo the answer first.",
            answer.label().to_lowercase()
        ),
    }
}

fn side(side: ReviewSide) -> SideShown {
    let other = |other: OtherRecord| {
        let says = |part: Option<PersonalText>, without: &str| {
            part.map_or_else(|| without.to_owned(), |part| part.reveal().to_owned())
        };
        format!(
            "{}, born {} ({}, number {})",
            says(other.name, "no name"),
            says(other.birth, "on a day not recorded"),
            other.source_name,
            other.key.reveal()
        )
    };
    SideShown {
        source: side.source_name,
        key: side.key.reveal().to_owned(),
        others: side.others.into_iter().map(other).collect(),
        bridge: side.bridge.map(bridge),
    }
}

fn bridge(bridge: PersonBridge) -> BridgeShown {
    let end = |end: BridgeEnd| format!("{}, number {}", end.source_name, end.key.reveal());
    BridgeShown {
        words: bridge.words,
        pair: bridge.pair.map(end),
    }
}

fn field(field: ComparedField) -> FieldRow {
    let shown = |values: Vec<PersonalText>| {
        let values = values.iter().map(|value| value.reveal().to_owned());
        values.collect::<Vec<_>>()
    };
    FieldRow {
        label: field.label,
        values: field.values.map(shown),
        verdict: field.verdict.label(),
        differs: matches!(field.verdict, Verdict::Differs | Verdict::Partly),
    }
}

fn earlier(answer: EarlierAnswer) -> EarlierRow {
    EarlierRow {
        worker: answer.worker,
        at: answer.at,
        answer: answer.answer.label(),
        reason: answer.reason.label(),
        note: answer.note.map(|note| note.reveal().to_owned()),
    }
}
