//! Reads one extract: finds its table, turns rows into records, gathers findings and counts.
//!
//! Records go to the sink as they are read. When reading ends in [`ExtractRefused`], what the
//! sink was given must be dropped. Invariant: the same bytes give the same records and findings.

use crate::decoding::{DecodedText, NotOpened, NotText, hash_of};
use crate::finding::{Finding, FindingKind, Findings};
use crate::header::{FoundHeader, Layout, NoTableFits, find_header};
use crate::profile::ExtractProfile;
use crate::reading::{Context, Reading};
use crate::row_records::{Earlier, Makes};
use crate::rows::{Next, Row, RowReader};
use crate::specification::SourceSpecification;
use crate::table::folded;
use sha2::{Digest, Sha256};
use std::io::{self, Read};
use vocabulary::{
    AddressRecord, CaseLinkRecord, Coverage, Date, InvolvementRecord, NameRecord, PersonRecord,
    RelationshipRecord, StaffRecord, TeamRecord,
};

/// One thing that a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::large_enum_variant,
    reason = "records are handed over one at a time and never gathered here"
)]
pub enum Record {
    /// A person; each key once in a file.
    Person(PersonRecord),
    /// Another name of a person.
    Name(NameRecord),
    /// A stay at an address.
    Address(AddressRecord),
    /// A relationship.
    Relationship(RelationshipRecord),
    /// An involvement of a service.
    Involvement(InvolvementRecord),
    /// A worker's or team's link to a case.
    CaseLink(CaseLinkRecord),
    /// A worker.
    Staff(StaffRecord),
    /// A team.
    Team(TeamRecord),
    /// What the source covers; after the last row where rows repeat it.
    Coverage(Coverage),
}

/// What was read, and what was found on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractReport {
    /// The table of the source that the file holds.
    pub table: String,
    /// The encoding of the file.
    pub encoding: &'static str,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub content_hash: String,
    /// Rows below the header, without blank lines, repeated headers and totals.
    pub rows: u64,
    /// Rows that were not refused.
    pub rows_kept: u64,
    /// What was found.
    pub findings: Findings,
    /// How full the file is, for the comparison with the delivery before.
    pub profile: ExtractProfile,
}

/// Why nothing of a file can be used.
#[derive(Debug, thiserror::Error)]
pub enum ExtractRefused {
    /// There is nothing in it.
    #[error("the file is empty; ask the source to send it again")]
    Empty,
    /// An Excel or other zipped file.
    #[error("the file is a workbook or an archive; save the sheet as CSV and send that")]
    Spreadsheet,
    /// A PDF.
    #[error("the file is a PDF document; ask the source for the data as CSV")]
    Pdf,
    /// Not text at all.
    #[error("the file is not a text file; ask the source for the data as CSV")]
    Binary,
    /// No table of the source has this header.
    #[error(
        "none of the first three rows is the header of a table of this source; the nearest table is {nearest}, which lacks: {}",
        missing.join(", ")
    )]
    NoTableFits {
        /// The table of the source that came nearest.
        nearest: String,
        /// The columns that it must have and the file lacks, as the specification names them.
        missing: Vec<String>,
    },
    /// The header is there and nothing below it.
    #[error("the file has a header and no rows; a source with nothing to say sends its last state")]
    NoRows,
    /// Reading broke off.
    #[error("the file could not be read to its end")]
    Unreadable(#[from] io::Error),
}

