//! The canonical text of an event: one line of JSON, as it is stored and hashed.
//!
//! Fields stand in the order below; empty ones are left out; there is no white space between
//! them; maps are in order of their keys; times are RFC 3339 in UTC. The second form begins with
//! `{"form":2,` and holds commitments where the first held people, case and terms in the clear.
//! Invariant: the same event under the same keys has the same text.

use crate::commitment::{CommitmentKey, EntryKeys, Part, Readable};
use crate::{AuditAction, AuditEvent, Hash, LevelShown, StoredEntry};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{CaseReference, Category, Level, PersonId, Purpose, Role, SourceId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    form: Option<u8>,
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

/// An entry put together again from its body and what is kept beside it.
pub(crate) struct Opened {
    /// The event; parts that are no longer readable are left out of it.
    pub(crate) event: AuditEvent,
    /// The time as it is written in the body.
    pub(crate) at: String,
    /// Parts that the body holds and that nothing beside it opens.
    pub(crate) missing: Vec<Part>,
    /// Whether something beside the entry does not belong to it.
    pub(crate) is_at_odds: bool,
}

/// Whether a body is of the second form.
pub(crate) fn is_second_form(text: &str) -> bool {
    text.starts_with(r#"{"form":2,"#)
}

/// A key for each person and for the details is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key is missing for something that the entry is about")]
pub struct KeyMissing;

/// The text of an event as entry number `seq`, in the second form.
pub(crate) fn write(seq: u64, event: &AuditEvent, keys: &EntryKeys) -> Result<String, KeyMissing> {
    let mut seen = BTreeSet::new();
    let people = event.people.iter().filter(|person| seen.insert(**person));
    let people: Option<Vec<String>> = people
        .map(|person| {
            let key = keys.people.get(person)?;
            Some(key.of_person(seq, *person).to_string())
        })
        .collect();
    let needs_detail = event.case.is_some() || !event.terms.is_empty();
    let detail = keys.detail.filter(|_| needs_detail);
    if needs_detail && detail.is_none() {
        return Err(KeyMissing);
    }
    let shown = event.shown.iter().map(|shown| {
        (
            shown.source.as_str().to_owned(),
            shown.category.code().to_owned(),
            shown.level.number(),
        )
    });
    let body = Body {
        form: Some(2),
        action: event.action.code().to_owned(),
        at: event.at.to_string(),
        worker: event.worker.clone(),
        on_behalf_of: event.on_behalf_of.clone(),
        role: event.role.map(|role| role.code().to_owned()),
        purpose: event.purpose.map(|purpose| purpose.code().to_owned()),
        case: detail.and_then(|key| committed_case(&key, seq, event.case.as_ref())),
        people: people.ok_or(KeyMissing)?,
        shown: shown.collect(),
        refusal: event.refusal.clone(),
        rules: event.rule_ids.clone(),
        rulebook: event.rulebook_version.clone(),
        terms: detail.map_or_else(BTreeMap::new, |key| {
            committed_terms(&key, seq, &event.terms)
        }),
        results: event.results,
        request: event.request_id.clone(),
        note: event.note.clone(),
    };
    Ok(serde_json::to_string(&body).expect("strings and numbers are always written"))
}

fn committed_case(key: &CommitmentKey, seq: u64, case: Option<&CaseReference>) -> Option<String> {
    case.map(|case| key.of_case(seq, case.reveal()).to_string())
}

fn committed_terms(
    key: &CommitmentKey,
    seq: u64,
    terms: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let commit = |(field, words): (&String, &String)| {
        let commitment = key.of_term(seq, field, words);
        (field.clone(), commitment.to_string())
    };
    terms.iter().map(commit).collect()
}

/// The fields of a text; nothing when it is no entry's, in whatever form.
fn fields(text: &str) -> Option<Body> {
    let body: Body = serde_json::from_str(text).ok()?;
    let form_fits = body.form == is_second_form(text).then_some(2);
    form_fits.then_some(body)
}

/// The event of entry number `seq`, with what is kept beside it; nothing when the text is no
/// entry's.
pub(crate) fn read(seq: u64, text: &str, beside: &Readable) -> Option<Opened> {
    let mut body = fields(text)?;
    let mut event = plain_event(&mut body)?;
    let mut opened = if body.form.is_some() {
        open_people(seq, &body, beside)?
    } else {
        people_in_the_clear(&body, beside)?
    };
    event.people = std::mem::take(&mut opened.people);
    if body.form.is_none() {
        event.case = known(body.case, |case| CaseReference::parse(case).ok())?;
        event.terms = body.terms;
        opened.is_at_odds |= beside.detail.is_some();
    } else {
        open_detail(seq, &body, beside, &mut event, &mut opened);
    }
    Some(Opened {
        event,
        at: body.at,
        missing: opened.missing,
        is_at_odds: opened.is_at_odds,
    })
}

/// The parts of an entry that go when these people are erased: their commitments, and the details
/// once nobody is left in it. Nothing for an entry of the first form, which stays as it is.
#[must_use]
pub fn parts_of(
    entry: &StoredEntry,
    beside: &Readable,
    gone: &BTreeSet<PersonId>,
) -> Option<Vec<Part>> {
    if !is_second_form(&entry.body) {
        return None;
    }
    let named = beside
        .people
        .iter()
        .filter(|(person, _)| gone.contains(person));
    let mut parts: Vec<Part> = named
        .filter_map(|(person, key)| Some(Part::Person((*key)?.of_person(entry.seq, *person))))
        .collect();
    if beside.detail.is_some() && parts.len() == beside.people.len() {
        parts.push(Part::Detail);
    }
    Some(parts)
}

struct OpenedPeople {
    people: Vec<PersonId>,
    missing: Vec<Part>,
    is_at_odds: bool,
}

/// The people of the first form stand in the body; beside it stand the same, each once.
fn people_in_the_clear(body: &Body, beside: &Readable) -> Option<OpenedPeople> {
    let people = body.people.iter().map(|id| PersonId::parse(id).ok());
    let people: Vec<PersonId> = people.collect::<Option<_>>()?;
    let written: BTreeSet<PersonId> = people.iter().copied().collect();
    let kept: BTreeSet<PersonId> = beside.people.iter().map(|(person, _)| *person).collect();
    Some(OpenedPeople {
        people,
        missing: Vec::new(),
        is_at_odds: written != kept,
    })
}

/// The people whose commitments the keys beside the entry open, in the body's order.
fn open_people(seq: u64, body: &Body, beside: &Readable) -> Option<OpenedPeople> {
    let mut by_commitment = BTreeMap::new();
    let mut is_at_odds = false;
    for (person, key) in &beside.people {
        match key {
            Some(key) => drop(by_commitment.insert(key.of_person(seq, *person), *person)),
            None => is_at_odds = true,
        }
    }
    let (mut people, mut missing) = (Vec::new(), Vec::new());
    for commitment in &body.people {
        let commitment = Hash::parse(commitment).ok()?;
        match by_commitment.remove(&commitment) {
            Some(person) => people.push(person),
            None => missing.push(Part::Person(commitment)),
        }
    }
    Some(OpenedPeople {
        people,
        missing,
        is_at_odds: is_at_odds || !by_commitment.is_empty(),
    })
}

fn open_detail(
    seq: u64,
    body: &Body,
    beside: &Readable,
    event: &mut AuditEvent,
    opened: &mut OpenedPeople,
) {
    let has_detail = body.case.is_some() || !body.terms.is_empty();
    match &beside.detail {
        None if has_detail => opened.missing.push(Part::Detail),
        None => {}
        Some(detail) => {
            let case = committed_case(&detail.key, seq, detail.case.as_ref());
            let terms = committed_terms(&detail.key, seq, &detail.terms);
            if case == body.case && terms == body.terms {
                event.case.clone_from(&detail.case);
                event.terms.clone_from(&detail.terms);
            } else {
                opened.is_at_odds = true;
            }
        }
    }
}

/// The event without people, case and terms, which stay in the body; what it takes is gone there.
fn plain_event(body: &mut Body) -> Option<AuditEvent> {
    let shown = body.shown.iter().map(|(source, category, level)| {
        Some(LevelShown {
            source: SourceId::parse(source).ok()?,
            category: Category::parse(category)?,
            level: Level::from_number(*level)?,
        })
    });
    let action = AuditAction::parse(&body.action)?;
    let mut event = AuditEvent::new(action, body.at.parse().ok()?, "");
    event.request_id = std::mem::take(&mut body.request);
    event.worker = body.worker.take();
    event.on_behalf_of = body.on_behalf_of.take();
    event.role = known(body.role.take(), Role::parse)?;
    event.purpose = known(body.purpose.take(), Purpose::parse)?;
    event.shown = shown.collect::<Option<_>>()?;
    event.refusal = body.refusal.take();
    event.rule_ids = std::mem::take(&mut body.rules);
    event.rulebook_version = body.rulebook.take();
    event.results = body.results;
    event.note = body.note.take();
    Some(event)
}

/// An absent word is absent; a word that is not known makes the whole text unreadable.
fn known<T>(word: Option<String>, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match word {
        None => Some(None),
        Some(word) => parse(&word).map(Some),
    }
}
