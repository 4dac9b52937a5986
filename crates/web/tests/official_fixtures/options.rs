//! Reads the options of an official fixture the way the official templates do.
//!
//! The templates are loose: a missing, empty or `false` option counts as not given. Our structs
//! are strict, so the looseness ends here.
//! INVARIANT: class and attribute names become `'static` by leaking, which only a test may do.

use serde_json::Value;
use web::components::{Attributes, Classes, Content, Html};

/// The options of a component or of a part of one.
#[derive(Clone, Copy)]
pub(crate) struct Options<'a>(pub(crate) &'a Value);

impl<'a> Options<'a> {
    /// The part with this name, if it is given.
    pub(crate) fn part(self, key: &str) -> Option<Options<'a>> {
        self.0
            .get(key)
            .filter(|value| is_truthy(value))
            .map(Options)
    }

    /// The list with this name, without empty entries.
    pub(crate) fn list(self, key: &str) -> Vec<Options<'a>> {
        let entries = self.0.get(key).and_then(Value::as_array);
        let is_empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
        let given = |value: &&Value| is_truthy(value) && !is_empty(value);
        entries
            .into_iter()
            .flatten()
            .filter(given)
            .map(Options)
            .collect()
    }

    /// The entries, when this is itself a list.
    pub(crate) fn entries(self) -> Vec<Options<'a>> {
        self.0
            .as_array()
            .into_iter()
            .flatten()
            .map(Options)
            .collect()
    }

    pub(crate) fn has(self, key: &str) -> bool {
        self.part(key).is_some()
    }

    /// Said outright, whether yes or no.
    pub(crate) fn yes_or_no(self, key: &str) -> Option<bool> {
        self.0.get(key).and_then(Value::as_bool)
    }

    /// The words of an option that counts as given.
    pub(crate) fn words(self, key: &str) -> Option<String> {
        self.part(key).and_then(|value| text_of(value.0))
    }

    /// The words of an option that may be empty, but not `null` or `false`.
    pub(crate) fn words_or_empty(self, key: &str) -> Option<String> {
        self.0
            .get(key)
            .filter(|value| !value.is_boolean())
            .and_then(text_of)
    }

    /// The words of an option that is there at all, even if it is `false` or `null`.
    pub(crate) fn whatever(self, key: &str) -> Option<String> {
        self.0
            .get(key)
            .map(|value| text_of(value).unwrap_or_default())
    }

    /// There, but empty, `null` or `false`.
    pub(crate) fn is_left_out(self, key: &str) -> bool {
        self.0.get(key).is_some_and(|value| !is_truthy(value))
    }

    pub(crate) fn fixed(self, key: &str) -> Option<&'static str> {
        self.words(key).map(leaked)
    }

    pub(crate) fn number<N: std::str::FromStr>(self, key: &str) -> Option<N> {
        self.words(key).and_then(|digits| digits.parse().ok())
    }

    pub(crate) fn classes(self, key: &str) -> Classes {
        self.fixed(key).unwrap_or_default().into()
    }

    pub(crate) fn markup(self, key: &str) -> Option<Html> {
        self.fixed(key).map(|markup| Html::literal(markup.trim()))
    }

    /// Markup from one option, or else words from another.
    pub(crate) fn either(self, html: &str, text: &str) -> Option<Content> {
        match self.markup(html) {
            Some(markup) => Some(markup.into()),
            None => self.words(text).map(Content::from),
        }
    }

    /// Markup from `html`, or else words from `text`.
    pub(crate) fn content(self) -> Content {
        self.either("html", "text").unwrap_or_default()
    }

    pub(crate) fn attributes(self, key: &str) -> Attributes {
        let given = self.0.get(key).and_then(Value::as_object);
        given
            .into_iter()
            .flatten()
            .fold(Attributes::none(), |so_far, (name, value)| {
                let value = text_of(value).unwrap_or_default();
                so_far.with(leaked(name.clone()), value)
            })
    }
}

fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(words) => !words.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

pub(crate) fn leaked(words: String) -> &'static str {
    Box::leak(words.into_boxed_str())
}
