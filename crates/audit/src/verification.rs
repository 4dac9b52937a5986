//! Checking a log from its first entry to its last.
//!
//! Every entry is checked on its own and against the one before, so that one fault does not
//! hide the next. Invariant: a log that was chained entry by entry gives no fault.

use crate::entry::hash_of;
use crate::{Hash, Head, StoredEntry, body};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many entries were read.
    pub entries: u64,
    /// The last one, where there is one with a readable hash.
    pub head: Option<Head>,
    /// What is wrong, in the order in which it was met.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("entry {seq}: {kind}")]
pub struct Fault {
    /// The number of the entry.
    pub seq: u64,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum FaultKind {
    /// Entries before it are missing.
    #[error("entries before it are missing")]
    Gap,
    /// Its hash is not that of its number, previous hash and body, or not the one kept elsewhere.
    #[error("it was altered: its hash does not fit")]
    WrongHash,
    /// It does not follow the entry before it.
    #[error("it does not follow the entry before it")]
    WrongPrevious,
    /// Its body is no entry that this log writes.
    #[error("it cannot be read")]
    Unreadable,
    /// The log ends before the head that was kept elsewhere.
    #[error("the log should reach this entry and ends before it")]
    Truncated,
    /// Its number was there before, or stands before the number it follows.
    #[error("its number is there twice or out of order")]
    TwoWithOneNumber,
}

/// Checks a log, entries in order of their numbers. `expected` is a head kept elsewhere; the
/// log may have grown since. Without it a cut tail cannot be seen.
#[must_use]
pub fn verify(entries: impl Iterator<Item = StoredEntry>, expected: Option<Head>) -> Verification {
    let mut check = Check {
        expected,
        entries: 0,
        last: None,
        last_hash: Some(Hash::NONE),
        expected_met: false,
        faults: Vec::new(),
    };
    for entry in entries {
        check.take(&entry);
    }
    check.finish()
}

impl Verification {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

struct Check {
    expected: Option<Head>,
    entries: u64,
    last: Option<u64>,
    last_hash: Option<Hash>,
    expected_met: bool,
    faults: Vec<Fault>,
}

impl Check {
    fn take(&mut self, entry: &StoredEntry) {
        self.entries += 1;
        self.check_number(entry.seq);
        let previous = Hash::parse(&entry.previous).ok();
        let hash = Hash::parse(&entry.hash).ok();
        let own = previous.map(|previous| hash_of(entry.seq, previous, &entry.body));
        let kept = self.expected.filter(|head| head.seq == entry.seq);
        if hash.is_none() || own != hash || kept.is_some_and(|head| Some(head.hash) != hash) {
            self.say(entry.seq, FaultKind::WrongHash);
        }
        if previous.is_none() || previous != self.last_hash {
            self.say(entry.seq, FaultKind::WrongPrevious);
        }
        if body::read(&entry.body).is_none() {
            self.say(entry.seq, FaultKind::Unreadable);
        }
        self.expected_met |= kept.is_some();
        self.last = Some(entry.seq);
        self.last_hash = hash;
    }

    fn check_number(&mut self, seq: u64) {
        let due = self.last.map_or(1, |last| last.saturating_add(1));
        if seq > due {
            self.say(seq, FaultKind::Gap);
        } else if seq < due {
            self.say(seq, FaultKind::TwoWithOneNumber);
        }
    }

    fn finish(mut self) -> Verification {
        if let Some(head) = self.expected
            && !self.expected_met
        {
            self.say(head.seq, FaultKind::Truncated);
        }
        Verification {
            entries: self.entries,
            head: self
                .last
                .zip(self.last_hash)
                .map(|(seq, hash)| Head { seq, hash }),
            faults: self.faults,
        }
    }

    fn say(&mut self, seq: u64, kind: FaultKind) {
        self.faults.push(Fault { seq, kind });
    }
}
