//! Entries of the log, each chained to the one before by its hash.
//!
//! The hash is SHA-256 over: the text `kith-audit-1` and a line feed; the number as eight
//! bytes, most significant first; the previous hash (32 bytes); the length of the body as
//! eight bytes; the body in UTF-8. Invariant: numbers begin at 1 and rise by one.

use crate::{AuditEvent, Hash, body};
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

/// Chains an event to the log; nothing before it means that it is the first.
#[must_use]
pub fn chain(previous: Option<&Head>, event: AuditEvent) -> Entry {
    let seq = previous.map_or(1, |head| head.seq.saturating_add(1));
    let previous = previous.map_or(Hash::NONE, |head| head.hash);
    let body = body::write(&event);
    Entry {
        seq,
        previous,
        hash: hash_of(seq, previous, &body),
        body,
        event,
    }
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

    /// Reads a stored entry for display, and checks its own hash. Whether the log is whole is
    /// for [`crate::verify`] to say.
    ///
    /// # Errors
    /// When the body cannot be read or the hash does not fit.
    pub fn from_stored(
        seq: u64,
        previous: &str,
        hash: &str,
        body: &str,
    ) -> Result<Self, NotAnEntry> {
        let previous = Hash::parse(previous).map_err(|_| NotAnEntry)?;
        let hash = Hash::parse(hash).map_err(|_| NotAnEntry)?;
        let event = body::read(body).ok_or(NotAnEntry)?;
        if hash_of(seq, previous, body) != hash {
            return Err(NotAnEntry);
        }
        Ok(Self {
            seq,
            previous,
            hash,
            body: body.to_owned(),
            event,
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
    hasher.update(b"kith-audit-1\n");
    hasher.update(seq.to_be_bytes());
    hasher.update(previous.bytes());
    hasher.update((body.len() as u64).to_be_bytes());
    hasher.update(body.as_bytes());
    Hash::new(hasher.finalize().into())
}
