//! The records of any file: text in, folded records out.
//!
//! Sources that Kith loads arrive as checked values ([`crate::RecordInput`]); here a file's own
//! columns arrive as text, with any number of further columns that the file happens to have.
//! Invariant: the order in which records are added changes no answer.

use crate::fold::{joined, key_of};
use crate::folding::Folding;
use crate::place::{Area, Place, PlaceFacts};
use crate::record::{LinkageRecord, NameForm, Word, digits_of};
use rayon::prelude::*;
use smallvec::SmallVec;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;
use vocabulary::{PartialDate, RecordId, Sex};

/// A column that is no concept of the engine's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherColumn {
    /// What the file calls it.
    pub name: String,
    /// How it is compared.
    pub kind: OtherKind,
}

/// How a further column is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// Equal or different.
    Exact,
    /// Equal, a slip apart, alike or different.
    Text,
}

/// What a file says of one record; "" stands for what it does not say.
#[derive(Clone, Copy, Default)]
pub struct RecordText<'a> {
    /// The record's id in the file; with the source it decides the order, and nothing else.
    pub id: &'a str,
    /// The source.
    pub source: &'a str,
    /// Given name or names.
    pub given: &'a str,
    /// Middle names.
    pub middle: &'a str,
    /// Family name.
    pub family: &'a str,
    /// Earlier family names.
    pub former_families: &'a [&'a str],
    /// Birth date, as far as it is known.
    pub birth: Option<PartialDate>,
    /// Sex, in any of the usual codings.
    pub sex: &'a str,
    /// Addresses, the present one first.
    pub addresses: &'a [AddressText<'a>],
    /// NHS number, already found to be one.
    pub nhs_number: &'a str,
    /// The source has traced the NHS number and found it right.
    pub is_nhs_verified: bool,
    /// Unique pupil number.
    pub upn: &'a str,
    /// Telephone.
    pub telephone: &'a str,
    /// E-mail.
    pub email: &'a str,
    /// The other columns, in the order in which they were announced.
    pub others: &'a [&'a str],
}

/// One address as a file writes it.
#[derive(Clone, Copy, Default)]
pub struct AddressText<'a> {
    /// The line.
    pub line: &'a str,
    /// The postcode, of any country.
    pub postcode: &'a str,
}

/// A file's records, folded as they are added.
#[derive(Default)]
pub struct Records {
    others: Vec<OtherColumn>,
    pub(crate) rows: Vec<LinkageRecord>,
    folding: Folding,
    places: HashMap<Box<str>, Option<Arc<PlaceFacts>>>,
}

impl Records {
    /// The most further columns that the engine compares.
    pub const MOST_OTHERS: usize = 6;

    /// No records yet. Of more than [`Self::MOST_OTHERS`] further columns the first are taken.
    #[must_use]
    pub fn new(mut others: Vec<OtherColumn>) -> Self {
        others.truncate(Self::MOST_OTHERS);
        Self {
            others,
            ..Self::default()
        }
    }

