//! The flags about look-ups, for the information-governance lead: what waits, and what came of
//! each.
//!
//! INVARIANT: every flag stands with its question and what recorded facts say; the page never
//! says that somebody did wrong.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::audit::flags::FlagOutcome;
use operations::{FlagLine, FlagReviewError, FlagsView, GivenFlagReview};
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

/// The list.
#[derive(Template)]
#[template(path = "pages/flags.html")]
pub(crate) struct FlagsPage {
    frame: Frame,
    waiting: Vec<FlagRow>,
    reviewed: Vec<FlagRow>,
    watched: usize,
    watched_from: Option<String>,
}

/// One flag with its form.
#[derive(Template)]
#[template(path = "pages/flag.html")]
pub(crate) struct FlagPage {
    frame: Frame,
    row: FlagRow,
    summary: Option<ErrorSummary>,
    outcome: Radios,
    reason: Textarea,
    button: Button,
}

struct FlagRow {
    href: String,
    code: &'static str,
    label: &'static str,
    question: &'static str,
    class: &'static str,
    worker: String,
    on_behalf_of: Option<String>,
    at: String,
    person: Option<(String, String)>,
    fact: String,
    entries: usize,
    seq: u64,
    due: String,
    is_late: bool,
    review: Option<ReviewRow>,
}

/// What came of it.
struct ReviewRow {
    outcome: &'static str,
    reason: String,
    worker: String,
    at: String,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FlagForm {
    outcome: String,
    reason: String,
}

/// `GET /flags`.
pub(crate) async fn list(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .see_flags(&who.sitting, who.at, &who.request_id)
        .await?;
    Ok(ok_page(&FlagsPage::new(
        who.frame("/flags"),
        shown(answer)?,
    )))
}

/// `GET /flags/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let row = one(&who, &path).await?;
    let frame = who.frame_with_back("/flags", "/flags");
    let form = FlagForm::default();
    Ok(ok_page(&FlagPage::new(frame, row, &form, None)))
}

/// `POST /flags/{handle}`.
pub(crate) async fn review(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<FlagForm>,
) -> Shown {
    let handle = handle_in(&path)?;
    let moment = (who.at, who.request_id.as_str());
    let kept = who
        .kith
        .review_flag(&who.sitting, &handle, &form.given(), moment)
        .await;
    let error = match kept {
        Ok(answer) => {
            shown(answer)?;
            return Ok(Redirect::to("/flags").into_response());
        }
        Err(error) => error,
    };
    let wrong = wrong(error)?;
    let row = one(&who, &path).await?;
    let frame = who.frame_with_back("/flags", "/flags");
    Ok(form_again(&FlagPage::new(frame, row, &form, Some(wrong))))
}

async fn one(who: &SignedIn, path: &Path<String>) -> Result<FlagRow, Problem> {
    let handle = handle_in(path)?;
    let answer = who
        .kith
        .see_flags(&who.sitting, who.at, &who.request_id)
        .await?;
    let view = shown(answer)?;
    let mut all = view.waiting.into_iter().chain(view.reviewed);
    let line = all.find(|line| line.handle == handle);
    line.map(FlagRow::new).ok_or(Problem::NotFound)
}

/// The field that is wrong, and what is wrong with it.
type Wrong = (&'static str, &'static str);

fn wrong(error: FlagReviewError) -> Result<Wrong, Problem> {
    match error {
        FlagReviewError::NoOutcome => Ok(("outcome", "Choose what came of the flag")),
        FlagReviewError::ReasonTooShort => Ok((
            "reason",
            "Say in at least 15 letters what was asked and answered",
        )),
        FlagReviewError::ReasonTooLong => Ok(("reason", "The reason must be 600 letters or fewer")),
        FlagReviewError::OwnFlag => Ok((
            "outcome",
            "A flag about your own look is reviewed by somebody else",
        )),
        FlagReviewError::Operation(error) => Err(error.into()),
    }
}

impl FlagForm {
    pub(crate) fn given(&self) -> GivenFlagReview {
        GivenFlagReview {
            outcome: FlagOutcome::parse(&self.outcome),
            reason: self.reason.clone(),
        }
    }
}

impl FlagsPage {
    pub(super) fn new(frame: Frame, view: FlagsView) -> Self {
        Self {
            frame,
            waiting: view.waiting.into_iter().map(FlagRow::new).collect(),
            reviewed: view.reviewed.into_iter().map(FlagRow::new).collect(),
            watched: view.watched,
            watched_from: view.watched_from,
        }
    }
}

impl FlagPage {
    fn new(frame: Frame, row: FlagRow, said: &FlagForm, wrong: Option<Wrong>) -> Self {
        let error = |field| {
            let here = wrong.filter(|(at, _)| *at == field);
            here.map(|(_, words)| ErrorMessage::new(words))
        };
        let fieldset = Fieldset {
            legend: Some(Legend {
                content: "What came of it?".into(),
                classes: "govuk-fieldset__legend--m".into(),
                ..Legend::default()
            }),
            ..Fieldset::default()
        };
        Self {
            frame,
            row,
            summary: wrong.map(|(field, words)| {
                ErrorSummary::of(vec![SummaryError {
                    content: words.into(),
                    href: Some(format!("#{field}")),
                    ..SummaryError::default()
                }])
            }),
            outcome: Radios {
                name: "outcome".to_owned(),
                fieldset: Some(fieldset),
                error: error("outcome"),
                items: FlagOutcome::ALL
                    .map(|outcome| Choice::new(outcome.code(), outcome.label()))
                    .into(),
                value: Some(said.outcome.clone()),
                ..Radios::default()
            },
            reason: Textarea {
                name: "reason".to_owned(),
                label: Label {
                    classes: "govuk-label--s".into(),
                    ..Label::new("What was asked, and what was answered?")
                },
                hint: Some(Hint::new(
                    "Kept with your name. No name of a family is needed.",
                )),
                error: error("reason"),
                value: said.reason.clone(),
                rows: Some(4),
                ..Textarea::default()
            },
            button: Button::new("Keep"),
        }
    }

    #[cfg(test)]
    pub(super) fn sample(frame: Frame, line: FlagLine, is_wrong: bool) -> Self {
        let wrong = is_wrong.then_some(("outcome", "Choose what came of the flag"));
        Self::new(frame, FlagRow::new(line), &FlagForm::default(), wrong)
    }
}

impl FlagRow {
    fn new(line: FlagLine) -> Self {
        let review = line.outcome.map(|review| ReviewRow {
            outcome: review.outcome.label(),
            reason: review.reason.reveal().to_owned(),
            worker: review.worker,
            at: review.at,
        });
        Self {
            href: format!("/flags/{}", line.handle.as_str()),
            code: line.flag.code(),
            label: line.flag.label(),
            question: line.flag.question(),
            class: line.flag.class().label(),
            worker: line.worker,
            on_behalf_of: line.on_behalf_of,
            at: line.at,
            person: line.person.map(|(handle, name)| {
                let name = name.map(|name| name.reveal().to_owned());
                let words = name.unwrap_or_else(|| "somebody whose name is not shown".to_owned());
                (format!("/looks/{}", handle.as_str()), words)
            }),
            fact: line.fact,
            entries: line.entries.0,
            seq: line.entries.1,
            due: line.due,
            is_late: line.is_late,
            review,
        }
    }
}
