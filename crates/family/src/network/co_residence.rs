//! Who else lives at the child's homes now, or left them within twelve months.
//!
//! It finds the lodger and the new partner whom nobody recorded. Invariant: it never crosses a
//! hostel, refuge, school, care home or office, a withheld address, or one full of strangers.

use super::{How, Stay, still_belongs_since, still_current};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{AddressKey, AddressKind, PersonId};

/// An address with more unrelated occupants than this is not a household.
pub const CROWD: usize = 15;

/// The addresses at which the child has a household today.
pub(crate) fn homes_of(child: PersonId, stays: &[Stay], today: Date) -> BTreeSet<&AddressKey> {
    let tainted = tainted(stays, today);
    stays
        .iter()
        .filter(|stay| stay.person == child && stay.span.contains(today) && !stay.is_withheld)
        .filter(|stay| stay.kind.makes_a_household() && !tainted.contains(&stay.address))
        .map(|stay| &stay.address)
        .collect()
}

/// The places where a withheld stay has not ended: nobody may be shown to live there.
#[must_use]
pub fn withheld_places(stays: &[Stay], today: Date) -> BTreeSet<AddressKey> {
    stays
        .iter()
        .filter(|stay| stay.is_withheld && still_current(&stay.span, today))
        .map(|stay| stay.address.clone())
        .collect()
}

/// The people at the child's homes who overlap with the child there.
pub(crate) fn occupants(
    child: PersonId,
    stays: &[Stay],
    relatives: &BTreeMap<PersonId, How>,
    today: Date,
) -> BTreeMap<PersonId, How> {
    let mut found = BTreeMap::new();
    for home in homes_of(child, stays, today) {
        let here: Vec<&Stay> = stays
            .iter()
            .filter(|stay| stay.address == *home && stay.kind.makes_a_household())
            .filter(|stay| !stay.is_withheld)
            .collect();
        let others = || {
            here.iter()
                .filter(|stay| stay.person != child && !relatives.contains_key(&stay.person))
        };
        let crowd: BTreeSet<PersonId> = others()
            .filter(|stay| stay.span.contains(today))
            .map(|stay| stay.person)
            .collect();
        if crowd.len() > CROWD {
            continue;
        }
        for stay in others().filter(|stay| meets_child(child, &here, stay)) {
            if let Some(how) = belongs(stay, today) {
                let known = found.entry(stay.person).or_insert_with(|| how.clone());
                *known = later(known.clone(), how);
            }
        }
    }
    found
}

/// Addresses where a withheld stay has not ended, or that any source marks as no household.
fn tainted(stays: &[Stay], today: Date) -> BTreeSet<&AddressKey> {
    let is_no_home = |kind: AddressKind| match kind {
        AddressKind::Home
        | AddressKind::Placement
        | AddressKind::Correspondence
        | AddressKind::NoFixedAbode => false,
        AddressKind::Hostel
        | AddressKind::Refuge
        | AddressKind::School
        | AddressKind::Institution
        | AddressKind::Office => true,
    };
    stays
        .iter()
        .filter(|stay| {
            let is_hidden_now = stay.is_withheld && still_current(&stay.span, today);
            is_hidden_now || is_no_home(stay.kind)
        })
        .map(|stay| &stay.address)
        .collect()
}

fn meets_child(child: PersonId, here: &[&Stay], stay: &Stay) -> bool {
    here.iter()
        .any(|other| other.person == child && other.span.overlaps(&stay.span))
}

fn belongs(stay: &Stay, today: Date) -> Option<How> {
    if stay.span.contains(today) {
        return Some(How::SameAddress);
    }
    let last_day = stay.span.last_day()?;
    let is_recent = last_day < today && last_day >= still_belongs_since(today);
    is_recent.then_some(How::LeftTheAddress { last_day })
}

/// Of two stays of one person, the one that says they live there now, else the later end.
fn later(one: How, other: How) -> How {
    match (&one, &other) {
        (How::LeftTheAddress { .. }, How::SameAddress) => other,
        (How::LeftTheAddress { last_day: first }, How::LeftTheAddress { last_day: second })
            if second > first =>
        {
            other
        }
        _ => one,
    }
}
