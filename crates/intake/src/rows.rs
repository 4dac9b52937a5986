//! Text to rows: splits records, keeps true line numbers, and recovers from broken quotation.
//!
//! A quotation mark that never closes costs its own line only: reading goes on at the next.
//! That is why it is written here: a general reader would swallow the rest of the file.
//! The text read twice for that is limited; after the limit values may not span lines.
//! Invariant: no more than one record of [`LONGEST`] bytes and one chunk are held.

use crate::decoding::{CHUNK, DecodedText};
use crate::finding::FindingKind;
use std::io::{self, Read};

/// The longest record, in bytes of UTF-8.
pub(crate) const LONGEST: usize = 1024 * 1024;
/// The most columns a record may have.
pub(crate) const MOST_COLUMNS: usize = 512;
/// How much text may be read twice because of quotation marks that do not close.
const READ_TWICE: usize = 64 * 1024 * 1024;

/// One record: its cells without quotation marks, and the line on which it begins.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) line: u64,
    text: String,
    ends: Vec<usize>,
    pub(crate) has_stray_quote: bool,
}

/// What comes next in the file.
pub(crate) enum Next {
    /// The row was filled.
    Row,
    /// The row on this line cannot be read.
    Broken(u64, FindingKind),
    /// Nothing more.
    End,
}

/// Reads rows from decoded text.
pub(crate) struct RowReader<R> {
    text: DecodedText<R>,
    buffer: String,
    start: usize,
    at_end: bool,
    line: u64,
    delimiter: u8,
    read_twice: usize,
}

/// What a scan of the text from the start of a record found.
pub(crate) enum Scan {
    /// The record ends before `end`, the next begins at `next`.
    Record { end: usize, next: usize, lines: u64 },
    /// The text ends inside the record.
    More,
    /// A quoted value over several lines does not close as it should.
    Unclosed { scanned: usize },
}

impl Row {
    /// The number of cells.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// One cell, white space at its ends removed; blank beyond the last.
    pub(crate) fn cell(&self, at: usize) -> &str {
        let Some(end) = self.ends.get(at) else {
            return "";
        };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text[start..*end].trim()
    }

    /// All cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }

    /// The text of all cells, for checks of the whole row.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Fills the row from the text of one record; false when it has too many columns.
    pub(crate) fn split(&mut self, record: &str, delimiter: u8) -> bool {
        self.text.clear();
        self.ends.clear();
        self.has_stray_quote = false;
        let mut rest = record;
        loop {
            let used = self.split_cell(rest, delimiter);
            self.ends.push(self.text.len());
            if used >= rest.len() {
                return true;
            }
            if self.ends.len() == MOST_COLUMNS {
                return false;
            }
            rest = &rest[used + 1..];
        }
    }

    /// Copies one cell and gives the place of the delimiter after it (or the end).
    fn split_cell(&mut self, rest: &str, delimiter: u8) -> usize {
        let bytes = rest.as_bytes();
        let blanks = bytes.iter().take_while(|b| **b == b' ').count();
        let mut at = blanks;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let from = at;
                at += distance(&bytes[at..], b'"');
                self.text.push_str(&rest[from..at]);
                if bytes.get(at + 1) != Some(&b'"') {
                    break;
                }
                self.text.push('"');
                at += 2;
            }
            at = (at + 1).min(bytes.len());
        } else {
            at = 0;
        }
        let end = at + distance(&bytes[at..], delimiter);
        let after = &rest[at..end];
        self.has_stray_quote |= after.contains('"');
        if at == 0 || !after.trim().is_empty() {
            self.text.push_str(after);
        }
        end
    }
}

impl<R: Read> RowReader<R> {
    /// Begins at the first line.
    pub(crate) fn new(text: DecodedText<R>) -> io::Result<Self> {
        let mut reader = Self {
            text,
            buffer: String::new(),
            start: 0,
            at_end: false,
            line: 1,
            delimiter: b',',
            read_twice: 0,
        };
        while reader.buffer.len() < CHUNK && !reader.at_end {
            reader.fill()?;
        }
        Ok(reader)
    }

    /// The beginning of the file, and whether it is all of it.
    pub(crate) fn beginning(&self) -> (&str, bool) {
        (&self.buffer[self.start..], self.at_end)
    }

    /// Goes on after the header, which took `bytes` and ended before `line`.
    pub(crate) fn skip_to(&mut self, bytes: usize, line: u64, delimiter: u8) {
        self.start += bytes;
        self.line = line;
        self.delimiter = delimiter;
    }

    /// The text below, once all rows are read: for encoding and content hash.
    pub(crate) fn into_text(self) -> DecodedText<R> {
        self.text
    }

