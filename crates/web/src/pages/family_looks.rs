//! Who has looked at one family and why, for the information-governance lead.
//!
//! What no recorded fact explains comes first; then everything by worker, purpose and case.
//! INVARIANT: an unexplained look is a question to ask, and the page says so.

use askama::Template;
use axum::extract::Path;
use operations::{FamilyLooks, LookGroup};

use super::looks::LookRow;
use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/family_looks.html")]
pub(crate) struct FamilyLooksPage {
    frame: Frame,
    unexplained: Vec<GroupRows>,
    explained: Vec<GroupRows>,
    count: usize,
}

/// Looks that belong together.
struct GroupRows {
    worker: String,
    role: String,
    why: Vec<String>,
    fact: String,
    rows: Vec<LookRow>,
}

/// `GET /looks/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .who_looked(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let frame = who.frame_with_back("/looks", "/looks");
    Ok(ok_page(&FamilyLooksPage::new(frame, shown(answer)?)))
}

impl FamilyLooksPage {
    pub(super) fn new(frame: Frame, looks: FamilyLooks) -> Self {
        let count = looks.unexplained();
        let (explained, unexplained): (Vec<_>, Vec<_>) = looks
            .groups
            .into_iter()
            .partition(|group| group.is_explained);
        let rows = |groups: Vec<LookGroup>| groups.into_iter().map(GroupRows::new).collect();
        Self {
            frame,
            unexplained: rows(unexplained),
            explained: rows(explained),
            count,
        }
    }

    /// Both parts in the order of the page: heading, word before the fact, groups.
    fn parts(&self) -> [(&'static str, &'static str, &[GroupRows]); 2] {
        [
            (
                "Not explained by a recorded fact",
                "Not explained",
                &self.unexplained,
            ),
            ("Explained by a recorded fact", "Explained", &self.explained),
        ]
    }
}

impl GroupRows {
    fn new(group: LookGroup) -> Self {
        let case = group.case.map(|case| format!("case {case}"));
        let colleague = group.on_behalf_of.map(|name| format!("for {name}"));
        Self {
            worker: group.worker,
            role: group.role,
            why: [Some(group.purpose), case, colleague]
                .into_iter()
                .flatten()
                .collect(),
            fact: group.why,
            rows: group.lines.into_iter().map(LookRow::new).collect(),
        }
    }
}
