//! The start: leads everybody to the page where their work begins.
//!
//! INVARIANT: nobody is led to a page that refuses them for want of a purpose.

use axum::response::Redirect;
use vocabulary::{Purpose, Role};

use crate::visit::Visit;

/// `GET /`.
pub(crate) async fn lead_on(visit: Visit) -> Redirect {
    Redirect::to(match &visit.sitting {
        None => "/sign-in",
        Some(sitting) if sitting.purpose.is_none() && asks_why(sitting.role) => "/why",
        Some(sitting) => first_page_for(sitting.role, sitting.purpose),
    })
}

/// The same for a purpose of its own: a person's request begins with finding the person, and the
/// owner of a source who corrects a record begins with what is disputed.
pub(crate) fn first_page_for(role: Role, purpose: Option<Purpose>) -> &'static str {
    match purpose {
        Some(Purpose::SubjectRights) => "/find",
        Some(Purpose::RecordCorrection) if role == Role::SourceOwner => "/disputes",
        Some(_) | None => first_page(role),
    }
}

/// Where the work of a role begins once the purpose is stated.
pub(crate) const fn first_page(role: Role) -> &'static str {
    match role {
        Role::InformationGovernanceLead => "/looks",
        Role::RecordsDesk => "/review",
        Role::SafeguardingDesk => "/restrictions",
        Role::Analyst => "/linkage",
        Role::SourceOwner => "/our-data",
        _ => "/find",
    }
}

/// Whether the work of a role is to look for people.
pub(crate) const fn looks_for_people(role: Role) -> bool {
    !matches!(role, Role::RecordsDesk | Role::Analyst | Role::SourceOwner)
}

/// Whether the work of a role begins with saying why: figures about nobody do not.
const fn asks_why(role: Role) -> bool {
    !matches!(role, Role::Analyst | Role::SourceOwner)
}
