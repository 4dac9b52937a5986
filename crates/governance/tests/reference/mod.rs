//! A second decision, written from the plain words alone and without Cedar: the governance
//! chapter's order, the sentences in `policies.cedar`, the scenarios, and what `agreements/README.md`
//! says that a line of an agreement means. The engine is held against it, cell by cell.
//!
//! It is slow, flat and dull on purpose. Invariant: it takes from `governance` the facts of a
//! request and the names of answers, and not one answer.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

pub(crate) mod agreement;
pub(crate) mod how_much;
pub(crate) mod tables;
pub(crate) mod who_may;
