//! What a worker disputed, what came of it, and taking it back.
//!
//! INVARIANT: nobody is named; a link to a person is decided anew when it is followed.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::{OwnDispute, WithdrawError};

use super::{Shown, form_again, ok_page};
use crate::components::{ErrorSummary, SummaryError};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/own_disputes.html")]
pub(crate) struct OwnDisputesPage {
    frame: Frame,
    summary: Option<ErrorSummary>,
    rows: Vec<OwnRow>,
}

struct OwnRow {
    reference: String,
    said: &'static str,
    what: String,
    source: String,
    reason: &'static str,
    said_on: String,
    answer: Option<&'static str>,
    answered_at: String,
    words: String,
    due: String,
    clock: String,
    is_overdue: bool,
    person: Option<String>,
    take_back: String,
    can_take_back: bool,
}

/// `GET /my-disputes`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    Ok(ok_page(&page(&who, None).await?))
}

/// `POST /my-disputes/{handle}/take-back`.
pub(crate) async fn take_back(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let moment = (who.at, who.request_id.as_str());
    let taken = who
        .kith
        .withdraw_dispute(&who.sitting, &handle, moment)
        .await;
    match taken {
        Ok(answer) => {
            shown(answer)?;
            Ok(Redirect::to("/my-disputes").into_response())
        }
        Err(WithdrawError::AnsweredAlready) => {
            let wrong = "It has been answered, and can no longer be taken back";
            Ok(form_again(&page(&who, Some(wrong)).await?))
        }
        Err(WithdrawError::Operation(error)) => Err(error.into()),
    }
}

async fn page(who: &SignedIn, wrong: Option<&'static str>) -> Result<OwnDisputesPage, Problem> {
    let answer = who
        .kith
        .own_disputes(&who.sitting, who.at, &who.request_id)
        .await?;
    let frame = who.frame("/my-disputes");
    Ok(OwnDisputesPage::new(frame, shown(answer)?, wrong))
}

impl OwnDisputesPage {
    pub(super) fn new(frame: Frame, own: Vec<OwnDispute>, wrong: Option<&'static str>) -> Self {
        Self {
            frame,
            summary: wrong.map(|words| {
                ErrorSummary::of(vec![SummaryError {
                    content: words.into(),
                    ..SummaryError::default()
                }])
            }),
            rows: own.into_iter().map(OwnRow::new).collect(),
        }
    }
}

impl OwnRow {
    fn new(own: OwnDispute) -> Self {
        let answer = own.answer.as_ref();
        let words = answer.and_then(|answer| answer.words.as_ref());
        Self {
            reference: own.reference,
            said: own.kind.label(),
            what: own.what,
            source: own.source_name,
            reason: own.reason.label(),
            said_on: own.said_on,
            answer: answer.map(|answer| answer.answer.label()),
            answered_at: answer.map_or_else(String::new, |answer| answer.at.clone()),
            words: words.map_or_else(String::new, |words| words.reveal().to_owned()),
            clock: own.clock.in_words(),
            is_overdue: own.clock.is_overdue(),
            due: own.clock.due,
            person: own
                .person
                .map(|person| format!("/family/{}", person.as_str())),
            take_back: format!("/my-disputes/{}/take-back", own.handle.as_str()),
            can_take_back: own.answer.is_none(),
        }
    }
}
