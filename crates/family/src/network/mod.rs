//! Who belongs to the family, and by which path: recorded kinship first, then the people of the
//! child's homes.
//!
//! The store calls [`frontier`] hop by hop, fetches what is asked, and ends with [`reach`].
//! Invariant: living together never makes kin, and an address that is withheld, shared by
//! strangers or no home is never crossed.

mod bond;
mod co_residence;
mod frontier;
mod kinship;

pub use co_residence::{CROWD, withheld_places};
pub use frontier::{Frontier, frontier};
pub(crate) use kinship::composed_kind;

use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use vocabulary::{AddressKey, AddressKind, DateSpan, PersonId, RelationshipType};

/// A family page lists at most so many people, the child among them.
pub const MEMBER_LIMIT: usize = 40;

/// Months for which somebody who left the household, or stopped being a carer, still belongs.
pub(crate) const MONTHS_AFTER_LEAVING: i64 = 12;

/// "`person` is the `kind` of `other`", as recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationshipEdge {
    /// The first person.
    pub person: PersonId,
    /// What the first is to the second.
    pub kind: RelationshipType,
    /// The second person.
    pub other: PersonId,
    /// When it held.
    pub span: DateSpan,
}

/// One stay of one person at one address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// Who.
    pub person: PersonId,
    /// The place in folded form.
    pub address: AddressKey,
    /// What kind of place the source says it is.
    pub kind: AddressKind,
    /// When.
    pub span: DateSpan,
    /// The stay is confidential, or its person's whereabouts are.
    pub is_withheld: bool,
}

/// One person of the family with the path that leads to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPath {
    /// The person.
    pub person: PersonId,
    /// How they belong.
    pub how: How,
}

/// How somebody belongs to the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// The child who was looked up.
    TheChild,
    /// By recorded relationships.
    Related {
        /// From the child outwards: each person is the `kind` of the one before.
        steps: Vec<Step>,
        /// For a brother or sister through a shared parent: full or half.
        degree: Option<SiblingDegree>,
        /// The last day, where the relationship is recorded as ended.
        until: Option<Date>,
    },
    /// Lives at the child's address; no relationship is recorded.
    SameAddress,
    /// Left the child's address within the last twelve months; no relationship is recorded.
    LeftTheAddress {
        /// The last day there.
        last_day: Date,
    },
    /// Given to us as a member, but the relationship is not among what may be shown.
    NotShown,
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// What this person is to the one before.
    pub kind: RelationshipType,
    /// Who.
    pub person: PersonId,
}

/// Whether two children of one parent share the other too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiblingDegree {
    /// Two shared parents are recorded.
    Full,
    /// One parent is shared, and each has another one recorded.
    Half,
    /// One parent is shared; the other is not recorded for both.
    NotRecorded,
}

/// How close somebody is to the child: the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is the plain word")]
pub enum Closeness {
    TheChild,
    Parent,
    Carer,
    StepParent,
    Sibling,
    StepSibling,
    OwnChild,
    OwnPartner,
    ParentsPartner,
    Grandparent,
    OtherRelative,
    SameAddress,
    NotShown,
}

/// The people of the family, closest first, at most [`MEMBER_LIMIT`]: the child; recorded kin;
/// who lives at the child's homes; who left them within twelve months.
#[must_use]
pub fn reach(
    child: PersonId,
    edges: &[RelationshipEdge],
    stays: &[Stay],
    today: Date,
) -> Vec<MemberPath> {
    let mut members = reach_all(child, edges, stays, today);
    members.truncate(MEMBER_LIMIT);
    members
}

/// The same without the limit.
pub(crate) fn reach_all(
    child: PersonId,
    edges: &[RelationshipEdge],
    stays: &[Stay],
    today: Date,
) -> Vec<MemberPath> {
    let mut found: BTreeMap<PersonId, How> = kinship::relatives(child, edges, today);
    for (person, how) in co_residence::occupants(child, stays, &found, today) {
        found.entry(person).or_insert(how);
    }
    found.insert(child, How::TheChild);
    let mut members: Vec<MemberPath> = found
        .into_iter()
        .map(|(person, how)| MemberPath { person, how })
        .collect();
    members.sort_by_key(|member| (member.how.closeness(), member.person));
    members
}

impl How {
    /// How close the person is to the child.
    #[must_use]
    pub fn closeness(&self) -> Closeness {
        match self {
            Self::TheChild => Closeness::TheChild,
            Self::Related { steps, .. } => kinship::closeness(steps),
            Self::SameAddress | Self::LeftTheAddress { .. } => Closeness::SameAddress,
            Self::NotShown => Closeness::NotShown,
        }
    }
}

/// The first day of the time after leaving in which somebody still belongs.
pub(crate) fn still_belongs_since(today: Date) -> Date {
    today.saturating_sub(MONTHS_AFTER_LEAVING.months())
}

/// Whether a relationship is recorded as holding today.
pub(crate) fn still_current(span: &DateSpan, today: Date) -> bool {
    span.to().is_none_or(|end| end > today)
}

#[cfg(test)]
mod tests;
