//! Decides who may see which category about whom, for which purpose, under which agreement,
//! and says why in plain words. No rule, no access.
//!
//! ```text
//!  agreements/*  ──►  Rulebook                 AccessRequest (worker, purpose, case, person)
//!                        │                            │
//!                        └──────────► decide ◄────────┘
//!                                       │
//!        Refusal, AsIfAbsent ◄──────────┴────────► Permit ──for_member──► MemberPermit
//!                     (reason, whom to ring)       (basis, rules)               │ open, disclose
//!                                                               Sealed<T> ──────┴──► Opened<T>
//! ```
//!
//! ```
//! use governance::{
//!     AccessRequest, Action, CaseStanding, Decision, Rulebook, Standby, SubjectFacts, Worker, decide,
//!     eastmere,
//! };
//! use vocabulary::{Date, Role, StaffId};
//!
//! let rulebook = Rulebook::read(eastmere()).expect("the example council's rules are sound");
//! let today = Date::constant(2026, 11, 23);
//! let worker = Worker {
//!     staff: StaffId::parse("W100").expect("an id"),
//!     role: Role::SocialWorker,
//!     teams: vec![],
//!     is_active: true,
//!     trained_on: Some(today),
//! };
//! let request = AccessRequest {
//!     worker,
//!     purpose: None,
//!     case: None,
//!     standing: CaseStanding::not_asked(),
//!     action: Action::Search,
//!     subject: None,
//!     about: SubjectFacts::none(),
//!     standby: Standby::none(),
//!     today,
//! };
//! let Decision::Refusal(refusal) = decide(&rulebook, &request) else { panic!("no purpose, no search") };
//! assert_eq!(refusal.said_to_worker, "You have not said why you are looking.");
//! assert!(refusal.whom_to_ring.contains("0161 496 0100"));
//! ```
//!
//! Invariants
//! - Default deny: unknown category, missing fact, expired agreement, unreadable rule: nothing.
//! - A [`Permit`] is made only by [`decide`]; a [`Sealed`] value is opened only by a
//!   [`MemberPermit`] for the same person.
//! - No clock: `today` is the caller's day in Europe/London. No I/O, no randomness.
//! - Cedar is used here and nowhere else.
//!
//! Start reading at [`decide`], then [`Permit::for_member`].

#![deny(clippy::wildcard_enum_match_arm)]

mod access_request;
mod comparison;
mod decision;
mod decision_facts;
mod disclosure;
mod example_council;
mod member_permit;
mod permit;
mod refusal;
mod rule_officer;
mod rules;
mod sealed;
mod subject_facts;
mod withheld;

pub use access_request::{AccessRequest, Action, CaseLinkStanding, CaseStanding, Worker};
pub use comparison::{
    Ages, Amount, Baseline, CaseState, Chosen, Circumstance, Comparison, GateChange, Keeps,
    LevelChange, WorkerState,
};
pub use decision::{Absence, Decision, decide};
pub use decision_facts::{DecisionFacts, RemadeDecision};
pub use example_council::eastmere;
pub use member_permit::{Grant, MemberFacts, MemberPermit, MemberStanding};
pub use permit::{Basis, Permit};
pub use refusal::{Refusal, RefusalReason};
pub use rule_officer::{NotARuleOfficer, may_activate_rules, may_propose_rules};
pub use rules::{
    AgeRange, Agreement, AgreementCategory, Approval, BasisNeeds, Council, Desk, Gateway, LookBack,
    PurposeRule, Reach, RuleFile, RuleProblem, Rulebook, SubjectReportRules, level_code,
};
pub use sealed::{Opened, Sealed};
pub use subject_facts::{AbsentBecause, Emergency, Standby, SubjectFacts, TieFact, TiedWorker};
pub use withheld::WithheldWhy;
