//! A program's sitting: signing in, saying why, signing out.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use operations::{SignInOutcome, SignInTry, StatedPurpose};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::Purpose;

use super::problem_body::ProblemBody;
use crate::problem::{self, Problem};
use crate::sent::SentJson;
use crate::session;
use crate::visit::{SignedIn, Visit};

/// Who signs in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SignInBody {
    /// Staff number.
    staff_id: String,
    /// Passphrase.
    passphrase: String,
    /// One-time code or recovery code, where the account has a second step.
    #[serde(default)]
    code: String,
}

/// The sitting that begins.
#[derive(Serialize, ToSchema)]
pub(crate) struct SittingBody {
    /// To be sent with each request as `Authorization: Bearer`.
    token: String,
}

/// Why the worker looks.
#[derive(Deserialize, ToSchema)]
pub(crate) struct PurposeBody {
    /// Code of the purpose, `P1` to `P11`.
    purpose: String,
    /// Case or referral number, where the purpose needs one.
    #[serde(default)]
    case: String,
    /// The colleague for whom the worker looks.
    #[serde(default)]
    on_behalf_of: String,
}

/// Begins a sitting.
#[utoipa::path(
    post, path = "/api/v1/sitting", tag = "sitting", request_body = SignInBody, security(()),
    responses(
        (status = 201, description = "The sitting has begun", body = SittingBody),
        (status = 401, description = "Not recognised, or the code is missing", body = ProblemBody),
        (status = 403, description = "A second step has to be set up first", body = ProblemBody),
        (status = 429, description = "Too many failed sign-ins", body = ProblemBody),
    )
)]
pub(crate) async fn sign_in(
    visit: Visit,
    SentJson(body): SentJson<SignInBody>,
) -> Result<Response, Problem> {
    let secret = session::fresh_secret();
    let (at, id) = (visit.at, visit.request_id.as_str());
    let tried = SignInTry {
        staff_id: &body.staff_id,
        passphrase: &body.passphrase,
        code: &body.code,
        device: None,
    };
    let token = match visit.kith.sign_in(&tried, secret, at, id).await? {
        SignInOutcome::SignedIn(token) => token.reveal().to_owned(),
        SignInOutcome::NotRecognised => return Err(Problem::NotRecognised),
        SignInOutcome::CodeNeeded(_) => return Err(Problem::CodeNeeded),
        SignInOutcome::SetUpNeeded(_) => return Err(Problem::SetUpNeeded),
        SignInOutcome::FirstPassphraseEnded => return Err(Problem::FirstPassphraseEnded),
    };
    Ok((StatusCode::CREATED, Json(SittingBody { token })).into_response())
}

/// Ends the sitting.
#[utoipa::path(
    delete, path = "/api/v1/sitting", tag = "sitting",
    responses(
        (status = 204, description = "The sitting has ended"),
        (status = 401, description = "Not signed in", body = ProblemBody),
    )
)]
pub(crate) async fn sign_out(who: SignedIn) -> Result<StatusCode, Problem> {
    who.kith
        .sign_out(&who.sitting, who.at, &who.request_id)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says why the worker looks, until it is said anew.
#[utoipa::path(
    put, path = "/api/v1/sitting/purpose", tag = "sitting", request_body = PurposeBody,
    responses(
        (status = 204, description = "Kept for this sitting"),
        (status = 403, description = "Refused, and recorded", body = ProblemBody),
        (status = 422, description = "Purpose or case is missing or unreadable", body = ProblemBody),
    )
)]
pub(crate) async fn state_purpose(
    who: SignedIn,
    SentJson(body): SentJson<PurposeBody>,
) -> Result<StatusCode, Problem> {
    let stated = StatedPurpose {
        purpose: Purpose::parse(&body.purpose),
        case: body.case,
        on_behalf_of: body.on_behalf_of,
    };
    let outcome = who
        .kith
        .state_purpose(&who.sitting, &stated, who.at, &who.request_id)
        .await?;
    problem::of_purpose(outcome).map_or(Ok(StatusCode::NO_CONTENT), Err)
}
