//! Files that pages ask for: style sheet, scripts, pictures, the council's colour.
//!
//! INVARIANT: only these may be kept by a browser, and only as long as their content is the same.

use axum::extract::{Path, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::assets;
use crate::council_colour::CouncilColour;
use crate::problem::Problem;
use crate::visit::Visit;

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// The version in an address.
#[derive(Default, Deserialize)]
pub(crate) struct Version {
    v: Option<String>,
}

/// `GET /assets/{*path}`.
pub(crate) async fn asset(
    Path(path): Path<String>,
    Query(version): Query<Version>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asset = assets::find(&path).ok_or(Problem::NotFound)?;
    let tag = format!("\"{}\"", asset.hash);
    let keep = if version.v.as_deref() == Some(asset.hash) {
        FOR_GOOD
    } else {
        ASK_AGAIN
    };
    let known = [(ETAG, tag.clone()), (CACHE_CONTROL, keep.to_owned())];
    if headers
        .get(IF_NONE_MATCH)
        .is_some_and(|sent| sent.as_bytes() == tag.as_bytes())
    {
        return Ok((StatusCode::NOT_MODIFIED, known).into_response());
    }
    Ok((known, [(CONTENT_TYPE, asset.content_type)], asset.bytes).into_response())
}

/// `GET /council.css`: the council's colour as a few lines of style.
pub(crate) async fn council_style(visit: Visit) -> Result<Response, Problem> {
    let colour = visit.kith.council().colour.as_deref();
    let colour = colour
        .and_then(|text| CouncilColour::parse(text).ok())
        .ok_or(Problem::NotFound)?;
    let kind = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, ASK_AGAIN),
    ];
    Ok((kind, colour.style_sheet()).into_response())
}
