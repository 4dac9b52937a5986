//! The laws of linking over time, as tests: what was one person stays so, and the order in which
//! records arrive changes nothing that nobody is asked about.
//!
//! Invariant: every person here is invented.

use super::laws::{is_joined, is_possible, run, some_records};
use super::*;
use crate::fixture::{id, person};
use proptest::prelude::*;

#[test]
fn who_was_one_person_stays_so_below_the_weight_that_joins_anew() {
    let one = person("Jonas", "Hallam", "2012-03-04").at("4 Mill Lane", "QX1 4AB");
    let other = person("Jonas", "Hallam", "2012-03-04").at("9 Weir Close", "QX8 2CD");
    let records = [one.record(1), other.record(2)];
    let none = HumanDecisions::default();
    let weight = run(&records, &none).automatic[0].weight;
    let mut settings = Settings::default();
    settings.thresholds.automatic = weight + 1.0;
    settings.fracture = weight - 1.0;
    let apart = link(&records, &none, &settings, &mut |_| {});
    assert!(is_possible(&apart, 1, 2) && !is_joined(&apart, 1, 2));
    let before = [1, 2].map(|number| Membership {
        record: id(number),
        person: vocabulary::PersonId::parse("00000000-0000-7000-9000-000000000001").unwrap(),
        first_seen: 0,
    });
    let again = link_again(&records, &before, &none, &settings, &mut |_| {});
    assert!(is_joined(&again, 1, 2), "the evidence is still there");
    settings.fracture = weight + 0.5;
    let split = link_again(&records, &before, &none, &settings, &mut |_| {});
    assert!(!is_joined(&split, 1, 2) && is_possible(&split, 1, 2));
}

/// Links records as they arrive in parts, each time with what was known before.
fn arriving(records: &[LinkageRecord], parts: usize) -> Linkage {
    let none = HumanDecisions::default();
    let mut before: Vec<Membership> = Vec::new();
    let mut minted = 0u128;
    let mut last = None;
    for part in 1..=parts {
        let so_far = &records[..records.len() * part / parts];
        let linkage = link_again(so_far, &before, &none, &Settings::default(), &mut |_| {});
        let assignment = crate::identity::assign(&before, &linkage.clusters, &none, &mut || {
            minted += 1;
            let text = format!("00000000-0000-7000-9000-{minted:012x}");
            vocabulary::PersonId::parse(&text).unwrap()
        });
        before = assignment
            .people
            .iter()
            .zip(0u64..)
            .map(|((record, person), first_seen)| Membership {
                record: *record,
                person: *person,
                first_seen,
            })
            .collect();
        last = Some(linkage);
    }
    last.unwrap()
}

/// The records that clusters and open questions bring together.
fn reachable(linkages: [&Linkage; 2], from: RecordId) -> Vec<RecordId> {
    let mut found = vec![from];
    let mut at = 0;
    while let Some(record) = found.get(at).copied() {
        at += 1;
        for linkage in linkages {
            let people = linkage
                .clusters
                .iter()
                .filter(|people| people.contains(&record));
            let asked = linkage
                .possible
                .iter()
                .filter(|pair| pair.a == record || pair.b == record);
            let near = people
                .flatten()
                .copied()
                .chain(asked.flat_map(|pair| [pair.a, pair.b]));
            for next in near.collect::<Vec<_>>() {
                if !found.contains(&next) {
                    found.push(next);
                }
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_order_of_arrival_gives_the_people_of_one_batch_or_the_difference_is_asked_about(
        choices in proptest::collection::vec((0usize..12, 0u8..5), 2..30),
        parts in 2usize..5,
        order in any::<u64>(),
    ) {
        let mut records = some_records(&choices);
        let batch = run(&records, &HumanDecisions::default());
        records.sort_by_key(|record| crate::fold::mix(record.id().uuid().as_u128() as u64 ^ order));
        let arrived = arriving(&records, parts);
        for people in batch.clusters.iter().chain(&arrived.clusters) {
            if batch.clusters.contains(people) && arrived.clusters.contains(people) {
                continue;
            }
            let reached = reachable([&batch, &arrived], people[0]);
            let of_both = |clusters: &[Vec<RecordId>]| clusters.iter().flatten().filter(|r| reached.contains(r)).count();
            prop_assert_eq!(of_both(&batch.clusters), of_both(&arrived.clusters));
            prop_assert!(
                batch.possible.iter().chain(&arrived.possible).any(|pair| reached.contains(&pair.a)),
                "a difference that nobody is asked about"
            );
        }
    }
}
