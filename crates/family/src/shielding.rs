//! Which addresses must not be shown, and for whom.
//!
//! A person with a confidential stay, or whose location is withheld, hides every stay that has
//! not ended, and the place itself for everybody else there. Invariant: when in doubt, hidden.

use crate::{PersonClaims, Standing};
use jiff::civil::Date;
use std::collections::BTreeSet;
use vocabulary::{AddressKey, AddressKind, AddressRecord, PersonId};

/// The withheld people and places of one family.
pub(crate) struct Shielding {
    people: BTreeSet<PersonId>,
    places: BTreeSet<AddressKey>,
}

impl Shielding {
    pub(crate) fn new(
        people: &[PersonClaims],
        withheld_places: BTreeSet<AddressKey>,
        today: Date,
    ) -> Self {
        let mut shielding = Self {
            people: BTreeSet::new(),
            places: withheld_places,
        };
        for person in people {
            shielding.add(person, today);
        }
        shielding
    }

    fn add(&mut self, person: &PersonClaims, today: Date) {
        let stays = || person.addresses.iter().map(|claim| &claim.value);
        let is_shielded = person.is_location_withheld
            || stays().any(|stay| is_confidential(stay) && has_not_ended(stay, today));
        if is_shielded {
            self.people.insert(person.person);
        }
        let hidden = |stay: &&AddressRecord| {
            is_confidential(stay) || (is_shielded && has_not_ended(stay, today))
        };
        let keys = stays().filter(hidden).filter_map(|stay| stay.address.key());
        self.places.extend(keys);
    }

    /// Whether this stay of this person must leave no trace.
    pub(crate) fn hides(&self, person: PersonId, stay: &AddressRecord) -> bool {
        let is_hidden_place = stay
            .address
            .key()
            .is_some_and(|key| self.places.contains(&key));
        self.people.contains(&person) || is_confidential(stay) || is_hidden_place
    }

    /// Whether the person has a hidden home now, or had one before; nothing where neither.
    pub(crate) fn hidden_home_of(&self, person: &PersonClaims, today: Date) -> Option<Standing> {
        if self.people.contains(&person.person) {
            return Some(Standing::Now);
        }
        person
            .addresses
            .iter()
            .map(|claim| &claim.value)
            .filter(|stay| self.hides(person.person, stay))
            .map(|stay| match has_not_ended(stay, today) {
                true => Standing::Now,
                false => Standing::Before,
            })
            .min()
    }
}

fn is_confidential(stay: &AddressRecord) -> bool {
    stay.address.is_confidential || stay.address.kind == AddressKind::Refuge
}

fn has_not_ended(stay: &AddressRecord, today: Date) -> bool {
    stay.span.to().is_none_or(|end| end > today)
}