/// Reads one file of a source; each record goes to `sink` as it is read.
///
/// # Errors
/// When nothing of the file can be used: drop what the sink was given.
pub fn read_extract(
    specification: &SourceSpecification,
    file_name: &str,
    input: impl Read,
    today: Date,
    sink: &mut dyn FnMut(Record),
) -> Result<ExtractReport, ExtractRefused> {
    let mut rows = RowReader::new(DecodedText::open(input)?)?;
    let (beginning, is_whole) = rows.beginning();
    if is_whole && beginning.trim().is_empty() {
        return Err(ExtractRefused::Empty);
    }
    let found = find_header(specification.tables(), beginning, is_whole)?;
    rows.skip_to(found.bytes, found.next_line, found.delimiter);
    let mut extract = Extract {
        context: Context {
            source: specification.id(),
            file: file_name,
            layout: &found.layout,
            today,
        },
        makes: Makes::of(found.layout.table),
        earlier: Earlier::default(),
        findings: Findings::default(),
        filled: vec![0; found.layout.table.columns.len()],
        rows: 0,
        rows_kept: 0,
        records: Vec::new(),
    };
    extract.note_header(&found);
    let mut row = Row::default();
    loop {
        match rows.next(&mut row)? {
            Next::Row => extract.row(&row, sink),
            Next::Broken(line, kind) => extract.broken_row(line, kind),
            Next::End => break,
        }
    }
    if extract.rows == 0 {
        return Err(ExtractRefused::NoRows);
    }
    if let Some(coverage) = extract.earlier.coverage.take() {
        sink(Record::Coverage(coverage));
    }
    let text = rows.into_text();
    Ok(extract.report(text.encoding(), text.content_hash()))
}

