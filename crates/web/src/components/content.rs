//! What a component may hold: words, finished markup, class names and attributes.
//!
//! Words are escaped when they are printed. Markup is [`Html`], which comes from a template or
//! from the source code and from nowhere else.
//! INVARIANT: no function here turns run-time text into [`Html`] without escaping it.

use std::borrow::Cow;
use std::fmt;

use askama::filters::{Escaper as _, HtmlSafe};

/// Finished markup: rendered by a template, or written in our own source code.
#[derive(Clone, Default)]
pub struct Html(Cow<'static, str>);

impl Html {
    /// The finished markup of a component or of any other template.
    pub fn of(template: &impl askama::Template) -> Self {
        let markup = template
            .render()
            .expect("our templates write to memory and call nothing that can fail");
        Self(Cow::Owned(markup))
    }

    /// Markup written in our own source code.
    #[must_use]
    pub const fn literal(markup: &'static str) -> Self {
        Self(Cow::Borrowed(markup))
    }

    /// Several pieces of finished markup, one after the other, each on its own line.
    pub fn join(pieces: impl IntoIterator<Item = Self>) -> Self {
        let pieces: Vec<Cow<'static, str>> = pieces.into_iter().map(|piece| piece.0).collect();
        Self(Cow::Owned(pieces.join("\n")))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// The inside of a component: words, or finished markup.
#[derive(Clone)]
pub enum Content {
    /// Plain words, escaped when printed.
    Words(String),
    /// Finished markup, printed as it is.
    Markup(Html),
}

impl Default for Content {
    fn default() -> Self {
        Self::Words(String::new())
    }
}

impl From<&str> for Content {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Content {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<Html> for Content {
    fn from(markup: Html) -> Self {
        Self::Markup(markup)
    }
}

/// Prints finished HTML: words are escaped here.
impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => askama::filters::Html.write_escaped_str(f, words),
            Self::Markup(markup) => markup.fmt(f),
        }
    }
}

impl HtmlSafe for Content {}

/// Extra class names, written in our own source code.
#[derive(Clone, Copy, Default)]
pub struct Classes(&'static str);

impl From<&'static str> for Classes {
    fn from(names: &'static str) -> Self {
        Self(names)
    }
}

impl Classes {
    /// Whether one of the names contains this text.
    pub(super) fn mention(self, part: &str) -> bool {
        self.0.contains(part)
    }

    /// The names alone, without the space before them.
    pub(super) const fn names(self) -> &'static str {
        self.0
    }
}

/// Prints a space and the names, or nothing: made to stand after a component's own class.
impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        f.write_str(" ")?;
        askama::filters::Html.write_escaped_str(f, self.0)
    }
}

impl HtmlSafe for Classes {}

/// Extra attributes of an element: names from our source code, values escaped when printed.
#[derive(Clone, Default)]
pub struct Attributes(Vec<(&'static str, String)>);

impl Attributes {
    /// None so far.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// These, and one more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.push((name, value.into()));
        self
    }
}

/// Prints ` name="value"` for each attribute.
impl fmt::Display for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            write!(f, " {name}=\"")?;
            askama::filters::Html.write_escaped_str(&mut *f, value)?;
            f.write_str("\"")?;
        }
        Ok(())
    }
}

impl HtmlSafe for Attributes {}
