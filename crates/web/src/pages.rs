//! The pages: one `name.rs` with what a page shows and its handler, one `name.html` beside it.
//!
//! A handler takes what was asked, calls one operation and chooses a page.
//! INVARIANT: no page's title or address holds a person; a link holds at most an opaque handle.

pub(crate) mod agreements;
pub(crate) mod approvals;
pub(crate) mod child_family;
mod code_field;
pub(crate) mod data_use;
pub(crate) mod dispute;
pub(crate) mod disputed_links;
pub(crate) mod disputes;
pub(crate) mod emergencies;
pub(crate) mod emergency;
mod family_contacts;
mod family_grid;
mod family_homes;
pub(crate) mod family_looks;
mod family_sources;
pub(crate) mod find;
pub(crate) mod flags;
pub(crate) mod found;
pub(crate) mod involvement_details;
pub(crate) mod linkage_runs;
mod linkage_weights;
pub(crate) mod looks;
pub(crate) mod messages;
pub(crate) mod named_people;
mod named_person_form;
pub(crate) mod not_shared;
pub(crate) mod own_disputes;
pub(crate) mod own_looks;
pub(crate) mod own_sign_ins;
pub(crate) mod passphrase;
pub(crate) mod people_you_know;
pub(crate) mod refused;
pub(crate) mod restriction_new;
pub(crate) mod restrictions;
pub(crate) mod review_answer;
pub(crate) mod review_decided;
pub(crate) mod review_figures;
pub(crate) mod review_question;
pub(crate) mod review_queue;
mod review_waterfall;
mod search_form;
pub(crate) mod second_step;
pub(crate) mod security;
pub(crate) mod served_files;
pub(crate) mod sign_in;
pub(crate) mod sign_in_again;
pub(crate) mod sign_in_code;
pub(crate) mod sign_in_council;
pub(crate) mod signed_out;
pub(crate) mod sources;
pub(crate) mod standing;
pub(crate) mod start;
pub(crate) mod subject_report;
#[cfg(test)]
mod tests;
pub(crate) mod why;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};

use crate::problem::{Problem, not_enough};

/// What a page's handler gives.
type Shown = Result<Response, Problem>;

/// A page that answers the request.
fn ok_page(page: &impl Template) -> Response {
    shown_page(StatusCode::OK, page)
}

/// A form that has to be sent again.
fn form_again(page: &impl Template) -> Response {
    shown_page(not_enough(), page)
}

/// A page with this status.
pub(crate) fn shown_page(status: StatusCode, page: &impl Template) -> Response {
    let text = page
        .render()
        .expect("our templates write to memory and call nothing that can fail");
    (status, Html(text)).into_response()
}
