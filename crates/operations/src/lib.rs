//! Everything a person can ask the system to do, one file each, in the field's words.
//! Pages, API and command line are doors to the same operations.
//!
//! Invariants
//! - Whatever shows people goes through [`access`]: a permit, or a refusal that is recorded too.
//! - Time and randomness come from the caller ([`At`], [`Secret`]).
//! - What comes out is already cut to what may be shown; a door only arranges it.
//!
//! Start reading at [`look_up_family`], then [`load_extract`].

pub mod access;
pub mod check_extract;
pub mod decide_match;
pub mod decided_matches;
pub mod explain_match;
pub mod find_person;
pub mod link_people;
pub mod load_extract;
pub mod look_up_family;
pub mod publish;
pub mod review_figures;
pub mod review_question;
pub mod review_queue;
pub mod see_details;
pub mod see_linkage;
pub mod sign_in;
pub mod source_states;
pub mod state_purpose;
pub mod verify_audit;
pub mod who_looked;
pub mod withdraw_load;

mod at;
mod council;
mod family_members;
mod find_terms;
mod found_lines;
mod handle;
mod linkage_drift;
mod linkage_moves;
mod opening;
mod operation_error;
mod review_bridge;
mod review_clashes;
mod review_compare;
mod review_order;
mod review_standing;
mod run_figures;
mod sitting;

pub use access::{Answer, Refused, RingLine};
pub use at::{At, day_in_words, moment_in_words};
pub use check_extract::CheckedExtract;
pub use council::{CouncilFiles, CouncilSettings, DemoSignIn, DemoWorker, Kith, OpenError};
pub use decide_match::{CheckedAnswer, DecideError, Decided, GivenAnswer};
pub use decided_matches::{DecidedLine, DecidedState};
pub use explain_match::{ExplainedPair, RecordName};
pub use find_person::{FindError, FoundPeople, FoundPerson};
pub use find_terms::FindTerms;
pub use handle::Handle;
pub use link_people::LinkedPeople;
pub use linkage_drift::DriftWarning;
pub use linkage_moves::{DriftLimit, MovedLevel};
pub use load_extract::{ExtractToLoad, LoadError, LoadOutcome, LoadedExtract};
pub use look_up_family::FamilyView;
pub use operation_error::OperationError;
pub use review_bridge::{BridgeEnd, PersonBridge};
pub use review_compare::{ComparedField, Verdict};
pub use review_figures::{MatchLabel, ReviewFigures, ReviewerAgreement};
pub use review_question::{EarlierAnswer, OtherRecord, ReviewSide, ReviewState, ReviewView};
pub use review_queue::{QuestionLine, ReviewItem, ReviewQueue};
pub use run_figures::{LevelFigures, RuleFigures, RunFigures, SourceFigures, WaitingFigures};
pub use see_details::DetailsView;
pub use see_linkage::{LinkRun, LinkageView};
pub use sign_in::Account;
pub use sitting::{Secret, Sitting, SittingToken};
pub use source_states::SourceState;
pub use state_purpose::{PurposeChoice, PurposeOutcome, StatedPurpose};
pub use store::{Database, StoreError};
pub use who_looked::LookLine;

/// The rooms whose types appear in what operations give.
pub use {audit, family, governance, intake, linkage, store};
