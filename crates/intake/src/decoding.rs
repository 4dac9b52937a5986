//! Bytes to text: finds the encoding, decodes chunk by chunk, takes the content hash on the way.
//!
//! UTF-8 and UTF-16 with or without a byte order mark, else Windows-1252. Bytes that are not
//! UTF-8 mean Windows-1252 only while all text before them was plain ASCII; later they are
//! damage and become U+FFFD. Invariant: memory is one chunk, whatever the size of the file.

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// How many bytes are read at a time, at least.
pub(crate) const CHUNK: usize = 64 * 1024;

/// A stream of text made from a stream of bytes.
pub(crate) struct DecodedText<R> {
    input: R,
    hash: Sha256,
    undecoded: Vec<u8>,
    encoding: Encoding,
    at_end: bool,
    is_finished: bool,
}

enum Encoding {
    Utf8 {
        marked: bool,
        beyond_ascii: bool,
    },
    Windows1252,
    Utf16 {
        decoder: Decoder,
        name: &'static str,
    },
}

/// What the first bytes say when they are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotText {
    Empty,
    Spreadsheet,
    Pdf,
    Binary,
}

/// What can go wrong when a file is opened.
pub(crate) enum NotOpened {
    Io(io::Error),
    NotText(NotText),
}

impl<R: Read> DecodedText<R> {
    /// Reads the first chunk and decides what it is.
    pub(crate) fn open(mut input: R) -> Result<Self, NotOpened> {
        let mut first = Vec::with_capacity(CHUNK);
        let at_end = read_up_to(&mut input, &mut first, CHUNK).map_err(NotOpened::Io)?;
        let mut hash = Sha256::new();
        hash.update(&first);
        let (encoding, mark) = recognise(&first);
        if let Some(reason) = not_text(&first, &encoding) {
            return Err(NotOpened::NotText(reason));
        }
        first.drain(..mark);
        Ok(Self {
            input,
            hash,
            undecoded: first,
            encoding,
            at_end,
            is_finished: false,
        })
    }

    /// Adds text to `out`, reading at least `want` bytes unless the file ends; true at its end.
    pub(crate) fn fill(&mut self, out: &mut String, want: usize) -> io::Result<bool> {
        if self.undecoded.len() < want.min(CHUNK) && !self.at_end {
            let already = self.undecoded.len();
            self.at_end = read_up_to(&mut self.input, &mut self.undecoded, want.max(CHUNK))?;
            self.hash.update(&self.undecoded[already..]);
        }
        if !self.is_finished {
            self.is_finished = self.at_end;
            self.decode(out);
        }
        Ok(self.at_end)
    }

    /// The name of the encoding, as far as the file was read.
    pub(crate) fn encoding(&self) -> &'static str {
        match &self.encoding {
            Encoding::Utf8 { marked: true, .. } => "UTF-8 with byte order mark",
            Encoding::Utf8 { marked: false, .. } => "UTF-8",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Utf16 { name, .. } => name,
        }
    }

    /// SHA-256 of all raw bytes, in hexadecimal; whole once the end was reached.
    pub(crate) fn content_hash(self) -> String {
        hexadecimal(&self.hash.finalize())
    }

    fn decode(&mut self, out: &mut String) {
        match &mut self.encoding {
            Encoding::Utf8 { beyond_ascii, .. } => {
                let used = decode_utf8(&self.undecoded, self.at_end, beyond_ascii, out);
                match used {
                    Utf8Step::Used(bytes) => drop(self.undecoded.drain(..bytes)),
                    Utf8Step::NotUtf8(bytes) => {
                        self.undecoded.drain(..bytes);
                        self.encoding = Encoding::Windows1252;
                        self.decode(out);
                    }
                }
            }
            Encoding::Windows1252 => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(&self.undecoded);
                out.push_str(&text);
                self.undecoded.clear();
            }
            Encoding::Utf16 { decoder, .. } => {
                let room = decoder
                    .max_utf8_buffer_length(self.undecoded.len())
                    .unwrap_or(CHUNK * 4);
                out.reserve(room);
                let (_, read, _) = decoder.decode_to_string(&self.undecoded, out, self.at_end);
                self.undecoded.drain(..read);
            }
        }
    }
}

/// SHA-256 of bytes, in hexadecimal.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(DIGITS[usize::from(half)]))
        .collect()
}

enum Utf8Step {
    Used(usize),
    NotUtf8(usize),
}

fn decode_utf8(bytes: &[u8], at_end: bool, beyond_ascii: &mut bool, out: &mut String) -> Utf8Step {
    let mut used = 0;
    loop {
        let rest = &bytes[used..];
        let error = match std::str::from_utf8(rest) {
            Ok(text) => {
                *beyond_ascii |= !text.is_ascii();
                out.push_str(text);
                return Utf8Step::Used(bytes.len());
            }
            Err(error) => error,
        };
        let (good, _) = rest.split_at(error.valid_up_to());
        let good = std::str::from_utf8(good).expect("the error says that it is valid so far");
        *beyond_ascii |= !good.is_ascii();
        out.push_str(good);
        used += good.len();
        let damaged = match error.error_len() {
            None if !at_end => return Utf8Step::Used(used),
            None => bytes.len() - used,
            Some(length) => length,
        };
        if !*beyond_ascii {
            return Utf8Step::NotUtf8(used);
        }
        out.push(char::REPLACEMENT_CHARACTER);
        used += damaged;
    }
}

