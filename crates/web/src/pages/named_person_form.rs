//! The form in which somebody is named: how near, the name, and what they are known by.
//!
//! INVARIANT: the form is sent as a body; what was typed never stands in an address.

use operations::{NameError, SaidPerson};
use serde::Deserialize;
use vocabulary::Closeness;

use crate::components::{
    Button, Choice, DateField, DateInput, ErrorMessage, ErrorSummary, Fieldset, Hint, Input, Label,
    Legend, Radios, SummaryError,
};

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NamedForm {
    pub(super) staff_id: String,
    closeness: String,
    given: String,
    family: String,
    #[serde(rename = "birth-day")]
    birth_day: String,
    #[serde(rename = "birth-month")]
    birth_month: String,
    #[serde(rename = "birth-year")]
    birth_year: String,
    nhs_number: String,
}

/// The fields of the form.
pub(super) struct NamedFields {
    pub(super) closeness: Radios,
    pub(super) given: Input,
    pub(super) family: Input,
    pub(super) birth: DateInput,
    pub(super) nhs_number: Input,
    pub(super) button: Button,
}

/// The field at which something is wrong, and what.
#[derive(Clone, Copy)]
pub(super) struct WrongName {
    pub(super) field: &'static str,
    pub(super) words: &'static str,
}

impl NamedForm {
    pub(super) fn said(&self) -> SaidPerson {
        SaidPerson {
            closeness: Closeness::parse(&self.closeness),
            given: self.given.clone(),
            family: self.family.clone(),
            birth_day: self.birth_day.clone(),
            birth_month: self.birth_month.clone(),
            birth_year: self.birth_year.clone(),
            nhs_number: self.nhs_number.clone(),
        }
    }
}

impl WrongName {
    /// What to say at which field; nothing for an error that is not the form's.
    pub(super) fn of(error: &NameError) -> Option<Self> {
        let (field, words) = match error {
            NameError::NoCloseness => ("closeness", "Choose how you know this person"),
            NameError::NoName => ("given", "Enter a given name and a family name"),
            NameError::NothingToKnowThemBy => (
                "birth",
                "Enter a birth date, or an NHS number if you know it",
            ),
            NameError::NotADate => (
                "birth",
                "Birth date must be a real date in the past, such as 13 12 1984",
            ),
            NameError::NotAnNhsNumber => (
                "nhs_number",
                "NHS number must have 10 digits; check each one",
            ),
            NameError::NamedOneselfAlready => (
                "closeness",
                "You have named yourself already; if it was wrong, ask for it to be taken off first",
            ),
            NameError::NoSuchWorker => (
                "staff_id",
                "Enter the staff number of somebody who works here",
            ),
            NameError::Operation(_) => return None,
        };
        Some(Self { field, words })
    }

    /// The summary at the top of the page.
    pub(super) fn summary(self) -> ErrorSummary {
        let anchor = match self.field {
            "birth" => "#birth-day".to_owned(),
            field => format!("#{field}"),
        };
        ErrorSummary::of(vec![SummaryError {
            content: self.words.into(),
            href: Some(anchor),
            ..SummaryError::default()
        }])
    }

    pub(super) fn at(wrong: Option<Self>, field: &str) -> Option<ErrorMessage> {
        wrong
            .filter(|wrong| wrong.field == field)
            .map(|wrong| ErrorMessage::new(wrong.words))
    }
}

impl NamedFields {
    pub(super) fn new(said: &NamedForm, question: &str, wrong: Option<WrongName>) -> Self {
        let text = |name: &str, words: &str, value: &String| Input {
            name: name.to_owned(),
            label: Label::new(words),
            error: WrongName::at(wrong, name),
            value: Some(value.clone()),
            autocomplete: Some("off"),
            spellcheck: Some(false),
            classes: "govuk-input--width-20".into(),
            ..Input::default()
        };
        Self {
            closeness: Radios {
                name: "closeness".to_owned(),
                fieldset: Some(legend(question)),
                error: WrongName::at(wrong, "closeness"),
                items: Closeness::ALL
                    .map(|one| Choice::new(one.code(), one.label()))
                    .into(),
                value: Some(said.closeness.clone()),
                classes: "govuk-radios--small".into(),
                ..Radios::default()
            },
            given: text("given", "Given name", &said.given),
            family: text("family", "Family name", &said.family),
            birth: birth(said, wrong),
            nhs_number: Input {
                hint: Some(Hint::new("Only if you know it; a birth date is enough.")),
                inputmode: Some("numeric"),
                ..text("nhs_number", "NHS number (optional)", &said.nhs_number)
            },
            button: Button::new("Add to the list"),
        }
    }
}

fn birth(said: &NamedForm, wrong: Option<WrongName>) -> DateInput {
    let parts = [
        ("day", &said.birth_day),
        ("month", &said.birth_month),
        ("year", &said.birth_year),
    ];
    DateInput {
        name_prefix: Some("birth".to_owned()),
        fields: parts
            .map(|(name, value)| DateField::new(name).with_value(value.clone()))
            .into(),
        error: WrongName::at(wrong, "birth"),
        hint: Some(Hint::new("For example, 13 12 1984")),
        ..DateInput::asking("birth", legend("Birth date"))
    }
}

fn legend(words: &str) -> Fieldset {
    Fieldset {
        legend: Some(Legend {
            content: words.into(),
            classes: "govuk-fieldset__legend--s".into(),
            ..Legend::default()
        }),
        ..Fieldset::default()
    }
}

#[cfg(test)]
impl NamedForm {
    /// What a worker has typed, for the pages as shown.
    pub(super) fn of(closeness: &str, given: &str, family: &str) -> Self {
        Self {
            closeness: closeness.to_owned(),
            given: given.to_owned(),
            family: family.to_owned(),
            ..Self::default()
        }
    }
}
