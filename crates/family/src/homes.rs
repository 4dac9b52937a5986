//! Homes with their people by date, from dated addresses of kinds that make a household.
//!
//! Two homes of one child stand side by side; what sources say differently stays visible.
//! Invariant: a withheld home has one person and nothing else: no dates, no source, no sharing.

use crate::shielding::Shielding;
use crate::source_order::SourceOrder;
use crate::{Claim, PersonClaims};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{
    Address, AddressKey, AddressKind, AddressRecord, DateSpan, HouseholdId, PersonId, Provenance,
};

/// One home with its people.
#[derive(Clone, PartialEq, Eq)]
pub struct Household {
    /// Derived from the child and the place: the same claims give the same id.
    pub id: HouseholdId,
    /// Where it is.
    pub address: HomeAddress,
    /// Who lives or lived there.
    pub members: Vec<HomeMember>,
    /// Some source says that somebody of the family lives there today.
    pub is_current: bool,
}

/// Where a home is.
#[derive(Clone, PartialEq, Eq)]
pub enum HomeAddress {
    /// May be shown.
    Shown(Address),
    /// Must not be shown.
    Withheld,
}

/// One person of a home.
#[derive(Clone, PartialEq, Eq)]
pub struct HomeMember {
    /// Who.
    pub person: PersonId,
    /// Now, or before, or now only by another source than the one that is shown.
    pub standing: Standing,
    /// The stays that sources record, the most trusted source first; none where withheld.
    pub stays: Vec<Stayed>,
}

/// One recorded stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stayed {
    /// When.
    pub span: DateSpan,
    /// Who says so.
    pub provenance: Provenance,
}

/// Whether somebody lives at a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Lives there, says the source with the newest data.
    Now,
    /// A source says so, but the source with the newest data names another home.
    NowSaysAnotherSource,
    /// Lived there before.
    Before,
}

/// A place that makes no household: a hostel, a school, a postal address, no fixed abode.
#[derive(Clone, PartialEq, Eq)]
pub struct OtherPlace {
    /// Who.
    pub person: PersonId,
    /// What kind of place.
    pub kind: AddressKind,
    /// The address.
    pub address: Address,
    /// When.
    pub span: DateSpan,
    /// Who says so.
    pub provenance: Provenance,
}

/// Whether a member lives with the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LivesWithChild {
    /// In all homes that either has.
    Yes,
    /// In some of them.
    PartOfTheTime,
    /// Homes are known, and none is shared.
    No,
    /// No home is known or may be shown, or sources disagree about it.
    NotKnown,
}

/// One stay that may be shown, and whether its person is there today.
#[derive(Clone, Copy)]
struct Seen<'a> {
    person: PersonId,
    claim: &'a Claim<AddressRecord>,
    is_there: bool,
}

/// The stays that may be shown, by place.
type Places<'a> = BTreeMap<AddressKey, Vec<Seen<'a>>>;

/// All homes of a family.
pub(crate) struct Homes {
    pub(crate) households: Vec<Household>,
    pub(crate) other_places: Vec<OtherPlace>,
}

/// Derives the homes.
pub(crate) fn derive(
    child: PersonId,
    people: &[&PersonClaims],
    shielding: &Shielding,
    order: &SourceOrder<'_>,
    today: Date,
) -> Homes {
    let mut places: Places<'_> = BTreeMap::new();
    let mut other_places = Vec::new();
    let mut withheld = Vec::new();
    for person in people {
        if let Some(standing) = shielding.hidden_home_of(person, today) {
            withheld.push(withheld_home(child, person.person, standing));
        }
        let has_died = person.identities.iter().any(|c| c.value.died_on.is_some());
        for claim in order.sorted(&person.addresses) {
            if shielding.hides(person.person, &claim.value) {
                continue;
            }
            let home = claim.value.address.key();
            match home.filter(|_| claim.value.address.kind.makes_a_household()) {
                Some(key) => places.entry(key).or_default().push(Seen {
                    person: person.person,
                    claim,
                    is_there: claim.value.span.contains(today) && !has_died,
                }),
                None => other_places.push(other_place(person.person, claim)),
            }
        }
    }
    let chosen = chosen_homes(&places, order);
    let mut households: Vec<Household> = places
        .iter()
        .map(|(key, seen)| household(child, key, seen, &chosen, order))
        .collect();
    households.extend(withheld);
    in_page_order(child, households, other_places, order)
}

fn in_page_order(
    child: PersonId,
    mut households: Vec<Household>,
    mut other_places: Vec<OtherPlace>,
    order: &SourceOrder<'_>,
) -> Homes {
    households.sort_by_cached_key(|home| {
        let is_childs = home.standing_of(child) == Some(Standing::Now);
        (!is_childs, !home.is_current, newest_start(home), home.id)
    });
    other_places.sort_by_cached_key(|place| {
        let rank = order.rank(&place.provenance);
        (place.person, rank, place.address.clone(), place.span)
    });
    Homes {
        households,
        other_places,
    }
}

/// For each person, the homes they have today by the source with the newest data.
fn chosen_homes<'p>(
    places: &'p Places<'_>,
    order: &SourceOrder<'_>,
) -> BTreeSet<(PersonId, &'p AddressKey)> {
    let current = || {
        places.iter().flat_map(|(key, seen)| {
            seen.iter().filter(|seen| seen.is_there).map(move |seen| {
                let source = &seen.claim.provenance.source;
                let rank = (order.source_rank(source), source.clone());
                (seen.person, rank, key)
            })
        })
    };
    let mut best = BTreeMap::new();
    for (person, rank, _) in current() {
        let known = best.entry(person).or_insert_with(|| rank.clone());
        *known = known.clone().min(rank);
    }
    current()
        .filter(|(person, rank, _)| best.get(person) == Some(rank))
        .map(|(person, _, key)| (person, key))
        .collect()
}

