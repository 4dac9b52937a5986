//! The parts that every question has: label or legend, hint, error message, fieldset.
//!
//! Fields and choices put these together, so that the ids which tie a hint and an error to their
//! field are made in one place.
//! INVARIANT: a hint's id is the field's id with `-hint`, an error's with `-error`.

use askama::Template;

use super::{Attributes, Classes, Content, Html};

/// The label of one field (GOV.UK component "label").
#[derive(Clone, Default, Template)]
#[template(path = "components/label.html")]
pub struct Label {
    /// What it says; without words nothing is printed.
    pub content: Option<Content>,
    /// Identifier of the field; set by the field itself.
    pub for_id: Option<String>,
    /// Whether the label is also the page's heading.
    pub is_page_heading: bool,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl Label {
    /// A label with these words.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: Some(content.into()),
            ..Self::default()
        }
    }

    pub(super) fn of_field(&self, id: &str) -> Self {
        Self {
            for_id: Some(id.to_owned()),
            ..self.clone()
        }
    }
}

/// One line of help for a question (GOV.UK component "hint").
#[derive(Clone, Default, Template)]
#[template(path = "components/hint.html")]
pub struct Hint {
    /// What it says.
    pub content: Content,
    /// Identifier; set by the field itself.
    pub id: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl Hint {
    /// A hint with these words.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }
}

/// What is wrong with an answer, beside the field (GOV.UK component "error message").
#[derive(Clone, Default, Template)]
#[template(path = "components/error_message.html")]
pub struct ErrorMessage {
    /// What it says.
    pub content: Content,
    /// Identifier; set by the field itself.
    pub id: Option<String>,
    /// The hidden word before it; `None` is "Error", an empty text leaves it out.
    pub hidden_word: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl ErrorMessage {
    /// An error with these words.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    fn hidden_word(&self) -> &str {
        self.hidden_word.as_deref().unwrap_or("Error")
    }
}

/// The question of a fieldset.
#[derive(Clone, Default)]
pub struct Legend {
    /// What it asks.
    pub content: Content,
    /// Whether it is also the page's heading.
    pub is_page_heading: bool,
    /// Extra class names, such as `govuk-fieldset__legend--m`.
    pub classes: Classes,
}

/// A group of fields under one question (GOV.UK component "fieldset").
#[derive(Clone, Default, Template)]
#[template(path = "components/fieldset.html")]
pub struct Fieldset {
    /// The question.
    pub legend: Option<Legend>,
    /// The fields.
    pub content: Option<Html>,
    /// Identifiers of what else describes the group.
    pub described_by: Option<String>,
    /// Role for assistive technology, where it is not the usual one.
    pub role: Option<&'static str>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl Fieldset {
    /// A group of fields under this question.
    pub fn asking(question: impl Into<Content>) -> Self {
        let legend = Legend {
            content: question.into(),
            ..Legend::default()
        };
        Self {
            legend: Some(legend),
            ..Self::default()
        }
    }

    pub(super) fn around(&self, content: Html, described_by: Option<String>) -> Self {
        Self {
            content: Some(content),
            described_by,
            ..self.clone()
        }
    }
}

/// Hint and error message of the field with this id, in the order they are read.
pub(super) fn guidance(id: &str, hint: Option<&Hint>, error: Option<&ErrorMessage>) -> Html {
    let hint = hint.map(|hint| {
        Html::of(&Hint {
            id: Some(format!("{id}-hint")),
            ..hint.clone()
        })
    });
    let error = error.map(|error| {
        Html::of(&ErrorMessage {
            id: Some(format!("{id}-error")),
            ..error.clone()
        })
    });
    Html::join(hint.into_iter().chain(error))
}

/// The ids that describe the field: what was given, then its hint, then its error.
pub(super) fn described_by(
    given: Option<&str>,
    id: &str,
    hint: Option<&Hint>,
    error: Option<&ErrorMessage>,
) -> Option<String> {
    let ids: Vec<String> = given
        .map(str::to_owned)
        .into_iter()
        .chain(hint.map(|_| format!("{id}-hint")))
        .chain(error.map(|_| format!("{id}-error")))
        .collect();
    if ids.is_empty() {
        None
    } else {
        Some(ids.join(" "))
    }
}
