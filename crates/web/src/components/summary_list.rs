//! Facts as a list of what and value, with what can be done about each.
//!
//! Follows the GOV.UK summary list and its card.
//! INVARIANT: an action's hidden words make it clear without its row.

use askama::Template;

use super::{Attributes, Classes, Content, Html};

/// Facts with their names (GOV.UK component "summary list").
#[derive(Clone, Default, Template)]
#[template(path = "components/summary_list.html")]
pub struct SummaryList {
    /// The facts in order.
    pub rows: Vec<SummaryRow>,
    /// A box with a title around the list.
    pub card: Option<SummaryCard>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// One fact.
#[derive(Clone, Default)]
pub struct SummaryRow {
    /// What it is.
    pub key: Content,
    /// Its value.
    pub value: Content,
    /// What can be done about it; `None` is nothing, and the row is told so.
    pub actions: Option<Vec<Action>>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra class names of the key.
    pub key_classes: Classes,
    /// Extra class names of the value.
    pub value_classes: Classes,
    /// Extra class names of the actions.
    pub actions_classes: Classes,
}

impl SummaryRow {
    /// A fact without actions.
    pub fn new(key: impl Into<Content>, value: impl Into<Content>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            ..Self::default()
        }
    }

    fn actions(&self) -> &[Action] {
        self.actions.as_deref().unwrap_or_default()
    }
}

/// A box with a title around a [`SummaryList`].
#[derive(Clone, Default)]
pub struct SummaryCard {
    /// Its title.
    pub title: Option<Content>,
    /// Level of the title's heading; `None` is 2.
    pub heading_level: Option<u8>,
    /// What can be done about all of it.
    pub actions: Vec<Action>,
    /// Extra class names of the title.
    pub title_classes: Classes,
    /// Extra class names of the actions.
    pub actions_classes: Classes,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Something that can be done about a fact.
#[derive(Clone, Default)]
pub struct Action {
    /// What it says.
    pub content: Content,
    /// Where it leads.
    pub href: String,
    /// Words for assistive technology, such as the fact's name.
    pub hidden_words: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// The link of an action, with the card's title among its hidden words.
#[derive(Template)]
#[template(path = "components/summary_action.html")]
struct ActionLink<'a> {
    action: &'a Action,
    card_title: Option<&'a Content>,
}

/// The list without its card.
#[derive(Template)]
#[template(path = "components/summary_rows.html")]
struct Rows<'a> {
    list: &'a SummaryList,
}

impl SummaryList {
    fn link(&self, action: &Action) -> Html {
        let card_title = self.card.as_ref().and_then(|card| card.title.as_ref());
        Html::of(&ActionLink { action, card_title })
    }

    fn any_row_has_actions(&self) -> bool {
        self.rows.iter().any(|row| !row.actions().is_empty())
    }

    fn rows(&self) -> Html {
        Html::of(&Rows { list: self })
    }
}
