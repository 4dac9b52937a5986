//! The true relationships of one family, worked out from parentage and bonds.
//!
//! Parentage gives parents, brothers and sisters, half-siblings and grandparents; bonds give
//! partners, carers, step-parents and step-siblings.
//! Invariant: each tie is listed once, "`person` is the `kind` of `other`", elders first.

use crate::council::{Bond, Family, Person, Truth};
use vocabulary::{Date, RelationshipType as R, Sex};

/// All ties of the family.
pub(crate) fn ties(truth: &Truth, family: &Family) -> Vec<Bond> {
    let people: Vec<&Person> = family.people.clone().map(|one| truth.person(one)).collect();
    let mut all = Vec::new();
    for person in &people {
        parents(truth, person, &mut all);
        step_parents(person, family, &mut all);
    }
    siblings(&people, &mut all);
    step_siblings(&people, &mut all);
    all.extend(family.bonds.iter().map(|bond| as_of_today(truth, bond)));
    all
}

fn tie(person: u32, kind: R, other: u32, from: Option<Date>) -> Bond {
    Bond {
        person,
        kind,
        other,
        from,
        to: None,
    }
}

fn parents(truth: &Truth, child: &Person, all: &mut Vec<Bond>) {
    let born = (!child.is_unborn).then_some(child.birth);
    let both = [(child.mother, R::Mother), (child.father, R::Father)];
    for (parent, kind) in both {
        let Some(parent) = parent else { continue };
        all.push(tie(parent, kind, child.number, born));
        let parent = truth.person(parent);
        for grandparent in [parent.mother, parent.father].into_iter().flatten() {
            all.push(tie(grandparent, R::Grandparent, child.number, born));
        }
    }
}

/// A partner of the mother or father who is not the other parent, while they lived together.
fn step_parents(child: &Person, family: &Family, all: &mut Vec<Bond>) {
    for bond in family.bonds.iter().filter(|bond| is_couple(bond.kind)) {
        for (step, parent) in [(bond.person, bond.other), (bond.other, bond.person)] {
            let is_parent = |one| child.mother == Some(one) || child.father == Some(one);
            let after_birth = bond.to.is_none_or(|to| to > child.birth);
            if is_parent(parent) && !is_parent(step) && after_birth && bond.to.is_none() {
                all.push(tie(step, R::StepParent, child.number, bond.from));
            }
        }
    }
}

fn is_couple(kind: R) -> bool {
    kind == R::Partner || kind == R::Spouse
}

fn siblings(people: &[&Person], all: &mut Vec<Bond>) {
    for (at, one) in people.iter().enumerate() {
        for other in &people[at + 1..] {
            let same = |a: Option<u32>, b: Option<u32>| a.is_some() && a == b;
            let mothers = same(one.mother, other.mother);
            let fathers = same(one.father, other.father);
            let is_open = one.father.is_none() || other.father.is_none();
            let kind = match (mothers, fathers) {
                (true, true) => R::Sibling,
                (true, false) if is_open && one.father == other.father => R::Sibling,
                (true, false) | (false, true) => R::HalfSibling,
                (false, false) => continue,
            };
            let from = (!one.is_unborn && !other.is_unborn).then_some(one.birth.max(other.birth));
            all.push(tie(one.number, kind, other.number, from));
        }
    }
}

/// Children whose parents are a couple now, without a parent in common.
fn step_siblings(people: &[&Person], all: &mut Vec<Bond>) {
    let steps: Vec<(u32, u32, Option<Date>)> = all
        .iter()
        .filter(|tie| tie.kind == R::StepParent)
        .map(|tie| (tie.person, tie.other, tie.from))
        .collect();
    for (step_parent, child, from) in steps {
        for other in people {
            let is_theirs = other.mother == Some(step_parent) || other.father == Some(step_parent);
            let one = people.iter().find(|one| one.number == child);
            let Some(one) = one else { continue };
            let shares = |a: Option<u32>, b: Option<u32>| a.is_some() && a == b;
            let apart = !shares(one.mother, other.mother) && !shares(one.father, other.father);
            let known = all.iter().any(|tie| {
                tie.kind == R::StepSibling
                    && [(tie.person, tie.other), (tie.other, tie.person)]
                        .contains(&(child, other.number))
            });
            if is_theirs && apart && other.number != child && !known {
                all.push(tie(child, R::StepSibling, other.number, from));
            }
        }
    }
}

/// A couple that has parted are former partners.
fn as_of_today(truth: &Truth, bond: &Bond) -> Bond {
    let mut bond = *bond;
    let died = |one: u32| truth.person(one).died_on.is_some();
    if is_couple(bond.kind) && bond.to.is_some() && !died(bond.person) && !died(bond.other) {
        bond.kind = R::FormerPartner;
        bond.from = bond.to;
        bond.to = None;
    }
    bond
}

/// What a case system writes: "Mother of", "Half brother of".
pub(crate) fn in_case_words(kind: R, sex: Sex) -> String {
    let known = (sex != Sex::Unknown).then_some(sex);
    let words = kind.in_words(known);
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    format!(
        "{}{} of",
        first.map(String::from).unwrap_or_default(),
        letters.as_str()
    )
}
