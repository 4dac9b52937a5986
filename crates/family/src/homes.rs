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
    let mut places: BTreeMap<AddressKey, Vec<(PersonId, &Claim<AddressRecord>)>> = BTreeMap::new();
    let mut other_places = Vec::new();
    let mut withheld = Vec::new();
    for person in people {
        if let Some(standing) = shielding.hidden_home_of(person, today) {
            withheld.push(withheld_home(child, person.person, standing));
        }
        for claim in order.sorted(&person.addresses) {
            if shielding.hides(person.person, &claim.value) {
                continue;
            }
            let home = claim.value.address.key();
            match home.filter(|_| claim.value.address.kind.makes_a_household()) {
                Some(key) => places.entry(key).or_default().push((person.person, claim)),
                None => other_places.push(other_place(person.person, claim)),
            }
        }
    }
    let chosen = chosen_homes(&places, order, today);
    let mut households: Vec<Household> = places
        .iter()
        .map(|(key, claims)| household(child, key, claims, &chosen, order, today))
        .collect();
    households.extend(withheld);
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
    places: &'p BTreeMap<AddressKey, Vec<(PersonId, &Claim<AddressRecord>)>>,
    order: &SourceOrder<'_>,
    today: Date,
) -> BTreeSet<(PersonId, &'p AddressKey)> {
    let current = || {
        places.iter().flat_map(|(key, claims)| {
            claims
                .iter()
                .filter(|(_, claim)| claim.value.span.contains(today))
                .map(move |(person, claim)| {
                    let rank = order.source_rank(&claim.provenance.source);
                    (*person, (rank, claim.provenance.source.clone()), key)
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
    claims: &[(PersonId, &Claim<AddressRecord>)],
    chosen: &BTreeSet<(PersonId, &AddressKey)>,
    order: &SourceOrder<'_>,
    today: Date,
) -> Household {
    let mut sorted = claims.to_vec();
    sorted.sort_by_cached_key(|(person, claim)| {
        let stay = &claim.value;
        let rank = order.rank(&claim.provenance);
        (*person, rank, stay.address.clone(), stay.span)
    });
    let mut members: Vec<HomeMember> = Vec::new();
    for (person, claim) in &sorted {
        let stayed = Stayed {
            span: claim.value.span,
            provenance: claim.provenance.clone(),
        };
        let standing = match claim.value.span.contains(today) {
            true if chosen.contains(&(*person, key)) => Standing::Now,
            true => Standing::NowSaysAnotherSource,
            false => Standing::Before,
        };
        match members.last_mut().filter(|known| known.person == *person) {
            Some(known) => {
                known.standing = known.standing.min(standing);
                known.stays.push(stayed);
            }
            None => members.push(HomeMember {
                person: *person,
                standing,
                stays: vec![stayed],
            }),
        }
    }
    let shown = sorted
        .iter()
        .min_by_key(|(_, claim)| (order.rank(&claim.provenance), claim.value.address.clone()))
        .map(|(_, claim)| claim.value.address.clone());
    Household {
        id: derived_id(child, key.reveal()),
        address: shown.map_or(HomeAddress::Withheld, HomeAddress::Shown),
        is_current: members.iter().any(|m| m.standing != Standing::Before),
        members,
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
