//! Records that somebody said are about somebody else, and what is marked as disputed.
//!
//! Invariants
//! - Such a record is hidden wherever it is held to be one person with any record that stood
//!   beside it then, from the moment it was said until the records desk says *the same person*.
//! - What is only said to be wrong is shown as before, with a mark.

use crate::built_sql;
use crate::database::{Tx, all};
use crate::disputes::newest_answer;
use crate::facts::MatchDoubt;
use crate::family_reader::FamilyReader;
use crate::person_rows::source;
use crate::row_text::{coded, moment};
use crate::{ReviewReader, Store, StoreError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{
    DisputeAnswer, InvolvementId, PersonId, RecordId, Role, SaidBy, Service, SourceId,
};

/// Whether a reader is shown disputed records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disputed {
    /// As if they were not there.
    Hidden,
    /// Like others: for whoever decides about them.
    Shown,
}

/// Two records, the smaller id first.
pub type RecordPair = (RecordId, RecordId);

/// One dispute as it marks something that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeMark {
    /// The dispute.
    pub dispute: Uuid,
    /// The person.
    pub person: PersonId,
    /// The involvement that is marked; nothing where it is who the person is.
    pub involvement: Option<InvolvementId>,
    /// The source.
    pub source: SourceId,
    /// The part that is said to be wrong, by its name on the page.
    pub field: Option<String>,
    /// Who says so.
    pub said_by: SaidBy,
    /// In which role it was entered.
    pub role: Role,
    /// When.
    pub raised_at: Timestamp,
    /// What the source has answered, and when.
    pub answer: Option<(DisputeAnswer, Timestamp)>,
}

/// The records that are hidden in generation `$1`, as a list in SQL.
macro_rules! disputed_records {
    () => {
        concat!(
            "select dh.source_person_id from dispute d \
             join membership dh on dh.source_person_id = d.source_person_id \
                 and dh.from_generation <= $1 \
                 and (dh.to_generation is null or dh.to_generation > $1) \
             where d.kind = 'wrong_person' \
                 and exists (select 1 from dispute_against da \
                     join membership db on db.source_person_id = da.source_person_id \
                         and db.from_generation <= $1 \
                         and (db.to_generation is null or db.to_generation > $1) \
                     where da.dispute_id = d.id and db.person_id = dh.person_id) and ",
            $crate::disputes::newest_answer!(),
            " not in ('withdrawn', 'same_person')"
        )
    };
}
pub(crate) use disputed_records;

