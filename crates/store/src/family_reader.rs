//! Reading a family: the audit entry first, then permitted facts, in one transaction.
//!
//! Invariant: a `FamilyReader` exists only after its entry was written, and what it read may be
//! used only after [`FamilyReader::finish`] has recorded who was shown and committed both.

use crate::audit_log;
use crate::built_sql::{self};
use crate::database::Tx;
use crate::disputed_records::Disputed;
use crate::facts::{MatchDoubt, PersonFacts};
use crate::linking::current_number;
use crate::person_rows::{
    AddressRow, IdentityRow, InvolvementRow, NameRow, key, provenance, source,
};
use crate::{Store, StoreError, redirects};
use audit::AuditEvent;
use governance::{Permit, Sealed};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{Category, InvolvementId, NameRecord, PersonId, PersonName, Service};

/// A look at one family that has been recorded.
pub struct FamilyReader {
    pub(crate) tx: Tx,
    pub(crate) generation: i64,
    pub(crate) disputed: Disputed,
}

type Place = (Uuid, i64, Uuid);

impl FamilyReader {
    /// Writes the audit entry, then opens the current generation.
    ///
    /// The permit is what allows a look at all; what of it may be shown is decided for each
    /// member when the facts are unsealed.
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
        Ok(Self {
            tx,
            generation,
            disputed: Disputed::Hidden,
        })
    }

    /// The person as they are now: a merged person's successor; nothing when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn successor(&mut self, person: PersonId) -> Result<Option<PersonId>, StoreError> {
        redirects::successor(&mut self.tx, self.generation, person).await
    }

    /// Everything stored about these people, sealed.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn facts(&mut self, people: &[PersonId]) -> Result<Vec<PersonFacts>, StoreError> {
        let mut facts: BTreeMap<Uuid, PersonFacts> = people
            .iter()
            .map(|person| (person.uuid(), empty(*person)))
            .collect();
        let ids = || built_sql::ids(people.iter().map(|person| person.uuid()));
        let left_out = self.left_out().await?;
        let is_shown = |record: &Uuid| !left_out.contains(record);
        let mut names: Vec<NameRow> =
            built_sql::all_in(&mut self.tx, NAMES, self.generation, ids()).await?;
        names.retain(|row| is_shown(&row.source_person_id));
        let mut identities: Vec<IdentityRow> =
            built_sql::all_in(&mut self.tx, IDENTITIES, self.generation, ids()).await?;
        identities.retain(|row| is_shown(&row.source_person_id));
        seal_identities(&mut facts, &identities, &names)?;
        let addresses: Vec<AddressRow> =
            built_sql::all_in(&mut self.tx, ADDRESSES, self.generation, ids()).await?;
        seal_addresses(&mut facts, &addresses, &left_out)?;
        let mut involvements: Vec<InvolvementRow> =
            built_sql::all_in(&mut self.tx, INVOLVEMENTS, self.generation, ids()).await?;
        involvements.retain(|row| is_shown(&row.source_person_id));
        seal_involvements(&mut facts, &involvements)?;
        self.add_doubts(&mut facts, ids()).await?;
        for (person, doubt) in self.hidden_doubts(people).await? {
            if let Some(facts) = facts.get_mut(&person.uuid()) {
                facts.doubts.push(doubt);
            }
        }
        Ok(facts.into_values().collect())
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

    async fn add_doubts(
        &mut self,
        facts: &mut BTreeMap<Uuid, PersonFacts>,
        ids: Vec<built_sql::Value>,
    ) -> Result<(), StoreError> {
        type Row = (Uuid, Uuid, String, String, Option<String>);
        let rows: Vec<Row> = built_sql::all_in(&mut self.tx, DOUBTS, self.generation, ids).await?;
        let mut doubts: BTreeMap<(Uuid, Uuid), (MatchDoubt, BTreeSet<Service>)> = BTreeMap::new();
        for (person, record, from, reference, service) in rows {
            let doubt = MatchDoubt {
                source: source(&from)?,
                services: Vec::new(),
                reference,
            };
            let entry = doubts
                .entry((person, record))
                .or_insert((doubt, BTreeSet::new()));
            entry.1.extend(service.as_deref().and_then(Service::parse));
        }
        for ((person, _), (mut doubt, services)) in doubts {
            doubt.services = services.into_iter().collect();
            if let Some(facts) = facts.get_mut(&person) {
                facts.doubts.push(doubt);
            }
        }
        Ok(())
    }
}

