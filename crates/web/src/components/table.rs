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
    /// Extra class names.
    pub classes: Classes,
    /// Extra attributes.
    pub attributes: Attributes,
}

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
