//! Any delimited text, row by row: no specification, the first row names the columns.
//!
//! For files that no source specification describes, such as a file of people to be linked as
//! it is. Encoding, quotation and limits are those of every extract. Invariant: a row that is
//! handed out has a cell for each column of the header.

use crate::decoding::DecodedText;
use crate::extract::ExtractRefused;
use crate::finding::FindingKind;
use crate::rows::{Next, Row, RowReader, Scan, scan};
use std::io::{self, Read};

/// Delimiters that are tried, in this order.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// A delimited text whose header has been read.
pub struct DelimitedText<R> {
    rows: RowReader<R>,
    header: Vec<String>,
    row: Row,
}

/// What comes next in a delimited text.
pub enum DelimitedNext<'t> {
    /// A row as wide as the header.
    Row(DelimitedRow<'t>),
    /// A row that is passed over, and why.
    PassedOver {
        /// The line on which it begins.
        line: u64,
        /// The place of the column where it goes wrong, where there is one.
        column: Option<usize>,
        /// Why.
        kind: FindingKind,
    },
    /// Nothing more.
    End,
}

/// One row.
#[derive(Clone, Copy)]
pub struct DelimitedRow<'t> {
    row: &'t Row,
}

impl<R: Read> DelimitedText<R> {
    /// Reads the header: the first row that is not blank.
    ///
    /// # Errors
    /// When the bytes are no text, or there is nothing in them that could be a header.
    pub fn open(input: R) -> Result<Self, ExtractRefused> {
        let text = DecodedText::open(input)?;
        let mut rows = RowReader::new(text)?;
        let (beginning, is_whole) = rows.beginning();
        let found = header(beginning, is_whole).ok_or(ExtractRefused::Empty)?;
        rows.skip_to(found.bytes, found.next_line, found.delimiter);
        Ok(Self {
            rows,
            header: found.cells,
            row: Row::default(),
        })
    }

    /// The names of the columns, in their order, without white space at their ends.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row; blank lines are stepped over.
    ///
    /// # Errors
    /// When reading breaks off.
    pub fn next_row(&mut self) -> io::Result<DelimitedNext<'_>> {
        loop {
            match self.rows.next(&mut self.row)? {
                Next::End => return Ok(DelimitedNext::End),
                Next::Broken(line, kind) => {
                    return Ok(DelimitedNext::PassedOver {
                        line,
                        column: None,
                        kind,
                    });
                }
                Next::Row if self.is_blank() => {}
                Next::Row => break,
            }
        }
        if let Some((column, kind)) = self.fault() {
            return Ok(DelimitedNext::PassedOver {
                line: self.row.line,
                column,
                kind,
            });
        }
        Ok(DelimitedNext::Row(DelimitedRow { row: &self.row }))
    }

    fn is_blank(&self) -> bool {
        let is_nothing = |c: char| c.is_whitespace() || c == '\u{1a}';
        self.row.text().chars().all(is_nothing)
    }

    /// Why the row at hand is passed over, and at which column.
    fn fault(&self) -> Option<(Option<usize>, FindingKind)> {
        let (found, expected) = (self.row.len(), self.header.len());
        if found < expected {
            let kind = FindingKind::TooFewFields { found, expected };
            return Some((Some(found), kind));
        }
        if (expected..found).any(|at| !self.row.cell(at).is_empty()) {
            return Some((None, FindingKind::TooManyFields { found, expected }));
        }
        let mut pairs = self.header.iter().zip(self.row.cells());
        let is_header = expected > 1 && pairs.all(|(name, cell)| name == cell);
        is_header.then_some((None, FindingKind::RepeatedHeader))
    }
}

impl<'t> DelimitedRow<'t> {
    /// The line on which the row begins, counted from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// One cell, white space at its ends removed; blank beyond the last.
    #[must_use]
    pub fn cell(&self, at: usize) -> &'t str {
        self.row.cell(at)
    }

    /// Whether a quotation mark stands inside a value and was not doubled.
    #[must_use]
    pub fn has_stray_quote(&self) -> bool {
        self.row.has_stray_quote
    }
}

