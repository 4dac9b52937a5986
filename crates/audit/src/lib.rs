//! What is recorded about every look-up, and the proof that no entry was altered or removed.
//!
//! ```text
//! event ──► body (one line of JSON) ──┐
//!                                     ├─► hash ──► next entry's `previous`
//! previous entry's hash, number ──────┘
//! ```
//!
//! ```
//! use audit::{AuditAction, AuditEvent, StoredEntry, chain, verify};
//!
//! let at = "2026-11-23T09:30:00Z".parse().expect("a time");
//! let first = chain(None, AuditEvent::new(AuditAction::SignedIn, at, "req-1"));
//! let second = chain(Some(&first.head()), AuditEvent::new(AuditAction::SignedOut, at, "req-2"));
//!
//! let log = [StoredEntry::from(&first), StoredEntry::from(&second)];
//! assert!(verify(log.clone().into_iter(), Some(second.head())).is_sound());
//! assert!(!verify(log.into_iter().take(1), Some(second.head())).is_sound());
//! ```
//!
//! Invariants
//! - No clock, no randomness, no I/O: time and request id are the caller's.
//! - The body is hashed as it is stored; nothing is written a second time before it is checked.
//! - A log alone cannot show that its tail was cut: keep the [`Head`] elsewhere and give it to
//!   [`verify`].
//!
//! Start reading at [`AuditEvent`], then [`chain`] and [`verify`]; [`explain`] says why somebody
//! looked, as far as recorded facts do.

#![deny(clippy::wildcard_enum_match_arm)]

mod action;
mod body;
mod entry;
mod event;
mod explanation;
pub mod flags;
mod hash;
mod not_shared_reason;
mod verification;

pub use action::AuditAction;
pub use entry::{Entry, Head, NotAnEntry, StoredEntry, chain};
pub use event::{AuditEvent, LevelShown};
pub use explanation::{
    BreakGlassReview, CaseTie, DutyTurn, Explanation, LookReach, LookToExplain, MissingFact,
    RecordedFacts, TiedBy, explain,
};
pub use hash::{Hash, NotAHash};
pub use not_shared_reason::NotSharedReason;
pub use verification::{Fault, FaultKind, Verification, verify};
