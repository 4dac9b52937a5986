//! What the store keeps whole on both databases: the shape of the tables, the audit, loads,
//! generations and people's ids.

#![allow(
    clippy::unwrap_used,
    reason = "a story stops at the first thing that goes wrong"
)]

mod audit_log;
mod audit_tree;
mod catalogue;
mod decisions;
mod generations;
mod loads;
mod people_ids;
mod plain_sql;
mod restrictions;
mod search;
mod ties;
