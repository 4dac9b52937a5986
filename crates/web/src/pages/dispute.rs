//! Saying that something is wrong, or is not about this person: what can be disputed, the form,
//! and what happens next.
//!
//! INVARIANT: the form says before it asks what will be hidden and what stays, and who is asked.

use askama::Template;
use axum::extract::Path;
use operations::{
    DisputeForm, GivenDispute, RaiseError, RaisedDispute, ThingToDispute, ThingsToDispute,
};
use serde::Deserialize;
use vocabulary::{DisputeKind, DisputeReason, PersonalText};

use super::{Shown, form_again, ok_page};
use crate::components::{
    Button, Choice, ErrorMessage, ErrorSummary, Fieldset, Hint, Label, Legend, Panel, Radios,
    Select, SelectOption, SummaryError, Textarea,
};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// What can be disputed about one person.
#[derive(Template)]
#[template(path = "pages/dispute_things.html")]
pub(crate) struct DisputeThingsPage {
    frame: Frame,
    name: String,
    rows: Vec<ThingRow>,
}

struct ThingRow {
    what: String,
    source: String,
    since: Option<String>,
    href: String,
}

/// The form.
#[derive(Template)]
#[template(path = "pages/dispute.html")]
pub(crate) struct DisputePage {
    frame: Frame,
    action: String,
    summary: Option<ErrorSummary>,
    name: String,
    what: String,
    source: String,
    is_for_the_person: bool,
    kind: Radios,
    part: Option<Select>,
    reason: Radios,
    words: Textarea,
    button: Button,
}

