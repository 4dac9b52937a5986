//! What the link engine reads and what it leaves behind.
//!
//! Invariant: memberships are only ever closed and added; a generation that was built but not
//! published is replaced by the next build as if it had never been.

use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all, first, run};
use crate::loads::{self, ActiveLoad};
use crate::person_rows::{AddressRow, IdentityRow, NameRow};
use crate::{Store, StoreError};
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{
    Address, DateSpan, Email, GenerationId, NhsNumber, PartialDate, PersonId, PersonKey,
    PersonName, RecordId, Sex, SourceId, Telephone, UniqueLearnerNumber, UniquePupilNumber,
};

/// One person as one source knows them, with everything that the link engine compares.
pub struct SourcePerson {
    /// The stable id of (source, key).
    pub id: RecordId,
    /// The source.
    pub source: SourceId,
    /// The person's key in that source.
    pub key: PersonKey,
    /// All names, usual first within each row.
    pub names: Vec<PersonName>,
    /// Birth date, from the first row that has one.
    pub birth: Option<PartialDate>,
    /// Date of death.
    pub died_on: Option<vocabulary::Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// Unique pupil number.
    pub unique_pupil_number: Option<UniquePupilNumber>,
    /// Unique learner number.
    pub unique_learner_number: Option<UniqueLearnerNumber>,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// E-mail.
    pub email: Option<Email>,
    /// All addresses with their time.
    pub addresses: Vec<(Address, DateSpan)>,
}

/// A source person's place in a generation: who they are now, and why.
pub struct MembershipChange {
    /// The source person.
    pub record: RecordId,
    /// The person from now on; nothing when the source person is gone.
    pub person: Option<PersonId>,
    /// Founded, joined, merged, split or left.
    pub cause: &'static str,
}

/// A pair that may be one person.
pub struct PossibleRow {
    /// One source person.
    pub a: RecordId,
    /// The other.
    pub b: RecordId,
    /// Match weight.
    pub weight: f64,
    /// What a worker quotes to the records desk.
    pub reference: String,
    /// The explanation as a sentence.
    pub words: String,
}

/// A row for comparing a run with known truth: the source, the key's row and the person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TruthRow {
    /// The source.
    pub source: String,
    /// The key in the source.
    pub key: String,
    /// The source person.
    pub record: RecordId,
    /// The person.
    pub person: PersonId,
}

/// Everything that one link run leaves behind.
pub struct BuiltGeneration {
    /// Id of the generation.
    pub id: GenerationId,
    /// When it was made.
    pub made_at: jiff::Timestamp,
    /// The loads that it is made of.
    pub loads: Vec<ActiveLoad>,
    /// People who are new.
    pub minted: Vec<PersonId>,
    /// People who were merged into others: (gone, kept).
    pub redirected: Vec<(PersonId, PersonId)>,
    /// What changed since the generation before.
    pub changes: Vec<MembershipChange>,
    /// Pairs for the records desk.
    pub possible: Vec<PossibleRow>,
    /// Search keys of every source person.
    pub keys: Vec<(i64, RecordId)>,
    /// The trained model as text.
    pub model: String,
    /// Figures of the run as JSON.
    pub report: String,
    /// Version of the model or the worker who decided.
    pub actor: String,
}

impl Store {
    /// Everything that the link engine needs, from the loads that count, by source and key.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn source_persons(&self) -> Result<(Vec<ActiveLoad>, Vec<SourcePerson>), StoreError> {
        let mut tx = self.read().await?;
        let active = loads::active(&mut tx).await?;
        let counted: Vec<Uuid> = active.iter().map(|load| load.id.uuid()).collect();
        let people = read_people(&mut tx, &counted).await?;
        Ok((active, people))
    }

    /// Who each source person is in the published generation, oldest people first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn memberships(&self) -> Result<Vec<(RecordId, PersonId)>, StoreError> {
        let mut tx = self.read().await?;
        let current = current_number(&mut tx).await?.unwrap_or(0);
        let rows = all!(
            &mut tx,
            (Uuid, Uuid),
            "select m.source_person_id, m.person_id from membership m join person p on p.id = m.person_id \
             where m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
             order by p.minted_in, p.id, m.source_person_id",
            current
        )?;
        Ok(rows
            .into_iter()
            .map(|(r, p)| (RecordId::new(r), PersonId::new(p)))
            .collect())
    }

    /// Who each source key is in the published generation, for comparing with known truth.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_by_source_key(&self) -> Result<Vec<TruthRow>, StoreError> {
        let mut tx = self.read().await?;
        let current = current_number(&mut tx).await?.unwrap_or(0);
        let rows = all!(
            &mut tx,
            (String, String, Uuid, Uuid),
            "select s.source, s.person_key, s.id, m.person_id from membership m \
             join source_person s on s.id = m.source_person_id \
             where m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
             order by s.source, s.person_key",
            current
        )?;
        Ok(rows
            .into_iter()
            .map(|(source, key, record, person)| {
                let (record, person) = (RecordId::new(record), PersonId::new(person));
                TruthRow {
                    source,
                    key,
                    record,
                    person,
                }
            })
            .collect())
    }

    /// Keeps what a link run found as the next generation; pages see it after publish.
    ///
    /// # Errors
    /// When the database fails; nothing is then kept.
    pub async fn keep_generation(&self, built: BuiltGeneration) -> Result<i64, StoreError> {
        let mut tx = self.write().await?;
        discard_built(&mut tx).await?;
        let number = current_number(&mut tx).await?.unwrap_or(0) + 1;
        run!(
            &mut tx,
            "insert into generation (number, id, made_at, state, model, report) \
             values ($1, $2, $3, 'built', $4, $5)",
            number,
            built.id.uuid(),
            built.made_at.to_string(),
            &built.model,
            &built.report
        )?;
        write_parts(&mut tx, number, built).await?;
        // Both planners choose by counts: without fresh ones a family is read through whole tables.
        run!(&mut tx, "analyze")?;
        tx.commit().await?;
        Ok(number)
    }
}

