//! "Your sign-ins": where this worker is signed in, and an end to all of it with one click.
//!
//! INVARIANT: it shows the worker's own sign-ins and nobody else's.

use askama::Template;
use operations::{OwnSignIn, SecondStepStanding, SignInState};

use super::signed_out::forgotten;
use super::{Shown, ok_page};
use crate::components::Button;
use crate::frame::Frame;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/own_sign_ins.html")]
pub(crate) struct OwnSignInsPage {
    frame: Frame,
    rows: Vec<OwnSignIn>,
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
