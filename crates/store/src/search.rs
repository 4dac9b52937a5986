//! Finding people: keys made by the link engine lead to candidates, the engine ranks them.
//!
//! The audit entry with the terms is written first; the entry with who was shown commits the
//! look. A candidate's own words stay sealed until the decision.

use crate::audit_log;
use crate::built_sql::{self, Value};
use crate::database::{Tx, all};
use crate::disputed_records::{self, Disputed, disputed_records};
use crate::linking::current_number;
use crate::person_rows::{AddressRow, IdentityRow, NameRow};
use crate::restrictions::absent_records;
use crate::search_hiding::HiddenFields;
use crate::{Store, StoreError};
use audit::AuditEvent;
use governance::Permit;
use linkage::search::search_keys;
use linkage::{LinkageRecord, RecordInput};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{Address, AddressKey, NhsNumberStatus, PersonId, PersonName, RecordId};

/// A search that has been recorded.
pub struct SearchReader {
    pub(crate) tx: Tx,
    generation: i64,
}

/// One record that a key has led to, in the form that the engine compares.
pub struct Candidate {
    /// The person.
    pub person: PersonId,
    /// Folded forms for comparing; nothing of it can be shown.
    pub record: LinkageRecord,
}

/// Candidates that are read at a time after the first ones, to see whether there are more.
const READ_FURTHER: usize = 250;

impl SearchReader {
    /// Writes the audit entry with the terms, then opens the current generation.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when the entry cannot be written: nothing is read then.
    pub async fn open(
        store: &Store,
        _permit: &Permit,
        event: AuditEvent,
    ) -> Result<Self, StoreError> {
        let mut tx = store
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, event).await?;
        let generation = current_number(&mut tx)
            .await?
            .ok_or(StoreError::NothingPublished)?;
        Ok(Self { tx, generation })
    }

    /// At most `most` records that these keys lead to, those of the first turn before those of the
    /// next; the second value says that there are more. What is hidden of a record leads to it no
    /// more than to nobody, and so neither takes a place nor makes them too many.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn candidates(
        &mut self,
        keys_in_turn: &[Vec<i64>],
        most: usize,
    ) -> Result<(Vec<Candidate>, bool), StoreError> {
        // Nobody is found by a record that may be about somebody else.
        let hidden = disputed_records::hidden(&mut self.tx, self.generation).await?;
        let mut records: Vec<Uuid> = Vec::new();
        let mut known: BTreeSet<Uuid> = BTreeSet::new();
        for keys in keys_in_turn {
            let list = keys.iter().copied().map(Value::Int).collect();
            let mut found: Vec<(Uuid,)> =
                built_sql::all_in(&mut self.tx, BY_KEY, self.generation, list).await?;
            found.sort_unstable();
            let found = found.into_iter().map(|row| row.0);
            records.extend(found.filter(|row| !hidden.contains(row) && known.insert(*row)));
        }
        let keys = keys_in_turn.concat();
        let (first, further) = records.split_at(most.min(records.len()));
        let mut found = self.led_to(first, &keys).await?;
        for some in further.chunks(READ_FURTHER) {
            found.extend(self.led_to(some, &keys).await?);
            if found.len() > most {
                found.truncate(most);
                return Ok((found, true));
            }
        }
        Ok((found, false))
    }

    /// Those of these records to which keys lead by what is open of them, in their order.
    async fn led_to(
        &mut self,
        records: &[Uuid],
        keys: &[i64],
    ) -> Result<Vec<Candidate>, StoreError> {
        let (mut candidates, cut) = self.compare_forms(records).await?;
        let is_led_to = |record: &Uuid| {
            let candidate = candidates.remove(record)?;
            let is_led_to = !cut.contains(record) || leads_to(keys, &candidate.record);
            is_led_to.then_some(candidate)
        };
        Ok(records.iter().filter_map(is_led_to).collect())
    }

    /// People whose key in a source, or whose case reference, is exactly this text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn by_case_number(&mut self, text: &str) -> Result<Vec<PersonId>, StoreError> {
        let rows = all!(
            &mut self.tx,
            (Uuid,),
            BY_CASE_NUMBER,
            self.generation,
            text.trim(),
            text.trim().to_uppercase()
        )?;
        Ok(rows.into_iter().map(|row| PersonId::new(row.0)).collect())
    }

    /// All facts of these people, sealed, for the line that a result shows.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn facts(
        self,
        people: &[PersonId],
    ) -> Result<(Self, Vec<crate::PersonFacts>), StoreError> {
        let mut reader = crate::FamilyReader {
            tx: self.tx,
            generation: self.generation,
            disputed: Disputed::Hidden,
        };
        let facts = reader.facts(people).await?;
        Ok((
            Self {
                tx: reader.tx,
                generation: reader.generation,
            },
            facts,
        ))
    }

    /// Records who was shown, and commits: only now may anything be disclosed.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when it cannot be recorded: show nothing then.
    pub async fn finish(mut self, shown: AuditEvent) -> Result<u64, StoreError> {
        let seq = audit_log::append(&mut self.tx, shown).await?;
        self.tx
            .commit()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        Ok(seq)
    }

    /// The addresses of these records that a search may match, and what it must not.
    async fn places(&mut self, records: &[Uuid]) -> Result<OpenPlaces, StoreError> {
        let ids = built_sql::ids(records.iter().copied());
        let rows: Vec<AddressRow> =
            built_sql::all_in(&mut self.tx, ADDRESSES, self.generation, ids).await?;
        let mut places: Vec<(Uuid, Option<AddressKey>, Address)> = Vec::new();
        for row in rows.iter().filter(|row| !row.is_confidential) {
            let address = row.address()?;
            places.push((row.source_person_id, address.key(), address));
        }
        let keys = places.iter().filter_map(|(_, key, _)| key.as_ref());
        let keys = keys.map(|key| key.reveal().to_owned()).collect();
        let hidden = HiddenFields::of(&mut self.tx, self.generation, records, keys).await?;
        let mut open = OpenPlaces {
            cut: rows
                .iter()
                .filter(|row| row.is_confidential)
                .map(|row| row.source_person_id)
                .collect(),
            addresses: BTreeMap::new(),
            hidden,
        };
        for (record, key, address) in places {
            if open
                .hidden
                .hides(record, key.as_ref().map(AddressKey::reveal))
            {
                open.cut.insert(record);
            } else {
                open.addresses.entry(record).or_default().push(address);
            }
        }
        Ok(open)
    }

    /// The records as a search may compare them, and those of which something is left out.
    async fn compare_forms(
        &mut self,
        records: &[Uuid],
    ) -> Result<(BTreeMap<Uuid, Candidate>, BTreeSet<Uuid>), StoreError> {
        let ids = || built_sql::ids(records.iter().copied());
        let identities: Vec<IdentityRow> =
            built_sql::all_in(&mut self.tx, IDENTITIES, self.generation, ids()).await?;
        let mut names: BTreeMap<Uuid, Vec<PersonName>> = BTreeMap::new();
        let rows: Vec<NameRow> =
            built_sql::all_in(&mut self.tx, NAMES, self.generation, ids()).await?;
        for row in rows {
            names
                .entry(row.source_person_id)
                .or_default()
                .push(row.name()?);
        }
        let mut places = self.places(records).await?;
        let mut candidates: BTreeMap<Uuid, Candidate> = BTreeMap::new();
        for row in identities {
            let record = row.record(Vec::new())?;
            let is_open = !places.hidden.is_whole(row.source_person_id);
            if !is_open {
                places.cut.insert(row.source_person_id);
            }
            let input = RecordInput {
                id: RecordId::new(row.source_person_id),
                source: &record.source,
                names: names
                    .get(&row.source_person_id)
                    .map_or(&[][..], Vec::as_slice),
                birth: record.birth,
                sex: record.sex,
                key: None,
                nhs_number: record.nhs_number.as_ref(),
                is_nhs_verified: record
                    .nhs_number_status
                    .is_some_and(NhsNumberStatus::is_verified),
                unique_pupil_number: record.unique_pupil_number.as_ref(),
                unique_learner_number: record.unique_learner_number.as_ref(),
                telephone: record.telephone.as_ref().filter(|_| is_open),
                email: record.email.as_ref().filter(|_| is_open),
                addresses: places
                    .addresses
                    .get(&row.source_person_id)
                    .map_or(&[][..], Vec::as_slice),
            };
            let candidate = Candidate {
                person: PersonId::new(row.person),
                record: LinkageRecord::new(input),
            };
            candidates.entry(row.source_person_id).or_insert(candidate);
        }
        Ok((candidates, places.cut))
    }
}

