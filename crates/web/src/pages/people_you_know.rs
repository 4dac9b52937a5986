//! People you know: a worker says who they are and whom they must not look up.
//!
//! INVARIANT: the page never says whether anybody on record was found to be one of them.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::{NamedLine, NamedState};

use super::named_person_form::{NamedFields, NamedForm, WrongName};
use super::{Shown, form_again, ok_page};
use crate::components::ErrorSummary;
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/people_you_know.html")]
pub(crate) struct PeopleYouKnowPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    rows: Vec<NamedRow>,
    has_named_oneself: bool,
    fields: NamedFields,
}

/// One named person.
pub(super) struct NamedRow {
    pub(super) worker: String,
    pub(super) name: String,
    pub(super) known_by: String,
    pub(super) closeness: &'static str,
    pub(super) said: String,
    pub(super) state: String,
    /// Where to ask that they be taken off, or to answer that.
    pub(super) action: Option<String>,
}

/// `GET /people-you-know`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    Ok(ok_page(&page(&who, &NamedForm::default(), None).await?))
}

/// `POST /people-you-know`.
pub(crate) async fn name(who: SignedIn, SentForm(form): SentForm<NamedForm>) -> Shown {
    let moment = (who.at, who.request_id.as_str());
    match who
        .kith
        .name_person(&who.sitting, &form.said(), moment)
        .await
    {
        Ok(answer) => {
            shown(answer)?;
            Ok(Redirect::to("/people-you-know").into_response())
        }
        Err(error) => match WrongName::of(&error) {
            Some(wrong) => Ok(form_again(&page(&who, &form, Some(wrong)).await?)),
            None => Err(super::named_people::problem(error)),
        },
    }
}

/// `POST /people-you-know/{handle}/take-off`.
pub(crate) async fn take_off(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .ask_to_take_off(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    shown(answer)?;
    Ok(Redirect::to("/people-you-know").into_response())
}

async fn page(
    who: &SignedIn,
    said: &NamedForm,
    wrong: Option<WrongName>,
) -> Result<PeopleYouKnowPage, Problem> {
    let answer = who
        .kith
        .people_you_know(&who.sitting, who.at, &who.request_id)
        .await?;
    let frame = who.frame("/people-you-know");
    Ok(PeopleYouKnowPage::new(frame, shown(answer)?, said, wrong))
}

impl PeopleYouKnowPage {
    pub(super) fn new(
        frame: Frame,
        lines: Vec<NamedLine>,
        said: &NamedForm,
        wrong: Option<WrongName>,
    ) -> Self {
        let is_oneself = |line: &NamedLine| {
            let is_off = matches!(line.state, NamedState::Withdrawn { .. });
            line.closeness == vocabulary::Closeness::Oneself && !is_off
        };
        Self {
            has_named_oneself: lines.iter().any(is_oneself),
            frame,
            errors: wrong.map(WrongName::summary),
            rows: lines.into_iter().map(row).collect(),
            fields: NamedFields::new(said, "How do you know this person?", wrong),
        }
    }
}

fn row(line: NamedLine) -> NamedRow {
    let can_ask = matches!(
        line.state,
        NamedState::Stands | NamedState::WithdrawalRefused { .. }
    );
    let action = format!("/people-you-know/{}/take-off", line.handle.as_str());
    NamedRow {
        action: can_ask.then_some(action),
        ..NamedRow::of(line)
    }
}

impl NamedRow {
    pub(super) fn of(line: NamedLine) -> Self {
        let number = line.nhs_number.as_ref();
        let known_by = [
            line.birth
                .as_ref()
                .map(|birth| format!("born {}", birth.reveal())),
            number.map(|number| format!("NHS number {}", number.reveal())),
        ];
        Self {
            worker: line.worker,
            name: line.name.reveal().to_owned(),
            known_by: known_by
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
            closeness: line.closeness.label(),
            said: line.said,
            state: state_in_words(&line.state),
            action: None,
        }
    }
}

fn state_in_words(state: &NamedState) -> String {
    match state {
        NamedState::Stands => "On the list".to_owned(),
        NamedState::WithdrawalWaits { at } => {
            format!("On the list; asked on {at} to be taken off, which waits for an answer")
        }
        NamedState::WithdrawalRefused { at } => {
            format!("On the list; taking off was not agreed on {at}")
        }
        NamedState::Withdrawn { at } => format!("Taken off on {at}"),
    }
}
