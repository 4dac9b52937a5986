//! Proposes the pairs that are worth comparing: a union of rules, each a set of keys.
//!
//! Former names and former addresses give further keys, so a family that moved is still found.
//! A block over its rule's cap is skipped and counted. Invariant: a pair is proposed once, by
//! the first rule that reaches it.

use crate::fold::joined;
use crate::record::{FamilyName, GivenName, LinkageRecord, Place};
use vocabulary::PartialDate;

/// One rule: records that share one of its keys are compared.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    /// Records in a block beyond which the key says too little.
    pub(crate) cap: usize,
    keys: fn(&LinkageRecord, &mut Vec<u64>),
}

/// What one rule did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleReport {
    /// The rule in words.
    pub rule: &'static str,
    /// Pairs that this rule was the first to propose.
    pub pairs: u64,
    /// Blocks that were larger than the cap.
    pub blocks_skipped: u64,
    /// Pairs in those blocks; another rule may still reach them.
    pub pairs_skipped: u64,
}

/// The rules in their order: the most telling first.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        name: "same NHS number",
        cap: 50,
        keys: |r, out| out.extend(r.nhs_number),
    },
    Rule {
        name: "same pupil or learner number",
        cap: 50,
        keys: |r, out| out.extend(r.pupil_number.into_iter().chain(r.learner_number)),
    },
    Rule {
        name: "given name, family name and birth year",
        cap: 150,
        keys: |r, out| {
            names(r, out, |given, family| {
                Some(joined(joined(given, family.whole.key), year(r)?))
            })
        },
    },
    Rule {
        name: "sound of the family name and birth date",
        cap: 100,
        keys: |r, out| families(r, out, |family| Some(joined(family.sound, date(r.birth?)?))),
    },
    Rule {
        name: "given name and birth date",
        cap: 100,
        keys: |r, out| givens(r, out, |given| Some(joined(given, date(r.birth?)?))),
    },
    Rule {
        name: "family name and birth date with day and month in either order",
        cap: 100,
        keys: |r, out| {
            families(r, out, |family| {
                Some(joined(family.whole.key, either_order(r.birth?)?))
            })
        },
    },
    Rule {
        name: "given name and birth date with day and month in either order",
        cap: 100,
        keys: |r, out| givens(r, out, |given| Some(joined(given, either_order(r.birth?)?))),
    },
    Rule {
        name: "given name and postcode, present or former",
        cap: 60,
        keys: |r, out| {
            places(r, out, |place, out| {
                givens(r, out, |given| Some(joined(given, place.postcode?)))
            })
        },
    },
    Rule {
        name: "sound of the family name and postcode, present or former",
        cap: 60,
        keys: |r, out| {
            places(r, out, |place, out| {
                families(r, out, |family| Some(joined(family.sound, place.postcode?)))
            })
        },
    },
    Rule {
        name: "birth date and postcode, present or former",
        cap: 60,
        keys: |r, out| {
            places(r, out, |place, out| {
                out.extend(both(r.birth.and_then(date), place.postcode))
            })
        },
    },
    Rule {
        name: "same home, present or former",
        cap: 24,
        keys: |r, out| {
            places(r, out, |place, out| {
                out.extend(place.home.into_iter().chain(place.door))
            })
        },
    },
    Rule {
        name: "same telephone or e-mail",
        cap: 24,
        keys: |r, out| out.extend(r.telephone.into_iter().chain(r.email)),
    },
    Rule {
        name: "names exchanged, and birth year",
        cap: 100,
        keys: exchanged_names,
    },
    Rule {
        name: "given name and family name, any birth date",
        cap: 30,
        keys: |r, out| {
            names(r, out, |given, family| {
                Some(joined(given, family.whole.key))
            })
        },
    },
    Rule {
        name: "given name, sound of the family name and district",
        cap: 60,
        keys: |r, out| {
            places(r, out, |place, out| {
                names(r, out, |given, family| {
                    Some(joined(joined(given, family.sound), place.district?))
                })
            })
        },
    },
    Rule {
        name: "birth date and first letters of both names",
        cap: 100,
        keys: |r, out| out.extend(both(r.birth.and_then(date), first_letters(r, 1))),
    },
    Rule {
        name: "first three letters of both names and birth month",
        cap: 100,
        keys: |r, out| out.extend(both(r.birth.and_then(month), first_letters(r, 3))),
    },
    Rule {
        name: "birth date and home district",
        cap: 30,
        keys: |r, out| {
            places(r, out, |place, out| {
                out.extend(both(r.birth.and_then(date), place.district))
            })
        },
    },
];

