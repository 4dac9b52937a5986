//! Restrictions as facts: which people, places and pairs they stand on in the published
//! generation. Read from the primary for each request; nobody is named.
//!
//! Invariant: a restriction stands on records; a person has the union of what stands on any of
//! their records, and an anchor counts until an agreed lift names it.

use crate::built_sql::{self, Value};
use crate::database::Tx;
use crate::family_reader::FamilyReader;
use crate::linking::current_number;
use crate::row_text::{coded, personal};
use crate::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{
    AddressKey, Date, PersonId, PersonalText, RecordId, RestrictionKind, RestrictionSet,
};

/// An anchor `a` that no agreed lift has taken away, as a condition in SQL.
macro_rules! anchor_stands {
    () => {
        "not exists (select 1 from restriction_lift_anchor la \
             join restriction_lift_answer lw on lw.lift_id = la.lift_id and lw.answer = 'agreed' \
             where la.anchor_id = a.id)"
    };
}

/// The records of everybody who is as if absent in generation `$1`, as a list in SQL: for a
/// search, which has to leave them out before it ranks and limits.
macro_rules! absent_records {
    () => {
        concat!(
            "select ab.source_person_id from restriction_anchor a \
             join restriction r on r.id = a.restriction_id and a.side = 'subject' \
                 and r.kind in ('adoption_seal', 'protected_person', 'quarantine') \
             join membership aa on aa.source_person_id = a.source_person_id \
                 and aa.from_generation <= $1 and (aa.to_generation is null or aa.to_generation > $1) \
             join membership ab on ab.person_id = aa.person_id \
                 and ab.from_generation <= $1 and (ab.to_generation is null or ab.to_generation > $1) \
             where ",
            $crate::restrictions::anchor_stands!()
        )
    };
}

pub(crate) use {absent_records, anchor_stands};

/// One person whom another must not find, both by who they are in the published generation.
type MustNotFind = (Uuid, Uuid);

impl Store {
    /// What stands on each of these people; a person without a restriction is not in the answer.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn restrictions_of(
        &self,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, RestrictionSet>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        of_people(&mut tx, generation, people).await
    }

    /// Which of these places must not be given away on this day: where a shielded person stays,
    /// and what the safeguarding desk has hidden.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn hidden_places(
        &self,
        places: &[AddressKey],
        today: Date,
    ) -> Result<BTreeSet<AddressKey>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        hidden(&mut tx, generation, places, today).await
    }

    /// Which of `people` must not be found by any of `finders`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn must_not_find(
        &self,
        finders: &[PersonId],
        people: &[PersonId],
    ) -> Result<BTreeSet<PersonId>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        not_to_be_found(&mut tx, generation, finders, people).await
    }

    /// Everybody who is as if absent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn absent_people(&self) -> Result<BTreeSet<PersonId>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        absent(&mut tx, generation).await
    }

    /// Records on the two sides of a seal, which are never one person: facts for the link run.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sealed_pairs(&self) -> Result<Vec<(RecordId, RecordId)>, StoreError> {
        let mut tx = self.read().await?;
        let rows = crate::database::all!(&mut tx, (Uuid, Uuid), SEALED_PAIRS)?;
        let pair = |(a, b): (Uuid, Uuid)| (RecordId::new(a.min(b)), RecordId::new(a.max(b)));
        Ok(rows.into_iter().map(pair).collect())
    }

    /// What court orders say about each of these people, as the desk wrote it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn court_orders(
        &self,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, Vec<PersonalText>>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        orders(&mut tx, generation, people).await
    }
}

impl FamilyReader {
    /// What stands on each of these people, in the transaction of the look.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn restrictions_of(
        &mut self,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, RestrictionSet>, StoreError> {
        of_people(&mut self.tx, self.generation, people).await
    }

    /// Which of these places must not be given away on this day, in the transaction of the look.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn hidden_places(
        &mut self,
        places: &[AddressKey],
        today: Date,
    ) -> Result<BTreeSet<AddressKey>, StoreError> {
        hidden(&mut self.tx, self.generation, places, today).await
    }

    /// Which of `people` must not be found by any of `finders`, in the transaction of the look.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn must_not_find(
        &mut self,
        finders: &[PersonId],
        people: &[PersonId],
    ) -> Result<BTreeSet<PersonId>, StoreError> {
        not_to_be_found(&mut self.tx, self.generation, finders, people).await
    }

    /// What court orders say about each of these people, in the transaction of the look.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn court_orders(
        &mut self,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, Vec<PersonalText>>, StoreError> {
        orders(&mut self.tx, self.generation, people).await
    }
}

