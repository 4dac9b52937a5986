//! Signing out: the sitting ends here, and the browser forgets what it kept.
//!
//! INVARIANT: the answer takes the token back and has the browser clear what it kept of our pages;
//! only the browser's own secret stays, which opens nothing by itself.

use askama::Template;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse as _, Response};

use operations::Sitting;

use super::{Shown, ok_page};
use crate::components::Button;
use crate::frame::Frame;
use crate::session::{self, Cookie};
use crate::visit::Visit;

/// Says that the sitting has ended, or that all have.
#[derive(Template)]
#[template(path = "pages/signed_out.html")]
pub(crate) struct SignedOutPage {
    pub(super) frame: Frame,
    pub(super) button: Button,
    /// How many sittings ended, when the worker signed out everywhere.
    pub(super) everywhere: Option<u64>,
    /// Where to sign out at the council's own sign-in too.
    pub(super) provider: Option<Button>,
}

/// `POST /sign-out`.
pub(crate) async fn sign_out(visit: Visit) -> Shown {
    if let Some(sitting) = &visit.sitting {
        let id = visit.request_id.as_str();
        visit.kith.sign_out(sitting, visit.at, id).await?;
    }
    Ok(forgotten(&visit, None).await)
}

/// The page for a browser that is to forget.
pub(super) async fn forgotten(visit: &Visit, everywhere: Option<u64>) -> Response {
    let nobody = Visit {
        sitting: None,
        ..visit.clone()
    };
    let sitting = visit.sitting.as_ref();
    let provider = match sitting.is_some_and(Sitting::is_by_single_sign_on) {
        true => visit.kith.provider_sign_out(visit.at).await,
        false => None,
    };
    let words = "Sign out of your council account too";
    let page = SignedOutPage {
        provider: provider.map(|address| Button::link(words, address)),
        frame: nobody.frame("/sign-out"),
        button: Button::link("Sign in again", "/sign-in"),
        everywhere,
    };
    let is_secure = visit.settings.secure_cookies;
    let headers = AppendHeaders([
        (SET_COOKIE, session::taken_back(Cookie::Sitting, is_secure)),
        (SET_COOKIE, session::taken_back(Cookie::Step, is_secure)),
        (
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\", \"storage\""),
        ),
    ]);
    (headers, ok_page(&page)).into_response()
}
