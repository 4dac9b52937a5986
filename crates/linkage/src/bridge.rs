//! Where a person hangs together by least: the pair whose loss would part their records in two,
//! and what would have to change for that.
//!
//! All pairs inside the person are weighed, the strongest are put in first, and the last one that
//! is needed is the bridge. It is shown and asks nothing: on files with known truth, about one in
//! ten of those who hang by a weak bridge were two people.
//! Invariant: no pair across the two sides is stronger than the bridge, and the order of the
//! records never matters.

use crate::compare::{age_band, compare};
use crate::decision::decide;
use crate::explain::{Explanation, explain};
use crate::guard::Guard;
use crate::model::Model;
use crate::record::LinkageRecord;
use std::collections::BTreeSet;
use vocabulary::RecordId;

/// The most records of one person that are looked at; more are a fault of their own.
const MOST: usize = 300;

/// The weakest bridge of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// The records of the pair that holds the two sides together.
    pub pair: (RecordId, RecordId),
    /// Log2 odds of that pair.
    pub weight: f64,
    /// A worker has said that the two are one person: no evidence would part them.
    pub is_decided: bool,
    /// The records of the smaller side, sorted; of equal sides the one with the smallest id.
    pub side: Vec<RecordId>,
    /// All records of the person.
    pub records: usize,
}

/// A pair inside a person: decided ones before guardless ones before guarded ones, then by weight.
#[derive(Clone, Copy)]
struct Bond {
    a: usize,
    b: usize,
    is_decided: bool,
    guard: Option<Guard>,
    weight: f64,
}

/// The weakest bridge of a person of more than two records. `same` are workers' decisions.
#[must_use]
pub fn weakest_bridge(
    model: &Model,
    records: &[&LinkageRecord],
    same: &BTreeSet<(RecordId, RecordId)>,
) -> Option<Bridge> {
    let mut records = records.to_vec();
    records.sort_by_key(|record| record.id);
    records.dedup_by_key(|record| record.id);
    if records.len() < 3 || records.len() > MOST {
        return None;
    }
    let bonds = bonds(model, &records, same);
    let (spanning, bridge) = spanning(records.len(), &bonds)?;
    let side = smaller_side(records.len(), &spanning, bridge.a);
    Some(Bridge {
        pair: (records[bridge.a].id, records[bridge.b].id),
        weight: bridge.weight,
        is_decided: bridge.is_decided,
        records: records.len(),
        side: side.into_iter().map(|at| records[at].id).collect(),
    })
}

/// Every pair inside, the strongest first.
fn bonds(
    model: &Model,
    records: &[&LinkageRecord],
    same: &BTreeSet<(RecordId, RecordId)>,
) -> Vec<Bond> {
    let mut bonds = Vec::with_capacity(records.len() * (records.len() - 1) / 2);
    for (a, one) in records.iter().enumerate() {
        for (b, other) in records.iter().enumerate().skip(a + 1) {
            let pattern = compare(one, other).of_age(age_band(model.newest_birth, one, other));
            let decision = decide(model, pattern, one, other);
            bonds.push(Bond {
                a,
                b,
                is_decided: same.contains(&(one.id, other.id)),
                guard: decision.guard,
                weight: decision.weight,
            });
        }
    }
    bonds.sort_by(|x, y| {
        let standing = |bond: &Bond| (bond.is_decided, bond.guard.is_none());
        let by_standing = standing(y).cmp(&standing(x));
        let by_weight = y.weight.total_cmp(&x.weight);
        let by_place = (x.a, x.b).cmp(&(y.a, y.b));
        by_standing.then(by_weight).then(by_place)
    });
    bonds
}

/// The bonds that hold all records together without the last one that was needed, and that one.
fn spanning(records: usize, bonds: &[Bond]) -> Option<(Vec<Bond>, Bond)> {
    let mut group: Vec<usize> = (0..records).collect();
    let mut needed = Vec::with_capacity(records - 1);
    for bond in bonds {
        let (kept, gone) = (group[bond.a], group[bond.b]);
        if kept != gone {
            needed.push(*bond);
            group
                .iter_mut()
                .filter(|of| **of == gone)
                .for_each(|of| *of = kept);
        }
    }
    let bridge = needed.pop()?;
    Some((needed, bridge))
}

/// The records on the smaller side once the bridge, one end of which is `from`, is gone.
fn smaller_side(records: usize, bonds: &[Bond], from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([from]);
    while let Some(bond) = bonds
        .iter()
        .find(|bond| reached.contains(&bond.a) != reached.contains(&bond.b))
    {
        reached.extend([bond.a, bond.b]);
    }
    let other: BTreeSet<usize> = (0..records).filter(|at| !reached.contains(at)).collect();
    match reached.len().cmp(&other.len()) {
        std::cmp::Ordering::Less => reached,
        std::cmp::Ordering::Greater => other,
        std::cmp::Ordering::Equal if reached.contains(&0) => reached,
        std::cmp::Ordering::Equal => other,
    }
}

impl Bridge {
    /// The bridge and what would part it, in words without anything that a record says. A pair
    /// holds from the weight `holds_from` on; `a` and `b` are the records of the bridge.
    #[must_use]
    pub fn in_words(
        &self,
        model: &Model,
        holds_from: f64,
        (a, b): (&LinkageRecord, &LinkageRecord),
    ) -> String {
        let explanation = explain(model, a, b);
        let (few, many) = (self.side.len(), self.records - self.side.len());
        let held = if few == 1 { "is" } else { "are" };
        let reach = format!(
            "Of {} records, {few} {held} held to the other {many}",
            self.records
        );
        let apart = if few == 1 {
            "It would stand apart"
        } else {
            "They would stand apart"
        };
        if self.is_decided {
            return format!("{reach} by a worker's answer. {apart} if that answer were undone.");
        }
        if explanation.guard.is_some() {
            return format!("{reach} by no pair that says by itself that they are one person.");
        }
        let seen = explanation.sentence.trim_end_matches(['.', '?']);
        format!(
            "{reach} by no pair stronger than one of weight {:.1}: {}. {apart} {}.",
            self.weight,
            lowered(seen),
            what_parts(&explanation, self.weight - holds_from)
        )
    }
}

/// What would have to go for a pair to lose more than `slack`.
fn what_parts(explanation: &Explanation, slack: f64) -> String {
    if slack < 0.0 {
        return "if they came new today; they are held as one person because they were one"
            .to_owned();
    }
    let mut steps: Vec<(&str, f64)> = explanation
        .steps
        .iter()
        .filter(|step| step.weight > 0.0)
        .map(|step| (step.words.as_str(), step.weight))
        .collect();
    steps.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
    let alone: Vec<String> = steps
        .iter()
        .filter(|(_, weight)| *weight > slack)
        .map(|(words, _)| format!("“{words}”"))
        .collect();
    if !alone.is_empty() {
        return format!("without {}", listed(&alone, "or"));
    }
    let mut lost = 0.0;
    let mut together = Vec::new();
    for (words, weight) in steps {
        together.push(format!("“{words}”"));
        lost += weight;
        if lost > slack {
            return format!("only without {} together", listed(&together, "and"));
        }
    }
    "only if something in them contradicted".to_owned()
}

fn listed(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let is_word = |text: &str| !text.starts_with("NHS");
    match letters.next() {
        Some(first) if is_word(text) => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
#[path = "bridge_tests.rs"]
mod tests;
