//! The pairs that are left to ask about: the strongest of each two people.
//!
//! Invariant: a pair that a worker has decided is never asked again, nor one that lies inside a
//! person.

use crate::decision::Scored;
use crate::joining::{Decided, Joined};
use crate::model::Band;
use crate::record::LinkageRecord;
use rayon::prelude::*;

/// Pairs to ask about, strongest first, and how many were left out because one source holds both
/// as two people.
pub(crate) fn open_pairs(
    records: &[LinkageRecord],
    scored: &[Scored],
    joined: &Joined,
    decided: &Decided,
) -> (Vec<Scored>, u64) {
    let run = Run {
        records,
        joined,
        decided,
        is_one_source: records
            .windows(2)
            .all(|pair| pair[0].source == pair[1].source),
    };
    // By the two people, then by rank: the first of each is the strongest.
    let mut open: Vec<(u32, u32, usize)> = Vec::new();
    for (rank, pair) in scored
        .iter()
        .enumerate()
        .filter(|(_, pair)| pair.band != Band::Apart)
    {
        let (one, other) = (
            joined.group_of[pair.a as usize],
            joined.group_of[pair.b as usize],
        );
        if one != other {
            open.push((one.min(other), one.max(other), rank));
        }
    }
    open.par_sort_unstable();
    open.dedup_by_key(|(one, other, _)| (*one, *other));
    let mut ranks = Vec::new();
    let mut known_apart = 0;
    for (one, other, rank) in open {
        if run.was_decided_across(one, other) {
            continue;
        }
        if scored[rank].guard.is_some() && run.one_source_holds_both(one, other) {
            known_apart += 1;
        } else {
            ranks.push(rank);
        }
    }
    ranks.sort_unstable();
    let possible = ranks.into_iter().map(|rank| Scored {
        band: Band::Possible,
        ..scored[rank]
    });
    (possible.collect(), known_apart)
}

struct Run<'a> {
    records: &'a [LinkageRecord],
    joined: &'a Joined,
    decided: &'a Decided,
    is_one_source: bool,
}

impl Run<'_> {
    /// A worker has said of some pair across that it is two people: not asked again, no trace.
    fn was_decided_across(&self, one: u32, other: u32) -> bool {
        let across = |x: &u32| {
            let others = &self.joined.groups[other as usize];
            others.iter().any(|y| self.decided.are_not_same(*x, *y))
        };
        self.decided.holds_apart() && self.joined.groups[one as usize].iter().any(across)
    }

    /// A source that holds both as two people knows that they are two. A single file that is
    /// searched for its own doubles says nothing of the kind.
    fn one_source_holds_both(&self, one: u32, other: u32) -> bool {
        if self.is_one_source {
            return false;
        }
        let source = |record: &u32| self.records[*record as usize].source;
        let (one, other) = (
            &self.joined.groups[one as usize],
            &self.joined.groups[other as usize],
        );
        one.iter()
            .any(|x| other.iter().any(|y| source(x) == source(y)))
    }
}
