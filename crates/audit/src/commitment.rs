//! Keyed commitments: what an entry holds in place of a person, a case number or a search term.
//!
//! HMAC-SHA-256 under a key that is kept beside the log and can be deleted. With the key, anybody
//! can check that the entry is about this person; without it, the bytes say nothing, and two
//! entries about one person do not look alike, because the entry's number is hashed too.
//! Invariant: the same value under the same key in the same entry has the same commitment.

use crate::{Hash, NotAHash};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use vocabulary::{CaseReference, PersonId};

/// A key of one subject, or of what one entry says besides; 32 bytes of the system's randomness.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CommitmentKey([u8; 32]);

/// The keys for one entry.
#[derive(Debug, Clone, Default)]
pub struct EntryKeys {
    /// A key for each person the entry is about.
    pub people: BTreeMap<PersonId, CommitmentKey>,
    /// The key for case number and search terms.
    pub detail: Option<CommitmentKey>,
}

/// What is kept beside an entry for the council's own use, and can be deleted.
#[derive(Clone, Default)]
pub struct Readable {
    /// Whom the entry is about, each with its key; the key is gone once the person is erased.
    pub people: Vec<(PersonId, Option<CommitmentKey>)>,
    /// Case number and search terms.
    pub detail: Option<Detail>,
}

/// Case number and search terms of one entry, with their key.
#[derive(Clone)]
pub struct Detail {
    /// The key of their commitments.
    pub key: CommitmentKey,
    /// The case number.
    pub case: Option<CaseReference>,
    /// What was searched for, by name of field.
    pub terms: BTreeMap<String, String>,
}

/// One part of an entry that can no longer be read, or does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The person behind this commitment.
    Person(Hash),
    /// Case number and search terms.
    Detail,
}

impl CommitmentKey {
    /// A key from 32 bytes of the system's randomness.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads a key from 64 hexadecimal digits.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, NotAHash> {
        Hash::parse(text).map(|hash| Self(*hash.bytes()))
    }

    /// The key as 64 hexadecimal digits, for the table it is kept in.
    #[must_use]
    pub fn secret_text(&self) -> String {
        Hash::new(self.0).to_string()
    }

    pub(crate) fn of_person(&self, seq: u64, person: PersonId) -> Hash {
        self.commit("person", seq, &[person.uuid().as_bytes()])
    }

    pub(crate) fn of_case(&self, seq: u64, case: &str) -> Hash {
        self.commit("case", seq, &[case.as_bytes()])
    }

    pub(crate) fn of_term(&self, seq: u64, field: &str, words: &str) -> Hash {
        self.commit("term", seq, &[field.as_bytes(), words.as_bytes()])
    }

    fn commit(&self, kind: &str, seq: u64, parts: &[&[u8]]) -> Hash {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length fits");
        mac.update(b"kith-audit-2 ");
        mac.update(kind.as_bytes());
        mac.update(b"\n");
        mac.update(&seq.to_be_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Hash::new(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for CommitmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CommitmentKey(‹sealed›)")
    }
}

impl fmt::Debug for Readable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Readable({} people, ‹sealed›)", self.people.len())
    }
}

impl Part {
    /// The word in the list of what was erased.
    #[must_use]
    pub fn to_text(self) -> String {
        match self {
            Self::Person(commitment) => commitment.to_string(),
            Self::Detail => "detail".to_owned(),
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "detail" => Some(Self::Detail),
            text => Hash::parse(text).ok().map(Self::Person),
        }
    }
}

/// One part of one entry that was erased.
pub type Erased = (u64, Part);

/// What the entry about an erasure says in its note: how much went, and the hash of the list.
#[must_use]
pub fn erasure_note(erased: &BTreeSet<Erased>) -> String {
    use sha2::Digest;
    let lines: String = erased
        .iter()
        .map(|(seq, part)| format!("{seq} {}\n", part.to_text()))
        .collect();
    let list = Hash::new(Sha256::digest(lines).into());
    format!("erased {} parts, list {list}", erased.len())
}
