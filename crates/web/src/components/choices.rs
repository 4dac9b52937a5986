//! Choosing from a short list: one answer (radios) or several (checkboxes).
//!
//! Follow the GOV.UK radios and checkboxes. The first choice has the list's own id, so that the
//! error summary can lead to it.
//! INVARIANT: a choice's id depends only on the list's id and the choice's place in the list.

use askama::Template;

use super::form_parts::{described_by, guidance};
use super::{Attributes, Classes, Content, ErrorMessage, Fieldset, Hint, Html};

/// One answer from a short list (GOV.UK component "radios").
#[derive(Clone, Default, Template)]
#[template(path = "components/radios.html")]
pub struct Radios {
    /// Name sent with the form.
    pub name: String,
    /// Start of the ids, when it is not the name.
    pub id_prefix: Option<String>,
    /// The group and its question.
    pub fieldset: Option<Fieldset>,
    /// One line of help.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// The choices in order.
    pub items: Vec<Choice>,
    /// The answer so far.
    pub value: Option<String>,
    /// Extra class names of the form group.
    pub group_classes: Classes,
    /// Extra attributes of the form group.
    pub group_attributes: Attributes,
    /// Extra class names, such as `govuk-radios--inline`.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Any number of answers from a short list (GOV.UK component "checkboxes").
#[derive(Clone, Default, Template)]
#[template(path = "components/checkboxes.html")]
pub struct Checkboxes {
    /// Name sent with the form.
    pub name: String,
    /// Start of the ids, when it is not the name.
    pub id_prefix: Option<String>,
    /// The group and its question.
    pub fieldset: Option<Fieldset>,
    /// One line of help.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// The choices in order.
    pub items: Vec<Choice>,
    /// The answers so far.
    pub values: Vec<String>,
    /// Identifiers of what else describes the choices.
    pub described_by: Option<String>,
    /// Extra class names of the form group.
    pub group_classes: Classes,
    /// Extra attributes of the form group.
    pub group_attributes: Attributes,
    /// Extra class names, such as `govuk-checkboxes--small`.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// A line in a list of choices.
#[derive(Clone)]
pub enum Choice {
    /// Something that can be chosen.
    Item(Box<ChoiceItem>),
    /// A word between choices, such as "or".
    Divider(String),
}

impl Choice {
    /// A choice with this value and these words.
    pub fn new(value: impl Into<String>, content: impl Into<Content>) -> Self {
        ChoiceItem {
            value: value.into(),
            content: content.into(),
            ..ChoiceItem::default()
        }
        .into()
    }

    /// A choice with one line of help under its words.
    pub fn with_hint(
        value: impl Into<String>,
        content: impl Into<Content>,
        hint: impl Into<Content>,
    ) -> Self {
        ChoiceItem {
            value: value.into(),
            content: content.into(),
            hint: Some(Hint::new(hint)),
            ..ChoiceItem::default()
        }
        .into()
    }
}

impl From<ChoiceItem> for Choice {
    fn from(item: ChoiceItem) -> Self {
        Self::Item(Box::new(item))
    }
}

/// Something that can be chosen.
#[derive(Clone, Default)]
pub struct ChoiceItem {
    /// What is sent.
    pub value: String,
    /// What it says.
    pub content: Content,
    /// One line of help under it.
    pub hint: Option<Hint>,
    /// Identifier, when it is not made from the list's.
    pub id: Option<String>,
    /// Name sent with the form, when it is not the list's (checkboxes only).
    pub name: Option<String>,
    /// Chosen or not, whatever the answer so far is.
    pub is_checked: Option<bool>,
    /// Cannot be chosen.
    pub is_disabled: bool,
    /// Choosing it takes back all others, such as "none of these" (checkboxes only).
    pub is_exclusive: bool,
    /// More fields that show when it is chosen.
    pub conditional: Option<Html>,
    /// Extra class names of its label.
    pub label_classes: Classes,
    /// Extra attributes of its label.
    pub label_attributes: Attributes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// The list itself, as both components print it inside their form group.
#[derive(Template)]
#[template(path = "components/choice_list.html")]
struct ChoiceList<'a> {
    kind: &'static str,
    guidance: Html,
    lines: Vec<Line<'a>>,
    classes: Classes,
    attributes: &'a Attributes,
}

/// One printed line of the list.
enum Line<'a> {
    Divider(&'a str),
    Item(Printed<'a>),
}

struct Printed<'a> {
    item: &'a ChoiceItem,
    id: String,
    name: &'a str,
    is_checked: bool,
    described_by: Option<String>,
}

impl Radios {
    fn id(&self) -> &str {
        self.id_prefix.as_deref().unwrap_or(&self.name)
    }

    fn inside(&self) -> Html {
        let list = Html::of(&ChoiceList {
            kind: "radios",
            guidance: guidance(self.id(), self.hint.as_ref(), self.error.as_ref()),
            lines: lines(&self.items, self.id(), &self.name, None, |item| {
                self.value
                    .as_deref()
                    .is_some_and(|value| value == item.value)
            }),
            classes: self.classes,
            attributes: &self.attributes,
        });
        let Some(fieldset) = &self.fieldset else {
            return list;
        };
        let given = fieldset.described_by.as_deref();
        let ids = described_by(given, self.id(), self.hint.as_ref(), self.error.as_ref());
        Html::of(&fieldset.around(list, ids))
    }
}

impl Checkboxes {
    fn id(&self) -> &str {
        self.id_prefix.as_deref().unwrap_or(&self.name)
    }

    fn inside(&self) -> Html {
        let of_group = self
            .fieldset
            .as_ref()
            .and_then(|group| group.described_by.as_deref());
        let given = of_group.or(self.described_by.as_deref());
        let ids = described_by(given, self.id(), self.hint.as_ref(), self.error.as_ref());
        let of_each = if self.fieldset.is_some() {
            None
        } else {
            ids.as_deref()
        };
        let list = Html::of(&ChoiceList {
            kind: "checkboxes",
            guidance: guidance(self.id(), self.hint.as_ref(), self.error.as_ref()),
            lines: lines(&self.items, self.id(), &self.name, of_each, |item| {
                self.values.contains(&item.value)
            }),
            classes: self.classes,
            attributes: &self.attributes,
        });
        match &self.fieldset {
            Some(fieldset) => Html::of(&fieldset.around(list, ids)),
            None => list,
        }
    }
}

fn lines<'a>(
    items: &'a [Choice],
    id_prefix: &str,
    name: &'a str,
    described_by: Option<&str>,
    is_answer: impl Fn(&ChoiceItem) -> bool,
) -> Vec<Line<'a>> {
    let line = |(place, choice): (usize, &'a Choice)| match choice {
        Choice::Divider(words) => Line::Divider(words),
        Choice::Item(item) => {
            let id = match (&item.id, place) {
                (Some(own), _) => own.clone(),
                (None, 0) => id_prefix.to_owned(),
                (None, _) => format!("{id_prefix}-{}", place + 1),
            };
            let hint = item.hint.as_ref().map(|_| format!("{id}-item-hint"));
            let ids: Vec<String> = described_by
                .map(str::to_owned)
                .into_iter()
                .chain(hint)
                .collect();
            Line::Item(Printed {
                item,
                id,
                name: item.name.as_deref().unwrap_or(name),
                is_checked: item.is_checked.unwrap_or_else(|| is_answer(item)),
                described_by: if ids.is_empty() {
                    None
                } else {
                    Some(ids.join(" "))
                },
            })
        }
    };
    items.iter().enumerate().map(line).collect()
}
