//! How common a name is, because two Smiths are weaker evidence than two Featherstonehaughs.
//!
//! Names are kept as keys with counts, never as text, and only those borne by several records.
//! Invariant: the share of a name lies strictly between 0 and 1, also in a file of ten records.

use rayon::prelude::*;

/// Counts of names by key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frequencies {
    /// Records that hold a name.
    pub(crate) total: u64,
    /// Sorted by key; rare names are left out.
    pub(crate) counts: Vec<(u64, u32)>,
    /// The share that a name is believed to have before counting.
    pub(crate) usual_share: f64,
    /// Records' worth of belief in the usual share.
    pub(crate) belief: f64,
    /// Further records that the person of a record has on average: they bear the name because
    /// they are that person's, not by chance.
    pub(crate) own: f64,
}

/// Records' worth of belief in the usual share.
const BELIEF: f64 = 400.0;
/// No name is taken for rarer than this.
pub(crate) const LEAST_SHARE: f64 = 0.000_01;
/// A name borne by fewer records than this is not kept.
const KEPT_FROM: u32 = 3;

impl Frequencies {
    /// Given names, none counted yet.
    pub(crate) const fn given_names() -> Self {
        Self::empty(0.004, BELIEF)
    }

    /// Family names, none counted yet.
    pub(crate) const fn family_names() -> Self {
        Self::empty(0.002, BELIEF)
    }

    /// Values of a further column: nothing is believed of them before counting.
    pub(crate) const fn values() -> Self {
        Self::empty(0.01, 1.0)
    }

    const fn empty(usual_share: f64, belief: f64) -> Self {
        Self {
            total: 0,
            counts: Vec::new(),
            usual_share,
            belief,
            own: 0.0,
        }
    }

    /// Counts the names of a file, one key per record that holds one.
    pub(crate) fn counted(mut self, keys: impl Iterator<Item = u64>) -> Self {
        let mut all: Vec<u64> = keys.collect();
        all.par_sort_unstable();
        self.total = all.len() as u64;
        self.counts = all
            .chunk_by(|x, y| x == y)
            .map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX)))
            .filter(|(_, count)| *count >= KEPT_FROM)
            .collect();
        self
    }

    /// How many records bear a name; 0 when too few for it to be kept.
    pub(crate) fn count(&self, key: u64) -> u32 {
        match self.counts.binary_search_by_key(&key, |(known, _)| *known) {
            Ok(at) => self.counts[at].1,
            Err(_) => 0,
        }
    }

    /// The share of records that bear a name, drawn towards the usual share in small files.
    pub(crate) fn share(&self, key: u64) -> f64 {
        let count = f64::from(self.count(key).max(KEPT_FROM - 1));
        let count = (count - 1.0 - self.own).max(0.5);
        let share = (count + self.belief * self.usual_share) / (self.total as f64 + self.belief);
        share.clamp(LEAST_SHARE, 0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_name_has_the_larger_share() {
        let keys = (0..1000u64).map(|i| if i < 100 { 1 } else { i });
        let names = Frequencies::family_names().counted(keys);
        assert!(names.share(1) > 0.05 && names.share(1) < 0.1);
        assert!(names.share(500) < 0.003);
        assert_eq!(names.count(500), 0);
    }

    #[test]
    fn a_name_in_a_file_of_two_records_is_not_taken_for_common() {
        let names = Frequencies::family_names().counted([1, 1].into_iter());
        assert!(names.share(1) < 0.01);
    }
}
