//! The words of the field as types: identifiers, names, partial dates, addresses,
//! relationships, services, involvements, roles, purposes, categories of information, provenance.
//!
//! A value that exists is valid: every type is made by a `parse` (or a constructor that
//! checks) and keeps its field private.
//!
//! ```
//! use vocabulary::{NhsNumber, PartialDate};
//!
//! let number = NhsNumber::parse("999 000 0018").expect("the check digit is right");
//! assert_eq!(number.masked(), "••• ••• 0018");
//! assert!(NhsNumber::parse("1234567890").is_err());
//! assert_eq!(PartialDate::parse("2011-12").expect("a month").to_text(), "2011-12");
//! ```
//!
//! Invariants
//! - No I/O, no clock, no randomness; no other crate of ours is seen from here.
//! - Types that hold personal data have no `Display`, and their `Debug` prints the type and
//!   the length only. Showing a value is an explicit `.reveal()`.
//! - Intervals are half-open: `from` is inside, `to` is the first day outside.
//!
//! Start reading at [`PersonRecord`] and [`InvolvementRecord`]: what one row of a source says.

#![deny(clippy::wildcard_enum_match_arm)]

mod address;
mod case_link;
mod category;
mod contact;
mod coverage;
mod date_span;
mod declared_person;
mod dispute;
mod emergency;
mod ids;
mod involvement;
mod match_review;
mod name;
mod nhs_number;
mod nhs_number_status;
mod partial_date;
mod person_record;
mod personal_text;
mod postcode;
mod provenance;
mod purpose;
mod relationship;
mod restriction;
mod role;
mod service;
mod sex;
mod unique_learner_number;
mod unique_pupil_number;
mod uprn;

pub use address::{Address, AddressKey, AddressKind, AddressRecord, NotAnAddress, folded_line};
pub use case_link::{CaseLinkKind, CaseLinkRecord, CaseReference, NotACaseReference};
pub use category::{Category, Level, Sensitivity};
pub use contact::{
    Email, NotATelephone, NotAnEmail, StaffId, StaffRecord, TeamRecord, Telephone, WorkerContact,
};
pub use coverage::Coverage;
pub use date_span::DateSpan;
pub use declared_person::Closeness;
pub use dispute::{DisputeAnswer, DisputeKind, DisputeReason, SaidBy, answer_due};
pub use emergency::{EmergencyOutcome, EmergencyReason, NoticeKind};
pub use ids::{GenerationId, HouseholdId, InvolvementId, LoadId, NotAnId, PersonId, RecordId};
pub use involvement::{InvolvementFact, InvolvementRecord, InvolvementStatus};
pub use match_review::{MatchAnswer, MatchQuestion, MatchReason};
pub use name::{NameText, NameUse, NotAName, PersonName, PlaceholderName};
pub use nhs_number::{NhsNumber, NotAnNhsNumber};
pub use nhs_number_status::NhsNumberStatus;
pub use partial_date::{DateAccuracy, NotADate, PartialDate};
pub use person_record::{NameRecord, PersonKey, PersonRecord, RelationshipRecord};
pub use personal_text::{NotText, PersonalText};
pub use postcode::{NotAPostcode, Postcode};
pub use provenance::{NotASourceId, Provenance, SourceId};
pub use purpose::Purpose;
pub use relationship::RelationshipType;
pub use restriction::{RestrictionKind, RestrictionSet, Tie};
pub use role::Role;
pub use service::Service;
pub use sex::Sex;
pub use unique_learner_number::{NotAUniqueLearnerNumber, UniqueLearnerNumber};
pub use unique_pupil_number::{NotAUniquePupilNumber, UniquePupilNumber};
pub use uprn::{NotAUprn, Uprn};

/// A day on the calendar, without a time or a zone.
pub use jiff::civil::Date;