/// Appends up to `want` bytes; true when the input has ended.
fn read_up_to(input: &mut impl Read, bytes: &mut Vec<u8>, want: usize) -> io::Result<bool> {
    let most = u64::try_from(want).unwrap_or(u64::MAX);
    let read = input.take(most).read_to_end(bytes)?;
    Ok(read < want)
}

fn recognise(first: &[u8]) -> (Encoding, usize) {
    let utf16 = |decoder, name| Encoding::Utf16 { decoder, name };
    if first.starts_with(&[0xEF, 0xBB, 0xBF]) {
        let marked = Encoding::Utf8 {
            marked: true,
            beyond_ascii: true,
        };
        return (marked, 3);
    }
    let (little, big) = zero_bytes(first);
    if first.starts_with(&[0xFF, 0xFE]) || little {
        let mark = if first.starts_with(&[0xFF, 0xFE]) {
            2
        } else {
            0
        };
        let decoder = UTF_16LE.new_decoder_without_bom_handling();
        return (utf16(decoder, "UTF-16 little-endian"), mark);
    }
    if first.starts_with(&[0xFE, 0xFF]) || big {
        let mark = if first.starts_with(&[0xFE, 0xFF]) {
            2
        } else {
            0
        };
        let decoder = UTF_16BE.new_decoder_without_bom_handling();
        return (utf16(decoder, "UTF-16 big-endian"), mark);
    }
    let plain = Encoding::Utf8 {
        marked: false,
        beyond_ascii: false,
    };
    (plain, 0)
}

/// Whether every second byte of the beginning is mostly zero: (the second, the first) of each pair.
fn zero_bytes(first: &[u8]) -> (bool, bool) {
    let pairs = &first[..first.len().min(4096)];
    let count = |offset: usize| {
        pairs
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, half) = (count(0), count(1), pairs.len() / 2);
    let mostly = |count: usize| half >= 4 && count * 10 >= half * 6;
    let hardly = |count: usize| count * 20 <= half;
    (mostly(odd) && hardly(even), mostly(even) && hardly(odd))
}

fn not_text(first: &[u8], encoding: &Encoding) -> Option<NotText> {
    if first.is_empty() {
        return Some(NotText::Empty);
    }
    if first.starts_with(b"PK\x03\x04") || first.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Some(NotText::Spreadsheet);
    }
    if first.starts_with(b"%PDF") {
        return Some(NotText::Pdf);
    }
    let is_control = |byte: &&u8| **byte < 0x20 && !b"\t\r\n\x0c".contains(*byte);
    let controls = first.iter().filter(is_control).count();
    let many = !matches!(encoding, Encoding::Utf16 { .. }) && controls * 10 > first.len();
    (many || first.starts_with(&[0x1F, 0x8B])).then_some(NotText::Binary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let mut text = match DecodedText::open(bytes) {
            Ok(text) => text,
            Err(_) => panic!("is text"),
        };
        let mut out = String::new();
        while !text.fill(&mut out, CHUNK).unwrap() {}
        text.fill(&mut out, CHUNK).unwrap();
        (out, text.encoding())
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let plain = "id,name\n1,Si\u{e2}n Example\n".repeat(9_000);
        let little: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = plain.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let single: Vec<u8> = plain.chars().map(|c| u8::try_from(c).unwrap()).collect();
        let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
        for (bytes, name) in [
            (plain.clone().into_bytes(), "UTF-8"),
            (
                marked(&[0xEF, 0xBB, 0xBF], plain.as_bytes()),
                "UTF-8 with byte order mark",
            ),
            (little.clone(), "UTF-16 little-endian"),
            (marked(&[0xFF, 0xFE], &little), "UTF-16 little-endian"),
            (big.clone(), "UTF-16 big-endian"),
            (marked(&[0xFE, 0xFF], &big), "UTF-16 big-endian"),
            (single, "Windows-1252"),
        ] {
            let (text, encoding) = decoded(&bytes);
            assert_eq!(encoding, name);
            assert!(text == plain, "{name} gives the text");
        }
    }

    #[test]
    fn the_first_special_character_may_come_late() {
        let mut bytes = b"1,plain\n".repeat(20_000);
        bytes.extend_from_slice(b"2,Ren\xE9e\n");
        let (text, encoding) = decoded(&bytes);
        assert_eq!(encoding, "Windows-1252");
        assert!(text.ends_with("2,Ren\u{e9}e\n"));
    }

    #[test]
    fn a_broken_character_among_good_ones_is_damage() {
        let (text, encoding) = decoded(b"Zo\xC3\xAB,Ren\xE9e\n");
        assert_eq!(
            (text.as_str(), encoding),
            ("Zo\u{eb},Ren\u{fffd}e\n", "UTF-8")
        );
    }

    #[test]
    fn a_workbook_a_document_and_noise_are_told_apart() {
        let reason = |bytes: &[u8]| match DecodedText::open(bytes) {
            Err(NotOpened::NotText(reason)) => Some(reason),
            _ => None,
        };
        assert_eq!(reason(b""), Some(NotText::Empty));
        assert_eq!(reason(b"PK\x03\x04rest"), Some(NotText::Spreadsheet));
        assert_eq!(reason(b"%PDF-1.7"), Some(NotText::Pdf));
        assert_eq!(reason(&[0, 1, 2, 3, 4, 5, 6, 7]), Some(NotText::Binary));
        assert_eq!(reason(b"id,name\n"), None);
    }
}
