//! Where the family lives and lived: each home with its people, each stay with who says so.
//!
//! INVARIANT: a home that is not shown says who it belongs to and nothing else.

use askama::Template;
use family::{Family, HomeAddress, HomeMember, Household, OtherPlace, Standing, Stayed, dates};
use vocabulary::{Address, AddressKind, DateSpan, PersonalText, Postcode};

use super::child_family::name_by_id;

/// The section.
#[derive(Template)]
#[template(path = "pages/family_homes.html")]
pub(super) struct Homes {
    now: Vec<Home>,
    before: Vec<Home>,
    other_places: Vec<Place>,
}

/// One home.
struct Home {
    address: String,
    kind: Option<&'static str>,
    people: Vec<Resident>,
}

/// One person of a home.
struct Resident {
    name: String,
    standing: &'static str,
    stays: Vec<String>,
}

/// A place that is no home.
struct Place {
    name: String,
    kind: &'static str,
    address: String,
    stay: String,
}

impl Homes {
    pub(super) fn new(family: &Family) -> Self {
        let homes = |is_current: bool| {
            let chosen = family
                .homes
                .iter()
                .filter(|home| home.is_current == is_current);
            chosen.map(|home| Home::new(family, home)).collect()
        };
        let place = |place: &OtherPlace| Place {
            name: name_by_id(family, place.person),
            kind: kind_in_words(place.address.kind),
            address: address_in_words(&place.address),
            stay: stay_in_words(place.span, family.source_name(&place.provenance.source)),
        };
        Self {
            now: homes(true),
            before: homes(false),
            other_places: family.other_places.iter().map(place).collect(),
        }
    }
}

impl Home {
    fn new(family: &Family, home: &Household) -> Self {
        let (address, kind) = match &home.address {
            HomeAddress::Shown(address) => (address_in_words(address), Some(address.kind)),
            HomeAddress::Withheld => ("Address not shown".to_owned(), None),
        };
        Self {
            address,
            kind: kind
                .filter(|kind| *kind != AddressKind::Home)
                .map(kind_in_words),
            people: home
                .members
                .iter()
                .map(|member| Resident::new(family, member))
                .collect(),
        }
    }
}

impl Resident {
    fn new(family: &Family, member: &HomeMember) -> Self {
        let stay =
            |stay: &Stayed| stay_in_words(stay.span, family.source_name(&stay.provenance.source));
        Self {
            name: name_by_id(family, member.person),
            standing: match member.standing {
                Standing::Now => "lives here",
                Standing::NowSaysAnotherSource => "may live here: sources disagree",
                Standing::Before => "lived here",
            },
            stays: member.stays.iter().map(stay).collect(),
        }
    }
}

/// "14 Larch Row, ZZ1 1AA".
pub(super) fn address_in_words(address: &Address) -> String {
    let line = address.line.as_ref().map(PersonalText::reveal);
    let postcode = address.postcode.as_ref().map(Postcode::reveal);
    let parts: Vec<&str> = [line, postcode].into_iter().flatten().collect();
    if parts.is_empty() {
        "Address not recorded".to_owned()
    } else {
        parts.join(", ")
    }
}

/// "since 3 May 2020, says Housing".
fn stay_in_words(span: DateSpan, source: &str) -> String {
    let when = match (span.from(), span.last_day()) {
        (Some(from), Some(last)) => format!("{} to {}", dates::long(from), dates::long(last)),
        (Some(from), None) => format!("since {}", dates::long(from)),
        (None, Some(last)) => format!("until {}", dates::long(last)),
        (None, None) => "dates not recorded".to_owned(),
    };
    format!("{when}, says {source}")
}

const fn kind_in_words(kind: AddressKind) -> &'static str {
    match kind {
        AddressKind::Home => "home",
        AddressKind::Placement => "placement",
        AddressKind::Correspondence => "address for letters",
        AddressKind::Hostel => "hostel or temporary accommodation",
        AddressKind::Refuge => "refuge",
        AddressKind::School => "school",
        AddressKind::Institution => "institution",
        AddressKind::Office => "office",
        AddressKind::NoFixedAbode => "no fixed abode",
    }
}
