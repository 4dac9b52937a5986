//! A text in a body: borrowed from it wherever JSON wrote it as it is.
//!
//! Checking a log reads millions of texts and keeps none of them. Invariant: what is read is what
//! the same bytes give as an owned text, escapes and all.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

/// A text of a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BodyText<'a>(Cow<'a, str>);

impl BodyText<'_> {
    /// The text, kept.
    pub(crate) fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

impl<'a> From<&'a str> for BodyText<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for BodyText<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl Deref for BodyText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Serialize for BodyText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for BodyText<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = BodyText<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(BodyText(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(BodyText(Cow::Owned(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_is_borrowed_and_one_with_escapes_is_read_the_same() {
        for (json, text, is_borrowed) in [
            (r#""SW1001""#, "SW1001", true),
            (r#""a \"word\"\n""#, "a \"word\"\n", false),
            (r#""\u00e9""#, "\u{e9}", false),
        ] {
            let read: BodyText<'_> = serde_json::from_str(json).unwrap();
            assert_eq!(&*read, text);
            assert_eq!(matches!(read.0, Cow::Borrowed(_)), is_borrowed);
        }
    }
}
