//! A refusal, kindly: what was not shown, why, who can authorise, whom to ring now.
//!
//! INVARIANT: never a dead end; there is always a number to ring.

use askama::Template;
use operations::Refused;

use crate::frame::Frame;
use crate::frame::telephone_link;

/// The page.
#[derive(Template)]
#[template(path = "pages/refused.html")]
pub(crate) struct RefusedPage {
    frame: Frame,
    what: String,
    why: String,
    who_can_authorise: String,
    lines: Vec<RingRow>,
    was_recorded: bool,
    emergency: Option<String>,
}

/// One number to ring.
struct RingRow {
    label: String,
    telephone: String,
    href: String,
    when: String,
}

impl RefusedPage {
    /// The page for a refusal.
    pub(crate) fn new(frame: Frame, refused: &Refused) -> Self {
        let row = |line: &operations::RingLine| RingRow {
            label: line.label.clone(),
            telephone: line.telephone.clone(),
            href: telephone_link(&line.telephone),
            when: line.when.clone(),
        };
        Self {
            what: refused.what.clone(),
            why: refused.why.clone(),
            who_can_authorise: refused.who_can_authorise.clone(),
            lines: refused.whom_to_ring.iter().map(row).collect(),
            was_recorded: refused.was_recorded,
            emergency: None,
            frame,
        }
    }

    /// The same with the way to a look in an emergency.
    pub(crate) fn with_emergency(mut self, href: String) -> Self {
        self.emergency = Some(href);
        self
    }
}
