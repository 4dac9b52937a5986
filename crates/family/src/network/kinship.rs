//! Kin by recorded relationships: direct ones, and those composed of two or three steps.
//!
//! Composed are brothers and sisters through a parent, step-brothers and step-sisters,
//! grandparents through a parent, parents' and carers' partners, the children of a parent's
//! partner, and the parents and siblings of a full sibling. Invariant: each step is recorded.

use super::bond::Bond;
use super::{Closeness, How, RelationshipEdge, SiblingDegree, Step, still_belongs_since};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{PersonId, RelationshipType};

/// Everybody reached from the child by recorded relationships, each by the closest path.
pub(crate) fn relatives(
    child: PersonId,
    edges: &[RelationshipEdge],
    today: Date,
) -> BTreeMap<PersonId, How> {
    let links = Links::new(edges, today);
    let mut best: BTreeMap<PersonId, Path> = BTreeMap::new();
    let mut hop = links.first_hop(child);
    while !hop.is_empty() {
        let mut next = Vec::new();
        for path in hop {
            let person = path.steps[path.steps.len() - 1].person;
            if person == child || path.goes_round() {
                continue;
            }
            next.extend(links.onwards(&path));
            let is_better = best.get(&person).is_none_or(|known| path < *known);
            if is_better {
                best.insert(person, path);
            }
        }
        hop = next;
    }
    best.into_iter()
        .map(|(person, path)| (person, links.how(child, path)))
        .collect()
}

/// How close the end of a path is to the child.
pub(crate) fn closeness(steps: &[Step]) -> Closeness {
    let bonds: Vec<Bond> = steps.iter().map(|step| Bond::of(step.kind)).collect();
    match bonds.as_slice() {
        [only] => match only {
            Bond::Parent => Closeness::Parent,
            Bond::Carer => Closeness::Carer,
            Bond::StepParent => Closeness::StepParent,
            Bond::Sibling => Closeness::Sibling,
            Bond::StepSibling => Closeness::StepSibling,
            Bond::Child | Bond::StepChild | Bond::Charge => Closeness::OwnChild,
            Bond::Partner | Bond::FormerPartner => Closeness::OwnPartner,
            Bond::Grandparent => Closeness::Grandparent,
            Bond::Relative => Closeness::OtherRelative,
        },
        [Bond::Parent, Bond::Child] => Closeness::Sibling,
        [Bond::Parent, Bond::Parent] => Closeness::Grandparent,
        [Bond::Parent, Bond::StepChild]
        | [Bond::StepParent, Bond::Child]
        | [Bond::Parent, Bond::Partner, Bond::Child] => Closeness::StepSibling,
        [
            Bond::Parent | Bond::Carer,
            Bond::Partner | Bond::FormerPartner,
        ] => Closeness::ParentsPartner,
        _ => Closeness::OtherRelative,
    }
}

/// A way from the child to somebody; the lesser of two is the one to show.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Path {
    steps: Vec<Step>,
    ended: Option<Date>,
}

impl Path {
    fn order(&self) -> (Closeness, usize, bool, &[Step]) {
        let has_ended = self.ended.is_some();
        (
            closeness(&self.steps),
            self.steps.len(),
            has_ended,
            &self.steps,
        )
    }

    fn goes_round(&self) -> bool {
        let people: BTreeSet<PersonId> = self.steps.iter().map(|step| step.person).collect();
        people.len() < self.steps.len()
    }
}

impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Path {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order()
            .cmp(&other.order())
            .then(self.ended.cmp(&other.ended))
    }
}

/// The closest recorded link from one person to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    is_ended: bool,
    bond: Bond,
    kind: RelationshipType,
    ended: Option<Date>,
}

/// For each person, the link to each other one.
struct Links(BTreeMap<PersonId, BTreeMap<PersonId, Link>>);

impl Links {
    fn new(edges: &[RelationshipEdge], today: Date) -> Self {
        let mut links = Self(BTreeMap::new());
        for edge in edges.iter().filter(|edge| edge.person != edge.other) {
            links.add(edge.other, edge.kind, edge.person, edge, today);
            links.add(edge.person, edge.kind.inverse(), edge.other, edge, today);
        }
        links
    }

