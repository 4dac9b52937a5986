//! The JSON API: the same operations as the pages, with bodies of their own.
//!
//! Each file holds one resource: its handler, its body type, and the conversion written by hand,
//! so that a change inside never changes the contract by accident
//! (`tests/openapi_is_a_contract.rs`).
//! INVARIANT: a body holds what the operation gave and nothing beyond it.

pub(crate) mod families;
pub(crate) mod find;
pub(crate) mod flags;
pub(crate) mod involvements;
pub(crate) mod linkage;
pub(crate) mod looks;
pub(crate) mod not_shared;
pub(crate) mod openapi;
pub(crate) mod oversight;
pub(crate) mod problem_body;
pub(crate) mod reports;
pub(crate) mod sitting;
pub(crate) mod sources;

use family::Family;
use operations::{
    DetailsView, FamilyView, FoundPeople, LinkageView, LookLine, Refused, SourceState,
};
use serde::Serialize;
use serde_json::Value;
use vocabulary::PersonalText;

/// The OpenAPI document of the API.
#[must_use]
pub fn openapi_document() -> Value {
    openapi::value()
}

/// A family as `GET /api/v1/families/{handle}` gives it.
#[must_use]
pub fn family_body(view: &FamilyView) -> Value {
    value(&families::FamilyBody::new(view))
}

/// People found as `POST /api/v1/find` gives them.
#[must_use]
pub fn found_body(found: &FoundPeople) -> Value {
    value(&find::FoundBody::new(found))
}

/// One involvement as `GET /api/v1/involvements/{handle}` gives it.
#[must_use]
pub fn details_body(view: &DetailsView) -> Value {
    value(&involvements::InvolvementBody::new(view))
}

/// Link runs as `GET /api/v1/linkage` gives them.
#[must_use]
pub fn linkage_body(view: &LinkageView) -> Value {
    value(&linkage::LinkageBody::new(view))
}

/// Looks as `GET /api/v1/looks` gives them.
#[must_use]
pub fn looks_body(lines: &[LookLine]) -> Value {
    value(&looks::LooksBody::new(lines))
}

/// A refusal as programs read it, with the way on.
#[must_use]
pub fn refused_body(refused: &Refused) -> Value {
    value(&serde_json::json!({ "refused": problem_body::RefusalBody::new(refused) }))
}

/// Sources as `GET /api/v1/sources` gives them.
#[must_use]
pub fn sources_body(states: &[SourceState]) -> Value {
    value(&sources::SourcesBody::new(states))
}

fn value(body: &impl Serialize) -> Value {
    serde_json::to_value(body).expect("texts, numbers and lists always serialise")
}

fn text(text: Option<&PersonalText>) -> Option<String> {
    text.map(|text| text.reveal().to_owned())
}

/// The names of the sources that say something, each once.
fn said_by(family: &Family, said: &[vocabulary::Provenance]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for provenance in said {
        let name = family.source_name(&provenance.source).to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
