//! Where a person hangs together by least, for the records desk and for an explanation.
//!
//! Invariant: only records that the reader is shown are weighed and named; what is not shown is as
//! if it were not there.

use crate::Kith;
use linkage::{Bridge, HumanDecisions, LinkageRecord, Model, Settings, weakest_bridge};
use std::collections::{BTreeMap, BTreeSet};
use store::SourcePerson;
use vocabulary::{PersonalText, RecordId};

use crate::link_people::record_of;

/// The weakest bridge of a person of more than two records.
pub struct PersonBridge {
    /// The bridge and what would part it, as a sentence.
    pub words: String,
    /// The two records that hold the two sides together.
    pub pair: [BridgeEnd; 2],
}

/// One end of a bridge.
pub struct BridgeEnd {
    /// The source's name.
    pub source_name: String,
    /// The source's id.
    pub source: vocabulary::SourceId,
    /// The person's number in that source.
    pub key: PersonalText,
}

/// Pairs that workers hold to be one person, the smaller id first.
pub(crate) fn decided_same(human: &HumanDecisions) -> BTreeSet<(RecordId, RecordId)> {
    let ordered = |(a, b): &(RecordId, RecordId)| (*a.min(b), *a.max(b));
    human.same.iter().map(ordered).collect()
}

/// A person's records, folded, beside what the store says of them.
struct Folded<'a> {
    persons: BTreeMap<RecordId, &'a SourcePerson>,
    records: BTreeMap<RecordId, LinkageRecord>,
}

impl<'a> Folded<'a> {
    fn of(persons: impl Iterator<Item = &'a SourcePerson>) -> Self {
        let persons: BTreeMap<RecordId, &SourcePerson> =
            persons.map(|person| (person.id, person)).collect();
        let folded = |(id, person): (&RecordId, &&SourcePerson)| (*id, record_of(*id, person));
        Self {
            records: persons.iter().map(folded).collect(),
            persons,
        }
    }
}

impl Kith {
    /// The weakest bridge of a person of whom these records are shown.
    pub(crate) fn bridge_of<'a>(
        &self,
        model: &Model,
        persons: impl Iterator<Item = &'a SourcePerson>,
        same: &BTreeSet<(RecordId, RecordId)>,
    ) -> Option<PersonBridge> {
        let folded = Folded::of(persons);
        let records: Vec<&LinkageRecord> = folded.records.values().collect();
        let bridge = weakest_bridge(model, &records, same)?;
        let holds_from = Settings::default().fracture;
        // Held by what is not shown: nothing is said of it.
        if !bridge.is_decided && bridge.weight < holds_from {
            return None;
        }
        self.bridge_in_words(&bridge, model, holds_from, &folded)
    }

    fn bridge_in_words(
        &self,
        bridge: &Bridge,
        model: &Model,
        holds_from: f64,
        folded: &Folded<'_>,
    ) -> Option<PersonBridge> {
        let (a, b) = bridge.pair;
        let records = (folded.records.get(&a)?, folded.records.get(&b)?);
        let end = |id: RecordId| {
            let person = folded.persons.get(&id)?;
            Some(BridgeEnd {
                source_name: self.source_called(&person.source),
                source: person.source.clone(),
                key: PersonalText::parse(person.key.reveal()).ok()?,
            })
        };
        Some(PersonBridge {
            words: bridge.in_words(model, holds_from, records),
            pair: [end(a)?, end(b)?],
        })
    }
}
