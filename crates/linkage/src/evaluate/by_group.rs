//! Recall by group of people: whom a run finds less often than everybody.
//!
//! A person belongs to the group that most of their records say, so that one wrong entry does not
//! move them. Invariant: the pairs of all groups, the unknown one included, are all true pairs.

use super::known::Known;
use super::pair_counts::Share;

/// How well the records of one group's people were brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupRecall {
    /// People of the group.
    pub people: u64,
    /// Of the pairs of records that are one person of the group, those that were joined.
    pub recall: Share,
}

/// Stands for a record that does not say its group.
pub const NO_GROUP: u16 = u16::MAX;

/// The recall of each group, by its number. People whose records say none are left out.
#[must_use]
pub fn recall_by_group(cluster_of: &[u32], known: &Known<'_>, group: &[u16]) -> Vec<GroupRecall> {
    let groups = group.iter().filter(|group| **group != NO_GROUP);
    let groups = groups.max().map_or(0, |most| usize::from(*most) + 1);
    let mut found = vec![GroupRecall::default(); groups];
    let source = |at: u32| known.across.map_or(0, |source| source[at as usize]);
    let mut rows: Vec<Row> = (0u32..)
        .zip(cluster_of)
        .filter_map(|(at, cluster)| {
            Some(Row {
                person: known.person_of(at)?,
                cluster: *cluster,
                source: source(at),
                group: group.get(at as usize).copied().unwrap_or(NO_GROUP),
            })
        })
        .collect();
    rows.sort_unstable();
    for person in rows.chunk_by(|one, other| one.person == other.person) {
        let Some(of) = found.get_mut(usize::from(said_most(person))) else {
            continue;
        };
        let joined = person.chunk_by(|one, other| one.cluster == other.cluster);
        let counts = |rows: &[Row]| pairs_that_count(rows, known.across.is_some());
        of.people += 1;
        of.recall.part += joined.map(counts).sum::<u64>();
        of.recall.whole += counts(person);
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    person: u32,
    cluster: u32,
    source: u32,
    group: u16,
}

/// The group that most rows say, the smallest of equals.
fn said_most(rows: &[Row]) -> u16 {
    let mut said: Vec<u16> = rows
        .iter()
        .map(|row| row.group)
        .filter(|group| *group != NO_GROUP)
        .collect();
    said.sort_unstable();
    let runs = said.chunk_by(|one, other| one == other);
    let most = runs.max_by_key(|run| (run.len(), std::cmp::Reverse(run[0])));
    most.map_or(NO_GROUP, |run| run[0])
}

/// All pairs of rows, or only those of two sources.
fn pairs_that_count(rows: &[Row], is_across: bool) -> u64 {
    let pairs = |rows: u64| rows * rows.saturating_sub(1) / 2;
    let all = pairs(rows.len() as u64);
    if !is_across {
        return all;
    }
    let mut sources: Vec<u32> = rows.iter().map(|row| row.source).collect();
    sources.sort_unstable();
    let within = sources.chunk_by(|one, other| one == other);
    all - within.map(|run| pairs(run.len() as u64)).sum::<u64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [u32; 7] = [1, 1, 1, 2, 2, 3, Known::UNKNOWN];
    const CLUSTERS: [u32; 7] = [0, 0, 2, 3, 3, 5, 0];
    const SOURCES: [u32; 7] = [0, 0, 1, 0, 1, 0, 0];

    fn known(across: Option<&[u32]>) -> Known<'_> {
        Known {
            person: &PEOPLE,
            household: &[],
            twins: &[],
            across,
        }
    }

    #[test]
    fn a_person_counts_in_the_group_that_most_records_say() {
        let group = [0, 0, 1, 1, NO_GROUP, 1, 0];
        let found = recall_by_group(&CLUSTERS, &known(None), &group);
        assert_eq!((found[0].people, found[0].recall), (1, Share::of(1, 3)));
        assert_eq!((found[1].people, found[1].recall), (2, Share::of(1, 1)));
    }

    #[test]
    fn only_pairs_of_two_sources_count_where_no_others_may_be_joined() {
        let found = recall_by_group(&CLUSTERS, &known(Some(&SOURCES)), &[0; 7]);
        assert_eq!(found[0].recall, Share::of(1, 3));
    }

    #[test]
    fn who_says_no_group_is_in_none() {
        let group = [NO_GROUP, NO_GROUP, NO_GROUP, 0, 0, NO_GROUP, NO_GROUP];
        let found = recall_by_group(&CLUSTERS, &known(None), &group);
        assert_eq!((found.len(), found[0].people), (1, 1));
        assert!(recall_by_group(&CLUSTERS, &known(None), &[NO_GROUP; 7]).is_empty());
    }
}
