//! A date in up to three fields: day, month, year, as people say it.
//!
//! Follows the GOV.UK date input. When something is wrong, the fields that are wrong are marked;
//! when none is named, all are.
//! INVARIANT: each field's id is the date's id, a hyphen and the field's name.

use askama::Template;

use super::form_parts::{described_by, guidance};
use super::{Attributes, Classes, ErrorMessage, Fieldset, Hint, Html};

/// A date in fields of its own (GOV.UK component "date input").
#[derive(Clone, Default, Template)]
#[template(path = "components/date_input.html")]
pub struct DateInput {
    /// Identifier, and start of the fields' identifiers.
    pub id: String,
    /// Start of the fields' names, when several dates are in one form.
    pub name_prefix: Option<String>,
    /// The fields in order: usually day, month and year.
    pub fields: Vec<DateField>,
    /// The group and its question.
    pub fieldset: Option<Fieldset>,
    /// One line of help.
    pub hint: Option<Hint>,
    /// What is wrong with the answer.
    pub error: Option<ErrorMessage>,
    /// Extra class names of the form group.
    pub group_classes: Classes,
    /// Extra attributes of the form group.
    pub group_attributes: Attributes,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// One field of a date.
#[derive(Clone, Default)]
pub struct DateField {
    /// Its name: `day`, `month` or `year`. A name that ends in `year` gets room for four digits.
    pub name: String,
    /// Its label, when it is not the name with a capital.
    pub label: Option<String>,
    /// Identifier, when it is not made from the date's.
    pub id: Option<String>,
    /// The answer so far.
    pub value: Option<String>,
    /// Whether this very field is wrong; `None` leaves it to the others.
    pub is_wrong: Option<bool>,
    /// Which keyboard a phone shows; `None` is numbers.
    pub inputmode: Option<&'static str>,
    /// What the browser may fill in, such as `bday-day`.
    pub autocomplete: Option<&'static str>,
    /// Pattern of a good answer.
    pub pattern: Option<&'static str>,
    /// Extra class names; a width among them takes the place of the usual one.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl DateField {
    /// A field of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// The same field with an answer in it.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    fn label(&self) -> String {
        let of_name = || {
            let mut letters = self.name.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(letters).collect()
            })
        };
        self.label.clone().unwrap_or_else(of_name)
    }

    fn is_named_wrong(&self) -> bool {
        self.is_wrong == Some(true) || self.classes.mention("govuk-input--error")
    }
}

impl DateInput {
    /// Day, month and year under one question.
    pub fn asking(id: impl Into<String>, fieldset: Fieldset) -> Self {
        Self {
            id: id.into(),
            fields: ["day", "month", "year"].map(DateField::new).into(),
            fieldset: Some(fieldset),
            ..Self::default()
        }
    }

    fn inside(&self) -> Html {
        let list = Html::of(&DateFields {
            date: self,
            guidance: guidance(&self.id, self.hint.as_ref(), self.error.as_ref()),
        });
        let Some(fieldset) = &self.fieldset else {
            return list;
        };
        let given = fieldset.described_by.as_deref();
        let ids = described_by(given, &self.id, self.hint.as_ref(), self.error.as_ref());
        Html::of(&Fieldset {
            role: Some("group"),
            ..fieldset.around(list, ids)
        })
    }
}

/// The fields inside the form group.
#[derive(Template)]
#[template(path = "components/date_fields.html")]
struct DateFields<'a> {
    date: &'a DateInput,
    guidance: Html,
}

impl DateFields<'_> {
    fn id_of(&self, field: &DateField) -> String {
        field
            .id
            .clone()
            .unwrap_or_else(|| format!("{}-{}", self.date.id, field.name))
    }

    fn name_of(&self, field: &DateField) -> String {
        match &self.date.name_prefix {
            Some(prefix) => format!("{prefix}-{}", field.name),
            None => field.name.clone(),
        }
    }

    fn is_marked(&self, field: &DateField) -> bool {
        let whole_date = self.date.error.is_some()
            && field.is_wrong != Some(false)
            && !self.date.fields.iter().any(DateField::is_named_wrong);
        field.is_named_wrong() || whole_date
    }

    fn classes_of(&self, field: &DateField) -> String {
        let mut names = vec!["govuk-date-input__input"];
        if self.is_marked(field) && !field.classes.mention("govuk-input--error") {
            names.push("govuk-input--error");
        }
        if !field.classes.mention("govuk-input--width-") {
            let is_year = field.name.ends_with("year");
            names.push(if is_year {
                "govuk-input--width-4"
            } else {
                "govuk-input--width-2"
            });
        }
        names.extend(field.classes.names().split_whitespace());
        names.join(" ")
    }
}
