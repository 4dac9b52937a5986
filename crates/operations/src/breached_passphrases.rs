//! Passphrases that are known from breaches: the list that Have I Been Pwned publishes, as a file
//! on the council's own machine.
//!
//! Each line is SHA-1 of a passphrase in hexadecimal, then perhaps a colon and how often it was
//! seen; the lines are in order. INVARIANT: nothing of a passphrase leaves the machine, and the
//! file, which may have 40 GB, is never read whole: a search reads some forty short pieces.

use sha1::{Digest as _, Sha1};
use std::fs::File;
use std::io::{Error, ErrorKind, Read as _, Result, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// The list, as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachedPassphrases(PathBuf);

/// The hexadecimal digits of SHA-1.
const DIGITS: usize = 40;
/// More than any line has, with its end.
const LONGEST_LINE: u64 = 64;
/// How many lines doctor looks at, spread over the file.
const LOOKED_AT: u64 = 500;

impl BreachedPassphrases {
    /// The list in this file.
    #[must_use]
    pub const fn new(file: PathBuf) -> Self {
        Self(file)
    }

    /// Where it is.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.0
    }

    /// Whether the list has this passphrase.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is not a hash.
    pub fn has(&self, passphrase: &str) -> Result<bool> {
        let hash = Sha1::digest(passphrase.as_bytes());
        let sought: String = hash.iter().map(|byte| format!("{byte:02X}")).collect();
        let mut file = File::open(&self.0)?;
        let (mut from, mut to) = (0, file.metadata()?.len());
        while from < to {
            let line = Line::around(&mut file, from + (to - from) / 2)?;
            match line.hash.as_str().cmp(&sought) {
                std::cmp::Ordering::Equal => return Ok(true),
                std::cmp::Ordering::Less => from = line.end,
                std::cmp::Ordering::Greater => to = line.start,
            }
        }
        Ok(false)
    }

    /// Looks at lines all over the file; gives about how many it has.
    ///
    /// # Errors
    /// When the file cannot be read, a line is not a hash, or the lines are not in order.
    pub fn check(&self) -> Result<u64> {
        let mut file = File::open(&self.0)?;
        let long = file.metadata()?.len();
        let mut before = Line::around(&mut file, 0)?;
        let mut looked_at = before.end;
        for part in 1..LOOKED_AT {
            let place = (long * part / LOOKED_AT).max(before.start);
            let line = Line::around(&mut file, place)?;
            if line.start > before.start && line.hash <= before.hash {
                return Err(unfit("the lines are not in order of their hashes"));
            }
            looked_at += line.end - line.start;
            before = line;
        }
        let usual = (looked_at / LOOKED_AT).max(1);
        Ok((long + usual / 2) / usual)
    }
}

/// One line of the file.
struct Line {
    /// In capitals.
    hash: String,
    start: u64,
    /// Where the next one begins.
    end: u64,
}

impl Line {
    /// The line in which this place is.
    fn around(file: &mut File, place: u64) -> Result<Self> {
        let from = place.saturating_sub(LONGEST_LINE);
        file.seek(SeekFrom::Start(from))?;
        let mut piece = Vec::new();
        file.take(3 * LONGEST_LINE).read_to_end(&mut piece)?;
        let here = usize::try_from(place - from).unwrap_or(usize::MAX);
        let (before, after) = piece
            .split_at_checked(here)
            .ok_or_else(|| unfit("the file ends too early"))?;
        let start = match before.iter().rposition(|byte| *byte == b'\n') {
            Some(end_of_another) => end_of_another + 1,
            None if from == 0 => 0,
            None => return Err(unfit("a line is too long for a hash")),
        };
        let end = match after.iter().position(|byte| *byte == b'\n') {
            Some(end) => here + end + 1,
            None => piece.len(),
        };
        let hash = hash_of(piece.get(start..end).unwrap_or_default())?;
        Ok(Self {
            hash,
            start: from + start as u64,
            end: from + end as u64,
        })
    }
}

fn hash_of(line: &[u8]) -> Result<String> {
    let (digits, rest) = line
        .split_at_checked(DIGITS)
        .ok_or_else(|| unfit("a line is not a hash"))?;
    let is_end = matches!(rest.first(), None | Some(b':' | b'\r' | b'\n'));
    if !is_end || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Err(unfit(
            "a line is not a hash (40 hexadecimal digits of SHA-1)",
        ));
    }
    Ok(String::from_utf8_lossy(digits).to_uppercase())
}

fn unfit(why: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of these passphrases, with or without how often each was seen.
    fn list(name: &str, passphrases: &[&str], ending: &str) -> BreachedPassphrases {
        let mut lines: Vec<String> = passphrases
            .iter()
            .map(|one| {
                let hash = Sha1::digest(one.as_bytes());
                let digits: String = hash.iter().map(|byte| format!("{byte:02X}")).collect();
                format!("{digits}{ending}")
            })
            .collect();
        lines.sort_unstable();
        kept(name, &lines.join("\n"))
    }

    fn kept(name: &str, text: &str) -> BreachedPassphrases {
        let name = format!("kith-breached-{}-{name}", std::process::id());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, text).unwrap();
        BreachedPassphrases::new(file)
    }

    #[test]
    fn every_one_in_the_list_is_found_and_no_other() {
        let all: Vec<String> = (0..1000).map(|number| format!("words {number}")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        for (count, ending) in [(1000, ":37\r"), (999, ""), (2, ":1"), (1, ":2147483647\r")] {
            let list = list("found", &all[..count], ending);
            for one in &all[..count] {
                assert!(list.has(one).unwrap(), "{one} of {count}");
            }
            for number in 1000..1500 {
                assert!(!list.has(&format!("words {number}")).unwrap());
            }
            assert!(list.check().unwrap() > 0);
            std::fs::remove_file(list.file()).unwrap();
        }
    }

    #[test]
    fn a_list_in_the_published_form_is_understood() {
        // The form as published: capitals, a colon, a count, both signs at the end of a line.
        let list = kept(
            "published",
            "000000005AD76BD555C1D6D771DE417A4B87E4B4:10\r\n\
             5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:46628605\r\n\
             FFFFFFFEE791CBAC0F6305CAF0CEE06BBE131160:2\r\n",
        );
        assert!(list.has("password").unwrap());
        assert!(!list.has("Password").unwrap());
        assert_eq!(list.check().unwrap(), 3);
        std::fs::remove_file(list.file()).unwrap();
    }

    #[test]
    fn a_file_that_is_no_such_list_is_refused_and_finds_nobody() {
        for (name, text) in [
            ("words", "password\n123456\nqwerty\n".to_owned()),
            ("long", "A".repeat(5000)),
            ("short", format!("{}\n", "A".repeat(39))),
            ("other", format!("{}\n", "A".repeat(64))),
        ] {
            let list = kept(name, &text);
            let why = list.has("password").unwrap_err();
            assert_eq!(why.kind(), ErrorKind::InvalidData, "{name}");
            assert!(list.check().is_err(), "{name}");
            std::fs::remove_file(list.file()).unwrap();
        }
        let (low, high) = ("0".repeat(40), "F".repeat(40));
        let turned = kept("turned", &format!("{high}\n{low}\n"));
        assert!(turned.check().is_err());
        std::fs::remove_file(turned.file()).unwrap();
        let absent = BreachedPassphrases::new(std::env::temp_dir().join("kith-absent-list"));
        assert!(absent.has("password").is_err() && absent.check().is_err());
    }
}
