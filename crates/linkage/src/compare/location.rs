//! Compares where two records say a person lives or has lived.
//!
//! The whole history counts: a family that moved still shares its former address.
//! Invariant: one comparison for address, postcode and district, so that one fact counts once.

use super::levels::Location;
use crate::place::{Place, PlaceFacts};
use crate::similarity::likeness;
use std::sync::Arc;

/// Likeness from which two street names with one house number are one street.
const ALIKE: f64 = 0.85;

/// The best level over all pairs of places.
pub(super) fn location(a: &[Place], b: &[Place]) -> Location {
    let mut best = Location::Missing;
    for one in a {
        for other in b {
            best = best.max(two_places(one, other));
        }
    }
    best
}

fn two_places(one: &Place, other: &Place) -> Location {
    let (x, y) = (&one.facts, &other.facts);
    if Arc::ptr_eq(x, y) && x.home.is_some() || is_one_home(x, y) {
        return if one.is_present && other.is_present {
            Location::PresentAddress
        } else {
            Location::FormerAddress
        };
    }
    if is_one_home_misspelt(x, y) {
        Location::AlikeAddress
    } else if meet(x.postcode, y.postcode) {
        Location::SamePostcode
    } else if meet(x.district, y.district) {
        Location::SameDistrict
    } else {
        Location::Different
    }
}

/// One property number or folded address; the same numbers in one postcode; or the same number
/// and street where postcodes are near or one is missing.
fn is_one_home(one: &PlaceFacts, other: &PlaceFacts) -> bool {
    meet(one.home, other.home)
        || meet(one.door, other.door)
        || (postcodes_may_agree(one, other) && meet(one.street, other.street))
}

/// The same number in a street that is written a little differently.
fn is_one_home_misspelt(one: &PlaceFacts, other: &PlaceFacts) -> bool {
    meet(one.numbers, other.numbers)
        && postcodes_may_agree(one, other)
        && !one.words.is_empty()
        && likeness(&one.words, &other.words) >= ALIKE
}

fn postcodes_may_agree(one: &PlaceFacts, other: &PlaceFacts) -> bool {
    one.postcode.is_none() || other.postcode.is_none() || meet(one.district, other.district)
}

fn meet(one: Option<u64>, other: Option<u64>) -> bool {
    one.is_some() && one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Person, person};

    fn level(one: &Person, other: &Person) -> Location {
        location(&one.record(1).places, &other.record(2).places)
    }

    fn at(line: &str, postcode: &str) -> Person {
        person("Lena", "Hart", "").at(line, postcode)
    }

    #[test]
    fn an_address_is_known_again_through_spelling_and_moves() {
        let here = at("14 Harrow Street, Eastmere", "QX1 4AB");
        for (other, expected) in [
            (at("14 Harrow St", "QX1 4AB"), Location::PresentAddress),
            (at("14 Harow Street", "QX1 4AB"), Location::PresentAddress),
            (
                at("14 Harrow Street, Eastmere", "QX1 4AD"),
                Location::PresentAddress,
            ),
            (
                at("3 Mill Lane", "QX7 1AA").at("14 Harrow Street", "QX1 4AB"),
                Location::FormerAddress,
            ),
            (at("16 Harrow Street", "QX1 4AB"), Location::SamePostcode),
            (at("3 Mill Lane", "QX1 9AA"), Location::SameDistrict),
            (at("3 Mill Lane", "QX7 1AA"), Location::Different),
            (person("Lena", "Hart", ""), Location::Missing),
            (at("no fixed abode", "QX1 4AB"), Location::Missing),
        ] {
            assert_eq!(level(&here, &other), expected);
            assert_eq!(level(&other, &here), expected);
        }
        assert_eq!(level(&here, &here), Location::PresentAddress);
    }
}
