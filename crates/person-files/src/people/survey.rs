//! A look at the first rows of the files, before anything is decided about a column.
//!
//! Invariant: only counts come out of it.

use super::row_text::filled;
use crate::layout::Layout;
use crate::table::{Next, NotATable, Table};
use vocabulary::NhsNumber;

/// Rows of each file that are looked at.
const ROWS: u64 = 10_000;

/// What was seen.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    filled: u64,
    right: u64,
}

impl Survey {
    /// Looks at the first rows of a file.
    pub(crate) fn look(&mut self, table: &mut Table, layout: &Layout) -> Result<(), NotATable> {
        let Some(column) = layout.nhs_number else {
            return table.choose(&layout.columns());
        };
        table.choose(&layout.columns())?;
        let mut rows = 0;
        while rows < ROWS {
            match table.next_row()? {
                Next::Row(row) => self.number(filled(row, column)),
                Next::PassedOver { .. } => {}
                Next::End => break,
            }
            rows += 1;
        }
        Ok(())
    }

    fn number(&mut self, text: &str) {
        if !text.is_empty() {
            self.filled += 1;
            self.right += u64::from(NhsNumber::parse(text).is_ok());
        }
    }

    /// Whether at least half of the values are NHS numbers; true when there is none at all.
    pub(crate) fn holds_nhs_numbers(&self) -> bool {
        self.right * 2 >= self.filled
    }

    pub(crate) fn filled(&self) -> u64 {
        self.filled
    }

    pub(crate) fn wrong(&self) -> u64 {
        self.filled - self.right
    }
}
