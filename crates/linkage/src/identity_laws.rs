//! The laws of identity over time, as tests.
//!
//! Invariant: whatever the clusters of two runs are, the laws hold between them.

use super::*;
use crate::fixture::id;
use proptest::prelude::*;

fn person_id(number: u32) -> PersonId {
    PersonId::parse(&format!("00000000-0000-7000-9000-{number:012x}")).unwrap()
}

/// A mint that counts up.
fn mint_from(mut next: u32) -> impl FnMut() -> PersonId {
    move || {
        next += 1;
        person_id(next)
    }
}

fn clusters(groups: &[&[u128]]) -> Vec<Vec<RecordId>> {
    groups
        .iter()
        .map(|group| group.iter().map(|number| id(*number)).collect())
        .collect()
}

/// Membership after a run; records are first seen in the order of their numbers.
fn kept(assignment: &Assignment) -> Vec<Membership> {
    let member = |(at, (record, person)): (usize, &(RecordId, PersonId))| Membership {
        record: *record,
        person: *person,
        first_seen: at as u64,
    };
    assignment.people.iter().enumerate().map(member).collect()
}

fn after(
    first: &[&[u128]],
    second: &[&[u128]],
    decisions: &HumanDecisions,
) -> (Assignment, Assignment) {
    let one = assign(
        &[],
        &clusters(first),
        &HumanDecisions::default(),
        &mut mint_from(0),
    );
    let two = assign(
        &kept(&one),
        &clusters(second),
        decisions,
        &mut mint_from(100),
    );
    (one, two)
}

#[test]
fn a_new_record_joins_and_keeps_the_person() {
    let (_, two) = after(&[&[1, 2]], &[&[1, 2, 3]], &HumanDecisions::default());
    let joined = IdentityEvent::Joined {
        person: person_id(1),
        record: id(3),
        cause: Cause::NewRecord,
    };
    assert_eq!(two.events, [joined]);
}

#[test]
fn a_merge_keeps_the_older_id_and_redirects_the_other() {
    let (_, two) = after(
        &[&[1], &[2, 3, 4]],
        &[&[1, 2, 3, 4]],
        &HumanDecisions::default(),
    );
    let merged = IdentityEvent::Merged {
        kept: person_id(1),
        redirected: person_id(2),
        cause: Cause::Evidence,
    };
    assert_eq!(two.events, [merged]);
}

#[test]
fn a_split_keeps_the_id_with_the_larger_part_and_of_equals_with_the_older() {
    let (_, larger) = after(&[&[1, 2, 3]], &[&[1], &[2, 3]], &HumanDecisions::default());
    assert!(larger.people.contains(&(id(2), person_id(1))));
    let (_, older) = after(&[&[1, 2]], &[&[1], &[2]], &HumanDecisions::default());
    assert!(older.people.contains(&(id(1), person_id(1))));
    let decided = HumanDecisions {
        not_same: vec![(id(2), id(1))],
        ..HumanDecisions::default()
    };
    let (_, by_worker) = after(&[&[1, 2]], &[&[1], &[2]], &decided);
    let split = IdentityEvent::Split {
        from: person_id(1),
        into: person_id(101),
        records: vec![id(2)],
        cause: Cause::HumanDecision,
    };
    assert_eq!(by_worker.events, [split]);
}

#[test]
fn a_record_that_moves_leaves_one_person_and_joins_another() {
    let (_, two) = after(
        &[&[1, 2, 3], &[4, 5]],
        &[&[1, 2], &[3, 4, 5]],
        &HumanDecisions::default(),
    );
    assert_eq!(
        two.events,
        [
            IdentityEvent::Joined {
                person: person_id(2),
                record: id(3),
                cause: Cause::Evidence
            },
            IdentityEvent::Left {
                person: person_id(1),
                record: id(3),
                cause: Cause::Evidence
            },
        ]
    );
}

#[test]
fn a_withdrawn_record_leaves() {
    let (_, two) = after(&[&[1, 2]], &[&[1]], &HumanDecisions::default());
    let left = IdentityEvent::Left {
        person: person_id(1),
        record: id(2),
        cause: Cause::RecordWithdrawn,
    };
    assert_eq!(two.events, [left]);
}

/// A partition of some records, from one group number per record.
fn partition(groups: &[Option<u8>]) -> Vec<Vec<RecordId>> {
    let mut by_group: BTreeMap<u8, Vec<RecordId>> = BTreeMap::new();
    for (number, group) in (0u128..).zip(groups) {
        if let Some(group) = group {
            by_group.entry(*group).or_default().push(id(number));
        }
    }
    by_group.into_values().collect()
}

fn some_groups() -> impl Strategy<Value = Vec<Option<u8>>> {
    proptest::collection::vec(proptest::option::weighted(0.9, 0u8..6), 12)
}

proptest! {
    #[test]
    fn laws_of_identity_hold_between_any_two_runs(first in some_groups(), second in some_groups()) {
        let none = HumanDecisions::default();
        let one = assign(&[], &partition(&first), &none, &mut mint_from(0));
        let before = kept(&one);
        let clusters = partition(&second);
        let two = assign(&before, &clusters, &none, &mut mint_from(100));

        let mut reversed = clusters.clone();
        reversed.reverse();
        prop_assert_eq!(&assign(&before, &reversed, &none, &mut mint_from(100)), &two);

        // Every record has one person; one cluster, one person; two clusters, two people.
        let people: BTreeMap<RecordId, PersonId> = two.people.iter().copied().collect();
        prop_assert_eq!(people.len(), two.people.len());
        let mut owners = BTreeSet::new();
        for cluster in &clusters {
            let owner = people[&cluster[0]];
            prop_assert!(cluster.iter().all(|record| people[record] == owner));
            prop_assert!(owners.insert(owner));
        }
        for event in &two.events {
            match event {
                IdentityEvent::Merged { kept, redirected, .. } => {
                    prop_assert!(owners.contains(kept) && !owners.contains(redirected));
                }
                IdentityEvent::Split { into, .. } | IdentityEvent::Founded { person: into, .. } => {
                    prop_assert!(!before.iter().any(|member| member.person == *into));
                }
                IdentityEvent::Joined { .. } | IdentityEvent::Left { .. } => {}
            }
        }
        // Nothing changes when nothing changed.
        let again = assign(&kept(&two), &clusters, &none, &mut mint_from(200));
        prop_assert_eq!(again.events, vec![]);
        prop_assert_eq!(again.people, two.people);
    }
}
