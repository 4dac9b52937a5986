//! Every route of the site in one table: what is asked, who may ask, what it is.
//!
//! The site is built from this table and from nothing else, so a route without a stated least
//! requirement cannot exist. `tests/every_route_is_registered.rs` walks it.
//! INVARIANT: an answer for a role that the table does not name never leaves with its content;
//! the operation behind it has then refused and recorded, and this is the second lock.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post, put};
use vocabulary::Role;

use crate::problem::Problem;
use crate::route_guard::admit;
use crate::visit::{App, Visit};
use crate::{api, pages};

/// One route.
pub struct RouteRow {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path; what stands in braces is an opaque handle or the name of an asset.
    pub path: &'static str,
    /// What the asker needs at least. The rules may ask for more.
    pub least: Least,
    /// Page or API.
    pub door: Door,
    handler: fn() -> MethodRouter<App>,
}

/// What the asker of a route needs at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Least {
    /// Nothing: the page holds nothing about anybody.
    Public,
    /// A sitting.
    SignedIn,
    /// A sitting whose purpose has been stated.
    WithPurpose,
    /// A sitting of a worker in one of these roles.
    SignedInAs(&'static [Role]),
    /// A sitting of a worker in one of these roles, whose purpose has been stated.
    Roles(&'static [Role]),
}

/// Which way the answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// By a person.
    Page,
    /// By a program.
    Api,
}

const GOVERNANCE: Least = Least::Roles(&[Role::InformationGovernanceLead]);
const RECORDS_DESK: Least = Least::Roles(&[Role::RecordsDesk]);
const OWNERS: Least = Least::Roles(&[Role::SourceOwner, Role::RecordsDesk]);
const SAFEGUARDING_DESK: Least = Least::Roles(&[Role::SafeguardingDesk]);
const MATCH_FIGURES: Least = Least::SignedInAs(&[Role::RecordsDesk, Role::Analyst]);
const DATA_USE: Least = Least::SignedInAs(&[Role::SourceOwner, Role::InformationGovernanceLead]);
const LINK_RUNS: Least = Least::SignedInAs(&[
    Role::RecordsDesk,
    Role::Analyst,
    Role::InformationGovernanceLead,
]);

const GOVERNANCE_WITHOUT_PURPOSE: Least = Least::SignedInAs(&[Role::InformationGovernanceLead]);
const APPROVERS: Least = Least::SignedInAs(&[Role::TeamManager]);

const fn page(
    method: &'static str,
    path: &'static str,
    least: Least,
    handler: fn() -> MethodRouter<App>,
) -> RouteRow {
    RouteRow {
        method,
        path,
        least,
        door: Door::Page,
        handler,
    }
}

const fn api(
    method: &'static str,
    path: &'static str,
    least: Least,
    handler: fn() -> MethodRouter<App>,
) -> RouteRow {
    RouteRow {
        method,
        path,
        least,
        door: Door::Api,
        handler,
    }
}