/// As [`content_hash`], for bytes that are read piece by piece.
///
/// # Errors
/// When reading breaks off.
pub fn content_hash_of(mut input: impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match input.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => hash.update(&piece[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// SHA-256 of a file's bytes in hexadecimal, as in [`ExtractReport::content_hash`].
#[must_use]
pub fn content_hash(bytes: &[u8]) -> String {
    hash_of(bytes)
}

struct Extract<'a> {
    context: Context<'a>,
    makes: Makes,
    earlier: Earlier,
    findings: Findings,
    /// Rows that fill each column of the specification.
    filled: Vec<u64>,
    rows: u64,
    rows_kept: u64,
    /// The records of the row at hand.
    records: Vec<Record>,
}

impl Extract<'_> {
    fn note(&mut self, line: u64, column: Option<String>, kind: FindingKind) {
        let file = self.context.file;
        self.findings.add(kind, || Finding {
            file: file.to_owned(),
            line,
            column,
            kind,
        });
    }

    fn note_header(&mut self, found: &FoundHeader<'_>) {
        for line in &found.title_lines {
            self.note(*line, None, FindingKind::TitleRow);
        }
        for (column, kind) in &found.drift {
            self.note(found.line, Some(column.clone()), *kind);
        }
    }

    fn broken_row(&mut self, line: u64, kind: FindingKind) {
        self.rows += 1;
        self.note(line, None, kind);
    }

    fn row(&mut self, row: &Row, sink: &mut dyn FnMut(Record)) {
        let is_nothing = |c: char| c.is_whitespace() || c == '\u{1a}';
        if row.text().chars().all(is_nothing) {
            return;
        }
        let layout = self.context.layout;
        if layout.is_repeated_by(row) {
            return self.note(row.line, None, FindingKind::RepeatedHeader);
        }
        if is_total(row, layout) {
            return self.note(row.line, None, FindingKind::TotalRow);
        }
        self.rows += 1;
        if let Some((column, kind)) = wrong_width(row, layout) {
            return self.note(row.line, column, kind);
        }
        let mut reading = Reading {
            context: self.context,
            row,
            findings: &mut self.findings,
            is_refused: false,
        };
        inspect(&mut reading, &mut self.filled);
        if !reading.is_refused {
            self.makes
                .read(&mut reading, &mut self.earlier, &mut self.records);
        }
        if !reading.is_refused {
            self.rows_kept += 1;
            self.records.drain(..).for_each(sink);
        }
    }

    fn report(self, encoding: &'static str, content_hash: String) -> ExtractReport {
        let columns = &self.context.layout.table.columns;
        let filled = columns
            .iter()
            .zip(&self.filled)
            .map(|(column, count)| (column.name.clone(), *count))
            .collect();
        ExtractReport {
            table: self.context.layout.table.name.clone(),
            encoding,
            content_hash,
            rows: self.rows,
            rows_kept: self.rows_kept,
            findings: self.findings,
            profile: ExtractProfile {
                rows: self.rows,
                filled,
            },
        }
    }
}

/// Looks at each cell that is read: blank where it must not be, damaged, like a formula.
fn inspect(reading: &mut Reading<'_>, filled: &mut [u64]) {
    let (row, layout) = (reading.row, reading.context.layout);
    let may_be_damaged = !row.text().is_ascii();
    for (at, column) in layout.table.columns.iter().enumerate() {
        let cell = layout.place(at).map_or("", |place| row.cell(place));
        if cell.is_empty() {
            if column.required {
                reading.note(Some(at), FindingKind::RequiredBlank);
                reading.is_refused = true;
            }
            continue;
        }
        filled[at] += 1;
        if is_like_a_formula(cell) {
            reading.note(Some(at), FindingKind::FormulaLike);
        }
        if may_be_damaged && is_damaged(cell) {
            reading.note(Some(at), FindingKind::EncodingDamage);
        }
    }
    if row.has_stray_quote {
        reading.note(None, FindingKind::StrayQuote);
    }
    if row.text().contains('\0') {
        reading.note(None, FindingKind::NulByte);
    }
}

fn is_like_a_formula(cell: &str) -> bool {
    match cell.as_bytes() {
        [b'=' | b'@', _, ..] => true,
        [b'+' | b'-', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'=' | b'@'),
        _ => false,
    }
}

/// A replacement character, or UTF-8 that was once read as Windows-1252.
fn is_damaged(cell: &str) -> bool {
    let tail = |c: char| matches!(c, '\u{80}'..='\u{bf}' | '\u{2013}'..='\u{203a}' | '€' | '™' | 'Š' | 'š' | 'Œ' | 'œ' | 'Ž' | 'ž' | 'Ÿ' | 'ƒ' | 'ˆ' | '˜');
    let lead = |c: char| matches!(c, 'Ã' | 'Â' | 'Å' | 'Ä' | 'â');
    cell.contains(char::REPLACEMENT_CHARACTER)
        || cell
            .chars()
            .zip(cell.chars().skip(1))
            .any(|(one, two)| lead(one) && tail(two))
}

/// Fewer fields than the header, or more that are not blank.
fn wrong_width(row: &Row, layout: &Layout<'_>) -> Option<(Option<String>, FindingKind)> {
    let (found, expected) = (row.len(), layout.width);
    if found < expected {
        let kind = FindingKind::TooFewFields { found, expected };
        return Some((Some(layout.name_at(found)), kind));
    }
    let more = (expected..found).any(|at| !row.cell(at).is_empty());
    more.then_some((None, FindingKind::TooManyFields { found, expected }))
}

/// The first word says "total" or "end of file", and little else is filled.
fn is_total(row: &Row, layout: &Layout<'_>) -> bool {
    let mut filled = row.cells().filter(|cell| !cell.is_empty());
    let Some(first) = filled.next().filter(|cell| cell.len() <= 40) else {
        return false;
    };
    let lower = first.as_bytes()[0].to_ascii_lowercase();
    if !matches!(
        lower,
        b't' | b'g' | b's' | b'r' | b'c' | b'e' | b'n' | b'*' | b'-'
    ) {
        return false;
    }
    let word: String = folded(first)
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .collect();
    let says_so = matches!(
        word.as_str(),
        "total"
            | "totals"
            | "grandtotal"
            | "subtotal"
            | "totalrows"
            | "totalrecords"
            | "rowcount"
            | "recordcount"
            | "count"
            | "endoffile"
            | "endofreport"
            | "eof"
            | "numberofrecords"
            | "numberofrows"
            | "rows"
            | "records"
    );
    says_so && filled.count() <= layout.width / 2
}

impl From<NotOpened> for ExtractRefused {
    fn from(reason: NotOpened) -> Self {
        match reason {
            NotOpened::Io(error) => Self::Unreadable(error),
            NotOpened::NotText(NotText::Empty) => Self::Empty,
            NotOpened::NotText(NotText::Spreadsheet) => Self::Spreadsheet,
            NotOpened::NotText(NotText::Pdf) => Self::Pdf,
            NotOpened::NotText(NotText::Binary) => Self::Binary,
        }
    }
}

impl From<NoTableFits> for ExtractRefused {
    fn from(found: NoTableFits) -> Self {
        Self::NoTableFits {
            nearest: found.nearest,
            missing: found.missing,
        }
    }
}
