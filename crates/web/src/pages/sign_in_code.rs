//! The second step of signing in: the code, after the passphrase fitted.
//!
//! INVARIANT: without the cookie of a passphrase that has just fitted, in the same browser, the
//! page leads back to the beginning.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use operations::CodeOutcome;
use serde::Deserialize;

use super::code_field::code_field;
use super::sign_in::signed_in;
use super::{Shown, form_again, ok_page};
use crate::components::{Button, ErrorMessage, ErrorSummary, Input, SummaryError};
use crate::frame::Frame;
use crate::sent::SentForm;
use crate::session::{self, Cookie};
use crate::visit::Visit;

/// The page that asks for the code.
#[derive(Template)]
#[template(path = "pages/sign_in_code.html")]
pub(crate) struct SignInCodePage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    code: Input,
    button: Button,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct CodeForm {
    pub(super) code: String,
}

/// `GET /sign-in/code`.
pub(crate) async fn show(visit: Visit, headers: HeaderMap) -> Response {
    let is_secure = visit.settings.secure_cookies;
    if session::token_in(&headers, Cookie::Step, is_secure).is_none() {
        return Redirect::to("/sign-in").into_response();
    }
    ok_page(&SignInCodePage::new(visit.frame("/sign-in"), None))
}

/// `POST /sign-in/code`.
pub(crate) async fn finish(
    visit: Visit,
    headers: HeaderMap,
    SentForm(form): SentForm<CodeForm>,
) -> Shown {
    let is_secure = visit.settings.secure_cookies;
    let begun = session::token_in(&headers, Cookie::Step, is_secure);
    let (Some(begun), Some(device)) = (begun, visit.device.clone()) else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let moment = (visit.at, visit.request_id.as_str());
    let secret = session::fresh_secret();
    let outcome = visit
        .kith
        .finish_sign_in(&begun, &form.code, &device, secret, moment)
        .await?;
    match outcome {
        CodeOutcome::SignedIn(token) => signed_in(&visit, &token, &device).await,
        CodeOutcome::TooLate => Ok(Redirect::to("/sign-in").into_response()),
        CodeOutcome::WrongCode => {
            let words = "Enter the code that your device shows now; each code works once";
            let page = SignInCodePage::new(visit.frame("/sign-in"), Some(words));
            Ok(form_again(&page))
        }
    }
}

impl SignInCodePage {
    pub(super) fn new(frame: Frame, wrong: Option<&'static str>) -> Self {
        let hint = "Six digits from your authenticator app. Have you lost the device? Type one of \
                    your recovery codes.";
        let mut code = code_field(hint);
        code.error = wrong.map(ErrorMessage::new);
        Self {
            frame,
            errors: wrong.map(|words| summary(words, "#code")),
            code,
            button: Button::new("Continue"),
        }
    }
}

/// One error, leading to its field.
pub(super) fn summary(words: &'static str, href: &str) -> ErrorSummary {
    ErrorSummary::of(vec![SummaryError {
        content: words.into(),
        href: Some(href.to_owned()),
        ..SummaryError::default()
    }])
}
