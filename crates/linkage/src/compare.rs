//! Compares two records, one comparison per concept, each ending in a named level.
//!
//! A level is what was seen, never a number: weights are learnt elsewhere. What is missing on
//! either side says nothing. Invariant: comparing is symmetric, and a record compared with
//! itself reaches the top level of all that it holds.

mod birth;
mod identifiers;
pub(crate) mod levels;
mod location;
mod names;

pub use levels::{Comparison, Pattern};

use crate::record::LinkageRecord;
pub(crate) use birth::years_apart;
use levels::{Family, Given};

/// The levels of all comparisons of two records.
pub(crate) fn compare(a: &LinkageRecord, b: &LinkageRecord) -> Pattern {
    let (mut given, mut family) = (names::given(a, b), names::family(a, b));
    if given < Given::SpellingVariant && names::are_swapped(a, b) {
        (given, family) = (Given::Swapped, Family::Swapped);
    }
    Pattern::default()
        .with(Comparison::GivenName, given as u8)
        .with(Comparison::FamilyName, family as u8)
        .with(Comparison::Birth, birth::birth(a.birth, b.birth) as u8)
        .with(
            Comparison::Location,
            location::location(&a.places, &b.places) as u8,
        )
        .with(Comparison::NhsNumber, identifiers::nhs_number(a, b) as u8)
        .with(
            Comparison::PupilNumber,
            identifiers::pupil_number(a, b) as u8,
        )
        .with(Comparison::Contact, identifiers::contact(a, b) as u8)
        .with(Comparison::Sex, identifiers::sex(a, b) as u8)
}