    /// The further columns.
    #[must_use]
    pub fn others(&self) -> &[OtherColumn] {
        &self.others
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a record; gives its place, counted from 0.
    pub fn push(&mut self, text: &RecordText<'_>) -> u32 {
        let place = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let names = self.names(text);
        let places = self.places(text.addresses);
        let columns = 0..self.others.len();
        let others: Box<[Option<Arc<Word>>]> = columns
            .map(|at| {
                let value = text.others.get(at).copied().unwrap_or_default();
                self.folding.word(value, self.others[at].kind)
            })
            .collect();
        self.rows.push(LinkageRecord {
            id: ordered_id(text, &names, place),
            source: key_of(text.source),
            reference: None,
            names,
            birth: text.birth,
            sex: Sex::parse(text.sex).filter(|sex| *sex != Sex::Unknown),
            is_nhs_verified: text.is_nhs_verified,
            nhs_digits: digits_of(text.nhs_number),
            nhs_number: letters_and_digits(text.nhs_number),
            pupil_number: letters_and_digits(text.upn),
            learner_number: None,
            telephone: digits(text.telephone),
            email: (!text.email.is_empty()).then(|| key_of(&text.email.to_lowercase())),
            places,
            others,
        });
        place
    }

    /// The record at a place, for an explanation.
    #[must_use]
    pub fn at(&self, place: u32) -> Option<&LinkageRecord> {
        self.rows.iter().find(|row| place_of(row.id) == place)
    }

    /// The records in these places with their places, found in one pass.
    #[must_use]
    pub fn at_each(&self, places: &[u32]) -> Vec<(&LinkageRecord, u32)> {
        let mut wanted = places.to_vec();
        wanted.sort_unstable();
        let placed = self.rows.iter().map(|row| (row, place_of(row.id)));
        placed
            .filter(|(_, place)| wanted.binary_search(place).is_ok())
            .collect()
    }

    /// The records in the order of what the file calls them, so that the order of the file's rows
    /// changes nothing; what was kept for folding is let go.
    pub(crate) fn in_order(&mut self) -> (&[LinkageRecord], &[OtherColumn]) {
        (self.folding, self.places) = (Folding::default(), HashMap::new());
        self.rows.par_sort_unstable_by_key(LinkageRecord::id);
        (&self.rows, &self.others)
    }

    fn names(&mut self, text: &RecordText<'_>) -> SmallVec<[NameForm; 1]> {
        let folding = &mut self.folding;
        let usual = folding.form(true, text.given, text.middle, text.family);
        let formers = text.former_families.iter().filter_map(|former| {
            let form = folding.form(false, text.given, text.middle, former);
            form.filter(|form| form.family.is_some())
        });
        usual.into_iter().chain(formers).collect()
    }

    fn places(&mut self, addresses: &[AddressText<'_>]) -> SmallVec<[Place; 1]> {
        let known = addresses.iter().enumerate().filter_map(|(at, address)| {
            Some(Place {
                is_present: at == 0,
                is_confidential: false,
                facts: self.facts(address)?,
            })
        });
        known.collect()
    }

    fn facts(&mut self, address: &AddressText<'_>) -> Option<Arc<PlaceFacts>> {
        if address.line.is_empty() && address.postcode.is_empty() {
            return None;
        }
        let written = format!("{}\u{0}{}", address.line, address.postcode);
        if let Some(known) = self.places.get(written.as_str()) {
            return known.clone();
        }
        let facts = PlaceFacts::new(address.line, Area::parse(address.postcode).as_ref(), None);
        let facts = facts.map(Arc::new);
        self.places.insert(written.into(), facts.clone());
        facts
    }
}

/// The place of a record that [`Records::push`] has made.
pub(crate) fn place_of(id: RecordId) -> u32 {
    (id.uuid().as_u128() & u128::from(u32::MAX)) as u32
}

/// An id that sorts by how the family name sounds, so that records which will be compared lie
/// close together, then by what the file calls the record; and that holds its place.
fn ordered_id(text: &RecordText<'_>, names: &[NameForm], place: u32) -> RecordId {
    let family = names.first().and_then(|form| form.family.as_ref());
    let near = family.map_or(0, |family| family.sound) & (u64::MAX << 32);
    let order = near | (joined(key_of(text.source), key_of(text.id)) >> 32);
    RecordId::new(Uuid::from_u128(u128::from(order) << 64 | u128::from(place)))
}

fn letters_and_digits(text: &str) -> Option<u64> {
    let kept: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    (!kept.is_empty()).then(|| key_of(&kept))
}

fn digits(text: &str) -> Option<u64> {
    let kept: String = text.chars().filter(char::is_ascii_digit).collect();
    (kept.len() >= 5).then(|| key_of(&kept))
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Records({})", self.rows.len())
    }
}

impl fmt::Debug for RecordText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordText(‹sealed›)")
    }
}

impl fmt::Debug for AddressText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressText(‹sealed›)")
    }
}
