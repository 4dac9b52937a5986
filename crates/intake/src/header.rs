//! Finds the header and with it the table: which column of the file is which of the specification.
//!
//! The header is in one of the first three rows; the delimiter is the one by which most columns
//! fit. Invariant: a table is chosen only when its whole `header` and all required columns are there.

use crate::concept::Concept;
use crate::finding::FindingKind;
use crate::rows::{Row, Scan, scan};
use crate::table::{Meaning, Table, folded};

/// Delimiters that are tried, in this order.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many rows are searched for the header.
const HEADER_ROWS: usize = 3;

/// Where a concept of a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The column of the specification with this index.
    Column(usize),
    /// The constant with this index.
    Constant(usize),
}

/// How a file's columns lie, for one table.
pub(crate) struct Layout<'s> {
    pub(crate) table: &'s Table,
    /// For each column of the specification, its place in the file.
    places: Vec<Option<usize>>,
    /// For each concept, where it comes from; address lines: the first.
    origins: [Option<Origin>; Concept::ALL.len()],
    /// How many columns the file has.
    pub(crate) width: usize,
    /// The header cells as written, to know them when they are repeated.
    header: Vec<String>,
}

/// A header that fits a table.
pub(crate) struct FoundHeader<'s> {
    pub(crate) layout: Layout<'s>,
    pub(crate) delimiter: u8,
    /// Line of the header.
    pub(crate) line: u64,
    /// Lines of titles above it.
    pub(crate) title_lines: Vec<u64>,
    /// Bytes up to the first row after it, and that row's line.
    pub(crate) bytes: usize,
    pub(crate) next_line: u64,
    /// Columns that are not as specified: name (or position) and kind.
    pub(crate) drift: Vec<(String, FindingKind)>,
}

/// The table that came nearest, and the columns it lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoTableFits {
    pub(crate) nearest: String,
    pub(crate) missing: Vec<String>,
}

/// Finds the header in the beginning of a file.
pub(crate) fn find_header<'s>(
    tables: &'s [Table],
    beginning: &str,
    is_whole: bool,
) -> Result<FoundHeader<'s>, NoTableFits> {
    let mut best: Option<(usize, FoundHeader<'s>)> = None;
    let mut nearest: Option<(usize, NoTableFits)> = None;
    for delimiter in DELIMITERS {
        for candidate in rows_at(beginning, delimiter, is_whole) {
            for table in tables {
                if table.delimiter.is_some_and(|wanted| wanted != delimiter) {
                    continue;
                }
                let (matched, missing) = fit(table, &candidate.folded);
                if missing.is_empty() {
                    if best.as_ref().is_none_or(|(most, _)| matched > *most) {
                        best = Some((matched, candidate.found(table, delimiter)));
                    }
                } else if nearest.as_ref().is_none_or(|(most, _)| matched > *most) {
                    let nearest_table = table.name.clone();
                    nearest = Some((
                        matched,
                        NoTableFits {
                            nearest: nearest_table,
                            missing,
                        },
                    ));
                }
            }
        }
    }
    let first_table = || NoTableFits {
        nearest: tables.first().map_or("", |table| &table.name).to_owned(),
        missing: tables.first().map_or(Vec::new(), |table| {
            table.header.iter().map(|pair| pair.1.clone()).collect()
        }),
    };
    best.map(|found| found.1)
        .ok_or_else(|| nearest.map_or_else(first_table, |found| found.1))
}

/// One of the first rows, as a possible header.
struct Candidate {
    cells: Vec<String>,
    folded: Vec<String>,
    line: u64,
    bytes: usize,
    next_line: u64,
    title_lines: Vec<u64>,
}

fn rows_at(text: &str, delimiter: u8, is_whole: bool) -> Vec<Candidate> {
    let mut found = Vec::new();
    let (mut start, mut line) = (0, 1);
    let mut row = Row::default();
    let mut title_lines = Vec::new();
    while found.len() < HEADER_ROWS && start < text.len() {
        let rest = &text[start..];
        let step = match scan(rest.as_bytes(), delimiter, is_whole, false) {
            Scan::Unclosed { .. } => scan(rest.as_bytes(), 0, is_whole, true),
            other => other,
        };
        let Scan::Record { end, next, lines } = step else {
            break;
        };
        if !row.split(&rest[..end], delimiter) {
            break;
        }
        let cells: Vec<String> = row.cells().map(str::to_owned).collect();
        start += next;
        found.push(Candidate {
            folded: cells.iter().map(|cell| folded(cell)).collect(),
            line,
            bytes: start,
            next_line: line + lines,
            title_lines: title_lines.clone(),
            cells,
        });
        if !row.text().trim().is_empty() {
            title_lines.push(line);
        }
        line += lines;
    }
    found
}

