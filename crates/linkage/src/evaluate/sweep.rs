//! Quality at many thresholds in one pass: pairs are joined from the strongest down, and right
//! and wrong pairs are counted as groups grow together.
//!
//! Groups here are simple chains of pairs; the engine also refuses joins that contradict, so its
//! own people are measured apart ([`super::joined`]). Invariant: lowering the threshold never
//! takes a pair away.

use super::known::Known;
use super::pair_counts::PairCounts;
use super::tally::Tally;

/// A pair that was weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeighedPair {
    /// The place of one record.
    pub a: u32,
    /// The place of the other.
    pub b: u32,
    /// Log2 odds that the two are one person.
    pub weight: f32,
}

/// What a threshold would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtThreshold {
    /// The threshold.
    pub threshold: f64,
    /// The pairs at or above it.
    pub edges: PairCounts,
    /// All pairs that their chains imply.
    pub clusters: PairCounts,
}

/// The quality at each threshold, in the order in which the thresholds were given.
#[must_use]
pub fn sweep(pairs: &[WeighedPair], known: &Known<'_>, thresholds: &[f64]) -> Vec<AtThreshold> {
    let mut order: Vec<u32> = (0..u32::try_from(pairs.len()).unwrap_or(u32::MAX)).collect();
    order.sort_unstable_by(|one, other| {
        let (x, y) = (&pairs[*one as usize], &pairs[*other as usize]);
        y.weight.total_cmp(&x.weight)
    });
    let mut steps: Vec<usize> = (0..thresholds.len()).collect();
    steps.sort_by(|one, other| thresholds[*other].total_cmp(&thresholds[*one]));
    let all = known.pairs();
    let mut groups = Groups::new(known);
    let mut edges = PairCounts::default();
    let mut found = Vec::with_capacity(thresholds.len());
    let mut next = order.iter().peekable();
    for step in steps {
        let threshold = thresholds[step];
        while let Some(pair) =
            next.next_if(|at| f64::from(pairs[**at as usize].weight) >= threshold)
        {
            let pair = &pairs[*pair as usize];
            match known.is_one_person(pair.a, pair.b) {
                Some(true) => edges.right += 1,
                Some(false) => edges.wrong += 1,
                None => {}
            }
            groups.join(pair.a, pair.b);
        }
        edges.missed = all.saturating_sub(edges.right);
        let clusters = groups.counts(all);
        found.push((
            step,
            AtThreshold {
                threshold,
                edges,
                clusters,
            },
        ));
    }
    found.sort_by_key(|pair| pair.0);
    found.into_iter().map(|pair| pair.1).collect()
}

/// Groups that grow together, with the pairs that have come about.
struct Groups<'a> {
    known: &'a Known<'a>,
    parent: Vec<u32>,
    content: Vec<Option<Box<Content>>>,
    right: u64,
    joined: u64,
}

/// The records of a group whose person is known.
#[derive(Default)]
struct Content {
    records: u64,
    people: Tally,
    /// Filled only when pairs of one source do not count.
    sources: Tally,
    people_in_sources: Tally,
}

impl<'a> Groups<'a> {
    fn new(known: &'a Known<'a>) -> Self {
        let records = u32::try_from(known.person.len()).unwrap_or(u32::MAX);
        let mut content = Vec::new();
        content.resize_with(records as usize, || None);
        Self {
            known,
            parent: (0..records).collect(),
            content,
            right: 0,
            joined: 0,
        }
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            let above = self.parent[at as usize];
            self.parent[at as usize] = self.parent[above as usize];
            at = above;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let mut one = self.take(a);
        let other = self.take(b);
        self.right += one.people.pairs_across(&other.people)
            - one.people_in_sources.pairs_across(&other.people_in_sources);
        self.joined += one.records * other.records - one.sources.pairs_across(&other.sources);
        one.records += other.records;
        one.people.join(other.people);
        one.sources.join(other.sources);
        one.people_in_sources.join(other.people_in_sources);
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high as usize] = low;
        self.content[low as usize] = Some(one);
    }

    fn take(&mut self, root: u32) -> Box<Content> {
        if let Some(content) = self.content[root as usize].take() {
            return content;
        }
        let mut content = Box::<Content>::default();
        if let Some(person) = self.known.person_of(root) {
            content.records = 1;
            content.people.add(u64::from(person), 1);
            if let Some(source) = self.known.across {
                let source = source[root as usize];
                content.sources.add(u64::from(source), 1);
                let both = u64::from(person) << 32 | u64::from(source);
                content.people_in_sources.add(both, 1);
            }
        }
        content
    }

    fn counts(&self, all: u64) -> PairCounts {
        PairCounts {
            right: self.right,
            wrong: self.joined - self.right,
            missed: all.saturating_sub(self.right),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_hand(pairs: &[WeighedPair], known: &Known<'_>, threshold: f64) -> PairCounts {
        let records = known.person.len();
        let mut group: Vec<usize> = (0..records).collect();
        for pair in pairs
            .iter()
            .filter(|pair| f64::from(pair.weight) >= threshold)
        {
            let (one, other) = (group[pair.a as usize], group[pair.b as usize]);
            group
                .iter_mut()
                .filter(|g| **g == other)
                .for_each(|g| *g = one);
        }
        let all = (0..records).flat_map(|b| (0..b).map(move |a| (a, b)));
        let together = all.filter(|(a, b)| group[*a] == group[*b]);
        known.count(together.map(|(a, b)| (a as u32, b as u32)))
    }

    proptest! {
        #[test]
        fn one_pass_gives_what_each_threshold_alone_would_give(
            people in proptest::collection::vec(0u32..8, 24),
            sources in proptest::collection::vec(0u32..3, 24),
            pairs in proptest::collection::vec((0u32..24, 0u32..24, -10i8..40), 0..60),
            is_across in proptest::bool::ANY,
        ) {
            let people: Vec<u32> = people
                .into_iter()
                .map(|person| if person == 0 { Known::UNKNOWN } else { person })
                .collect();
            let known = Known {
                person: &people,
                household: &[],
                twins: &[],
                across: is_across.then_some(sources.as_slice()),
            };
            let pairs: Vec<WeighedPair> = pairs
                .into_iter()
                .filter(|(a, b, _)| a != b)
                .map(|(a, b, weight)| WeighedPair { a, b, weight: f32::from(weight) })
                .collect();
            let thresholds = [5.0, -10.0, 39.0, 0.5];
            let found = sweep(&pairs, &known, &thresholds);
            for (at, threshold) in found.iter().zip(thresholds) {
                prop_assert_eq!(at.threshold, threshold);
                prop_assert_eq!(at.clusters, by_hand(&pairs, &known, threshold));
                let above = pairs.iter().filter(|pair| f64::from(pair.weight) >= threshold);
                prop_assert_eq!(at.edges, known.count(above.map(|pair| (pair.a, pair.b))));
            }
        }
    }
}
