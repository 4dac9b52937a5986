//! "Why are you looking?": purpose, case and on whose behalf, once for the sitting.
//!
//! INVARIANT: only the purposes of the worker's role are offered, their own cases first.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::{IntoResponse as _, Redirect};
use operations::{Colleague, PurposeChoice, PurposeOutcome, Refused, StatedPurpose};
use serde::Deserialize;
use vocabulary::Purpose;

use super::start::first_page_for;
use super::{Shown, emergency, form_again, ok_page};
use crate::components::{
    Button, Choice, ChoiceItem, ErrorMessage, ErrorSummary, Fieldset, Hint, Html, Input, Label,
    Legend, Radios, Select, SelectOption, SummaryError,
};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::sent::SentForm;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/why.html")]
pub(crate) struct WhyPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    purposes: Radios,
    own_cases: Option<Html>,
    case: Input,
    on_behalf_of: Input,
    which_colleague: Option<Radios>,
    button: Button,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WhyForm {
    purpose: String,
    own_case: String,
    case: String,
    on_behalf_of: String,
    colleague: String,
}

/// The field that is wrong, and what is wrong with it.
type Wrong = (&'static str, &'static str);

/// As many own cases are offered as radios; more of them as a list to choose from.
const MOST_RADIOS: usize = 8;

/// `GET /why`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let choices = who.kith.purpose_choices(&who.sitting, who.at).await?;
    let said = WhyForm::already(&who);
    Ok(ok_page(&WhyPage::new(
        who.frame("/why"),
        &choices,
        &said,
        None,
    )))
}

/// `POST /why`.
pub(crate) async fn state(who: SignedIn, SentForm(form): SentForm<WhyForm>) -> Shown {
    let stated = form.stated();
    let outcome = who
        .kith
        .state_purpose(&who.sitting, &stated, who.at, &who.request_id)
        .await?;
    let wrong = match outcome {
        PurposeOutcome::Kept => {
            return Ok(
                Redirect::to(first_page_for(who.sitting.role, stated.purpose)).into_response(),
            );
        }
        PurposeOutcome::Refused(refused) => return Err(refused_here(&who, &stated, refused)),
        PurposeOutcome::WhichColleague(colleagues) => return which(&who, form, &colleagues).await,
        PurposeOutcome::ColleagueUnknown => (
            "on_behalf_of",
            "Enter the staff number or the name of somebody who works here, or leave it blank",
        ),
        PurposeOutcome::ColleagueIsYou => (
            "on_behalf_of",
            "Leave this blank when you look for yourself",
        ),
        PurposeOutcome::NothingChosen => ("purpose", "Choose why you are looking"),
        PurposeOutcome::CaseMissing => ("case", "Enter the case or referral number"),
        PurposeOutcome::CaseUnreadable => (
            "case",
            "The case or referral number must be 3 to 30 letters, digits, hyphens or slashes",
        ),
    };
    let choices = who.kith.purpose_choices(&who.sitting, who.at).await?;
    Ok(form_again(&WhyPage::new(
        who.frame("/why"),
        &choices,
        &form,
        Some(wrong),
    )))
}

/// Out of hours, who is not on duty may ask to be; every other refusal stands.
fn refused_here(who: &SignedIn, stated: &StatedPurpose, refused: Refused) -> Problem {
    if stated.purpose == Some(Purpose::OutOfHoursDuty) {
        emergency::with_a_way(who, refused, None)
    } else {
        Problem::Refused(Box::new(refused))
    }
}

/// The form once more, with the colleagues who fit what was typed.
async fn which(who: &SignedIn, form: WhyForm, colleagues: &[Colleague]) -> Shown {
    let choices = who.kith.purpose_choices(&who.sitting, who.at).await?;
    let wrong = ("colleague", "Choose which colleague you look for");
    let page = WhyPage::new(who.frame("/why"), &choices, &form, Some(wrong));
    Ok(form_again(&page.asking_which(colleagues)))
}

impl WhyForm {
    /// What this sitting has stated before.
    fn already(who: &SignedIn) -> Self {
        let sitting = &who.sitting;
        Self {
            purpose: sitting.purpose.map_or("", Purpose::code).to_owned(),
            own_case: String::new(),
            case: sitting
                .case
                .as_ref()
                .map_or("", |case| case.reveal())
                .to_owned(),
            on_behalf_of: sitting.on_behalf_of_staff.clone().unwrap_or_default(),
            colleague: String::new(),
        }
    }

    fn stated(&self) -> StatedPurpose {
        let typed = self.case.trim();
        StatedPurpose {
            purpose: Purpose::parse(&self.purpose),
            case: if typed.is_empty() {
                self.own_case.clone()
            } else {
                typed.to_owned()
            },
            on_behalf_of: if self.colleague.is_empty() {
                self.on_behalf_of.clone()
            } else {
                self.colleague.clone()
            },
        }
    }
}

