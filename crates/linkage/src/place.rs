//! One address in folded form: keys that survive a misspelt street or a mistyped postcode.
//!
//! Most addresses are shared by the records of a household, so the facts of a place are made once
//! and shared. Invariant: an address shared by many strangers (a school, an office) is no place.

use crate::fold::{joined, key_of};
use smallvec::SmallVec;
use std::sync::Arc;
use vocabulary::{Address, AddressKind, Postcode, folded_line};

/// One address of a record.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The present address (the first that the source gives).
    pub(crate) is_present: bool,
    /// Not to be found by search.
    pub(crate) is_confidential: bool,
    /// Where it is.
    pub(crate) facts: Arc<PlaceFacts>,
}

/// Where a place is; each key is missing when the source does not say enough.
#[derive(PartialEq, Eq)]
pub(crate) struct PlaceFacts {
    /// The property number, or the folded address.
    pub(crate) home: Option<u64>,
    /// House and flat numbers within one postcode: survives a misspelt street.
    pub(crate) door: Option<u64>,
    /// Number and street without the postcode: survives a mistyped postcode.
    pub(crate) street: Option<u64>,
    /// The postcode.
    pub(crate) postcode: Option<u64>,
    /// The part of the postcode before the space.
    pub(crate) district: Option<u64>,
    /// The house and flat numbers.
    pub(crate) numbers: Option<u64>,
    /// The street's words without the numbers, for likeness.
    pub(crate) words: Box<str>,
}

/// The places of a record, present one first.
pub(crate) fn places(addresses: &[Address]) -> SmallVec<[Place; 1]> {
    let telling = addresses.iter().filter(|address| is_telling(address.kind));
    let mut places: Vec<Place> = telling.filter_map(place).collect();
    for (at, place) in places.iter_mut().enumerate() {
        place.is_present = at == 0;
    }
    places.into()
}

/// An address shared by many strangers says nothing about who a record is about.
fn is_telling(kind: AddressKind) -> bool {
    matches!(
        kind,
        AddressKind::Home
            | AddressKind::Placement
            | AddressKind::Correspondence
            | AddressKind::Hostel
            | AddressKind::Refuge
    )
}

fn place(address: &Address) -> Option<Place> {
    let postcode = address
        .postcode
        .as_ref()
        .filter(|postcode| !postcode.is_pseudo());
    let line = address.line.as_ref().map_or("", |line| line.reveal());
    let uprn = address.uprn.as_ref().map(|uprn| key_of(&uprn.reveal()));
    let area = postcode.map(Area::of);
    let facts = PlaceFacts::new(line, area.as_ref(), uprn)?;
    Some(Place {
        is_present: false,
        is_confidential: address.is_confidential,
        facts: Arc::new(facts),
    })
}

/// A postcode with the district that it lies in.
pub(crate) struct Area {
    text: String,
    district: String,
    /// Small enough that a house number is one home in it.
    is_small: bool,
}

impl Area {
    /// The area of a British postcode.
    pub(crate) fn of(postcode: &Postcode) -> Self {
        Self {
            text: postcode.reveal().to_owned(),
            district: postcode.outward().to_owned(),
            is_small: true,
        }
    }

    /// The area of any postcode that a file writes; nothing for none and for pseudo-postcodes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Ok(postcode) = Postcode::parse(text) {
            return (!postcode.is_pseudo()).then(|| Self::of(&postcode));
        }
        let text: String = text
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .collect();
        let letters = text.chars().count();
        (letters > 0).then(|| Self {
            district: text
                .chars()
                .take(letters.saturating_sub(2).max(1))
                .collect(),
            text,
            is_small: false,
        })
    }
}

/// Words of a line that name the house and the street; what follows is the town.
const TELLING_WORDS: usize = 4;

impl PlaceFacts {
    /// The facts of a line, an area and a property number; nothing when there is none of them.
    pub(crate) fn new(line: &str, area: Option<&Area>, uprn: Option<u64>) -> Option<Self> {
        let folded = folded_line(line);
        let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let is_nowhere = matches!(folded.as_str(), "nfa" | "no fixed abode" | "homeless");
        let telling: &[&str] = match (area, is_nowhere) {
            (_, true) => &[],
            (Some(_), false) => &all[..all.len().min(TELLING_WORDS)],
            (None, false) if all.len() >= 3 => &all,
            (None, false) => &[],
        };
        let (numbers, words): (Vec<&str>, Vec<&str>) = telling
            .iter()
            .partition(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
        let postcode = area.map(|area| key_of(&area.text));
        let street = telling.join(" ");
        let home = match area {
            _ if telling.is_empty() => None,
            Some(area) => Some(key_of(&format!("{}|{street}", area.text))),
            None => Some(key_of(&street)),
        };
        let numbers = (!numbers.is_empty()).then(|| key_of(&numbers.join(" ")));
        let is_small = area.is_some_and(|area| area.is_small);
        let facts = Self {
            home: uprn.or(home),
            door: numbers
                .zip(postcode)
                .filter(|_| is_small)
                .map(|(numbers, postcode)| joined(postcode, numbers)),
            street: (telling.len() >= 3).then(|| key_of(&street)),
            postcode,
            district: area.map(|area| key_of(&area.district)),
            numbers,
            words: words.join(" ").into(),
        };
        (facts.home.is_some() || facts.postcode.is_some()).then_some(facts)
    }
}
