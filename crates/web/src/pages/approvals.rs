//! What waits for a second person: a team manager answers requests to look in an emergency.
//!
//! INVARIANT: no family is named; a worker's own requests are not in the list.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::{AnsweredEmergency, WaitingEmergency};
use serde::Deserialize;

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/approvals.html")]
pub(crate) struct ApprovalsPage {
    frame: Frame,
    rows: Vec<WaitingRow>,
}

struct WaitingRow {
    action: String,
    worker: String,
    asks: String,
    reason: &'static str,
    words: String,
    asked_at: String,
    answer_by: String,
}

/// The answer.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ApprovalForm {
    answer: String,
}

/// `GET /approvals`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .waiting_emergencies(&who.sitting, who.at, &who.request_id)
        .await?;
    let page = ApprovalsPage::new(who.frame("/approvals"), shown(answer)?);
    Ok(ok_page(&page))
}

/// `POST /approvals/{handle}`.
pub(crate) async fn answer(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<ApprovalForm>,
) -> Shown {
    let handle = handle_in(&path)?;
    let is_approved = match form.answer.as_str() {
        "approve" => true,
        "decline" => false,
        _ => return Err(Problem::Unreadable),
    };
    let moment = (who.at, who.request_id.as_str());
    let answered = who
        .kith
        .answer_emergency(&who.sitting, &handle, is_approved, moment)
        .await?;
    match shown(answered)? {
        AnsweredEmergency::Kept => Ok(Redirect::to("/approvals").into_response()),
        AnsweredEmergency::OwnRequest => Err(Problem::NotFound),
    }
}

impl ApprovalsPage {
    pub(super) fn new(frame: Frame, waiting: Vec<WaitingEmergency>) -> Self {
        let row = |one: WaitingEmergency| WaitingRow {
            action: format!("/approvals/{}", one.handle.as_str()),
            worker: one.worker,
            asks: if one.is_for_duty {
                format!("to be on duty for 60 minutes: {}", one.purpose.label())
            } else {
                format!("to see one family for 60 minutes: {}", one.purpose.label())
            },
            reason: one.reason.label(),
            words: one.words.reveal().to_owned(),
            asked_at: one.asked_at,
            answer_by: one.answer_by,
        };
        Self {
            frame,
            rows: waiting.into_iter().map(row).collect(),
        }
    }
}
