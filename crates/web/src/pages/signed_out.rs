//! Signing out: the sitting ends here, and the browser forgets what it kept.

use askama::Template;
use axum::http::HeaderName;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _};

use super::{Shown, ok_page};
use crate::components::Button;
use crate::frame::Frame;
use crate::session;
use crate::visit::Visit;

/// Says that the sitting has ended.
#[derive(Template)]
#[template(path = "pages/signed_out.html")]
pub(crate) struct SignedOutPage {
    pub(super) frame: Frame,
    pub(super) button: Button,
}

/// `POST /sign-out`.
pub(crate) async fn sign_out(mut visit: Visit) -> Shown {
    if let Some(sitting) = visit.sitting.take() {
        visit
            .kith
            .sign_out(&sitting, visit.at, &visit.request_id)
            .await?;
    }
    let page = SignedOutPage {
        frame: visit.frame("/sign-out"),
        button: Button::link("Sign in again", "/sign-in"),
    };
    let forgotten = AppendHeaders([
        (
            SET_COOKIE,
            session::cookie_without(visit.settings.secure_cookies),
        ),
        (
            HeaderName::from_static("clear-site-data"),
            "\"cache\", \"cookies\", \"storage\""
                .parse()
                .expect("written here"),
        ),
    ]);
    Ok((forgotten, ok_page(&page)).into_response())
}