/// The records that are hidden in a generation.
pub(crate) async fn hidden(tx: &mut Tx, generation: i64) -> Result<BTreeSet<Uuid>, StoreError> {
    let rows = all!(tx, (Uuid,), disputed_records!(), generation)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

#[derive(sqlx::FromRow)]
struct MarkRow {
    dispute: Uuid,
    person: Uuid,
    involvement: Option<Uuid>,
    closeness: i64,
    received_at: String,
    source: String,
    field: Option<String>,
    said_by: String,
    role: String,
    raised_at: String,
    answer: Option<String>,
    answered_at: Option<String>,
}

type DoubtRow = (Uuid, Uuid, String, String, Option<String>);

impl FamilyReader {
    /// The records that this reader must leave out.
    pub(crate) async fn left_out(&mut self) -> Result<BTreeSet<Uuid>, StoreError> {
        match self.disputed {
            Disputed::Hidden => hidden(&mut self.tx, self.generation).await,
            Disputed::Shown => Ok(BTreeSet::new()),
        }
    }

    /// A hidden record leaves a doubt, as a possible match does: a source and its services.
    pub(crate) async fn hidden_doubts(
        &mut self,
        people: &[PersonId],
    ) -> Result<Vec<(PersonId, MatchDoubt)>, StoreError> {
        if self.disputed == Disputed::Shown {
            return Ok(Vec::new());
        }
        let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
        let rows: Vec<DoubtRow> =
            built_sql::all_in(&mut self.tx, HIDDEN_DOUBTS, self.generation, ids).await?;
        let mut doubts: BTreeMap<(Uuid, Uuid), MatchDoubt> = BTreeMap::new();
        for (person, record, from, reference, service) in rows {
            let doubt = doubts.entry((person, record)).or_insert(MatchDoubt {
                source: source(&from)?,
                services: Vec::new(),
                reference,
            });
            doubt
                .services
                .extend(service.as_deref().and_then(Service::parse));
            doubt.services.sort_unstable();
            doubt.services.dedup();
        }
        let of = |((person, _), doubt)| (PersonId::new(person), doubt);
        Ok(doubts.into_iter().map(of).collect())
    }

    /// What is marked as disputed about these people.
    ///
    /// A mark stands on the involvement of which it was said, or on the one alike that the source
    /// sends now; where none is alike, on every one of that record and service. It falls when the
    /// source has corrected it and newer data of the source is published.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn dispute_marks(
        &mut self,
        people: &[PersonId],
    ) -> Result<Vec<DisputeMark>, StoreError> {
        let mut rows: Vec<MarkRow> = Vec::new();
        for sql in [MARKED_INVOLVEMENTS, MARKED_PEOPLE] {
            let ids = built_sql::ids(people.iter().map(|person| person.uuid()));
            rows.extend(built_sql::all_in(&mut self.tx, sql, self.generation, ids).await?);
        }
        let mut closest: BTreeMap<Uuid, i64> = BTreeMap::new();
        for row in &rows {
            let kept = closest.entry(row.dispute).or_insert(row.closeness);
            *kept = row.closeness.max(*kept);
        }
        let mut marks = Vec::new();
        for row in rows {
            if closest.get(&row.dispute) == Some(&row.closeness) {
                marks.extend(mark(&row)?);
            }
        }
        let place = |mark: &DisputeMark| (mark.raised_at, mark.dispute, mark.involvement);
        marks.sort_by_key(place);
        marks.dedup_by_key(|mark| place(mark));
        Ok(marks)
    }

    /// Every other record of the person whose record this is, without those that are hidden.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn records_beside(&mut self, record: RecordId) -> Result<Vec<RecordId>, StoreError> {
        let rows = all!(
            &mut self.tx,
            (Uuid,),
            BESIDE,
            self.generation,
            record.uuid()
        )?;
        Ok(rows.into_iter().map(|row| RecordId::new(row.0)).collect())
    }
}

impl ReviewReader {
    /// Since when answers about a pair count, because somebody disputes it.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn asked_anew(&mut self) -> Result<BTreeMap<RecordPair, Timestamp>, StoreError> {
        asked_anew(&mut self.reader.tx).await
    }
}

impl Store {
    /// Since when answers about a pair count, because somebody disputes it. Ids only.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn asked_anew(&self) -> Result<BTreeMap<RecordPair, Timestamp>, StoreError> {
        let mut tx = self.read().await?;
        asked_anew(&mut tx).await
    }

    /// Disputed records and those beside which they stood, where the records desk has answered
    /// that it is somebody else: facts for the link run. Ids only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn disputed_apart(&self) -> Result<Vec<RecordPair>, StoreError> {
        let mut tx = self.read().await?;
        let rows = all!(&mut tx, (Uuid, Uuid), APART)?;
        let pair = |(a, b): (Uuid, Uuid)| (RecordId::new(a.min(b)), RecordId::new(a.max(b)));
        Ok(rows.into_iter().map(pair).collect())
    }
}

async fn asked_anew(tx: &mut Tx) -> Result<BTreeMap<RecordPair, Timestamp>, StoreError> {
    let mut anew: BTreeMap<RecordPair, Timestamp> = BTreeMap::new();
    for (a, b, raised_at) in all!(tx, (Uuid, Uuid, String), DISPUTED_PAIRS)? {
        let pair = (RecordId::new(a.min(b)), RecordId::new(a.max(b)));
        let raised_at = moment(&raised_at, "dispute.raised_at")?;
        let kept = anew.entry(pair).or_insert(raised_at);
        *kept = raised_at.max(*kept);
    }
    Ok(anew)
}

