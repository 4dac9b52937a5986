//! Setting and lifting restrictions: rows that are only added, each with its audit entry.
//!
//! Invariant: what was set is never rewritten. A lift is a row of its own that names the anchors
//! it takes away, and counts once it was agreed.

use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all, first, run};
use crate::linking::current_number;
use crate::restricted::{NewLift, NewRestriction};
use crate::restriction_net::SOMEBODY_ELSE;
use crate::restrictions::anchor_stands;
use crate::withheld::add_marks;
use crate::{Store, StoreError, audit_log};
use audit::AuditEvent;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vocabulary::PersonId;

/// Which end of a restriction an anchor holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// Who is restricted.
    Subject,
    /// Who must not find them; or who they are after an adoption.
    Other,
}

impl Side {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Other => "other",
        }
    }
}

/// An anchor to be added.
pub(crate) struct NewAnchor<'a> {
    pub(crate) restriction: Uuid,
    pub(crate) record: Uuid,
    pub(crate) side: &'a str,
    pub(crate) cause: &'static str,
    /// What tells this anchor from an earlier one of the same record: a generation's id, or the
    /// restriction's own.
    pub(crate) within: Uuid,
}

impl Store {
    /// Sets a restriction on every record of the person, with its audit entry. False when a
    /// person named in it is not in the published generation; nothing is kept then.
    ///
    /// # Errors
    /// When the entry or a row cannot be written.
    pub async fn set_restriction(
        &self,
        new: &NewRestriction,
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, event).await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        insert(&mut tx, new).await?;
        add_marks(&mut tx, new.id, &new.marks).await?;
        let sides = [(Side::Subject, new.person), (Side::Other, new.other)];
        for (side, person) in sides {
            let Some(person) = person else { continue };
            let records = records_of(&mut tx, generation, person).await?;
            if records.is_empty() {
                return Ok(false);
            }
            let anchors = records.into_iter().map(|record| NewAnchor {
                restriction: new.id,
                record,
                side: side.code(),
                cause: "set",
                within: new.id,
            });
            let when = new.set_at.to_string();
            add_anchors(&mut tx, generation, &when, anchors).await?;
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }

    /// Asks to lift a restriction from one person, with its audit entry. Where no other officer
    /// is needed it is lifted at once. False when nothing of it stands there.
    ///
    /// # Errors
    /// When the entry or a row cannot be written.
    pub async fn ask_to_lift(&self, lift: &NewLift, event: AuditEvent) -> Result<bool, StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, event).await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let anchors = match lift.person {
            Some(person) => standing_on(&mut tx, generation, lift.restriction, person).await?,
            None => Vec::new(),
        };
        if lift.person.is_some() && anchors.is_empty() {
            return Ok(false);
        }
        add_lift(&mut tx, lift, &anchors).await?;
        if !lift.needs_second {
            let (by, when) = (&lift.asked_by, lift.asked_at);
            answer(&mut tx, lift.id, "agreed", by, when).await?;
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }

    /// Agrees to a lift, or declines it, with its audit entry. False when it was answered
    /// already, or the worker is the one who asked; nothing is kept then.
    ///
    /// # Errors
    /// When the entry or the row cannot be written.
    pub async fn answer_lift(
        &self,
        lift: Uuid,
        is_agreed: bool,
        (staff_id, at): (&str, jiff::Timestamp),
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, event).await?;
        let asked = first!(
            &mut tx,
            (String,),
            "select asked_by from restriction_lift where id = $1 and not exists \
             (select 1 from restriction_lift_answer w where w.lift_id = $1)",
            lift
        )?;
        if asked.is_none_or(|(asked_by,)| is_agreed && asked_by == staff_id) {
            return Ok(false);
        }
        let word = if is_agreed { "agreed" } else { "declined" };
        answer(&mut tx, lift, word, staff_id, at).await?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }
}

impl Store {
    /// Ends a quarantine, because it is somebody else, with its audit entry. False when it has
    /// ended already; nothing is kept then.
    ///
    /// # Errors
    /// When the entry or a row cannot be written.
    pub async fn end_quarantine(
        &self,
        quarantine: Uuid,
        (staff_id, at): (&str, jiff::Timestamp),
        event: AuditEvent,
    ) -> Result<bool, StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, event).await?;
        let anchors = all!(
            &mut tx,
            (Uuid,),
            concat!(
                "select a.id from restriction_anchor a join restriction r on r.id = a.restriction_id \
                 where r.id = $1 and r.kind = 'quarantine' and ",
                anchor_stands!()
            ),
            quarantine
        )?;
        if anchors.is_empty() {
            return Ok(false);
        }
        let lift = NewLift {
            id: named("kith quarantine end 1", &[quarantine]),
            restriction: quarantine,
            person: None,
            reason: SOMEBODY_ELSE.to_owned(),
            note: None,
            needs_second: false,
            asked_by: staff_id.to_owned(),
            asked_at: at,
        };
        let anchors: Vec<Uuid> = anchors.into_iter().map(|row| row.0).collect();
        add_lift(&mut tx, &lift, &anchors).await?;
        answer(&mut tx, lift.id, "agreed", staff_id, at).await?;
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)?;
        Ok(true)
    }
}

