//! Reading for the safeguarding desk: every restriction, on whom it stands, and what waits.
//!
//! It reads the newest generation, also one that waits for publish, so that a record is on the
//! desk's list from the moment it is held back. Invariant: the audit entry is written first, and
//! names come out sealed.

use crate::built_sql;
use crate::database::{all, first};
use crate::disputed_records::Disputed;
use crate::restrictions::anchor_stands;
use crate::row_text::{coded, date, personal};
use crate::{FamilyReader, PersonFacts, Restricted, Store, StoreError};
use audit::AuditEvent;
use governance::Permit;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vocabulary::{Date, PersonId, PersonalText, RecordId};

/// A look of the safeguarding desk that has been recorded.
pub struct DeskReader {
    reader: FamilyReader,
}

/// One restriction, as the safeguarding desk keeps it.
pub struct KeptRestriction {
    /// Its id.
    pub id: Uuid,
    /// What is restricted.
    pub what: Restricted,
    /// Why, as codes.
    pub reason: String,
    /// What the officer added.
    pub note: Option<PersonalText>,
    /// What a court order says.
    pub order: Option<PersonalText>,
    /// For a record held back: a record of the person who it may be.
    pub may_be: Option<RecordId>,
    /// Who set it.
    pub set_by: String,
    /// When, as a moment.
    pub set_at: String,
    /// When it is to be looked at again.
    pub review_on: Option<Date>,
    /// On whom it stands now.
    pub people: BTreeSet<PersonId>,
    /// The records on which it stands now.
    pub records: BTreeSet<RecordId>,
    /// The other side: who must not find them, or who they are after an adoption.
    pub others: BTreeSet<PersonId>,
    /// It stands nowhere any more.
    pub is_lifted: bool,
    /// Lifts that wait for another officer.
    pub asked: Vec<AskedLift>,
}

/// A lift that waits for another officer.
pub struct AskedLift {
    /// Its id.
    pub id: Uuid,
    /// Who asked.
    pub asked_by: String,
    /// Why.
    pub note: Option<PersonalText>,
    /// From whom.
    pub people: BTreeSet<PersonId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    reason: String,
    note: Option<String>,
    order_words: Option<String>,
    may_be_record: Option<Uuid>,
    set_by: String,
    set_at: String,
    is_lifted: i64,
}

impl DeskReader {
    /// Writes the audit entry, then opens the newest generation.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when the entry cannot be written: nothing is read then.
    pub async fn open(
        store: &Store,
        permit: &Permit,
        event: AuditEvent,
    ) -> Result<Self, StoreError> {
        let mut reader = FamilyReader::open(store, permit, event).await?;
        let newest = first!(
            &mut reader.tx,
            (i64,),
            "select number from generation where state in ('built', 'current') order by number desc limit 1"
        )?;
        reader.generation = newest.map_or(reader.generation, |row| row.0);
        // Whoever protects somebody sees every record of theirs.
        reader.disputed = Disputed::Shown;
        Ok(Self { reader })
    }

