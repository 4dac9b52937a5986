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
use crate::problem::Problem;
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
    /// The worker signed in with the passphrase that was made for them.
    is_first: bool,
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
    TheSame,
}

impl Wrong {
    /// What to do about it.
    const fn words(self, asks_code: bool) -> &'static str {
        match self {
            Self::Present if asks_code => {
                "Enter the passphrase that you have, and the code that your device shows now"
            }
            Self::Present => "Enter the passphrase that you have",
            Self::TheSame => "Enter another passphrase than the one that you have",
            Self::New(PassphraseFault::TooShort) => {
                "Enter a new passphrase of at least 12 characters"
            }
            Self::New(PassphraseFault::Guessable) => {
                "Enter another new passphrase: this one is made of words that anybody would guess \
                 here"
            }
            Self::New(PassphraseFault::Common) => {
                "Enter another new passphrase: this one is among the most common ones, which are \
                 tried first"
            }
            Self::New(PassphraseFault::Breached) => {
                "Enter another new passphrase: this one was stolen from another site, so it is \
                 tried first. If you use it elsewhere, change it there too"
            }
        }
    }
}

/// `GET /passphrase`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    if !who.kith.has_passphrase(&who.sitting).await? {
        return Ok(Redirect::to("/sign-ins").into_response());
    }
    Ok(ok_page(&page(&who, None).await?))
}

/// The page for this worker. Whoever has to choose one has no way back.
async fn page(who: &SignedIn, wrong: Option<Wrong>) -> Result<PassphrasePage, Problem> {
    let asks_code = who.kith.change_needs_code(&who.sitting, who.at).await?;
    Ok(match who.sitting.has_to_choose_a_passphrase() {
        true => PassphrasePage::new(who.frame("/passphrase"), asks_code, wrong).first(),
        false => {
            let frame = who.frame_with_back("/sign-ins", "/sign-ins");
            PassphrasePage::new(frame, asks_code, wrong)
        }
    })
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
        PassphraseOutcome::TheSame => Wrong::TheSame,
    };
    Ok(form_again(&page(&who, Some(wrong)).await?))
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
            let words = wrong.words(asks_code);
            let (href, field) = match wrong {
                Wrong::Present => ("#present", &mut present),
                Wrong::New(_) | Wrong::TheSame => ("#new", &mut new),
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
            is_first: false,
        }
    }

    /// The same page for somebody who chooses their own for the first time.
    fn first(mut self) -> Self {
        self.present.label = Label::new("The passphrase you were given");
        self.new.label = Label::new("Your own passphrase");
        self.button = Button::new("Keep my passphrase");
        self.is_first = true;
        self
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