async fn insert(tx: &mut Tx, new: &NewRestriction) -> Result<(), StoreError> {
    let note = new.note.as_ref().map(|note| note.reveal().to_owned());
    let order = new.order.as_ref().map(|order| order.reveal().to_owned());
    let place = new.place.as_ref().map(|place| place.reveal().to_owned());
    run!(
        tx,
        "insert into restriction (id, kind, reason, note, order_words, address_key, set_by, set_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        new.what.code(),
        &new.reason,
        note.as_deref(),
        order.as_deref(),
        place.as_deref(),
        &new.set_by,
        new.set_at.to_string()
    )?;
    if let Some(day) = new.review_on {
        run!(
            tx,
            "insert into restriction_review (id, restriction_id, review_on, note, staff_id, \
             reviewed_at) values ($1, $1, $2, null, $3, $4)",
            new.id,
            day.to_string(),
            &new.set_by,
            new.set_at.to_string()
        )?;
    }
    Ok(())
}

async fn records_of(
    tx: &mut Tx,
    generation: i64,
    person: PersonId,
) -> Result<Vec<Uuid>, StoreError> {
    let rows = all!(
        tx,
        (Uuid,),
        "select source_person_id from membership where person_id = $1 \
         and from_generation <= $2 and (to_generation is null or to_generation > $2) order by 1",
        person.uuid(),
        generation
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The standing anchors of a restriction on one person.
async fn standing_on(
    tx: &mut Tx,
    generation: i64,
    restriction: Uuid,
    person: PersonId,
) -> Result<Vec<Uuid>, StoreError> {
    let rows = all!(
        tx,
        (Uuid,),
        concat!(
            "select a.id from restriction_anchor a \
             join membership m on m.source_person_id = a.source_person_id \
                 and m.from_generation <= $3 and (m.to_generation is null or m.to_generation > $3) \
             where a.restriction_id = $1 and m.person_id = $2 and ",
            anchor_stands!()
        ),
        restriction,
        person.uuid(),
        generation
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Adds anchors; one that is there already stays.
pub(crate) async fn add_anchors<'a>(
    tx: &mut Tx,
    generation: i64,
    when: &str,
    anchors: impl Iterator<Item = NewAnchor<'a>>,
) -> Result<(), StoreError> {
    let text = |text: &str| Value::Text(Some(text.to_owned()));
    let mut rows = Vec::new();
    for anchor in anchors {
        rows.extend([
            Value::Id(anchor.id()),
            Value::Id(anchor.restriction),
            Value::Id(anchor.record),
            text(anchor.side),
            text(anchor.cause),
            Value::Int(generation),
            text(when),
        ]);
    }
    built_sql::insert_new_rows(tx, &ANCHOR, rows).await
}

impl NewAnchor<'_> {
    fn id(&self) -> Uuid {
        let word = format!("kith anchor 1 {}", self.side);
        named(&word, &[self.restriction, self.record, self.within])
    }
}

/// An id that the same things always give.
pub(crate) fn named(word: &str, of: &[Uuid]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(word.as_bytes());
    for id in of {
        hash.update(id.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(bytes)
}

/// Adds a lift with the anchors that it takes away once it is agreed.
pub(crate) async fn add_lift(
    tx: &mut Tx,
    lift: &NewLift,
    anchors: &[Uuid],
) -> Result<(), StoreError> {
    let note = lift.note.as_ref().map(|note| note.reveal().to_owned());
    run!(
        tx,
        "insert into restriction_lift (id, restriction_id, reason, note, needs_second, asked_by, \
         asked_at) values ($1, $2, $3, $4, $5, $6, $7)",
        lift.id,
        lift.restriction,
        &lift.reason,
        note.as_deref(),
        lift.needs_second,
        &lift.asked_by,
        lift.asked_at.to_string()
    )?;
    let rows = anchors
        .iter()
        .flat_map(|anchor| [Value::Id(lift.id), Value::Id(*anchor)])
        .collect();
    built_sql::insert_rows(tx, &LIFT_ANCHOR, rows).await
}

/// Answers a lift.
pub(crate) async fn answer(
    tx: &mut Tx,
    lift: Uuid,
    word: &str,
    staff_id: &str,
    at: jiff::Timestamp,
) -> Result<(), StoreError> {
    run!(
        tx,
        "insert into restriction_lift_answer (lift_id, answer, staff_id, answered_at) \
         values ($1, $2, $3, $4)",
        lift,
        word,
        staff_id,
        at.to_string()
    )?;
    Ok(())
}

const ANCHOR: Into = Into {
    table: "restriction_anchor",
    columns: &[
        "id",
        "restriction_id",
        "source_person_id",
        "side",
        "cause",
        "generation",
        "anchored_at",
    ],
};
const LIFT_ANCHOR: Into = Into {
    table: "restriction_lift_anchor",
    columns: &["lift_id", "anchor_id"],
};