/// What a search may match of where some people are.
struct OpenPlaces {
    addresses: BTreeMap<Uuid, Vec<Address>>,
    hidden: HiddenFields,
    /// Records of which something is left out.
    cut: BTreeSet<Uuid>,
}

/// Whether keys lead to what is open of a record. A record to which a hidden telephone alone led
/// would be weighed by its name, and by its place in the results tell that the telephone is right.
fn leads_to(keys: &[i64], open: &LinkageRecord) -> bool {
    let mut own = search_keys(open).into_iter();
    own.any(|key| keys.contains(&key.to_i64()))
}

const BY_KEY: &str = concat!(
    "select source_person_id from search_key where generation = $1 and search_key in (:list) \
     and source_person_id not in (",
    absent_records!(),
    ")"
);
const BY_CASE_NUMBER: &str = concat!(
    "select f.person_id from ( \
         select m.person_id, m.source_person_id from membership m \
         join source_person s on s.id = m.source_person_id \
         where s.person_key = $2 and m.from_generation <= $1 \
             and (m.to_generation is null or m.to_generation > $1) \
         union \
         select m.person_id, m.source_person_id from membership m \
         join case_link c on c.source_person_id = m.source_person_id \
         join generation_load g on g.load_id = c.load_id and g.generation = $1 \
         where c.case_reference = $3 and m.from_generation <= $1 \
             and (m.to_generation is null or m.to_generation > $1) \
     ) f where f.source_person_id not in (",
    absent_records!(),
    ") and f.source_person_id not in (",
    disputed_records!(),
    ") group by f.person_id order by f.person_id"
);
const IDENTITIES: &str = include_str!("../queries/identities_of_records.sql");
const NAMES: &str = include_str!("../queries/names_of_records.sql");
const ADDRESSES: &str = include_str!("../queries/addresses_of_records.sql");
