//! What the store must fetch next before the family can be drawn.
//!
//! One hop at a time, so that one family never pulls in the council. Invariant: nothing is asked
//! twice, and asking ends.

use super::bond::Bond;
use super::co_residence::homes_of;
use super::{How, RelationshipEdge, Stay, reach};
use jiff::civil::Date;
use std::collections::BTreeSet;
use vocabulary::{AddressKey, PersonId};

/// What is still needed, or what was already asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    /// Every recorded relationship that names one of these people on either side.
    pub relationships_of: BTreeSet<PersonId>,
    /// Every stay of these people.
    pub stays_of: BTreeSet<PersonId>,
    /// Every stay, of anybody, at these addresses.
    pub stays_at: BTreeSet<AddressKey>,
}

impl Frontier {
    /// Nothing is left to fetch.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.relationships_of.is_empty() && self.stays_of.is_empty() && self.stays_at.is_empty()
    }

    /// Adds what was asked for to what has been asked for.
    pub fn add(&mut self, other: Self) {
        self.relationships_of.extend(other.relationships_of);
        self.stays_of.extend(other.stays_of);
        self.stays_at.extend(other.stays_at);
    }
}

/// What to fetch next, given what is known and what was asked for. Start with nothing known and
/// nothing asked; end when the answer is empty.
#[must_use]
pub fn frontier(
    child: PersonId,
    edges: &[RelationshipEdge],
    stays: &[Stay],
    today: Date,
    asked: &Frontier,
) -> Frontier {
    let members = reach(child, edges, stays, today);
    let relationships_of = members
        .iter()
        .filter(|member| leads_on(&member.how))
        .map(|member| member.person)
        .filter(|person| !asked.relationships_of.contains(person))
        .collect();
    let stays_at = homes_of(child, stays, today)
        .into_iter()
        .filter(|home| !asked.stays_at.contains(*home))
        .cloned()
        .collect();
    Frontier {
        relationships_of,
        stays_of: members
            .iter()
            .map(|member| member.person)
            .filter(|person| !asked.stays_of.contains(person))
            .collect(),
        stays_at,
    }
}

/// Whether somebody's own relationships can bring in more of the family, or settle full or half.
fn leads_on(how: &How) -> bool {
    match how {
        How::TheChild => true,
        How::Related { steps, .. } => {
            let bonds: Vec<Bond> = steps.iter().map(|step| Bond::of(step.kind)).collect();
            matches!(
                bonds.as_slice(),
                [Bond::Parent | Bond::Carer | Bond::StepParent | Bond::Sibling]
                    | [Bond::Parent, Bond::Child | Bond::Partner]
            )
        }
        How::SameAddress | How::LeftTheAddress { .. } | How::NotShown => false,
    }
}
