//! The page that asks whom to find.

use askama::Template;
use axum::response::Response;
use operations::FindTerms;

use super::ok_page;
use super::search_form::{SearchForm, WrongTerm};
use crate::components::{ErrorSummary, Html};
use crate::frame::Frame;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/find.html")]
pub(crate) struct FindPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    form: Html,
}

/// `GET /find`.
pub(crate) async fn show(who: SignedIn) -> Response {
    ok_page(&FindPage::new(
        who.frame("/find"),
        &FindTerms::default(),
        None,
    ))
}

impl FindPage {
    /// The page with what was typed before, and what is wrong with it.
    pub(super) fn new(frame: Frame, terms: &FindTerms, wrong: Option<WrongTerm>) -> Self {
        Self {
            frame,
            errors: wrong.map(WrongTerm::summary),
            form: Html::of(&SearchForm::new(terms, wrong)),
        }
    }
}
