//! Stories of workers at their desks, each told on every database: what they find, see, are
//! refused, and who looks over their shoulder.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a story is told in one piece, and stops at the first thing that goes wrong"
)]

mod agreements_and_use;
mod disputed_links;
mod disputes;
mod emergencies;
mod emergency_accounts;
mod family;
mod flags;
mod linkage_runs;
mod looks_budget;
mod main_job;
mod not_shared;
mod old_decisions;
mod own_looks;
mod passphrases;
mod people_workers_know;
mod possible_matches;
mod refusals;
mod restriction_desk;
mod restrictions;
mod restrictions_restored;
mod review;
mod review_by_two;
mod revocations;
mod rule_changes;
mod search;
mod second_step;
mod serving_account;
mod sign_in;
mod sittings;
mod subject_report;
mod who_is_hidden;
mod who_looked;
mod who_may_dispute;
