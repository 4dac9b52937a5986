//! Entries of the log, each chained to the one before by its hash.
//!
//! The hash is SHA-256 over: the text `kith-audit-1` or `kith-audit-2`, by the body's form, and a
//! line feed; the number as eight bytes, most significant first; the previous hash (32 bytes);
//! the length of the body as eight bytes; the body in UTF-8. The entry's leaf in the tree is its
//! number and this hash. Invariant: numbers begin at 1 and rise by one.

use crate::body::{self, KeyMissing};
use crate::commitment::{EntryKeys, Readable};
use crate::{AuditEvent, Hash, leaf_hash};
use sha2::{Digest, Sha256};

/// One entry of the log.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    seq: u64,
    previous: Hash,
    hash: Hash,
    body: String,
    event: AuditEvent,
}

/// The last entry of a log: all that is needed to go on, and to see that the tail was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// One entry as a database gives it back, before it is trusted.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// The number.
    pub seq: u64,
    /// The previous entry's hash, as stored.
    pub previous: String,
    /// The hash, as stored.
    pub hash: String,
    /// The canonical text, as stored.
    pub body: String,
}

/// A stored row is not an entry of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not an entry that this log wrote: run `kith audit verify`")]
pub struct NotAnEntry;

/// Chains an event to the log; nothing before it means that it is the first. The entry's body
/// holds commitments under `keys` in place of people, case and search terms.
///
/// # Errors
/// When a key is missing for something that the event is about.
pub fn chain(
    previous: Option<&Head>,
    event: AuditEvent,
    keys: &EntryKeys,
) -> Result<Entry, KeyMissing> {
    let seq = next_seq(previous);
    let previous = previous.map_or(Hash::NONE, |head| head.hash);
    let body = body::write(seq, &event, keys)?;
    Ok(Entry {
        seq,
        previous,
        hash: hash_of(seq, previous, &body),
        body,
        event,
    })
}

/// The number of the entry that comes after a head.
#[must_use]
pub fn next_seq(previous: Option<&Head>) -> u64 {
    previous.map_or(1, |head| head.seq.saturating_add(1))
}

/// The hash of an entry's leaf in the tree: of its number and its own hash, so that a body can be
/// left out of an export and the tree still be checked.
#[must_use]
pub fn leaf_of(seq: u64, hash: Hash) -> Hash {
    let mut leaf = [0; 52];
    leaf[..12].copy_from_slice(b"kith-leaf-1\n");
    leaf[12..20].copy_from_slice(&seq.to_be_bytes());
    leaf[20..].copy_from_slice(hash.bytes());
    leaf_hash(&leaf)
}

impl Entry {
    /// The number.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The previous entry's hash; [`Hash::NONE`] for the first.
    #[must_use]
    pub fn previous(&self) -> Hash {
        self.previous
    }

    /// The hash.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// What happened.
    #[must_use]
    pub fn event(&self) -> &AuditEvent {
        &self.event
    }

    /// The canonical text, to be stored as it is.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The head of a log that ends here.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            seq: self.seq,
            hash: self.hash,
        }
    }

    /// Reads a stored entry for display, with what is kept beside it, and checks its own hash.
    /// What was erased is left out of the event. Whether the log is whole is for
    /// [`crate::Verifier`] to say.
    ///
    /// # Errors
    /// When the body cannot be read, the hash does not fit, or what is kept beside the entry does
    /// not belong to it.
    pub fn from_stored(row: &StoredEntry, beside: &Readable) -> Result<Self, NotAnEntry> {
        let previous = Hash::parse(&row.previous).map_err(|_| NotAnEntry)?;
        let hash = Hash::parse(&row.hash).map_err(|_| NotAnEntry)?;
        let opened = body::open(row.seq, &row.body, beside).ok_or(NotAnEntry)?;
        if opened.is_at_odds || hash_of(row.seq, previous, &row.body) != hash {
            return Err(NotAnEntry);
        }
        Ok(Self {
            seq: row.seq,
            previous,
            hash,
            body: row.body.clone(),
            event: opened.into_event(beside).ok_or(NotAnEntry)?,
        })
    }
}

impl From<&Entry> for StoredEntry {
    fn from(entry: &Entry) -> Self {
        Self {
            seq: entry.seq,
            previous: entry.previous.to_string(),
            hash: entry.hash.to_string(),
            body: entry.body.clone(),
        }
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entry({}, {:?})", self.seq, self.event)
    }
}

impl std::fmt::Debug for StoredEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoredEntry({}, ‹sealed›)", self.seq)
    }
}

pub(crate) fn hash_of(seq: u64, previous: Hash, body: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(if body::is_second_form(body) {
        b"kith-audit-2\n"
    } else {
        b"kith-audit-1\n"
    });
    hasher.update(seq.to_be_bytes());
    hasher.update(previous.bytes());
    hasher.update((body.len() as u64).to_be_bytes());
    hasher.update(body.as_bytes());
    Hash::new(hasher.finalize().into())
}
