//! Merged people: an id that was given out once still leads to the person, for ever.
//!
//! Ids only; nothing about anybody is read. Invariant: a merge counts from the generation that
//! made it; while that one waits for publish, both people stand as before.

use crate::database::{Tx, all, first};
use crate::linking::current_number;
use crate::{Store, StoreError};
use std::collections::BTreeSet;
use uuid::Uuid;
use vocabulary::PersonId;

/// More merges than this in a row are a fault in the table.
const LONGEST_CHAIN: usize = 32;

impl Store {
    /// The person as they are now: a merged person's successor; nothing when none is published.
    /// A fact for the decision: nobody is named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn successor(&self, person: PersonId) -> Result<Option<PersonId>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        successor(&mut tx, generation, person).await
    }

    /// The person and everybody who was merged into them, so that no look at them is lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn with_merged(&self, person: PersonId) -> Result<Vec<PersonId>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let mut known = BTreeSet::from([person.uuid()]);
        let mut next = vec![person.uuid()];
        while let Some(id) = next.pop() {
            let merged = all!(
                &mut tx,
                (Uuid,),
                "select id from person where redirect_to = $1 and redirected_in <= $2",
                id,
                generation
            )?;
            next.extend(
                merged
                    .into_iter()
                    .map(|row| row.0)
                    .filter(|id| known.insert(*id)),
            );
        }
        Ok(known.into_iter().map(PersonId::new).collect())
    }
}

/// Follows the merges that the generation knows.
pub(crate) async fn successor(
    tx: &mut Tx,
    generation: i64,
    person: PersonId,
) -> Result<Option<PersonId>, StoreError> {
    let mut id = person.uuid();
    for _ in 0..LONGEST_CHAIN {
        let row = first!(
            tx,
            (Option<Uuid>,),
            "select case when redirected_in <= $2 then redirect_to end from person \
             where id = $1 and minted_in <= $2",
            id,
            generation
        )?;
        match row {
            Some((Some(next),)) => id = next,
            Some((None,)) => return Ok(Some(PersonId::new(id))),
            None => return Ok(None),
        }
    }
    Err(StoreError::Unreadable("person.redirect_to"))
}
