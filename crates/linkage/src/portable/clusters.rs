//! People as connected components: whoever is joined by a chain of pairs over a threshold.
//!
//! This is Splink's own way, for comparison with it; the house's own linking refuses joins that
//! contradict each other. Invariant: a person is named by their first record.

use super::scoring::ScoredPair;

/// For each record, the first record of its person.
#[must_use]
pub fn connected_components(records: usize, pairs: &[ScoredPair], threshold: f64) -> Vec<u32> {
    let mut parents: Vec<u32> = (0..records as u32).collect();
    for pair in pairs.iter().filter(|pair| pair.weight >= threshold) {
        let (one, other) = (root(&mut parents, pair.one), root(&mut parents, pair.other));
        // The smaller is always above, so a root is the first record of its person.
        parents[one.max(other) as usize] = one.min(other);
    }
    for record in 0..records {
        parents[record] = parents[parents[record] as usize];
    }
    parents
}

fn root(parents: &mut [u32], mut record: u32) -> u32 {
    while parents[record as usize] != record {
        let above = parents[parents[record as usize] as usize];
        parents[record as usize] = above;
        record = above;
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(one: u32, other: u32, weight: f64) -> ScoredPair {
        ScoredPair { one, other, weight }
    }

    #[test]
    fn a_chain_of_pairs_is_one_person_named_by_the_first_record() {
        let pairs = [
            pair(3, 4, 9.0),
            pair(1, 3, 5.0),
            pair(0, 2, 4.0),
            pair(0, 1, 3.9),
        ];
        assert_eq!(connected_components(6, &pairs, 4.0), [0, 1, 0, 1, 1, 5]);
        assert_eq!(connected_components(6, &pairs, 3.0), [0, 0, 0, 0, 0, 5]);
    }

    #[test]
    fn the_order_of_pairs_does_not_matter() {
        let mut pairs = vec![
            pair(0, 5, 1.0),
            pair(4, 5, 1.0),
            pair(2, 4, 1.0),
            pair(1, 3, 1.0),
        ];
        let expected = connected_components(6, &pairs, 0.0);
        pairs.reverse();
        assert_eq!(connected_components(6, &pairs, 0.0), expected);
        assert_eq!(expected, [0, 1, 0, 1, 0, 0]);
    }
}