/// Keys of one rule are marked with its number, so that one sorted row holds all.
const RULE_BITS: u32 = 5;

/// All keys of all records: one sorted row each.
pub(crate) struct KeyRows {
    starts: Vec<usize>,
    keys: Vec<u64>,
}

impl KeyRows {
    /// The keys of every record under every rule.
    pub(crate) fn of(records: &[LinkageRecord]) -> Self {
        let mut rows = Self {
            starts: vec![0],
            keys: Vec::with_capacity(records.len() * 20),
        };
        let mut found = Vec::new();
        let mut row = Vec::new();
        for record in records {
            row.clear();
            for (number, rule) in (0u64..).zip(RULES) {
                found.clear();
                (rule.keys)(record, &mut found);
                row.extend(
                    found
                        .iter()
                        .map(|key| (number << (64 - RULE_BITS)) | (key >> RULE_BITS)),
                );
            }
            row.sort_unstable();
            row.dedup();
            rows.keys.extend_from_slice(&row);
            rows.starts.push(rows.keys.len());
        }
        rows
    }

    fn row(&self, record: u32) -> &[u64] {
        &self.keys[self.starts[record as usize]..self.starts[record as usize + 1]]
    }

    /// Calls `propose` once for every pair that shares a key in a block within its cap.
    pub(crate) fn propose(&self, mut propose: impl FnMut(u32, u32)) -> Vec<RuleReport> {
        let mut skipped: Vec<u64> = Vec::new();
        let mut reports = Vec::new();
        for (number, rule) in (0u64..).zip(RULES) {
            let blocks = self.blocks_of(number);
            let mut report = RuleReport {
                rule: rule.name,
                pairs: 0,
                blocks_skipped: 0,
                pairs_skipped: 0,
            };
            // Skipped keys of this rule are known before its first pair is tried.
            for block in blocks
                .chunk_by(|x, y| x.0 == y.0)
                .filter(|block| block.len() > rule.cap)
            {
                skipped.push(block[0].0);
                report.blocks_skipped += 1;
                report.pairs_skipped += (block.len() * (block.len() - 1) / 2) as u64;
            }
            for block in blocks
                .chunk_by(|x, y| x.0 == y.0)
                .filter(|block| block.len() <= rule.cap)
            {
                report.pairs += self.pairs_of_block(block, &skipped, &mut propose);
            }
            reports.push(report);
        }
        reports
    }

    fn blocks_of(&self, number: u64) -> Vec<(u64, u32)> {
        let from = number << (64 - RULE_BITS);
        let to = from | (u64::MAX >> RULE_BITS);
        let mut entries = Vec::new();
        for record in 0..u32::try_from(self.starts.len() - 1).unwrap_or(u32::MAX) {
            let row = self.row(record);
            let first = row.partition_point(|key| *key < from);
            let own = row[first..].iter().take_while(|key| **key <= to);
            entries.extend(own.map(|key| (*key, record)));
        }
        entries.sort_unstable();
        entries
    }

    fn pairs_of_block(
        &self,
        block: &[(u64, u32)],
        skipped: &[u64],
        propose: &mut impl FnMut(u32, u32),
    ) -> u64 {
        let mut pairs = 0;
        for (at, (key, a)) in block.iter().enumerate() {
            for (_, b) in &block[at + 1..] {
                if self.first_shared_key(*a, *b, skipped) == Some(*key) {
                    propose(*a, *b);
                    pairs += 1;
                }
            }
        }
        pairs
    }

    /// The smallest key that two records share and that was not skipped.
    fn first_shared_key(&self, a: u32, b: u32, skipped: &[u64]) -> Option<u64> {
        let (mut one, mut other) = (self.row(a), self.row(b));
        while let (Some(x), Some(y)) = (one.first(), other.first()) {
            if x < y {
                one = &one[1..];
            } else if y < x {
                other = &other[1..];
            } else if skipped.binary_search(x).is_ok() {
                one = &one[1..];
            } else {
                return Some(*x);
            }
        }
        None
    }
}

