//! Facts in rows and columns.
//!
//! Follows the GOV.UK table. A caption says what the table is; headers say whose row or column.
//! INVARIANT: header cells carry their scope.

use askama::Template;

use super::{Attributes, Classes, Content};

/// Rows and columns (GOV.UK component "table").
#[derive(Clone, Default, Template)]
#[template(path = "components/table.html")]
pub struct Table {
    /// What the table is.
    pub caption: Option<String>,
    /// Extra class names of the caption, such as `govuk-table__caption--m`.
    pub caption_classes: Classes,
    /// The headers of the columns.
    pub head: Option<Vec<Cell>>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of a row is its header.
    pub first_cell_is_header: bool,
    /// Whether each row becomes a list on a phone; every cell then names its column in words.
    pub stacks_on_phone: bool,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl Table {
    /// Keeps it a table for assistive technology when the style sheet makes it a list.
    const fn role(&self, role: &'static str) -> Role {
        if self.stacks_on_phone {
            Role(Some(role))
        } else {
            Role(None)
        }
    }

    /// What the column with this number is called, for a row that has become a list.
    fn column_words(&self, number: usize) -> Option<&str> {
        if !self.stacks_on_phone {
            return None;
        }
        match &self.head.as_ref()?.get(number)?.content {
            Content::Words(words) => Some(words),
            Content::Markup(_) => None,
        }
    }
}

/// A role attribute, or nothing.
struct Role(Option<&'static str>);

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |role| write!(f, " role=\"{role}\""))
    }
}

impl askama::filters::HtmlSafe for Role {}

/// One cell.
#[derive(Clone, Default)]
pub struct Cell {
    /// What it says.
    pub content: Content,
    /// How it is set, such as `numeric`.
    pub format: Option<&'static str>,
    /// How many columns it takes.
    pub colspan: Option<u16>,
    /// How many rows it takes.
    pub rowspan: Option<u16>,
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

impl Cell {
    /// A cell that says this.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// A cell with a number, set to the right.
    pub fn number(content: impl Into<Content>) -> Self {
        Self {
            content: content.into(),
            format: Some("numeric"),
            ..Self::default()
        }
    }

    fn spans(&self) -> Attributes {
        let columns = self.colspan.map(|columns| ("colspan", columns));
        let rows = self.rowspan.map(|rows| ("rowspan", rows));
        columns
            .into_iter()
            .chain(rows)
            .fold(Attributes::none(), |spans, (name, count)| {
                spans.with(name, count.to_string())
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Table};
    use crate::components::Html;

    fn whom_to_ring() -> Table {
        Table {
            head: Some(vec![Cell::new("Service"), Cell::new("Telephone & hours")]),
            rows: vec![vec![Cell::new("Housing"), Cell::new("01632 960456")]],
            first_cell_is_header: true,
            ..Table::default()
        }
    }

    #[test]
    fn a_table_that_becomes_a_list_names_each_cells_column_and_keeps_its_roles() {
        let html = Html::of(&Table {
            stacks_on_phone: true,
            ..whom_to_ring()
        })
        .to_string();
        for part in [
            "class=\"govuk-table kith-stacks\" role=\"table\"",
            "role=\"rowheader\"",
            "role=\"columnheader\"",
            "role=\"cell\" data-label=\"Telephone &#38; hours\">01632 960456</td>",
        ] {
            assert!(html.contains(part), "{part} is missing in {html}");
        }
    }

    #[test]
    fn a_table_that_stays_a_table_has_nothing_added() {
        let html = Html::of(&whom_to_ring()).to_string();
        assert!(
            !html.contains("role=") && !html.contains("data-label"),
            "{html}"
        );
    }
}
