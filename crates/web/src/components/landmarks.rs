//! What stands at the edges of every page: skip link, header, phase banner, the ways back.
//!
//! Follow the GOV.UK components skip link, generic header, phase banner, back link and
//! breadcrumbs.
//! INVARIANT: a council is not GOV.UK: there is no crown, crest or GOV.UK name here.

use askama::Template;

use super::{Attributes, Classes, Content, Tag};

/// Leads past the header for people who use a keyboard (GOV.UK component "skip link").
#[derive(Clone, Default, Template)]
#[template(path = "components/skip_link.html")]
pub struct SkipLink {
    /// What it says.
    pub content: Content,
    /// Where it leads; `None` is `#content`.
    pub href: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl SkipLink {
    /// Past the header to the main part of our pages.
    #[must_use]
    pub fn to_main() -> Self {
        Self {
            content: "Skip to main content".into(),
            href: Some("#main-content".to_owned()),
            ..Self::default()
        }
    }
}

/// The council's name above every page (GOV.UK component "generic header").
#[derive(Clone, Default, Template)]
#[template(path = "components/generic_header.html")]
pub struct GenericHeader {
    /// The council's name or logo.
    pub logo: Content,
    /// Where it leads; `None` is `/`.
    pub url: Option<String>,
    /// Class names of the inner box, when it is not the usual width.
    pub container_classes: Option<&'static str>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Says how finished the service is (GOV.UK component "phase banner").
#[derive(Clone, Default, Template)]
#[template(path = "components/phase_banner.html")]
pub struct PhaseBanner {
    /// The phase in a word.
    pub tag: Tag,
    /// What it means for the worker.
    pub content: Content,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// The way back (GOV.UK component "back link").
#[derive(Clone, Default, Template)]
#[template(path = "components/back_link.html")]
pub struct BackLink {
    /// What it says; `None` is "Back".
    pub content: Option<Content>,
    /// Where it leads; `None` is `#`.
    pub href: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl BackLink {
    /// "Back" to this address.
    pub fn to(href: impl Into<String>) -> Self {
        Self {
            href: Some(href.into()),
            ..Self::default()
        }
    }

    fn content(&self) -> Content {
        self.content.clone().unwrap_or_else(|| "Back".into())
    }
}

/// Where the page lies (GOV.UK component "breadcrumbs").
#[derive(Clone, Default, Template)]
#[template(path = "components/breadcrumbs.html")]
pub struct Breadcrumbs {
    /// The pages above, and last the page itself.
    pub items: Vec<Crumb>,
    /// On a phone, only the first and the last.
    pub collapse_on_mobile: bool,
    /// Name of the landmark; `None` is "Breadcrumb".
    pub label: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// One page of [`Breadcrumbs`].
#[derive(Clone, Default)]
pub struct Crumb {
    /// What it says.
    pub content: Content,
    /// Where it leads; the page itself leads nowhere.
    pub href: Option<String>,
    /// Extra attributes of the link.
    pub attributes: Attributes,
}
