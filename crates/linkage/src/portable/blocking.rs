//! Which pairs of records a rule reaches, rule by rule, each pair by the first that reaches it.
//!
//! A rule's terms make one exact number for each record; records with equal numbers are a block.
//! Invariant: no two blocks of a rule share a record, and pairs are walked in one fixed order.

use super::compiled::place;
use super::dictionary::MISSING;
use super::parts::{Crossing, Parts};
use super::plan::{Exchange, Rule, RuleTerm};
use super::problem::RunProblem;
use super::radix::{Keyed, sort_by_key};
use super::table::Table;
use rayon::prelude::*;

/// The key of a record that a rule leaves out.
const LEFT_OUT: u64 = u64::MAX;
/// The number of no block.
const NO_BLOCK: u32 = 0;

/// Rules made ready for a table.
pub(crate) struct Rules<'t> {
    blocks: Vec<Blocks>,
    swapped: Vec<Vec<Swapped<'t>>>,
    /// The numbers of each record's blocks, rule by rule; 0 where it has none.
    numbers: Vec<u32>,
}

/// Two columns that changed places: the block alone does not say that they did.
struct Swapped<'t> {
    one: &'t [u32],
    /// The other column's values by their numbers in the first.
    other: Vec<u32>,
}

/// The blocks of one rule, of two records and more.
pub(crate) struct Blocks {
    records: Vec<u32>,
    ends: Vec<u32>,
}

/// A stretch of the first records of pairs, for one piece of work.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    from: u32,
    to: u32,
}

