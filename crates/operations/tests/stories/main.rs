//! Stories of workers at their desks, each told on every database: what they find, see, are
//! refused, and who looks over their shoulder.

#![allow(
    clippy::unwrap_used,
    reason = "a story stops at the first thing that goes wrong"
)]

mod emergencies;
mod emergency_accounts;
mod family;
mod linkage_runs;
mod looks_budget;
mod main_job;
mod people_workers_know;
mod possible_matches;
mod refusals;
mod review;
mod review_by_two;
mod search;
mod second_step;
mod sign_in;
mod sittings;
mod who_is_hidden;
mod who_looked;
