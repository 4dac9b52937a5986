//! Pairs of records that may be one person, as the records desk lists them.
//!
//! Invariant: places and reasons only; nobody's name, and no key of a source.

use crate::database::{all, first};
use crate::linking::current_number;
use crate::{Store, StoreError};
use uuid::Uuid;
use vocabulary::{RecordId, SourceId};

/// One pair with the places of its two records.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct WaitingPair {
    /// What a worker quotes to the records desk.
    pub reference: String,
    /// Match weight, in log2 odds.
    pub weight: f64,
    /// The explanation as a sentence.
    pub words: String,
    /// Source, file and line of one record.
    pub a: String,
    /// Source, file and line of the other.
    pub b: String,
}

impl Store {
    /// The pairs of the published generation, strongest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn possible_matches(&self) -> Result<Vec<WaitingPair>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        all!(
            &mut tx,
            WaitingPair,
            include_str!("../queries/possible_matches_with_places.sql"),
            generation
        )
    }

    /// The stable id of (source, key); nothing when no load has named it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn source_person(
        &self,
        source: &SourceId,
        key: &str,
    ) -> Result<Option<RecordId>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (Uuid,),
            "select id from source_person where source = $1 and person_key = $2",
            source.as_str(),
            key
        )?;
        Ok(row.map(|row| RecordId::new(row.0)))
    }
}
