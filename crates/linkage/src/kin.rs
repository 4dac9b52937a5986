//! Looks a given name up in the table of short forms and spellings.
//!
//! A family of names is a number; two names are kin when they share one. Spelling families and
//! short-form families are told apart, because they are different evidence.
//! Invariant: a name that is in no line is kin to nothing but itself.

use crate::fold::fold;
use crate::name_table::{SHORT_FORMS, SPELLINGS};
use std::sync::LazyLock;

/// Families from here on are spelling families; below are short-form families.
const FIRST_SPELLING: u16 = 10_000;

/// How two given names are kin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kinship {
    /// One is a short or pet form of the other, or both are of one name.
    ShortForm,
    /// Two spellings of one name.
    Spelling,
}

/// Every name of the tables with its families, sorted by name.
static FAMILIES: LazyLock<Vec<(String, Vec<u16>)>> = LazyLock::new(read_tables);

/// The families that a folded name belongs to, smallest first.
pub(crate) fn families_of(name: &str) -> &'static [u16] {
    match FAMILIES.binary_search_by(|(known, _)| known.as_str().cmp(name)) {
        Ok(at) => &FAMILIES[at].1,
        Err(_) => &[],
    }
}

/// The strongest kinship of two names by their families.
pub(crate) fn kinship(one: &[u16], other: &[u16]) -> Option<Kinship> {
    let mut found = None;
    for family in one.iter().filter(|family| other.contains(family)) {
        found = if *family >= FIRST_SPELLING {
            Some(Kinship::Spelling)
        } else {
            found.or(Some(Kinship::ShortForm))
        };
    }
    found
}

fn read_tables() -> Vec<(String, Vec<u16>)> {
    let mut rows: Vec<(String, u16)> = Vec::new();
    for (first, table) in [(0, SHORT_FORMS), (FIRST_SPELLING, SPELLINGS)] {
        for (line, family) in table.iter().zip(first..) {
            rows.extend(
                line.split(' ')
                    .map(|name| (fold(name).replace(' ', ""), family)),
            );
        }
    }
    rows.extend(short_forms_of_other_spellings());
    rows.sort();
    rows.dedup();
    let mut families: Vec<(String, Vec<u16>)> = Vec::new();
    for (name, family) in rows {
        match families.last_mut() {
            Some((last, list)) if *last == name => list.push(family),
            _ => families.push((name, vec![family])),
        }
    }
    families
}

/// "Mo" is short for "Mohammed", so it is short for "Muhammad" too: every spelling of a full
/// form joins the full form's line.
fn short_forms_of_other_spellings() -> Vec<(String, u16)> {
    let mut rows = Vec::new();
    for (line, family) in SHORT_FORMS.iter().zip(0..) {
        let full = line.split(' ').next().unwrap_or_default();
        for spellings in SPELLINGS
            .iter()
            .filter(|s| s.split(' ').next() == Some(full))
        {
            rows.extend(
                spellings
                    .split(' ')
                    .map(|name| (fold(name).replace(' ', ""), family)),
            );
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_kin(one: &str, other: &str) -> Option<Kinship> {
        kinship(families_of(one), families_of(other))
    }

    #[test]
    fn short_forms_and_spellings_are_kin() {
        assert_eq!(are_kin("bill", "william"), Some(Kinship::ShortForm));
        assert_eq!(are_kin("muhammad", "mohamed"), Some(Kinship::Spelling));
        assert_eq!(are_kin("mo", "muhammad"), Some(Kinship::ShortForm));
        assert_eq!(are_kin("kasia", "katarzyna"), Some(Kinship::ShortForm));
        assert_eq!(are_kin("yusuf", "yousef"), Some(Kinship::Spelling));
    }

    #[test]
    fn a_shared_short_form_does_not_make_two_names_one() {
        assert!(are_kin("alex", "alexander").is_some());
        assert!(are_kin("alex", "alexandra").is_some());
        assert_eq!(are_kin("alexander", "alexandra"), None);
        assert_eq!(are_kin("martin", "damian"), None);
    }

    #[test]
    fn every_word_of_the_tables_is_folded_already_or_folds_to_one_word() {
        for line in SHORT_FORMS.iter().chain(SPELLINGS) {
            for name in line.split(' ') {
                assert!(!fold(name).is_empty());
            }
            assert!(
                line.split(' ').count() >= 2,
                "a line names at least two forms"
            );
        }
    }
}
