//! What a browser or a program sent, read into a struct or answered as a problem.
//!
//! INVARIANT: what could not be read is never repeated, neither in the answer nor in the log.

use axum::Form;
use axum::Json;
use axum::extract::rejection::{FormRejection, JsonRejection};
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use operations::Handle;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// A form.
pub(crate) struct SentForm<T>(pub(crate) T);

/// A JSON body.
pub(crate) struct SentJson<T>(pub(crate) T);

/// The handle in an address; an address without one leads nowhere.
pub(crate) fn handle_in(Path(text): &Path<String>) -> Result<Handle, Problem> {
    Handle::parse(text).ok_or(Problem::NotFound)
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for SentForm<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read = Form::<T>::from_request(request, state).await;
        read.map(|Form(sent)| Self(sent))
            .map_err(|why: FormRejection| unreadable(why.status()))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for SentJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read = Json::<T>::from_request(request, state).await;
        read.map(|Json(sent)| Self(sent))
            .map_err(|why: JsonRejection| unreadable(why.status()))
    }
}

fn unreadable(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLong
    } else {
        Problem::Unreadable
    }
}
