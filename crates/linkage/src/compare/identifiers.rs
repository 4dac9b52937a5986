//! Compares numbers, contact details and sex: equal, different or missing.
//!
//! Invariant: a number missing on one side says nothing at all.

use super::levels::{Contact, Given, NhsNumber, PupilNumber, SexLevel};
use crate::record::LinkageRecord;

pub(super) fn nhs_number(a: &LinkageRecord, b: &LinkageRecord, given: Given) -> NhsNumber {
    match (a.nhs_number, b.nhs_number) {
        (Some(x), Some(y)) if x == y => NhsNumber::Same,
        (Some(_), Some(_)) if a.is_nhs_verified && b.is_nhs_verified => NhsNumber::BothVerified,
        // A slip of the keyboard says nothing either way; but twins often have numbers in a row.
        (Some(_), Some(_))
            if given == Given::Exact && are_a_slip_apart(a.nhs_digits, b.nhs_digits) =>
        {
            NhsNumber::Missing
        }
        (Some(_), Some(_)) => NhsNumber::Different,
        _ => NhsNumber::Missing,
    }
}

/// One digit differs or two neighbours are exchanged; the check digit, the last, may follow.
fn are_a_slip_apart(mut one: u64, mut other: u64) -> bool {
    let mut differing = [(0, 0, 0); 10];
    let mut count = 0;
    for at in 0u32..10 {
        if one % 10 != other % 10 {
            differing[count] = (at, one % 10, other % 10);
            count += 1;
        }
        (one, other) = (one / 10, other / 10);
    }
    match differing[..count] {
        [_] => true,
        [(i, a, x), (j, b, y)] => i == 0 || (j == i + 1 && (a, b) == (y, x)),
        [(0, ..), (i, a, x), (j, b, y)] => j == i + 1 && (a, b) == (y, x),
        _ => false,
    }
}

/// Pupil and learner numbers are one concept: the best of the two counts.
pub(super) fn pupil_number(a: &LinkageRecord, b: &LinkageRecord) -> PupilNumber {
    match best_of([
        (a.pupil_number, b.pupil_number),
        (a.learner_number, b.learner_number),
    ]) {
        Some(true) => PupilNumber::Same,
        Some(false) => PupilNumber::Different,
        None => PupilNumber::Missing,
    }
}

pub(super) fn contact(a: &LinkageRecord, b: &LinkageRecord) -> Contact {
    match best_of([(a.telephone, b.telephone), (a.email, b.email)]) {
        Some(true) => Contact::Same,
        Some(false) => Contact::Different,
        None => Contact::Missing,
    }
}

pub(super) fn sex(a: &LinkageRecord, b: &LinkageRecord) -> SexLevel {
    match (a.sex, b.sex) {
        (Some(x), Some(y)) if x == y => SexLevel::Same,
        (Some(_), Some(_)) => SexLevel::Different,
        _ => SexLevel::Missing,
    }
}

/// True when any pair is equal, false when some pair is known and none is equal.
fn best_of(pairs: [(Option<u64>, Option<u64>); 2]) -> Option<bool> {
    pairs
        .into_iter()
        .filter_map(|(one, other)| Some(one? == other?))
        .reduce(|any, equal| any || equal)
}
