//! The start: leads everybody to the page where their work begins.

use axum::response::Redirect;
use vocabulary::Role;

use crate::visit::Visit;

/// `GET /`.
pub(crate) async fn lead_on(visit: Visit) -> Redirect {
    Redirect::to(match &visit.sitting {
        None => "/sign-in",
        Some(sitting) if sitting.purpose.is_some() => "/find",
        Some(sitting) if sitting.role == Role::InformationGovernanceLead => "/looks",
        Some(_) => "/why",
    })
}
