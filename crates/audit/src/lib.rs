//! What is recorded about every look-up, and the proof that no entry was altered or removed.
//!
//! ```text
//! event ──► body (one line of JSON) ──┐            ┌─► next entry's `previous`
//!                                     ├─► hash ────┤
//! previous entry's hash, number ──────┘            └─► leaf ──► tree ──► signed checkpoint
//! person, case, terms ──HMAC──► commitments in the body; the keys are kept beside, deletable
//! ```
//!
//! ```
//! use audit::{AuditAction, AuditEvent, EntryKeys, StoredEntry, chain, verify};
//!
//! let at = "2026-11-23T09:30:00Z".parse()?;
//! let keys = EntryKeys::default();
//! let first = chain(None, AuditEvent::new(AuditAction::SignedIn, at, "req-1"), &keys)?;
//! let signed_out = AuditEvent::new(AuditAction::SignedOut, at, "req-2");
//! let second = chain(Some(&first.head()), signed_out, &keys)?;
//!
//! let log = [StoredEntry::from(&first), StoredEntry::from(&second)];
//! assert!(verify(log.clone().into_iter(), Some(second.head())).is_sound());
//! assert!(!verify(log.into_iter().take(1), Some(second.head())).is_sound());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Invariants
//! - No clock, no randomness, no I/O: time, request id and keys are the caller's.
//! - The body is hashed as it is stored; nothing is written a second time before it is checked.
//! - What the tree hashes names no person, no case and no search term in the clear; entries of
//!   the first form, which did, stay verifiable.
//! - A log alone cannot show that it was written anew: a signed [`Checkpoint`] that somebody else
//!   keeps, and cosigned, can.
//!
//! Start reading at [`AuditEvent`], then [`chain`], [`Verifier`], [`SignedCheckpoint`] and [`judge`];
//! [`explain`] says why somebody looked, as far as recorded facts do.

#![deny(clippy::wildcard_enum_match_arm)]

mod action;
mod body;
mod body_text;
mod checkpoint;
mod commitment;
mod decided;
mod entry;
mod event;
mod explanation;
mod export;
mod fault;
pub mod flags;
mod hash;
mod keys;
mod not_shared_reason;
mod note;
mod proofs;
mod tree;
mod trust;
mod verification;
mod witness;

pub use action::AuditAction;
pub use body::{KeyMissing, parts_of};
pub use checkpoint::{Checkpoint, NotACheckpoint, SignedCheckpoint};
pub use commitment::{CommitmentKey, Detail, EntryKeys, Erased, Part, Readable, erasure_note};
pub use decided::{Decided, DecidedAgain, DecidesAgain, RuleText};
pub use entry::{Entry, Head, NotAnEntry, StoredEntry, chain, leaf_of, next_seq};
pub use event::{AuditEvent, LevelShown};
pub use explanation::{
    BreakGlassReview, CaseTie, DutyTurn, Explanation, LookReach, LookToExplain, MissingFact,
    RecordedFacts, TiedBy, explain,
};
pub use export::{CheckedExport, ExportLine, NotAnExport, verify_export};
pub use fault::{Fault, FaultKind};
pub use hash::{Hash, NotAHash};
pub use keys::{KeyKind, NotAKey, SigningKey, VerifierKey};
pub use not_shared_reason::NotSharedReason;
pub use proofs::{prove_consistency, prove_inclusion, verify_consistency, verify_inclusion};
pub use tree::{Frontier, leaf_hash, root_of};
pub use trust::{Judged, Trust};
pub use verification::{Erasures, Mark, RowBeside, Verification, Verifier, verify};
pub use witness::{WitnessRefusal, WitnessRequest, judge};
