//! Generations: one state of people and families, flipped in one transaction.
//!
//! Invariant: exactly one generation is current once anything was published; a process killed
//! at any moment leaves the old one whole.

use crate::database::{all, first, run};
use crate::{Store, StoreError, restriction_follow};

/// Where a generation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GenerationState {
    /// Linked, waiting for publish.
    Built,
    /// What pages show.
    Current,
    /// What pages showed before.
    Past,
}

/// One generation in the list.
#[derive(Debug, Clone)]
pub struct GenerationSummary {
    /// Number, from 1.
    pub number: i64,
    /// When it was made.
    pub made_at: String,
    /// Where it stands.
    pub state: GenerationState,
    /// Figures of the link run as JSON.
    pub report: String,
}

impl Store {
    /// Makes the generation that was built last the one that pages show. Gives its number, or
    /// nothing when no generation waits, or a load in it was withdrawn since it was linked.
    ///
    /// # Errors
    /// When the database fails; the generation before stays current.
    pub async fn publish(&self) -> Result<Option<i64>, StoreError> {
        let mut tx = self.write().await?;
        let Some((number,)) = first!(
            &mut tx,
            (i64,),
            "select number from generation where state = 'built'"
        )?
        else {
            return Ok(None);
        };
        // What was linked before a load was withdrawn still holds it: that is never published.
        let withdrawn = first!(
            &mut tx,
            (i64,),
            "select count(*) from generation_load g join source_load l on l.id = g.load_id \
             where g.generation = $1 and l.state = 'withdrawn'",
            number
        )?;
        if withdrawn.is_some_and(|(count,)| count > 0) {
            return Ok(None);
        }
        run!(
            &mut tx,
            "update generation set state = 'past' where state = 'current'"
        )?;
        run!(
            &mut tx,
            "update generation set state = 'current' where number = $1",
            number
        )?;
        run!(
            &mut tx,
            "update source_load set state = 'superseded' where state = 'published' \
             and id not in (select load_id from generation_load where generation = $1)",
            number
        )?;
        run!(
            &mut tx,
            "update source_load set state = 'published' where state = 'staged' \
             and id in (select load_id from generation_load where generation = $1)",
            number
        )?;
        restriction_follow::follow(&mut tx, number).await?;
        run!(
            &mut tx,
            "delete from search_key where generation < $1",
            number
        )?;
        run!(
            &mut tx,
            "delete from possible_match where generation < $1",
            number
        )?;
        run!(
            &mut tx,
            "delete from person_clash where generation < $1",
            number
        )?;
        tx.commit().await?;
        Ok(Some(number))
    }

    /// All generations, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn generations(&self) -> Result<Vec<GenerationSummary>, StoreError> {
        self.newest_generations(i64::MAX).await
    }

    /// The generations that were made last, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_generations(
        &self,
        most: i64,
    ) -> Result<Vec<GenerationSummary>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            (i64, String, String, String),
            "select number, made_at, state, report from generation order by number desc limit $1",
            most
        )?;
        rows.into_iter()
            .map(|(number, made_at, state, report)| {
                let state = match state.as_str() {
                    "built" => GenerationState::Built,
                    "current" => GenerationState::Current,
                    "past" => GenerationState::Past,
                    _ => return Err(StoreError::Unreadable("generation.state")),
                };
                Ok(GenerationSummary {
                    number,
                    made_at,
                    state,
                    report,
                })
            })
            .collect()
    }

    /// When the published generation was made; nothing before the first.
    ///
    /// # Errors
    /// When the database fails or the moment is unreadable.
    pub async fn current_made_at(&self) -> Result<Option<jiff::Timestamp>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (String,),
            "select made_at from generation where state = 'current'"
        )?;
        row.map(|(text,)| text.parse())
            .transpose()
            .map_err(|_| StoreError::Unreadable("generation.made_at"))
    }

    /// The trained model of the published generation, as text.
    ///
    /// # Errors
    /// When nothing is published or the database fails.
    pub async fn current_model(&self) -> Result<String, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (String,),
            "select model from generation where state = 'current'"
        )?;
        row.map(|row| row.0).ok_or(StoreError::NothingPublished)
    }
}
