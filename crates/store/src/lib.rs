//! The only crate that speaks SQL. Reading about people needs a permit and leaves an audit
//! entry in the same transaction. SQLite and PostgreSQL from one SQL text.
//!
//! Invariants
//! - A reader of people ([`FamilyReader`], [`SearchReader`], [`ReviewReader`]) is made from a
//!   [`governance::Permit`]; it has written its audit entry before it reads a row, in the same
//!   transaction: if the entry cannot be written, nothing is read.
//! - What it reads comes out [`governance::Sealed`].
//! - Readers see one generation: the current one when the transaction began.
//! - SQL is text in the source; statements built at run time live in `built_sql` only.
//!
//! Start reading at [`Store`], then [`FamilyReader`].

mod audit_log;
mod built_sql;
mod case_links;
mod database;
mod desk_reader;
mod directory;
mod facts;
mod family_reader;
mod generations;
mod linking;
mod loads;
mod match_decisions;
mod mint;
mod neighbourhood;
mod person_rows;
mod redirects;
mod restricted;
mod restriction_changes;
mod restriction_follow;
mod restriction_journal;
mod restriction_net;
mod restrictions;
mod review_reader;
mod row_text;
mod search;
mod sittings;
mod source_persons;
mod staging;
mod withheld;
mod workers;

pub use audit_log::{Look, LookFilter};
pub use case_links::{CaseStandingFacts, OwnCase};
pub use database::{Database, Store, StoreError};
pub use desk_reader::{AskedLift, DeskReader, KeptRestriction};
pub use facts::{MatchDoubt, PersonFacts};
pub use family_reader::FamilyReader;
pub use generations::{GenerationState, GenerationSummary};
pub use linking::{BuiltGeneration, ClashRow, MembershipChange, PossibleRow, TruthRow};
pub use loads::{ActiveLoad, LoadState, LoadSummary, NewLoad, StagedLoad, StoredFinding};
pub use match_decisions::MatchDecision;
pub use mint::Mint;
pub use neighbourhood::StaySaid;
pub use restricted::{NewLift, NewRestriction, Restricted, RestrictionFacts};
pub use restriction_net::{HeldBackCounts, NetReason, Suspect};
pub use review_reader::{ReviewQuestion, ReviewReader, WhatHangs};
pub use search::{Candidate, SearchReader};
pub use sittings::{SittingRow, StoredHandle};
pub use source_persons::SourcePerson;
pub use staging::Staging;
pub use workers::WorkerRow;
