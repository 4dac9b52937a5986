//! What stands before every route: the sitting is read, and held against the route's least
//! requirement, before the handler runs and again before its answer leaves.
//!
//! Whoever signed in with a passphrase that the program made is led to choosing their own, and to
//! nothing else that needs a sitting.
//! INVARIANT: an answer for a role that the register does not name never leaves with its content.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::problem::Problem;
use crate::route_register::{Door, RouteRow};
use crate::session;
use crate::visit::{App, Moment, Visit};

/// Reads the sitting, holds the visit against the row, and only then lets the handler run.
pub(crate) async fn admit(
    State((app, row)): State<(App, &'static RouteRow)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(moment) = request.extensions().get::<Moment>().cloned() else {
        return Problem::Broken("no moment").into_response();
    };
    let mut visit = Visit {
        route: row.path,
        ..Visit::outside(&app, &moment)
    };
    let is_secure = app.settings.secure_cookies;
    visit.device = session::device_of(request.headers(), is_secure);
    if let Some(token) = session::token_of(request.headers(), is_secure) {
        let (device, id) = (visit.device.as_ref(), moment.request_id.as_str());
        match app.kith.sitting_in(&token, device, moment.at, id).await {
            Ok(sitting) => visit.sitting = sitting,
            Err(error) => return with(visit, Problem::from(error).into_response()),
        }
        if let Some(sitting) = &visit.sitting {
            match app.kith.unread_messages(sitting).await {
                Ok(count) => visit.unread = count,
                Err(error) => return with(visit, Problem::from(error).into_response()),
            }
        }
    }
    let has_to_choose = visit
        .sitting
        .as_ref()
        .is_some_and(operations::Sitting::has_to_choose_a_passphrase);
    if has_to_choose && !row.is_open_before_choosing() {
        return with(visit, Problem::ChoosePassphrase.into_response());
    }
    let leads_on = row.method == "GET" && row.door == Door::Page;
    if let Some(problem) = row.least.missing(leads_on, &visit) {
        return with(visit, problem.into_response());
    }
    request.extensions_mut().insert(visit.clone());
    let response = next.run(request).await;
    let role = visit.sitting.as_ref().map(|sitting| sitting.role);
    let is_open = role.is_none_or(|role| row.least.allows(role));
    if response.status() == StatusCode::OK && !is_open {
        return with(visit, Problem::NotForThisRole.into_response());
    }
    let purpose = visit.sitting.as_ref().and_then(|sitting| sitting.purpose);
    if response.status() == StatusCode::OK && row.least.needs_purpose() && purpose.is_none() {
        return with(visit, Problem::PurposeNeeded.into_response());
    }
    with(visit, response)
}

/// Sends the visit along, for the frame of a problem page and for the log.
fn with(visit: Visit, mut response: Response) -> Response {
    response.extensions_mut().insert(visit);
    response
}
