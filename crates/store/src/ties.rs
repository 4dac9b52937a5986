//! How workers are tied to people: facts for the decision. No name is read or given here.
//!
//! What a worker said of a person is held against the search keys of records; a record that fits
//! is tied, and the tie follows it from person to person through merges and splits.
//! Invariant: a tie ends only when taking the person off the list was agreed; a hidden place
//! makes no household.

use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, run};
use crate::declared_people::{DeclaredPerson, declared};
use crate::linking::current_number;
use crate::neighbourhood::{stays_at, stays_of};
use crate::row_text::coded;
use crate::{StaySaid, Store, StoreError};
use linkage::search::NamedPerson;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{AddressKey, Closeness, Date, PersonId, Tie};

type TieRow = (String, String, Uuid);

impl Store {
    /// How any of these workers is tied to these people: for each person who is tied at all, the
    /// gravest tie, and the worker whose it is. Must-not-find stands elsewhere.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn ties(
        &self,
        staff_ids: &[String],
        people: &[PersonId],
        today: Date,
    ) -> Result<BTreeMap<PersonId, (Tie, String)>, StoreError> {
        let asked: BTreeSet<PersonId> = people.iter().copied().collect();
        let mut gravest: BTreeMap<PersonId, (Tie, String)> = BTreeMap::new();
        for (staff, tie, person) in self.all_ties(staff_ids, today).await? {
            if !asked.contains(&person) {
                continue;
            }
            let found = (tie, staff);
            let kept = gravest.entry(person).or_insert_with(|| found.clone());
            if found < *kept {
                *kept = found;
            }
        }
        Ok(gravest)
    }

    /// Who these workers are among the people on record, and who lives where they live.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn own_people(
        &self,
        staff_ids: &[String],
        today: Date,
    ) -> Result<Vec<PersonId>, StoreError> {
        let ties = self.all_ties(staff_ids, today).await?;
        let own = ties.into_iter().filter_map(|(_, tie, person)| match tie {
            Tie::OwnRecord | Tie::SameHousehold => Some(person),
            Tie::MustNotFind | Tie::DeclaredRelative => None,
        });
        let own: BTreeSet<PersonId> = own.collect();
        Ok(own.into_iter().collect())
    }

    /// The people on record who these workers said that they are, by worker.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn own_records(
        &self,
        staff_ids: &[String],
    ) -> Result<Vec<(String, PersonId)>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let staff = staff_ids.iter().map(|id| Value::Text(Some(id.clone())));
        let rows: Vec<TieRow> =
            built_sql::all_in(&mut tx, TIES, generation, staff.collect()).await?;
        let mut own = Vec::new();
        for (staff, closeness, person) in rows {
            let closeness = coded(&closeness, Closeness::parse, "declared_person.closeness")?;
            if closeness.tie() == Tie::OwnRecord {
                own.push((staff, PersonId::new(person)));
            }
        }
        Ok(own)
    }

    /// Every tie of these workers; the work does not depend on who is asked about.
    pub(crate) async fn all_ties(
        &self,
        staff_ids: &[String],
        today: Date,
    ) -> Result<Vec<(String, Tie, PersonId)>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let staff = staff_ids.iter().map(|id| Value::Text(Some(id.clone())));
        let rows: Vec<TieRow> =
            built_sql::all_in(&mut tx, TIES, generation, staff.collect()).await?;
        let mut ties = Vec::with_capacity(rows.len());
        for (staff, closeness, person) in rows {
            let closeness = coded(&closeness, Closeness::parse, "declared_person.closeness")?;
            ties.push((staff, closeness.tie(), PersonId::new(person)));
        }
        let households = households(&mut tx, generation, &ties, today).await?;
        ties.extend(households);
        Ok(ties)
    }
}

