//! A page-wide answer: it is done, or stop and read this first.
//!
//! Follows the GOV.UK panel in both its forms.
//! INVARIANT: only an interruption offers actions; a confirmation says what happens next below.

use askama::Template;

use super::{Attributes, Button, ButtonType, Classes, Content, Html};

/// A page-wide answer (GOV.UK component "panel").
#[derive(Clone, Default, Template)]
#[template(path = "components/panel.html")]
pub struct Panel {
    /// The answer.
    pub title: Content,
    /// Level of the title's heading; `None` is 1.
    pub heading_level: Option<u8>,
    /// More about it.
    pub content: Option<Content>,
    /// Stops the worker instead of confirming.
    pub is_interruption: bool,
    /// What can be done now; shown on an interruption only.
    pub actions: Option<PanelActions>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// What can be done on an interruption.
#[derive(Clone, Default)]
pub struct PanelActions {
    /// The actions in order.
    pub items: Vec<PanelAction>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// One thing that can be done: a button, or a link.
#[derive(Clone)]
pub enum PanelAction {
    /// A button.
    Press(Box<Button>),
    /// A link.
    Follow {
        /// What it says.
        words: String,
        /// Where it leads.
        href: String,
        /// Extra class names.
        classes: Classes,
        /// Extra attributes.
        attributes: Attributes,
    },
}

impl PanelAction {
    /// A button that sends the form around the panel.
    pub fn send(words: impl Into<Content>) -> Self {
        Self::Press(Box::new(Button {
            button_type: ButtonType::Submit,
            classes: "govuk-button--inverse".into(),
            ..Button::new(words)
        }))
    }

    fn button(&self) -> Option<Html> {
        match self {
            Self::Press(button) => Some(Html::of(button.as_ref())),
            Self::Follow { .. } => None,
        }
    }
}
