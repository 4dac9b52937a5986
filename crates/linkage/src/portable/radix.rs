//! Sorts records by their block keys, byte by byte.
//!
//! Block keys are dense numbers, so a few passes do what a comparing sort needs many for.
//! Invariant: records with equal keys stay in the order of the table.

/// A record and the key of its block.
pub(crate) type Keyed = (u64, u32);

/// Bits sorted in one pass.
const BITS: u32 = 11;
const BUCKETS: usize = 1 << BITS;

pub(crate) fn sort_by_key(records: &mut Vec<Keyed>) {
    let all_bits = records.iter().fold(0, |bits, (key, _)| bits | key);
    let used = u64::BITS - all_bits.leading_zeros();
    let mut sorted = vec![(0, 0); records.len()];
    for pass in 0..used.div_ceil(BITS) {
        let bucket = |key: u64| (key >> (pass * BITS)) as usize & (BUCKETS - 1);
        let mut starts = [0usize; BUCKETS];
        for (key, _) in records.iter() {
            starts[bucket(*key)] += 1;
        }
        let mut start = 0;
        for count in &mut starts {
            start += std::mem::replace(count, start);
        }
        for record in records.iter() {
            let place = &mut starts[bucket(record.0)];
            sorted[*place] = *record;
            *place += 1;
        }
        std::mem::swap(records, &mut sorted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_like_the_standard_stable_sort(
            keys in proptest::collection::vec(prop_oneof![0u64..5, any::<u64>()], 0..300),
        ) {
            let mut records: Vec<Keyed> = keys.into_iter().zip(0..).collect();
            let mut expected = records.clone();
            expected.sort_by_key(|record| record.0);
            sort_by_key(&mut records);
            prop_assert_eq!(records, expected);
        }
    }
}
