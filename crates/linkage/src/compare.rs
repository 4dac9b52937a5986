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
mod other;

pub use levels::{AgeBand, Comparison, Pattern};

use crate::record::LinkageRecord;
pub(crate) use birth::{are_born_alike, years_apart};
use levels::{Family, Given};
pub(crate) use names::{are_named_apart, is_a_first_word, names_one_person};

/// Years until a child is grown up.
const CHILDHOOD: i16 = 18;

/// The age band of two records, on the day of the newest birth that the file knows.
pub(crate) fn age_band(newest: i16, a: &LinkageRecord, b: &LinkageRecord) -> AgeBand {
    let is_child = |record: &LinkageRecord| {
        record
            .birth
            .is_some_and(|birth| birth.year() + CHILDHOOD > newest)
    };
    if is_child(a) && is_child(b) {
        AgeBand::Child
    } else {
        AgeBand::Adult
    }
}

/// Whether the given names of two records are no forms of each other and not even a little alike;
/// nothing when one of them has none.
#[must_use]
pub fn given_names_are_unalike(a: &LinkageRecord, b: &LinkageRecord) -> Option<bool> {
    match names::given(a, b) {
        Given::Missing => None,
        Given::Different => Some(!names::are_swapped(a, b)),
        Given::Alike
        | Given::Initial
        | Given::SoundsAlike
        | Given::MiddleAsFirst
        | Given::NearlySame
        | Given::ShortForm
        | Given::SpellingVariant
        | Given::Exact
        | Given::Swapped => Some(false),
    }
}

/// The levels of all comparisons of two records.
pub(crate) fn compare(a: &LinkageRecord, b: &LinkageRecord) -> Pattern {
    let (mut given, mut family) = (names::given(a, b), names::family(a, b));
    if given < Given::SpellingVariant && names::are_swapped(a, b) {
        (given, family) = (Given::Swapped, Family::Swapped);
    }
    let pattern = Pattern::default()
        .with(Comparison::GivenName, given as u8)
        .with(Comparison::FamilyName, family as u8)
        .with(Comparison::Birth, birth::birth(a.birth, b.birth) as u8)
        .with(
            Comparison::Location,
            location::location(&a.places, &b.places) as u8,
        )
        .with(
            Comparison::NhsNumber,
            identifiers::nhs_number(a, b, given) as u8,
        )
        .with(
            Comparison::PupilNumber,
            identifiers::pupil_number(a, b) as u8,
        )
        .with(Comparison::Contact, identifiers::contact(a, b) as u8)
        .with(Comparison::Sex, identifiers::sex(a, b) as u8)
        .with(Comparison::MiddleName, names::middle(a, b, given) as u8);
    let others = a.others.iter().zip(&b.others).zip(0u8..);
    others.fold(pattern, |pattern, ((one, other), at)| {
        let level = other::level(one.as_deref(), other.as_deref());
        pattern.with(Comparison::Other(at), level as u8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::person;

    #[test]
    fn a_record_compared_with_itself_reaches_the_top_of_all_it_holds() {
        let record = person("Rosa", "Lomax", "2014-02-11")
            .sex("f")
            .nhs(999_000_001)
            .pupil(123)
            .at("4 Mill Lane", "QX1 4AB")
            .record(1);
        let pattern = compare(&record, &record);
        for (of, top) in [
            (Comparison::GivenName, Given::Exact as u8),
            (Comparison::FamilyName, Family::Exact as u8),
            (Comparison::Birth, 9),
            (Comparison::Location, 6),
            (Comparison::NhsNumber, 3),
            (Comparison::PupilNumber, 2),
            (Comparison::Contact, 0),
            (Comparison::Sex, 2),
        ] {
            assert_eq!(pattern.level(of), top, "{of:?}");
        }
    }

    #[test]
    fn what_is_missing_on_one_side_says_nothing() {
        let full = person("Rosa", "Lomax", "2014-02-11")
            .sex("f")
            .at("4 Mill Lane", "QX1 4AB");
        let bare = person("", "", "");
        assert_eq!(
            compare(&full.record(1), &bare.record(2)),
            Pattern::default()
        );
    }
}