fn empty(person: PersonId) -> PersonFacts {
    PersonFacts {
        person,
        births: Vec::new(),
        confidential_stays_end: Vec::new(),
        identities: Vec::new(),
        other_names: Vec::new(),
        addresses: Vec::new(),
        involvements: Vec::new(),
        doubts: Vec::new(),
    }
}

/// Names of the same row belong to the identity; names of their own table stand alone.
fn seal_identities(
    facts: &mut BTreeMap<Uuid, PersonFacts>,
    identities: &[IdentityRow],
    names: &[NameRow],
) -> Result<(), StoreError> {
    let mut of_row: BTreeMap<Place, Vec<PersonName>> = BTreeMap::new();
    let places: BTreeSet<Place> = identities
        .iter()
        .map(|row| (row.load_id, row.line, row.source_person_id))
        .collect();
    for row in names {
        let place = (row.load_id, row.line, row.source_person_id);
        if places.contains(&place) {
            of_row.entry(place).or_default().push(row.name()?);
        } else if let Some(person) = facts.get_mut(&row.person) {
            let from = provenance(row.load_id, row.line, &row.source, &row.received_at)?;
            let record = NameRecord {
                source: from.source.clone(),
                person: key(&row.person_key)?,
                line: from.line,
                name: row.name()?,
            };
            let sealed = Sealed::new(
                from.source.clone(),
                Category::Identity,
                person.person,
                record,
            );
            person.other_names.push((sealed, from));
        }
    }
    for row in identities {
        let place = (row.load_id, row.line, row.source_person_id);
        let mut names = of_row.remove(&place).unwrap_or_default();
        names.sort();
        let Some(person) = facts.get_mut(&row.person) else {
            continue;
        };
        let from = row.provenance()?;
        let record = row.record(names)?;
        person.births.extend(record.birth);
        let sealed = Sealed::new(
            from.source.clone(),
            Category::Identity,
            person.person,
            record,
        );
        person.identities.push((sealed, from));
    }
    Ok(())
}

/// What a record says of a confidential stay hides, also where the record itself is left out.
fn seal_addresses(
    facts: &mut BTreeMap<Uuid, PersonFacts>,
    rows: &[AddressRow],
    left_out: &BTreeSet<Uuid>,
) -> Result<(), StoreError> {
    for row in rows {
        let Some(person) = facts.get_mut(&row.person) else {
            continue;
        };
        let from = provenance(row.load_id, row.line, &row.source, &row.received_at)?;
        let record = row.record()?;
        if record.address.is_confidential {
            person.confidential_stays_end.push(record.span.to());
        }
        if left_out.contains(&row.source_person_id) {
            continue;
        }
        let sealed = Sealed::new(
            from.source.clone(),
            Category::Location,
            person.person,
            record,
        );
        person.addresses.push((sealed, from));
    }
    Ok(())
}

fn seal_involvements(
    facts: &mut BTreeMap<Uuid, PersonFacts>,
    rows: &[InvolvementRow],
) -> Result<(), StoreError> {
    for row in rows {
        let Some(person) = facts.get_mut(&row.person) else {
            continue;
        };
        let from = provenance(row.load_id, row.line, &row.source, &row.received_at)?;
        let record = row.record()?;
        let category = record.service.category();
        let sealed = Sealed::new(from.source.clone(), category, person.person, record);
        person
            .involvements
            .push((InvolvementId::new(row.id), sealed, from));
    }
    Ok(())
}

const IDENTITIES: &str = include_str!("../queries/identities_of_people.sql");
const NAMES: &str = include_str!("../queries/names_of_people.sql");
const ADDRESSES: &str = include_str!("../queries/addresses_of_people.sql");
const INVOLVEMENTS: &str = include_str!("../queries/involvements_of_people.sql");
const DOUBTS: &str = concat!(
    include_str!("../queries/doubts_about_people.sql"),
    " where d.record not in (",
    crate::restrictions::absent_records!(),
    ")"
);
