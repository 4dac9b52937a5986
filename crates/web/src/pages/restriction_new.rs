//! A new restriction on the person whom the safeguarding desk has found.
//!
//! INVARIANT: the person's name and birth date stand above the form, so that nobody restricts
//! the wrong one, and nothing is set without a reason in words.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::store::Restricted;
use operations::{KeepError, RestrictionToSet};
use serde::Deserialize;
use vocabulary::{Date, RestrictionKind};

use super::restrictions::{in_words, mint};
use super::{Shown, form_again, ok_page};
use crate::components::{
    Button, Choice, DateField, DateInput, ErrorMessage, ErrorSummary, Fieldset, Hint, Label,
    Legend, Radios, SummaryError, Textarea,
};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// The form.
#[derive(Template)]
#[template(path = "pages/restriction_new.html")]
pub(crate) struct RestrictionNewPage {
    frame: Frame,
    summary: Option<ErrorSummary>,
    person: String,
    action: String,
    what: Radios,
    why: Textarea,
    order: Textarea,
    review: DateInput,
    button: Button,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewForm {
    what: String,
    why: String,
    order: String,
    #[serde(rename = "review-day")]
    day: String,
    #[serde(rename = "review-month")]
    month: String,
    #[serde(rename = "review-year")]
    year: String,
}

/// The field that is wrong, and what is wrong with it.
type Wrong = (&'static str, &'static str);

/// What can be set on one person alone, with what it does.
const KINDS: [(RestrictionKind, &str); 4] = [
    (
        RestrictionKind::Shield,
        "In danger from somebody: nothing that gives away where the person is, is shown to anybody.",
    ),
    (
        RestrictionKind::ProtectedPerson,
        "As if there were no such person, for everybody. New records are not kept.",
    ),
    (
        RestrictionKind::StaffRecord,
        "Works for the council, or is near to somebody who does: only for workers on the case.",
    ),
    (
        RestrictionKind::CourtOrder,
        "Whoever opens the record reads first what the order says.",
    ),
];

/// `GET /restrictions/new/{handle}`.
pub(crate) async fn ask(who: SignedIn, path: Path<String>) -> Shown {
    let page = page(&who, &path, &NewForm::default(), None).await?;
    Ok(ok_page(&page))
}

/// `POST /restrictions/new/{handle}`.
pub(crate) async fn set(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<NewForm>,
) -> Shown {
    let person = handle_in(&path)?;
    let wanted = match form.wanted(who.at.today()) {
        Ok(wanted) => wanted,
        Err(wrong) => return Ok(form_again(&page(&who, &path, &form, Some(wrong)).await?)),
    };
    let (mut mint, moment) = (mint(&who), (who.at, who.request_id.as_str()));
    let set = who
        .kith
        .set_restriction(&who.sitting, &person, &wanted, &mut mint, moment)
        .await;
    match set {
        Ok(answer) => {
            shown(answer)?;
            Ok(Redirect::to("/restrictions").into_response())
        }
        Err(error) => {
            let wrong = wrong(error)?;
            Ok(form_again(&page(&who, &path, &form, Some(wrong)).await?))
        }
    }
}

async fn page(
    who: &SignedIn,
    path: &Path<String>,
    said: &NewForm,
    wrong: Option<Wrong>,
) -> Result<RestrictionNewPage, Problem> {
    let handle = handle_in(path)?;
    let answer = who
        .kith
        .person_to_restrict(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let person = in_words(&shown(answer)?);
    let action = format!("/restrictions/new/{}", handle.as_str());
    let frame = who.frame_with_back("", "/find");
    Ok(RestrictionNewPage::new(
        frame,
        (person, action),
        said,
        wrong,
    ))
}

fn wrong(error: KeepError) -> Result<Wrong, Problem> {
    match error {
        KeepError::NoReason => Ok((
            "why",
            "Say why in at least 15 letters, so that the next officer understands it",
        )),
        KeepError::NoOrder => Ok(("order", "Write what the court order says")),
        KeepError::NoOtherPerson | KeepError::NotByHand => {
            Ok(("what", "Choose one of these restrictions"))
        }
        KeepError::NotNow => Ok(("what", "This was answered already: look at the list again")),
        KeepError::Operation(error) => Err(error.into()),
    }
}

impl NewForm {
    fn wanted(&self, today: Date) -> Result<RestrictionToSet, Wrong> {
        let kind = KINDS.iter().find(|(kind, _)| kind.code() == self.what);
        let (kind, _) = kind.ok_or(("what", "Choose which restriction"))?;
        Ok(RestrictionToSet {
            what: Restricted::Person(*kind),
            other: None,
            words: self.why.clone(),
            order: self.order.clone(),
            review_on: self.review_on(today)?,
        })
    }

    fn review_on(&self, today: Date) -> Result<Option<Date>, Wrong> {
        let parts = [&self.day, &self.month, &self.year].map(|part| part.trim());
        if parts.iter().all(|part| part.is_empty()) {
            return Ok(None);
        }
        let wrong = (
            "review-day",
            "The day to look at it again must be a real date in the future, such as 31 5 2027",
        );
        let [day, month, year] = parts;
        let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse()) else {
            return Err(wrong);
        };
        match Date::new(year, month, day) {
            Ok(date) if date > today => Ok(Some(date)),
            Ok(_) | Err(_) => Err(wrong),
        }
    }
}

impl RestrictionNewPage {
    pub(super) fn new(
        frame: Frame,
        (person, action): (String, String),
        said: &NewForm,
        wrong: Option<Wrong>,
    ) -> Self {
        let error = |field| {
            let here = wrong.filter(|(at, _)| *at == field);
            here.map(|(_, words)| ErrorMessage::new(words))
        };
        let choice = |(kind, does): (RestrictionKind, &str)| {
            Choice::with_hint(kind.code(), kind.label(), does)
        };
        Self {
            frame,
            summary: wrong.map(|(field, words)| {
                ErrorSummary::of(vec![SummaryError {
                    content: words.into(),
                    href: Some(format!("#{field}")),
                    ..SummaryError::default()
                }])
            }),
            person,
            action,
            what: Radios {
                name: "what".to_owned(),
                fieldset: Some(asking("Which restriction?")),
                error: error("what"),
                items: KINDS.map(choice).into(),
                value: Some(said.what.clone()),
                ..Radios::default()
            },
            why: Textarea {
                error: error("why"),
                ..text(
                    "why",
                    "Why?",
                    "At least 15 letters, so that the next officer understands it. Only the safeguarding desk reads it.",
                    &said.why,
                )
            },
            order: Textarea {
                error: error("order"),
                ..text(
                    "order",
                    "What does the court order say? (court order only)",
                    "Whoever opens the record reads these words. Leave it empty otherwise.",
                    &said.order,
                )
            },
            review: review(said, error("review-day")),
            button: Button::new("Set the restriction"),
        }
    }