/// Kin names meet under the keys of their families; middle names may serve as given names.
fn givens(record: &LinkageRecord, out: &mut Vec<u64>, key: impl Fn(u64) -> Option<u64>) {
    let all = record
        .names
        .iter()
        .flat_map(|form| form.given.iter().chain(&form.middle));
    let telling = all.filter(|name| !name.is_initial());
    out.extend(telling.flat_map(GivenName::meeting_keys).filter_map(key));
}

fn families(record: &LinkageRecord, out: &mut Vec<u64>, key: impl Fn(&FamilyName) -> Option<u64>) {
    for family in record.names.iter().filter_map(|form| form.family.as_ref()) {
        out.extend(key(family));
        out.extend(family.each_part().iter().filter_map(&key));
    }
}

fn names(
    record: &LinkageRecord,
    out: &mut Vec<u64>,
    key: impl Fn(u64, &FamilyName) -> Option<u64>,
) {
    for family in record.names.iter().filter_map(|form| form.family.as_ref()) {
        givens(record, out, |given| key(given, family));
        for part in family.each_part() {
            givens(record, out, |given| key(given, &part));
        }
    }
}

fn places(record: &LinkageRecord, out: &mut Vec<u64>, keys: impl Fn(&Place, &mut Vec<u64>)) {
    for place in &record.places {
        keys(place, out);
    }
}

/// The two usual names in alphabetical order of their keys, so that exchanged names meet.
fn exchanged_names(record: &LinkageRecord, out: &mut Vec<u64>) {
    if let (Some(given), Some(family), Some(year)) = (record.given(), record.family(), year(record))
    {
        let (x, y) = (given.whole.key, family.whole.key);
        out.push(joined(joined(x.min(y), x.max(y)), year));
    }
}

fn first_letters(record: &LinkageRecord, count: usize) -> Option<u64> {
    let letters = |text: &str| crate::fold::key_of(&text.chars().take(count).collect::<String>());
    Some(joined(
        letters(&record.given()?.whole.text),
        letters(&record.family()?.whole.text),
    ))
}

fn both(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(joined(one?, other?))
}

fn year(record: &LinkageRecord) -> Option<u64> {
    u64::try_from(record.birth?.year()).ok()
}

fn month(date: PartialDate) -> Option<u64> {
    Some(number(date.year(), date.month()?, 0))
}

pub(crate) fn date(date: PartialDate) -> Option<u64> {
    Some(number(date.year(), date.month()?, date.day()?))
}

/// One key for a date and the same date with day and month exchanged.
fn either_order(date: PartialDate) -> Option<u64> {
    let (month, day) = (date.month()?, date.day()?);
    Some(number(date.year(), month.min(day), month.max(day)))
}

fn number(year: i16, month: i8, day: i8) -> u64 {
    year.unsigned_abs() as u64 * 10_000
        + month.unsigned_abs() as u64 * 100
        + day.unsigned_abs() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::person;

    #[test]
    fn there_are_at_least_ten_rules_and_their_numbers_fit() {
        assert!((10..32).contains(&RULES.len()));
    }

    #[test]
    fn a_pair_is_proposed_once_however_many_rules_reach_it() {
        let records = [
            person("Lena", "Hart", "2011-04-05").record(1),
            person("Lena", "Hart", "2011-04-05").record(2),
        ];
        let mut pairs = Vec::new();
        let reports = KeyRows::of(&records).propose(|a, b| pairs.push((a, b)));
        assert_eq!(pairs, [(0, 1)]);
        assert_eq!(reports.iter().map(|report| report.pairs).sum::<u64>(), 1);
    }

    #[test]
    fn a_block_over_its_cap_is_counted_and_another_rule_still_reaches_the_pair() {
        let mut records: Vec<_> = (0..40)
            .map(|i| person("Zorbia", "Hart", &format!("{}", 1950 + i)).record(i))
            .collect();
        records.push(person("Zorbia", "Hart", "1950").record(100));
        let mut pairs = Vec::new();
        let reports = KeyRows::of(&records).propose(|a, b| pairs.push((a, b)));
        assert_eq!(pairs, [(0, 40)]);
        let skipped: u64 = reports.iter().map(|report| report.pairs_skipped).sum();
        assert_eq!(skipped, 41 * 40 / 2);
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
            let mut met = 0;
            KeyRows::of(&[one.record(1), other.record(2)]).propose(|_, _| met += 1);
            assert_eq!(met, 1);
        }
    }
}
