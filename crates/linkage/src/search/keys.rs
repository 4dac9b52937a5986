//! The keys under which the store can find a record again.
//!
//! Each key is one fact or two facts together, as 64 bits; a name alone, a name with a birth
//! year, a beginning of a name. Invariant: keys never change between versions of the program
//! without the model's heading changing too.

use crate::blocking_rules::date;
use crate::fold::{joined, key_of};
use crate::place::Place;
use crate::record::{self, GivenName, LinkageRecord, Word};

/// A key of a record or a query, for an index of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchKey(u64);

impl SearchKey {
    /// The key as a database integer.
    #[must_use]
    pub const fn to_i64(self) -> i64 {
        self.0.cast_signed()
    }

    pub(super) const fn new(fact: Fact, value: u64) -> Self {
        Self(joined(fact as u64 + 1, value))
    }
}

/// What a key says; the numbers are part of stored keys.
#[derive(Clone, Copy)]
pub(super) enum Fact {
    Reference = 0,
    NhsNumber = 1,
    PupilNumber = 2,
    LearnerNumber = 3,
    Telephone = 4,
    Email = 5,
    Family = 6,
    FamilySound = 7,
    FamilyBeginning = 8,
    Given = 9,
    GivenBeginning = 10,
    BothNames = 11,
    SoundAndGiven = 12,
    FamilyAndYear = 13,
    SoundAndYear = 14,
    GivenAndYear = 15,
    FirstLetters = 16,
    BirthDate = 17,
    Postcode = 18,
    Home = 19,
    Street = 20,
}

/// Letters of the shortest and the longest beginning that has a key.
pub(super) const BEGINNINGS: std::ops::RangeInclusive<usize> = 2..=5;

/// The key of a case or tenant number, for references that are kept beside the record.
#[must_use]
pub fn reference_key(text: &str) -> SearchKey {
    SearchKey::new(Fact::Reference, record::reference_key(text))
}

/// All keys under which a record is to be found, sorted.
#[must_use]
pub fn search_keys(record: &LinkageRecord) -> Vec<SearchKey> {
    let mut keys = Vec::with_capacity(40);
    own_numbers(record, &mut keys);
    contacts(record, &mut keys);
    names(record, &mut keys);
    for place in record.places.iter().filter(|place| !place.is_confidential) {
        keys.extend(place_keys(place));
    }
    keys.extend(
        record
            .birth
            .and_then(date)
            .map(|date| SearchKey::new(Fact::BirthDate, date)),
    );
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Numbers that are one person's own.
pub(super) fn own_numbers(record: &LinkageRecord, keys: &mut Vec<SearchKey>) {
    for (fact, value) in [
        (Fact::Reference, record.reference),
        (Fact::NhsNumber, record.nhs_number),
        (Fact::PupilNumber, record.pupil_number),
        (Fact::LearnerNumber, record.learner_number),
    ] {
        keys.extend(value.map(|value| SearchKey::new(fact, value)));
    }
}

/// Telephone and e-mail.
pub(super) fn contacts(record: &LinkageRecord, keys: &mut Vec<SearchKey>) {
    for (fact, value) in [
        (Fact::Telephone, record.telephone),
        (Fact::Email, record.email),
    ] {
        keys.extend(value.map(|value| SearchKey::new(fact, value)));
    }
}

fn names(record: &LinkageRecord, keys: &mut Vec<SearchKey>) {
    let year = record.birth.map(|birth| birth.year());
    let given: Vec<&GivenName> = record
        .names
        .iter()
        .flat_map(|form| form.given.iter().chain(&*form.middle))
        .map(|name| &**name)
        .collect();
    for name in &given {
        given_keys(name, year, keys);
    }
    for family in record
        .names
        .iter()
        .filter_map(|form| form.family.as_deref())
    {
        for (word, sound) in family.each() {
            family_keys(word, sound, year, keys);
            for name in &given {
                keys.extend(both_names(name, word, sound));
            }
        }
    }
}

fn given_keys(name: &GivenName, year: Option<i16>, keys: &mut Vec<SearchKey>) {
    for meeting in &*name.meeting_keys {
        keys.push(SearchKey::new(Fact::Given, *meeting));
        keys.extend(year.map(|year| with_year(Fact::GivenAndYear, *meeting, year)));
    }
    keys.extend(beginnings(Fact::GivenBeginning, &name.whole));
}

fn family_keys(family: &Word, sound: u64, year: Option<i16>, keys: &mut Vec<SearchKey>) {
    keys.push(SearchKey::new(Fact::Family, family.key));
    keys.push(SearchKey::new(Fact::FamilySound, sound));
    keys.extend(beginnings(Fact::FamilyBeginning, family));
    if let Some(year) = year {
        keys.push(with_year(Fact::FamilyAndYear, family.key, year));
        keys.push(with_year(Fact::SoundAndYear, sound, year));
    }
}

/// Keys of a given and a family name together: as spelt, as sounded, by first letters.
pub(super) fn both_names(given: &GivenName, family: &Word, sound: u64) -> Vec<SearchKey> {
    let mut keys = Vec::new();
    for meeting in &*given.meeting_keys {
        keys.push(SearchKey::new(
            Fact::BothNames,
            joined(*meeting, family.key),
        ));
        keys.push(SearchKey::new(Fact::SoundAndGiven, joined(*meeting, sound)));
    }
    let letters = joined(
        beginning_of(&given.whole.text, 1),
        beginning_of(&family.text, 3),
    );
    keys.push(SearchKey::new(Fact::FirstLetters, letters));
    keys
}

pub(super) fn with_year(fact: Fact, value: u64, year: i16) -> SearchKey {
    SearchKey::new(fact, joined(value, u64::from(year.unsigned_abs())))
}

pub(super) fn beginning_of(text: &str, letters: usize) -> u64 {
    key_of(&text.chars().take(letters).collect::<String>())
}

fn beginnings(fact: Fact, word: &Word) -> impl Iterator<Item = SearchKey> {
    let length = word.text.chars().count();
    BEGINNINGS
        .filter(move |letters| *letters <= length)
        .map(move |letters| SearchKey::new(fact, beginning_of(&word.text, letters)))
}

pub(super) fn place_keys(place: &Place) -> Vec<SearchKey> {
    let place = &*place.facts;
    let homes = place
        .home
        .into_iter()
        .chain(place.door)
        .map(|key| SearchKey::new(Fact::Home, key));
    let street = place.street.map(|key| SearchKey::new(Fact::Street, key));
    let postcode = place
        .postcode
        .map(|key| SearchKey::new(Fact::Postcode, key));
    homes.chain(street).chain(postcode).collect()
}