async fn write_parts(tx: &mut Tx, number: i64, built: BuiltGeneration) -> Result<(), StoreError> {
    let id = |id: Uuid| Value::Id(id);
    let loads = built
        .loads
        .iter()
        .flat_map(|load| [Value::Int(number), id(load.id.uuid())])
        .collect();
    built_sql::insert_rows(tx, &GENERATION_LOAD, loads).await?;
    let people = built
        .minted
        .iter()
        .flat_map(|person| [id(person.uuid()), Value::Int(number)])
        .collect();
    built_sql::insert_rows(tx, &PERSON, people).await?;
    for (gone, kept) in &built.redirected {
        run!(
            tx,
            "update person set redirect_to = $2, redirected_in = $3 where id = $1",
            gone.uuid(),
            kept.uuid(),
            number
        )?;
    }
    close_memberships(tx, number, &built.changes).await?;
    let mut rows = Vec::with_capacity(built.changes.len() * 5);
    for change in &built.changes {
        if let Some(person) = change.person {
            rows.extend([
                id(change.record.uuid()),
                id(person.uuid()),
                Value::Int(number),
            ]);
            rows.push(Value::Text(Some(change.cause.to_owned())));
            rows.push(Value::Text(Some(built.actor.clone())));
        }
    }
    built_sql::insert_rows(tx, &MEMBERSHIP, rows).await?;
    let mut rows = Vec::with_capacity(built.possible.len() * 6);
    for pair in built.possible {
        rows.extend([
            Value::Int(number),
            id(pair.a.uuid()),
            id(pair.b.uuid()),
            Value::Float(pair.weight),
        ]);
        rows.extend([
            Value::Text(Some(pair.reference)),
            Value::Text(Some(pair.words)),
        ]);
    }
    built_sql::insert_new_rows(tx, &POSSIBLE, rows).await?;
    let mut keys = built.keys;
    keys.sort_unstable();
    keys.dedup();
    let mut rows = Vec::with_capacity(keys.len() * 3);
    for (key, record) in keys {
        rows.extend([Value::Int(number), Value::Int(key), id(record.uuid())]);
    }
    built_sql::insert_rows(tx, &SEARCH_KEY, rows).await
}

/// Closes the memberships that change; first runs (nothing open) skip the work.
async fn close_memberships(
    tx: &mut Tx,
    number: i64,
    changes: &[MembershipChange],
) -> Result<(), StoreError> {
    let open = first!(
        tx,
        (i64,),
        "select count(*) from membership where to_generation is null"
    )?;
    if open.is_none_or(|(count,)| count == 0) {
        return Ok(());
    }
    for change in changes {
        run!(
            tx,
            "update membership set to_generation = $2 \
             where source_person_id = $1 and to_generation is null and from_generation < $2",
            change.record.uuid(),
            number
        )?;
    }
    Ok(())
}

/// Takes back a generation that was built and never published.
async fn discard_built(tx: &mut Tx) -> Result<(), StoreError> {
    let Some((number,)) = first!(
        tx,
        (i64,),
        "select number from generation where state = 'built'"
    )?
    else {
        return Ok(());
    };
    run!(
        tx,
        "delete from membership where from_generation = $1",
        number
    )?;
    run!(
        tx,
        "update membership set to_generation = null where to_generation = $1",
        number
    )?;
    run!(
        tx,
        "update person set redirect_to = null, redirected_in = null where redirected_in = $1",
        number
    )?;
    run!(tx, "delete from person where minted_in = $1", number)?;
    run!(
        tx,
        "delete from possible_match where generation = $1",
        number
    )?;
    run!(tx, "delete from search_key where generation = $1", number)?;
    run!(
        tx,
        "delete from generation_load where generation = $1",
        number
    )?;
    run!(tx, "delete from generation where number = $1", number)?;
    Ok(())
}

