//! Fields that take one answer: a line of text, a longer text, one of a list.
//!
//! Follow the GOV.UK text input, textarea and select. Each brings its label, hint and error
//! message, tied to the field by id.
//! INVARIANT: a field's id is its name when no other is given.

use askama::Template;

use super::form_parts::{described_by, guidance};
use super::{Attributes, Classes, Content, ErrorMessage, Hint, Html, Label};

/// One line of text (GOV.UK component "text input").
#[derive(Clone, Default, Template)]
#[template(path = "components/input.html")]
pub struct Input {
    /// Name sent with the form.
    pub name: String,
    /// Identifier, when it is not the name.
    pub id: Option<String>,
    /// The question.
    pub label: Label,
    /// One line of help.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// The answer so far.
    pub value: Option<String>,
    /// Kind of field for the browser, such as `tel` or `email`; `None` is `text`.
    pub input_type: Option<&'static str>,
    /// Which keyboard a phone shows.
    pub inputmode: Option<&'static str>,
    /// What the browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// Whether a phone begins words with a capital.
    pub autocapitalize: Option<&'static str>,
    /// Pattern of a good answer.
    pub pattern: Option<&'static str>,
    /// Whether the browser checks the spelling; names need `Some(false)`.
    pub spellcheck: Option<bool>,
    /// Cannot be filled in.
    pub is_disabled: bool,
    /// Identifiers of what else describes the field.
    pub described_by: Option<String>,
    /// Something fixed before the answer.
    pub prefix: Option<Affix>,
    /// Something fixed after the answer.
    pub suffix: Option<Affix>,
    /// Extra class names of the box around prefix, field and suffix.
    pub wrapper_classes: Classes,
    /// Extra attributes of that box.
    pub wrapper_attributes: Attributes,
    /// Extra class names of the form group.
    pub group_classes: Classes,
    /// Extra attributes of the form group.
    pub group_attributes: Attributes,
    /// Extra class names, such as `govuk-input--width-10`.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Something fixed before or after a line of text.
#[derive(Clone, Default)]
pub struct Affix {
    /// What it says.
    pub content: Content,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Several lines of text (GOV.UK component "textarea").
#[derive(Clone, Default, Template)]
#[template(path = "components/textarea.html")]
pub struct Textarea {
    /// Name sent with the form.
    pub name: String,
    /// Identifier, when it is not the name.
    pub id: Option<String>,
    /// The question.
    pub label: Label,
    /// One line of help.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// The answer so far.
    pub value: String,
    /// How many lines are shown; `None` is 5.
    pub rows: Option<u8>,
    /// What the browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// Whether the browser checks the spelling.
    pub spellcheck: Option<bool>,
    /// Cannot be filled in.
    pub is_disabled: bool,
    /// Identifiers of what else describes the field.
    pub described_by: Option<String>,
    /// Extra class names of the form group.
    pub group_classes: Classes,
    /// Extra attributes of the form group.
    pub group_attributes: Attributes,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// One of a list (GOV.UK component "select"); radios are easier to use where they fit.
#[derive(Clone, Default, Template)]
#[template(path = "components/select.html")]
pub struct Select {
    /// Name sent with the form.
    pub name: String,
    /// Identifier, when it is not the name.
    pub id: Option<String>,
    /// The question.
    pub label: Label,
    /// One line of help.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// The options in order.
    pub options: Vec<SelectOption>,
    /// The answer so far: an option's value, or its words where it has no value.
    pub value: Option<String>,
    /// Cannot be filled in.
    pub is_disabled: bool,
    /// Identifiers of what else describes the field.
    pub described_by: Option<String>,
    /// Extra class names of the form group.
    pub group_classes: Classes,
    /// Extra attributes of the form group.
    pub group_attributes: Attributes,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// One option of a [`Select`].
#[derive(Clone, Default)]
pub struct SelectOption {
    /// What is sent; `None` sends the words.
    pub value: Option<String>,
    /// What it says.
    pub words: String,
    /// Chosen or not, whatever the answer so far is.
    pub is_selected: Option<bool>,
    /// Cannot be chosen.
    pub is_disabled: bool,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Gives a field its id and what hangs on it.
macro_rules! tied_by_id {
    ($($field:ty),+) => {
        $(impl $field {
            fn id(&self) -> &str {
                self.id.as_deref().unwrap_or(&self.name)
            }

            fn own_label(&self) -> Label {
                self.label.of_field(self.id())
            }

            fn guidance(&self) -> Html {
                guidance(self.id(), self.hint.as_ref(), self.error.as_ref())
            }

            fn descriptions(&self) -> Option<String> {
                let given = self.described_by.as_deref();
                described_by(given, self.id(), self.hint.as_ref(), self.error.as_ref())
            }
        })+
    };
}

tied_by_id!(Input, Textarea, Select);

impl Select {
    fn is_selected(&self, option: &SelectOption) -> bool {
        option.is_selected.unwrap_or_else(|| {
            let sent = option.value.as_deref().unwrap_or(&option.words);
            self.value.as_deref().is_some_and(|value| value == sent)
        })
    }
}
