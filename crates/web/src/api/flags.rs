//! The flags about look-ups, and what came of one.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use operations::audit::flags::FlagOutcome;
use operations::{FlagLine, FlagReviewError, FlagsView, GivenFlagReview};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem_body::ProblemBody;
use crate::problem::{Problem, shown};
use crate::sent::{SentJson, handle_in};
use crate::visit::SignedIn;

/// Flags: what waits, and what was reviewed.
#[derive(Serialize, ToSchema)]
pub(crate) struct FlagsBody {
    /// How many looks were watched.
    watched: usize,
    waiting: Vec<FlagBody>,
    reviewed: Vec<FlagBody>,
}

/// One flag.
#[derive(Serialize, ToSchema)]
pub(crate) struct FlagBody {
    handle: String,
    /// `F1` to `F11`.
    flag: String,
    label: String,
    /// What to ask the worker.
    question: String,
    worker: String,
    on_behalf_of: Option<String>,
    at: String,
    /// Handle of the person, where the flag is about one.
    person: Option<String>,
    /// What recorded facts say.
    fact: String,
    /// Number of the audit entry that raised it.
    entry: u64,
    due: String,
    is_late: bool,
    outcome: Option<FlagOutcomeBody>,
}

/// What came of a flag.
#[derive(Serialize, ToSchema)]
pub(crate) struct FlagOutcomeBody {
    outcome: String,
    reason: String,
    worker: String,
    at: String,
}

/// An outcome with its reason.
#[derive(Deserialize, ToSchema)]
pub(crate) struct FlagReviewBody {
    /// `work_reason`, `honest_mistake`, `team_manager_asks` or `passed_on`.
    outcome: String,
    reason: String,
}

/// The flags about look-ups.
#[utoipa::path(
    get, path = "/api/v1/flags", tag = "looks",
    responses(
        (status = 200, description = "The flags", body = FlagsBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Not for this role", body = ProblemBody),
    )
)]
pub(crate) async fn list(who: SignedIn) -> Result<Json<FlagsBody>, Problem> {
    let answer = who
        .kith
        .see_flags(&who.sitting, who.at, &who.request_id)
        .await?;
    Ok(Json(FlagsBody::new(shown(answer)?)))
}

/// Keeps what came of a flag.
#[utoipa::path(
    post, path = "/api/v1/flags/{handle}", tag = "looks", request_body = FlagReviewBody,
    params(("handle" = String, Path, description = "A flag's handle in this sitting")),
    responses(
        (status = 204, description = "Kept"),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Not for this role", body = ProblemBody),
        (status = 404, description = "No such handle in this sitting", body = ProblemBody),
        (status = 422, description = "Something is missing", body = ProblemBody),
    )
)]
pub(crate) async fn review(
    who: SignedIn,
    path: Path<String>,
    SentJson(sent): SentJson<FlagReviewBody>,
) -> Result<StatusCode, Problem> {
    let handle = handle_in(&path)?;
    let given = GivenFlagReview {
        outcome: FlagOutcome::parse(&sent.outcome),
        reason: sent.reason,
    };
    let moment = (who.at, who.request_id.as_str());
    let kept = who
        .kith
        .review_flag(&who.sitting, &handle, &given, moment)
        .await;
    shown(kept.map_err(problem)?)?;
    Ok(StatusCode::NO_CONTENT)
}

fn problem(error: FlagReviewError) -> Problem {
    let lacking = |code, words| Problem::NotEnough { code, words };
    match error {
        FlagReviewError::NoOutcome => lacking("no_outcome", "Choose what came of the flag."),
        FlagReviewError::ReasonTooShort => lacking(
            "reason_too_short",
            "Say in at least 15 letters what was asked and answered.",
        ),
        FlagReviewError::ReasonTooLong => lacking(
            "reason_too_long",
            "The reason must be 600 letters or fewer.",
        ),
        FlagReviewError::OwnFlag => lacking(
            "own_flag",
            "A flag about your own look is reviewed by somebody else.",
        ),
        FlagReviewError::Operation(error) => error.into(),
    }
}

impl FlagsBody {
    fn new(view: FlagsView) -> Self {
        Self {
            watched: view.watched,
            waiting: view.waiting.into_iter().map(FlagBody::new).collect(),
            reviewed: view.reviewed.into_iter().map(FlagBody::new).collect(),
        }
    }
}

impl FlagBody {
    fn new(line: FlagLine) -> Self {
        Self {
            handle: line.handle.as_str().to_owned(),
            flag: line.flag.code().to_owned(),
            label: line.flag.label().to_owned(),
            question: line.flag.question().to_owned(),
            worker: line.worker,
            on_behalf_of: line.on_behalf_of,
            at: line.at,
            person: line.person.map(|(handle, _)| handle.as_str().to_owned()),
            fact: line.fact,
            entry: line.entries.1,
            due: line.due,
            is_late: line.is_late,
            outcome: line.outcome.map(|review| FlagOutcomeBody {
                outcome: review.outcome.code().to_owned(),
                reason: review.reason.reveal().to_owned(),
                worker: review.worker,
                at: review.at,
            }),
        }
    }
}
