//! Disputed links for the information-governance lead: who was shown the wrong join.
//!
//! INVARIANT: it lists looks, and nothing of what a record says but the name of whom it was about.

use askama::Template;
use operations::DisputedJoin;

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/disputed_links.html")]
pub(crate) struct DisputedLinksPage {
    frame: Frame,
    rows: Vec<LinkRow>,
}

struct LinkRow {
    href: String,
    name: String,
    reference: String,
    source: String,
    who_says: String,
    said_on: String,
    state: String,
    is_overdue: bool,
    seen: Vec<SeenRow>,
}

struct SeenRow {
    seq: u64,
    worker: String,
    at: String,
    what: &'static str,
}

/// `GET /disputed-links`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .disputed_joins(&who.sitting, who.at, &who.request_id)
        .await?;
    let frame = who.frame("/disputed-links");
    Ok(ok_page(&DisputedLinksPage::new(frame, shown(answer)?)))
}

impl DisputedLinksPage {
    pub(super) fn new(frame: Frame, joins: Vec<DisputedJoin>) -> Self {
        Self {
            frame,
            rows: joins.into_iter().map(LinkRow::new).collect(),
        }
    }
}

impl LinkRow {
    fn new(join: DisputedJoin) -> Self {
        let (handle, name) = join.person;
        let name = name.map(|name| name.reveal().to_owned());
        let seen = join.seen.into_iter().map(|seen| SeenRow {
            seq: seen.seq,
            worker: seen.worker,
            at: seen.at,
            what: seen.what,
        });
        Self {
            href: format!("/looks/{}", handle.as_str()),
            name: name.unwrap_or_else(|| "somebody whose name is not shown".to_owned()),
            reference: join.reference,
            source: join.source_name,
            who_says: join.who_says,
            said_on: join.said_on,
            is_overdue: join.answer.is_none() && join.clock.is_overdue(),
            state: match join.answer {
                Some(answer) => format!("{}, {}", answer.answer.label(), answer.at),
                None => format!(
                    "Waits for the records desk: due by {}, {}",
                    join.clock.due,
                    join.clock.in_words()
                ),
            },
            seen: seen.collect(),
        }
    }
}