    /// Every restriction that was ever set, the newest first.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn restrictions(&mut self) -> Result<Vec<KeptRestriction>, StoreError> {
        let FamilyReader { tx, generation, .. } = &mut self.reader;
        let mut kept = Vec::new();
        for row in all!(&mut *tx, Row, RESTRICTIONS)? {
            kept.push(from_row(row)?);
        }
        let mut at: BTreeMap<Uuid, usize> = BTreeMap::new();
        at.extend(kept.iter().enumerate().map(|(place, one)| (one.id, place)));
        let rows = all!(&mut *tx, (Uuid, String, Uuid, Uuid), STANDING, *generation)?;
        for (restriction, side, record, person) in rows {
            let Some(place) = at.get(&restriction) else {
                continue;
            };
            let one = &mut kept[*place];
            if side == "subject" {
                one.people.insert(PersonId::new(person));
                one.records.insert(RecordId::new(record));
            } else {
                one.others.insert(PersonId::new(person));
            }
        }
        for (restriction, day) in all!(&mut *tx, (Uuid, String), REVIEWS)? {
            if let Some(place) = at.get(&restriction) {
                kept[*place].review_on = date(Some(&day), "restriction_review.review_on")?;
            }
        }
        let rows = all!(
            &mut *tx,
            (Uuid, Uuid, String, Option<String>, Option<Uuid>),
            ASKED,
            *generation
        )?;
        for (restriction, lift, by, note, person) in rows {
            let Some(place) = at.get(&restriction) else {
                continue;
            };
            add_lift(&mut kept[*place].asked, (lift, by, note, person));
        }
        Ok(kept)
    }

    /// Who these records are held to be in the newest generation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_of(
        &mut self,
        records: &[RecordId],
    ) -> Result<BTreeMap<RecordId, PersonId>, StoreError> {
        let FamilyReader { tx, generation, .. } = &mut self.reader;
        let ids = built_sql::ids(records.iter().map(|record| record.uuid()));
        let rows: Vec<(Uuid, Uuid)> = built_sql::all_in(tx, PEOPLE, *generation, ids).await?;
        let pair = |(record, person)| (RecordId::new(record), PersonId::new(person));
        Ok(rows.into_iter().map(pair).collect())
    }

    /// Everything stored about these people, sealed.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn facts(&mut self, people: &[PersonId]) -> Result<Vec<PersonFacts>, StoreError> {
        self.reader.facts(people).await
    }

    /// Records who was shown, and commits: only now may anything be disclosed.
    ///
    /// # Errors
    /// [`StoreError::AuditUnwritable`] when it cannot be recorded: show nothing then.
    pub async fn finish(self, shown: AuditEvent) -> Result<u64, StoreError> {
        self.reader.finish(shown).await
    }
}

fn from_row(row: Row) -> Result<KeptRestriction, StoreError> {
    Ok(KeptRestriction {
        id: row.id,
        what: coded(&row.kind, Restricted::parse, "restriction.kind")?,
        reason: row.reason,
        note: personal(row.note.as_deref()),
        order: personal(row.order_words.as_deref()),
        may_be: row.may_be_record.map(RecordId::new),
        set_by: row.set_by,
        set_at: row.set_at,
        review_on: None,
        people: BTreeSet::new(),
        records: BTreeSet::new(),
        others: BTreeSet::new(),
        is_lifted: row.is_lifted != 0,
        asked: Vec::new(),
    })
}

fn add_lift(
    asked: &mut Vec<AskedLift>,
    (id, asked_by, note, person): (Uuid, String, Option<String>, Option<Uuid>),
) {
    let person = person.map(PersonId::new);
    if let Some(known) = asked.iter_mut().find(|one| one.id == id) {
        known.people.extend(person);
        return;
    }
    asked.push(AskedLift {
        id,
        asked_by,
        note: personal(note.as_deref()),
        people: person.into_iter().collect(),
    });
}

const RESTRICTIONS: &str = concat!(
    "select r.id, r.kind, r.reason, r.note, r.order_words, r.may_be_record, r.set_by, r.set_at, \
         case when r.kind = 'hidden_place' then (select count(*) from restriction_lift l \
                 join restriction_lift_answer w on w.lift_id = l.id and w.answer = 'agreed' \
                 where l.restriction_id = r.id) \
             when exists (select 1 from restriction_anchor a where a.restriction_id = r.id \
                 and a.side = 'subject' and ",
    anchor_stands!(),
    ") then cast(0 as bigint) else cast(1 as bigint) end as is_lifted \
     from restriction r order by r.set_at desc, r.id"
);
const STANDING: &str = concat!(
    "select a.restriction_id, a.side, a.source_person_id, m.person_id from restriction_anchor a \
     join membership m on m.source_person_id = a.source_person_id \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
     where ",
    anchor_stands!()
);
const REVIEWS: &str =
    "select restriction_id, review_on from restriction_review order by reviewed_at, id";
const ASKED: &str = "\
    select l.restriction_id, l.id, l.asked_by, l.note, m.person_id from restriction_lift l \
    left join restriction_lift_anchor la on la.lift_id = l.id \
    left join restriction_anchor a on a.id = la.anchor_id \
    left join membership m on m.source_person_id = a.source_person_id \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
    where not exists (select 1 from restriction_lift_answer w where w.lift_id = l.id) \
    order by l.asked_at, l.id";
const PEOPLE: &str = "\
    select source_person_id, person_id from membership where source_person_id in (:list) \
        and from_generation <= $1 and (to_generation is null or to_generation > $1)";
