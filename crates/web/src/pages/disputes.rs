//! What is disputed in the data that a worker answers for: the list with its clock, and answering.
//!
//! INVARIANT: a ticket names nobody; it has the source's own number.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use operations::{AnswerDisputeError, DisputeTicket, GivenDisputeAnswer, Handle, OperationError};
use serde::Deserialize;
use vocabulary::{DisputeAnswer, DisputeKind};

use super::{Shown, form_again, ok_page};
use crate::components::{
    Button, Choice, ErrorMessage, ErrorSummary, Fieldset, Hint, Label, Legend, Radios,
    SummaryError, Textarea,
};
use crate::frame::Frame;
use crate::problem::{Problem, shown};
use crate::sent::{SentForm, handle_in};
use crate::visit::SignedIn;

/// The list.
#[derive(Template)]
#[template(path = "pages/disputes.html")]
pub(crate) struct DisputesPage {
    frame: Frame,
    waiting: Vec<TicketRow>,
    overdue: usize,
    /// Disputed links, which the records desk answers in its review.
    links: Vec<TicketRow>,
    answered: Vec<TicketRow>,
}

/// One ticket with its form.
#[derive(Template)]
#[template(path = "pages/dispute_ticket.html")]
pub(crate) struct DisputeTicketPage {
    frame: Frame,
    summary: Option<ErrorSummary>,
    ticket: TicketRow,
    action: String,
    answer: Radios,
    words: Textarea,
    button: Button,
}

struct TicketRow {
    reference: String,
    what: String,
    source: String,
    key: String,
    who_says: String,
    reason: &'static str,
    added: String,
    said_on: String,
    due: String,
    clock: String,
    is_overdue: bool,
    answer: Option<&'static str>,
    answered_at: String,
    words: String,
    href: String,
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerSent {
    answer: String,
    words: String,
}

/// The field that is wrong, and what is wrong with it.
pub(super) type Wrong = (&'static str, &'static str);

/// `GET /disputes`.
pub(crate) async fn list(who: SignedIn) -> Shown {
    let tickets = tickets(&who).await?;
    let frame = who.frame("/disputes");
    Ok(ok_page(&DisputesPage::new(frame, tickets)))
}

/// `GET /disputes/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let page = ticket(&who, &handle, &AnswerSent::default(), None).await?;
    Ok(ok_page(&page))
}

/// `POST /disputes/{handle}`.
pub(crate) async fn answer(
    who: SignedIn,
    path: Path<String>,
    SentForm(sent): SentForm<AnswerSent>,
) -> Shown {
    let handle = handle_in(&path)?;
    let moment = (who.at, who.request_id.as_str());
    let given = GivenDisputeAnswer {
        answer: DisputeAnswer::parse(&sent.answer),
        words: sent.words.clone(),
    };
    let answered = who
        .kith
        .answer_dispute(&who.sitting, &handle, &given, moment)
        .await;
    match answered {
        Ok(answer) => {
            shown(answer)?;
            Ok(Redirect::to("/disputes").into_response())
        }
        Err(error) => {
            let wrong = wrong(error)?;
            let page = ticket(&who, &handle, &sent, Some(wrong)).await?;
            Ok(form_again(&page))
        }
    }
}

async fn tickets(who: &SignedIn) -> Result<Vec<DisputeTicket>, Problem> {
    let answer = who
        .kith
        .dispute_tickets(&who.sitting, who.at, &who.request_id)
        .await?;
    shown(answer)
}

async fn ticket(
    who: &SignedIn,
    handle: &Handle,
    sent: &AnswerSent,
    wrong: Option<Wrong>,
) -> Result<DisputeTicketPage, Problem> {
    let mut of_list = tickets(who).await?.into_iter();
    let ticket = of_list.find(|one| one.handle == *handle && one.kind == DisputeKind::WrongFact);
    let ticket = ticket.ok_or(OperationError::NotFound)?;
    let frame = who.frame_with_back("", "/disputes");
    Ok(DisputeTicketPage::new(frame, ticket, sent, wrong))
}

