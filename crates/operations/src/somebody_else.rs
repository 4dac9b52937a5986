//! Whether a new record clearly is somebody else than a restricted person: the one question that
//! the net around restricted people asks before it holds a record back.
//!
//! Pure. Invariant: what is not known never makes two people clearly different, and one record
//! that fits is enough to be asked about.

use crate::link_people::record_of;
use linkage::{LinkageRecord, given_names_are_unalike};
use std::collections::BTreeSet;
use store::SourcePerson;
use vocabulary::{Date, NhsNumber, Sex};

/// Whether everything that these records say is clearly about somebody else than those.
pub(crate) fn is_clearly_somebody_else(one: &[SourcePerson], other: &[SourcePerson]) -> bool {
    if have_different_numbers(one, other) {
        return true;
    }
    are_named_unalike(one, other) && (are_born_at_odds(one, other) || are_of_other_sex(one, other))
}

fn have_different_numbers(one: &[SourcePerson], other: &[SourcePerson]) -> bool {
    let numbers = |records: &[SourcePerson]| -> BTreeSet<String> {
        let known = records.iter().filter_map(|record| record.nhs_number);
        known.map(|number: NhsNumber| number.reveal()).collect()
    };
    are_apart(&numbers(one), &numbers(other))
}

fn are_of_other_sex(one: &[SourcePerson], other: &[SourcePerson]) -> bool {
    let sexes = |records: &[SourcePerson]| -> BTreeSet<Sex> {
        let known = records.iter().filter_map(|record| record.sex);
        known.filter(|sex| *sex != Sex::Unknown).collect()
    };
    are_apart(&sexes(one), &sexes(other))
}

fn are_apart<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

/// Every pair of full birth dates differs in two parts or more, and not by day and month alone.
fn are_born_at_odds(one: &[SourcePerson], other: &[SourcePerson]) -> bool {
    let births = |records: &[SourcePerson]| -> Vec<Date> {
        let known = records.iter().filter_map(|record| record.birth);
        known.filter_map(|birth| birth.whole()).collect()
    };
    let (one, other) = (births(one), births(other));
    let mut pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    !one.is_empty() && !other.is_empty() && pairs.all(|(a, b)| is_at_odds(*a, *b))
}

fn is_at_odds(a: Date, b: Date) -> bool {
    let differing = [
        a.year() != b.year(),
        a.month() != b.month(),
        a.day() != b.day(),
    ];
    let is_swapped = a.year() == b.year() && a.month() == b.day() && a.day() == b.month();
    differing.into_iter().filter(|differs| *differs).count() >= 2 && !is_swapped
}

/// At least one pair of given names is known, and every known pair is unalike.
fn are_named_unalike(one: &[SourcePerson], other: &[SourcePerson]) -> bool {
    let forms = |records: &[SourcePerson]| -> Vec<LinkageRecord> {
        let form = |record: &SourcePerson| record_of(record.id, record);
        records.iter().map(form).collect()
    };
    let (one, other) = (forms(one), forms(other));
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    let mut known = pairs
        .filter_map(|(a, b)| given_names_are_unalike(a, b))
        .peekable();
    known.peek().is_some() && known.all(|unalike| unalike)
}

#[cfg(test)]
#[path = "somebody_else_tests.rs"]
mod tests;
