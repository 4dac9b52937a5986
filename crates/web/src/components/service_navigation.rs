//! The service's name and its main pages, under the header.
//!
//! Follows the GOV.UK service navigation. Without JavaScript the links are simply all there.
//! INVARIANT: the page we are on is marked for eyes and for assistive technology alike.

use askama::Template;

use super::{Attributes, Classes, Content, Html};

/// The service's name and main pages (GOV.UK component "service navigation").
#[derive(Clone, Default, Template)]
#[template(path = "components/service_navigation.html")]
pub struct ServiceNavigation {
    /// The service's name.
    pub service_name: Option<String>,
    /// Where the name leads.
    pub service_url: Option<String>,
    /// The main pages.
    pub items: Vec<NavigationItem>,
    /// Name of the landmark around name and pages; `None` is "Service information".
    pub landmark_label: Option<String>,
    /// Name of the landmark around the pages; `None` is the menu button's words.
    pub navigation_label: Option<String>,
    /// Words of the menu button on a phone; `None` is "Menu".
    pub menu_words: Option<String>,
    /// Fuller words of the menu button for assistive technology.
    pub menu_label: Option<String>,
    /// Identifier of the list of pages; `None` is `navigation`.
    pub navigation_id: Option<String>,
    /// Whether a phone gets a menu button; `None` means when there is more than one page.
    pub collapse_on_mobile: Option<bool>,
    /// Markup before everything.
    pub start: Option<Html>,
    /// Markup after everything.
    pub end: Option<Html>,
    /// Whether that markup stands on the same line.
    pub is_end_inline: bool,
    /// Markup before the first page; a list item.
    pub navigation_start: Option<Html>,
    /// Markup after the last page; a list item.
    pub navigation_end: Option<Html>,
    /// Extra class names of the list's landmark.
    pub navigation_classes: Classes,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// One main page.
#[derive(Clone, Default)]
pub struct NavigationItem {
    /// What it says.
    pub content: Content,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether we are there.
    pub place: WhereWeAre,
    /// Extra attributes of the link.
    pub attributes: Attributes,
}

/// Where we are, seen from a main page.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum WhereWeAre {
    /// Somewhere else.
    #[default]
    Elsewhere,
    /// On a page under it.
    Within,
    /// On this very page.
    Here,
}

impl NavigationItem {
    const fn current(&self) -> Option<&'static str> {
        match self.place {
            WhereWeAre::Elsewhere => None,
            WhereWeAre::Within => Some("true"),
            WhereWeAre::Here => Some("page"),
        }
    }
}

impl ServiceNavigation {
    fn is_landmark(&self) -> bool {
        self.service_name.is_some() || self.start.is_some() || self.end.is_some()
    }

    fn has_list(&self) -> bool {
        !self.items.is_empty() || self.navigation_start.is_some() || self.navigation_end.is_some()
    }

    fn collapses(&self) -> bool {
        self.collapse_on_mobile.unwrap_or(self.items.len() > 1)
    }

    fn menu_words(&self) -> &str {
        self.menu_words.as_deref().unwrap_or("Menu")
    }

    fn menu_label(&self) -> Option<&str> {
        self.menu_label
            .as_deref()
            .filter(|label| *label != self.menu_words())
    }

    fn navigation_id(&self) -> &str {
        self.navigation_id.as_deref().unwrap_or("navigation")
    }
}
