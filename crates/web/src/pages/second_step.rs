//! Setting up a second step: a picture for the telephone, the secret for typing in, the first
//! code, and then the recovery codes, once.
//!
//! INVARIANT: the secret and the recovery codes stand on the page alone: in no address, no title,
//! no log, and nothing of them is fetched from or sent to anybody else.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect};
use operations::{SecondStepSetUp, SecondStepToSetUp, Secret};

use super::code_field::code_field;
use super::sign_in::begun_cookies;
use super::sign_in_code::{CodeForm, summary};
use super::{Shown, form_again, ok_page};
use crate::components::{Button, ErrorMessage, ErrorSummary, Input};
use crate::frame::Frame;
use crate::sent::SentForm;
use crate::session::{self, Cookie};
use crate::visit::{SignedIn, Visit};

/// The page with the secret.
#[derive(Template)]
#[template(path = "pages/second_step.html")]
pub(crate) struct SecondStepPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    action: &'static str,
    to_set_up: SecondStepToSetUp,
    code: Input,
    button: Button,
}

/// The page with the recovery codes.
#[derive(Template)]
#[template(path = "pages/recovery_codes.html")]
pub(crate) struct RecoveryCodesPage {
    frame: Frame,
    codes: Vec<String>,
    button: Button,
}

const WRONG: &str = "Enter the six digits that your device shows now";

/// `GET /second-step`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let secret = session::fresh_secret();
    let to_set_up = who
        .kith
        .set_second_step_up(&who.sitting, secret, who.at)
        .await?;
    let Some(to_set_up) = to_set_up else {
        return Ok(Redirect::to("/sign-ins").into_response());
    };
    let frame = who.frame_with_back("/sign-ins", "/sign-ins");
    let page = SecondStepPage::new(frame, "/second-step", to_set_up, None);
    Ok(ok_page(&page))
}

/// `POST /second-step`.
pub(crate) async fn confirm(who: SignedIn, SentForm(form): SentForm<CodeForm>) -> Shown {
    let moment = (who.at, who.request_id.as_str());
    let set_up = who
        .kith
        .confirm_second_step(&who.sitting, &form.code, &secrets(), moment)
        .await?;
    if let Some(set_up) = set_up {
        let page = RecoveryCodesPage::new(who.frame("/sign-ins"), set_up);
        return Ok(ok_page(&page));
    }
    let secret = session::fresh_secret();
    let to_set_up = who
        .kith
        .set_second_step_up(&who.sitting, secret, who.at)
        .await?;
    let Some(to_set_up) = to_set_up else {
        return Ok(Redirect::to("/sign-ins").into_response());
    };
    let frame = who.frame_with_back("/sign-ins", "/sign-ins");
    let page = SecondStepPage::new(frame, "/second-step", to_set_up, Some(WRONG));
    Ok(form_again(&page))
}

/// `GET /sign-in/set-up`, for an account that needs a second step before its first sitting.
pub(crate) async fn show_first(visit: Visit, headers: HeaderMap) -> Shown {
    match first(&visit, &headers).await? {
        Some(to_set_up) => {
            let frame = visit.frame("/sign-in");
            let page = SecondStepPage::new(frame, "/sign-in/set-up", to_set_up, None);
            Ok(ok_page(&page))
        }
        None => Ok(Redirect::to("/sign-in").into_response()),
    }
}

/// `POST /sign-in/set-up`.
pub(crate) async fn confirm_first(
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
    let confirmed = visit
        .kith
        .confirm_second_step_first((&begun, &device), &form.code, &secrets(), moment)
        .await?;
    if let Some((set_up, token)) = confirmed {
        let cookies = begun_cookies(&visit, &token, &device).await?;
        let page = RecoveryCodesPage::new(visit.frame("/sign-in"), set_up);
        return Ok((cookies, ok_page(&page)).into_response());
    }
    match first(&visit, &headers).await? {
        Some(to_set_up) => {
            let frame = visit.frame("/sign-in");
            let page = SecondStepPage::new(frame, "/sign-in/set-up", to_set_up, Some(WRONG));
            Ok(form_again(&page))
        }
        None => Ok(Redirect::to("/sign-in").into_response()),
    }
}

/// What has to be set up before the first sitting, when a passphrase has just fitted here.
async fn first(
    visit: &Visit,
    headers: &HeaderMap,
) -> Result<Option<SecondStepToSetUp>, crate::problem::Problem> {
    let is_secure = visit.settings.secure_cookies;
    let begun = session::token_in(headers, Cookie::Step, is_secure);
    let (Some(begun), Some(device)) = (begun, &visit.device) else {
        return Ok(None);
    };
    let secret = session::fresh_secret();
    let to_set_up = visit
        .kith
        .set_second_step_up_first(&begun, device, secret, visit.at);
    Ok(to_set_up.await?)
}

/// Randomness for ten recovery codes and one token.
fn secrets() -> [Secret; 11] {
    std::array::from_fn(|_| session::fresh_secret())
}

impl SecondStepPage {
    pub(super) fn new(
        frame: Frame,
        action: &'static str,
        to_set_up: SecondStepToSetUp,
        wrong: Option<&'static str>,
    ) -> Self {
        let mut code = code_field("Six digits, to see that it works.");
        code.error = wrong.map(ErrorMessage::new);
        Self {
            frame,
            errors: wrong.map(|words| summary(words, "#code")),
            action,
            to_set_up,
            code,
            button: Button::new("Continue"),
        }
    }
}

impl RecoveryCodesPage {
    pub(super) fn new(frame: Frame, set_up: SecondStepSetUp) -> Self {
        Self {
            frame,
            codes: set_up.codes,
            button: Button::link("I have kept them", "/"),
        }
    }
}
