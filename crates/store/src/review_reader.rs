//! Reading for the records desk: what waits, what hangs on it, and the records of one question.
//!
//! The audit entry is written first, and who was shown is recorded before anything leaves, as for
//! a family. Invariant: names, births and numbers come out sealed; what is not sealed names
//! nobody, or is in the folded form that only the engine compares.

use crate::built_sql::{self};
use crate::database::all;
use crate::disputed_records::Disputed;
use crate::match_decisions::{self, MatchDecision};
use crate::person_rows::{AddressRow, IdentityRow, NameRow, source};
use crate::row_text::{coded, parsed};
use crate::source_persons::{self, SourcePerson};
use crate::{FamilyReader, PersonFacts, Store, StoreError, restrictions};
use audit::AuditEvent;
use governance::Permit;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{MatchQuestion, PartialDate, PersonId, RecordId, Service, SourceId};

/// A look at the records desk's work that has been recorded.
pub struct ReviewReader {
    pub(crate) reader: FamilyReader,
}

/// One question about two records, without anything that a record says.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewQuestion {
    /// What is asked.
    pub kind: MatchQuestion,
    /// What a worker quotes.
    pub reference: String,
    /// Match weight, in log2 odds.
    pub weight: f64,
    /// The explanation as a sentence.
    pub words: String,
    /// The two records, the smaller id first.
    pub records: [RecordId; 2],
    /// Who each of them is held to be.
    pub people: [PersonId; 2],
    /// The source of each.
    pub sources: [SourceId; 2],
    /// File and line of each.
    pub places: [String; 2],
}

/// What hangs on a person: facts for the order of the questions, never for display.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatHangs {
    /// The records with their sources.
    pub records: BTreeMap<RecordId, SourceId>,
    /// Every recorded birth date, with its source.
    pub births: Vec<(SourceId, PartialDate)>,
    /// Some address is confidential or a refuge.
    pub has_confidential_address: bool,
    /// The services that are or were involved.
    pub services: BTreeSet<Service>,
}

#[derive(sqlx::FromRow)]
struct QuestionRow {
    kind: String,
    reference: String,
    weight: f64,
    words: String,
    a_id: Uuid,
    b_id: Uuid,
    a_person: Uuid,
    b_person: Uuid,
    a_source: String,
    b_source: String,
    a_place: Option<String>,
    b_place: Option<String>,
}

impl ReviewReader {
    /// Writes the audit entry, then opens the current generation.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when the entry cannot be written: nothing is read then.
    pub async fn open(
        store: &Store,
        permit: &Permit,
        event: AuditEvent,
    ) -> Result<Self, StoreError> {
        let mut reader = FamilyReader::open(store, permit, event).await?;
        // Whoever decides about a disputed record sees it.
        reader.disputed = Disputed::Shown;
        Ok(Self { reader })
    }

    /// Everything that was asked in the current generation, strongest first.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn questions(&mut self) -> Result<Vec<ReviewQuestion>, StoreError> {
        let rows = all!(
            &mut self.reader.tx,
            QuestionRow,
            QUESTIONS,
            self.reader.generation
        )?;
        // Who is as if absent is asked about by the safeguarding desk and by nobody else.
        let reader = &mut self.reader;
        let absent = restrictions::absent(&mut reader.tx, reader.generation).await?;
        let is_absent = |person: Uuid| absent.contains(&PersonId::new(person));
        let asked = rows.into_iter();
        let asked: Vec<ReviewQuestion> = asked
            .filter(|row| !is_absent(row.a_person) && !is_absent(row.b_person))
            .map(question)
            .collect::<Result<_, _>>()?;
        Ok(once_each(asked))
    }

    /// Every answer about records that are not as if absent, in the order in which they were given.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn decisions(&mut self) -> Result<Vec<MatchDecision>, StoreError> {
        let reader = &mut self.reader;
        let mut decisions = match_decisions::decisions(&mut reader.tx).await?;
        let absent = restrictions::records_as_if_absent(&mut reader.tx, reader.generation).await?;
        decisions.retain(|one| !absent.contains(&one.a) && !absent.contains(&one.b));
        Ok(decisions)
    }

    /// What hangs on each of these people.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn what_hangs(
        &mut self,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, WhatHangs>, StoreError> {
        let FamilyReader { tx, generation, .. } = &mut self.reader;
        let ids = || built_sql::ids(people.iter().map(|person| person.uuid()));
        let mut hangs: BTreeMap<PersonId, WhatHangs> = BTreeMap::new();
        let rows: Vec<(Uuid, Uuid, String)> =
            built_sql::all_in(tx, RECORDS, *generation, ids()).await?;
        for (person, record, from) in rows {
            let entry = hangs.entry(PersonId::new(person)).or_default();
            entry.records.insert(RecordId::new(record), source(&from)?);
        }
        let rows: Vec<(Uuid, String, String)> =
            built_sql::all_in(tx, BIRTHS, *generation, ids()).await?;
        for (person, from, birth) in rows {
            let birth = parsed(Some(&birth), PartialDate::parse, "person_record.birth")?;
            let from = source(&from)?;
            let entry = hangs.entry(PersonId::new(person)).or_default();
            entry.births.extend(birth.map(|birth| (from, birth)));
        }
        let rows: Vec<(Uuid,)> = built_sql::all_in(tx, CONFIDENTIAL, *generation, ids()).await?;
        for (person,) in rows {
            let entry = hangs.entry(PersonId::new(person)).or_default();
            entry.has_confidential_address = true;
        }
        let rows: Vec<(Uuid, String)> = built_sql::all_in(tx, SERVICES, *generation, ids()).await?;
        for (person, service) in rows {
            let entry = hangs.entry(PersonId::new(person)).or_default();
            entry
                .services
                .insert(coded(&service, Service::parse, "involvement.service")?);
        }
        Ok(hangs)
    }

    /// Everything stored about these people, sealed.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn facts(&mut self, people: &[PersonId]) -> Result<Vec<PersonFacts>, StoreError> {
        self.reader.facts(people).await
    }

    /// These records as the engine compares them; nothing of it may be shown.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn compared(
        &mut self,
        records: &[RecordId],
    ) -> Result<Vec<SourcePerson>, StoreError> {
        self.reader.compared(records).await
    }

    /// Commits the entry where nobody was shown.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when it cannot be committed: show nothing then.
    pub async fn leave(self) -> Result<(), StoreError> {
        let committed = self.reader.tx.commit().await;
        committed.map_err(|_| StoreError::AuditUnwritable)
    }

    /// Records who was shown, and commits: only now may anything be disclosed.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when it cannot be recorded: show nothing then.
    pub async fn finish(self, shown: AuditEvent) -> Result<u64, StoreError> {
        self.reader.finish(shown).await
    }
}

