//! Ways through a long list of pages.
//!
//! Follows the GOV.UK pagination.
//! INVARIANT: every link says in words which page it leads to.

use askama::Template;

use super::{Attributes, Classes, Content, Html};

/// Ways through a long list (GOV.UK component "pagination").
#[derive(Clone, Default, Template)]
#[template(path = "components/pagination.html")]
pub struct Pagination {
    /// The page before.
    pub previous: Option<PageStep>,
    /// The page after.
    pub next: Option<PageStep>,
    /// Numbered pages; `None` shows the steps alone, one under the other.
    pub items: Option<Vec<PageItem>>,
    /// Name of the landmark; `None` is "Pagination".
    pub label: Option<String>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// The page before or after.
#[derive(Clone, Default)]
pub struct PageStep {
    /// Where it leads.
    pub href: String,
    /// What it says; `None` is "Previous page" or "Next page".
    pub content: Option<Content>,
    /// Which page that is.
    pub label: Option<String>,
    /// Extra attributes.
    pub attributes: Attributes,
}

/// One place in the row of numbers.
#[derive(Clone)]
pub enum PageItem {
    /// A numbered page.
    Page {
        /// Its number.
        number: String,
        /// Where it leads.
        href: String,
        /// Whether we are there.
        is_current: bool,
        /// Its name for assistive technology; `None` is "Page" and the number.
        label: Option<String>,
        /// Extra attributes.
        attributes: Attributes,
    },
    /// Pages left out.
    Gap,
}

/// One arrow link as it is printed.
#[derive(Template)]
#[template(path = "components/pagination_step.html")]
struct Step<'a> {
    step: &'a PageStep,
    rel: &'static str,
    is_block: bool,
    words: Content,
}

impl Pagination {
    const fn is_block(&self) -> bool {
        self.items.is_none() && (self.next.is_some() || self.previous.is_some())
    }

    fn backward(&self) -> Option<Html> {
        self.previous
            .as_ref()
            .map(|step| self.printed(step, "prev"))
    }

    fn forward(&self) -> Option<Html> {
        self.next.as_ref().map(|step| self.printed(step, "next"))
    }

    fn printed(&self, step: &PageStep, rel: &'static str) -> Html {
        let usual = if rel == "prev" {
            Html::literal("Previous<span class=\"govuk-visually-hidden\"> page</span>")
        } else {
            Html::literal("Next<span class=\"govuk-visually-hidden\"> page</span>")
        };
        let words = step.content.clone().unwrap_or_else(|| usual.into());
        Html::of(&Step {
            step,
            rel,
            is_block: self.is_block(),
            words,
        })
    }
}
