//! Decides which records are about the same person, with a weight and an explanation for each
//! decision. Same records in any order, same people.
//!
//! ```text
//! records ─ blocking ─ pairs ─ compare ─ levels ─ training ─ model
//!                                          └── weights ─ guard ─ bands ─ cluster ─ people ─ identity
//! ```
//!
//! Invariants
//! - No I/O, no clock, no randomness: sampling follows a fixed sequence.
//! - What is missing on one side says nothing; a guard only ever lowers a pair.
//! - What a worker has decided is overturned by no run.
//! - Nothing of a name, a date or a number is in a model, an explanation or a report.
//!
//! Start reading at [`link`], then [`explain`].

mod blocking;
mod cluster;
mod compare;
mod decision;
pub mod evaluate;
mod explain;
#[cfg(test)]
mod fixture;
mod fold;
mod frequency;
mod guard;
pub mod identity;
mod kin;
mod link;
mod model;
mod model_text;
mod name_table;
mod phonetic;
mod record;
pub mod search;
mod similarity;
mod training;

pub use blocking::RuleReport;
pub use compare::{Comparison, Pattern};
pub use decision::PairDecision;
pub use explain::{Explanation, Step, explain};
pub use guard::Guard;
pub use link::{HumanDecisions, LinkReport, Linkage, Progress, Settings, link};
pub use model::{Band, Model, Thresholds, probability};
pub use model_text::NotAModel;
pub use record::{LinkageRecord, RecordInput};
