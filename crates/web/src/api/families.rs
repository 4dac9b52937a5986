//! A whole family: members, services, homes, whom to ring, and on what it rests.

pub(crate) mod contacts;
pub(crate) mod evidence;
pub(crate) mod homes;
pub(crate) mod members;

use axum::Json;
use axum::extract::Path;
use family::Sentence;
use operations::FamilyView;
use serde::Serialize;
use utoipa::ToSchema;

use self::contacts::ContactBody;
use self::evidence::{DisagreementBody, SearchedBody};
use self::homes::{HomeBody, OtherPlaceBody};
use self::members::MemberBody;
use super::problem_body::ProblemBody;
use crate::problem::{Problem, shown};
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The family of one child.
#[derive(Serialize, ToSchema)]
pub(crate) struct FamilyBody {
    /// Handle of the child who was looked up.
    child: Option<String>,
    /// The day of the look.
    today: String,
    /// The family in a few sentences.
    summary: Vec<String>,
    /// The members, the child first, each with one cell for each source.
    members: Vec<MemberBody>,
    /// Whom to ring.
    contacts: Vec<ContactBody>,
    /// Homes now and before.
    homes: Vec<HomeBody>,
    /// Places that are no homes.
    other_places: Vec<OtherPlaceBody>,
    /// The same fact, told differently.
    disagreements: Vec<DisagreementBody>,
    /// What is disputed; what the sources say stays as it is.
    disputed: Vec<DisputedBody>,
    /// What was searched.
    searched: Vec<SearchedBody>,
    why_you_may: String,
    rulebook_version: String,
    /// Number of the audit entry.
    audit_entry: String,
}

/// Shows the whole family of one person.
#[utoipa::path(
    get, path = "/api/v1/families/{handle}", tag = "families",
    params(("handle" = String, Path, description = "A person's handle in this sitting")),
    responses(
        (status = 200, description = "The family", body = FamilyBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Refused, and recorded", body = ProblemBody),
        (status = 404, description = "No such handle in this sitting", body = ProblemBody),
    )
)]
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Result<Json<FamilyBody>, Problem> {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .look_up_family(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    Ok(Json(FamilyBody::new(&shown(answer)?)))
}

impl FamilyBody {
    pub(crate) fn new(view: &FamilyView) -> Self {
        let family = &view.family;
        let handle = |person| person_handle(view, person);
        Self {
            child: handle(family.child),
            today: family.today.to_string(),
            summary: family.summary.iter().map(Sentence::reveal).collect(),
            members: family
                .members
                .iter()
                .map(|one| MemberBody::new(view, one))
                .collect(),
            contacts: family
                .contacts
                .iter()
                .map(|one| ContactBody::new(view, one))
                .collect(),
            homes: family
                .homes
                .iter()
                .map(|one| HomeBody::new(view, one))
                .collect(),
            other_places: family
                .other_places
                .iter()
                .map(|one| OtherPlaceBody::new(view, one))
                .collect(),
            disagreements: family
                .disagreements
                .iter()
                .map(|one| DisagreementBody::new(view, one))
                .collect(),
            disputed: DisputedBody::all(view),
            searched: family.searched.iter().map(SearchedBody::new).collect(),
            why_you_may: view.why_you_may.clone(),
            rulebook_version: view.rulebook_version.clone(),
            audit_entry: view.decision.clone(),
        }
    }
}

/// One thing that somebody disputes.
#[derive(Serialize, ToSchema)]
pub(crate) struct DisputedBody {
    /// Handle of the involvement; nothing where it is who a member is.
    involvement: Option<String>,
    /// Handle of the member, where it is who the member is.
    member: Option<String>,
    /// When and in which role it was said, and what came of it.
    words: String,
}

impl DisputedBody {
    fn all(view: &FamilyView) -> Vec<Self> {
        let marks = view.disputed.involvements.iter();
        let of_work = marks.flat_map(|(id, marks)| {
            let handle = view.involvements.get(id);
            let handle = handle.map(|handle| handle.as_str().to_owned());
            marks.iter().map(move |mark| Self {
                involvement: handle.clone(),
                member: None,
                words: mark.words.clone(),
            })
        });
        let marks = view.disputed.people.iter();
        let of_people = marks.flat_map(|(person, marks)| {
            let handle = person_handle(view, *person);
            marks.iter().map(move |mark| Self {
                involvement: None,
                member: handle.clone(),
                words: mark.words.clone(),
            })
        });
        of_work.chain(of_people).collect()
    }
}

/// A member's handle, by which the other parts of the body name them.
fn person_handle(view: &FamilyView, person: vocabulary::PersonId) -> Option<String> {
    view.people
        .get(&person)
        .map(|handle| handle.as_str().to_owned())
}
