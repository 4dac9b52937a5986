//! Joins records into people, strongest evidence first, and refuses to join what contradicts.
//!
//! Connected components alone would let one vague record chain two twins together; here each
//! join looks at every pair that it would put together. Invariant: what a worker has decided
//! holds, and the order of the records never matters.

use std::collections::BTreeMap;

/// How two records stand to each other when a join is considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing speaks against one person.
    Open,
    /// Their given names clash; a few such pairs may be errors.
    Clash,
    /// They are never one person.
    Barred,
}

/// The groups while they grow.
pub(crate) struct Groups {
    group_of: Vec<u32>,
    members: BTreeMap<u32, Vec<u32>>,
}

impl Groups {
    /// Every record alone.
    pub(crate) fn new(records: usize) -> Self {
        let all = 0..u32::try_from(records).unwrap_or(u32::MAX);
        Self {
            group_of: all.clone().collect(),
            members: all.map(|record| (record, vec![record])).collect(),
        }
    }

    /// The group of a record, by its first member.
    pub(crate) fn of(&self, record: u32) -> u32 {
        self.group_of[record as usize]
    }

    /// The records of a group.
    pub(crate) fn members(&self, group: u32) -> &[u32] {
        self.members.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Joins the groups of two records unless a pair across is barred, or more than a third of
    /// the pairs across clash. True when they are in one group afterwards.
    pub(crate) fn join(
        &mut self,
        a: u32,
        b: u32,
        mut standing: impl FnMut(u32, u32, &[&[u32]; 2]) -> Standing,
    ) -> bool {
        let (one, other) = (self.of(a), self.of(b));
        if one == other {
            return true;
        }
        let both = [self.members(one), self.members(other)];
        let (mut pairs, mut clashes) = (0usize, 0usize);
        for x in both[0] {
            for y in both[1] {
                match standing(*x, *y, &both) {
                    Standing::Barred => return false,
                    Standing::Clash => clashes += 1,
                    Standing::Open => {}
                }
                pairs += 1;
            }
        }
        if clashes * 3 > pairs {
            return false;
        }
        self.merge(one.min(other), one.max(other));
        true
    }

    fn merge(&mut self, kept: u32, gone: u32) {
        let moved = self.members.remove(&gone).unwrap_or_default();
        for record in &moved {
            self.group_of[*record as usize] = kept;
        }
        self.members.entry(kept).or_default().extend(moved);
    }

    /// All groups with their records.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Vec<u32>> {
        self.members.values()
    }
}
