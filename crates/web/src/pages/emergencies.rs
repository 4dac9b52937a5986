//! The emergency looks, for review by the information-governance lead: what waits first.
//!
//! INVARIANT: no family is named; the way to who looked is a handle.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::store::EmergencyState;
use operations::{EmergencyLine, EmergencyReview, ReviewError};
use serde::Deserialize;
use vocabulary::EmergencyOutcome;

use super::{Shown, form_again, ok_page};
use crate::components::{ErrorSummary, SummaryError};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/emergencies.html")]
pub(crate) struct EmergenciesPage {
    frame: Frame,
    errors: Option<ErrorSummary>,
    rows: Vec<LookRow>,
}

struct LookRow {
    worker: String,
    asked_at: String,
    purpose: &'static str,
    reason: &'static str,
    words: String,
    same_words: Option<String>,
    state: &'static str,
    answered: Option<String>,
    family: Option<String>,
    review_by: Option<String>,
    is_late: bool,
    review: Option<String>,
    form: Option<ReviewFields>,
}

/// Where a review is sent, and the names of its fields on this page.
struct ReviewFields {
    action: String,
    id: usize,
    outcomes: [(&'static str, &'static str); 3],
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReviewForm {
    outcome: String,
    words: String,
}

/// `GET /emergencies`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    Ok(ok_page(&page(&who, None).await?))
}

/// `POST /emergencies/{handle}`.
pub(crate) async fn review(
    who: SignedIn,
    path: Path<String>,
    SentForm(form): SentForm<ReviewForm>,
) -> Shown {
    let handle = handle_in(&path)?;
    let given = EmergencyReview {
        outcome: EmergencyOutcome::parse(&form.outcome),
        words: form.words,
    };
    let moment = (who.at, who.request_id.as_str());
    let reviewed = who
        .kith
        .review_emergency(&who.sitting, &handle, &given, moment)
        .await;
    let words = match reviewed {
        Ok(answer) => {
            shown(answer)?;
            return Ok(Redirect::to("/emergencies").into_response());
        }
        Err(ReviewError::Operation(error)) => return Err(error.into()),
        Err(ReviewError::NoOutcome) => "Choose what the review came to",
        Err(ReviewError::NoWords) => "Say in a few words why, or what you ask",
        Err(ReviewError::TooManyWords) => "What you say must be 500 letters or fewer",
        Err(ReviewError::ReviewedAlready) => "This look has been reviewed already",
    };
    Ok(form_again(&page(&who, Some(words)).await?))
}

async fn page(who: &SignedIn, wrong: Option<&'static str>) -> Result<EmergenciesPage, Problem> {
    let answer = who
        .kith
        .emergency_looks(&who.sitting, who.at, &who.request_id)
        .await?;
    let frame = who.frame("/emergencies");
    Ok(EmergenciesPage::new(frame, shown(answer)?, wrong))
}

impl EmergenciesPage {
    pub(super) fn new(
        frame: Frame,
        lines: Vec<EmergencyLine>,
        wrong: Option<&'static str>,
    ) -> Self {
        let error = |words: &'static str| SummaryError {
            content: words.into(),
            ..SummaryError::default()
        };
        Self {
            frame,
            errors: wrong.map(|words| ErrorSummary::of(vec![error(words)])),
            rows: lines
                .into_iter()
                .enumerate()
                .map(|(place, line)| row(place, line))
                .collect(),
        }
    }
}

fn row(place: usize, line: EmergencyLine) -> LookRow {
    let waits = line.review_by.is_some();
    let action = format!("/emergencies/{}", line.handle.as_str());
    let same_words = match line.same_words_before {
        0 => None,
        1 => Some("The same words as in 1 earlier request".to_owned()),
        count => Some(format!("The same words as in {count} earlier requests")),
    };
    let family = line.family.as_ref();
    LookRow {
        worker: line.worker,
        asked_at: line.asked_at,
        purpose: line.purpose.label(),
        reason: line.reason.label(),
        words: line.words.reveal().to_owned(),
        same_words,
        state: state_in_words(line.state),
        answered: line.answered,
        family: family.map(|handle| format!("/looks/{}", handle.as_str())),
        is_late: line.is_late,
        review_by: line.review_by,
        review: line.review.map(|(outcome, by, words)| {
            let words = words.map_or_else(String::new, |words| format!(": “{}”", words.reveal()));
            format!("{}, {by}{words}", outcome.label())
        }),
        form: waits.then(|| ReviewFields {
            action,
            id: place,
            outcomes: EmergencyOutcome::ALL.map(|one| (one.code(), one.label())),
        }),
    }
}

const fn state_in_words(state: EmergencyState) -> &'static str {
    match state {
        EmergencyState::Waiting => "Waits for a second person",
        EmergencyState::Lapsed => "Nobody answered in time",
        EmergencyState::Declined => "Not approved",
        EmergencyState::Open => "Open now",
        EmergencyState::Over => "Over",
    }
}