async fn of_people(
    tx: &mut Tx,
    generation: i64,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, RestrictionSet>, StoreError> {
    let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
    let rows: Vec<(Uuid, String)> = built_sql::all_in(tx, OF_PEOPLE, generation, ids).await?;
    let mut sets: BTreeMap<PersonId, RestrictionSet> = BTreeMap::new();
    for (person, kind) in rows {
        // A pair that must not meet is a tie between two people, not a restriction of one.
        if kind == MUST_NOT_FIND {
            continue;
        }
        let kind = coded(&kind, RestrictionKind::parse, "restriction.kind")?;
        let set = sets.entry(PersonId::new(person)).or_default();
        *set = set.with(kind);
    }
    Ok(sets)
}

async fn hidden(
    tx: &mut Tx,
    generation: i64,
    places: &[AddressKey],
    today: Date,
) -> Result<BTreeSet<AddressKey>, StoreError> {
    let keys = || {
        let text = |key: &AddressKey| Value::Text(Some(key.reveal().to_owned()));
        places.iter().map(text).collect::<Vec<_>>()
    };
    let stays: Vec<(String, Option<String>)> =
        built_sql::all_in(tx, SHIELDED_STAYS, generation, keys()).await?;
    let mut found = BTreeSet::new();
    for (key, to) in stays {
        let ends = crate::row_text::date(to.as_deref(), "person_address.to_date")?;
        if ends.is_none_or(|end| end > today) {
            found.extend(AddressKey::from_stored(&key));
        }
    }
    let set: Vec<(String,)> = built_sql::all_in(tx, HIDDEN_PLACES, generation, keys()).await?;
    found.extend(
        set.into_iter()
            .filter_map(|(key,)| AddressKey::from_stored(&key)),
    );
    Ok(found)
}

async fn not_to_be_found(
    tx: &mut Tx,
    generation: i64,
    finders: &[PersonId],
    people: &[PersonId],
) -> Result<BTreeSet<PersonId>, StoreError> {
    let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
    let rows: Vec<MustNotFind> = built_sql::all_in(tx, NOT_TO_BE_FOUND, generation, ids).await?;
    let is_finder = |other: &Uuid| finders.contains(&PersonId::new(*other));
    let found = rows.into_iter().filter(|(_, other)| is_finder(other));
    Ok(found.map(|(person, _)| PersonId::new(person)).collect())
}

async fn orders(
    tx: &mut Tx,
    generation: i64,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Vec<PersonalText>>, StoreError> {
    let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
    let rows: Vec<(Uuid, Option<String>)> = built_sql::all_in(tx, ORDERS, generation, ids).await?;
    let mut orders: BTreeMap<PersonId, Vec<PersonalText>> = BTreeMap::new();
    for (person, words) in rows {
        let entry = orders.entry(PersonId::new(person)).or_default();
        entry.extend(personal(words.as_deref()));
        entry.sort();
        entry.dedup();
    }
    Ok(orders)
}

/// Everybody who is as if absent in a generation.
pub(crate) async fn absent(tx: &mut Tx, generation: i64) -> Result<BTreeSet<PersonId>, StoreError> {
    let rows = crate::database::all!(tx, (Uuid,), ABSENT_PEOPLE, generation)?;
    Ok(rows.into_iter().map(|row| PersonId::new(row.0)).collect())
}

/// The records of everybody who is as if absent in a generation.
pub(crate) async fn records_as_if_absent(
    tx: &mut Tx,
    generation: i64,
) -> Result<BTreeSet<RecordId>, StoreError> {
    let rows = crate::database::all!(tx, (Uuid,), absent_records!(), generation)?;
    Ok(rows.into_iter().map(|row| RecordId::new(row.0)).collect())
}

/// The word for a pair of whom one must not find the other.
pub(crate) const MUST_NOT_FIND: &str = "must_not_find";

const OF_PEOPLE: &str = concat!(
    "select distinct m.person_id, r.kind from membership m \
     join restriction_anchor a on a.source_person_id = m.source_person_id and a.side = 'subject' \
     join restriction r on r.id = a.restriction_id \
     where m.person_id in (:list) \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) and ",
    anchor_stands!()
);
const ORDERS: &str = concat!(
    "select distinct m.person_id, r.order_words from membership m \
     join restriction_anchor a on a.source_person_id = m.source_person_id and a.side = 'subject' \
     join restriction r on r.id = a.restriction_id and r.kind = 'court_order' \
     where m.person_id in (:list) \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) and ",
    anchor_stands!()
);
const SHIELDED_STAYS: &str = concat!(
    "select s.address_key, s.to_date from person_address s \
     join generation_load g on g.load_id = s.load_id and g.generation = $1 \
     join membership m on m.source_person_id = s.source_person_id \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
     join membership n on n.person_id = m.person_id \
         and n.from_generation <= $1 and (n.to_generation is null or n.to_generation > $1) \
     join restriction_anchor a on a.source_person_id = n.source_person_id and a.side = 'subject' \
     join restriction r on r.id = a.restriction_id and r.kind = 'shield' \
     where s.address_key in (:list) and ",
    anchor_stands!()
);
const HIDDEN_PLACES: &str = "\
    select r.address_key from restriction r \
    where r.kind = 'hidden_place' and cast($1 as bigint) >= 0 and r.address_key in (:list) \
        and not exists (select 1 from restriction_lift l \
            join restriction_lift_answer w on w.lift_id = l.id and w.answer = 'agreed' \
            where l.restriction_id = r.id)";
const NOT_TO_BE_FOUND: &str = concat!(
    "select distinct m.person_id, o.person_id as finder from membership m \
     join restriction_anchor a on a.source_person_id = m.source_person_id and a.side = 'subject' \
     join restriction r on r.id = a.restriction_id and r.kind = 'must_not_find' \
     join restriction_anchor f on f.restriction_id = r.id and f.side = 'other' \
     join membership o on o.source_person_id = f.source_person_id \
         and o.from_generation <= $1 and (o.to_generation is null or o.to_generation > $1) \
     where m.person_id in (:list) \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) and ",
    anchor_stands!()
);
const ABSENT_PEOPLE: &str = concat!(
    "select distinct m.person_id from membership m \
     where m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
         and m.source_person_id in (",
    absent_records!(),
    ")"
);
const SEALED_PAIRS: &str = concat!(
    "select distinct a.source_person_id, b.source_person_id as other from restriction_anchor a \
     join restriction r on r.id = a.restriction_id and r.kind = 'adoption_seal' \
     join restriction_anchor b on b.restriction_id = r.id and b.side = 'other' \
     where a.side = 'subject' and ",
    anchor_stands!()
);