    /// Reads the next row into `row`.
    pub(crate) fn next(&mut self, row: &mut Row) -> io::Result<Next> {
        loop {
            let pending = &self.buffer[self.start..];
            if pending.is_empty() && self.at_end {
                return Ok(Next::End);
            }
            let one_line = self.read_twice > READ_TWICE;
            match scan(pending.as_bytes(), self.delimiter, self.at_end, one_line) {
                Scan::Record { end, next, lines } => {
                    let fits = end <= LONGEST && row.split(&pending[..end], self.delimiter);
                    row.line = self.line;
                    self.start += next;
                    self.line += lines;
                    if !fits {
                        return Ok(Next::Broken(row.line, FindingKind::LineTooLong));
                    }
                    return Ok(Next::Row);
                }
                Scan::Unclosed { scanned } => {
                    return self.give_up_line(scanned, FindingKind::UnclosedQuote);
                }
                Scan::More if pending.len() > LONGEST => {
                    let scanned = pending.len();
                    return self.give_up_line(scanned, FindingKind::UnclosedQuote);
                }
                Scan::More => self.fill()?,
            }
        }
    }

    /// Drops the first line of a record that cannot be read, however long it is.
    fn give_up_line(&mut self, scanned: usize, kind: FindingKind) -> io::Result<Next> {
        self.read_twice = self.read_twice.saturating_add(scanned);
        let line = self.line;
        let mut kind = kind;
        let mut dropped = 0;
        loop {
            let pending = &self.buffer.as_bytes()[self.start..];
            let at = pending.iter().position(|b| matches!(b, b'\n' | b'\r'));
            dropped += at.unwrap_or(pending.len());
            if dropped > LONGEST {
                kind = FindingKind::LineTooLong;
            }
            if let Some(at) = at {
                self.start += at;
                if self.line_end()? {
                    self.line += 1;
                }
                return Ok(Next::Broken(line, kind));
            }
            self.start = self.buffer.len();
            if self.at_end {
                return Ok(Next::Broken(line, kind));
            }
            self.fill()?;
        }
    }

    /// Steps over the line end that the text stands at.
    fn line_end(&mut self) -> io::Result<bool> {
        loop {
            let pending = &self.buffer.as_bytes()[self.start..];
            match line_end_length(pending, self.at_end) {
                Some(length) => {
                    self.start += length;
                    return Ok(true);
                }
                None => self.fill()?,
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let want = CHUNK.max(self.buffer.len());
        self.at_end = self.text.fill(&mut self.buffer, want)?;
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteSeen,
}

/// Finds the end of the record that begins at the start of `bytes`.
pub(crate) fn scan(bytes: &[u8], delimiter: u8, at_end: bool, one_line: bool) -> Scan {
    let (mut state, mut at, mut lines, mut cell_lines) = (State::CellStart, 0, 0, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        let is_line_end = matches!(byte, b'\n' | b'\r');
        if is_line_end {
            let Some(length) = line_end_length(&bytes[at..], at_end) else {
                return Scan::More;
            };
            lines += 1;
            if state != State::Quoted {
                let next = at + length;
                return Scan::Record {
                    end: at,
                    next,
                    lines,
                };
            }
            if one_line {
                return Scan::Unclosed { scanned: at };
            }
            cell_lines += 1;
            at += length;
            continue;
        }
        state = match state {
            State::Quoted if byte == b'"' => State::QuoteSeen,
            State::Quoted => State::Quoted,
            State::QuoteSeen if byte == b'"' => State::Quoted,
            _ if byte == delimiter => {
                cell_lines = 0;
                State::CellStart
            }
            State::CellStart if byte == b'"' => State::Quoted,
            State::CellStart | State::QuoteSeen if byte == b' ' => state,
            State::QuoteSeen if cell_lines > 0 => return Scan::Unclosed { scanned: at },
            State::CellStart | State::Plain | State::QuoteSeen => State::Plain,
        };
        at += 1;
    }
    match state {
        _ if !at_end => Scan::More,
        State::Quoted => Scan::Unclosed { scanned: at },
        _ => Scan::Record {
            end: at,
            next: at,
            lines: lines + 1,
        },
    }
}

/// The length of the line end at the start of `bytes`; nothing when more text decides it.
fn line_end_length(bytes: &[u8], at_end: bool) -> Option<usize> {
    match bytes {
        [b'\r', b'\n', ..] => Some(2),
        [b'\r'] if !at_end => None,
        _ => Some(1),
    }
}

fn distance(bytes: &[u8], wanted: u8) -> usize {
    let found = bytes.iter().position(|byte| *byte == wanted);
    found.unwrap_or(bytes.len())
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