/// Nothing for what was taken back, and for a correction that has arrived.
fn mark(row: &MarkRow) -> Result<Option<DisputeMark>, StoreError> {
    let answer = match (&row.answer, &row.answered_at) {
        (Some(answer), Some(at)) => Some((
            coded(answer, DisputeAnswer::parse, "dispute_answer.answer")?,
            moment(at, "dispute_answer.answered_at")?,
        )),
        _ => None,
    };
    let received_at = moment(&row.received_at, "source_load.received_at")?;
    match answer {
        Some((DisputeAnswer::Withdrawn, _)) => return Ok(None),
        Some((DisputeAnswer::Corrected, at)) if received_at > at => return Ok(None),
        _ => {}
    }
    Ok(Some(DisputeMark {
        dispute: row.dispute,
        person: PersonId::new(row.person),
        involvement: row.involvement.map(InvolvementId::new),
        source: source(&row.source)?,
        field: row.field.clone(),
        said_by: coded(&row.said_by, SaidBy::parse, "dispute.said_by")?,
        role: coded(&row.role, Role::parse, "dispute.role")?,
        raised_at: moment(&row.raised_at, "dispute.raised_at")?,
        answer,
    }))
}

/// The columns of a mark, from a dispute `d`.
macro_rules! mark_columns {
    () => {
        "d.field, d.said_by, d.role, d.raised_at, a.answer, a.answered_at, l.received_at, l.source \
         from membership m \
         join dispute d on d.source_person_id = m.source_person_id and d.kind = 'wrong_fact' \
         left join dispute_answer a on a.dispute_id = d.id and a.place = \
             (select max(w.place) from dispute_answer w where w.dispute_id = d.id) "
    };
}
const MARKED_INVOLVEMENTS: &str = concat!(
    "select d.id as dispute, m.person_id as person, i.id as involvement, \
         cast(case when d.involvement_id is null or d.involvement_id = i.id then 2 \
             when exists (select 1 from involvement o where o.id = d.involvement_id \
                 and coalesce(o.kind, '') = coalesce(i.kind, '') \
                 and coalesce(o.from_date, '') = coalesce(i.from_date, '')) then 1 \
             else 0 end as bigint) as closeness, ",
    mark_columns!(),
    "join involvement i on i.source_person_id = d.source_person_id and i.service = d.service \
     join generation_load g on g.load_id = i.load_id and g.generation = $1 \
     join source_load l on l.id = i.load_id \
     where m.person_id in (:list) \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)"
);
const MARKED_PEOPLE: &str = concat!(
    "select d.id as dispute, m.person_id as person, d.involvement_id as involvement, \
         cast(2 as bigint) as closeness, ",
    mark_columns!(),
    "join person_record r on r.source_person_id = d.source_person_id \
     join generation_load g on g.load_id = r.load_id and g.generation = $1 \
     join source_load l on l.id = r.load_id \
     where d.service is null and m.person_id in (:list) \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)"
);
const HIDDEN_DOUBTS: &str = concat!(
    "select m.person_id, m.source_person_id, s.source, q.reference, i.service \
     from membership m \
     join dispute q on q.source_person_id = m.source_person_id and q.kind = 'wrong_person' \
     join source_person s on s.id = m.source_person_id \
     left join involvement i on i.source_person_id = m.source_person_id \
         and i.load_id in (select load_id from generation_load where generation = $1) \
     where m.person_id in (:list) \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
         and m.source_person_id in (",
    disputed_records!(),
    ") order by q.reference"
);
const BESIDE: &str = concat!(
    "select o.source_person_id from membership m \
     join membership o on o.person_id = m.person_id and o.source_person_id <> $2 \
         and o.from_generation <= $1 and (o.to_generation is null or o.to_generation > $1) \
     where m.source_person_id = $2 \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
         and o.source_person_id not in (",
    disputed_records!(),
    ") order by o.source_person_id"
);
const DISPUTED_PAIRS: &str = concat!(
    "select d.source_person_id, d.partner_id, d.raised_at from dispute d \
     where d.kind = 'wrong_person' and d.partner_id is not null and ",
    newest_answer!(),
    " <> 'withdrawn'"
);
const APART: &str = concat!(
    "select d.source_person_id, t.source_person_id as other from dispute d \
     join dispute_against t on t.dispute_id = d.id \
     where d.kind = 'wrong_person' and ",
    newest_answer!(),
    " = 'not_same_person'"
);
