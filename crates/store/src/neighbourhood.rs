//! The family hop by hop: recorded relationships, stays, and who else stayed there.
//!
//! Read inside a [`crate::FamilyReader`], after its audit entry. Which of it belongs to the
//! family is decided in `family`, not here.

use crate::built_sql::{self, Value};
use crate::database::{Tx, first};
use crate::family_reader::FamilyReader;
use crate::linking::current_number;
use crate::person_rows::{provenance, source};
use crate::row_text::{coded, span};
use crate::{Store, StoreError, disputed_records, restrictions};
use family::RelationshipClaim;
use family::network::{CROWD, RelationshipEdge, Stay};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{
    AddressKey, AddressKind, Date, InvolvementId, PersonId, RelationshipType, SourceId,
};

#[derive(sqlx::FromRow)]
struct EdgeRow {
    person: Uuid,
    kind: String,
    other: Uuid,
    from_date: Option<String>,
    to_date: Option<String>,
    load_id: Uuid,
    line: i64,
    source: String,
    received_at: String,
    said_of: Uuid,
    said_other: Uuid,
}

/// Which recorded relationships count for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KinCounted {
    /// All, also of records that are disputed: for what keeps somebody away.
    All,
    /// Without records that are disputed: for what lets somebody in.
    Undisputed,
}

/// A stay with the source that says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StaySaid {
    /// The stay.
    pub stay: Stay,
    /// The source.
    pub source: SourceId,
}

#[derive(sqlx::FromRow)]
struct StayRow {
    source: String,
    source_person_id: Uuid,
    person: Uuid,
    address_key: String,
    kind: String,
    is_confidential: bool,
    from_date: Option<String>,
    to_date: Option<String>,
}

impl FamilyReader {
    /// Every recorded relationship of these people, in both directions.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn relationships(
        &mut self,
        people: &[PersonId],
    ) -> Result<Vec<RelationshipClaim>, StoreError> {
        let left_out = self.left_out().await?;
        claims(&mut self.tx, self.generation, people, &left_out).await
    }

    /// Where these people stay and stayed.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn stays(&mut self, people: &[PersonId]) -> Result<Vec<StaySaid>, StoreError> {
        let left_out = self.left_out().await?;
        stays_of(&mut self.tx, self.generation, people, &left_out).await
    }

    /// Who stays or stayed at these places.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn occupants(&mut self, places: &[AddressKey]) -> Result<Vec<StaySaid>, StoreError> {
        let left_out = self.left_out().await?;
        stays_at(&mut self.tx, self.generation, places, &left_out).await
    }
}

