//! Why two records are, may be or are not one person.
//!
//! Invariant: an explanation holds no word from a record, only what was compared and its weight.

use crate::link_people::record_of;
use crate::review_bridge::{PersonBridge, decided_same};
use crate::review_standing::human_decisions;
use crate::{Kith, OperationError};
use linkage::{Explanation, Model, explain};
use std::collections::BTreeSet;
use store::StoreError;
use vocabulary::{RecordId, SourceId};

/// A record by its source and its key there.
pub struct RecordName {
    /// The source.
    pub source: SourceId,
    /// The person's key in that source.
    pub key: String,
}

/// Two records and what the engine says of them.
pub struct ExplainedPair {
    /// Levels, weights, band and sentence.
    pub explanation: Explanation,
    /// Whether the published generation has them as one person.
    pub is_one_person: bool,
    /// Where the person of the first record hangs together by least, if of more than two records.
    pub bridge: Option<PersonBridge>,
}

impl Kith {
    /// Explains a pair under the published model; nothing when a record is not there.
    ///
    /// # Errors
    /// When nothing is published or the database fails.
    pub async fn explain_match(
        &self,
        a: &RecordName,
        b: &RecordName,
    ) -> Result<Option<ExplainedPair>, OperationError> {
        let model = Model::parse(&self.store().current_model().await?)
            .map_err(|_| StoreError::Unreadable("generation.model"))?;
        let ids = (self.record_id(a).await?, self.record_id(b).await?);
        let (Some(first), Some(second)) = ids else {
            return Ok(None);
        };
        let (_, persons) = self.store().source_persons().await?;
        let find = |id| {
            persons
                .iter()
                .find(|person| person.id == id)
                .map(|person| record_of(person.id, person))
        };
        let (Some(one), Some(other)) = (find(first), find(second)) else {
            return Ok(None);
        };
        let people = self.store().memberships().await?;
        let person = |id| people.iter().find(|row| row.0 == id).map(|row| row.1);
        let decisions = self.store().match_decisions().await?;
        let same = decided_same(&human_decisions(
            &decisions,
            &self.store().asked_anew().await?,
        ));
        let of_first: BTreeSet<RecordId> = people
            .iter()
            .filter(|(_, of)| Some(*of) == person(first))
            .map(|(record, _)| *record)
            .collect();
        let beside = persons.iter().filter(|one| of_first.contains(&one.id));
        Ok(Some(ExplainedPair {
            explanation: explain(&model, &one, &other),
            is_one_person: person(first).is_some() && person(first) == person(second),
            bridge: self.bridge_of(&model, beside, &same),
        }))
    }

    async fn record_id(&self, name: &RecordName) -> Result<Option<RecordId>, OperationError> {
        Ok(self.store().source_person(&name.source, &name.key).await?)
    }
}
