//! Who belongs to a family, as far as one worker may know: hop by hop through what their permit
//! opens of relationships and homes.
//!
//! Invariants
//! - A relationship or stay of a source that the permit does not open leads nowhere; a
//!   confidential stay counts whoever says so, because it can only hide.
//! - Whoever is as if absent leads nowhere and is counted nowhere.
//! - Whoever has a hidden home is found through their recorded kin, and never through a home.

use crate::{At, Kith, OperationError, Sitting};
use family::RelationshipClaim;
use family::network::{Frontier, RelationshipEdge, Stay, frontier, reach, withheld_places};
use governance::MemberPermit;
use std::collections::BTreeSet;
use store::{FamilyReader, StaySaid};
use vocabulary::{AddressKey, Category, Date, Level, PersonId};

/// The members of a family and the relationships that may be shown.
pub(crate) struct PermittedMembers {
    /// The people, the child first.
    pub(crate) people: Vec<PersonId>,
    /// Who of them is recorded as related to whom.
    pub(crate) relationships: Vec<RelationshipClaim>,
    /// Places that nobody's record may give away.
    pub(crate) withheld: BTreeSet<AddressKey>,
}

/// Whose family is walked, for whom, under which permit.
pub(crate) struct Around<'a> {
    pub(crate) kith: &'a Kith,
    pub(crate) sitting: &'a Sitting,
    /// What may be shown of the child.
    pub(crate) permit: &'a MemberPermit,
    pub(crate) at: At,
}

/// What the walk has found so far.
#[derive(Default)]
struct Walk {
    claims: Vec<RelationshipClaim>,
    edges: Vec<RelationshipEdge>,
    stays: Vec<Stay>,
    asked: Frontier,
}

impl Around<'_> {
    /// Hop by hop: what the child's permit opens of who is related, and who lives where.
    pub(crate) async fn permitted_members(
        &self,
        reader: &mut FamilyReader,
        child: PersonId,
    ) -> Result<PermittedMembers, OperationError> {
        let today = self.at.today();
        let mut walk = Walk::default();
        loop {
            let next = frontier(child, &walk.edges, &walk.stays, today, &walk.asked);
            if next.is_empty() {
                break;
            }
            self.step(reader, &mut walk, next).await?;
        }
        let members: Vec<PersonId> = reach(child, &walk.edges, &walk.stays, today)
            .into_iter()
            .map(|member| member.person)
            .collect();
        walk.claims
            .retain(|claim| members.contains(&claim.person) && members.contains(&claim.other));
        Ok(PermittedMembers {
            people: members,
            relationships: walk.claims,
            withheld: withheld_places(&walk.stays, today),
        })
    }

    /// Reads what the next people and places lead to.
    async fn step(
        &self,
        reader: &mut FamilyReader,
        walk: &mut Walk,
        next: Frontier,
    ) -> Result<(), OperationError> {
        let people: Vec<PersonId> = next.relationships_of.iter().copied().collect();
        let mut claims = reader.relationships(&people).await?;
        claims.retain(|claim| self.may_show(claim));
        let people: Vec<PersonId> = next.stays_of.iter().copied().collect();
        let mut said = reader.stays(&people).await?;
        let places: Vec<AddressKey> = next.stays_at.iter().cloned().collect();
        said.extend(reader.occupants(&places).await?);
        self.hide(reader, &mut claims, &mut said).await?;
        // A confidential stay counts whoever says so: it can only hide, never show.
        said.retain(|said| said.stay.is_withheld || self.may_tell(said));
        walk.claims.extend(claims);
        walk.stays.extend(said.into_iter().map(|said| said.stay));
        walk.asked.add(next);
        withhold_the_hidden(&mut walk.stays, self.at.today());
        walk.edges = walk.claims.iter().map(edge).collect();
        walk.edges.sort();
        walk.edges.dedup();
        Ok(())
    }

    /// Takes out whoever is as if absent, and withholds the homes that restrictions hide.
    async fn hide(
        &self,
        reader: &mut FamilyReader,
        claims: &mut Vec<RelationshipClaim>,
        said: &mut Vec<StaySaid>,
    ) -> Result<(), OperationError> {
        let people: BTreeSet<PersonId> = claims
            .iter()
            .flat_map(|claim| [claim.person, claim.other])
            .chain(said.iter().map(|said| said.stay.person))
            .collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let standings = self.kith.standings(self.sitting, &people, self.at).await?;
        let places: BTreeSet<AddressKey> =
            said.iter().map(|said| said.stay.address.clone()).collect();
        let places: Vec<AddressKey> = places.into_iter().collect();
        let hidden = reader.hidden_places(&places, self.at.today()).await?;
        for said in said.iter_mut() {
            said.stay.is_withheld |= hidden.contains(&said.stay.address)
                || standings.of(said.stay.person).place_is_hidden;
        }
        let is_absent = |person: PersonId| standings.of(person).is_as_if_absent;
        // The home of somebody absent is withheld too, where that hides it from others.
        said.retain(|said| said.stay.is_withheld || !is_absent(said.stay.person));
        claims.retain(|claim| !is_absent(claim.person) && !is_absent(claim.other));
        Ok(())
    }

    fn may_show(&self, claim: &RelationshipClaim) -> bool {
        self.permit
            .level(&claim.provenance.source, Category::Relationships)
            >= Level::Involved
    }

    fn may_tell(&self, said: &StaySaid) -> bool {
        self.permit.level(&said.source, Category::Location) >= Level::Involved
    }
}

fn edge(claim: &RelationshipClaim) -> RelationshipEdge {
    let (person, kind, other, span) = (claim.person, claim.kind, claim.other, claim.span);
    RelationshipEdge {
        person,
        kind,
        other,
        span,
    }
}

/// Somebody with a confidential address today is found through none of their addresses.
fn withhold_the_hidden(stays: &mut Vec<Stay>, today: Date) {
    let hidden: BTreeSet<PersonId> = stays
        .iter()
        .filter(|stay| stay.is_withheld && stay.span.to().is_none_or(|end| end > today))
        .map(|stay| stay.person)
        .collect();
    for stay in stays.iter_mut() {
        stay.is_withheld |= hidden.contains(&stay.person);
    }
    stays.sort();
    stays.dedup();
}