    fn add(
        &mut self,
        from: PersonId,
        kind: RelationshipType,
        to: PersonId,
        edge: &RelationshipEdge,
        today: Date,
    ) {
        let last_day = edge
            .span
            .to()
            .filter(|end| *end <= today)
            .and_then(|_| edge.span.last_day());
        let has_partner_ended = last_day.is_some() && Bond::of(kind) == Bond::Partner;
        let kind = if has_partner_ended {
            RelationshipType::FormerPartner
        } else {
            kind
        };
        let bond = Bond::of(kind);
        let is_long_over = last_day.is_some_and(|day| day < still_belongs_since(today));
        if bond.ends() && is_long_over {
            return;
        }
        let is_ended = last_day.is_some() && bond != Bond::FormerPartner;
        let link = Link {
            is_ended,
            bond,
            kind,
            ended: last_day.filter(|_| is_ended),
        };
        let known = self.0.entry(from).or_default().entry(to).or_insert(link);
        *known = (*known).min(link);
    }

    fn first_hop(&self, child: PersonId) -> Vec<Path> {
        let start = Path {
            steps: Vec::new(),
            ended: None,
        };
        self.of(child)
            .map(|(person, link)| start.with(person, link))
            .collect()
    }

    /// The paths that may follow: which bond leads on to which.
    fn onwards(&self, path: &Path) -> Vec<Path> {
        let bonds: Vec<Bond> = path.steps.iter().map(|step| Bond::of(step.kind)).collect();
        let leads_to = |next: Bond| match bonds.as_slice() {
            [Bond::Parent] => matches!(
                next,
                Bond::Child | Bond::StepChild | Bond::Parent | Bond::Partner | Bond::FormerPartner
            ),
            [Bond::Carer] => next == Bond::Partner && path.ended.is_none(),
            [Bond::StepParent] | [Bond::Parent, Bond::Partner] => {
                next == Bond::Child && path.ended.is_none()
            }
            [Bond::Sibling] => {
                let is_full = path.steps[0].kind == RelationshipType::Sibling;
                is_full && matches!(next, Bond::Parent | Bond::Sibling)
            }
            _ => false,
        };
        let person = path.steps[path.steps.len() - 1].person;
        self.of(person)
            .filter(|(_, link)| leads_to(link.bond))
            .map(|(next, link)| path.with(next, link))
            .collect()
    }

    fn how(&self, child: PersonId, path: Path) -> How {
        let is_through_parent = path.steps.len() == 2
            && Bond::of(path.steps[0].kind) == Bond::Parent
            && Bond::of(path.steps[1].kind) == Bond::Child;
        let degree = is_through_parent.then(|| self.degree(child, path.steps[1].person));
        How::Related {
            steps: path.steps,
            degree,
            until: path.ended,
        }
    }

    fn degree(&self, child: PersonId, sibling: PersonId) -> SiblingDegree {
        let (ours, theirs) = (self.parents(child), self.parents(sibling));
        let shared = ours.intersection(&theirs).count();
        match shared {
            0 | 1 if ours.len() > shared && theirs.len() > shared => SiblingDegree::Half,
            0 | 1 => SiblingDegree::NotRecorded,
            _ => SiblingDegree::Full,
        }
    }

    fn parents(&self, person: PersonId) -> BTreeSet<PersonId> {
        self.of(person)
            .filter(|(_, link)| link.bond == Bond::Parent)
            .map(|(parent, _)| parent)
            .collect()
    }

    fn of(&self, person: PersonId) -> impl Iterator<Item = (PersonId, Link)> + '_ {
        self.0
            .get(&person)
            .into_iter()
            .flatten()
            .map(|(to, link)| (*to, *link))
    }
}

impl Path {
    fn with(&self, person: PersonId, link: Link) -> Self {
        let mut steps = self.steps.clone();
        steps.push(Step {
            kind: link.kind,
            person,
        });
        Self {
            steps,
            ended: self.ended.max(link.ended),
        }
    }
}

/// The type that a composed path amounts to, where it has a name of its own.
pub(crate) fn composed_kind(steps: &[Step]) -> Option<RelationshipType> {
    let bonds: Vec<Bond> = steps.iter().map(|step| Bond::of(step.kind)).collect();
    match bonds.as_slice() {
        [_] => Some(steps[0].kind),
        [Bond::Parent, Bond::Parent] => Some(RelationshipType::Grandparent),
        [Bond::Parent, Bond::StepChild] | [Bond::StepParent, Bond::Child] => {
            Some(RelationshipType::StepSibling)
        }
        _ => None,
    }
}
