//! Which given names are short forms of which, and which spellings are one name.
//!
//! Our own tables, from general knowledge, one file for each tradition of naming. The first word
//! of a line is the full form.
//! Invariant: a word may stand in several lines ("alex"), and is kin only to names that share a
//! line with it, so that Alexander and Alexandra stay two names; every word is plain a to z.

mod african;
mod arabic;
mod baltic_and_balkan;
mod celtic;
mod compounds;
mod east_asian;
mod english;
mod hebrew;
mod other_languages;
mod slavic;
mod south_asian;
mod turkish_and_persian;
mod western_europe;

/// Short and pet forms: full form first.
const SHORT_FORMS: [&[&str]; 11] = [
    english::SHORT_FORMS,
    celtic::SHORT_FORMS,
    slavic::SHORT_FORMS,
    baltic_and_balkan::SHORT_FORMS,
    western_europe::SHORT_FORMS,
    arabic::SHORT_FORMS,
    turkish_and_persian::SHORT_FORMS,
    south_asian::SHORT_FORMS,
    african::SHORT_FORMS,
    east_asian::SHORT_FORMS,
    hebrew::SHORT_FORMS,
];

/// Spellings and transliterations of one name.
const SPELLINGS: [&[&str]; 11] = [
    english::SPELLINGS,
    celtic::SPELLINGS,
    slavic::SPELLINGS,
    baltic_and_balkan::SPELLINGS,
    western_europe::SPELLINGS,
    arabic::SPELLINGS,
    turkish_and_persian::SPELLINGS,
    south_asian::SPELLINGS,
    african::SPELLINGS,
    east_asian::SPELLINGS,
    hebrew::SPELLINGS,
];

/// Every line of short and pet forms, full form first.
pub(crate) fn short_forms() -> impl Iterator<Item = String> {
    words_of(&SHORT_FORMS).chain(compounds::short_forms())
}

/// Every line of spellings of one name.
pub(crate) fn spellings() -> impl Iterator<Item = String> {
    words_of(&SPELLINGS).chain(compounds::spellings())
}

/// Every line of one name in several languages.
pub(crate) fn other_languages() -> impl Iterator<Item = String> {
    words_of(&[other_languages::LINES])
}

fn words_of(tables: &[&'static [&'static str]]) -> impl Iterator<Item = String> + use<> {
    let tables = tables.to_vec();
    tables.into_iter().flatten().map(|line| (*line).to_owned())
}
