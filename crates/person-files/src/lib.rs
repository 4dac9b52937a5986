//! Links any file of people with the engine alone: reads CSV and Parquet by a specification,
//! writes clusters and a report, exchanges plans with Splink.
//!
//! ```text
//! specification ─ layout ┐
//!        files ─ tables ─┴─ people ─ engine ─ outcome ─┬─ file of clusters
//!                              └──────── truth ────────┴─ report: JSON, page
//! ```
//!
//! Invariants
//! - Rows are streamed: nothing of a file is kept but ids, truth and the engine's own form.
//! - No value of a file is in a message, a finding or a report; ids are, where a record must be
//!   found again.
//! - A file that is written is whole or not there.
//!
//! Start reading at [`link_files`]; what a specification may say is in [`Spec`].

mod clusters;
mod engine;
mod layout;
mod names;
mod outcome;
mod people;
mod report;
mod run;
mod spec;
mod table;
mod whole_file;

pub use clusters::plain_id;
pub use people::PeopleError;
pub use report::{Phase, Report};
pub use run::{
    ClusterBridge, ExplainError, FileRun, Gauge, LinkedFile, PairExplained, Stage, link_files,
};
pub use spec::{Mode, NotASpec, Spec, SpecProblem};
pub use table::NotATable;
pub use whole_file::write_whole;
pub mod splink;
