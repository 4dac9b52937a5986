//! One table of one extract, written in its source's separator, line ending and encoding.
//!
//! Invariant: [`Sheet::row`] returns the true line of the file on which the row begins, also
//! after cells that hold line breaks.

use crate::letters::{plain, windows_1252};

/// One file of an extract, ready to be written by the caller.
pub struct ExtractFile {
    /// The source, as its specification is named; "truth" for truth files.
    pub source: &'static str,
    /// The file's name.
    pub file_name: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// How bytes stand for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16LittleEndian,
    Windows1252,
}

/// The outer shape of a source's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) delimiter: char,
    pub(crate) ending: &'static str,
    pub(crate) encoding: Encoding,
}

/// A table being written.
pub(crate) struct Sheet {
    source: &'static str,
    file_name: &'static str,
    style: Style,
    columns: usize,
    text: String,
    line: u64,
}

impl Sheet {
    pub(crate) fn new(
        source: &'static str,
        file_name: &'static str,
        style: Style,
        header: &[&str],
    ) -> Self {
        let mut sheet = Self {
            source,
            file_name,
            style,
            columns: header.len(),
            text: String::new(),
            line: 1,
        };
        sheet.row(header);
        sheet
    }

    /// The name of the table: the file's name without its ending.
    pub(crate) fn table(&self) -> &'static str {
        self.file_name.trim_end_matches(".csv")
    }

    /// Adds a row and returns the line on which it begins.
    pub(crate) fn row(&mut self, cells: &[&str]) -> u64 {
        debug_assert_eq!(cells.len(), self.columns, "{}", self.file_name);
        let began = self.line;
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push(self.style.delimiter);
            }
            self.cell(cell);
        }
        self.text.push_str(self.style.ending);
        self.line += 1;
        began
    }

    fn cell(&mut self, cell: &str) {
        let delimiter = self.style.delimiter;
        let needs_quotes = |c: char| c == delimiter || c == '"' || c == '\n' || c == '\r';
        if !cell.contains(needs_quotes) {
            self.text.push_str(cell);
            return;
        }
        self.line += cell.matches('\n').count() as u64;
        self.text.push('"');
        self.text.push_str(&cell.replace('"', "\"\""));
        self.text.push('"');
    }

    pub(crate) fn finish(self) -> ExtractFile {
        ExtractFile {
            source: self.source,
            file_name: self.file_name,
            bytes: encode(self.text, self.style.encoding),
        }
    }
}

fn encode(text: String, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8WithMark => {
            let mut bytes = vec![0xef, 0xbb, 0xbf];
            bytes.extend_from_slice(text.as_bytes());
            bytes
        }
        Encoding::Utf16LittleEndian => {
            let mut bytes = vec![0xff, 0xfe];
            bytes.reserve(text.len() * 2);
            for unit in text.encode_utf16() {
                bytes.extend_from_slice(&unit.to_le_bytes());
            }
            bytes
        }
        Encoding::Windows1252 => text
            .chars()
            .map(|letter| {
                windows_1252(letter).unwrap_or_else(|| {
                    let plain = plain(letter.encode_utf8(&mut [0; 4]));
                    plain.bytes().next().filter(u8::is_ascii).unwrap_or(b'?')
                })
            })
            .collect(),
    }
}
