//! Compares given and family names over all the names that two records hold.
//!
//! A child is known by several names, so the best level over all pairs of names counts.
//! Invariant: an exact match beats a spelling, a spelling a short form, a short form a slip.

use super::levels::{Family, Given};
use crate::kin::{Kinship, kinship};
use crate::record::{FamilyName, GivenName, LinkageRecord, NameForm, Word};
use crate::similarity::{is_one_keystroke_apart, likeness};

/// Likeness from which two names count as one slip apart.
const NEARLY_SAME: f64 = 0.92;
/// Likeness from which two names count as a little alike.
const ALIKE: f64 = 0.85;
/// Likeness that two names which sound alike must have as well.
const SOUNDS_ALIKE: f64 = 0.70;

/// The level of the given names.
pub(super) fn given(a: &LinkageRecord, b: &LinkageRecord) -> Given {
    let mut best = Given::Missing;
    for (one, other) in pairs(a, b) {
        if let (Some(x), Some(y)) = (&one.given, &other.given) {
            best = best.max(given_pair(x, y));
            if best < Given::MiddleAsFirst && (is_among(x, &other.middle) || is_among(y, &one.middle)) {
                best = Given::MiddleAsFirst;
            }
        }
        if best == Given::Exact {
            break;
        }
    }
    best
}

/// The level of the family names.
pub(super) fn family(a: &LinkageRecord, b: &LinkageRecord) -> Family {
    let mut best = Family::Missing;
    for (one, other) in pairs(a, b) {
        if let (Some(x), Some(y)) = (&one.family, &other.family) {
            let level = match family_pair(x, y) {
                Family::Exact if !(one.is_usual && other.is_usual) => Family::Former,
                level => level,
            };
            best = best.max(level);
        }
        if best == Family::Exact {
            break;
        }
    }
    best
}

/// Whether the given name of each is the family name of the other.
pub(super) fn are_swapped(a: &LinkageRecord, b: &LinkageRecord) -> bool {
    match ((a.given(), a.family()), (b.given(), b.family())) {
        ((Some(given_a), Some(family_a)), (Some(given_b), Some(family_b))) => {
            given_a.whole != family_a.whole
                && is_same_but_for_a_slip(&given_a.whole, &family_b.whole)
                && is_same_but_for_a_slip(&given_b.whole, &family_a.whole)
        }
        _ => false,
    }
}

fn pairs<'a>(
    a: &'a LinkageRecord,
    b: &'a LinkageRecord,
) -> impl Iterator<Item = (&'a NameForm, &'a NameForm)> {
    a.names.iter().flat_map(move |one| b.names.iter().map(move |other| (one, other)))
}

fn given_pair(x: &GivenName, y: &GivenName) -> Given {
    if x.whole.key == y.whole.key {
        return if x.is_initial() { Given::Initial } else { Given::Exact };
    }
    if x.is_initial() || y.is_initial() {
        let same = x.whole.text.chars().next() == y.whole.text.chars().next();
        return if same { Given::Initial } else { Given::Different };
    }
    match kinship(&x.families, &y.families) {
        Some(Kinship::Spelling) => return Given::SpellingVariant,
        Some(Kinship::ShortForm) => return Given::ShortForm,
        None => {}
    }
    if is_first_of(x, y) || is_first_of(y, x) {
        return Given::ShortForm;
    }
    let likeness = likeness(&x.whole.text, &y.whole.text);
    if likeness >= NEARLY_SAME || is_slip(&x.whole, &y.whole) {
        Given::NearlySame
    } else if x.sound == y.sound && likeness >= SOUNDS_ALIKE {
        Given::SoundsAlike
    } else if likeness >= ALIKE {
        Given::Alike
    } else {
        Given::Different
    }
}

/// "Anne-Marie" is also called "Anne".
fn is_first_of(x: &GivenName, y: &GivenName) -> bool {
    x.first.as_ref().is_some_and(|first| {
        first.key == y.whole.key || y.first.as_ref().is_some_and(|other| other.key == first.key)
    })
}

fn is_among(given: &GivenName, middle: &[GivenName]) -> bool {
    let same = |other: &GivenName| {
        other.whole.key == given.whole.key || kinship(&given.families, &other.families).is_some()
    };
    !given.is_initial() && middle.iter().any(same)
}

fn family_pair(x: &FamilyName, y: &FamilyName) -> Family {
    if x.whole.key == y.whole.key {
        return Family::Exact;
    }
    let likeness = likeness(&x.whole.text, &y.whole.text);
    if likeness >= NEARLY_SAME || is_slip(&x.whole, &y.whole) {
        Family::NearlySame
    } else if share_a_part(x, y) {
        Family::PartOfDouble
    } else if x.sound == y.sound && likeness >= SOUNDS_ALIKE {
        Family::SoundsAlike
    } else if likeness >= ALIKE {
        Family::Alike
    } else {
        Family::Different
    }
}

fn share_a_part(x: &FamilyName, y: &FamilyName) -> bool {
    let has_parts = !x.parts.is_empty() || !y.parts.is_empty();
    has_parts && x.words().any(|word| y.words().any(|other| other.key == word.key))
}

/// One keystroke apart, in a word long enough for that to mean little else.
fn is_slip(x: &Word, y: &Word) -> bool {
    x.text.len().min(y.text.len()) >= 4 && is_one_keystroke_apart(&x.text, &y.text)
}

fn is_same_but_for_a_slip(x: &Word, y: &Word) -> bool {
    x.key == y.key || is_slip(x, y)
}
