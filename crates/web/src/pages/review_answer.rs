//! The answer to a question of the records desk: the form, the check before it is kept, keeping it.
//!
//! INVARIANT: an answer is kept only after the worker has seen it once more and confirmed it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::{CheckedAnswer, DecideError, GivenAnswer};
use serde::Deserialize;
use vocabulary::{MatchAnswer, MatchReason};

use super::{Shown, form_again, ok_page, review_question};
use crate::components::{
    Button, Choice, ErrorMessage, ErrorSummary, Fieldset, Hint, Label, Legend, Radios,
    SummaryError, SummaryList, SummaryRow, Textarea,
};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    answer: String,
    reason: String,
    note: String,
}

/// The field that is wrong, and what is wrong with it.
#[derive(Clone, Copy)]
pub(super) struct Wrong {
    pub(super) field: &'static str,
    pub(super) words: &'static str,
}

/// The fields of the form.
pub(super) struct AnswerFields {
    pub(super) answer: Radios,
    pub(super) reason: Radios,
    pub(super) note: Textarea,
    pub(super) button: Button,
}

/// The answer once more, before it is kept.
#[derive(Template)]
#[template(path = "pages/review_answer.html")]
pub(crate) struct ReviewAnswerPage {
    frame: Frame,
    summary: SummaryList,
    said: AnswerForm,
    action: String,
    button: Button,
    change: String,
}

/// `POST /review/{handle}/check`.
pub(crate) async fn check(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<AnswerForm>,
) -> Shown {
    let handle = handle_in(&path)?;
    let reference = who
        .kith
        .question_reference(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let reference = shown(reference)?;
    match form.given().check() {
        Ok(checked) => {
            let back = format!("/review/{}", handle.as_str());
            let frame = who.frame_with_back("/review", &back);
            let page = ReviewAnswerPage::new(frame, &reference, &checked, form, back);
            Ok(ok_page(&page))
        }
        Err(error) => again(&who, &path, &form, error).await,
    }
}

/// `POST /review/{handle}`.
pub(crate) async fn keep(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<AnswerForm>,
) -> Shown {
    let handle = handle_in(&path)?;
    let moment = (who.at, who.request_id.as_str());
    let decided = who
        .kith
        .decide_match(&who.sitting, &handle, &form.given(), moment)
        .await;
    match decided {
        Ok(answer) => {
            shown(answer)?;
            Ok(Redirect::to("/review/decided").into_response())
        }
        Err(error) => again(&who, &path, &form, error).await,
    }
}

/// The question once more, with what is wrong.
async fn again(
    who: &SignedIn,
    path: &Path<String>,
    form: &AnswerForm,
    error: DecideError,
) -> Shown {
    let wrong = wrong(error)?;
    let page = review_question::opened(who, path, form, Some(wrong)).await?;
    Ok(form_again(&page))
}

fn wrong(error: DecideError) -> Result<Wrong, Problem> {
    let at = |field, words| Ok(Wrong { field, words });
    match error {
        DecideError::NoAnswer => at("answer", "Choose whether they are the same person"),
        DecideError::NoReason => at("reason", "Choose the reason for your answer"),
        DecideError::ReasonDoesNotFit => at("reason", "Choose a reason that fits your answer"),
        DecideError::NoteMissing => at("note", "Say in a few words what the reason is"),
        DecideError::NoteTooLong => at("note", "The note must be 300 letters or fewer"),
        DecideError::NeedsAnotherWorker => at(
            "",
            "You have answered this already; a different worker has to answer too",
        ),
        DecideError::AnsweredAlready => at(
            "",
            "This question has been answered; undo the answer first to change it",
        ),
        DecideError::Operation(error) => Err(error.into()),
    }
}

impl Wrong {
    pub(super) fn summary(self) -> ErrorSummary {
        ErrorSummary::of(vec![SummaryError {
            content: self.words.into(),
            href: (!self.field.is_empty()).then(|| format!("#{}", self.field)),
            ..SummaryError::default()
        }])
    }
}

impl AnswerForm {
    fn given(&self) -> GivenAnswer {
        GivenAnswer {
            answer: MatchAnswer::parse(&self.answer),
            reason: MatchReason::parse(&self.reason),
            note: self.note.clone(),
        }
    }
}

impl AnswerFields {
    pub(super) fn new(said: &AnswerForm, wrong: Option<Wrong>) -> Self {
        let error = |field| {
            wrong
                .filter(|wrong| wrong.field == field)
                .map(|wrong| ErrorMessage::new(wrong.words))
        };
        Self {
            answer: Radios {
                name: "answer".to_owned(),
                fieldset: Some(question("Are the two records about the same person?")),
                error: error("answer"),
                items: MatchAnswer::ALL
                    .map(|answer| Choice::new(answer.code(), answer.label()))
                    .into(),
                value: Some(said.answer.clone()),
                ..Radios::default()
            },
            reason: Radios {
                name: "reason".to_owned(),
                fieldset: Some(question("Why do you answer so?")),
                error: error("reason"),
                items: MatchReason::ALL.map(reason).into(),
                value: Some(said.reason.clone()),
                classes: "govuk-radios--small".into(),
                ..Radios::default()
            },
            note: Textarea {
                name: "note".to_owned(),
                label: Label {
                    classes: "govuk-label--s".into(),
                    ..Label::new("What else should be known? (optional)")
                },
                hint: Some(Hint::new(
                    "Needed for “something else”. Up to 300 letters; no name or address is needed.",
                )),
                error: error("note"),
                value: said.note.clone(),
                rows: Some(3),
                ..Textarea::default()
            },
            button: Button::new("Continue"),
        }
    }
}

/// A reason with the answers that it can stand behind.
fn reason(reason: MatchReason) -> Choice {
    let fitting = MatchAnswer::ALL.into_iter().filter(|one| reason.fits(*one));
    let labels: Vec<String> = fitting.map(|one| one.label().to_lowercase()).collect();
    Choice::with_hint(
        reason.code(),
        reason.label(),
        format!("For: {}", labels.join(", ")),
    )
}

fn question(words: &str) -> Fieldset {
    Fieldset {
        legend: Some(Legend {
            content: words.into(),
            classes: "govuk-fieldset__legend--m".into(),
            ..Legend::default()
        }),
        ..Fieldset::default()
    }
}

impl ReviewAnswerPage {
    pub(super) fn new(
        frame: Frame,
        reference: &str,
        checked: &CheckedAnswer,
        said: AnswerForm,
        question: String,
    ) -> Self {
        let note = checked.note.as_ref();
        let rows = [
            ("Question", reference.to_owned()),
            ("Answer", checked.answer.label().to_owned()),
            ("Reason", checked.reason.label().to_owned()),
            (
                "Note",
                note.map_or_else(|| "none".to_owned(), |note| note.reveal().to_owned()),
            ),
        ];
        let row = |(key, value): (&str, String)| SummaryRow::new(key, value.as_str());
        Self {
            frame,
            summary: SummaryList {
                rows: rows.into_iter().map(row).collect(),
                ..SummaryList::default()
            },
            said,
            action: question.clone(),
            button: Button::new("Confirm and keep"),
            change: question,
        }
    }
}

#[cfg(test)]
impl AnswerForm {
    /// What a worker has chosen and typed, for the pages as shown.
    pub(super) fn of(answer: &str, reason: &str, note: &str) -> Self {
        Self {
            answer: answer.to_owned(),
            reason: reason.to_owned(),
            note: note.to_owned(),
        }
    }

    /// The answer with its parts held against each other.
    pub(super) fn checked(&self) -> CheckedAnswer {
        self.given().check().expect("a whole answer")
    }
}