/// The number of the published generation.
pub(crate) async fn current_number(tx: &mut Tx) -> Result<Option<i64>, StoreError> {
    Ok(first!(
        tx,
        (i64,),
        "select number from generation where state = 'current'"
    )?
    .map(|row| row.0))
}

async fn read_people(tx: &mut Tx, counted: &[Uuid]) -> Result<Vec<SourcePerson>, StoreError> {
    let mut people: BTreeMap<Uuid, SourcePerson> = BTreeMap::new();
    let mut rows: Vec<IdentityRow> = all!(tx, IdentityRow, IDENTITIES)?;
    rows.retain(|row| counted.contains(&row.load_id));
    rows.sort_by_key(|row| (row.load_id, row.line));
    for row in &rows {
        add_identity(&mut people, row)?;
    }
    for row in all!(tx, NameRow, NAMES)?
        .iter()
        .filter(|row| counted.contains(&row.load_id))
    {
        if let Some(person) = people.get_mut(&row.source_person_id) {
            person.names.push(row.name()?);
        }
    }
    for row in all!(tx, AddressRow, ADDRESSES)?
        .iter()
        .filter(|row| counted.contains(&row.load_id))
    {
        if let Some(person) = people.get_mut(&row.source_person_id) {
            person.addresses.push((row.address()?, row.span()?));
        }
    }
    let mut people: Vec<SourcePerson> = people.into_values().collect();
    people.sort_by(|a, b| (&a.source, &a.key).cmp(&(&b.source, &b.key)));
    for person in &mut people {
        person.names.sort();
        person.names.dedup();
        person.addresses.sort();
        person.addresses.dedup();
    }
    Ok(people)
}

/// Adds a row to its source person; what an earlier row said stands.
fn add_identity(
    people: &mut BTreeMap<Uuid, SourcePerson>,
    row: &IdentityRow,
) -> Result<(), StoreError> {
    let new = row.record(Vec::new())?;
    let person = people
        .entry(row.source_person_id)
        .or_insert_with(|| SourcePerson {
            id: RecordId::new(row.source_person_id),
            source: new.source.clone(),
            key: new.key.clone(),
            names: Vec::new(),
            birth: None,
            died_on: None,
            sex: None,
            nhs_number: None,
            unique_pupil_number: None,
            unique_learner_number: None,
            telephone: None,
            email: None,
            addresses: Vec::new(),
        });
    person.birth = person.birth.or(new.birth);
    person.died_on = person.died_on.or(new.died_on);
    person.sex = person.sex.or(new.sex);
    person.nhs_number = person.nhs_number.or(new.nhs_number);
    person.unique_pupil_number = person.unique_pupil_number.or(new.unique_pupil_number);
    person.unique_learner_number = person.unique_learner_number.or(new.unique_learner_number);
    person.telephone = person.telephone.take().or(new.telephone);
    person.email = person.email.take().or(new.email);
    Ok(())
}

const IDENTITIES: &str = "\
    select r.source_person_id as person, r.source_person_id, r.load_id, r.line, s.source, \
        '' as received_at, s.person_key, r.birth, r.died_on, r.sex, r.nhs_number, r.upn, r.uln, \
        r.telephone, r.email \
    from person_record r join source_person s on s.id = r.source_person_id";
const NAMES: &str = "\
    select source_person_id as person, source_person_id, load_id, line, '' as source, \
        '' as received_at, '' as person_key, usage, given, middle, family from person_name";
const ADDRESSES: &str = "\
    select source_person_id as person, source_person_id, load_id, line, '' as source, \
        '' as received_at, '' as person_key, address_line, postcode, uprn, kind, is_confidential, \
        from_date, to_date from person_address";

const GENERATION_LOAD: Into = Into {
    table: "generation_load",
    columns: &["generation", "load_id"],
};
const PERSON: Into = Into {
    table: "person",
    columns: &["id", "minted_in"],
};
const MEMBERSHIP: Into = Into {
    table: "membership",
    columns: &[
        "source_person_id",
        "person_id",
        "from_generation",
        "cause",
        "actor",
    ],
};
const POSSIBLE: Into = Into {
    table: "possible_match",
    columns: &["generation", "a_id", "b_id", "weight", "reference", "words"],
};
const SEARCH_KEY: Into = Into {
    table: "search_key",
    columns: &["generation", "search_key", "source_person_id"],
};
