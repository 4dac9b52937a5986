//! A person's own report.

use axum::Json;
use axum::extract::Path;
use operations::{HeldLine, ReportLook, SubjectReport, WithheldLine};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem_body::ProblemBody;
use super::text;
use crate::problem::{Problem, shown};
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// A person's own report: their copy, and what only the officer reads.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportBody {
    copy: ReportCopyBody,
    /// Never part of what the person is given.
    for_the_officer: Vec<WithheldBody>,
    /// Number of the audit entry.
    decision: String,
}

/// What the person is given.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportCopyBody {
    name: Option<String>,
    request: String,
    made_on: String,
    council: String,
    officer: String,
    held: Vec<HeldBody>,
    looks: Vec<ReportLookBody>,
    /// There are older looks.
    has_more: bool,
}

/// What one source holds.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldBody {
    source: String,
    organisation: String,
    categories: Vec<String>,
}

/// One look.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportLookBody {
    day: String,
    organisation: String,
    who: String,
    purpose: String,
    what: String,
    categories: Vec<String>,
}

/// Something that is withheld.
#[derive(Serialize, ToSchema)]
pub(crate) struct WithheldBody {
    what: String,
    exemption: String,
}

/// A person's own report.
#[utoipa::path(
    get, path = "/api/v1/reports/{handle}", tag = "looks",
    params(("handle" = String, Path, description = "A person's handle in this sitting")),
    responses(
        (status = 200, description = "The report", body = ReportBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Not for this role or purpose", body = ProblemBody),
        (status = 404, description = "No such handle in this sitting", body = ProblemBody),
    )
)]
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Result<Json<ReportBody>, Problem> {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .subject_report(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    Ok(Json(ReportBody::new(shown(answer)?)))
}

impl ReportBody {
    fn new(report: SubjectReport) -> Self {
        let held = |line: HeldLine| HeldBody {
            source: line.source,
            organisation: line.organisation,
            categories: line.categories,
        };
        let look = |look: ReportLook| ReportLookBody {
            day: look.day,
            organisation: look.organisation,
            who: look.who,
            purpose: look.purpose,
            what: look.what,
            categories: look.categories,
        };
        let withheld = |line: WithheldLine| WithheldBody {
            what: line.what,
            exemption: line.exemption,
        };
        Self {
            copy: ReportCopyBody {
                name: text(report.name.as_ref()),
                request: report.request,
                made_on: report.made_on,
                council: report.council,
                officer: report.officer,
                held: report.held.into_iter().map(held).collect(),
                looks: report.looks.into_iter().map(look).collect(),
                has_more: report.has_more,
            },
            for_the_officer: report.withheld.into_iter().map(withheld).collect(),
            decision: report.decision,
        }
    }
}
