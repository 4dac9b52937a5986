//! What the records desk has answered, newest first, and the way to take an answer back.
//!
//! INVARIANT: the page names workers and references, and nobody whom a record is about.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::{DecidedLine, DecidedState};

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/review_decided.html")]
pub(crate) struct ReviewDecidedPage {
    frame: Frame,
    rows: Vec<DecidedRow>,
}

struct DecidedRow {
    reference: String,
    question: String,
    asks: &'static str,
    answer: &'static str,
    reason: &'static str,
    worker: String,
    at: String,
    state: String,
    undo: Option<String>,
}

/// `GET /review/decided`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .decided_matches(&who.sitting, who.at, &who.request_id)
        .await?;
    let page = ReviewDecidedPage::new(who.frame("/review/decided"), shown(answer)?);
    Ok(ok_page(&page))
}

/// `POST /review/{handle}/undo`.
pub(crate) async fn undo(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .undo_decision(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    shown(answer)?;
    Ok(Redirect::to("/review/decided").into_response())
}

impl ReviewDecidedPage {
    pub(super) fn new(frame: Frame, lines: Vec<DecidedLine>) -> Self {
        Self {
            frame,
            rows: lines.into_iter().map(row).collect(),
        }
    }
}

fn row(line: DecidedLine) -> DecidedRow {
    let can_undo = !matches!(line.state, DecidedState::Undone { .. });
    DecidedRow {
        question: format!("/review/{}", line.question.as_str()),
        undo: can_undo.then(|| format!("/review/{}/undo", line.handle.as_str())),
        reference: line.reference,
        asks: line.kind.label(),
        answer: line
            .answer
            .map_or("Not told yet", |(answer, _)| answer.label()),
        reason: line
            .answer
            .map_or("told when a second worker has answered", |(_, reason)| {
                reason.label()
            }),
        worker: line.worker,
        at: line.at,
        state: line.state.in_words(),
    }
}
