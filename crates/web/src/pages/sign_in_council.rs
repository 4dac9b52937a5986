//! Signing in with the council's own account: there and back.
//!
//! INVARIANT: the browser leaves with nothing but what the provider needs, and what it brings back
//! is taken once; a page is never shown under an address that holds a code.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use operations::{BackFromProvider, ProviderOutcome, ProviderRefusal, Sitting};
use serde::Deserialize;

use super::sign_in::{device, signed_in};
use super::sign_in_again::proved;
use super::{Shown, ok_page};
use crate::components::Button;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::session::{self, Cookie};
use crate::visit::{SignedIn, Visit};

/// Says why a sign-in was not accepted, and whom to ring.
#[derive(Template)]
#[template(path = "pages/sign_in_refused.html")]
pub(crate) struct SignInRefusedPage {
    frame: Frame,
    title: &'static str,
    words: &'static str,
    button: Button,
}

/// What the provider sends back with the browser.
#[derive(Deserialize)]
pub(crate) struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
}

/// `GET /sign-in/council`. A link on somebody else's page signs nobody in: it leads to our own page,
/// where the person chooses.
pub(crate) async fn send(visit: Visit, headers: HeaderMap) -> Shown {
    let from = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if matches!(from, Some(b"cross-site" | b"same-site")) {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    sent(&visit, None).await
}

/// `GET /sign-in/council/again`.
pub(crate) async fn send_again(who: SignedIn) -> Shown {
    sent(&who, Some(&who.sitting)).await
}

async fn sent(visit: &Visit, again_for: Option<&Sitting>) -> Shown {
    let secrets = std::array::from_fn(|_| session::fresh_secret());
    let (at, id) = (visit.at, visit.request_id.as_str());
    let sent = visit
        .kith
        .send_to_provider(&secrets, again_for, at, id)
        .await?;
    Ok(match sent {
        Ok(sent) => {
            let is_secure = visit.settings.secure_cookies;
            let cookies = AppendHeaders([
                (SET_COOKIE, session::step_cookie(&sent.step, is_secure)),
                (
                    SET_COOKIE,
                    session::device_cookie(&device(visit), is_secure),
                ),
            ]);
            (cookies, Redirect::to(&sent.address)).into_response()
        }
        Err(refusal) => not_accepted(refusal),
    })
}

/// `GET /sign-in/back`.
pub(crate) async fn back(
    visit: Visit,
    headers: HeaderMap,
    returned: Result<Query<Returned>, QueryRejection>,
) -> Shown {
    let Query(returned) = returned.map_err(|_| Problem::Unreadable)?;
    let is_secure = visit.settings.secure_cookies;
    let step = session::token_in(&headers, Cookie::Step, is_secure);
    let device = device(&visit);
    let back = BackFromProvider {
        state: &returned.state,
        code: returned.code.as_deref(),
        step: step.as_ref(),
        device: &device,
        sitting: visit.sitting.as_ref(),
    };
    let (at, id) = (visit.at, visit.request_id.as_str());
    let secret = session::fresh_secret();
    match visit.kith.back_from_provider(&back, secret, at, id).await? {
        ProviderOutcome::SignedIn(token) => signed_in(&visit, &token, &device).await,
        ProviderOutcome::ProvedAgain(token) => {
            let sitting = visit.sitting.as_ref().ok_or(Problem::NotSignedIn)?;
            Ok(proved(&visit, &token, sitting.role))
        }
        ProviderOutcome::Refused(refusal) => Ok(not_accepted(refusal)),
    }
}

fn not_accepted(refusal: ProviderRefusal) -> Response {
    Redirect::to(&format!("/sign-in/refused/{}", refusal.code())).into_response()
}

/// `GET /sign-in/refused/{why}`.
pub(crate) async fn refused(visit: Visit, Path(why): Path<String>) -> Shown {
    let refusal = ProviderRefusal::ALL
        .into_iter()
        .find(|one| one.code() == why);
    let refusal = refusal.ok_or(Problem::NotFound)?;
    let page = SignInRefusedPage::new(visit.frame("/sign-in"), refusal);
    Ok(ok_page(&page))
}

impl SignInRefusedPage {
    pub(super) fn new(frame: Frame, refusal: ProviderRefusal) -> Self {
        let (title, words) = words(refusal);
        Self {
            frame,
            title,
            words,
            button: Button::link("Try again", "/sign-in"),
        }
    }
}

const fn words(refusal: ProviderRefusal) -> (&'static str, &'static str) {
    match refusal {
        ProviderRefusal::BeginAgain => (
            "The sign-in could not be finished",
            "It took too long, or what came back was not the answer to what we asked. Nothing was \
             opened. Begin again.",
        ),
        ProviderRefusal::ProviderAway => (
            "The council's sign-in does not answer",
            "Your council account cannot be checked right now. Try again in a minute. Whoever has \
             an account for emergencies can sign in with it.",
        ),
        ProviderRefusal::NoAccount => (
            "You have no account here",
            "Your council account is right, but nobody has set you up for this service yet. Ask \
             your team manager.",
        ),
        ProviderRefusal::NoRole => (
            "You have no role here",
            "Your council account is right, but it has no role in this service, or more than one. \
             Ask your team manager for exactly one.",
        ),
        ProviderRefusal::TooWeak => (
            "This needs a stronger sign-in",
            "Your council account did not ask for everything that this service needs, for example \
             a code from your telephone. Begin again and take the second step.",
        ),
    }
}
