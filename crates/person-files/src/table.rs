//! A file of rows, whatever its form: delimited text or Parquet, told apart by its first bytes.
//!
//! Rows come one at a time and nothing of the file is kept. Invariant: a row that is handed out
//! has a cell for each column that was asked for; what cannot be a row is passed over with its
//! line and the reason.

mod parquet_pages;
mod parquet_table;
mod parquet_text;

use intake::{DelimitedNext, DelimitedText, ExtractRefused, FindingKind};
use parquet_table::ParquetTable;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

/// Why nothing of a file can be used.
#[derive(Debug, thiserror::Error)]
pub enum NotATable {
    /// It is not there, or not ours to read.
    #[error("could not be opened ({0})")]
    NotOpened(#[source] io::Error),
    /// There is nothing in it.
    #[error("is empty: a row with the names of the columns comes first")]
    Empty,
    /// It is something other than rows of text.
    #[error("is {0}; save it as CSV or Parquet and give that")]
    NotText(&'static str),
    /// It says that it is Parquet and is not.
    #[error("begins like a Parquet file but cannot be read as one; it may be cut off")]
    NotParquet,
    /// A page of it would unpack to more than is held.
    #[error(
        "has a column, `{0}`, with a part that unpacks to more than 128 MB; write it with smaller pages, or save it as CSV"
    )]
    TooLarge(String),
    /// A column of it cannot be read as text.
    #[error("has a column that is a list or a map, `{0}`; write it as one value to a row")]
    Nested(String),
    /// Reading broke off.
    #[error("could not be read to its end ({0})")]
    BrokeOff(#[source] io::Error),
}

/// An open file of rows.
pub(crate) enum Table {
    Delimited(Box<DelimitedText<File>>),
    Parquet(Box<ParquetTable>),
}

/// What comes next.
pub(crate) enum Next<'t> {
    Row(Row<'t>),
    PassedOver {
        line: u64,
        column: Option<usize>,
        kind: FindingKind,
    },
    End,
}

/// One row: its cells by the places of the columns in the header.
#[derive(Clone, Copy)]
pub(crate) enum Row<'t> {
    Delimited(intake::DelimitedRow<'t>),
    Parquet(&'t ParquetTable),
}

impl From<ExtractRefused> for NotATable {
    fn from(refused: ExtractRefused) -> Self {
        match refused {
            ExtractRefused::Spreadsheet => Self::NotText("a workbook or an archive"),
            ExtractRefused::Pdf => Self::NotText("a PDF document"),
            ExtractRefused::Binary => Self::NotText("not a text file"),
            ExtractRefused::Unreadable(error) => Self::BrokeOff(error),
            ExtractRefused::Empty | ExtractRefused::NoRows | ExtractRefused::NoTableFits { .. } => {
                Self::Empty
            }
        }
    }
}

impl Table {
    /// Opens a file and reads its header.
    pub(crate) fn open(path: &Path) -> Result<Self, NotATable> {
        let mut file = File::open(path).map_err(NotATable::NotOpened)?;
        let is_folder = file.metadata().is_ok_and(|about| about.is_dir());
        if is_folder {
            return Err(NotATable::NotOpened(io::ErrorKind::IsADirectory.into()));
        }
        let mut first = Vec::with_capacity(4);
        let begin = Read::by_ref(&mut file).take(4).read_to_end(&mut first);
        begin
            .and_then(|_| file.rewind())
            .map_err(NotATable::BrokeOff)?;
        if first == b"PAR1" {
            return Ok(Self::Parquet(Box::new(ParquetTable::open(file)?)));
        }
        DelimitedText::open(file)
            .map(|text| Self::Delimited(Box::new(text)))
            .map_err(NotATable::from)
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> &[String] {
        match self {
            Self::Delimited(text) => text.header(),
            Self::Parquet(table) => table.header(),
        }
    }

    /// Says which columns will be asked for; others may be left unread.
    pub(crate) fn choose(&mut self, columns: &[usize]) -> Result<(), NotATable> {
        match self {
            Self::Delimited(_) => Ok(()),
            Self::Parquet(table) => table.choose(columns),
        }
    }

    /// The next row.
    pub(crate) fn next_row(&mut self) -> Result<Next<'_>, NotATable> {
        match self {
            Self::Delimited(text) => match text.next_row().map_err(NotATable::BrokeOff)? {
                DelimitedNext::Row(row) => Ok(Next::Row(Row::Delimited(row))),
                DelimitedNext::PassedOver { line, column, kind } => {
                    Ok(Next::PassedOver { line, column, kind })
                }
                DelimitedNext::End => Ok(Next::End),
            },
            Self::Parquet(table) => {
                let is_there = table.step()?;
                Ok(if is_there {
                    Next::Row(Row::Parquet(table))
                } else {
                    Next::End
                })
            }
        }
    }
}

impl<'t> Row<'t> {
    /// The line of the row; in a Parquet file the number of the row, counted from 1.
    pub(crate) fn line(self) -> u64 {
        match self {
            Self::Delimited(row) => row.line(),
            Self::Parquet(table) => table.row_number(),
        }
    }

    /// One cell without white space at its ends.
    pub(crate) fn cell(self, at: usize) -> &'t str {
        match self {
            Self::Delimited(row) => row.cell(at),
            Self::Parquet(table) => table.cell(at),
        }
    }

    /// Whether a quotation mark stands inside a value and was not doubled.
    pub(crate) fn has_stray_quote(self) -> bool {
        match self {
            Self::Delimited(row) => row.has_stray_quote(),
            Self::Parquet(_) => false,
        }
    }
}
