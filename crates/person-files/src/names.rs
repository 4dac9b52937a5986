//! What each person of a run is called outside: the id of one of their records.
//!
//! Invariant: two people never have one name, and the name does not depend on the order of rows.

use crate::outcome::Outcome;
use crate::people::People;

/// The place of the record that names each cluster, by the place of the cluster's first record.
///
/// Of a cluster's ids the shortest is taken, and of equally short ones the first by alphabet:
/// `rec-9` before `rec-10`.
pub(crate) fn naming_records(people: &People, outcome: &Outcome) -> Vec<u32> {
    let all = 0..u32::try_from(outcome.cluster_of.len()).unwrap_or(u32::MAX);
    let mut naming: Vec<u32> = all.clone().collect();
    let source = |place: u32| &people.sources[people.source_of[place as usize] as usize];
    for place in all {
        let named = &mut naming[outcome.cluster_of[place as usize] as usize];
        let (new, old) = (people.ids.at(place), people.ids.at(*named));
        let is_first = (new.len(), new)
            .cmp(&(old.len(), old))
            .then_with(|| source(place).cmp(source(*named)));
        if is_first.is_lt() {
            *named = place;
        }
    }
    naming
}
