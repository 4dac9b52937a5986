//! The newest looks of everybody, for the information-governance lead.
//!
//! INVARIANT: the page shows a name only where the operation gave one.

use askama::Template;
use operations::LookLine;
use vocabulary::PersonalText;

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/looks.html")]
pub(crate) struct LooksPage {
    frame: Frame,
    rows: Vec<LookRow>,
}

/// One look.
pub(super) struct LookRow {
    pub(super) seq: u64,
    pub(super) at: String,
    pub(super) worker: String,
    pub(super) role: String,
    pub(super) why: Vec<String>,
    pub(super) action: String,
    pub(super) people: Vec<(String, String)>,
    pub(super) terms: Vec<(String, String)>,
    pub(super) outcome: String,
    pub(super) refused_what: Option<String>,
    pub(super) is_refusal: bool,
    pub(super) explained_by: Option<String>,
    pub(super) unexplained: Option<String>,
}

/// `GET /looks`.
pub(crate) async fn recent(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .recent_looks(&who.sitting, who.at, &who.request_id)
        .await?;
    let lines = shown(answer)?;
    Ok(ok_page(&LooksPage::new(who.frame("/looks"), lines)))
}

impl LooksPage {
    pub(super) fn new(frame: Frame, lines: Vec<LookLine>) -> Self {
        Self {
            frame,
            rows: lines.into_iter().map(LookRow::new).collect(),
        }
    }
}

impl LookRow {
    pub(super) fn new(line: LookLine) -> Self {
        let case = line.case.map(|case| format!("case {case}"));
        let colleague = line.on_behalf_of.map(|name| format!("for {name}"));
        let people = line.people.into_iter().filter_map(|(handle, name)| {
            let name: PersonalText = name?;
            Some((
                format!("/looks/{}", handle.as_str()),
                name.reveal().to_owned(),
            ))
        });
        Self {
            seq: line.seq,
            at: line.at,
            worker: line.worker,
            role: line.role,
            why: [Some(line.purpose), case, colleague]
                .into_iter()
                .flatten()
                .collect(),
            action: line.action,
            people: people.collect(),
            terms: line.terms,
            outcome: match line.outcome.strip_prefix("refused: ") {
                Some(why) if line.is_refusal => why.to_owned(),
                _ => line.outcome,
            },
            is_refusal: line.is_refusal,
            refused_what: line.refused_what,
            explained_by: line.explained_by,
            unexplained: line.unexplained,
        }
    }
}
