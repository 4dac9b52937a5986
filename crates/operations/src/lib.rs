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
pub mod accounts;
pub mod answer_disputes;
pub mod answer_emergency;
pub mod ask_emergency;
pub mod audit_checkpoints;
pub mod breached_passphrases;
pub mod change_passphrase;
pub mod change_rules;
pub mod check_extract;
pub mod decide_match;
pub mod decide_not_to_share;
pub mod decided_matches;
pub mod disputed_links;
pub mod duty_rota;
mod easily_guessed;
pub mod explain_match;
pub mod export_audit;
pub mod find_person;
pub mod keep_restriction;
pub mod link_people;
pub mod load_extract;
pub mod look_budget;
pub mod look_up_family;
pub mod messages;
pub mod named_people;
pub mod own_disputes;
pub mod own_looks;
pub mod own_sign_ins;
pub mod papers;
pub mod passphrase_rules;
pub mod people_you_know;
pub mod publish;
pub mod raise_alerts;
pub mod raise_dispute;
pub mod restriction_desk;
pub mod review_emergencies;
pub mod review_figures;
pub mod review_flags;
pub mod review_question;
pub mod review_queue;
pub mod second_step;
pub mod see_agreements;
pub mod see_data_use;
pub mod see_details;
pub mod see_linkage;
pub mod sign_in;
pub mod sign_in_again;
pub mod single_sign_on;
pub mod source_states;
mod standings;
pub mod state_purpose;
pub mod subject_report;
pub mod things_to_dispute;
pub mod verify_audit;
pub mod who_looked;
pub mod withdraw_load;

mod at;
mod colleague;
mod council;
mod device;
mod dispute_marks;
mod emergency_facts;
mod explained_looks;
mod failures;
mod family_members;
mod find_terms;
mod flag_facts;
mod found_lines;
mod handle;
mod hold_back;
mod journal;
mod linkage_drift;
mod linkage_moves;
mod look_groups;
mod nearness;
mod old_decisions;
mod opening;
mod operation_error;
mod reading_rota;
mod review_bridge;
mod review_clashes;
mod review_compare;
mod review_order;
mod review_standing;
mod rules_in_force;
mod run_figures;
mod sitting;
mod somebody_else;
mod spend_look;
mod withheld;

pub use access::{Answer, Refused, RingLine};
pub use accounts::{Account, AccountMarks};
pub use answer_disputes::{AnswerDisputeError, DisputeTicket, GivenDisputeAnswer};
pub use answer_emergency::{AnsweredEmergency, WaitingEmergency};
pub use ask_emergency::{
    EmergencyAsked, EmergencyError, EmergencyForm, EmergencyRequest, is_for_want_of_a_case,
};
pub use at::{At, day_in_words, moment_in_words};
pub use breached_passphrases::BreachedPassphrases;
pub use change_passphrase::{PassphraseChange, PassphraseOutcome};
pub use change_rules::{ChangeRulesError, ProposalState, ProposedChange};
pub use check_extract::CheckedExtract;
pub use colleague::Colleague;
pub use council::{
    CouncilFiles, CouncilSettings, DemoSignIn, DemoWorker, Kith, OpenError, SecondStepRule,
    SignInSettings,
};
pub use decide_match::{CheckedAnswer, DecideError, Decided, GivenAnswer};
pub use decide_not_to_share::{GivenNotShared, NotSharedError, NotSharedLine};
pub use decided_matches::{DecidedLine, DecidedState};
pub use device::Device;
pub use dispute_marks::{DisputedMark, DisputedMarks};
pub use disputed_links::{DisputedJoin, SawJoin};
pub use duty_rota::{DutyError, DutyLine, DutyToSet};
pub use explain_match::{ExplainedPair, RecordName};
pub use find_person::{FindError, FoundPeople, FoundPerson};
pub use find_terms::FindTerms;
pub use handle::Handle;
pub use keep_restriction::{KeepError, RestrictionToSet};
pub use link_people::LinkedPeople;
pub use linkage_drift::DriftWarning;
pub use linkage_moves::{DriftLimit, MovedLevel};
pub use load_extract::{ExtractToLoad, LoadError, LoadOutcome, LoadedExtract};
pub use look_budget::{BudgetStanding, LookBudget, LookKind};
pub use look_groups::{FamilyLooks, LookGroup};
pub use look_up_family::FamilyView;
pub use messages::Message;
pub use named_people::{NamedForWorker, WithdrawalAnswered};
pub use old_decisions::OldDecisions;
pub use operation_error::OperationError;
pub use own_disputes::{AnsweredDispute, DisputeClock, OwnDispute, WithdrawError};
pub use own_looks::{LookDays, OwnLooks};
pub use own_sign_ins::{OwnSignIn, SignInState};
pub use passphrase_rules::{PassphraseFault, check_passphrase};
pub use people_you_know::{NameError, NamedLine, NamedState, SaidPerson};
pub use raise_dispute::{GivenDispute, RaiseError, RaisedDispute};
pub use reading_rota::RotaProblem;
pub use restriction_desk::{AskedLine, DeskPerson, RestrictionLine};
pub use review_bridge::{BridgeEnd, PersonBridge};
pub use review_compare::{ComparedField, Verdict};
pub use review_emergencies::{EmergencyLine, EmergencyReview, ReviewError};
pub use review_figures::{MatchLabel, ReviewFigures, ReviewerAgreement};
pub use review_flags::{FlagLine, FlagReviewError, FlagsView, GivenFlagReview, ReviewedLine};
pub use review_question::{EarlierAnswer, OtherRecord, ReviewSide, ReviewState, ReviewView};
pub use review_queue::{QuestionLine, ReviewItem, ReviewQueue};
pub use run_figures::{LevelFigures, RuleFigures, RunFigures, SourceFigures, WaitingFigures};
pub use second_step::{SecondStepSetUp, SecondStepStanding, SecondStepToSetUp};
pub use see_agreements::{AgreementLine, AgreementStanding, CategoryLine};
pub use see_data_use::{DataUse, SourceUse, UseLine, UseLook};
pub use see_details::DetailsView;
pub use see_linkage::{LinkRun, LinkageView};
pub use sign_in::{CodeOutcome, SignInOutcome, SignInTry};
pub use sign_in_again::AgainOutcome;
pub use single_sign_on::{BackFromProvider, ProviderOutcome, ProviderRefusal, SentToProvider};
pub use sitting::{Secret, Sitting, SittingToken};
pub use source_states::SourceState;
pub use state_purpose::{PurposeChoice, PurposeOutcome, StatedPurpose};
pub use store::{CheckpointError, Database, StoreError};
pub use subject_report::{HeldLine, ReportLook, SubjectReport, WithheldLine};
pub use things_to_dispute::{DisputeForm, ThingToDispute, ThingsToDispute};
pub use who_looked::LookLine;

/// The rooms whose types appear in what operations give.
pub use {audit, family, governance, identity, intake, linkage, store};
