//! Where the family lives and lived: each home with its people, each stay with who says so.
//!
//! INVARIANT: a home that is not shown says who it belongs to and nothing else.

use askama::Template;
use family::{
    Family, HomeAddress, HomeMember, Household, Member, OtherPlace, Standing, Stayed, dates,
};
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

/// One person of a home, in one line: since when and who says so.
struct Resident {
    name: String,
    standing: Option<&'static str>,
    stays: String,
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
            people: in_page_order(family, &home.members)
                .into_iter()
                .map(|member| Resident::new(family, member, home.is_current))
                .collect(),
        }
    }
}

/// The child first, then as on the rest of the page.
fn in_page_order<'a>(family: &Family, members: &'a [HomeMember]) -> Vec<&'a HomeMember> {
    let place = |one: &HomeMember| {
        let is_it = |member: &Member| member.person == one.person;
        family.members.iter().position(is_it)
    };
    let mut sorted: Vec<&HomeMember> = members.iter().collect();
    sorted.sort_by_key(|one| (place(one).is_none(), place(one)));
    sorted
}

impl Resident {
    fn new(family: &Family, member: &HomeMember, is_home_now: bool) -> Self {
        Self {
            name: name_by_id(family, member.person),
            standing: match member.standing {
                Standing::Now => None,
                Standing::NowSaysAnotherSource => Some("may live here, sources disagree"),
                Standing::Before => is_home_now.then_some("lived here before"),
            },
            stays: stays_in_words(family, &member.stays),
        }
    }
}

/// "since 3 May 2020 (Housing, School census); also without dates: Police".
fn stays_in_words(family: &Family, stays: &[Stayed]) -> String {
    let mut dated: Vec<(String, Vec<&str>)> = Vec::new();
    let mut undated: Vec<&str> = Vec::new();
    for stay in stays {
        let source = family.source_name(&stay.provenance.source);
        let sources = match span_in_words(stay.span) {
            None => &mut undated,
            Some(span) => {
                let known = dated.iter().position(|(other, _)| *other == span);
                let at = known.unwrap_or_else(|| {
                    dated.push((span, Vec::new()));
                    dated.len() - 1
                });
                &mut dated[at].1
            }
        };
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let with_dates = dated
        .iter()
        .map(|(span, said)| format!("{span} ({})", said.join(", ")));
    let mut parts: Vec<String> = with_dates.collect();
    match (parts.is_empty(), undated.is_empty()) {
        (_, true) => {}
        (true, false) => parts.push(format!("dates not recorded ({})", undated.join(", "))),
        (false, false) => parts.push(format!("also without dates: {}", undated.join(", "))),
    }
    parts.join("; ")
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
    let when = span_in_words(span).unwrap_or_else(|| "dates not recorded".to_owned());
    format!("{when}, says {source}")
}

/// "since 3 May 2020"; nothing where neither day is recorded.
fn span_in_words(span: DateSpan) -> Option<String> {
    match (span.from(), span.last_day()) {
        (Some(from), Some(last)) => Some(format!("{} to {}", dates::long(from), dates::long(last))),
        (Some(from), None) => Some(format!("since {}", dates::long(from))),
        (None, Some(last)) => Some(format!("until {}", dates::long(last))),
        (None, None) => None,
    }
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
