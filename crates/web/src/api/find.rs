//! Finding a person.

use axum::Json;
use operations::{FindTerms, FoundPeople, FoundPerson};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::PersonalText;

use super::problem_body::ProblemBody;
use super::text;
use crate::problem::{Problem, shown};
use crate::sent::SentJson;
use crate::visit::SignedIn;

/// What is known; at least two details, each as a worker would type it.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TermsBody {
    family: String,
    given: String,
    birth_day: String,
    birth_month: String,
    birth_year: String,
    about_age: String,
    address: String,
    postcode: String,
    telephone: String,
    case_number: String,
    nhs_number: String,
    upn: String,
}

/// At most twenty people.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundBody {
    people: Vec<FoundPersonBody>,
    /// There are more than are listed.
    has_more: bool,
    /// What was tried, in words.
    tried: Vec<String>,
}

/// One person found.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundPersonBody {
    /// Leads to the family, in this sitting only.
    handle: String,
    family_name: Option<String>,
    given_name: Option<String>,
    other_names: Vec<String>,
    birth: Option<String>,
    age: Option<String>,
    /// First line of the address, where it may be shown.
    first_line: Option<String>,
    known_to: Vec<String>,
    /// Why the person is in this list.
    why: Vec<String>,
}

/// Finds people.
#[utoipa::path(
    post, path = "/api/v1/find", tag = "families", request_body = TermsBody,
    responses(
        (status = 200, description = "At most twenty people", body = FoundBody),
        (status = 401, description = "Not signed in", body = ProblemBody),
        (status = 403, description = "Refused, and recorded", body = ProblemBody),
        (status = 422, description = "Too few details, or one cannot be read", body = ProblemBody),
    )
)]
pub(crate) async fn find(
    who: SignedIn,
    SentJson(body): SentJson<TermsBody>,
) -> Result<Json<FoundBody>, Problem> {
    let terms = FindTerms::from(body);
    let answer = who
        .kith
        .find_person(&who.sitting, &terms, who.at, &who.request_id)
        .await?;
    Ok(Json(FoundBody::new(&shown(answer)?)))
}

impl From<TermsBody> for FindTerms {
    fn from(body: TermsBody) -> Self {
        Self {
            family: body.family,
            given: body.given,
            birth_day: body.birth_day,
            birth_month: body.birth_month,
            birth_year: body.birth_year,
            about_age: body.about_age,
            address: body.address,
            postcode: body.postcode,
            telephone: body.telephone,
            case_number: body.case_number,
            nhs_number: body.nhs_number,
            upn: body.upn,
        }
    }
}

impl FoundBody {
    pub(crate) fn new(found: &FoundPeople) -> Self {
        Self {
            people: found.people.iter().map(FoundPersonBody::new).collect(),
            has_more: found.has_more,
            tried: found.tried.clone(),
        }
    }
}

impl FoundPersonBody {
    fn new(person: &FoundPerson) -> Self {
        Self {
            handle: person.handle.as_str().to_owned(),
            family_name: text(person.family.as_ref()),
            given_name: text(person.given.as_ref()),
            other_names: person
                .other_names
                .iter()
                .map(PersonalText::reveal)
                .map(str::to_owned)
                .collect(),
            birth: text(person.birth.as_ref()),
            age: person.age.clone(),
            first_line: text(person.first_line.as_ref()),
            known_to: person.known_to.clone(),
            why: person.why.clone(),
        }
    }
}
