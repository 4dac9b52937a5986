//! Stories of workers at their desks, each told on every database: what they find, see, are
//! refused, and who looks over their shoulder.

#![allow(
    clippy::unwrap_used,
    reason = "a story stops at the first thing that goes wrong"
)]

mod family;
mod linkage_runs;
mod main_job;
mod possible_matches;
mod refusals;
mod restriction_desk;
mod restrictions;
mod restrictions_restored;
mod review;
mod review_by_two;
mod search;
mod sittings;
mod who_looked;
