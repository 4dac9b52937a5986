//! A worker's recorded decision not to share: the form, and the list for the
//! information-governance lead.
//!
//! INVARIANT: the form says what it is for before it asks, and that sharing is often right.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::audit::NotSharedReason;
use operations::{GivenNotShared, NotSharedError, NotSharedLine};
use serde::Deserialize;

use super::{Shown, form_again, ok_page};
use crate::components::{
    Button, Choice, ErrorMessage, ErrorSummary, Fieldset, Hint, Label, Legend, Radios,
    SummaryError, Textarea,
};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// The form.
#[derive(Template)]
#[template(path = "pages/not_shared.html")]
pub(crate) struct NotSharedPage {
    frame: Frame,
    action: String,
    summary: Option<ErrorSummary>,
    asked: Textarea,
    reason: Radios,
    words: Textarea,
    button: Button,
}

/// The list.
#[derive(Template)]
#[template(path = "pages/not_shared_list.html")]
pub(crate) struct NotSharedListPage {
    frame: Frame,
    rows: Vec<NotSharedRow>,
}

struct NotSharedRow {
    href: String,
    name: String,
    asked: String,
    reason: &'static str,
    words: String,
    case: Option<String>,
    worker: String,
    at: String,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NotSharedForm {
    asked: String,
    reason: String,
    words: String,
}

/// The field that is wrong, and what is wrong with it.
pub(super) type Wrong = (&'static str, &'static str);

/// `GET /not-shared/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let (frame, action) = around(&who, handle.as_str());
    let form = NotSharedForm::default();
    Ok(ok_page(&NotSharedPage::new(frame, action, &form, None)))
}

/// `POST /not-shared/{handle}`.
pub(crate) async fn keep(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<NotSharedForm>,
) -> Shown {
    let handle = handle_in(&path)?;
    let moment = (who.at, who.request_id.as_str());
    let kept = who
        .kith
        .decide_not_to_share(&who.sitting, &handle, &form.given(), moment)
        .await;
    match kept {
        Ok(answer) => {
            shown(answer)?;
            Ok(Redirect::to("/my-looks").into_response())
        }
        Err(error) => {
            let wrong = wrong(error)?;
            let (frame, action) = around(&who, handle.as_str());
            let page = NotSharedPage::new(frame, action, &form, Some(wrong));
            Ok(form_again(&page))
        }
    }
}

/// `GET /not-shared`.
pub(crate) async fn list(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .see_not_shared(&who.sitting, who.at, &who.request_id)
        .await?;
    let frame = who.frame("/not-shared");
    Ok(ok_page(&NotSharedListPage::new(frame, shown(answer)?)))
}

fn around(who: &SignedIn, handle: &str) -> (Frame, String) {
    let back = format!("/family/{handle}");
    let frame = who.frame_with_back("", &back);
    (frame, format!("/not-shared/{handle}"))
}

fn wrong(error: NotSharedError) -> Result<Wrong, Problem> {
    match error {
        NotSharedError::NobodyAsked => Ok(("asked", "Say who asked, and for what")),
        NotSharedError::NoReason => Ok(("reason", "Choose why it was not shared")),
        NotSharedError::TooShort => {
            Ok(("words", "Say in at least 15 letters why it was not shared"))
        }
        NotSharedError::TooLong => Ok(("words", "Each answer must be 600 letters or fewer")),
        NotSharedError::Operation(error) => Err(error.into()),
    }
}

impl NotSharedForm {
    fn given(&self) -> GivenNotShared {
        GivenNotShared {
            asked: self.asked.clone(),
            reason: NotSharedReason::parse(&self.reason),
            words: self.words.clone(),
        }
    }
}

/// A question with room for an answer.
fn text(name: &str, label: &str, hint: &str, value: &str) -> Textarea {
    Textarea {
        name: name.to_owned(),
        label: Label {
            classes: "govuk-label--m".into(),
            ..Label::new(label)
        },
        hint: Some(Hint::new(hint)),
        value: value.to_owned(),
        rows: Some(3),
        ..Textarea::default()
    }
}

impl NotSharedPage {
    pub(super) fn new(
        frame: Frame,
        action: String,
        said: &NotSharedForm,
        wrong: Option<Wrong>,
    ) -> Self {
        let error = |field| {
            let here = wrong.filter(|(at, _)| *at == field);
            here.map(|(_, words)| ErrorMessage::new(words))
        };
        let fieldset = Fieldset {
            legend: Some(Legend {
                content: "Why do you not share it?".into(),
                classes: "govuk-fieldset__legend--m".into(),
                ..Legend::default()
            }),
            ..Fieldset::default()
        };
        Self {
            frame,
            action,
            summary: wrong.map(|(field, words)| {
                ErrorSummary::of(vec![SummaryError {
                    content: words.into(),
                    href: Some(format!("#{field}")),
                    ..SummaryError::default()
                }])
            }),
            asked: Textarea {
                error: error("asked"),
                ..text(
                    "asked",
                    "Who asked, and for what?",
                    "The organisation and the role are enough.",
                    &said.asked,
                )
            },
            reason: Radios {
                name: "reason".to_owned(),
                fieldset: Some(fieldset),
                error: error("reason"),
                items: NotSharedReason::ALL
                    .map(|reason| Choice::new(reason.code(), reason.label()))
                    .into(),
                value: Some(said.reason.clone()),
                ..Radios::default()
            },
            words: Textarea {
                error: error("words"),
                ..text(
                    "words",
                    "In your own words",
                    "What you weighed, and with whom you spoke.",
                    &said.words,
                )
            },
            button: Button::new("Keep the decision"),
        }
    }
}

impl NotSharedListPage {
    pub(super) fn new(frame: Frame, lines: Vec<NotSharedLine>) -> Self {
        let row = |line: NotSharedLine| {
            let (handle, name) = line.person;
            let name = name.map(|name| name.reveal().to_owned());
            NotSharedRow {
                href: format!("/looks/{}", handle.as_str()),
                name: name.unwrap_or_else(|| "somebody whose name is not shown".to_owned()),
                asked: line.asked.reveal().to_owned(),
                reason: line.reason.label(),
                words: line.words.reveal().to_owned(),
                case: line.case,
                worker: line.worker,
                at: line.at,
            }
        };
        Self {
            frame,
            rows: lines.into_iter().map(row).collect(),
        }
    }
}
