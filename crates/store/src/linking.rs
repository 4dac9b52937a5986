//! What the link engine reads and what it leaves behind.
//!
//! Invariant: memberships are only ever closed and added; a generation that was built but not
//! published is replaced by the next build as if it had never been.

use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all, first, run};
use crate::loads::ActiveLoad;
use crate::{Store, StoreError, ties};
use uuid::Uuid;
use vocabulary::{GenerationId, MatchQuestion, PersonId, RecordId};

/// A source person's place in a generation: who they are now, and why.
pub struct MembershipChange {
    /// The source person.
    pub record: RecordId,
    /// The person from now on; nothing when the source person is gone.
    pub person: Option<PersonId>,
    /// Founded, joined, merged, split or left; and whether a worker's decision caused it.
    pub cause: &'static str,
    /// Who or what decided: the link engine, or a worker by staff id.
    pub actor: String,
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

/// Two records of one person that speak against each other.
pub struct ClashRow {
    /// What speaks against it.
    pub kind: MatchQuestion,
    /// The two records, as a pair that may be one person is kept.
    pub pair: PossibleRow,
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
    /// Clashes inside people, for the records desk.
    pub clashes: Vec<ClashRow>,
    /// Search keys of every source person.
    pub keys: Vec<(i64, RecordId)>,
    /// The trained model as text.
    pub model: String,
    /// Figures of the run as JSON.
    pub report: String,
    /// Version of the model, as every change of membership names it.
    pub model_version: String,
}

impl Store {
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
        ties::tie_again(&mut tx).await?;
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
    let rows = membership_values(number, &built);
    built_sql::insert_rows(tx, &MEMBERSHIP, rows).await?;
    let mut rows = Vec::with_capacity(built.possible.len() * 6);
    for pair in built.possible {
        rows.extend(pair_values(number, pair));
    }
    built_sql::insert_new_rows(tx, &POSSIBLE, rows).await?;
    let mut rows = Vec::with_capacity(built.clashes.len() * 7);
    for clash in built.clashes {
        rows.extend(pair_values(number, clash.pair));
        rows.push(Value::Text(Some(clash.kind.code().to_owned())));
    }
    built_sql::insert_new_rows(tx, &CLASH, rows).await?;
    let mut keys = built.keys;
    keys.sort_unstable();
    keys.dedup();
    let mut rows = Vec::with_capacity(keys.len() * 3);
    for (key, record) in keys {
        rows.extend([Value::Int(number), Value::Int(key), id(record.uuid())]);
    }
    built_sql::insert_rows(tx, &SEARCH_KEY, rows).await
}

fn membership_values(number: i64, built: &BuiltGeneration) -> Vec<Value> {
    let mut rows = Vec::with_capacity(built.changes.len() * 6);
    for change in &built.changes {
        if let Some(person) = change.person {
            rows.extend([
                Value::Id(change.record.uuid()),
                Value::Id(person.uuid()),
                Value::Int(number),
                Value::Text(Some(change.cause.to_owned())),
                Value::Text(Some(change.actor.clone())),
                Value::Text(Some(built.model_version.clone())),
            ]);
        }
    }
    rows
}

fn pair_values(number: i64, pair: PossibleRow) -> [Value; 6] {
    [
        Value::Int(number),
        Value::Id(pair.a.uuid()),
        Value::Id(pair.b.uuid()),
        Value::Float(pair.weight),
        Value::Text(Some(pair.reference)),
        Value::Text(Some(pair.words)),
    ]
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
    run!(tx, "delete from person_clash where generation = $1", number)?;
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
        "model_version",
    ],
};
const POSSIBLE: Into = Into {
    table: "possible_match",
    columns: &["generation", "a_id", "b_id", "weight", "reference", "words"],
};
const CLASH: Into = Into {
    table: "person_clash",
    columns: &[
        "generation",
        "a_id",
        "b_id",
        "weight",
        "reference",
        "words",
        "kind",
    ],
};
const SEARCH_KEY: Into = Into {
    table: "search_key",
    columns: &["generation", "search_key", "source_person_id"],
};
