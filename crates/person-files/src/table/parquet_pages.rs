//! How large the pages of a Parquet file say that they are, before any of them is unpacked.
//!
//! A page of a few bytes may unpack to two thousand million; its header says so. Each header is
//! read here (Thrift, compact form) as the outside reader will read it, and nothing else of the
//! page. INVARIANT: reading a header takes bounded memory, time and depth, whatever it says.

use std::fs::File;
use std::os::unix::fs::FileExt as _;

/// The most that one page may unpack to.
pub(super) const LARGEST_PAGE: u64 = 128 << 20;
/// The longest header that is read: it may hold the least and greatest value of the page.
const LONGEST_HEADER: usize = 1 << 20;
/// How much of a header is read at first.
const FIRST_PIECE: usize = 256;
/// How deep a header may be nested; its own form has three steps.
const DEEPEST: usize = 8;

/// What the pages of one column chunk say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    /// Each is within the bound.
    Bounded,
    /// One is not.
    TooLarge,
    /// A header cannot be read.
    Unreadable,
}

/// Looks at the header of every page between two places of the file.
pub(super) fn look_at(file: &File, start: u64, length: u64) -> Pages {
    let Some(end) = start.checked_add(length) else {
        return Pages::Unreadable;
    };
    let mut at = start;
    while at < end {
        let Some((header, long)) = header_at(file, at, end - at) else {
            return Pages::Unreadable;
        };
        if header.unpacked > LARGEST_PAGE {
            return Pages::TooLarge;
        }
        let Some(next) = at.checked_add(long + header.packed) else {
            return Pages::Unreadable;
        };
        at = next;
    }
    Pages::Bounded
}

/// The sizes in a page's header.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sizes {
    unpacked: u64,
    packed: u64,
}

/// The header at a place, and how long it is.
fn header_at(file: &File, at: u64, most: u64) -> Option<(Sizes, u64)> {
    let most = usize::try_from(most)
        .unwrap_or(usize::MAX)
        .min(LONGEST_HEADER);
    let mut piece = vec![0; FIRST_PIECE.min(most)];
    loop {
        let read = read_up_to(file, &mut piece, at)?;
        let mut header = Header {
            bytes: &piece[..read],
            at: 0,
        };
        if let Some(sizes) = header.sizes() {
            return Some((sizes, header.at as u64));
        }
        // Perhaps it goes on; perhaps it is none.
        if read < piece.len() || piece.len() == most {
            return None;
        }
        let longer = (piece.len() * 8).min(most);
        piece.resize(longer, 0);
    }
}

fn read_up_to(file: &File, piece: &mut [u8], at: u64) -> Option<usize> {
    let mut read = 0;
    while read < piece.len() {
        match file.read_at(&mut piece[read..], at + read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
    Some(read)
}

/// A header as far as it has been read.
struct Header<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Header<'_> {
    /// Reads to the header's end; nothing when it does not end here, or has no sizes.
    fn sizes(&mut self) -> Option<Sizes> {
        let (mut unpacked, mut packed) = (None, None);
        let mut field = 0;
        while let Some(kind) = self.field(&mut field)? {
            match (field, kind) {
                (2, INTEGER) => unpacked = Some(self.size()?),
                (3, INTEGER) => packed = Some(self.size()?),
                _ => self.pass_over(kind, DEEPEST)?,
            }
        }
        Some(Sizes {
            unpacked: unpacked?,
            packed: packed?,
        })
    }

    /// The kind of the next field of a structure, and its number; `Some(None)` at its end.
    fn field(&mut self, number: &mut i64) -> Option<Option<u8>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(None);
        }
        let step = i64::from(byte >> 4);
        *number = match step {
            0 => self.signed()?,
            step => number.checked_add(step)?,
        };
        Some(Some(byte & 0x0f))
    }

    fn pass_over(&mut self, kind: u8, deep: usize) -> Option<()> {
        let deep = deep.checked_sub(1)?;
        match kind {
            // A truth in a structure stands in the kind itself.
            1 | 2 => Some(()),
            3 => self.byte().map(drop),
            4 | INTEGER | 6 => self.unsigned().map(drop),
            7 => self.bytes_of(8),
            8 => {
                let long = usize::try_from(self.unsigned()?).ok()?;
                self.bytes_of(long)
            }
            9 | 10 => self.pass_over_list(deep),
            12 => {
                let mut number = 0;
                while let Some(kind) = self.field(&mut number)? {
                    self.pass_over(kind, deep)?;
                }
                Some(())
            }
            // A map, which no header has, or no kind at all.
            _ => None,
        }
    }

    fn pass_over_list(&mut self, deep: usize) -> Option<()> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.unsigned()?,
            short => u64::from(short),
        };
        for _ in 0..count {
            match head & 0x0f {
                1 | 2 => drop(self.byte()?),
                kind => self.pass_over(kind, deep)?,
            }
        }
        Some(())
    }

    fn bytes_of(&mut self, long: usize) -> Option<()> {
        let end = self.at.checked_add(long)?;
        (end <= self.bytes.len()).then(|| self.at = end)
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// Seven bits a byte, the lowest first.
    fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << place;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// The sign stands in the lowest bit.
    fn signed(&mut self) -> Option<i64> {
        let number = self.unsigned()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn size(&mut self) -> Option<u64> {
        u64::try_from(self.signed()?).ok()
    }
}

/// A whole number of 32 bits.
const INTEGER: u8 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(bytes: &[u8]) -> Option<(Sizes, usize)> {
        let mut header = Header { bytes, at: 0 };
        let sizes = header.sizes()?;
        Some((sizes, header.at))
    }

    #[test]
    fn the_sizes_are_read_and_everything_else_is_passed_over() {
        // Kind 0, 300 unpacked, 20 packed, a check sum, a structure with a text and a truth in it.
        let header = [
            0x15, 0, 0x15, 0xd8, 0x04, 0x15, 40, 0x15, 7, 0x1c, 0x15, 2, 0x18, 2, b'a', b'z', 0x11,
            0, 0, 0xff,
        ];
        let expected = Sizes {
            unpacked: 300,
            packed: 20,
        };
        assert_eq!(sizes(&header), Some((expected, header.len() - 1)));
        for cut in 0..header.len() - 1 {
            assert_eq!(sizes(&header[..cut]), None, "cut at {cut}");
        }
    }

    #[test]
    fn a_header_that_says_less_than_nothing_or_nests_without_end_is_none() {
        assert_eq!(sizes(&[0x15, 0, 0x15, 1, 0x15, 40, 0]), None);
        assert_eq!(sizes(&[0x15, 0, 0x15, 40, 0]), None, "no packed size");
        assert_eq!(sizes(&[0x1c; 5_000]), None);
        assert_eq!(sizes(&[0x19, 0xf9, 0xff, 0xff, 0xff, 0xff, 0x0f]), None);
    }
}