/// It was kept.
#[derive(Template)]
#[template(path = "pages/dispute_kept.html")]
pub(crate) struct DisputeKeptPage {
    frame: Frame,
    panel: Panel,
    is_hidden: bool,
    due: String,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DisputeSent {
    kind: String,
    part: String,
    reason: String,
    words: String,
}

/// The field that is wrong, and what is wrong with it.
pub(super) type Wrong = (&'static str, &'static str);

/// `GET /dispute/person/{handle}`.
pub(crate) async fn things(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .things_to_dispute(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let things = shown(answer)?;
    let frame = who.frame_with_back("", &back(&who, things.person.as_str()));
    Ok(ok_page(&DisputeThingsPage::new(frame, things)))
}

/// `GET /dispute/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let page = form(&who, &path, &DisputeSent::default(), None).await?;
    Ok(ok_page(&page))
}

/// `POST /dispute/{handle}`.
pub(crate) async fn raise(
    who: SignedIn,
    path: Path<String>,
    SentForm(sent): SentForm<DisputeSent>,
) -> Shown {
    let handle = handle_in(&path)?;
    let moment = (who.at, who.request_id.as_str());
    let raised = who
        .kith
        .raise_dispute(&who.sitting, &handle, &sent.given(), moment)
        .await;
    match raised {
        Ok(answer) => {
            let frame = who.frame_with_back("", "/my-disputes");
            Ok(ok_page(&DisputeKeptPage::new(frame, &shown(answer)?)))
        }
        Err(error) => {
            let wrong = wrong(error)?;
            Ok(form_again(&form(&who, &path, &sent, Some(wrong)).await?))
        }
    }
}

async fn form(
    who: &SignedIn,
    path: &Path<String>,
    sent: &DisputeSent,
    wrong: Option<Wrong>,
) -> Result<DisputePage, Problem> {
    let handle = handle_in(path)?;
    let answer = who
        .kith
        .thing_to_dispute(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let form = shown(answer)?;
    let frame = who.frame_with_back("", &back(who, form.person.as_str()));
    Ok(DisputePage::new(frame, &form, sent, wrong))
}

/// Back to where the worker came from: a family, or the report of the person who asked.
fn back(who: &SignedIn, person: &str) -> String {
    match who.sitting.purpose {
        Some(vocabulary::Purpose::SubjectRights) => format!("/report/{person}"),
        Some(_) | None => format!("/family/{person}"),
    }
}

fn wrong(error: RaiseError) -> Result<Wrong, Problem> {
    Ok(match error {
        RaiseError::NoKind => ("kind", "Choose what is wrong"),
        RaiseError::NoReason => ("reason", "Choose the reason"),
        RaiseError::ReasonDoesNotFit => ("reason", "Choose a reason that fits your answer above"),
        RaiseError::PartUnknown => ("part", "Choose one of the parts, or the whole"),
        RaiseError::WordsMissing => ("words", "Say in a few words what the reason is"),
        RaiseError::TooLong => ("words", "What you add must be 300 letters or fewer"),
        RaiseError::DisputedAlready => {
            ("kind", "This is disputed already, and waits for an answer")
        }
        RaiseError::OnlyRecord => (
            "kind",
            "This is the only record of this person, so nothing can be parted from it: say what \
             is wrong in it instead",
        ),
        RaiseError::Operation(error) => return Err(error.into()),
    })
}

fn name_or(name: Option<&PersonalText>) -> String {
    name.map_or_else(|| "this person".to_owned(), |name| name.reveal().to_owned())
}

fn what_of(thing: &ThingToDispute) -> String {
    let service = thing.service.clone();
    service.unwrap_or_else(|| "Who the person is".to_owned())
}

fn source_of(thing: &ThingToDispute) -> String {
    let (name, organisation) = (&thing.source_name, &thing.organisation);
    if name == organisation {
        return name.clone();
    }
    format!("{name}, {organisation}")
}

impl DisputeSent {
    fn given(&self) -> GivenDispute {
        GivenDispute {
            kind: DisputeKind::parse(&self.kind),
            part: self.part.clone(),
            reason: DisputeReason::parse(&self.reason),
            words: self.words.clone(),
        }
    }

    #[cfg(test)]
    pub(super) fn of(kind: &str, part: &str, reason: &str, words: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            part: part.to_owned(),
            reason: reason.to_owned(),
            words: words.to_owned(),
        }
    }
}

impl DisputeThingsPage {
    pub(super) fn new(frame: Frame, things: ThingsToDispute) -> Self {
        let row = |thing: ThingToDispute| ThingRow {
            what: what_of(&thing),
            source: source_of(&thing),
            href: format!("/dispute/{}", thing.handle.as_str()),
            since: thing.since,
        };
        Self {
            frame,
            name: name_or(things.name.as_ref()),
            rows: things.things.into_iter().map(row).collect(),
        }
    }
}

impl DisputePage {
    pub(super) fn new(
        frame: Frame,
        form: &DisputeForm,
        sent: &DisputeSent,
        wrong: Option<Wrong>,
    ) -> Self {
        let error = |field| {
            let here = wrong.filter(|(at, _)| *at == field);
            here.map(|(_, words)| ErrorMessage::new(words))
        };
        let thing = &form.thing;
        Self {
            frame,
            action: format!("/dispute/{}", thing.handle.as_str()),
            summary: wrong.map(|(field, words)| {
                ErrorSummary::of(vec![SummaryError {
                    content: words.into(),
                    href: Some(format!("#{field}")),
                    ..SummaryError::default()
                }])
            }),
            name: name_or(form.name.as_ref()),
            what: what_of(thing),
            source: source_of(thing),
            is_for_the_person: form.is_for_the_person,
            kind: Radios {
                error: error("kind"),
                ..kinds(&sent.kind)
            },
            part: (!thing.parts.is_empty()).then(|| Select {
                error: error("part"),
                ..parts(&thing.parts, &sent.part)
            }),
            reason: Radios {
                error: error("reason"),
                ..reasons(&sent.reason)
            },
            words: Textarea {
                error: error("words"),
                ..words(&sent.words)
            },
            button: Button::new("Say that this is wrong"),
        }
    }
}

/// A question with one answer.
fn radios(name: &str, legend: &str, items: Vec<Choice>, value: &str) -> Radios {
    let fieldset = Fieldset {
        legend: Some(Legend {
            content: legend.into(),
            classes: "govuk-fieldset__legend--m".into(),
            ..Legend::default()
        }),
        ..Fieldset::default()
    };
    Radios {
        name: name.to_owned(),
        fieldset: Some(fieldset),
        items,
        value: Some(value.to_owned()),
        ..Radios::default()
    }
}

fn kinds(value: &str) -> Radios {
    let said = |kind: DisputeKind, hint: &str| Choice::with_hint(kind.code(), kind.label(), hint);
    let items = vec![
        said(
            DisputeKind::WrongFact,
            "It stays on the page, marked as disputed. Its owner is asked.",
        ),
        said(
            DisputeKind::WrongPerson,
            "The whole record is hidden from everybody at once. The records desk is asked.",
        ),
    ];
    radios("kind", "What is wrong?", items, value)
}

fn reasons(value: &str) -> Radios {
    let items = DisputeReason::ALL.map(|reason| Choice::new(reason.code(), reason.label()));
    radios("reason", "Why?", items.into(), value)
}

fn parts(parts: &[String], value: &str) -> Select {
    let option = |value: &str, words: &str| SelectOption {
        value: Some(value.to_owned()),
        words: words.to_owned(),
        ..SelectOption::default()
    };
    let parts = parts.iter().map(|part| option(part, part));
    let whole = option("", "All of it");
    Select {
        name: "part".to_owned(),
        label: Label {
            classes: "govuk-label--m".into(),
            ..Label::new("Which part is wrong?")
        },
        hint: Some(Hint::new("Only where you say that something is wrong.")),
        options: std::iter::once(whole).chain(parts).collect(),
        value: Some(value.to_owned()),
        ..Select::default()
    }
}

fn words(value: &str) -> Textarea {
    Textarea {
        name: "words".to_owned(),
        label: Label {
            classes: "govuk-label--m".into(),
            ..Label::new("What would help whoever checks it? (optional)")
        },
        hint: Some(Hint::new(
            "The owner of the record reads this. Do not write where anybody lives.",
        )),
        value: value.to_owned(),
        rows: Some(3),
        ..Textarea::default()
    }
}

impl DisputeKeptPage {
    pub(super) fn new(frame: Frame, raised: &RaisedDispute) -> Self {
        Self {
            frame,
            panel: Panel {
                title: "It is disputed".into(),
                content: Some(format!("Your reference: {}", raised.reference).into()),
                ..Panel::default()
            },
            is_hidden: raised.kind == DisputeKind::WrongPerson,
            due: raised.due.clone(),
        }
    }
}
