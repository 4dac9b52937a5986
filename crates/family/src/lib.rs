//! The family graph: kinship, households over time, services engaged, what is withheld and
//! why, and what was not searched. Nothing is silently missing.
//!
//! ```text
//! relationships, stays ──▶ network::frontier ──▶ (the store fetches) ──▶ network::reach
//! claims opened by a permit ──▶ assemble ──▶ Family: members × sources, contacts, homes,
//!                                            disagreements, summary, what was searched
//! ```
//!
//! ```
//! use family::dates;
//! assert_eq!(dates::long(jiff::civil::date(2026, 11, 3)), "3 November 2026");
//! ```
//!
//! Invariants
//! - No I/O, no clock, no randomness: the day and the hour are parameters.
//! - The order of the claims never changes the family.
//! - Every member × source has exactly one cell, and no cell says "not involved".
//! - Kinship comes from recorded relationships only, never from living together.
//! - What is withheld leaves no trace nearby: no dates, no source, no shared home.
//!
//! Start reading at [`assemble()`], then [`network`] (who belongs) and [`Cell`] (what a cell says).

#![deny(clippy::wildcard_enum_match_arm)]

/// Gives a type that holds personal data a `Debug` that says its name and nothing else.
macro_rules! sealed_debug {
    ($($type:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(‹sealed›)"))
            }
        }
    )+};
}

mod assemble;
#[cfg(test)]
mod builder;
mod claims;
mod contacts;
pub mod dates;
mod details;
mod directory;
mod disagreements;
mod grid;
mod homes;
mod members;
pub mod network;
mod people;
#[cfg(test)]
mod scenarios;
mod searched;
mod sentence;
mod shielding;
mod source_order;
mod summary;

pub use assemble::{Family, assemble, assemble_around};
pub use claims::{
    Claim, Directory, FamilyClaims, InvolvementClaim, LocalTime, PersonClaims, RelationshipClaim,
    SearchOutcome, SearchedSource, Source,
};
pub use contacts::{Contact, ContactMember, Line, LineKind, NamedWorker};
pub use details::{DetailsFact, InvolvementDetails};
pub use disagreements::{Disagreement, Fact, Said};
pub use grid::{Cell, GridRow, State};
pub use homes::{HomeAddress, HomeMember, Household, LivesWithChild, OtherPlace, Standing, Stayed};
pub use members::{Member, Relation};
pub use people::{Life, NameClaim, ShownBirth, ShownName};
pub use searched::SearchedLine;
pub use sentence::{Part, Sentence};
