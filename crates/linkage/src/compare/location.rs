//! Compares where two records say a person lives or has lived.
//!
//! The whole history counts: a family that moved still shares its former address.
//! Invariant: one comparison for address, postcode and district, so that one fact counts once.

use super::levels::Location;
use crate::record::Place;

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
    if is_one_home(one, other) {
        return if one.is_present && other.is_present {
            Location::PresentAddress
        } else {
            Location::FormerAddress
        };
    }
    if meet(one.postcode, other.postcode) {
        Location::SamePostcode
    } else if meet(one.district, other.district) {
        Location::SameDistrict
    } else {
        Location::Different
    }
}

/// One property number or folded address; the same numbers in one postcode; or the same number
/// and street where postcodes are near or one is missing.
fn is_one_home(one: &Place, other: &Place) -> bool {
    let postcodes_may_agree =
        one.postcode.is_none() || other.postcode.is_none() || meet(one.district, other.district);
    meet(one.home, other.home)
        || meet(one.door, other.door)
        || (postcodes_may_agree && meet(one.street, other.street))
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