fn household(
    child: PersonId,
    key: &AddressKey,
    seen: &[Seen<'_>],
    chosen: &BTreeSet<(PersonId, &AddressKey)>,
    order: &SourceOrder<'_>,
) -> Household {
    let mut sorted = seen.to_vec();
    sorted.sort_by_cached_key(|seen| {
        let stay = &seen.claim.value;
        let rank = order.rank(&seen.claim.provenance);
        (seen.person, rank, stay.address.clone(), stay.span)
    });
    let mut members: Vec<HomeMember> = Vec::new();
    for seen in &sorted {
        let member = home_member(seen, chosen.contains(&(seen.person, key)));
        match members.last_mut().filter(|m| m.person == seen.person) {
            Some(known) => {
                known.standing = known.standing.min(member.standing);
                known.stays.extend(member.stays);
            }
            None => members.push(member),
        }
    }
    let shown = sorted
        .iter()
        .map(|seen| seen.claim)
        .min_by_key(|claim| (order.rank(&claim.provenance), claim.value.address.clone()))
        .map(|claim| claim.value.address.clone());
    Household {
        id: derived_id(child, key.reveal()),
        address: shown.map_or(HomeAddress::Withheld, HomeAddress::Shown),
        is_current: members.iter().any(|m| m.standing != Standing::Before),
        members,
    }
}

fn home_member(seen: &Seen<'_>, is_chosen: bool) -> HomeMember {
    HomeMember {
        person: seen.person,
        standing: match (seen.is_there, is_chosen) {
            (true, true) => Standing::Now,
            (true, false) => Standing::NowSaysAnotherSource,
            (false, _) => Standing::Before,
        },
        stays: vec![Stayed {
            span: seen.claim.value.span,
            provenance: seen.claim.provenance.clone(),
        }],
    }
}

fn withheld_home(child: PersonId, person: PersonId, standing: Standing) -> Household {
    Household {
        id: derived_id(child, &person.to_string()),
        address: HomeAddress::Withheld,
        members: vec![HomeMember {
            person,
            standing,
            stays: Vec::new(),
        }],
        is_current: standing == Standing::Now,
    }
}

fn other_place(person: PersonId, claim: &Claim<AddressRecord>) -> OtherPlace {
    OtherPlace {
        person,
        kind: claim.value.address.kind,
        address: claim.value.address.clone(),
        span: claim.value.span,
        provenance: claim.provenance.clone(),
    }
}

fn newest_start(home: &Household) -> std::cmp::Reverse<Option<Date>> {
    let starts = home.members.iter().flat_map(|member| &member.stays);
    std::cmp::Reverse(starts.filter_map(|stay| stay.span.from()).max())
}

/// Whether `member` lives with the child, from the homes that may be shown.
pub(crate) fn lives_with(
    child: PersonId,
    member: PersonId,
    households: &[Household],
) -> LivesWithChild {
    let homes = |person, worst: Standing| -> BTreeSet<HouseholdId> {
        households
            .iter()
            .filter(|home| !home.is_withheld())
            .filter(|home| home.standing_of(person).is_some_and(|s| s <= worst))
            .map(|home| home.id)
            .collect()
    };
    let is_withheld = households.iter().any(|home| {
        let has_it_now = |person| home.standing_of(person) == Some(Standing::Now);
        home.is_withheld() && (has_it_now(child) || has_it_now(member))
    });
    let (theirs, ours) = (homes(member, Standing::Now), homes(child, Standing::Now));
    let by_any = |person| homes(person, Standing::NowSaysAnotherSource);
    if theirs.is_empty() || ours.is_empty() {
        return LivesWithChild::NotKnown;
    }
    if theirs == ours && !is_withheld {
        return LivesWithChild::Yes;
    }
    if !theirs.is_disjoint(&ours) {
        return LivesWithChild::PartOfTheTime;
    }
    if is_withheld || !by_any(member).is_disjoint(&by_any(child)) {
        return LivesWithChild::NotKnown;
    }
    LivesWithChild::No
}

impl Household {
    /// Whether the person lives or lived here; nothing where they never did.
    #[must_use]
    pub fn standing_of(&self, person: PersonId) -> Option<Standing> {
        self.members
            .iter()
            .find(|member| member.person == person)
            .map(|member| member.standing)
    }

    /// Whether the address must not be shown.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        match self.address {
            HomeAddress::Withheld => true,
            HomeAddress::Shown(_) => false,
        }
    }
}

/// An id made from the child and a text: FNV-1a over 128 bits, marked as a version 8 UUID.
fn derived_id(child: PersonId, text: &str) -> HouseholdId {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in child.to_string().bytes().chain([b'|']).chain(text.bytes()) {
        hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
    }
    let marked = (hash & !(0xf << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let hex = format!("{marked:032x}");
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    HouseholdId::parse(&parts.join("-")).expect("32 hexadecimal digits in groups are an id")
}

sealed_debug!(Household, HomeAddress, HomeMember, OtherPlace);

#[cfg(test)]
mod tests;
