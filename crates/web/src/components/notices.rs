//! Things said to the worker: inset text, warning, banner, details, error summary, tag.
//!
//! Follow the GOV.UK components of the same names.
//! INVARIANT: nothing here says something by colour alone; the words stand on their own.

use askama::Template;

use super::{Attributes, Classes, Content};

/// Words set apart from the rest (GOV.UK component "inset text").
#[derive(Clone, Default, Template)]
#[template(path = "components/inset_text.html")]
pub struct InsetText {
    /// What it says.
    pub content: Content,
    /// Identifier in the page.
    pub id: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Something that must not be missed (GOV.UK component "warning text").
#[derive(Clone, Default, Template)]
#[template(path = "components/warning_text.html")]
pub struct WarningText {
    /// What it says.
    pub content: Content,
    /// The hidden word before it; `None` is "Warning".
    pub hidden_word: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// A state in one or two words (GOV.UK component "tag").
#[derive(Clone, Default, Template)]
#[template(path = "components/tag.html")]
pub struct Tag {
    /// What it says.
    pub content: Content,
    /// Extra class names, such as `govuk-tag--grey`.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Something that opens when asked for (GOV.UK component "details").
#[derive(Clone, Default, Template)]
#[template(path = "components/details.html")]
pub struct Details {
    /// The line that is always seen.
    pub summary: Content,
    /// What it opens.
    pub content: Content,
    /// Identifier in the page.
    pub id: Option<String>,
    /// Whether it is open at first.
    pub is_open: bool,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// News about the page or about what was just done (GOV.UK component "notification banner").
#[derive(Clone, Default, Template)]
#[template(path = "components/notification_banner.html")]
pub struct NotificationBanner {
    /// What it says: words become its heading line, markup is taken as it is.
    pub content: Content,
    /// Whether something worked, or is merely worth knowing.
    pub kind: BannerKind,
    /// Its title, when it is not "Important" or "Success".
    pub title: Option<Content>,
    /// Level of the title's heading; `None` is 2.
    pub heading_level: Option<u8>,
    /// Identifier of the title; `None` is `govuk-notification-banner-title`.
    pub title_id: Option<String>,
    /// Role for assistive technology, where it is not the usual one of its kind.
    pub role: Option<&'static str>,
    /// Whether the page leaves the focus where it is; `None` leaves the default.
    pub disable_auto_focus: Option<bool>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// Kind of a [`NotificationBanner`].
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum BannerKind {
    /// Worth knowing.
    #[default]
    Important,
    /// Something worked.
    Success,
}

impl NotificationBanner {
    /// Something worth knowing.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// Something worked.
    pub fn success(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            kind: BannerKind::Success,
            ..Self::default()
        }
    }

    fn role(&self) -> &str {
        self.role.unwrap_or(match self.kind {
            BannerKind::Important => "region",
            BannerKind::Success => "alert",
        })
    }

    fn title(&self) -> Content {
        self.title.clone().unwrap_or_else(|| match self.kind {
            BannerKind::Important => "Important".into(),
            BannerKind::Success => "Success".into(),
        })
    }

    fn title_id(&self) -> &str {
        self.title_id
            .as_deref()
            .unwrap_or("govuk-notification-banner-title")
    }
}

/// Everything that is wrong with a form, at the top of the page (GOV.UK component "error
/// summary").
#[derive(Clone, Default, Template)]
#[template(path = "components/error_summary.html")]
pub struct ErrorSummary {
    /// Its title, usually "There is a problem".
    pub title: Content,
    /// A sentence under the title.
    pub description: Option<Content>,
    /// What is wrong, each with a way to the field.
    pub errors: Vec<SummaryError>,
    /// Whether the page leaves the focus where it is; `None` leaves the default.
    pub disable_auto_focus: Option<bool>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl ErrorSummary {
    /// "There is a problem", and what it is.
    #[must_use]
    pub fn of(errors: Vec<SummaryError>) -> Self {
        Self {
            title: "There is a problem".into(),
            errors,
            ..Self::default()
        }
    }
}

/// One line of an [`ErrorSummary`].
#[derive(Clone, Default)]
pub struct SummaryError {
    /// What is wrong, in the words of the error message at the field.
    pub content: Content,
    /// The way to the field, such as `#family-name`.
    pub href: Option<String>,
    /// Extra attributes of the link.
    pub attributes: Attributes,
}

/// Gives a notice its short form.
macro_rules! made_of_words {
    ($($notice:ty),+) => {
        $(impl $notice {
            /// One that says this.
            pub fn new(content: impl Into<Content>) -> Self {
                Self { content: content.into(), ..Self::default() }
            }
        })+
    };
}

made_of_words!(InsetText, WarningText, Tag);