impl WhyPage {
    pub(super) fn new(
        frame: Frame,
        choices: &[PurposeChoice],
        said: &WhyForm,
        wrong: Option<Wrong>,
    ) -> Self {
        let error = |field| {
            wrong
                .filter(|(at, _)| *at == field)
                .map(|(_, words)| ErrorMessage::new(words))
        };
        Self {
            frame,
            errors: wrong.map(|(field, words)| {
                ErrorSummary::of(vec![SummaryError {
                    content: words.into(),
                    href: Some(format!("#{field}")),
                    ..SummaryError::default()
                }])
            }),
            purposes: Radios {
                error: error("purpose"),
                ..purposes(choices, said)
            },
            own_cases: own_cases(choices, said),
            case: Input {
                error: error("case"),
                ..case_field(choices, said)
            },
            on_behalf_of: Input {
                name: "on_behalf_of".to_owned(),
                label: Label::new("If you are looking for a colleague, who is it? (optional)"),
                hint: Some(Hint::new(
                    "Their staff number or name. It is recorded beside yours, the same rules are \
                     held against them, and they are told.",
                )),
                error: error("on_behalf_of"),
                value: Some(said.on_behalf_of.clone()),
                autocomplete: Some("off"),
                spellcheck: Some(false),
                classes: "govuk-input--width-20".into(),
                ..Input::default()
            },
            which_colleague: None,
            button: Button::new("Continue"),
        }
    }

    /// The same page, asking which of several colleagues is meant.
    pub(super) fn asking_which(mut self, colleagues: &[Colleague]) -> Self {
        let choice = |one: &Colleague| {
            Choice::with_hint(one.staff_id.as_str(), one.in_words(), one.role.as_str())
        };
        self.which_colleague = Some(Radios {
            name: "colleague".to_owned(),
            fieldset: Some(question("Which colleague do you look for?", false)),
            error: Some(ErrorMessage::new("Choose which colleague you look for")),
            items: colleagues.iter().map(choice).collect(),
            classes: "govuk-radios--small".into(),
            ..Radios::default()
        });
        self
    }
}

fn purposes(choices: &[PurposeChoice], said: &WhyForm) -> Radios {
    let choice = |choice: &PurposeChoice| {
        let case = if choice.needs_case {
            ""
        } else {
            " No case number is needed."
        };
        Choice::with_hint(
            choice.purpose.code(),
            choice.label.as_str(),
            format!("{}{case}", choice.what_you_see),
        )
    };
    Radios {
        name: "purpose".to_owned(),
        fieldset: Some(question("Why are you looking?", true)),
        hint: Some(Hint::new(
            "This is kept until you sign out or change it, and is recorded with each look.",
        )),
        items: choices.iter().map(choice).collect(),
        value: Some(match choices {
            [only] if said.purpose.is_empty() => only.purpose.code().to_owned(),
            _ => said.purpose.clone(),
        }),
        ..Radios::default()
    }
}

fn question(words: &str, is_page_heading: bool) -> Fieldset {
    Fieldset {
        legend: Some(Legend {
            content: words.into(),
            is_page_heading,
            classes: if is_page_heading {
                "govuk-fieldset__legend--l".into()
            } else {
                "govuk-fieldset__legend--s".into()
            },
        }),
        ..Fieldset::default()
    }
}

/// The worker's own cases, whichever purpose they fit.
fn own_cases(choices: &[PurposeChoice], said: &WhyForm) -> Option<Html> {
    let cases: BTreeSet<&str> = choices
        .iter()
        .flat_map(|choice| &choice.own_cases)
        .map(String::as_str)
        .collect();
    let words = "One of your own cases";
    let chosen = if said.own_case.is_empty() {
        &said.case
    } else {
        &said.own_case
    };
    if cases.is_empty() {
        None
    } else if cases.len() <= MOST_RADIOS {
        let radio = |case: &&str| {
            ChoiceItem {
                value: (*case).to_owned(),
                content: (*case).into(),
                ..ChoiceItem::default()
            }
            .into()
        };
        Some(Html::of(&Radios {
            name: "own_case".to_owned(),
            fieldset: Some(question(words, false)),
            items: cases.iter().map(radio).collect(),
            value: Some(chosen.clone()),
            classes: "govuk-radios--small govuk-radios--inline".into(),
            ..Radios::default()
        }))
    } else {
        let option = |case: &str| SelectOption {
            words: case.to_owned(),
            ..SelectOption::default()
        };
        let none = SelectOption {
            value: Some(String::new()),
            words: "Choose a case".to_owned(),
            ..SelectOption::default()
        };
        Some(Html::of(&Select {
            name: "own_case".to_owned(),
            label: Label {
                classes: "govuk-label--s".into(),
                ..Label::new(words)
            },
            options: std::iter::once(none)
                .chain(cases.into_iter().map(option))
                .collect(),
            value: Some(chosen.clone()),
            ..Select::default()
        }))
    }
}

fn case_field(choices: &[PurposeChoice], said: &WhyForm) -> Input {
    let is_own = choices
        .iter()
        .any(|choice| choice.own_cases.contains(&said.case));
    let has_own = choices.iter().any(|choice| !choice.own_cases.is_empty());
    let words = if has_own {
        "Or another case or referral number"
    } else {
        "Case or referral number"
    };
    Input {
        name: "case".to_owned(),
        label: Label {
            classes: "govuk-label--s".into(),
            ..Label::new(words)
        },
        hint: Some(Hint::new(
            "As in your case system. We check that it is yours or your team's.",
        )),
        value: Some(if is_own {
            String::new()
        } else {
            said.case.clone()
        }),
        autocomplete: Some("off"),
        spellcheck: Some(false),
        classes: "govuk-input--width-20".into(),
        ..Input::default()
    }
}