impl Store {
    /// Recorded relationships of these people as bare edges: a fact for the decision whether
    /// somebody is of a case's family. Nobody is named, and no source is. Disputed records count
    /// where that keeps somebody away, and are left out where it would let somebody in.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn kin_edges(
        &self,
        people: &[PersonId],
        counting: KinCounted,
    ) -> Result<Vec<RelationshipEdge>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let left_out = match counting {
            KinCounted::All => BTreeSet::new(),
            KinCounted::Undisputed => disputed_records::hidden(&mut tx, generation).await?,
        };
        let mut edges = Vec::new();
        for claim in claims(&mut tx, generation, people, &left_out).await? {
            let (person, kind, other, span) = (claim.person, claim.kind, claim.other, claim.span);
            edges.push(RelationshipEdge {
                person,
                kind,
                other,
                span,
            });
        }
        Ok(edges)
    }

    /// Who lives on this day where each of these people lives: a fact for the decision, so hidden
    /// places count too. A place with a crowd is nobody's household.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn living_with(
        &self,
        people: &[PersonId],
        today: Date,
    ) -> Result<BTreeMap<PersonId, BTreeSet<PersonId>>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let is_home =
            |said: &StaySaid| said.stay.kind.makes_a_household() && said.stay.span.contains(today);
        // Facts that keep somebody away: disputed records count like others.
        let all = BTreeSet::new();
        let homes = stays_of(&mut tx, generation, people, &all).await?;
        let homes: BTreeSet<(AddressKey, PersonId)> = homes
            .into_iter()
            .filter(is_home)
            .map(|said| (said.stay.address, said.stay.person))
            .collect();
        let places: BTreeSet<&AddressKey> = homes.iter().map(|(place, _)| place).collect();
        let places: Vec<AddressKey> = places.into_iter().cloned().collect();
        let mut at: BTreeMap<AddressKey, BTreeSet<PersonId>> = BTreeMap::new();
        for said in stays_at(&mut tx, generation, &places, &all).await? {
            if is_home(&said) {
                at.entry(said.stay.address)
                    .or_default()
                    .insert(said.stay.person);
            }
        }
        at.retain(|_, occupants| occupants.len() <= CROWD + 1);
        let mut living: BTreeMap<PersonId, BTreeSet<PersonId>> = BTreeMap::new();
        for (place, person) in &homes {
            let here = at.get(place).into_iter().flatten();
            let others = here.filter(|other| *other != person);
            living.entry(*person).or_default().extend(others);
        }
        Ok(living)
    }

    /// Whose involvement it is; nothing when it is not in the published generation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_of(
        &self,
        involvement: InvolvementId,
    ) -> Result<Option<PersonId>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let row = first!(
            &mut tx,
            (Uuid,),
            "select m.person_id from involvement i \
             join generation_load g on g.load_id = i.load_id and g.generation = $2 \
             join membership m on m.source_person_id = i.source_person_id and m.from_generation <= $2 \
                 and (m.to_generation is null or m.to_generation > $2) \
             where i.id = $1",
            involvement.uuid(),
            generation
        )?;
        Ok(row.map(|row| PersonId::new(row.0)))
    }
}

async fn claims(
    tx: &mut Tx,
    generation: i64,
    people: &[PersonId],
    left_out: &BTreeSet<Uuid>,
) -> Result<Vec<RelationshipClaim>, StoreError> {
    let mut rows: Vec<EdgeRow> = Vec::new();
    for sql in [RELATIONSHIPS_OF, RELATIONSHIPS_TO] {
        let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
        rows.extend(built_sql::all_in::<EdgeRow>(tx, sql, generation, ids).await?);
    }
    rows.retain(|row| !left_out.contains(&row.said_of) && !left_out.contains(&row.said_other));
    let mut claims = rows.iter().map(claim).collect::<Result<Vec<_>, _>>()?;
    // Nobody is related to somebody who is as if absent.
    let absent = restrictions::absent(tx, generation).await?;
    claims.retain(|one| !absent.contains(&one.person) && !absent.contains(&one.other));
    let place = |claim: &RelationshipClaim| {
        (
            claim.person,
            claim.other,
            claim.kind,
            claim.provenance.clone(),
        )
    };
    claims.sort_by_cached_key(place);
    claims.dedup_by(|a, b| place(a) == place(b));
    Ok(claims)
}

fn claim(row: &EdgeRow) -> Result<RelationshipClaim, StoreError> {
    Ok(RelationshipClaim {
        person: PersonId::new(row.person),
        kind: coded(&row.kind, RelationshipType::parse, "relationship.kind")?,
        other: PersonId::new(row.other),
        span: span(
            row.from_date.as_deref(),
            row.to_date.as_deref(),
            "relationship.from_date",
        )?,
        provenance: provenance(row.load_id, row.line, &row.source, &row.received_at)?,
    })
}

/// Where these people stay and stayed.
pub(crate) async fn stays_of(
    tx: &mut Tx,
    generation: i64,
    people: &[PersonId],
    left_out: &BTreeSet<Uuid>,
) -> Result<Vec<StaySaid>, StoreError> {
    let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
    let rows = built_sql::all_in(tx, STAYS_OF, generation, ids).await?;
    stays(&rows, left_out)
}

