//! The only crate that speaks SQL. Reading about people needs a permit and leaves an audit
//! entry in the same transaction. SQLite and PostgreSQL from one SQL text.
//!
//! Invariants
//! - A reader of people ([`FamilyReader`], [`SearchReader`]) is made from a
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
mod directory;
mod facts;
mod family_reader;
mod generations;
mod linking;
mod loads;
mod mint;
mod neighbourhood;
mod person_rows;
mod possible_matches;
mod redirects;
mod row_text;
mod search;
mod sittings;
mod staging;
mod workers;

pub use audit_log::{Look, LookFilter};
pub use case_links::{CaseStandingFacts, OwnCase};
pub use database::{Database, Store, StoreError};
pub use facts::{MatchDoubt, PersonFacts};
pub use family_reader::FamilyReader;
pub use generations::{GenerationState, GenerationSummary};
pub use linking::{BuiltGeneration, MembershipChange, PossibleRow, SourcePerson, TruthRow};
pub use loads::{ActiveLoad, LoadState, LoadSummary, NewLoad, StagedLoad, StoredFinding};
pub use mint::Mint;
pub use neighbourhood::StaySaid;
pub use possible_matches::WaitingPair;
pub use search::{Candidate, SearchReader};
pub use sittings::{SittingRow, StoredHandle};
pub use staging::Staging;
pub use workers::WorkerRow;
