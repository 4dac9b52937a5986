//! Who has looked, for the information-governance lead: at one family, or at anybody.
//!
//! INVARIANT: the page shows a name only where the operation gave one.

use askama::Template;
use axum::extract::Path;
use operations::LookLine;
use vocabulary::PersonalText;

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page in its two forms.
#[derive(Template)]
#[template(path = "pages/looks.html")]
pub(crate) struct LooksPage {
    frame: Frame,
    kind: Kind,
    rows: Vec<LookRow>,
}

/// Whose looks.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Recent,
    OneFamily,
}

/// One look.
struct LookRow {
    seq: u64,
    at: String,
    worker: String,
    role: String,
    why: Vec<String>,
    action: String,
    people: Vec<(String, String)>,
    terms: Vec<(String, String)>,
    outcome: String,
    is_refusal: bool,
    explained_by: Option<String>,
}

/// `GET /looks`.
pub(crate) async fn recent(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .recent_looks(&who.sitting, who.at, &who.request_id)
        .await?;
    let lines = shown(answer)?;
    Ok(ok_page(&LooksPage::new(
        who.frame("/looks"),
        Kind::Recent,
        lines,
    )))
}

/// `GET /looks/{handle}`.
pub(crate) async fn about_a_family(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .who_looked(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let lines = shown(answer)?;
    let frame = who.frame_with_back("/looks", "/looks");
    Ok(ok_page(&LooksPage::new(frame, Kind::OneFamily, lines)))
}

impl Kind {
    const fn title(self) -> &'static str {
        match self {
            Self::Recent => "Who has looked",
            Self::OneFamily => "Who has looked at this family",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Recent => {
                "The newest looks of everybody, refusals among them. Choose a person to see every \
                 look at their family. That you open this page is recorded too."
            }
            Self::OneFamily => {
                "Every look at somebody of this family, newest first, and every search that \
                 showed them. That you open this page is recorded too."
            }
        }
    }
}

impl LooksPage {
    pub(super) fn new(frame: Frame, kind: Kind, lines: Vec<LookLine>) -> Self {
        Self {
            frame,
            kind,
            rows: lines.into_iter().map(LookRow::new).collect(),
        }
    }
}

impl LookRow {
    fn new(line: LookLine) -> Self {
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
            explained_by: line.explained_by,
        }
    }
}
