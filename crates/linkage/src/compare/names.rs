//! Compares given and family names over all the names that two records hold.
//!
//! A child is known by several names, so the best level over all pairs of names counts.
//! Invariant: an exact match beats a spelling, a spelling a short form, a short form a slip.

use super::levels::{Family, Given, Middle};
use crate::family_spellings::is_spelling_of;
use crate::kin::{Kinship, families_of, kinship};
use crate::record::{FamilyName, GivenName, LinkageRecord, NameForm, Word};
use crate::similarity::{is_one_keystroke_apart, likeness, likeness_from};
use std::sync::Arc;

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
            if best < Given::MiddleAsFirst
                && (is_among(x, &other.middle)
                    || is_among(y, &one.middle)
                    || (is_initial_among(x, &other.middle) && is_initial_among(y, &one.middle)))
            {
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

/// Whether one record shows that another's given name is this person's too: the same name, a
/// spelling, a short form, a slip or a middle name. An initial shows nothing, nor does the first word
/// of a name of several, which brothers may share.
pub(crate) fn names_one_person(a: &LinkageRecord, b: &LinkageRecord) -> bool {
    match given(a, b) {
        _ if is_a_first_word(a, b) => false,
        Given::MiddleAsFirst
        | Given::NearlySame
        | Given::ShortForm
        | Given::SpellingVariant
        | Given::Exact
        | Given::Swapped => true,
        Given::Missing | Given::Different | Given::Alike | Given::Initial | Given::SoundsAlike => {
            are_swapped(a, b)
        }
    }
}

/// Whether one record has only the first word of the other's given name of several words.
pub(crate) fn is_a_first_word(a: &LinkageRecord, b: &LinkageRecord) -> bool {
    match (a.given(), b.given()) {
        (Some(x), Some(y)) => is_first_of(x, y) || is_first_of(y, x),
        _ => false,
    }
}

/// Whether two records bear given names that are no forms of each other.
pub(crate) fn are_named_apart(a: &LinkageRecord, b: &LinkageRecord) -> bool {
    matches!(given(a, b), Given::Different | Given::Alike)
}

/// The level of the middle names. Where one record calls the other's middle name its given name,
/// the given names have told it already.
pub(super) fn middle(a: &LinkageRecord, b: &LinkageRecord, given: Given) -> Middle {
    if matches!(given, Given::MiddleAsFirst | Given::Swapped) {
        return Middle::Missing;
    }
    let mut best = Middle::Missing;
    for (one, other) in pairs(a, b) {
        for x in &one.middle {
            for y in &other.middle {
                best = best.max(middle_pair(x, y));
            }
        }
    }
    best
}

fn middle_pair(x: &GivenName, y: &GivenName) -> Middle {
    match given_pair(x, y) {
        Given::Missing => Middle::Missing,
        Given::Initial => Middle::Initial,
        Given::Different | Given::Alike => Middle::Different,
        Given::SoundsAlike
        | Given::MiddleAsFirst
        | Given::NearlySame
        | Given::ShortForm
        | Given::SpellingVariant
        | Given::Exact
        | Given::Swapped => Middle::Same,
    }
}

/// Whether the given name of each is the family name of the other.
pub(super) fn are_swapped(a: &LinkageRecord, b: &LinkageRecord) -> bool {
    pairs(a, b).any(|(one, other)| match (both(one), both(other)) {
        (Some((given, family)), Some((other_given, other_family))) => {
            given != family
                && is_same_but_for_a_slip(given, other_family)
                && is_same_but_for_a_slip(other_given, family)
        }
        _ => false,
    })
}

fn both(form: &NameForm) -> Option<(&Word, &Word)> {
    Some((&form.given.as_ref()?.whole, &form.family.as_ref()?.whole))
}

fn pairs<'a>(
    a: &'a LinkageRecord,
    b: &'a LinkageRecord,
) -> impl Iterator<Item = (&'a NameForm, &'a NameForm)> {
    a.names
        .iter()
        .flat_map(move |one| b.names.iter().map(move |other| (one, other)))
}

