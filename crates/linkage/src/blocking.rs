//! Proposes the pairs that are worth comparing: a union of rules, each a set of keys.
//!
//! Former names and former addresses give further keys, so a family that moved is still found.
//! How large a block may be is chosen from the blocks that a file really has: small ones first,
//! until a rule's share of pairs is spent. What is skipped is counted.
//! Invariant: a pair is proposed once, for the first rule that reaches it.

use crate::blocking_rules::{Rule, rules};
use crate::record::LinkageRecord;
use crate::records::OtherColumn;
use rayon::prelude::*;

/// What one rule did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleReport {
    /// The rule in words.
    pub rule: String,
    /// Pairs that this rule was the first to propose.
    pub pairs: u64,
    /// The largest block that was taken.
    pub largest_block: u64,
    /// Blocks that were larger than that.
    pub blocks_skipped: u64,
    /// Pairs in those blocks; another rule may still reach them.
    pub pairs_skipped: u64,
}

/// Pairs that a rule may propose however small the file is.
const PAIRS_AT_LEAST: u64 = 250_000;

/// Proposed pairs in parts; within a part sorted by record, each pair once.
pub(crate) struct Candidates {
    /// Pairs with the number of the rule that reached them first.
    parts: Vec<Vec<Proposal>>,
    pub(crate) rules: Vec<RuleReport>,
}

/// Two places and a rule in one number, so that sorting brings a pair's rules together with the
/// first rule first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Proposal(u64);

const RULE_BITS: u32 = 6;
const PLACE_BITS: u32 = 29;
/// The most records that one run can hold.
pub(crate) const MOST_RECORDS: usize = 1 << PLACE_BITS;
/// Parts of the records, so that pairs are sorted and compared side by side.
const PARTS: usize = 64;

impl Proposal {
    fn new(a: u32, b: u32, rule: usize) -> Self {
        let (a, b) = (u64::from(a.min(b)), u64::from(a.max(b)));
        Self((a << (PLACE_BITS + RULE_BITS)) | (b << RULE_BITS) | rule as u64)
    }

    const fn pair(self) -> (u32, u32) {
        let place = (1u64 << PLACE_BITS) - 1;
        (
            (self.0 >> (PLACE_BITS + RULE_BITS)) as u32,
            ((self.0 >> RULE_BITS) & place) as u32,
        )
    }

    const fn rule(self) -> usize {
        (self.0 & ((1 << RULE_BITS) - 1)) as usize
    }
}

/// Proposes pairs of the records. In link-only mode a pair lies across two sources.
pub(crate) fn candidates(
    records: &[LinkageRecord],
    others: &[OtherColumn],
    is_link_only: bool,
) -> Candidates {
    let rules = rules(others, records.len());
    let mut parts: Vec<Vec<Proposal>> = (0..PARTS).map(|_| Vec::new()).collect();
    let mut reports = Vec::with_capacity(rules.len());
    let numbered: Vec<(usize, &Rule)> = rules.iter().enumerate().collect();
    for some in numbered.chunks(RULES_AT_ONCE) {
        let by_rule: Vec<(Vec<Vec<Proposal>>, RuleReport)> = entries(records, some)
            .into_par_iter()
            .zip(some)
            .map(|(entries, rule)| proposals(records, *rule, &entries, is_link_only))
            .collect();
        for (own, report) in by_rule {
            reports.push(report);
            for (part, pairs) in parts.iter_mut().zip(own) {
                part.extend_from_slice(&pairs);
            }
        }
    }
    let found: Vec<Vec<u64>> = parts
        .par_iter_mut()
        .map(|part| {
            part.sort_unstable();
            part.dedup_by_key(|proposal| proposal.pair());
            part.shrink_to_fit();
            let mut found = vec![0; rules.len()];
            part.iter().for_each(|proposal| found[proposal.rule()] += 1);
            found
        })
        .collect();
    for (number, report) in reports.iter_mut().enumerate() {
        report.pairs = found.iter().map(|part| part[number]).sum();
    }
    Candidates {
        parts,
        rules: reports,
    }
}

impl Candidates {
    /// Works on every part side by side; the parts' pairs are let go as they are done.
    pub(crate) fn each_part<T: Send>(
        self,
        work: impl Fn(&mut dyn Iterator<Item = (u32, u32)>) -> T + Sync,
    ) -> (Vec<T>, Vec<RuleReport>) {
        let done = self
            .parts
            .into_par_iter()
            .map(|part| work(&mut part.iter().map(|proposal| proposal.pair())))
            .collect();
        (done, self.rules)
    }
}

