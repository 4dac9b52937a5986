//! What is searched: every source of the council, how fresh it is, whom it covers and misses.

use askama::Template;
use operations::SourceState;

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/sources.html")]
pub(crate) struct SourcesPage {
    pub(super) frame: Frame,
    pub(super) sources: Vec<SourceState>,
}

/// `GET /sources`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let sources = who.kith.source_states(who.at).await?;
    Ok(ok_page(&SourcesPage {
        frame: who.frame("/sources"),
        sources,
    }))
}