fn given_pair(x: &GivenName, y: &GivenName) -> Given {
    if x.whole.key == y.whole.key {
        return if x.is_initial {
            Given::Initial
        } else {
            Given::Exact
        };
    }
    if x.is_initial || y.is_initial {
        let same = x.whole.text.chars().next() == y.whole.text.chars().next();
        return if same {
            Given::Initial
        } else {
            Given::Different
        };
    }
    if let (Some(first), Some(other_first)) = (&x.first, &y.first) {
        return compound_pair((x, first), (y, other_first));
    }
    match kinship(&x.families, &y.families) {
        Some(Kinship::Spelling) if x.first.is_none() && y.first.is_none() => {
            return Given::SpellingVariant;
        }
        Some(Kinship::Spelling | Kinship::ShortForm) => return Given::ShortForm,
        None => {}
    }
    if is_first_of(x, y) || is_first_of(y, x) {
        return Given::ShortForm;
    }
    by_likeness(x, y)
}

/// Names that no table makes kin, by how they are written and sound.
fn by_likeness(x: &GivenName, y: &GivenName) -> Given {
    let likeness = likeness_of(&x.whole, &y.whole, x.sound == y.sound);
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

/// The likeness of two names as far as it makes a difference.
fn likeness_of(x: &Word, y: &Word, is_same_sound: bool) -> f64 {
    let least = if is_same_sound { SOUNDS_ALIKE } else { ALIKE };
    likeness_from(least, (&x.text, x.letters), (&y.text, y.letters))
}

/// Two names of several words. Brothers are often called by one first word ("Muhammad Ali",
/// "Muhammad Hassan"), so there the later words decide.
fn compound_pair((x, first): (&GivenName, &Word), (y, other_first): (&GivenName, &Word)) -> Given {
    let families = |word: &Word| families_of(&word.text);
    if kinship(families(&x.whole), families(&y.whole)).is_some() {
        return Given::ShortForm;
    }
    let share_a_first =
        first.key == other_first.key || kinship(families(first), families(other_first)).is_some();
    if !share_a_first {
        return by_likeness(x, y);
    }
    let later = |name: &GivenName, first: &Word| Word::new(&name.whole.text[first.text.len()..]);
    let (one, other) = (later(x, first), later(y, other_first));
    let is_letter = |word: &Word| word.text.chars().nth(1).is_none();
    if is_letter(&one) || is_letter(&other) {
        let same = one.beginnings[0] == other.beginnings[0];
        return if same {
            Given::ShortForm
        } else {
            Given::Different
        };
    }
    if one.key == other.key || kinship(families(&one), families(&other)).is_some() {
        return Given::ShortForm;
    }
    if likeness(&one.text, &other.text) >= NEARLY_SAME || is_slip(&one, &other) {
        Given::NearlySame
    } else {
        Given::Different
    }
}

/// "Anne-Marie" is also called "Anne".
fn is_first_of(x: &GivenName, y: &GivenName) -> bool {
    let first = x.first.as_ref();
    y.first.is_none() && first.is_some_and(|first| first.key == y.whole.key)
}

fn is_among(given: &GivenName, middle: &[Arc<GivenName>]) -> bool {
    let same = |other: &Arc<GivenName>| {
        other.whole.key == given.whole.key || kinship(&given.families, &other.families).is_some()
    };
    !given.is_initial && middle.iter().any(same)
}

/// The other record has only the first letter of this given name, as a middle name.
fn is_initial_among(given: &GivenName, middle: &[Arc<GivenName>]) -> bool {
    let letter = given.whole.text.chars().next();
    let is_it =
        |other: &Arc<GivenName>| other.is_initial && other.whole.text.chars().next() == letter;
    !given.is_initial && middle.iter().any(is_it)
}

fn family_pair(x: &FamilyName, y: &FamilyName) -> Family {
    if x.whole.key == y.whole.key {
        return Family::Exact;
    }
    if are_spellings(x, y) {
        return Family::NearlySame;
    }
    let likeness = likeness_of(&x.whole, &y.whole, x.sound == y.sound);
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

fn are_spellings(x: &FamilyName, y: &FamilyName) -> bool {
    x.spelling == y.spelling && is_spelling_of(&x.whole.text, &y.whole.text)
}

fn share_a_part(x: &FamilyName, y: &FamilyName) -> bool {
    let has_parts = !x.parts.is_empty() || !y.parts.is_empty();
    has_parts
        && x.words()
            .any(|word| y.words().any(|other| other.key == word.key))
}

/// One keystroke apart, in a word long enough for that to mean little else.
fn is_slip(x: &Word, y: &Word) -> bool {
    x.text.len().min(y.text.len()) >= 4 && is_one_keystroke_apart(&x.text, &y.text)
}

fn is_same_but_for_a_slip(x: &Word, y: &Word) -> bool {
    x.key == y.key || is_slip(x, y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::person;
    use proptest::prelude::*;

    fn given_of(one: &str, other: &str) -> Given {
        let (a, b) = (person(one, "Hart", ""), person(other, "Hart", ""));
        given(&a.record(1), &b.record(2))
    }

    fn family_of(one: &str, other: &str) -> Family {
        let (a, b) = (person("Ada", one, ""), person("Ada", other, ""));
        family(&a.record(1), &b.record(2))
    }

    #[test]
    fn given_names_reach_the_level_a_practitioner_would_name() {
        for (one, other, expected) in [
            ("Siân", "SIAN", Given::Exact),
            ("Muhammad", "Mohammed", Given::SpellingVariant),
            ("Bill", "William", Given::ShortForm),
            ("Anne-Marie", "Anne", Given::ShortForm),
            ("Jonh", "John", Given::NearlySame),
            ("L", "Lena", Given::Initial),
            ("L", "Tom", Given::Different),
            ("Martin", "Damian", Given::Different),
            ("Lena", "", Given::Missing),
            ("Muhammad Ali", "Muhammad Hassan", Given::Different),
            ("Abdul Aziz", "Abdul Karim", Given::Different),
            ("Anne-Marie", "Anne-Louise", Given::Different),
            ("Muhammad Ali", "Mohammed Aly", Given::ShortForm),
            ("Anne Marie", "Anne M", Given::ShortForm),
            ("Anne Marie", "Anne L", Given::Different),
        ] {
            assert_eq!(given_of(one, other), expected, "{one} and {other}");
            assert_eq!(given_of(other, one), expected, "{other} and {one}");
        }
    }

    #[test]
    fn family_names_reach_the_level_a_practitioner_would_name() {
        for (one, other, expected) in [
            ("O'Neill", "ONEILL", Family::Exact),
            ("Evans-Murtha", "Murtha", Family::PartOfDouble),
            ("van den Berg", "Berg", Family::PartOfDouble),
            ("Kowalska", "Kowalski", Family::NearlySame),
            ("Al-Masri", "Masri", Family::NearlySame),
            ("Chowdhury", "Choudhary", Family::NearlySame),
            ("Kaur", "Singh", Family::Different),
            ("Hart", "", Family::Missing),
        ] {
            assert_eq!(family_of(one, other), expected, "{one} and {other}");
            assert_eq!(family_of(other, one), expected, "{other} and {one}");
        }
        assert!(family_of("Thompson", "Tomson") >= Family::SoundsAlike);
    }

    #[test]
    fn a_middle_name_in_use_and_a_former_name_are_seen() {
        let child = person("James", "Hart", "").middle("Tariq");
        let called = person("Tariq", "Hart", "");
        assert_eq!(
            given(&child.record(1), &called.record(2)),
            Given::MiddleAsFirst
        );
        let married = person("Ada", "Stone", "").formerly("Hart");
        assert_eq!(
            family(&married.record(1), &person("Ada", "Hart", "").record(2)),
            Family::Former
        );
    }

    #[test]
    fn more_damage_never_reaches_a_higher_level() {
        let damaged = [
            "catherine",
            "katherine",
            "kate",
            "catherinx",
            "catxxrine",
            "xxxxxxxxx",
        ];
        let levels: Vec<Given> = damaged
            .iter()
            .map(|name| given_of("Catherine", name))
            .collect();
        assert!(
            levels.windows(2).all(|pair| pair[0] >= pair[1]),
            "{levels:?}"
        );
    }

    proptest! {
        #[test]
        fn comparing_names_is_symmetric_and_a_name_equals_itself(
            one in "[A-E][a-e]{1,7}(-[A-E][a-e]{1,4})?", other in "[A-E][a-e]{1,7}(-[A-E][a-e]{1,4})?",
        ) {
            prop_assert_eq!(given_of(&one, &other), given_of(&other, &one));
            prop_assert_eq!(family_of(&one, &other), family_of(&other, &one));
            prop_assert_eq!(given_of(&one, &one), Given::Exact);
            prop_assert_eq!(family_of(&one, &one), Family::Exact);
        }
    }
}