/// The whole site.
pub static ROUTES: &[RouteRow] = {
    use Least::{Public, SignedIn, WithPurpose};
    &[
        page("GET", "/", Public, || get(pages::start::lead_on)),
        page("GET", "/sign-in", Public, || get(pages::sign_in::show)),
        page("POST", "/sign-in", Public, || post(pages::sign_in::sign_in)),
        page("GET", "/sign-in/code", Public, || {
            get(pages::sign_in_code::show)
        }),
        page("POST", "/sign-in/code", Public, || {
            post(pages::sign_in_code::finish)
        }),
        page("GET", "/sign-in/set-up", Public, || {
            get(pages::second_step::show_first)
        }),
        page("POST", "/sign-in/set-up", Public, || {
            post(pages::second_step::confirm_first)
        }),
        page("GET", "/sign-in/council", Public, || {
            get(pages::sign_in_council::send)
        }),
        page("GET", "/sign-in/council/again", SignedIn, || {
            get(pages::sign_in_council::send_again)
        }),
        page("GET", "/sign-in/back", Public, || {
            get(pages::sign_in_council::back)
        }),
        page("GET", "/sign-in/refused/{why}", Public, || {
            get(pages::sign_in_council::refused)
        }),
        page("GET", "/sign-in/again", SignedIn, || {
            get(pages::sign_in_again::show)
        }),
        page("POST", "/sign-in/again", SignedIn, || {
            post(pages::sign_in_again::prove)
        }),
        page("GET", "/sign-ins", SignedIn, || {
            get(pages::own_sign_ins::show)
        }),
        page("POST", "/sign-ins/end-one", SignedIn, || {
            post(pages::own_sign_ins::end_one)
        }),
        page("POST", "/sign-ins/end", SignedIn, || {
            post(pages::own_sign_ins::end_all)
        }),
        page("GET", "/passphrase", SignedIn, || {
            get(pages::passphrase::show)
        }),
        page("POST", "/passphrase", SignedIn, || {
            post(pages::passphrase::change)
        }),
        page("GET", "/second-step", SignedIn, || {
            get(pages::second_step::show)
        }),
        page("POST", "/second-step", SignedIn, || {
            post(pages::second_step::confirm)
        }),
        page("POST", "/sign-out", Public, || {
            post(pages::signed_out::sign_out)
        }),
        page("GET", "/why", SignedIn, || get(pages::why::show)),
        page("POST", "/why", SignedIn, || post(pages::why::state)),
        page("GET", "/find", WithPurpose, || get(pages::find::show)),
        page("POST", "/find", WithPurpose, || post(pages::found::find)),
        page("GET", "/family/{handle}", WithPurpose, || {
            get(pages::child_family::show)
        }),
        page("GET", "/details/{handle}", WithPurpose, || {
            get(pages::involvement_details::show)
        }),
        page("GET", "/looks", GOVERNANCE, || get(pages::looks::recent)),
        page("GET", "/looks/{handle}", GOVERNANCE, || {
            get(pages::family_looks::show)
        }),
        page("GET", "/my-looks", SignedIn, || get(pages::own_looks::show)),
        page("GET", "/flags", GOVERNANCE, || get(pages::flags::list)),
        page("GET", "/flags/{handle}", GOVERNANCE, || {
            get(pages::flags::show)
        }),
        page("POST", "/flags/{handle}", GOVERNANCE, || {
            post(pages::flags::review)
        }),
        page("GET", "/not-shared", GOVERNANCE, || {
            get(pages::not_shared::list)
        }),
        page("GET", "/not-shared/{handle}", WithPurpose, || {
            get(pages::not_shared::show)
        }),
        page("POST", "/not-shared/{handle}", WithPurpose, || {
            post(pages::not_shared::keep)
        }),
        page("GET", "/report/{handle}", GOVERNANCE, || {
            get(pages::subject_report::show)
        }),
        page("GET", "/our-data", DATA_USE, || get(pages::data_use::show)),
        page("GET", "/agreements", SignedIn, || {
            get(pages::agreements::show)
        }),
        page("GET", "/dispute/person/{handle}", WithPurpose, || {
            get(pages::dispute::things)
        }),
        page("GET", "/dispute/{handle}", WithPurpose, || {
            get(pages::dispute::show)
        }),
        page("POST", "/dispute/{handle}", WithPurpose, || {
            post(pages::dispute::raise)
        }),
        page("GET", "/my-disputes", SignedIn, || {
            get(pages::own_disputes::show)
        }),
        page("POST", "/my-disputes/{handle}/take-back", SignedIn, || {
            post(pages::own_disputes::take_back)
        }),
        page("GET", "/disputes", OWNERS, || get(pages::disputes::list)),
        page("GET", "/disputes/{handle}", OWNERS, || {
            get(pages::disputes::show)
        }),
        page("POST", "/disputes/{handle}", OWNERS, || {
            post(pages::disputes::answer)
        }),
        page("GET", "/disputed-links", GOVERNANCE, || {
            get(pages::disputed_links::show)
        }),
        page("GET", "/review", RECORDS_DESK, || {
            get(pages::review_queue::show)
        }),
        page("GET", "/review/decided", RECORDS_DESK, || {
            get(pages::review_decided::show)
        }),
        page("GET", "/review/figures", MATCH_FIGURES, || {
            get(pages::review_figures::show)
        }),
        page("GET", "/review/{handle}", RECORDS_DESK, || {
            get(pages::review_question::show)
        }),
        page("POST", "/review/{handle}", RECORDS_DESK, || {
            post(pages::review_answer::keep)
        }),
        page("POST", "/review/{handle}/check", RECORDS_DESK, || {
            post(pages::review_answer::check)
        }),
        page("POST", "/review/{handle}/undo", RECORDS_DESK, || {
            post(pages::review_decided::undo)
        }),
        page("GET", "/restrictions", SAFEGUARDING_DESK, || {
            get(pages::restrictions::show)
        }),
        page(
            "GET",
            "/restrictions/new/{handle}",
            SAFEGUARDING_DESK,
            || get(pages::restriction_new::ask),
        ),
        page(
            "POST",
            "/restrictions/new/{handle}",
            SAFEGUARDING_DESK,
            || post(pages::restriction_new::set),
        ),
        page(
            "POST",
            "/restrictions/{handle}/lift",
            SAFEGUARDING_DESK,
            || post(pages::restrictions::lift),
        ),
        page(
            "POST",
            "/restrictions/lifts/{handle}",
            SAFEGUARDING_DESK,
            || post(pages::restrictions::answer_lift),
        ),
        page(
            "POST",
            "/restrictions/{handle}/answer",
            SAFEGUARDING_DESK,
            || post(pages::restrictions::answer_held_back),
        ),
        page("GET", "/linkage", LINK_RUNS, || {
            get(pages::linkage_runs::show)
        }),
        page("GET", "/people-you-know", SignedIn, || {
            get(pages::people_you_know::show)
        }),
        page("POST", "/people-you-know", SignedIn, || {
            post(pages::people_you_know::name)
        }),
        page(
            "POST",
            "/people-you-know/{handle}/take-off",
            SignedIn,
            || post(pages::people_you_know::take_off),
        ),
        page("GET", "/named-people", GOVERNANCE_WITHOUT_PURPOSE, || {
            get(pages::named_people::show)
        }),
        page("POST", "/named-people", GOVERNANCE_WITHOUT_PURPOSE, || {
            post(pages::named_people::name)
        }),
        page(
            "POST",
            "/named-people/{handle}/answer",
            GOVERNANCE_WITHOUT_PURPOSE,
            || post(pages::named_people::answer),
        ),
        page("GET", "/messages", SignedIn, || get(pages::messages::show)),
        page("POST", "/messages/{handle}/not-asked", SignedIn, || {
            post(pages::messages::not_asked)
        }),
        page("GET", "/emergency", SignedIn, || {
            get(pages::emergency::show_for_duty)
        }),
        page("POST", "/emergency", SignedIn, || {
            post(pages::emergency::ask_for_duty)
        }),
        page("GET", "/emergency/{handle}", SignedIn, || {
            get(pages::emergency::show)
        }),
        page("POST", "/emergency/{handle}", SignedIn, || {
            post(pages::emergency::ask)
        }),
        page("POST", "/emergency/{handle}/open", SignedIn, || {
            post(pages::emergency::open)
        }),
        page("GET", "/approvals", APPROVERS, || {
            get(pages::approvals::show)
        }),
        page("POST", "/approvals/{handle}", APPROVERS, || {
            post(pages::approvals::answer)
        }),
        page("GET", "/emergencies", GOVERNANCE_WITHOUT_PURPOSE, || {
            get(pages::emergencies::show)
        }),
        page(
            "POST",
            "/emergencies/{handle}",
            GOVERNANCE_WITHOUT_PURPOSE,
            || post(pages::emergencies::review),
        ),
        page("GET", "/sources", SignedIn, || get(pages::sources::show)),
        page("GET", "/help", Public, || get(pages::standing::help)),
        page("GET", "/accessibility", Public, || {
            get(pages::standing::accessibility)
        }),
        page("GET", "/privacy", Public, || get(pages::standing::privacy)),
        page("GET", "/security", Public, || get(pages::security::show)),
        page("GET", "/council.css", Public, || {
            get(pages::served_files::council_style)
        }),
        page("GET", "/assets/{*path}", Public, || {
            get(pages::served_files::asset)
        }),
        api("GET", "/api/v1/openapi.json", Public, || {
            get(api::openapi::document)
        }),
        api("POST", "/api/v1/sitting", Public, || {
            post(api::sitting::sign_in)
        }),
        api("DELETE", "/api/v1/sitting", SignedIn, || {
            delete(api::sitting::sign_out)
        }),
        api("PUT", "/api/v1/sitting/purpose", SignedIn, || {
            put(api::sitting::state_purpose)
        }),
        api("POST", "/api/v1/find", WithPurpose, || {
            post(api::find::find)
        }),
        api("GET", "/api/v1/families/{handle}", WithPurpose, || {
            get(api::families::show)
        }),
        api("GET", "/api/v1/involvements/{handle}", WithPurpose, || {
            get(api::involvements::show)
        }),
        api("GET", "/api/v1/looks", GOVERNANCE, || {
            get(api::looks::recent)
        }),
        api("GET", "/api/v1/looks/{handle}", GOVERNANCE, || {
            get(api::looks::about_a_family)
        }),
        api("GET", "/api/v1/my-looks", SignedIn, || get(api::looks::own)),
        api("GET", "/api/v1/flags", GOVERNANCE, || get(api::flags::list)),
        api("POST", "/api/v1/flags/{handle}", GOVERNANCE, || {
            post(api::flags::review)
        }),
        api("GET", "/api/v1/not-shared", GOVERNANCE, || {
            get(api::not_shared::list)
        }),
        api("POST", "/api/v1/not-shared/{handle}", WithPurpose, || {
            post(api::not_shared::keep)
        }),
        api("GET", "/api/v1/reports/{handle}", GOVERNANCE, || {
            get(api::reports::show)
        }),
        api("GET", "/api/v1/our-data", DATA_USE, || {
            get(api::oversight::our_data)
        }),
        api("GET", "/api/v1/agreements", SignedIn, || {
            get(api::oversight::agreements)
        }),
        api("GET", "/api/v1/linkage", LINK_RUNS, || {
            get(api::linkage::show)
        }),
        api("GET", "/api/v1/sources", SignedIn, || {
            get(api::sources::show)
        }),
    ]
};

