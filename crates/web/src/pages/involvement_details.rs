//! The second step: one involvement with its dates, facts, freshness and why it may be seen.

use askama::Template;
use axum::extract::Path;
use family::{Contact, InvolvementDetails, dates};
use operations::{DetailsView, DisputedMark};
use vocabulary::{PersonalText, Telephone};

use super::{Shown, emergency, ok_page};
use crate::components::{Content, SummaryList, SummaryRow};
use crate::frame::Frame;
use crate::name_in_words::full_name;
use crate::problem::shown;
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/involvement_details.html")]
pub(crate) struct InvolvementDetailsPage {
    frame: Frame,
    service: &'static str,
    member: String,
    disputed: Vec<String>,
    dispute_href: String,
    facts: SummaryList,
    whom_to_ring: Vec<RingLine>,
    searched: SummaryList,
    why_you_may: String,
    agreement: Option<String>,
    basis: Option<String>,
    organisation: String,
    desks: Vec<RingLine>,
    decision: String,
}

/// One number.
struct RingLine {
    who: String,
    telephone: Option<String>,
    href: Option<String>,
    email: Option<String>,
}

/// `GET /details/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .see_details(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let view = shown(answer)?;
    let back = format!("/family/{}", view.family_handle.as_str());
    let until = who.kith.next_emergency_end(&who.sitting, who.at).await?;
    let frame = who.frame_with_back("/find", &back);
    let page = ok_page(&InvolvementDetailsPage::new(frame, &view));
    Ok(emergency::closing(page, until, who.at))
}

impl InvolvementDetailsPage {
    pub(super) fn new(frame: Frame, view: &DetailsView) -> Self {
        let details = &view.details;
        let name = view
            .member_name
            .as_ref()
            .map(full_name)
            .filter(|name| !name.is_empty());
        let desk = |words: &str, number: &Option<Telephone>| {
            number
                .as_ref()
                .map(|number| RingLine::of(words, Some(number)))
        };
        let desks = [
            desk("Their desk", &view.desk_telephone),
            desk("At night and at weekends", &view.out_of_hours_telephone),
        ];
        Self {
            frame: frame.of_look(&view.decision),
            service: details.service.label(),
            member: name.unwrap_or_else(|| "a member of the family".to_owned()),
            disputed: disputed(view),
            dispute_href: format!("/dispute/{}", view.dispute_handle.as_str()),
            facts: SummaryList {
                rows: facts(details)
                    .into_iter()
                    .map(|(key, value)| row(key, value))
                    .collect(),
                ..SummaryList::default()
            },
            whom_to_ring: details.contact.as_ref().map_or_else(Vec::new, ring_lines),
            searched: searched(view),
            why_you_may: view.why_you_may.clone(),
            agreement: view.agreement.clone(),
            basis: view.basis.clone(),
            organisation: view.organisation.clone(),
            desks: desks.into_iter().flatten().collect(),
            decision: view.decision.clone(),
        }
    }
}

impl RingLine {
    fn of(who: &str, number: Option<&Telephone>) -> Self {
        Self {
            who: who.to_owned(),
            telephone: number.map(|number| number.reveal().to_owned()),
            href: number.map(|number| format!("tel:{}", number.digits())),
            email: None,
        }
    }
}

/// What the source says, in its order, as far as the level allows.
fn facts(details: &InvolvementDetails) -> Vec<(String, String)> {
    let day = |date: Option<vocabulary::Date>| date.map(dates::long);
    let text = |text: &Option<PersonalText>| text.as_ref().map(|text| text.reveal().to_owned());
    let known = [
        ("Where it stands", Some(details.state_in_words.clone())),
        ("Kind", text(&details.kind)),
        ("Since", day(details.since)),
        ("Ended", day(details.ended)),
        ("Last contact", day(details.last_contact)),
        ("Organisation", text(&details.organisation)),
        ("Team", text(&details.team)),
    ];
    let own = known
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    let agreed = details
        .facts
        .iter()
        .map(|fact| (fact.label.clone(), fact.value.reveal().to_owned()));
    own.chain(agreed).collect()
}

/// What is disputed of it; the part is named only where this look shows it.
fn disputed(view: &DetailsView) -> Vec<String> {
    let shown = facts(&view.details);
    let is_shown = |part: &&String| shown.iter().any(|(key, _)| key == *part);
    let words = |mark: &DisputedMark| match mark.field.as_ref().filter(is_shown) {
        Some(part) => format!("{part}. {}", mark.words),
        None => mark.words.clone(),
    };
    view.disputed.iter().map(words).collect()
}

fn row(key: impl Into<Content>, value: String) -> SummaryRow {
    SummaryRow::new(key, value)
}

fn ring_lines(contact: &Contact) -> Vec<RingLine> {
    let worker = contact
        .worker
        .as_ref()
        .map(|worker| worker.name.reveal().to_owned());
    let line = |line: &family::Line| RingLine {
        email: line.email.as_ref().map(|email| email.reveal().to_owned()),
        ..RingLine::of(
            &match (line.kind, &worker) {
                (family::LineKind::Worker, Some(name)) => format!("{name}, {}", line.words),
                _ => line.words.clone(),
            },
            line.telephone.as_ref(),
        )
    };
    contact.lines.iter().map(line).collect()
}

/// How fresh the source is and what it would miss.
fn searched(view: &DetailsView) -> SummaryList {
    let line = &view.details.searched;
    let rows = [
        (
            "Source",
            format!("{}, {}", view.source_name, view.organisation),
        ),
        (
            "How fresh",
            format!("{} ({})", line.data_to, line.freshness),
        ),
        ("Covers", line.covers.clone()),
        ("Misses", line.misses.clone()),
        (
            "Area, ages, period",
            format!("{}; {}; {}", line.area, line.ages, line.period),
        ),
    ];
    SummaryList {
        rows: rows.map(|(key, value)| row(key, value)).into(),
        ..SummaryList::default()
    }
}
