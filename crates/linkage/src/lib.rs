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

mod associated;
mod blocking;
mod blocking_rules;
mod bridge;
mod cluster;
mod compare;
mod decision;
pub mod evaluate;
mod explain;
mod family_spellings;
#[cfg(test)]
mod fixture;
mod fold;
mod folding;
mod frequency;
mod guard;
pub mod identity;
mod joining;
mod kin;
mod link;
mod model;
mod model_levels;
mod model_text;
mod name_table;
mod open_pairs;
mod phonetic;
mod place;
pub mod portable;
mod record;
mod records;
pub mod search;
mod similarity;
mod source_law;
mod training;
mod vague;

pub use blocking::RuleReport;
pub use bridge::{Bridge, weakest_bridge};
pub use compare::{AgeBand, Comparison, Pattern, given_names_are_unalike};
pub use decision::{PairDecision, Scored};
pub use explain::{Explanation, Step, explain};
pub use folding::Folding;
pub use guard::Guard;
pub use link::{
    FileLinkage, HumanDecisions, LinkReport, Linkage, Progress, Settings, link, link_again,
    link_records,
};
pub use model::{Band, Households, Model, Thresholds, probability};
pub use model_levels::LevelWeight;
pub use model_text::NotAModel;
pub use record::{LinkageRecord, RecordInput};
pub use records::{AddressText, OtherColumn, OtherKind, RecordText, Records};
pub use source_law::SourceLaw;
