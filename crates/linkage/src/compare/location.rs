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
    let postcodes_may_agree = one.postcode.is_none()
        || other.postcode.is_none()
        || meet(one.district, other.district);
    meet(one.home, other.home)
        || meet(one.door, other.door)
        || (postcodes_may_agree && meet(one.street, other.street))
}

fn meet(one: Option<u64>, other: Option<u64>) -> bool {
    one.is_some() && one == other
}
