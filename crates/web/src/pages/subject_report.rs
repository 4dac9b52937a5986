//! A person's own report: the officer's part on the screen, the person's copy on paper.
//!
//! INVARIANT: what is withheld stands in the officer's part alone, which is never printed.

use askama::Template;
use axum::extract::Path;
use operations::SubjectReport;

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::sent::handle_in;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/subject_report.html")]
pub(crate) struct SubjectReportPage {
    frame: Frame,
    name: String,
    dispute_href: String,
    report: SubjectReport,
}

/// `GET /report/{handle}`.
pub(crate) async fn show(who: SignedIn, path: Path<String>) -> Shown {
    let handle = handle_in(&path)?;
    let answer = who
        .kith
        .subject_report(&who.sitting, &handle, who.at, &who.request_id)
        .await?;
    let frame = who.frame_with_back("/find", "/find");
    let page = SubjectReportPage::new(frame, shown(answer)?, handle.as_str());
    Ok(ok_page(&page))
}

impl SubjectReportPage {
    pub(super) fn new(frame: Frame, report: SubjectReport, person: &str) -> Self {
        let name = report.name.as_ref().map(|name| name.reveal().to_owned());
        Self {
            frame,
            name: name.unwrap_or_else(|| "the person who asked".to_owned()),
            dispute_href: format!("/dispute/person/{person}"),
            report,
        }
    }
}
