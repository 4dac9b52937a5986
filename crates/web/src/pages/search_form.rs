//! The search form, on the page that asks and again on the page that answers.
//!
//! Family name first, then what people are most likely to know; everything else under "more".
//! INVARIANT: the form is sent as a body, so that no search word ever stands in an address.

use askama::Template;
use operations::{FindError, FindTerms};
use serde::Deserialize;

use crate::components::{
    Button, DateField, DateInput, ErrorMessage, ErrorSummary, Fieldset, Hint, Input, Label, Legend,
    SummaryError,
};

/// The form with its fields.
#[derive(Template)]
#[template(path = "pages/search_form.html")]
pub(crate) struct SearchForm {
    family: Input,
    given: Input,
    birth: DateInput,
    about_age: Input,
    more: Vec<Input>,
    is_more_open: bool,
    button: Button,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SentTerms {
    family: String,
    given: String,
    #[serde(rename = "birth-day")]
    birth_day: String,
    #[serde(rename = "birth-month")]
    birth_month: String,
    #[serde(rename = "birth-year")]
    birth_year: String,
    about_age: String,
    address: String,
    postcode: String,
    telephone: String,
    case_number: String,
    nhs_number: String,
    upn: String,
}

/// The field at which something is wrong, and what.
#[derive(Clone, Copy)]
pub(crate) struct WrongTerm {
    field: &'static str,
    anchor: &'static str,
    words: &'static str,
}

impl From<SentTerms> for FindTerms {
    fn from(sent: SentTerms) -> Self {
        Self {
            family: sent.family,
            given: sent.given,
            birth_day: sent.birth_day,
            birth_month: sent.birth_month,
            birth_year: sent.birth_year,
            about_age: sent.about_age,
            address: sent.address,
            postcode: sent.postcode,
            telephone: sent.telephone,
            case_number: sent.case_number,
            nhs_number: sent.nhs_number,
            upn: sent.upn,
        }
    }
}

impl WrongTerm {
    /// What to say at which field; nothing for an error that is not the form's.
    pub(crate) fn of(error: &FindError) -> Option<Self> {
        let (field, anchor, words) = match error {
            FindError::TooFewDetails => (
                "family",
                "#family",
                "Enter at least two details, for example a family name and a birth date",
            ),
            FindError::NotADate => (
                "birth",
                "#birth-day",
                "Birth date must be a real date, such as 13 12 2011",
            ),
            FindError::NotAnAge => (
                "about_age",
                "#about_age",
                "Age must be a whole number of years, such as 14",
            ),
            FindError::NotAPostcode => (
                "postcode",
                "#postcode",
                "Enter a full postcode, or leave it blank",
            ),
            FindError::NotAnNhsNumber => (
                "nhs_number",
                "#nhs_number",
                "NHS number must have 10 digits; check each one",
            ),
            FindError::NotAPupilNumber => (
                "upn",
                "#upn",
                "Pupil number (UPN) must have a letter and 12 digits; check each one",
            ),
            FindError::Operation(_) => return None,
        };
        Some(Self {
            field,
            anchor,
            words,
        })
    }

    /// The summary at the top of the page.
    pub(crate) fn summary(self) -> ErrorSummary {
        ErrorSummary::of(vec![SummaryError {
            content: self.words.into(),
            href: Some(self.anchor.to_owned()),
            ..SummaryError::default()
        }])
    }
}

impl SearchForm {
    /// The form with what was typed before.
    pub(crate) fn new(terms: &FindTerms, wrong: Option<WrongTerm>) -> Self {
        let error = |field: &str| {
            wrong
                .filter(|wrong| wrong.field == field)
                .map(|wrong| ErrorMessage::new(wrong.words))
        };
        let more = more_fields(terms);
        let is_more_open = more.iter().any(|field| {
            let is_filled = field
                .value
                .as_deref()
                .is_some_and(|value| !value.is_empty());
            is_filled || wrong.is_some_and(|wrong| wrong.field == field.name)
        });
        Self {
            family: Input {
                hint: Some(Hint::new("An old surname is fine.")),
                error: error("family"),
                ..name_field("family", "Family name", &terms.family)
            },
            given: Input {
                hint: Some(Hint::new("A nickname is fine.")),
                ..name_field("given", "Given name", &terms.given)
            },
            birth: DateInput {
                error: error("birth"),
                ..birth_fields(terms)
            },
            about_age: Input {
                error: error("about_age"),
                inputmode: Some("numeric"),
                classes: "govuk-input--width-2".into(),
                ..field("about_age", "Or about how old, in years", &terms.about_age)
            },
            more: more
                .into_iter()
                .map(|field| Input {
                    error: error(&field.name),
                    ..field
                })
                .collect(),
            is_more_open,
            button: Button::new("Search"),
        }
    }
}

fn field(name: &str, label: &str, value: &str) -> Input {
    Input {
        name: name.to_owned(),
        label: Label::new(label),
        value: Some(value.to_owned()),
        autocomplete: Some("off"),
        spellcheck: Some(false),
        classes: "govuk-input--width-20".into(),
        ..Input::default()
    }
}

fn name_field(name: &str, label: &str, value: &str) -> Input {
    Input {
        autocapitalize: Some("words"),
        ..field(name, label, value)
    }
}

fn birth_fields(terms: &FindTerms) -> DateInput {
    let legend = Legend {
        content: "Birth date".into(),
        ..Legend::default()
    };
    let fieldset = Fieldset {
        legend: Some(legend),
        ..Fieldset::default()
    };
    let values = [&terms.birth_day, &terms.birth_month, &terms.birth_year];
    let fields = ["day", "month", "year"].into_iter().zip(values);
    DateInput {
        name_prefix: Some("birth".to_owned()),
        hint: Some(Hint::new(
            "For example, 13 12 2011. The year alone is fine.",
        )),
        fields: fields
            .map(|(name, value)| DateField::new(name).with_value(value))
            .collect(),
        ..DateInput::asking("birth", fieldset)
    }
}

fn more_fields(terms: &FindTerms) -> Vec<Input> {
    let hinted = |input: Input, hint: &str| Input {
        hint: Some(Hint::new(hint)),
        ..input
    };
    vec![
        hinted(
            field("address", "Address or street", &terms.address),
            "Now or before.",
        ),
        field("postcode", "Postcode", &terms.postcode),
        Input {
            inputmode: Some("tel"),
            ..field("telephone", "Telephone", &terms.telephone)
        },
        field("case_number", "Case number", &terms.case_number),
        Input {
            inputmode: Some("numeric"),
            ..field("nhs_number", "NHS number", &terms.nhs_number)
        },
        field("upn", "Unique pupil number (UPN)", &terms.upn),
    ]
}