/// How many of the table's columns the header has, and which it lacks and must have.
fn fit(table: &Table, header: &[String]) -> (usize, Vec<String>) {
    let has = |folded: &String| header.contains(folded);
    let mut matched = 0;
    let mut missing = Vec::new();
    for (key, words) in &table.header {
        if has(key) {
            matched += 1;
        } else {
            missing.push(words.clone());
        }
    }
    for column in &table.columns {
        if column.aliases.iter().any(has) {
            matched += 1;
        } else if column.required && !missing.contains(&column.name) {
            missing.push(column.name.clone());
        }
    }
    (matched, missing)
}

impl Candidate {
    fn found<'s>(&self, table: &'s Table, delimiter: u8) -> FoundHeader<'s> {
        let filled = |cell: &String| !cell.is_empty();
        let width = self.cells.iter().rposition(filled).map_or(0, |at| at + 1);
        let place = |aliases: &[String]| {
            aliases
                .iter()
                .find_map(|alias| self.folded.iter().position(|cell| cell == alias))
        };
        let places: Vec<Option<usize>> = table
            .columns
            .iter()
            .map(|column| place(&column.aliases))
            .collect();
        let drift = self.drift(table, &places, width);
        FoundHeader {
            layout: Layout {
                table,
                origins: origins(table, &places),
                places,
                width,
                header: self.cells[..width].to_vec(),
            },
            delimiter,
            line: self.line,
            title_lines: self.title_lines.clone(),
            bytes: self.bytes,
            next_line: self.next_line,
            drift,
        }
    }

    fn drift(
        &self,
        table: &Table,
        places: &[Option<usize>],
        width: usize,
    ) -> Vec<(String, FindingKind)> {
        let mut drift = Vec::new();
        for (at, cell) in self.folded[..width].iter().enumerate() {
            if places.contains(&Some(at)) {
                continue;
            }
            let known = table
                .columns
                .iter()
                .find(|column| column.aliases.contains(cell));
            drift.push(match known {
                Some(column) => (column.name.clone(), FindingKind::RepeatedColumn),
                None => (format!("number {}", at + 1), FindingKind::UnknownColumn),
            });
        }
        for (column, place) in table.columns.iter().zip(places) {
            if place.is_none() && !matches!(column.meaning, Meaning::Ignore) {
                drift.push((column.name.clone(), FindingKind::MissingColumn));
            }
        }
        drift
    }
}

fn origins(table: &Table, places: &[Option<usize>]) -> [Option<Origin>; Concept::ALL.len()] {
    let mut origins = [None; Concept::ALL.len()];
    for (at, constant) in table.constants.iter().enumerate() {
        origins[constant.0.index()] = Some(Origin::Constant(at));
    }
    for (at, column) in table.columns.iter().enumerate().rev() {
        if let (Meaning::Concept(concept), Some(_)) = (&column.meaning, places[at]) {
            origins[concept.index()] = Some(Origin::Column(at));
        }
    }
    origins
}

impl Layout<'_> {
    /// Where a concept comes from, if this file has it.
    pub(crate) fn origin(&self, concept: Concept) -> Option<Origin> {
        self.origins[concept.index()]
    }

    /// The place in the file of a column of the specification.
    pub(crate) fn place(&self, column: usize) -> Option<usize> {
        self.places[column]
    }

    /// The name of the column at a place of the file, for findings.
    pub(crate) fn name_at(&self, place: usize) -> String {
        let column = self.places.iter().position(|found| *found == Some(place));
        match column {
            Some(at) => self.table.columns[at].name.clone(),
            None => format!("number {}", place + 1),
        }
    }

    /// Whether the row is the header once more.
    pub(crate) fn is_repeated_by(&self, row: &Row) -> bool {
        row.len() >= self.width
            && self
                .header
                .iter()
                .zip(row.cells())
                .all(|(header, cell)| header.eq_ignore_ascii_case(cell))
    }
}
