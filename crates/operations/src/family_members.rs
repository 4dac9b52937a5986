//! Who belongs to a family, as far as one worker may know: hop by hop through what their permit
//! opens of relationships and homes.
//!
//! Invariant: a relationship or stay of a source that the permit does not open leads nowhere; a
//! confidential stay counts whoever says so, because it can only hide.

use crate::OperationError;
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

/// Hop by hop: what the child's permit opens of who is related, and who lives where.
pub(crate) async fn permitted_members(
    reader: &mut FamilyReader,
    permit: &MemberPermit,
    child: PersonId,
    today: Date,
) -> Result<PermittedMembers, OperationError> {
    let mut claims: Vec<RelationshipClaim> = Vec::new();
    let mut edges: Vec<RelationshipEdge> = Vec::new();
    let mut stays: Vec<Stay> = Vec::new();
    let mut asked = Frontier::default();
    let may_show = |claim: &RelationshipClaim| {
        permit.level(&claim.provenance.source, Category::Relationships) >= Level::Involved
    };
    let may_tell =
        |said: &StaySaid| permit.level(&said.source, Category::Location) >= Level::Involved;
    loop {
        let next = frontier(child, &edges, &stays, today, &asked);
        if next.is_empty() {
            break;
        }
        let people: Vec<PersonId> = next.relationships_of.iter().copied().collect();
        claims.extend(
            reader
                .relationships(&people)
                .await?
                .into_iter()
                .filter(may_show),
        );
        let people: Vec<PersonId> = next.stays_of.iter().copied().collect();
        let mut said = reader.stays(&people).await?;
        let places: Vec<AddressKey> = next.stays_at.iter().cloned().collect();
        said.extend(reader.occupants(&places).await?);
        // A confidential stay counts whoever says so: it can only hide, never show.
        said.retain(|said| said.stay.is_withheld || may_tell(said));
        stays.extend(said.into_iter().map(|said| said.stay));
        asked.add(next);
        withhold_the_hidden(&mut stays, today);
        edges = claims.iter().map(edge).collect();
        edges.sort();
        edges.dedup();
    }
    let members: Vec<PersonId> = reach(child, &edges, &stays, today)
        .into_iter()
        .map(|member| member.person)
        .collect();
    claims.retain(|claim| members.contains(&claim.person) && members.contains(&claim.other));
    let withheld = withheld_places(&stays, today);
    Ok(PermittedMembers {
        people: members,
        relationships: claims,
        withheld,
    })
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
