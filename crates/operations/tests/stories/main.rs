//! Stories of workers at their desks, each told on every database: what they find, see, are
//! refused, and who looks over their shoulder.

#![allow(
    clippy::unwrap_used,
    reason = "a story stops at the first thing that goes wrong"
)]

mod agreements_and_use;
mod family;
mod flags;
mod linkage_runs;
mod main_job;
mod not_shared;
mod own_looks;
mod possible_matches;
mod refusals;
mod review;
mod review_by_two;
mod search;
mod sittings;
mod subject_report;
mod who_looked;
