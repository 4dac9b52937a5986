//! Turns claims into the family that a worker sees.
//!
//! The one door of this crate: everything is decided from the claims, the sources and the day.
//! Invariant: the order of the claims never changes the family.

use crate::details::ShownInvolvement;
use crate::network::{RelationshipEdge, Stay, reach_all};
use crate::shielding::Shielding;
use crate::source_order::SourceOrder;
use crate::{
    Cell, Contact, Disagreement, FamilyClaims, GridRow, Household, InvolvementClaim, LocalTime,
    Member, OtherPlace, PersonClaims, SearchOutcome, SearchedLine, Sentence, Source, Standing,
    contacts, disagreements, grid, homes, members, searched, summary,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{AddressKey, PersonId, Service, SourceId};

/// The family of one child, as one worker may see it on one day.
#[derive(Clone, PartialEq, Eq)]
pub struct Family {
    /// The child who was looked up.
    pub child: PersonId,
    /// The day of the look.
    pub today: Date,
    /// The members in the order of the page.
    pub members: Vec<Member>,
    /// The columns of the grid.
    pub sources: Vec<Source>,
    /// One row for each member, in the same order.
    pub grid: Vec<GridRow>,
    /// Whom to ring, the child's current services first.
    pub contacts: Vec<Contact>,
    /// The homes, the child's first.
    pub homes: Vec<Household>,
    /// Places that make no household.
    pub other_places: Vec<OtherPlace>,
    /// Where sources disagree.
    pub disagreements: Vec<Disagreement>,
    /// The family in a few sentences.
    pub summary: Vec<Sentence>,
    /// What was searched: one line for each column.
    pub searched: Vec<SearchedLine>,
    pub(crate) shown: Vec<ShownInvolvement>,
}

/// Draws the family, where every confidential address is among the claims.
#[must_use]
pub fn assemble(claims: FamilyClaims, now: LocalTime) -> Family {
    assemble_around(claims, BTreeSet::new(), now)
}

/// Draws the family around places that must leave no trace, although their confidential stays
/// are not among the claims: a permit keeps those back, but a newcomer's own open record may
/// name the same place. [`crate::network::withheld_places`] gives them from the stays.
#[must_use]
pub fn assemble_around(
    claims: FamilyClaims,
    withheld_places: BTreeSet<AddressKey>,
    now: LocalTime,
) -> Family {
    let claims = merged(claims);
    let today = now.today;
    let order = SourceOrder::new(&claims.sources);
    let shielding = Shielding::new(&claims.people, withheld_places, today);
    let members = page_members(&claims, &shielding, &order, today);
    let places: BTreeMap<PersonId, usize> = members
        .iter()
        .enumerate()
        .map(|(at, member)| (member.person, at))
        .collect();
    let mut people: Vec<&PersonClaims> = claims.people.iter().collect();
    people.sort_by_key(|person| places.get(&person.person).copied());
    let homes = homes::derive(claims.child, &people, &shielding, &order, today);
    let (grid, shown) = draw_grid(&claims, &members, today);
    let mut family = Family {
        child: claims.child,
        today,
        members,
        sources: claims.sources.clone(),
        grid,
        contacts: contacts::contacts(&shown, &claims.sources, &claims.directory, &places, now),
        homes: homes.households,
        other_places: homes.other_places,
        disagreements: disagreements::find(
            &people,
            &claims.relationships,
            &shielding,
            &order,
            today,
        ),
        summary: Vec::new(),
        searched: claims
            .sources
            .iter()
            .map(|source| searched::line(source, today))
            .collect(),
        shown,
    };
    family.summary = summary::summary(&family, &order);
    family
}

/// One entry for each person, one column for each source and service.
fn merged(mut claims: FamilyClaims) -> FamilyClaims {
    let mut people: BTreeMap<PersonId, PersonClaims> = BTreeMap::new();
    for person in claims.people {
        match people.get_mut(&person.person) {
            Some(known) => {
                known.identities.extend(person.identities);
                known.other_names.extend(person.other_names);
                known.addresses.extend(person.addresses);
                known.searched.extend(person.searched);
                known.is_location_withheld |= person.is_location_withheld;
            }
            None => {
                people.insert(person.person, person);
            }
        }
    }
    claims.people = people.into_values().collect();
    // The same involvement twice is one involvement, at the lower of the two levels.
    let key = |claim: &InvolvementClaim| (claim.id, claim.level, claim.provenance.clone());
    claims.involvements.sort_by_cached_key(key);
    claims.involvements.dedup_by_key(|claim| claim.id);
    let mut columns: BTreeSet<(SourceId, Service)> = BTreeSet::new();
    claims
        .sources
        .retain(|source| columns.insert((source.id.clone(), source.service)));
    let undescribed: BTreeSet<(SourceId, Service)> = claims
        .involvements
        .iter()
        .map(|claim| (claim.record.source.clone(), claim.record.service))
        .filter(|column| !columns.contains(column))
        .collect();
    for (source, service) in undescribed {
        claims.sources.push(Source::undescribed(&source, service));
    }
    claims
}

fn page_members(
    claims: &FamilyClaims,
    shielding: &Shielding,
    order: &SourceOrder<'_>,
    today: Date,
) -> Vec<Member> {
    let edges: Vec<RelationshipEdge> = claims
        .relationships
        .iter()
        .map(|claim| RelationshipEdge {
            person: claim.person,
            kind: claim.kind,
            other: claim.other,
            span: claim.span,
        })
        .collect();
    let stays = stays(&claims.people, shielding);
    let paths = reach_all(claims.child, &edges, &stays, today);
    let people: Vec<&PersonClaims> = claims.people.iter().collect();
    let described = members::describe(&people, &paths, &claims.relationships, order, today);
    let homes = homes::derive(claims.child, &people, shielding, order, today).households;
    let mut members: Vec<Member> = described
        .into_values()
        .map(|member| with_homes(member, claims.child, &homes))
        .collect();
    members.sort_by_cached_key(members::page_order);
    members
}

fn stays(people: &[PersonClaims], shielding: &Shielding) -> Vec<Stay> {
    let stay_of = |person: &PersonClaims| -> Vec<Stay> {
        person
            .addresses
            .iter()
            .filter_map(|claim| {
                let record = &claim.value;
                Some(Stay {
                    person: person.person,
                    address: record.address.key()?,
                    kind: record.address.kind,
                    span: record.span,
                    is_withheld: shielding.hides(person.person, record),
                })
            })
            .collect()
    };
    people.iter().flat_map(stay_of).collect()
}

fn with_homes(mut member: Member, child: PersonId, homes: &[Household]) -> Member {
    for home in homes {
        match home.standing_of(member.person) {
            Some(Standing::Now | Standing::NowSaysAnotherSource) => member.homes_now.push(home.id),
            Some(Standing::Before) => member.homes_before.push(home.id),
            None => {}
        }
    }
    if member.person != child {
        member.lives_with_child = homes::lives_with(child, member.person, homes);
    }
    member
}

fn draw_grid(
    claims: &FamilyClaims,
    members: &[Member],
    today: Date,
) -> (Vec<GridRow>, Vec<ShownInvolvement>) {
    let mut shown = Vec::new();
    let mut rows = Vec::new();
    for member in members {
        let person = member.person;
        let mut cells = Vec::new();
        for (column, source) in claims.sources.iter().enumerate() {
            let outcome = outcome(claims, person, source);
            let found: Vec<_> = claims
                .involvements
                .iter()
                .filter(|claim| claim.person == person)
                .filter(|claim| {
                    claim.record.source == source.id && claim.record.service == source.service
                })
                .collect();
            let (cell, judged) = grid::decide(&member.life, source, outcome, &found, today);
            shown.extend(judged.into_iter().map(|one| ShownInvolvement {
                claim: one.claim.clone(),
                state: one.state,
                column,
            }));
            cells.push(cell);
        }
        rows.push(GridRow { person, cells });
    }
    (rows, shown)
}

/// How the search ended; of several answers the one that shows least.
fn outcome<'a>(
    claims: &'a FamilyClaims,
    person: PersonId,
    source: &Source,
) -> Option<&'a SearchOutcome> {
    let claims_of = claims.people.iter().find(|p| p.person == person)?;
    claims_of
        .searched
        .iter()
        .filter(|searched| searched.source == source.id && searched.service == source.service)
        .map(|searched| &searched.outcome)
        .max()
}

impl Family {
    /// The child as a member; nothing when the child's own claims were not opened.
    #[must_use]
    pub fn child_member(&self) -> Option<&Member> {
        self.member(self.child)
    }

    /// One member.
    #[must_use]
    pub fn member(&self, person: PersonId) -> Option<&Member> {
        self.members.iter().find(|member| member.person == person)
    }

    /// One home.
    #[must_use]
    pub fn home(&self, id: vocabulary::HouseholdId) -> Option<&Household> {
        self.homes.iter().find(|home| home.id == id)
    }

    /// The cell of one member and one column.
    #[must_use]
    pub fn cell(&self, person: PersonId, source: &SourceId, service: Service) -> Option<&Cell> {
        let column = self
            .sources
            .iter()
            .position(|other| other.id == *source && other.service == service)?;
        let row = self.grid.iter().find(|row| row.person == person)?;
        row.cells.get(column)
    }

    /// A source's name on pages; its id where it is not described.
    #[must_use]
    pub fn source_name<'a>(&'a self, source: &'a SourceId) -> &'a str {
        let described = self.sources.iter().find(|other| other.id == *source);
        described.map_or(source.as_str(), |found| &found.name)
    }
}

sealed_debug!(Family);

#[cfg(test)]
mod tests;
