//! The canonical text of an event: one line of JSON, as it is stored and hashed.
//!
//! Fields stand in the order below; empty ones are left out; there is no white space between
//! them; maps are in order of their keys; times are RFC 3339 in UTC. The second form begins with
//! `{"form":2,` and holds commitments where the first held people, case and terms in the clear.
//! Invariant: the same event under the same keys has the same text.

use crate::body_text::BodyText;
use crate::commitment::{CommitmentKey, EntryKeys, Part, Readable};
use crate::decided::Decided;
use crate::{AuditAction, AuditEvent, Hash, LevelShown, StoredEntry};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{CaseReference, Category, Level, PersonId, Purpose, Role, SourceId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    form: Option<u8>,
    #[serde(borrow)]
    action: BodyText<'a>,
    #[serde(borrow)]
    at: BodyText<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    worker: Option<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    role: Option<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    purpose: Option<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    case: Option<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    shown: Vec<(BodyText<'a>, BodyText<'a>, u8)>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    refusal: Option<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    rules: Vec<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    rulebook: Option<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    facts: Option<BodyText<'a>>,
    #[serde(borrow, default, skip_serializing_if = "BTreeMap::is_empty")]
    terms: BTreeMap<BodyText<'a>, BodyText<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    results: Option<u32>,
    #[serde(borrow)]
    request: BodyText<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    note: Option<BodyText<'a>>,
}

/// An entry's body, read and held against what is kept beside it.
pub(crate) struct Opened<'a> {
    body: Body<'a>,
    /// What was done.
    pub(crate) action: AuditAction,
    /// Parts that the body holds and that nothing beside it opens.
    pub(crate) missing: Vec<Part>,
    /// Whether something beside the entry does not belong to it.
    pub(crate) is_at_odds: bool,
    people: Vec<PersonId>,
    detail_fits: bool,
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
    let people: Option<Vec<BodyText<'_>>> = people
        .map(|person| {
            let key = keys.people.get(person)?;
            Some(key.of_person(seq, *person).to_string().into())
        })
        .collect();
    let needs_detail = event.case.is_some() || !event.terms.is_empty();
    let detail = keys.detail.filter(|_| needs_detail);
    if needs_detail && detail.is_none() {
        return Err(KeyMissing);
    }
    let shown = event.shown.iter().map(|shown| {
        (
            shown.source.as_str().into(),
            shown.category.code().into(),
            shown.level.number(),
        )
    });
    let body = Body {
        form: Some(2),
        action: event.action.code().into(),
        at: event.at.to_string().into(),
        worker: event.worker.as_deref().map(Into::into),
        on_behalf_of: event.on_behalf_of.as_deref().map(Into::into),
        role: event.role.map(|role| role.code().into()),
        purpose: event.purpose.map(|purpose| purpose.code().into()),
        case: detail.and_then(|key| committed_case(&key, seq, event.case.as_ref())),
        people: people.ok_or(KeyMissing)?,
        shown: shown.collect(),
        refusal: event.refusal.as_deref().map(Into::into),
        rules: event.rule_ids.iter().map(|id| id.as_str().into()).collect(),
        rulebook: event.rulebook_version.as_deref().map(Into::into),
        facts: event.decided_on.as_deref().map(Into::into),
        terms: detail.map_or_else(BTreeMap::new, |key| {
            committed_terms(&key, seq, &event.terms)
        }),
        results: event.results,
        request: event.request_id.as_str().into(),
        note: event.note.as_deref().map(Into::into),
    };
    Ok(serde_json::to_string(&body).expect("strings and numbers are always written"))
}

fn committed_case<'a>(
    key: &CommitmentKey,
    seq: u64,
    case: Option<&CaseReference>,
) -> Option<BodyText<'a>> {
    case.map(|case| key.of_case(seq, case.reveal()).to_string().into())
}

fn committed_terms<'a>(
    key: &CommitmentKey,
    seq: u64,
    terms: &'a BTreeMap<String, String>,
) -> BTreeMap<BodyText<'a>, BodyText<'a>> {
    let commit = |(field, words): (&'a String, &String)| {
        let commitment = key.of_term(seq, field, words);
        (field.as_str().into(), commitment.to_string().into())
    };
    terms.iter().map(commit).collect()
}

/// The fields of a text; nothing when it is no entry's, in whatever form.
fn fields(text: &str) -> Option<Body<'_>> {
    let body: Body<'_> = serde_json::from_str(text).ok()?;
    let form_fits = body.form == is_second_form(text).then_some(2);
    form_fits.then_some(body)
}

