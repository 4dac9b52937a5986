//! Whom workers know, for the information-governance lead: what waits for an answer first.
//!
//! INVARIANT: the page says whom workers have named, never whom on record that was found to be.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::{NameError, NamedForWorker, NamedLine, NamedState, WithdrawalAnswered};
use serde::Deserialize;

use super::named_person_form::{NamedFields, NamedForm, WrongName};
use super::people_you_know::NamedRow;
use super::{Shown, form_again, ok_page};
use crate::components::{ErrorSummary, Input, Label};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/named_people.html")]
pub(crate) struct NamedPeoplePage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    rows: Vec<NamedRow>,
    staff_id: Input,
    fields: NamedFields,
}

/// The answer to a request to take somebody off.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    answer: String,
}

/// `GET /named-people`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    Ok(ok_page(&page(&who, &NamedForm::default(), None).await?))
}

/// `POST /named-people`.
pub(crate) async fn name(who: SignedIn, SentForm(form): SentForm<NamedForm>) -> Shown {
    let named = NamedForWorker {
        staff_id: form.staff_id.clone(),
        said: form.said(),
    };
    let moment = (who.at, who.request_id.as_str());
    match who.kith.name_for_worker(&who.sitting, &named, moment).await {
        Ok(answer) => {
            shown(answer)?;
            Ok(Redirect::to("/named-people").into_response())
        }
        Err(error) => match WrongName::of(&error) {
            Some(wrong) => Ok(form_again(&page(&who, &form, Some(wrong)).await?)),
            None => Err(problem(error)),
        },
    }
}

/// `POST /named-people/{handle}/answer`.
pub(crate) async fn answer(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<AnswerForm>,
) -> Shown {
    let handle = handle_in(&path)?;
    let is_agreed = match form.answer.as_str() {
        "agree" => true,
        "keep" => false,
        _ => return Err(Problem::Unreadable),
    };
    let moment = (who.at, who.request_id.as_str());
    let answered = who
        .kith
        .answer_withdrawal(&who.sitting, &handle, is_agreed, moment)
        .await?;
    match shown(answered)? {
        WithdrawalAnswered::Kept => Ok(Redirect::to("/named-people").into_response()),
        WithdrawalAnswered::NeedsSomebodyElse => {
            let wrong = WrongName {
                field: "",
                words: "You cannot answer your own request; another information-governance lead has to",
            };
            let form = NamedForm::default();
            Ok(form_again(&page(&who, &form, Some(wrong)).await?))
        }
    }
}

/// What went wrong beside the form.
pub(super) fn problem(error: NameError) -> Problem {
    match error {
        NameError::Operation(error) => error.into(),
        NameError::NoCloseness
        | NameError::NoName
        | NameError::NothingToKnowThemBy
        | NameError::NotADate
        | NameError::NotAnNhsNumber
        | NameError::NamedOneselfAlready
        | NameError::NoSuchWorker => Problem::Unreadable,
    }
}

async fn page(
    who: &SignedIn,
    said: &NamedForm,
    wrong: Option<WrongName>,
) -> Result<NamedPeoplePage, Problem> {
    let answer = who
        .kith
        .named_people(&who.sitting, who.at, &who.request_id)
        .await?;
    let frame = who.frame("/named-people");
    Ok(NamedPeoplePage::new(frame, shown(answer)?, said, wrong))
}

impl NamedPeoplePage {
    pub(super) fn new(
        frame: Frame,
        lines: Vec<NamedLine>,
        said: &NamedForm,
        wrong: Option<WrongName>,
    ) -> Self {
        Self {
            frame,
            errors: wrong.map(WrongName::summary),
            rows: lines.into_iter().map(row).collect(),
            staff_id: Input {
                name: "staff_id".to_owned(),
                label: Label::new("Staff number of the worker"),
                error: WrongName::at(wrong, "staff_id"),
                value: Some(said.staff_id.clone()),
                autocomplete: Some("off"),
                spellcheck: Some(false),
                classes: "govuk-input--width-20".into(),
                ..Input::default()
            },
            fields: NamedFields::new(said, "How does the worker know this person?", wrong),
        }
    }
}

fn row(line: NamedLine) -> NamedRow {
    let waits = matches!(line.state, NamedState::WithdrawalWaits { .. });
    let action = format!("/named-people/{}/answer", line.handle.as_str());
    NamedRow {
        action: waits.then_some(action),
        ..NamedRow::of(line)
    }
}
