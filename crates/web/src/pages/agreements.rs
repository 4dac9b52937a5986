//! The register of sharing agreements: what has ended first, then what ends soon.
//!
//! INVARIANT: the page says what the rules in force say, and names nobody.

use askama::Template;
use operations::AgreementLine;

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/agreements.html")]
pub(crate) struct AgreementsPage {
    frame: Frame,
    agreements: Vec<AgreementLine>,
    urgent: usize,
}

/// `GET /agreements`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .see_agreements(&who.sitting, who.at, &who.request_id)
        .await?;
    let frame = who.frame("/agreements");
    Ok(ok_page(&AgreementsPage::new(frame, shown(answer)?)))
}

impl AgreementsPage {
    pub(super) fn new(frame: Frame, agreements: Vec<AgreementLine>) -> Self {
        let urgent = agreements.iter().filter(|line| line.standing.is_urgent());
        Self {
            frame,
            urgent: urgent.count(),
            agreements,
        }
    }
}
