//! The start: leads everybody to the page where their work begins.
//!
//! INVARIANT: nobody is led to a page that refuses them for want of a purpose.

use axum::response::Redirect;
use vocabulary::Role;

use crate::visit::Visit;

/// `GET /`.
pub(crate) async fn lead_on(visit: Visit) -> Redirect {
    Redirect::to(match &visit.sitting {
        None => "/sign-in",
        Some(sitting) if sitting.purpose.is_none() && sitting.role != Role::Analyst => "/why",
        Some(sitting) => first_page(sitting.role),
    })
}

/// Where the work of a role begins once the purpose is stated.
pub(crate) const fn first_page(role: Role) -> &'static str {
    match role {
        Role::InformationGovernanceLead => "/looks",
        Role::RecordsDesk => "/review",
        Role::Analyst => "/linkage",
        _ => "/find",
    }
}

/// Whether the work of a role is to look for people.
pub(crate) const fn looks_for_people(role: Role) -> bool {
    !matches!(role, Role::RecordsDesk | Role::Analyst)
}
