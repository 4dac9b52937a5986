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

mod alerts;
mod audit_beside;
mod audit_checkpoints;
mod audit_erasure;
mod audit_log;
mod audit_proof;
mod built_sql;
mod case_links;
mod database;
mod declared_people;
mod desk_reader;
mod directory;
mod disputed_records;
mod disputes;
mod duty;
mod emergencies;
mod facts;
mod family_reader;
mod flag_reviews;
mod generations;
mod kept_from;
mod linking;
mod loads;
mod look_uses;
mod match_decisions;
mod mint;
mod neighbourhood;
mod not_shared;
mod notices;
mod own_sittings;
mod person_rows;
mod provider_sign_ins;
mod redirects;
mod restricted;
mod restriction_changes;
mod restriction_follow;
mod restriction_journal;
mod restriction_net;
mod restrictions;
mod review_reader;
mod row_text;
mod rulebooks;
mod search;
mod search_hiding;
mod second_steps;
mod serving_rights;
mod shown_names;
mod sittings;
mod source_persons;
mod staging;
mod ties;
mod withheld;
mod workers;

pub use audit_checkpoints::CheckpointError;
pub use audit_erasure::ErasedFromAudit;
pub use audit_log::{Look, LookFilter};
pub use case_links::{CaseStandingFacts, CaseTieRow, OwnCase};
pub use database::{Database, Store, StoreError};
pub use declared_people::{DeclaredPerson, Withdrawal};
pub use desk_reader::{AskedLift, DeskReader, KeptRestriction};
pub use disputed_records::{DisputeMark, RecordPair};
pub use disputes::{Dispute, DisputeStep, DisputedLink, KeptDispute};
pub use duty::Duty;
pub use emergencies::{EmergencyLook, EmergencyState};
pub use facts::{MatchDoubt, PersonFacts};
pub use family_reader::FamilyReader;
pub use flag_reviews::FlagReview;
pub use generations::{GenerationState, GenerationSummary};
pub use linking::{BuiltGeneration, ClashRow, MembershipChange, PossibleRow, TruthRow};
pub use loads::{ActiveLoad, LoadState, LoadSummary, NewLoad, StagedLoad, StoredFinding};
pub use look_uses::{LookUses, UseChange};
pub use match_decisions::MatchDecision;
pub use mint::Mint;
pub use neighbourhood::{KinCounted, StaySaid};
pub use not_shared::NotShared;
pub use notices::Notice;
pub use own_sittings::OwnSitting;
pub use provider_sign_ins::ProviderSignIn;
pub use restricted::{NewLift, NewRestriction, Restricted, RestrictionFacts};
pub use restriction_net::{HeldBackCounts, NetReason, Suspect};
pub use review_reader::{ReviewQuestion, ReviewReader, WhatHangs};
pub use rulebooks::{Activation, RuleTexts, RulesProposal};
pub use search::{Candidate, SearchReader};
pub use second_steps::{BegunSignIn, SecondStepRow};
pub use serving_rights::{NotAnAccountName, ONLY_ADDED_TO, serving_rights};
pub use shown_names::{NamesShown, OwnLookRows, OwnLooksFilter};
pub use sittings::{KeptPurpose, NewSitting, SittingRow, StoredHandle};
pub use source_persons::SourcePerson;
pub use staging::Staging;
pub use workers::WorkerRow;
