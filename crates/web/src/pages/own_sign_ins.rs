//! "Your sign-ins": where this worker is signed in, and an end to one of them or to all.
//!
//! INVARIANT: it shows the worker's own sign-ins and nobody else's, and ends none without a proof
//! of who is there that is minutes old.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect};
use operations::{Handle, OwnSignIn, SecondStepStanding, SignInState};
use serde::Deserialize;

use super::signed_out::forgotten;
use super::{Shown, ok_page};
use crate::components::Button;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::sent::SentForm;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/own_sign_ins.html")]
pub(crate) struct OwnSignInsPage {
    frame: Frame,
    rows: Vec<OwnSignIn>,
    asks_again: bool,
    second_step: String,
    can_set_up: bool,
    has_passphrase: bool,
    button: Button,
}

/// `GET /sign-ins`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let rows = who.kith.own_sign_ins(&who.sitting, who.at).await?;
    let standing = who.kith.second_step_standing(&who.sitting).await?;
    let page = OwnSignInsPage::new(who.frame("/sign-ins"), rows, standing);
    Ok(ok_page(&OwnSignInsPage {
        asks_again: !who.sitting.is_freshly_proved(who.at),
        has_passphrase: who.kith.has_passphrase(&who.sitting).await?,
        ..page
    }))
}

/// `POST /sign-ins/end`.
pub(crate) async fn end_all(who: SignedIn) -> Shown {
    let (at, id) = (who.at, who.request_id.as_str());
    let ended = who.kith.sign_out_everywhere(&who.sitting, at, id).await?;
    Ok(forgotten(&who, Some(ended)).await)
}

/// What the button of one line sends.
#[derive(Deserialize)]
pub(crate) struct EndForm {
    sign_in: String,
}

/// `POST /sign-ins/end-one`.
pub(crate) async fn end_one(who: SignedIn, SentForm(form): SentForm<EndForm>) -> Shown {
    let which = Handle::parse(&form.sign_in).ok_or(Problem::NotFound)?;
    let (at, id) = (who.at, who.request_id.as_str());
    match who
        .kith
        .end_own_sitting(&who.sitting, &which, at, id)
        .await?
    {
        SignInState::ThisOne => Ok(forgotten(&who, None).await),
        SignInState::Open | SignInState::Ended => Ok(Redirect::to("/sign-ins").into_response()),
    }
}

impl OwnSignInsPage {
    pub(super) fn new(frame: Frame, rows: Vec<OwnSignIn>, standing: SecondStepStanding) -> Self {
        let (second_step, can_set_up) = match standing {
            SecondStepStanding::None => ("You sign in without a second step.".to_owned(), true),
            SecondStepStanding::SetUp(left) => (
                format!(
                    "You sign in with a code from your device. You have {left} recovery codes left."
                ),
                false,
            ),
        };
        Self {
            frame,
            rows,
            asks_again: false,
            second_step,
            can_set_up,
            has_passphrase: true,
            button: Button {
                classes: "govuk-button--warning".into(),
                ..Button::new("Sign out everywhere")
            },
        }
    }
}

const fn state_in_words(state: &SignInState) -> &'static str {
    match state {
        SignInState::ThisOne => "This one",
        SignInState::Open => "Open",
        SignInState::Ended => "Ended",
    }
}
