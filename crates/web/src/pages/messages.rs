//! A worker's messages: who looked on their behalf, what came of what they asked.
//!
//! INVARIANT: a message names colleagues and moments, never a family.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::Message;
use vocabulary::NoticeKind;

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/messages.html")]
pub(crate) struct MessagesPage {
    frame: Frame,
    rows: Vec<MessageRow>,
}

struct MessageRow {
    at: String,
    words: String,
    is_new: bool,
    deny: Option<String>,
    leads_to: Option<(&'static str, &'static str)>,
    denied_at: Option<String>,
}

/// `GET /messages`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let messages = who.kith.read_messages(&who.sitting, who.at).await?;
    let frame = Frame {
        unread: 0,
        ..who.frame("/messages")
    };
    Ok(ok_page(&MessagesPage::new(frame, messages)))
}

/// `POST /messages/{handle}/not-asked`.
pub(crate) async fn not_asked(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    who.kith
        .did_not_ask(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    Ok(Redirect::to("/messages").into_response())
}

/// The page on which to go on, and its name.
fn leads_to(kind: NoticeKind) -> Option<(&'static str, &'static str)> {
    match kind {
        NoticeKind::AskFirst => Some(("/flags", "Looks to ask about")),
        NoticeKind::DisputeAnswered => Some(("/my-disputes", "What you disputed")),
        NoticeKind::LooksForYou
        | NoticeKind::EmergencyApproved
        | NoticeKind::EmergencyDeclined
        | NoticeKind::EmergencyQuestion => None,
    }
}

impl MessagesPage {
    pub(super) fn new(frame: Frame, messages: Vec<Message>) -> Self {
        let row = |message: Message| {
            let deny = format!("/messages/{}/not-asked", message.handle.as_str());
            MessageRow {
                deny: message.can_be_denied.then_some(deny),
                leads_to: leads_to(message.kind),
                at: message.at,
                words: message.words,
                is_new: message.is_new,
                denied_at: message.denied_at,
            }
        };
        Self {
            frame,
            rows: messages.into_iter().map(row).collect(),
        }
    }
}
