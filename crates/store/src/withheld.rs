//! Marks of protected persons, by which a load leaves their rows out; and how many it left out.
//!
//! Invariant: a mark says nothing to whoever has no key, and a count belongs to no load.

use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all, first, run};
use crate::linking::current_number;
use crate::restriction_changes::{NewAnchor, add_anchors};
use crate::restrictions::anchor_stands;
use crate::{SourcePerson, Store, StoreError};
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{PersonId, PersonKey, SourceId};

impl Store {
    /// The marks of everybody who is protected now, and by which restriction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn withheld_marks(&self) -> Result<BTreeMap<String, Uuid>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(&mut tx, (String, Uuid), MARKS)?;
        Ok(rows.into_iter().collect())
    }

    /// Keeps the marks of keys that a load has met, anchors what an earlier load stored under
    /// them, and counts the rows left out under a name that says nothing.
    ///
    /// # Errors
    /// When the database fails; nothing is kept then.
    pub async fn keep_withheld(
        &self,
        source: &SourceId,
        found: &[(String, Uuid, PersonKey)],
        (name, rows): (&str, u64),
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        for (mark, restriction, key) in found {
            add_marks(&mut tx, *restriction, std::slice::from_ref(mark)).await?;
            let stored = first!(
                &mut tx,
                (Uuid,),
                "select id from source_person where source = $1 and person_key = $2",
                source.as_str(),
                key.reveal()
            )?;
            let since = first!(
                &mut tx,
                (String,),
                "select set_at from restriction where id = $1",
                *restriction
            )?;
            let since = since.map(|row| row.0).unwrap_or_default();
            let anchor = stored.map(|(record,)| NewAnchor {
                restriction: *restriction,
                record,
                side: "subject",
                cause: "withheld",
                within: *restriction,
            });
            add_anchors(&mut tx, generation, &since, anchor.into_iter()).await?;
        }
        run!(
            &mut tx,
            "insert into withheld_count (name, rows_left_out) values ($1, $2) \
             on conflict (name) do update set \
                 rows_left_out = withheld_count.rows_left_out + excluded.rows_left_out",
            name,
            i64::try_from(rows).unwrap_or(i64::MAX)
        )?;
        tx.commit().await
    }

    /// What the records of a person say in the published generation, for their marks alone.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn said_now(&self, person: PersonId) -> Result<Vec<SourcePerson>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        drop(tx);
        let mut said = self.said_of(generation, &[person]).await?;
        Ok(said.remove(&person).unwrap_or_default())
    }
}

/// Adds marks to a restriction; one that is there already stays.
pub(crate) async fn add_marks(
    tx: &mut Tx,
    restriction: Uuid,
    marks: &[String],
) -> Result<(), StoreError> {
    let mark = |mark: &String| [Value::Id(restriction), Value::Text(Some(mark.clone()))];
    let rows = marks.iter().flat_map(mark).collect();
    built_sql::insert_new_rows(tx, &MARK, rows).await
}

const MARK: Into = Into {
    table: "withheld_mark",
    columns: &["restriction_id", "mark"],
};
const MARKS: &str = concat!(
    "select m.mark, m.restriction_id from withheld_mark m \
     where exists (select 1 from restriction_anchor a where a.restriction_id = m.restriction_id \
         and a.side = 'subject' and ",
    anchor_stands!(),
    ") order by m.mark, m.restriction_id"
);
