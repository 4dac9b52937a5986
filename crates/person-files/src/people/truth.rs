//! What is truly the case, where the file says so: persons, households and twins as numbers.
//!
//! Invariant: the truth is read beside the records and never given to the engine.

use super::ids::hash;
use std::collections::{HashMap, HashSet};

/// The truth of a file's records, by their places.
#[derive(Default)]
pub(crate) struct Truth {
    /// The person of each record, or [`Truth::UNKNOWN`].
    pub(crate) person: Vec<u32>,
    /// The household of each record, or [`Truth::UNKNOWN`].
    pub(crate) household: Vec<u32>,
    twins: Vec<(u32, u32)>,
    people: Numbers,
    households: Numbers,
}

/// Texts to numbers, in the order of their first appearance.
#[derive(Default)]
struct Numbers(HashMap<u64, u32>);

impl Truth {
    /// Stands for what the file does not say.
    pub(crate) const UNKNOWN: u32 = u32::MAX;

    /// Notes the truth of the next record; blanks are not known.
    pub(crate) fn push(&mut self, person: &str, household: &str, twin_of: &str) {
        let person = self.people.of(person);
        let household = self.households.of(household);
        self.person.push(person);
        self.household.push(household);
        let twin = self.people.of(twin_of);
        if person != Self::UNKNOWN && twin != Self::UNKNOWN && person != twin {
            self.twins.push((person.min(twin), person.max(twin)));
        }
    }

    /// Ends the reading: twins of whom no record is there are left out.
    pub(crate) fn finish(&mut self) {
        let there: HashSet<u32> = self.person.iter().copied().collect();
        self.twins
            .retain(|(one, other)| there.contains(one) && there.contains(other));
        self.twins.sort_unstable();
        self.twins.dedup();
        self.people = Numbers::default();
        self.households = Numbers::default();
    }

    /// Pairs of people who are twins, each once.
    pub(crate) fn twins(&self) -> &[(u32, u32)] {
        &self.twins
    }

    /// Whether the file says who anybody is.
    pub(crate) fn is_known(&self) -> bool {
        self.person.iter().any(|person| *person != Self::UNKNOWN)
    }
}

impl Numbers {
    fn of(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return Truth::UNKNOWN;
        }
        let next = u32::try_from(self.0.len()).unwrap_or(Truth::UNKNOWN);
        *self.0.entry(hash(text)).or_insert(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_are_pairs_of_people_who_are_there() {
        let mut truth = Truth::default();
        for (person, household, twin) in [
            ("p1", "h1", "p2"),
            ("p2", "h1", "p1"),
            ("p1", "h1", "p2"),
            ("p3", "", "p9"),
            ("", "h2", "p1"),
        ] {
            truth.push(person, household, twin);
        }
        truth.finish();
        assert_eq!(truth.twins(), [(0, 1)]);
        assert_eq!(truth.person[4], Truth::UNKNOWN);
        assert_eq!(truth.household, [0, 0, 0, Truth::UNKNOWN, 1]);
    }
}
