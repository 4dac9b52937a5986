//! Who used our data: for the owner of a source.
//!
//! INVARIANT: nobody is named, and nothing of another source stands here.

use askama::Template;
use operations::{DataUse, SourceUse};

use super::{Shown, ok_page};
use crate::frame::Frame;
use crate::problem::shown;
use crate::visit::SignedIn;

/// The page.
#[derive(Template)]
#[template(path = "pages/data_use.html")]
pub(crate) struct DataUsePage {
    frame: Frame,
    sources: Vec<SourceUse>,
}

/// `GET /our-data`.
pub(crate) async fn show(who: SignedIn) -> Shown {
    let answer = who
        .kith
        .see_data_use(&who.sitting, who.at, &who.request_id)
        .await?;
    Ok(ok_page(&DataUsePage::new(
        who.frame("/our-data"),
        shown(answer)?,
    )))
}

impl DataUsePage {
    pub(super) fn new(frame: Frame, used: DataUse) -> Self {
        Self {
            frame,
            sources: used.sources,
        }
    }
}