/// The body of entry number `seq` against what is kept beside it; nothing when the text is no
/// entry's: every word in it is one that is known. Nothing is copied.
pub(crate) fn open<'a>(seq: u64, text: &'a str, beside: &Readable) -> Option<Opened<'a>> {
    let body = fields(text)?;
    let action = AuditAction::parse(&body.action)?;
    let is_read = body.at.parse::<Timestamp>().is_ok()
        && known(body.role.as_deref(), Role::parse).is_some()
        && known(body.purpose.as_deref(), Purpose::parse).is_some()
        && body.shown.iter().all(|(source, category, level)| {
            SourceId::fits(source)
                && Category::parse(category).is_some()
                && Level::from_number(*level).is_some()
        });
    if !is_read {
        return None;
    }
    let people = if body.form.is_some() {
        open_people(seq, &body, beside)?
    } else {
        known(body.case.as_deref(), |case| CaseReference::parse(case).ok())?;
        people_in_the_clear(&body, beside)?
    };
    let mut opened = Opened {
        body,
        action,
        missing: people.missing,
        is_at_odds: people.is_at_odds,
        people: people.people,
        detail_fits: false,
    };
    opened.open_detail(seq, beside);
    Some(opened)
}

impl Opened<'_> {
    /// The time as it is written in the body.
    pub(crate) fn at(&self) -> &str {
        &self.body.at
    }

    /// The worker.
    pub(crate) fn worker(&self) -> Option<&str> {
        self.body.worker.as_deref()
    }

    /// What it says was decided, and on what.
    pub(crate) fn decided(&self) -> Decided<'_> {
        let body = &self.body;
        Decided {
            action: self.action,
            role: body.role.as_deref().and_then(Role::parse),
            purpose: body.purpose.as_deref().and_then(Purpose::parse),
            refusal: body.refusal.as_deref(),
            rules: &body.rules,
            rulebook: body.rulebook.as_deref(),
            facts: body.facts.as_deref(),
            shown: &body.shown,
        }
    }

    /// The note.
    pub(crate) fn note(&self) -> Option<&str> {
        self.body.note.as_deref()
    }

    /// The event; parts that are no longer readable are left out of it.
    pub(crate) fn into_event(self, beside: &Readable) -> Option<AuditEvent> {
        let body = self.body;
        let kept = |text: Option<BodyText<'_>>| text.map(BodyText::into_owned);
        let shown = body.shown.iter().map(|(source, category, level)| {
            Some(LevelShown {
                source: SourceId::parse(source).ok()?,
                category: Category::parse(category)?,
                level: Level::from_number(*level)?,
            })
        });
        let mut event = AuditEvent::new(self.action, body.at.parse().ok()?, "");
        event.shown = shown.collect::<Option<_>>()?;
        event.role = known(body.role.as_deref(), Role::parse)?;
        event.purpose = known(body.purpose.as_deref(), Purpose::parse)?;
        event.people = self.people;
        if body.form.is_none() {
            event.case = known(body.case.as_deref(), |case| CaseReference::parse(case).ok())?;
            let words = |(field, words): (BodyText<'_>, BodyText<'_>)| {
                (field.into_owned(), words.into_owned())
            };
            event.terms = body.terms.into_iter().map(words).collect();
        } else if let Some(detail) = beside.detail.as_ref().filter(|_| self.detail_fits) {
            event.case.clone_from(&detail.case);
            event.terms.clone_from(&detail.terms);
        }
        event.request_id = body.request.into_owned();
        event.worker = kept(body.worker);
        event.on_behalf_of = kept(body.on_behalf_of);
        event.refusal = kept(body.refusal);
        event.rule_ids = body.rules.into_iter().map(BodyText::into_owned).collect();
        event.rulebook_version = kept(body.rulebook);
        event.decided_on = kept(body.facts);
        event.results = body.results;
        event.note = kept(body.note);
        Some(event)
    }

    /// Whether case and terms are those that the body is bound to.
    fn open_detail(&mut self, seq: u64, beside: &Readable) {
        let Some(detail) = &beside.detail else {
            let has_detail = self.body.case.is_some() || !self.body.terms.is_empty();
            if self.body.form.is_some() && has_detail {
                self.missing.push(Part::Detail);
            }
            return;
        };
        // The first form holds them in the clear, and nothing beside it.
        self.detail_fits = self.body.form.is_some()
            && committed_case(&detail.key, seq, detail.case.as_ref()) == self.body.case
            && committed_terms(&detail.key, seq, &detail.terms) == self.body.terms;
        self.is_at_odds |= !self.detail_fits;
    }
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
fn people_in_the_clear(body: &Body<'_>, beside: &Readable) -> Option<OpenedPeople> {
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
fn open_people(seq: u64, body: &Body<'_>, beside: &Readable) -> Option<OpenedPeople> {
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

/// An absent word is absent; a word that is not known makes the whole text unreadable.
fn known<T>(word: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match word {
        None => Some(None),
        Some(word) => parse(word).map(Some),
    }
}
