//! Who has looked.

use axum::Json;
use axum::extract::{Path, Query};
use operations::{FamilyLooks, LookDays, LookGroup, LookLine};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::problem_body::ProblemBody;
use super::text;
use crate::problem::{Problem, shown};
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// Looks, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct LooksBody {
    looks: Vec<LookBody>,
}

/// One look.
#[derive(Serialize, ToSchema)]
pub(crate) struct LookBody {
    /// Number of the audit entry.
    number: u64,
    /// When, in words.
    at: String,
    worker: String,
    role: String,
    purpose: String,
    case: Option<String>,
    on_behalf_of: Option<String>,
    action: String,
    outcome: String,
    is_refusal: bool,
    /// What was refused, in words.
    refused_what: Option<String>,
    people: Vec<LookedAtBody>,
    terms: Vec<TermBody>,
    /// The recorded fact that explains the look.
    explained_by: Option<String>,
    /// What is missing where no recorded fact explains it.
    unexplained: Option<String>,
}

/// The looks at one family, what no recorded fact explains first.
#[derive(Serialize, ToSchema)]
pub(crate) struct FamilyLooksBody {
    /// How many looks no recorded fact explains.
    unexplained: usize,
    groups: Vec<LookGroupBody>,
}

/// Looks of one worker, for one purpose, on one case, with one explanation.
#[derive(Serialize, ToSchema)]
pub(crate) struct LookGroupBody {
    worker: String,
    role: String,
    purpose: String,
    case: Option<String>,
    on_behalf_of: Option<String>,
    is_explained: bool,
    /// The recorded fact, or what is missing.
    why: String,
    looks: Vec<LookBody>,
}

/// Somebody whom a look was about.
#[derive(Serialize, ToSchema)]
pub(crate) struct LookedAtBody {
    handle: String,
    /// For the information-governance lead; in one's own looks the name that one was shown.
    name: Option<String>,
}

/// One field of a search.
#[derive(Serialize, ToSchema)]
pub(crate) struct TermBody {
    field: String,
    words: String,
}

/// The newest looks of everybody.
#[utoipa::path(
    get, path = "/api/v1/looks", tag = "looks",
    responses(
        (status = 200, description = "The newest looks", body = LooksBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Not for this role", body = ProblemBody),
    )
)]
pub(crate) async fn recent(who: SignedIn) -> Result<Json<LooksBody>, Problem> {
    let answer = who
        .kith
        .recent_looks(&who.sitting, who.at, &who.request_id)
        .await?;
    Ok(Json(LooksBody::new(&shown(answer)?)))
}

/// The looks at one family.
#[utoipa::path(
    get, path = "/api/v1/looks/{handle}", tag = "looks",
    params(("handle" = String, Path, description = "A person's handle in this sitting")),
    responses(
        (status = 200, description = "The looks at this family", body = FamilyLooksBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Not for this role", body = ProblemBody),
        (status = 404, description = "No such handle in this sitting", body = ProblemBody),
    )
)]
pub(crate) async fn about_a_family(
    who: SignedIn,
    path: Path<String>,
) -> Result<Json<FamilyLooksBody>, Problem> {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .who_looked(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    Ok(Json(FamilyLooksBody::new(&shown(answer)?)))
}

/// One page of the worker's own looks.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnLooksBody {
    looks: Vec<LookBody>,
    /// Ask again with `older` set to this for the next page.
    older: Option<u64>,
}

/// Which of one's own looks.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OwnLooksQuery {
    /// The first day, as 2026-11-03.
    from: Option<String>,
    /// The last day, as 2026-11-03.
    to: Option<String>,
    /// Looks with a smaller number only.
    older: Option<u64>,
}

/// The worker's own looks.
#[utoipa::path(
    get, path = "/api/v1/my-looks", tag = "looks", params(OwnLooksQuery),
    responses(
        (status = 200, description = "One's own looks", body = OwnLooksBody),
        (status = 400, description = "A day cannot be read", body = ProblemBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
    )
)]
pub(crate) async fn own(
    who: SignedIn,
    Query(asked): Query<OwnLooksQuery>,
) -> Result<Json<OwnLooksBody>, Problem> {
    let day = |text: Option<String>| {
        let read = text.map(|text| text.parse().map_err(|_| Problem::Unreadable));
        read.transpose()
    };
    let days = LookDays {
        from: day(asked.from)?,
        to: day(asked.to)?,
        older_than: asked.older,
    };
    let answer = who
        .kith
        .own_looks(&who.sitting, days, who.at, &who.request_id)
        .await?;
    let own = shown(answer)?;
    Ok(Json(OwnLooksBody {
        looks: own.lines.iter().map(LookBody::new).collect(),
        older: own.older_than,
    }))
}

impl LooksBody {
    pub(crate) fn new(lines: &[LookLine]) -> Self {
        Self {
            looks: lines.iter().map(LookBody::new).collect(),
        }
    }
}

impl FamilyLooksBody {
    fn new(looks: &FamilyLooks) -> Self {
        let group = |group: &LookGroup| LookGroupBody {
            worker: group.worker.clone(),
            role: group.role.clone(),
            purpose: group.purpose.clone(),
            case: group.case.clone(),
            on_behalf_of: group.on_behalf_of.clone(),
            is_explained: group.is_explained,
            why: group.why.clone(),
            looks: group.lines.iter().map(LookBody::new).collect(),
        };
        Self {
            unexplained: looks.unexplained(),
            groups: looks.groups.iter().map(group).collect(),
        }
    }
}

impl LookBody {
    fn new(line: &LookLine) -> Self {
        let people = line.people.iter().map(|(handle, name)| LookedAtBody {
            handle: handle.as_str().to_owned(),
            name: text(name.as_ref()),
        });
        let terms = line.terms.iter().map(|(field, words)| TermBody {
            field: field.clone(),
            words: words.clone(),
        });
        Self {
            number: line.seq,
            at: line.at.clone(),
            worker: line.worker.clone(),
            role: line.role.clone(),
            purpose: line.purpose.clone(),
            case: line.case.clone(),
            on_behalf_of: line.on_behalf_of.clone(),
            action: line.action.clone(),
            outcome: line.outcome.clone(),
            is_refusal: line.is_refusal,
            refused_what: line.refused_what.clone(),
            people: people.collect(),
            terms: terms.collect(),
            explained_by: line.explained_by.clone(),
            unexplained: line.unexplained.clone(),
        }
    }
}
