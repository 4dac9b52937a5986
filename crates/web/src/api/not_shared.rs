//! Recorded decisions not to share.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use operations::audit::NotSharedReason;
use operations::{GivenNotShared, NotSharedError, NotSharedLine};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem_body::ProblemBody;
use super::text;
use crate::problem::{Problem, shown};
use crate::sent::{SentJson, handle_in};
use crate::visit::SignedIn;

/// Decisions not to share, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct NotSharedListBody {
    decisions: Vec<NotSharedBody>,
}

/// One decision.
#[derive(Serialize, ToSchema)]
pub(crate) struct NotSharedBody {
    /// Handle of the person whom it is about.
    person: String,
    name: Option<String>,
    asked: String,
    reason: String,
    words: String,
    case: Option<String>,
    worker: String,
    at: String,
}

/// A decision as the worker gives it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct GivenNotSharedBody {
    /// Who asked, and for what.
    asked: String,
    /// `more_harm_to_the_child`, `danger_to_somebody`, `not_relevant`, `not_their_work`,
    /// `law_forbids` or `other`.
    reason: String,
    words: String,
}

/// Every decision not to share.
#[utoipa::path(
    get, path = "/api/v1/not-shared", tag = "looks",
    responses(
        (status = 200, description = "Newest first", body = NotSharedListBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Not for this role", body = ProblemBody),
    )
)]
pub(crate) async fn list(who: SignedIn) -> Result<Json<NotSharedListBody>, Problem> {
    let answer = who
        .kith
        .see_not_shared(&who.sitting, who.at, &who.request_id)
        .await?;
    let line = |line: NotSharedLine| NotSharedBody {
        person: line.person.0.as_str().to_owned(),
        name: text(line.person.1.as_ref()),
        asked: line.asked.reveal().to_owned(),
        reason: line.reason.code().to_owned(),
        words: line.words.reveal().to_owned(),
        case: line.case,
        worker: line.worker,
        at: line.at,
    };
    Ok(Json(NotSharedListBody {
        decisions: shown(answer)?.into_iter().map(line).collect(),
    }))
}

/// Keeps a decision not to share.
#[utoipa::path(
    post, path = "/api/v1/not-shared/{handle}", tag = "looks",
    request_body = GivenNotSharedBody,
    params(("handle" = String, Path, description = "A person's handle in this sitting")),
    responses(
        (status = 204, description = "Kept"),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Refused", body = ProblemBody),
        (status = 404, description = "No such handle in this sitting", body = ProblemBody),
        (status = 422, description = "Something is missing", body = ProblemBody),
    )
)]
pub(crate) async fn keep(
    who: SignedIn,
    path: Path<String>,
    SentJson(sent): SentJson<GivenNotSharedBody>,
) -> Result<StatusCode, Problem> {
    let handle = handle_in(&path)?;
    let given = GivenNotShared {
        asked: sent.asked,
        reason: NotSharedReason::parse(&sent.reason),
        words: sent.words,
    };
    let moment = (who.at, who.request_id.as_str());
    let kept = who
        .kith
        .decide_not_to_share(&who.sitting, &handle, &given, moment)
        .await;
    shown(kept.map_err(problem)?)?;
    Ok(StatusCode::NO_CONTENT)
}

fn problem(error: NotSharedError) -> Problem {
    let lacking = |code, words| Problem::NotEnough { code, words };
    match error {
        NotSharedError::NobodyAsked => lacking("nobody_asked", "Say who asked, and for what."),
        NotSharedError::NoReason => lacking("no_reason", "Choose why it was not shared."),
        NotSharedError::TooShort => lacking(
            "too_short",
            "Say in at least 15 letters why it was not shared.",
        ),
        NotSharedError::TooLong => lacking(
            "too_long_answer",
            "Each answer must be 600 letters or fewer.",
        ),
        NotSharedError::Operation(error) => error.into(),
    }
}