impl<'t> Rules<'t> {
    pub(crate) fn new(rules: &[Rule], table: &'t Table) -> Result<Self, RunProblem> {
        let ready = rules.par_iter().map(|rule| {
            let (keys, swapped) = keys(rule, table)?;
            Ok((Blocks::new(&keys), swapped))
        });
        let ready = ready.collect::<Result<Vec<_>, RunProblem>>()?;
        let (blocks, swapped): (Vec<Blocks>, Vec<_>) = ready.into_iter().unzip();
        let mut numbers = vec![NO_BLOCK; table.len() * rules.len()];
        for (rule, blocks) in blocks.iter().enumerate() {
            blocks.for_each_record(|record, number| {
                numbers[record as usize * rules.len() + rule] = number;
            });
        }
        Ok(Self {
            blocks,
            swapped,
            numbers,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// The blocks of a rule.
    pub(crate) fn blocks(&self, rule: usize) -> &Blocks {
        &self.blocks[rule]
    }

    /// True when this rule reaches a pair of one of its blocks, and no earlier rule does.
    pub(crate) fn is_first_to_reach(&self, rule: usize, one: u32, other: u32) -> bool {
        let (mine, theirs) = (self.numbers_of(one), self.numbers_of(other));
        let mut earlier = mine.iter().zip(theirs).take(rule).enumerate();
        self.reaches_in_block(rule, one, other)
            && !earlier.any(|(rule, (mine, theirs))| {
                mine == theirs && *mine != NO_BLOCK && self.reaches_in_block(rule, one, other)
            })
    }

    /// True when this rule reaches a pair of one of its blocks.
    pub(crate) fn reaches_in_block(&self, rule: usize, one: u32, other: u32) -> bool {
        let (one, other) = (one as usize, other as usize);
        self.swapped[rule].iter().all(|columns| {
            columns.one[one] == columns.other[other] && columns.one[other] == columns.other[one]
        })
    }

    fn numbers_of(&self, record: u32) -> &[u32] {
        let start = record as usize * self.len();
        &self.numbers[start..start + self.len()]
    }
}

/// The key of each record for one rule, and what the key alone does not say.
fn keys<'t>(rule: &Rule, table: &'t Table) -> Result<(Vec<u64>, Vec<Swapped<'t>>), RunProblem> {
    let mut keys = Keys::new(table.len());
    let mut swapped = Vec::new();
    for term in &rule.terms {
        match term {
            RuleTerm::Same(term) => {
                let column = table.column(place(table, &term.column)?);
                let parts = Parts::of(&column.dictionary, term.part)?;
                keys.add(parts.count, |record| parts.number(column.numbers[record]));
            }
            RuleTerm::Swapped(exchange) => {
                let (columns, count) = Swapped::new(exchange, table)?;
                let (one, other) = (columns.one, &columns.other);
                keys.add(count, |at| one[at].min(other[at]));
                keys.add(count, |at| one[at].max(other[at]));
                swapped.push(columns);
            }
        }
    }
    Ok((keys.keys, swapped))
}

impl<'t> Swapped<'t> {
    fn new(exchange: &Exchange, table: &'t Table) -> Result<(Self, usize), RunProblem> {
        let one = table.column(place(table, &exchange.one)?);
        let other = table.column(place(table, &exchange.other)?);
        let crossing = Crossing::new(&other.dictionary, &one.dictionary);
        // A text that the first column does not have can be swapped with nothing.
        let crossed = other.numbers.iter().map(|&value| crossing.number(value));
        let columns = Self {
            one: &one.numbers,
            other: crossed.collect(),
        };
        Ok((columns, one.dictionary.len()))
    }
}

/// Keys being made from one term after the other.
struct Keys {
    keys: Vec<u64>,
    /// Every key is under this.
    bound: u64,
}

impl Keys {
    fn new(records: usize) -> Self {
        Self {
            keys: vec![0; records],
            bound: 1,
        }
    }

    fn add(&mut self, count: usize, number: impl Fn(usize) -> u32) {
        let count = count as u64;
        if self
            .bound
            .checked_mul(count)
            .is_none_or(|bound| bound == LEFT_OUT)
        {
            self.make_dense();
        }
        self.bound *= count;
        for (record, key) in self.keys.iter_mut().enumerate() {
            let number = number(record);
            *key = match (*key, number) {
                (LEFT_OUT, _) | (_, MISSING) => LEFT_OUT,
                (key, number) => key * count + u64::from(number),
            };
        }
    }

    /// Gives the keys their rank instead, so that there is room for another term.
    fn make_dense(&mut self) {
        let mut ranks = self.keys.clone();
        ranks.sort_unstable();
        ranks.dedup();
        for key in self.keys.iter_mut().filter(|key| **key != LEFT_OUT) {
            *key = ranks.partition_point(|rank| *rank < *key) as u64;
        }
        self.bound = ranks.len() as u64 + 1;
    }
}

impl Blocks {
    fn new(keys: &[u64]) -> Self {
        let records = keys.iter().zip(0u32..).filter(|(key, _)| **key != LEFT_OUT);
        let mut records: Vec<Keyed> = records.map(|(key, record)| (*key, record)).collect();
        sort_by_key(&mut records);
        let mut blocks = Self {
            records: Vec::new(),
            ends: Vec::new(),
        };
        for block in records.chunk_by(|one, other| one.0 == other.0) {
            if block.len() > 1 {
                blocks
                    .records
                    .extend(block.iter().map(|(_, record)| record));
                blocks.ends.push(blocks.records.len() as u32);
            }
        }
        blocks
    }

    /// Tells every record the number of its block, from 1.
    fn for_each_record(&self, mut tell: impl FnMut(u32, u32)) {
        let mut start = 0;
        for (number, &end) in (1..).zip(&self.ends) {
            let block = &self.records[start as usize..end as usize];
            block.iter().for_each(|&record| tell(record, number));
            start = end;
        }
    }

    /// How many pairs the blocks hold.
    pub(crate) fn pairs(&self) -> u64 {
        let mut start = 0;
        let pairs = self.ends.iter().map(|&end| {
            let size = u64::from(end - std::mem::replace(&mut start, end));
            size * (size - 1) / 2
        });
        pairs.sum()
    }

    /// Cuts the work into pieces of about so many pairs, in order.
    pub(crate) fn stretches(&self, pairs: u64) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let (mut from, mut held, mut start) = (0, 0, 0);
        for &end in &self.ends {
            for at in start..end {
                held += u64::from(end - at - 1);
                if held >= pairs {
                    let to = at + 1;
                    stretches.push(Stretch { from, to });
                    (from, held) = (to, 0);
                }
            }
            start = end;
        }
        let to = self.records.len() as u32;
        if from < to {
            stretches.push(Stretch { from, to });
        }
        stretches
    }

    /// Walks the pairs of a stretch, the smaller record first.
    pub(crate) fn for_each_pair(&self, stretch: Stretch, mut take: impl FnMut(u32, u32)) {
        let mut block = self.ends.partition_point(|&end| end <= stretch.from);
        for at in stretch.from..stretch.to {
            if at == self.ends[block] {
                block += 1;
            }
            let first = self.records[at as usize];
            let others = &self.records[at as usize + 1..self.ends[block] as usize];
            others.iter().for_each(|&second| take(first, second));
        }
    }

    /// Walks every so-manieth pair, at most `most` of them.
    pub(crate) fn for_each_of_a_sample(
        &self,
        most: u64,
        seed: u64,
        mut take: impl FnMut(u32, u32),
    ) {
        let step = self.pairs().div_ceil(most).max(1);
        let (mut next, mut before, mut start) = (seed % step, 0u64, 0);
        for &end in &self.ends {
            for at in start..end {
                let here = u64::from(end - at - 1);
                while next < before + here {
                    let second = at as usize + 1 + (next - before) as usize;
                    take(self.records[at as usize], self.records[second]);
                    next += step;
                }
                before += here;
            }
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::TableBuilder;
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn rule(terms: &[&str]) -> Rule {
        let terms = terms.iter().map(|words| RuleTerm::parse(words).unwrap());
        Rule {
            terms: terms.collect(),
        }
    }

    fn reached(rules: &Rules, stretch: u64) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for rule in 0..rules.len() {
            let blocks = rules.blocks(rule);
            for stretch in blocks.stretches(stretch) {
                blocks.for_each_pair(stretch, |one, other| {
                    if rules.is_first_to_reach(rule, one, other) {
                        pairs.push((one, other));
                    }
                });
            }
        }
        pairs
    }

    proptest! {
        #[test]
        fn every_pair_that_a_rule_reaches_is_walked_once(
            values in proptest::collection::vec(("[ab]{0,2}", "[ab]{0,2}", "[ab]{0,2}"), 2..40),
            stretch in 1u64..20,
        ) {
            let mut builder = TableBuilder::new(&["x", "y", "z"]);
            for (at, (x, y, z)) in values.iter().enumerate() {
                builder.push(&format!("{at:03}"), [x.as_str(), y, z]).unwrap();
            }
            let table = builder.finish().unwrap();
            let rules = [
                rule(&["x", "y first 1", "z"]),
                rule(&["x swapped with y"]),
                rule(&["z", "y"]),
            ];
            let rules = Rules::new(&rules, &table).unwrap();
            let pairs = reached(&rules, stretch);
            let same = |one: &str, other: &str| one == other && !one.is_empty();
            let mut expected = BTreeSet::new();
            for (b, (bx, by, bz)) in values.iter().enumerate() {
                for (a, (ax, ay, az)) in values[..b].iter().enumerate() {
                    let first = |text: &str| text.chars().take(1).collect::<String>();
                    let by_parts = same(ax, bx) && same(&first(ay), &first(by)) && same(az, bz);
                    let by_swap = same(ax, by) && same(ay, bx);
                    if by_parts || by_swap || (same(az, bz) && same(ay, by)) {
                        expected.insert((a as u32, b as u32));
                    }
                }
            }
            prop_assert_eq!(pairs.len(), expected.len());
            prop_assert_eq!(pairs.into_iter().collect::<BTreeSet<_>>(), expected);
        }

        #[test]
        fn a_sample_is_the_wanted_size_and_within_the_blocks(
            keys in proptest::collection::vec(0u64..6, 2..60),
            most in 1u64..50,
            seed in any::<u64>(),
        ) {
            let blocks = Blocks::new(&keys);
            let mut seen = BTreeSet::new();
            blocks.for_each_of_a_sample(most, seed, |one, other| {
                assert_eq!(keys[one as usize], keys[other as usize]);
                assert!(seen.insert((one, other)));
            });
            prop_assert!(seen.len() as u64 <= most.min(blocks.pairs()));
            prop_assert!(seen.len() as u64 >= most.min(blocks.pairs()) / 2);
        }
    }

    #[test]
    fn keys_that_outgrow_a_number_stay_exact() {
        let mut keys = Keys::new(3);
        let big = 1usize << 40;
        let numbers: [[u32; 3]; 3] = [[1, 2, 1], [5, 5, 5], [7, 7, 7]];
        for term in numbers {
            keys.add(big, |record| term[record]);
        }
        assert_eq!(keys.keys[0], keys.keys[2]);
        assert_ne!(keys.keys[0], keys.keys[1]);
    }
}