fn wrong(error: AnswerDisputeError) -> Result<Wrong, Problem> {
    Ok(match error {
        AnswerDisputeError::NoAnswer => ("answer", "Choose what came of it"),
        AnswerDisputeError::TooShort => {
            ("words", "Say in at least 15 letters what you did or found")
        }
        AnswerDisputeError::TooLong => ("words", "What you say must be 600 letters or fewer"),
        AnswerDisputeError::AnsweredAlready => {
            ("answer", "It has been answered, or was taken back")
        }
        AnswerDisputeError::Operation(error) => return Err(error.into()),
    })
}

impl DisputesPage {
    pub(super) fn new(frame: Frame, tickets: Vec<DisputeTicket>) -> Self {
        let (mut waiting, mut links, mut answered) = (Vec::new(), Vec::new(), Vec::new());
        for ticket in tickets {
            let list = match (ticket.answer.is_some(), ticket.kind) {
                (true, _) => &mut answered,
                (false, DisputeKind::WrongFact) => &mut waiting,
                (false, DisputeKind::WrongPerson) => &mut links,
            };
            list.push(TicketRow::new(ticket));
        }
        let all = waiting.iter().chain(&links);
        Self {
            frame,
            overdue: all.filter(|row| row.is_overdue).count(),
            waiting,
            links,
            answered,
        }
    }
}

impl TicketRow {
    fn new(ticket: DisputeTicket) -> Self {
        let answer = ticket.answer.as_ref();
        let words = answer.and_then(|answer| answer.words.as_ref());
        let text = |text: Option<&vocabulary::PersonalText>| {
            text.map_or_else(String::new, |text| text.reveal().to_owned())
        };
        let href = match (&ticket.question, ticket.kind) {
            (Some(question), DisputeKind::WrongPerson) => format!("/review/{}", question.as_str()),
            _ => format!("/disputes/{}", ticket.handle.as_str()),
        };
        Self {
            what: ticket.what,
            source: ticket.source_name,
            key: ticket.key.reveal().to_owned(),
            who_says: ticket.who_says,
            reason: ticket.reason.label(),
            added: text(ticket.words.as_ref()),
            said_on: ticket.said_on,
            clock: ticket.clock.in_words(),
            is_overdue: ticket.clock.is_overdue() && answer.is_none(),
            due: ticket.clock.due,
            answer: answer.map(|answer| answer.answer.label()),
            answered_at: answer.map_or_else(String::new, |answer| answer.at.clone()),
            words: text(words),
            reference: ticket.reference,
            href,
        }
    }
}

impl DisputeTicketPage {
    pub(super) fn new(
        frame: Frame,
        ticket: DisputeTicket,
        sent: &AnswerSent,
        wrong: Option<Wrong>,
    ) -> Self {
        let error = |field| {
            let here = wrong.filter(|(at, _)| *at == field);
            here.map(|(_, words)| ErrorMessage::new(words))
        };
        let ticket = TicketRow::new(ticket);
        Self {
            frame,
            summary: wrong.map(|(field, words)| {
                ErrorSummary::of(vec![SummaryError {
                    content: words.into(),
                    href: Some(format!("#{field}")),
                    ..SummaryError::default()
                }])
            }),
            action: ticket.href.clone(),
            answer: Radios {
                error: error("answer"),
                ..answers(&sent.answer)
            },
            words: Textarea {
                name: "words".to_owned(),
                label: Label {
                    classes: "govuk-label--m".into(),
                    ..Label::new("What did you do or find?")
                },
                hint: Some(Hint::new(
                    "Whoever disputed it reads this. Do not write where anybody lives.",
                )),
                error: error("words"),
                value: sent.words.clone(),
                rows: Some(4),
                ..Textarea::default()
            },
            button: Button::new("Answer"),
            ticket,
        }
    }
}

fn answers(value: &str) -> Radios {
    let fieldset = Fieldset {
        legend: Some(Legend {
            content: "What came of it?".into(),
            classes: "govuk-fieldset__legend--m".into(),
            ..Legend::default()
        }),
        ..Fieldset::default()
    };
    Radios {
        name: "answer".to_owned(),
        fieldset: Some(fieldset),
        items: DisputeAnswer::OF_OWNER
            .map(|answer| Choice::new(answer.code(), answer.label()))
            .into(),
        value: Some(value.to_owned()),
        ..Radios::default()
    }
}