/// The pairs of one rule, by the part of their first record.
fn proposals(
    records: &[LinkageRecord],
    (number, rule): (usize, &Rule),
    entries: &[Vec<Entry>],
    is_link_only: bool,
) -> (Vec<Vec<Proposal>>, RuleReport) {
    let blocks = || entries.iter().flat_map(|drawer| blocks_of(drawer));
    let cap = cap(blocks(), rule, records.len());
    let width = records.len().div_ceil(PARTS).max(1);
    let mut report = RuleReport {
        rule: rule.name.clone(),
        pairs: 0,
        largest_block: 0,
        blocks_skipped: 0,
        pairs_skipped: 0,
    };
    let mut parts: Vec<Vec<Proposal>> = (0..PARTS).map(|_| Vec::new()).collect();
    for block in blocks() {
        if block.len() > cap {
            report.blocks_skipped += 1;
            report.pairs_skipped += pairs_of(block.len());
            continue;
        }
        report.largest_block = report.largest_block.max(block.len() as u64);
        for (at, (_, a)) in block.iter().enumerate() {
            for (_, b) in &block[at + 1..] {
                let is_within = || records[*a as usize].source == records[*b as usize].source;
                if !(is_link_only && is_within()) {
                    parts[*a.min(b) as usize / width].push(Proposal::new(*a, *b, number));
                }
            }
        }
    }
    (parts, report)
}

/// The key of a block and the place of a record in it.
type Entry = (u64, u32);

/// Rules whose keys are made together, so that a record is read once for them all; more would
/// hold too many keys at a time.
const RULES_AT_ONCE: usize = 5;
/// Records of which one thread makes the keys.
const RECORDS_AT_ONCE: usize = 1 << 15;
/// Records that stay at hand from one rule to the next.
const RECORDS_AT_HAND: usize = 256;
/// Entries lie in drawers by the first bits of their keys: small enough to be sorted at hand.
const DRAWER_BITS: u32 = 6;

/// The entries of every record under each of these rules, in drawers, sorted.
fn entries(records: &[LinkageRecord], rules: &[(usize, &Rule)]) -> Vec<Vec<Vec<Entry>>> {
    let drawers = || -> Vec<Vec<Entry>> { (0..1 << DRAWER_BITS).map(|_| Vec::new()).collect() };
    let made: Vec<Vec<Vec<Vec<Entry>>>> = records
        .par_chunks(RECORDS_AT_ONCE)
        .enumerate()
        .map(|(chunk, records)| {
            let mut of_rule: Vec<Vec<Vec<Entry>>> = rules.iter().map(|_| drawers()).collect();
            let mut keys = Vec::new();
            let mut first = chunk * RECORDS_AT_ONCE;
            for at_hand in records.chunks(RECORDS_AT_HAND) {
                for ((_, rule), drawers) in rules.iter().zip(&mut of_rule) {
                    for (record, place) in at_hand.iter().zip(first as u32..) {
                        keys.clear();
                        rule.keys_of(record, &mut keys);
                        for key in &keys {
                            let drawer = (*key >> (u64::BITS - DRAWER_BITS)) as usize;
                            drawers[drawer].push((*key, place));
                        }
                    }
                }
                first += at_hand.len();
            }
            of_rule
        })
        .collect();
    let of_drawer = |rule: usize, drawer: usize| {
        let parts = made.iter().map(|of_rule| of_rule[rule][drawer].as_slice());
        sorted(parts.collect::<Vec<_>>().concat())
    };
    (0..rules.len())
        .into_par_iter()
        .map(|rule| {
            let all = (0..1 << DRAWER_BITS).into_par_iter();
            all.map(|drawer| of_drawer(rule, drawer)).collect()
        })
        .collect()
}

/// The entries of a drawer in the order of their keys, each once.
fn sorted(mut drawer: Vec<Entry>) -> Vec<Entry> {
    drawer.sort_unstable();
    drawer.dedup();
    drawer
}

/// The entries of each key.
fn blocks_of(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    entries.chunk_by(|x, y| x.0 == y.0)
}