/// Who lives today where a worker's own record says that the worker lives.
async fn households(
    tx: &mut Tx,
    generation: i64,
    ties: &[(String, Tie, PersonId)],
    today: Date,
) -> Result<Vec<(String, Tie, PersonId)>, StoreError> {
    let own: BTreeMap<PersonId, &String> = ties
        .iter()
        .filter(|(_, tie, _)| *tie == Tie::OwnRecord)
        .map(|(staff, _, person)| (*person, staff))
        .collect();
    let people: Vec<PersonId> = own.keys().copied().collect();
    let homes = stays_of(tx, generation, &people, &BTreeSet::new()).await?;
    let homes = homes.into_iter().filter(|said| is_home(said, today));
    let homes: Vec<(AddressKey, PersonId)> = homes
        .map(|said| (said.stay.address, said.stay.person))
        .collect();
    let places: BTreeSet<AddressKey> = homes.iter().map(|(place, _)| place.clone()).collect();
    let places: Vec<AddressKey> = places.into_iter().collect();
    let occupants = stays_at(tx, generation, &places, &BTreeSet::new()).await?;
    let hidden: BTreeSet<&AddressKey> = occupants
        .iter()
        .filter(|said| said.stay.is_withheld)
        .map(|said| &said.stay.address)
        .collect();
    let mut found = Vec::new();
    for said in occupants.iter().filter(|said| is_home(said, today)) {
        if hidden.contains(&said.stay.address) {
            continue;
        }
        let of = homes
            .iter()
            .filter(|(place, own)| *place == said.stay.address && *own != said.stay.person);
        for (_, worker) in of {
            let staff = own.get(worker).map(|staff| (*staff).clone());
            found.extend(staff.map(|staff| (staff, Tie::SameHousehold, said.stay.person)));
        }
    }
    Ok(found)
}

fn is_home(said: &StaySaid, today: Date) -> bool {
    let stay = &said.stay;
    stay.kind.makes_a_household() && !stay.is_withheld && stay.span.contains(today)
}

/// Makes the keys of everybody who was named anew, and ties the records that fit: what a link run
/// does before anybody sees its people.
pub(crate) async fn tie_again(tx: &mut Tx) -> Result<(), StoreError> {
    let people = declared(tx).await?;
    run!(tx, "delete from declared_key")?;
    keep_keys(tx, &people).await?;
    tie_records(tx, None).await
}

/// Keeps the keys by which the records of these people are known.
pub(crate) async fn keep_keys(tx: &mut Tx, people: &[DeclaredPerson]) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for said in people {
        let names = (&said.given, &said.family);
        let named = NamedPerson::new(names, said.birth, said.nhs_number.as_ref());
        let number = named.number.iter().map(|key| ("number", key));
        let birth = named.birth.iter().map(|key| ("birth", key));
        let names = named.names.iter().map(|key| ("names", key));
        for (part, key) in number.chain(birth).chain(names) {
            rows.push(Value::Id(said.id));
            rows.push(Value::Text(Some(part.to_owned())));
            rows.push(Value::Int(key.to_i64()));
        }
    }
    built_sql::insert_new_rows(tx, &DECLARED_KEY, rows).await
}

/// Ties every record, of what is published and of what waits for it, whose keys fit; of one named
/// person, or of all of them.
pub(crate) async fn tie_records(tx: &mut Tx, only: Option<Uuid>) -> Result<(), StoreError> {
    run!(
        tx,
        "insert into tie (declared_id, source_person_id, tied_in) \
         select found.declared_id, found.source_person_id, max(found.generation) from ( \
             select k.declared_id, s.source_person_id, s.generation \
             from declared_key k cross join generation g \
             join search_key s on s.generation = g.number and s.search_key = k.search_key \
             where k.part = 'number' and g.state in ('current', 'built') \
                 and k.declared_id = coalesce($1, k.declared_id) \
             union \
             select k.declared_id, s.source_person_id, s.generation \
             from declared_key k cross join generation g \
             join search_key s on s.generation = g.number and s.search_key = k.search_key \
             join declared_key n on n.declared_id = k.declared_id and n.part = 'names' \
             join search_key t on t.generation = s.generation \
                 and t.search_key = n.search_key and t.source_person_id = s.source_person_id \
             where k.part = 'birth' and g.state in ('current', 'built') \
                 and k.declared_id = coalesce($1, k.declared_id) \
         ) found group by found.declared_id, found.source_person_id \
         on conflict (declared_id, source_person_id) do nothing",
        only
    )?;
    Ok(())
}

const TIES: &str = "\
    select d.staff_id, d.closeness, m.person_id \
    from declared_person d join tie t on t.declared_id = d.id \
    join membership m on m.source_person_id = t.source_person_id \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
    where d.staff_id in (:list) and not exists ( \
        select 1 from declared_withdrawal w \
        join declared_withdrawal_answer a on a.withdrawal_id = w.id \
        where w.declared_id = d.id and a.is_agreed)";

const DECLARED_KEY: Into = Into {
    table: "declared_key",
    columns: &["declared_id", "part", "search_key"],
};