/// Who stays or stayed at these places.
pub(crate) async fn stays_at(
    tx: &mut Tx,
    generation: i64,
    places: &[AddressKey],
    left_out: &BTreeSet<Uuid>,
) -> Result<Vec<StaySaid>, StoreError> {
    let keys = places
        .iter()
        .map(|key| Value::Text(Some(key.reveal().to_owned())))
        .collect();
    let rows = built_sql::all_in(tx, STAYS_AT, generation, keys).await?;
    stays(&rows, left_out)
}

/// What is left out leads nowhere; where it is confidential it still hides the place.
fn stays(rows: &[StayRow], left_out: &BTreeSet<Uuid>) -> Result<Vec<StaySaid>, StoreError> {
    let mut stays = Vec::with_capacity(rows.len());
    for row in rows {
        let is_left_out = left_out.contains(&row.source_person_id);
        if is_left_out && !row.is_confidential {
            continue;
        }
        let Some(key) = AddressKey::from_stored(&row.address_key) else {
            continue;
        };
        let stay = Stay {
            person: PersonId::new(row.person),
            address: key,
            kind: coded(&row.kind, AddressKind::parse, "person_address.kind")?,
            is_withheld: row.is_confidential,
            span: span(
                row.from_date.as_deref(),
                row.to_date.as_deref(),
                "person_address.from_date",
            )?,
        };
        stays.push(StaySaid {
            stay,
            source: source(&row.source)?,
        });
    }
    stays.sort();
    stays.dedup();
    Ok(stays)
}

const RELATIONSHIPS_OF: &str = "\
    select a.person_id as person, r.kind, b.person_id as other, r.from_date, r.to_date, r.load_id, r.line, \
        l.source, l.received_at, r.person_id as said_of, r.other_id as said_other \
    from membership a \
    join relationship r on r.person_id = a.source_person_id \
    join generation_load g on g.load_id = r.load_id and g.generation = $1 \
    join source_load l on l.id = r.load_id \
    join membership b on b.source_person_id = r.other_id \
        and b.from_generation <= $1 and (b.to_generation is null or b.to_generation > $1) \
    where a.person_id in (:list) \
        and a.from_generation <= $1 and (a.to_generation is null or a.to_generation > $1)";

const RELATIONSHIPS_TO: &str = "\
    select a.person_id as person, r.kind, b.person_id as other, r.from_date, r.to_date, r.load_id, r.line, \
        l.source, l.received_at, r.person_id as said_of, r.other_id as said_other \
    from membership b \
    join relationship r on r.other_id = b.source_person_id \
    join generation_load g on g.load_id = r.load_id and g.generation = $1 \
    join source_load l on l.id = r.load_id \
    join membership a on a.source_person_id = r.person_id \
        and a.from_generation <= $1 and (a.to_generation is null or a.to_generation > $1) \
    where b.person_id in (:list) \
        and b.from_generation <= $1 and (b.to_generation is null or b.to_generation > $1)";

const STAYS_OF: &str = "\
    select l.source, s.source_person_id, m.person_id as person, s.address_key, s.kind, \
        s.is_confidential, s.from_date, s.to_date \
    from membership m \
    join person_address s on s.source_person_id = m.source_person_id \
    join generation_load g on g.load_id = s.load_id and g.generation = $1 \
    join source_load l on l.id = s.load_id \
    where m.person_id in (:list) and s.address_key is not null \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)";

const STAYS_AT: &str = "\
    select l.source, s.source_person_id, m.person_id as person, s.address_key, s.kind, \
        s.is_confidential, s.from_date, s.to_date \
    from person_address s \
    join generation_load g on g.load_id = s.load_id and g.generation = $1 \
    join source_load l on l.id = s.load_id \
    join membership m on m.source_person_id = s.source_person_id \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
    where s.address_key in (:list)";
