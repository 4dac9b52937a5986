//! The button: sends a form, or leads on as a link that looks like a button.
//!
//! Follows the GOV.UK button. One main button to a page; others are
//! `govuk-button--secondary` or `govuk-button--warning`.
//! INVARIANT: a button with an address is a link and never sends a form.

use askama::Template;

use super::{Attributes, Classes, Content};

/// A button (GOV.UK component "button").
#[derive(Clone, Default, Template)]
#[template(path = "components/button.html")]
pub struct Button {
    /// What it says.
    pub content: Content,
    /// Makes it a link to this address.
    pub href: Option<String>,
    /// What pressing it does, when it is no link.
    pub button_type: ButtonType,
    /// Field name sent with the form.
    pub name: Option<String>,
    /// Value sent with the form.
    pub value: Option<String>,
    /// Identifier in the page.
    pub id: Option<String>,
    /// Cannot be pressed (avoid: say why instead).
    pub is_disabled: bool,
    /// The large green "start" form with an arrow.
    pub is_start: bool,
    /// Whether a second press within a second is ignored; `None` leaves the default.
    pub prevent_double_click: Option<bool>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl Button {
    /// A button that sends its form.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// A link that looks like a button.
    pub fn link(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            href: Some(href.into()),
            ..Self::default()
        }
    }

    fn wraps_content(&self) -> bool {
        self.is_start && matches!(self.content, Content::Markup(_))
    }
}

/// What pressing a button does.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonType {
    /// Sends the form.
    #[default]
    Submit,
    /// Puts the form back as it was.
    Reset,
    /// Nothing without a script.
    Button,
}

impl ButtonType {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Reset => "reset",
            Self::Button => "button",
        }
    }
}
