//! Clashes inside people: two records that were joined and speak against each other, or more
//! records of one source than its own law allows.
//!
//! Invariant: a clash is a question to a worker; by itself it moves no record.

use linkage::{LinkageRecord, Model, SourceLaw, explain};
use std::collections::BTreeMap;
use store::{ClashRow, PossibleRow, SourcePerson};
use vocabulary::{MatchQuestion, NhsNumber, RecordId, SourceId};

use crate::review_standing::{pair_id, reference_of};

/// From how many records of one person on each source is asked about.
pub(crate) type Laws = BTreeMap<SourceId, usize>;

/// The law of each source, from the people of a run: lists of places.
pub(crate) fn laws<'a>(people: impl Iterator<Item = &'a [usize]>, marks: &[Marks]) -> Laws {
    let mut laws: BTreeMap<&SourceId, SourceLaw> = BTreeMap::new();
    for person in people {
        for records in by_source(person, marks).into_values() {
            let source = &marks[records[0]].source;
            laws.entry(source).or_default().count(records.len());
        }
    }
    let from = |(source, law): (&SourceId, SourceLaw)| (source.clone(), law.improbable_from());
    laws.into_iter().map(from).collect()
}

fn by_source<'a>(person: &[usize], marks: &'a [Marks]) -> BTreeMap<&'a SourceId, Vec<usize>> {
    let mut sources: BTreeMap<&SourceId, Vec<usize>> = BTreeMap::new();
    for at in person {
        sources.entry(&marks[*at].source).or_default().push(*at);
    }
    sources
}

/// What of a record can clash with another.
pub(crate) struct Marks {
    source: SourceId,
    nhs_number: Option<NhsNumber>,
}

impl Marks {
    pub(crate) fn of(person: &SourcePerson) -> Self {
        Self {
            source: person.source.clone(),
            nhs_number: person.nhs_number,
        }
    }
}

/// The clashes of one person, whose records are named by their places: pairs of places.
pub(crate) fn clashes(
    cluster: &[usize],
    marks: &[Marks],
    laws: &Laws,
) -> Vec<(MatchQuestion, usize, usize)> {
    let mut numbers: BTreeMap<&NhsNumber, usize> = BTreeMap::new();
    for at in cluster {
        if let Some(number) = &marks[*at].nhs_number {
            numbers.entry(number).or_insert(*at);
        }
    }
    let mut found = Vec::new();
    let mut firsts: Vec<usize> = numbers.into_values().collect();
    firsts.sort_unstable();
    if let Some((first, others)) = firsts.split_first() {
        let asked = |other: &usize| (MatchQuestion::TwoNhsNumbers, *first, *other);
        found.extend(others.iter().map(asked));
    }
    for (source, records) in by_source(cluster, marks) {
        let many = laws.get(source).copied().unwrap_or(usize::MAX);
        if records.len() < many {
            continue;
        }
        found.push((MatchQuestion::ManyOfOneSource, records[0], records[1]));
    }
    found
}

/// A clash as it is kept for the records desk.
pub(crate) fn row(
    kind: MatchQuestion,
    ids: (RecordId, RecordId),
    model: &Model,
    records: (&LinkageRecord, &LinkageRecord),
) -> ClashRow {
    let explanation = explain(model, records.0, records.1);
    let (a, b) = (ids.0.min(ids.1), ids.0.max(ids.1));
    ClashRow {
        kind,
        pair: PossibleRow {
            a,
            b,
            weight: explanation.total,
            reference: reference_of(pair_id(a, b)),
            words: explanation.sentence,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(cluster: &[usize], marks: &[Marks]) -> Vec<(MatchQuestion, usize, usize)> {
        clashes(cluster, marks, &laws([cluster].into_iter(), marks))
    }

    fn marks(source: &str, number: Option<&str>) -> Marks {
        Marks {
            source: SourceId::parse(source).unwrap(),
            nhs_number: number.map(|text| NhsNumber::parse(text).unwrap()),
        }
    }

    #[test]
    fn two_numbers_in_one_person_are_asked_about_once_for_each_further_number() {
        let all = [
            marks("housing", Some("9990000018")),
            marks("schools", None),
            marks("health", Some("9990000018")),
            marks("adults", Some("9990000026")),
        ];
        let found = asked(&[0, 1, 2, 3], &all);
        assert_eq!(found, [(MatchQuestion::TwoNhsNumbers, 0, 3)]);
        assert!(asked(&[0, 1, 2], &all).is_empty());
    }

    #[test]
    fn three_records_of_one_source_are_asked_about_and_two_are_not() {
        let all = [
            marks("housing", None),
            marks("housing", None),
            marks("housing", None),
        ];
        assert!(asked(&[0, 1], &all).is_empty());
        let found = asked(&[0, 1, 2], &all);
        assert_eq!(found, [(MatchQuestion::ManyOfOneSource, 0, 1)]);
    }
}
