//! The foot of every page: links and the standing words about what is never shown.
//!
//! Follows the GOV.UK footer without what belongs to the Crown: no crown, no licence mark, no
//! Crown copyright.
//! INVARIANT: nothing in the footer claims to come from GOV.UK.

use askama::Template;

use super::{Attributes, Classes, Content};

/// The foot of the page (GOV.UK component "footer").
#[derive(Clone, Default, Template)]
#[template(path = "components/footer.html")]
pub struct Footer {
    /// Columns of links.
    pub sections: Vec<FooterSection>,
    /// The small line at the end.
    pub meta: Option<FooterMeta>,
    /// Extra class names of the inner box.
    pub container_classes: Classes,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// A column of links.
#[derive(Clone, Default)]
pub struct FooterSection {
    /// Its heading.
    pub title: String,
    /// Its width in the grid, such as `two-thirds`; `None` is the full width.
    pub width: Option<&'static str>,
    /// How many columns its links take.
    pub columns: Option<u8>,
    /// Its links.
    pub links: Vec<FooterLink>,
}

/// The small line at the end of the footer.
#[derive(Clone, Default)]
pub struct FooterMeta {
    /// Hidden heading; `None` is "Support links".
    pub hidden_title: Option<String>,
    /// Links in a row.
    pub links: Vec<FooterLink>,
    /// Words after the links.
    pub content: Option<Content>,
}

/// One link of the footer.
#[derive(Clone, Default)]
pub struct FooterLink {
    /// What it says.
    pub words: String,
    /// Where it leads.
    pub href: String,
    /// Extra attributes.
    pub attributes: Attributes,
}
