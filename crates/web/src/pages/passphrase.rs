//! A worker changes their passphrase, by the one they have.
//!
//! INVARIANT: no passphrase comes back on the page, whatever was wrong; after a change the browser
//! is signed out and has forgotten its pages.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect};
use operations::{PassphraseChange, PassphraseFault, PassphraseOutcome};
use serde::Deserialize;

use super::code_field::code_field;
use super::sign_in_code::summary;
use super::signed_out::forgotten;
use super::{Shown, form_again, ok_page};
use crate::components::{Button, ErrorMessage, ErrorSummary, Hint, Input, Label};
use crate::frame::Frame;
use crate::sent::SentForm;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/passphrase.html")]
pub(crate) struct PassphrasePage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    present: Input,
    code: Option<Input>,
    new: Input,
    button: Button,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct PassphraseForm {
    present: String,
    #[serde(default)]
    code: String,
    new: String,
}

/// What is wrong, at which field.
#[derive(Clone, Copy)]
pub(super) enum Wrong {
    Present,
    New(PassphraseFault),
}

/// `GET /passphrase`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    if !who.kith.has_passphrase(&who.sitting).await? {
        return Ok(Redirect::to("/sign-ins").into_response());
    }
    let asks_code = who.kith.again_needs_code(&who.sitting).await?;
    let frame = who.frame_with_back("/sign-ins", "/sign-ins");
    Ok(ok_page(&PassphrasePage::new(frame, asks_code, None)))
}

/// `POST /passphrase`.
pub(crate) async fn change(who: SignedIn, SentForm(form): SentForm<PassphraseForm>) -> Shown {
    let change = PassphraseChange {
        present: &form.present,
        code: &form.code,
        new: &form.new,
    };
    let (at, id) = (who.at, who.request_id.as_str());
    let outcome = who
        .kith
        .change_passphrase(&who.sitting, &change, at, id)
        .await?;
    let wrong = match outcome {
        PassphraseOutcome::Changed(ended) => return Ok(forgotten(&who, Some(ended)).await),
        PassphraseOutcome::HasNone => return Ok(Redirect::to("/sign-ins").into_response()),
        PassphraseOutcome::NotRecognised => Wrong::Present,
        PassphraseOutcome::NotTaken(fault) => Wrong::New(fault),
    };
    let asks_code = who.kith.again_needs_code(&who.sitting).await?;
    let frame = who.frame_with_back("/sign-ins", "/sign-ins");
    let page = PassphrasePage::new(frame, asks_code, Some(wrong));
    Ok(form_again(&page))
}

impl PassphrasePage {
    pub(super) fn new(frame: Frame, asks_code: bool, wrong: Option<Wrong>) -> Self {
        let mut present = field("present", "The passphrase you have", "current-password");
        let mut new = field("new", "The new passphrase", "new-password");
        new.hint = Some(Hint::new(
            "At least 12 characters. Three random words are good. Any letters and signs may stand \
             in it.",
        ));
        let mut errors = None;
        if let Some(wrong) = wrong {
            let (words, href, field) = match wrong {
                Wrong::Present if asks_code => (
                    "Enter the passphrase that you have, and the code that your device shows now",
                    "#present",
                    &mut present,
                ),
                Wrong::Present => (
                    "Enter the passphrase that you have",
                    "#present",
                    &mut present,
                ),
                Wrong::New(PassphraseFault::TooShort) => (
                    "Enter a new passphrase of at least 12 characters",
                    "#new",
                    &mut new,
                ),
                Wrong::New(PassphraseFault::Guessable) => (
                    "Enter another new passphrase: this one is made of words that anybody would \
                     guess here",
                    "#new",
                    &mut new,
                ),
            };
            field.error = Some(ErrorMessage::new(words));
            errors = Some(summary(words, href));
        }
        let hint = "Six digits from your authenticator app, or a recovery code.";
        Self {
            frame,
            errors,
            present,
            code: asks_code.then(|| code_field(hint)),
            new,
            button: Button::new("Change the passphrase"),
        }
    }
}

fn field(name: &str, label: &str, autocomplete: &'static str) -> Input {
    Input {
        name: name.to_owned(),
        label: Label::new(label),
        input_type: Some("password"),
        autocomplete: Some(autocomplete),
        autocapitalize: Some("none"),
        spellcheck: Some(false),
        classes: "govuk-input--width-20".into(),
        ..Input::default()
    }
}
