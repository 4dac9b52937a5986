//! One involvement in detail.

use axum::Json;
use axum::extract::Path;
use operations::DetailsView;
use serde::Serialize;
use utoipa::ToSchema;

use super::families::contacts::LineBody;
use super::families::evidence::SearchedBody;
use super::problem_body::ProblemBody;
use super::text;
use crate::name_in_words::full_name;
use crate::problem::{Problem, shown};
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// One service's work with one person.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvolvementBody {
    service: &'static str,
    /// The person's name.
    person: Option<String>,
    /// The person's handle: leads back to the family.
    family: String,
    /// Where it stands, in words.
    state: String,
    kind: Option<String>,
    since: Option<String>,
    ended: Option<String>,
    last_contact: Option<String>,
    organisation: Option<String>,
    team: Option<String>,
    worker: Option<String>,
    /// Whom to ring, the right line of this hour first.
    lines: Vec<LineBody>,
    /// Agreed facts, in the source's order.
    facts: Vec<FactBody>,
    /// What of it is disputed, in words; what the source says stays as it is.
    disputed: Vec<String>,
    searched: SearchedBody,
    why_you_may: String,
    agreement: Option<String>,
    basis: Option<String>,
    /// The desk that answers for the data.
    desk_telephone: Option<String>,
    out_of_hours_telephone: Option<String>,
    /// Number of the audit entry.
    audit_entry: String,
}

/// One agreed fact.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactBody {
    label: String,
    value: String,
}

/// Shows one involvement.
#[utoipa::path(
    get, path = "/api/v1/involvements/{handle}", tag = "families",
    params(("handle" = String, Path, description = "An involvement's handle in this sitting")),
    responses(
        (status = 200, description = "One involvement", body = InvolvementBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Refused, and recorded", body = ProblemBody),
        (status = 404, description = "No such handle in this sitting", body = ProblemBody),
    )
)]
pub(crate) async fn show(
    who: SignedIn,
    path: Path<String>,
) -> Result<Json<InvolvementBody>, Problem> {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .see_details(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    Ok(Json(InvolvementBody::new(&shown(answer)?)))
}

impl InvolvementBody {
    pub(crate) fn new(view: &DetailsView) -> Self {
        let details = &view.details;
        let contact = details.contact.as_ref();
        let worker = contact.and_then(|contact| contact.worker.as_ref());
        let day = |date: Option<vocabulary::Date>| date.map(|date| date.to_string());
        let number = |number: &Option<vocabulary::Telephone>| {
            number.as_ref().map(|number| number.reveal().to_owned())
        };
        Self {
            service: details.service.code(),
            person: view.member_name.as_ref().map(full_name),
            family: view.family_handle.as_str().to_owned(),
            state: details.state_in_words.clone(),
            kind: text(details.kind.as_ref()),
            since: day(details.since),
            ended: day(details.ended),
            last_contact: day(details.last_contact),
            organisation: text(details.organisation.as_ref()),
            team: text(details.team.as_ref()),
            worker: text(worker.map(|worker| &worker.name)),
            lines: contact.map_or_else(Vec::new, |contact| LineBody::all(&contact.lines)),
            facts: details.facts.iter().map(FactBody::new).collect(),
            disputed: view
                .disputed
                .iter()
                .map(|mark| mark.words.clone())
                .collect(),
            searched: SearchedBody::new(&details.searched),
            why_you_may: view.why_you_may.clone(),
            agreement: view.agreement.clone(),
            basis: view.basis.clone(),
            desk_telephone: number(&view.desk_telephone),
            out_of_hours_telephone: number(&view.out_of_hours_telephone),
            audit_entry: view.decision.clone(),
        }
    }
}

impl FactBody {
    fn new(fact: &family::DetailsFact) -> Self {
        Self {
            label: fact.label.clone(),
            value: fact.value.reveal().to_owned(),
        }
    }
}
