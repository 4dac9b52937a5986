//! F2: what a worker and whoever they looked at share without anybody having said so.
//!
//! Pure. Invariant: a confidential address is near to nothing, so that a flag tells nobody where
//! somebody is.

use audit::flags::Nearness;
use std::collections::BTreeSet;
use store::SourcePerson;
use vocabulary::{Address, AddressKey, Date, DateSpan};

/// Houses of one street that are so many numbers apart are neighbours.
const NUMBERS_APART: u32 = 10;

/// What the records of a worker and of somebody else share; nothing when they share nothing.
pub(crate) fn nearness(
    own: &[SourcePerson],
    other: &[SourcePerson],
    today: Date,
) -> Option<Nearness> {
    let (lived, stays) = (homes(own), homes(other));
    let is_over = |span: &DateSpan| span.to().is_some_and(|end| end <= today);
    let former: BTreeSet<AddressKey> = lived
        .iter()
        .filter(|(_, span)| is_over(span))
        .filter_map(|(address, _)| address.key())
        .collect();
    let is_former = |address: &Address| address.key().is_some_and(|key| former.contains(&key));
    if stays.iter().any(|(address, _)| is_former(address)) {
        return Some(Nearness::FormerAddress);
    }
    let pairs = || {
        let now = |one: &&(&Address, &DateSpan)| !is_over(one.1);
        let now_there: Vec<&Address> = stays.iter().filter(now).map(|one| one.0).collect();
        let here = lived.iter().filter(now).map(|one| one.0);
        here.flat_map(move |a| now_there.clone().into_iter().map(move |b| (a, b)))
    };
    if pairs().any(|(a, b)| are_neighbours(a, b)) {
        return Some(Nearness::Neighbour);
    }
    let share_a_sector = pairs().any(|(a, b)| sector(a).is_some() && sector(a) == sector(b));
    let share_a_name = !family_names(own).is_disjoint(&family_names(other));
    (share_a_sector && share_a_name).then_some(Nearness::NameAndSector)
}

/// Where somebody lives or lived, as far as it may be known.
fn homes(records: &[SourcePerson]) -> Vec<(&Address, &DateSpan)> {
    let all = records.iter().flat_map(|record| &record.addresses);
    all.map(|(address, span)| (address, span))
        .filter(|(address, _)| address.kind.makes_a_household() && !address.is_confidential)
        .collect()
}

fn family_names(records: &[SourcePerson]) -> BTreeSet<String> {
    let names = records.iter().flat_map(|record| &record.names);
    let family = names.filter_map(|name| name.family.as_ref());
    family.map(|name| name.reveal().to_lowercase()).collect()
}

/// The postcode up to the first figure of its second half, as in `M1 2`.
fn sector(address: &Address) -> Option<String> {
    let postcode = address.postcode.as_ref().filter(|code| !code.is_pseudo())?;
    let inward = postcode.reveal().split(' ').nth(1)?;
    Some(format!("{} {}", postcode.outward(), inward.chars().next()?))
}

fn are_neighbours(a: &Address, b: &Address) -> bool {
    let outward = |address: &Address| {
        let postcode = address.postcode.as_ref()?;
        Some(postcode.outward().to_owned())
    };
    let (Some(one), Some(other)) = (street(a), street(b)) else {
        return false;
    };
    let is_one_street = one.1 == other.1 && outward(a).is_some() && outward(a) == outward(b);
    is_one_street && one.0 != other.0 && one.0.abs_diff(other.0) <= NUMBERS_APART
}

/// The number of the house and the street of a first line such as `14 Mill Lane`.
fn street(address: &Address) -> Option<(u32, String)> {
    let line = address.first_line()?;
    let (number, street) = line.trim().split_once(' ')?;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let street = street.trim().to_lowercase();
    Some((digits.parse().ok()?, street)).filter(|(_, street)| !street.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::{
        AddressKind, NameText, NameUse, PersonKey, PersonName, PersonalText, Postcode, RecordId,
        SourceId,
    };

    const TODAY: Date = Date::constant(2026, 11, 23);

    fn address(line: &str, postcode: &str) -> Address {
        Address {
            line: PersonalText::parse(line).ok(),
            postcode: Postcode::parse(postcode).ok(),
            uprn: None,
            kind: AddressKind::Home,
            is_confidential: false,
        }
    }

    fn somebody(family: &str, stays: &[(Address, Option<Date>)]) -> Vec<SourcePerson> {
        let name = PersonName {
            usage: NameUse::Usual,
            given: NameText::parse("Robin").ok(),
            middle: None,
            family: NameText::parse(family).ok(),
        };
        let stays = stays.iter().map(|(address, end)| {
            let from = Some(Date::constant(2015, 1, 1));
            (address.clone(), DateSpan::new(from, *end).unwrap())
        });
        let (id, source) = (
            RecordId::new(uuid::Uuid::nil()),
            SourceId::parse("housing").unwrap(),
        );
        vec![SourcePerson {
            names: vec![name],
            addresses: stays.collect(),
            ..SourcePerson::new(id, source, PersonKey::parse("1").unwrap())
        }]
    }

    #[test]
    fn a_neighbour_a_namesake_nearby_and_an_old_home_are_near_and_others_are_not() {
        let ended = Some(Date::constant(2020, 1, 1));
        let old_home = address("3 Kiln Row", "QX6 4ZZ");
        let own = somebody(
            "Ashgrove",
            &[
                (address("14 Mill Lane", "QX6 1BD"), None),
                (old_home.clone(), ended),
            ],
        );
        let near = |family, line, postcode| {
            let other = somebody(family, &[(address(line, postcode), None)]);
            nearness(&own, &other, TODAY)
        };
        assert_eq!(
            near("Dunnock", "18a Mill Lane", "QX6 1BD"),
            Some(Nearness::Neighbour)
        );
        assert_eq!(
            near("Dunnock", "24 Mill Lane", "QX6 1BE"),
            Some(Nearness::Neighbour)
        );
        assert_eq!(near("Dunnock", "25 Mill Lane", "QX6 1BD"), None);
        assert_eq!(
            near("Dunnock", "18 Mill Lane", "QY9 1BD"),
            None,
            "another town's lane"
        );
        assert_eq!(near("Dunnock", "18 Mill Street", "QX6 1BD"), None);
        assert_eq!(
            near("ashgrove", "1 Far Street", "QX6 1ZZ"),
            Some(Nearness::NameAndSector)
        );
        assert_eq!(near("Ashgrove", "1 Far Street", "QX6 2ZZ"), None);
        assert_eq!(
            near("Dunnock", "3 Kiln Row", "QX6 4ZZ"),
            Some(Nearness::FormerAddress)
        );
        assert_eq!(
            near("Dunnock", "5 Kiln Row", "QX6 4ZZ"),
            None,
            "left years ago"
        );
    }

    #[test]
    fn a_confidential_address_is_near_to_nothing() {
        let own = somebody("Ashgrove", &[(address("14 Mill Lane", "QX6 1BD"), None)]);
        let hidden = Address {
            is_confidential: true,
            ..address("18 Mill Lane", "QX6 1BD")
        };
        let other = somebody("Ashgrove", &[(hidden, None)]);
        assert_eq!(nearness(&own, &other, TODAY), None);
    }
}