/// The largest block size whose blocks, with all smaller ones, keep to the rule's share.
fn cap<'a>(blocks: impl Iterator<Item = &'a [Entry]>, rule: &Rule, records: usize) -> usize {
    let budget = ((records as f64 * rule.share) as u64).max(PAIRS_AT_LEAST);
    let mut pairs_by_size = vec![0u64; rule.most + 1];
    for block in blocks {
        if let Some(pairs) = pairs_by_size.get_mut(block.len()) {
            *pairs += pairs_of(block.len());
        }
    }
    let mut spent = 0;
    let within = pairs_by_size.iter().take_while(|pairs| {
        spent += **pairs;
        spent <= budget
    });
    within.count().saturating_sub(1).max(2)
}

const fn pairs_of(block: usize) -> u64 {
    (block as u64) * (block as u64).saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::person;

    fn proposed(records: &[LinkageRecord]) -> (Vec<(u32, u32)>, Vec<RuleReport>) {
        let (parts, rules) =
            candidates(records, &[], false).each_part(|pairs| pairs.collect::<Vec<_>>());
        (parts.concat(), rules)
    }

    #[test]
    fn the_rules_of_the_most_columns_fit_into_a_proposal() {
        let column = |at: usize| OtherColumn {
            name: at.to_string(),
            kind: crate::OtherKind::Text,
        };
        let columns: Vec<OtherColumn> = (0..crate::Records::MOST_OTHERS).map(column).collect();
        assert!((10..1 << RULE_BITS).contains(&rules(&columns, 1_000).len()));
    }

    #[test]
    fn a_pair_is_proposed_once_however_many_rules_reach_it() {
        let records = [
            person("Lena", "Hart", "2011-04-05").record(1),
            person("Lena", "Hart", "2011-04-05").record(2),
        ];
        let (pairs, reports) = proposed(&records);
        assert_eq!(pairs, [(0, 1)]);
        assert_eq!(reports.iter().map(|report| report.pairs).sum::<u64>(), 1);
    }

    #[test]
    fn a_block_over_its_cap_is_counted_and_another_rule_still_reaches_the_pair() {
        let mut records: Vec<_> = (0..120)
            .map(|i| person("Zorbia", "Hart", &format!("{}", 1900 + i)).record(i))
            .collect();
        records.push(person("Zorbia", "Hart", "1950").record(200));
        let (pairs, reports) = proposed(&records);
        assert!(pairs.contains(&(50, 120)));
        let of = |name: &str| reports.iter().find(|report| report.rule == name).unwrap();
        let any_birth = of("given name and family name, any birth date");
        assert_eq!(any_birth.pairs_skipped, 121 * 120 / 2);
        assert_eq!(of("given name, family name and birth year").pairs, 1);
    }

    #[test]
    fn the_share_of_a_rule_goes_to_its_small_blocks_first() {
        // A hundred blocks of three and one of three hundred: the large one alone would cost
        // more than the share of a file of this size, were its least share not as large.
        let entries: Vec<(u64, u32)> = (0..300)
            .map(|at| (u64::from(at) / 3, at))
            .chain((300..1100).map(|at| (1_000, at)))
            .collect();
        let rule = Rule::new("any", 1_000, |_, _| {});
        assert_eq!(cap(blocks_of(&entries), &rule, 1_100), 799);
    }

    #[test]
    fn in_link_only_mode_a_pair_lies_across_two_sources() {
        let records = [
            person("Lena", "Hart", "2011-04-05").record(1),
            person("Lena", "Hart", "2011-04-05").record(2),
            person("Lena", "Hart", "2011-04-05")
                .from("schools")
                .record(3),
        ];
        let (parts, _) =
            candidates(&records, &[], true).each_part(|pairs| pairs.collect::<Vec<_>>());
        assert_eq!(parts.concat(), [(0, 2), (1, 2)]);
    }

    #[test]
    fn exchanged_names_short_forms_and_former_names_meet() {
        for (one, other) in [
            (
                person("Hart", "Lena", "2011-04-05"),
                person("Lena", "Hart", "2011-06-07"),
            ),
            (
                person("Bill", "Hart", "1980-04-05"),
                person("William", "Stone", "1980-04-05"),
            ),
            (
                person("Ada", "Stone", "1980-04-05").formerly("Hart"),
                person("Ada", "Hart", "1980-06-09"),
            ),
            (
                person("Ada", "Evans-Murtha", "1980-04-05"),
                person("Ada", "Murtha", "1980-06-09"),
            ),
        ] {
            let (pairs, _) = proposed(&[one.record(1), other.record(2)]);
            assert_eq!(pairs, [(0, 1)]);
        }
    }
}