    #[cfg(test)]
    pub(super) fn sample(frame: Frame, is_wrong: bool) -> Self {
        let person = "Marsh, Lena, born 14 March 1991".to_owned();
        let action = "/restrictions/new/00000000000000000000000000000001".to_owned();
        let wrong = is_wrong.then(|| wrong(KeepError::NoReason).expect("it is at a field"));
        Self::new(frame, (person, action), &NewForm::default(), wrong)
    }
}

fn review(said: &NewForm, error: Option<ErrorMessage>) -> DateInput {
    let parts = [
        ("day", &said.day),
        ("month", &said.month),
        ("year", &said.year),
    ];
    DateInput {
        name_prefix: Some("review".to_owned()),
        fields: parts
            .map(|(name, value)| DateField::new(name).with_value(value.clone()))
            .into(),
        error,
        hint: Some(Hint::new(
            "For example, 31 5 2027. On that day it stands first on the list. It does not end by itself.",
        )),
        ..DateInput::asking(
            "review",
            asking("When is it to be looked at again? (optional)"),
        )
    }
}

fn asking(question: &'static str) -> Fieldset {
    Fieldset {
        legend: Some(Legend {
            content: question.into(),
            classes: "govuk-fieldset__legend--m".into(),
            ..Legend::default()
        }),
        ..Fieldset::default()
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
