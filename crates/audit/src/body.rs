//! The canonical text of an event: one line of JSON, as it is stored and hashed.
//!
//! Fields stand in the order below; empty ones are left out; there is no white space between
//! them; maps are in order of their keys; times are RFC 3339 in UTC. Invariant: the same event
//! has the same text, and reading the text gives the event back.

use crate::{AuditAction, AuditEvent, LevelShown};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vocabulary::{CaseReference, Category, Level, PersonId, Purpose, Role, SourceId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    action: String,
    at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    worker: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    shown: Vec<(String, String, u8)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refusal: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rules: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rulebook: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    terms: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    results: Option<u32>,
    request: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// The text of an event.
pub(crate) fn write(event: &AuditEvent) -> String {
    let shown = event.shown.iter().map(|shown| {
        (
            shown.source.as_str().to_owned(),
            shown.category.code().to_owned(),
            shown.level.number(),
        )
    });
    let body = Body {
        action: event.action.code().to_owned(),
        at: event.at.to_string(),
        worker: event.worker.clone(),
        on_behalf_of: event.on_behalf_of.clone(),
        role: event.role.map(|role| role.code().to_owned()),
        purpose: event.purpose.map(|purpose| purpose.code().to_owned()),
        case: event.case.as_ref().map(|case| case.reveal().to_owned()),
        people: event.people.iter().map(PersonId::to_string).collect(),
        shown: shown.collect(),
        refusal: event.refusal.clone(),
        rules: event.rule_ids.clone(),
        rulebook: event.rulebook_version.clone(),
        terms: event.terms.clone(),
        results: event.results,
        request: event.request_id.clone(),
        note: event.note.clone(),
    };
    serde_json::to_string(&body).expect("strings and numbers are always written")
}

/// The event of a text; nothing when it is not one.
pub(crate) fn read(text: &str) -> Option<AuditEvent> {
    let body: Body = serde_json::from_str(text).ok()?;
    let people = body.people.iter().map(|id| PersonId::parse(id).ok());
    let shown = body.shown.iter().map(|(source, category, level)| {
        Some(LevelShown {
            source: SourceId::parse(source).ok()?,
            category: Category::parse(category)?,
            level: Level::from_number(*level)?,
        })
    });
    Some(AuditEvent {
        action: AuditAction::parse(&body.action)?,
        at: body.at.parse().ok()?,
        worker: body.worker,
        on_behalf_of: body.on_behalf_of,
        role: known(body.role, Role::parse)?,
        purpose: known(body.purpose, Purpose::parse)?,
        case: known(body.case, |case| CaseReference::parse(case).ok())?,
        people: people.collect::<Option<_>>()?,
        shown: shown.collect::<Option<_>>()?,
        refusal: body.refusal,
        rule_ids: body.rules,
        rulebook_version: body.rulebook,
        terms: body.terms,
        results: body.results,
        request_id: body.request,
        note: body.note,
    })
}

/// An absent word is absent; a word that is not known makes the whole text unreadable.
fn known<T>(word: Option<String>, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match word {
        None => Some(None),
        Some(word) => parse(&word).map(Some),
    }
}