struct FoundHeader {
    cells: Vec<String>,
    delimiter: u8,
    bytes: usize,
    next_line: u64,
}

/// The first row that is not blank, split by the delimiter that gives most columns.
fn header(beginning: &str, is_whole: bool) -> Option<FoundHeader> {
    let mut best: Option<FoundHeader> = None;
    for delimiter in DELIMITERS {
        let found = header_by(beginning, is_whole, delimiter);
        let columns = |header: &FoundHeader| header.cells.len();
        if found.as_ref().map_or(0, columns) > best.as_ref().map_or(0, columns) {
            best = found;
        }
    }
    best
}

fn header_by(beginning: &str, is_whole: bool, delimiter: u8) -> Option<FoundHeader> {
    let (mut start, mut line) = (0, 1);
    let mut row = Row::default();
    while start < beginning.len() {
        let rest = &beginning[start..];
        let Scan::Record { end, next, lines } = scan(rest.as_bytes(), delimiter, is_whole, false)
        else {
            return None;
        };
        start += next;
        line += lines;
        if !row.split(&rest[..end], delimiter) {
            return None;
        }
        if !row.text().trim().is_empty() {
            return Some(FoundHeader {
                cells: names(&row),
                delimiter,
                bytes: start,
                next_line: line,
            });
        }
    }
    None
}

/// The cells up to the last that is filled.
fn names(row: &Row) -> Vec<String> {
    let is_margin = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0');
    let mut cells: Vec<String> = row
        .cells()
        .map(|cell| cell.trim_matches(is_margin).to_owned())
        .collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The header, then each row, then the faults.
    type Everything = (Vec<String>, Vec<Vec<String>>, Vec<(u64, &'static str)>);

    fn read(bytes: &[u8]) -> Everything {
        let mut text = DelimitedText::open(bytes).unwrap();
        let header = text.header().to_vec();
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        loop {
            match text.next_row().unwrap() {
                DelimitedNext::Row(row) => {
                    let cells = (0..header.len()).map(|at| row.cell(at).to_owned());
                    rows.push(cells.collect());
                }
                DelimitedNext::PassedOver { line, kind, .. } => faults.push((line, kind.code())),
                DelimitedNext::End => return (header, rows, faults),
            }
        }
    }

    #[test]
    fn each_delimiter_is_found_from_the_header() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "\u{feff}id, name \n1,Rosa\n".replace(',', delimiter);
            let (header, rows, _) = read(text.as_bytes());
            assert_eq!(header, ["id", "name"]);
            assert_eq!(rows, [["1", "Rosa"]]);
        }
    }

    #[test]
    fn a_row_too_short_or_too_long_is_passed_over_and_the_next_is_read() {
        let (_, rows, faults) = read(b"id,name\n1\n2,Rosa,x\n3,Una,\n\nid,name\n4,Ines\n");
        assert_eq!(rows, [["3", "Una"], ["4", "Ines"]]);
        assert_eq!(
            faults,
            [
                (2, "too_few_fields"),
                (3, "too_many_fields"),
                (6, "repeated_header")
            ]
        );
    }

    #[test]
    fn a_file_of_one_column_has_rows_of_one_cell() {
        let (header, rows, _) = read(b"id\n1\n2\n");
        assert_eq!((header.len(), rows.len()), (1, 2));
    }

    #[test]
    fn nothing_and_blank_lines_are_no_header() {
        for bytes in [&b""[..], b"\n\n", b" \t\n"] {
            let refused = DelimitedText::open(bytes).err();
            assert!(matches!(refused, Some(ExtractRefused::Empty)));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(mut text) = DelimitedText::open(bytes.as_slice()) {
                while !matches!(text.next_row().unwrap(), DelimitedNext::End) {}
            }
        }
    }
}
