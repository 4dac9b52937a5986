//! Whom a worker is kept from, whoever is asked about: their own people, and those who must not
//! be found by them or by anybody who lives with them.
//!
//! Invariants: the work does not depend on who is looked for, so that no answer takes longer
//! because of somebody who is hidden; nobody is named.

use crate::built_sql;
use crate::linking::current_number;
use crate::restrictions::anchor_stands;
use crate::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{Date, PersonId, Tie};

impl Store {
    /// Everybody to whom a worker is tied, with the gravest tie. Whoever must not be found takes
    /// along everybody who lives with them.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn kept_from(
        &self,
        staff_id: &str,
        today: Date,
    ) -> Result<BTreeMap<PersonId, Tie>, StoreError> {
        let mut kept: BTreeMap<PersonId, Tie> = BTreeMap::new();
        let mut finders: BTreeSet<PersonId> = BTreeSet::new();
        for (_, tie, person) in self.all_ties(&[staff_id.to_owned()], today).await? {
            match tie {
                Tie::OwnRecord | Tie::SameHousehold => {
                    finders.insert(person);
                }
                Tie::MustNotFind | Tie::DeclaredRelative => {}
            }
            let gravest = kept.entry(person).or_insert(tie);
            *gravest = tie.min(*gravest);
        }
        let hidden = self.hidden_from(&finders).await?;
        let households = self.living_with(&hidden, today).await?;
        let with_them = households.into_values().flatten();
        for person in hidden.into_iter().chain(with_them) {
            // Whoever looks knows of their own home; it hides from them nothing but the others.
            if !finders.contains(&person) {
                kept.insert(person, Tie::MustNotFind);
            }
        }
        Ok(kept)
    }

    /// Who must not be found by any of these people.
    async fn hidden_from(&self, finders: &BTreeSet<PersonId>) -> Result<Vec<PersonId>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let ids = built_sql::ids(finders.iter().map(|person| person.uuid()));
        let rows: Vec<(Uuid,)> = built_sql::all_in(&mut tx, HIDDEN_FROM, generation, ids).await?;
        Ok(rows.into_iter().map(|row| PersonId::new(row.0)).collect())
    }
}

const HIDDEN_FROM: &str = concat!(
    "select distinct m.person_id from membership o \
     join restriction_anchor f on f.source_person_id = o.source_person_id and f.side = 'other' \
     join restriction r on r.id = f.restriction_id and r.kind = 'must_not_find' \
     join restriction_anchor a on a.restriction_id = r.id and a.side = 'subject' \
     join membership m on m.source_person_id = a.source_person_id \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
     where o.person_id in (:list) \
         and o.from_generation <= $1 and (o.to_generation is null or o.to_generation > $1) and ",
    anchor_stands!()
);
