//! Signing in again within a sitting, for what needs a fresh proof of who is there.
//!
//! INVARIANT: the sitting has another token afterwards, and the one before is worth nothing; it leads on to a page of ours by the worker's role, never to an address that was
//! sent along.

use askama::Template;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use operations::{AgainOutcome, SittingToken};
use serde::Deserialize;
use vocabulary::Role;

use super::code_field::code_field;
use super::sign_in_code::summary;
use super::start::first_page;
use super::{Shown, form_again, ok_page};
use crate::components::{Button, ErrorMessage, ErrorSummary, Input, Label};
use crate::frame::Frame;
use crate::sent::SentForm;
use crate::session;
use crate::visit::{SignedIn, Visit};

/// The page.
#[derive(Template)]
#[template(path = "pages/sign_in_again.html")]
pub(crate) struct SignInAgainPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    passphrase: Input,
    code: Option<Input>,
    button: Button,
    /// The worker signs in again with their council account.
    council_account: Option<Button>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct AgainForm {
    passphrase: String,
    #[serde(default)]
    code: String,
}

/// `GET /sign-in/again`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let asks_code = who.kith.again_needs_code(&who.sitting).await?;
    let frame = who.frame("/sign-in/again");
    let mut page = SignInAgainPage::new(frame, asks_code, None);
    if who.sitting.is_by_single_sign_on() {
        let words = "Sign in again with your council account";
        page.council_account = Some(Button::link(words, "/sign-in/council/again"));
    }
    Ok(ok_page(&page))
}

/// `POST /sign-in/again`.
pub(crate) async fn prove(who: SignedIn, SentForm(form): SentForm<AgainForm>) -> Shown {
    let shown = (form.passphrase.as_str(), form.code.as_str());
    let (at, id) = (who.at, who.request_id.as_str());
    let secret = session::fresh_secret();
    match who
        .kith
        .sign_in_again(&who.sitting, shown, secret, (at, id))
        .await?
    {
        AgainOutcome::Proved(token) => Ok(proved(&who, &token, who.sitting.role)),
        AgainOutcome::NotRecognised => {
            let asks_code = who.kith.again_needs_code(&who.sitting).await?;
            let frame = who.frame("/sign-in/again");
            let wrong = if asks_code {
                "Enter your passphrase, and the code that your device shows now"
            } else {
                "Enter your passphrase"
            };
            Ok(form_again(&SignInAgainPage::new(
                frame,
                asks_code,
                Some(wrong),
            )))
        }
    }
}

/// Gives the browser the sitting's new token and leads on.
pub(super) fn proved(visit: &Visit, token: &SittingToken, role: Role) -> Response {
    let cookie = session::cookie_with(token, visit.settings.secure_cookies);
    let cookies = AppendHeaders([(SET_COOKIE, cookie)]);
    (cookies, Redirect::to(first_page(role))).into_response()
}

impl SignInAgainPage {
    pub(super) fn new(frame: Frame, asks_code: bool, wrong: Option<&'static str>) -> Self {
        let hint = "Six digits from your authenticator app, or a recovery code.";
        Self {
            frame,
            errors: wrong.map(|words| summary(words, "#passphrase")),
            passphrase: Input {
                name: "passphrase".to_owned(),
                label: Label::new("Passphrase"),
                input_type: Some("password"),
                autocomplete: Some("current-password"),
                spellcheck: Some(false),
                classes: "govuk-input--width-20".into(),
                error: wrong.map(ErrorMessage::new),
                ..Input::default()
            },
            code: asks_code.then(|| code_field(hint)),
            button: Button::new("Sign in again"),
            council_account: None,
        }
    }
}
