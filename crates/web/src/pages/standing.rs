//! Pages that say the same to everybody: help, accessibility, privacy.
//!
//! INVARIANT: they hold nothing about anybody, so they are open without signing in.

use askama::Template;
use axum::response::Response;

use super::ok_page;
use crate::frame::Frame;
use crate::visit::Visit;

/// What the words mean, and ten questions.
#[derive(Template)]
#[template(path = "pages/help.html")]
pub(crate) struct HelpPage {
    pub(super) frame: Frame,
}

/// How everybody can use the pages, and what to do where somebody cannot.
#[derive(Template)]
#[template(path = "pages/accessibility.html")]
pub(crate) struct AccessibilityPage {
    pub(super) frame: Frame,
}

/// What is kept about families and about workers.
#[derive(Template)]
#[template(path = "pages/privacy.html")]
pub(crate) struct PrivacyPage {
    pub(super) frame: Frame,
}

/// `GET /help`.
pub(crate) async fn help(visit: Visit) -> Response {
    ok_page(&HelpPage {
        frame: visit.frame("/help"),
    })
}

/// `GET /accessibility`.
pub(crate) async fn accessibility(visit: Visit) -> Response {
    ok_page(&AccessibilityPage {
        frame: visit.frame("/accessibility"),
    })
}

/// `GET /privacy`.
pub(crate) async fn privacy(visit: Visit) -> Response {
    ok_page(&PrivacyPage {
        frame: visit.frame("/privacy"),
    })
}