/// The routes, each behind its own guard.
pub(crate) fn routes(app: &App) -> Router<App> {
    ROUTES.iter().fold(Router::new(), |router, row| {
        let guard = from_fn_with_state((app.clone(), row), admit);
        router.route(row.path, (row.handler)().route_layer(guard))
    })
}

/// Whether a worker in this role may open the page at this path.
pub(crate) fn is_open_to(path: &str, role: Role) -> bool {
    ROUTES
        .iter()
        .filter(|row| row.method == "GET" && row.path == path)
        .any(|row| row.least.allows(role))
}

impl Least {
    pub(crate) fn needs_purpose(self) -> bool {
        match self {
            Self::Public | Self::SignedIn | Self::SignedInAs(_) => false,
            Self::WithPurpose | Self::Roles(_) => true,
        }
    }

    pub(crate) fn allows(self, role: Role) -> bool {
        match self {
            Self::Public | Self::SignedIn | Self::WithPurpose => true,
            Self::SignedInAs(roles) | Self::Roles(roles) => roles.contains(&role),
        }
    }

    /// What is missing before the operation may even be asked. A page that is opened without a
    /// purpose leads to where it is stated; anything else goes on to the operation, which refuses
    /// and records.
    pub(crate) fn missing(self, leads_on: bool, visit: &Visit) -> Option<Problem> {
        match (self, &visit.sitting) {
            (Self::Public, _) | (Self::SignedIn | Self::SignedInAs(_), Some(_)) => None,
            (Self::WithPurpose | Self::Roles(_), Some(sitting)) if sitting.purpose.is_some() => {
                None
            }
            (Self::WithPurpose, Some(_)) => leads_on.then_some(Problem::PurposeNeeded),
            // Another role goes on to the operation, which refuses and records.
            (Self::Roles(roles), Some(sitting)) => {
                (leads_on && roles.contains(&sitting.role)).then_some(Problem::PurposeNeeded)
            }
            (Self::SignedIn | Self::SignedInAs(_) | Self::WithPurpose | Self::Roles(_), None) => {
                Some(Problem::NotSignedIn)
            }
        }
    }
}

impl RouteRow {
    /// Whether it is answered before a worker has chosen a passphrase of their own: the page where
    /// they do, the ways out, and what needs no sitting at all.
    pub(crate) fn is_open_before_choosing(&self) -> bool {
        let is_way_out = self.method == "DELETE" && self.path == "/api/v1/sitting";
        self.least == Least::Public || self.path == "/passphrase" || is_way_out
    }
}

impl Door {
    /// How the answer under this path is read, also where there is no route.
    pub(crate) fn of_path(path: &str) -> Self {
        if path.starts_with("/api/") {
            Self::Api
        } else {
            Self::Page
        }
    }
}