impl FamilyReader {
    /// These records as the engine compares them; nothing of it may be shown.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn compared(
        &mut self,
        records: &[RecordId],
    ) -> Result<Vec<SourcePerson>, StoreError> {
        let Self { tx, generation, .. } = self;
        let ids = || built_sql::ids(records.iter().map(|record| record.uuid()));
        let identities: Vec<IdentityRow> =
            built_sql::all_in(tx, IDENTITIES, *generation, ids()).await?;
        let names: Vec<NameRow> = built_sql::all_in(tx, NAMES, *generation, ids()).await?;
        let addresses: Vec<AddressRow> =
            built_sql::all_in(tx, ADDRESSES, *generation, ids()).await?;
        source_persons::put_together(identities, &names, &addresses)
    }
}

/// A pair that somebody disputes is asked about once, as disputed.
fn once_each(questions: Vec<ReviewQuestion>) -> Vec<ReviewQuestion> {
    let is_disputed = |one: &ReviewQuestion| one.kind == MatchQuestion::Disputed;
    let disputed: BTreeSet<[RecordId; 2]> = questions
        .iter()
        .filter(|one| is_disputed(one))
        .map(|one| one.records)
        .collect();
    let mut asked = BTreeSet::new();
    let mut once = questions;
    once.retain(|one| {
        let is_of_dispute = disputed.contains(&one.records);
        !is_of_dispute || (is_disputed(one) && asked.insert(one.records))
    });
    once
}

fn question(row: QuestionRow) -> Result<ReviewQuestion, StoreError> {
    Ok(ReviewQuestion {
        kind: coded(&row.kind, MatchQuestion::parse, "person_clash.kind")?,
        reference: row.reference,
        weight: row.weight,
        words: row.words,
        records: [RecordId::new(row.a_id), RecordId::new(row.b_id)],
        people: [PersonId::new(row.a_person), PersonId::new(row.b_person)],
        sources: [source(&row.a_source)?, source(&row.b_source)?],
        places: [
            row.a_place.unwrap_or_default(),
            row.b_place.unwrap_or_default(),
        ],
    })
}

const QUESTIONS: &str = include_str!("../queries/questions_for_review.sql");
const IDENTITIES: &str = include_str!("../queries/identities_of_records.sql");
const NAMES: &str = include_str!("../queries/names_of_records.sql");
const ADDRESSES: &str = include_str!("../queries/addresses_of_records.sql");
const RECORDS: &str = "\
    select m.person_id, m.source_person_id, s.source from membership m \
    join source_person s on s.id = m.source_person_id where m.person_id in (:list) \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)";
const BIRTHS: &str = "\
    select m.person_id, s.source, r.birth from membership m \
    join source_person s on s.id = m.source_person_id \
    join person_record r on r.source_person_id = m.source_person_id \
    join generation_load g on g.load_id = r.load_id and g.generation = $1 \
    where m.person_id in (:list) and r.birth is not null \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)";
const CONFIDENTIAL: &str = "\
    select distinct m.person_id from membership m \
    join person_address a on a.source_person_id = m.source_person_id \
    join generation_load g on g.load_id = a.load_id and g.generation = $1 \
    where m.person_id in (:list) and (a.is_confidential or a.kind = 'refuge') \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)";
const SERVICES: &str = "\
    select distinct m.person_id, i.service from membership m \
    join involvement i on i.source_person_id = m.source_person_id \
    join generation_load g on g.load_id = i.load_id and g.generation = $1 \
    where m.person_id in (:list) \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)";
