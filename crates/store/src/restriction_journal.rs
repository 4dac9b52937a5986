//! The journal of restrictions as lines of text, out of the database and back into it.
//!
//! A line names a record by its source and key, so that it finds the record in a database that
//! was restored from before. Invariant: reading a line back a second time changes nothing, and
//! what was read back is written as the same line again.

use crate::database::{Tx, all, first, run};
use crate::restriction_changes::named;
use crate::{Store, StoreError};
use serde_json::{Value, json};
use uuid::Uuid;

type RestrictionRow = (
    Uuid,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<Uuid>,
    Option<String>,
    Option<String>,
    String,
    String,
);
type AnchorRow = (Uuid, Uuid, String, String, String, String, i64, String);
type ReviewRow = (Uuid, Uuid, String, Option<String>, String, String);
type LiftRow = (Uuid, Uuid, String, Option<String>, bool, String, String);

/// A line that cannot be read.
const DAMAGED: StoreError = StoreError::Unreadable("the journal of restrictions");

impl Store {
    /// Every restriction, anchor, review, lift and answer as a line, in an order in which they
    /// can be read back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn restriction_lines(&self) -> Result<Vec<String>, StoreError> {
        let mut tx = self.read().await?;
        let mut lines = Vec::new();
        restrictions(&mut tx, &mut lines).await?;
        for row in all!(&mut tx, AnchorRow, ANCHORS)? {
            lines.push(json!([
                "anchor",
                row.0.to_string(),
                row.1.to_string(),
                row.2,
                row.3,
                row.4,
                row.5,
                row.6,
                row.7
            ]));
        }
        for row in all!(&mut tx, ReviewRow, REVIEWS)? {
            lines.push(json!([
                "review",
                row.0.to_string(),
                row.1.to_string(),
                row.2,
                row.3,
                row.4,
                row.5
            ]));
        }
        for row in all!(&mut tx, LiftRow, LIFTS)? {
            lines.push(json!([
                "lift",
                row.0.to_string(),
                row.1.to_string(),
                row.2,
                row.3,
                row.4,
                row.5,
                row.6
            ]));
        }
        for row in all!(&mut tx, (Uuid, Uuid), LIFTED)? {
            lines.push(json!(["lifted", row.0.to_string(), row.1.to_string()]));
        }
        for row in all!(&mut tx, (Uuid, String, String, String), ANSWERS)? {
            lines.push(json!(["answer", row.0.to_string(), row.1, row.2, row.3]));
        }
        for row in all!(&mut tx, (Uuid, String), MARKS)? {
            lines.push(json!(["mark", row.0.to_string(), row.1]));
        }
        Ok(lines.iter().map(Value::to_string).collect())
    }

    /// Reads lines back, all or none.
    ///
    /// # Errors
    /// When a line cannot be read, or the database fails; nothing is kept then.
    pub async fn replay_restrictions(&self, lines: &[String]) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        for line in lines {
            let line: Vec<Value> = serde_json::from_str(line).map_err(|_| DAMAGED)?;
            replay(&mut tx, &Line(line)).await?;
        }
        tx.commit().await
    }
}

async fn restrictions(tx: &mut Tx, lines: &mut Vec<Value>) -> Result<(), StoreError> {
    for row in all!(tx, RestrictionRow, RESTRICTIONS)? {
        let may_be_of = row.6.map(|id| id.to_string());
        lines.push(json!([
            "restriction",
            row.0.to_string(),
            row.1,
            row.2,
            row.3,
            row.4,
            row.5,
            may_be_of,
            row.7,
            row.8,
            row.9,
            row.10
        ]));
    }
    Ok(())
}

/// The values of one line.
struct Line(Vec<Value>);

impl Line {
    fn maybe(&self, at: usize) -> Result<Option<&str>, StoreError> {
        match self.0.get(at) {
            Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            _ => Err(DAMAGED),
        }
    }

    fn text(&self, at: usize) -> Result<&str, StoreError> {
        self.maybe(at)?.ok_or(DAMAGED)
    }

    fn id(&self, at: usize) -> Result<Uuid, StoreError> {
        Uuid::try_parse(self.text(at)?).map_err(|_| DAMAGED)
    }

    fn number(&self, at: usize) -> Result<i64, StoreError> {
        self.0.get(at).and_then(Value::as_i64).ok_or(DAMAGED)
    }

    fn flag(&self, at: usize) -> Result<bool, StoreError> {
        self.0.get(at).and_then(Value::as_bool).ok_or(DAMAGED)
    }
}

async fn replay(tx: &mut Tx, line: &Line) -> Result<(), StoreError> {
    match line.text(0)? {
        "restriction" => restriction(tx, line).await,
        "anchor" => anchor(tx, line).await,
        "review" => review(tx, line).await,
        "lift" => lift(tx, line).await,
        "lifted" => {
            run!(
                tx,
                "insert into restriction_lift_anchor (lift_id, anchor_id) values ($1, $2) on conflict do nothing",
                line.id(1)?,
                line.id(2)?
            )?;
            Ok(())
        }
        "answer" => {
            run!(
                tx,
                "insert into restriction_lift_answer (lift_id, answer, staff_id, answered_at) \
                 values ($1, $2, $3, $4) on conflict do nothing",
                line.id(1)?,
                line.text(2)?,
                line.text(3)?,
                line.text(4)?
            )?;
            Ok(())
        }
        "mark" => {
            run!(
                tx,
                "insert into withheld_mark (restriction_id, mark) values ($1, $2) on conflict do nothing",
                line.id(1)?,
                line.text(2)?
            )?;
            Ok(())
        }
        _ => Err(DAMAGED),
    }
}

async fn restriction(tx: &mut Tx, line: &Line) -> Result<(), StoreError> {
    let may_be_of = match line.maybe(7)? {
        Some(_) => Some(line.id(7)?),
        None => None,
    };
    let may_be_record = match (line.maybe(8)?, line.maybe(9)?) {
        (Some(source), Some(key)) => Some(record(tx, source, key).await?),
        (None, _) | (Some(_), None) => None,
    };
    run!(
        tx,
        "insert into restriction (id, kind, reason, note, order_words, address_key, may_be_of, \
         may_be_record, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         on conflict do nothing",
        line.id(1)?,
        line.text(2)?,
        line.text(3)?,
        line.maybe(4)?,
        line.maybe(5)?,
        line.maybe(6)?,
        may_be_of,
        may_be_record,
        line.text(10)?,
        line.text(11)?
    )?;
    Ok(())
}

async fn anchor(tx: &mut Tx, line: &Line) -> Result<(), StoreError> {
    let record = record(tx, line.text(3)?, line.text(4)?).await?;
    run!(
        tx,
        "insert into restriction_anchor (id, restriction_id, source_person_id, side, cause, \
         generation, anchored_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        line.id(1)?,
        line.id(2)?,
        record,
        line.text(5)?,
        line.text(6)?,
        line.number(7)?,
        line.text(8)?
    )?;
    Ok(())
}

async fn review(tx: &mut Tx, line: &Line) -> Result<(), StoreError> {
    run!(
        tx,
        "insert into restriction_review (id, restriction_id, review_on, note, staff_id, \
         reviewed_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        line.id(1)?,
        line.id(2)?,
        line.text(3)?,
        line.maybe(4)?,
        line.text(5)?,
        line.text(6)?
    )?;
    Ok(())
}

async fn lift(tx: &mut Tx, line: &Line) -> Result<(), StoreError> {
    run!(
        tx,
        "insert into restriction_lift (id, restriction_id, reason, note, needs_second, asked_by, \
         asked_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        line.id(1)?,
        line.id(2)?,
        line.text(3)?,
        line.maybe(4)?,
        line.flag(5)?,
        line.text(6)?,
        line.text(7)?
    )?;
    Ok(())
}

/// The record of this name here; one that was not loaded yet gets its place, so that the
/// restriction is there before it is.
async fn record(tx: &mut Tx, source: &str, key: &str) -> Result<Uuid, StoreError> {
    let known = first!(
        tx,
        (Uuid,),
        "select id from source_person where source = $1 and person_key = $2",
        source,
        key
    )?;
    if let Some((id,)) = known {
        return Ok(id);
    }
    let id = named(&format!("kith record 1 {source} {key}"), &[]);
    run!(
        tx,
        "insert into source_person (id, source, person_key) values ($1, $2, $3)",
        id,
        source,
        key
    )?;
    Ok(id)
}

const RESTRICTIONS: &str = "\
    select r.id, r.kind, r.reason, r.note, r.order_words, r.address_key, r.may_be_of, s.source, \
        s.person_key, r.set_by, r.set_at \
    from restriction r left join source_person s on s.id = r.may_be_record order by r.set_at, r.id";
const ANCHORS: &str = "\
    select a.id, a.restriction_id, s.source, s.person_key, a.side, a.cause, a.generation, \
        a.anchored_at \
    from restriction_anchor a join source_person s on s.id = a.source_person_id \
    order by a.anchored_at, a.id";
const REVIEWS: &str = "\
    select id, restriction_id, review_on, note, staff_id, reviewed_at from restriction_review \
    order by reviewed_at, id";
const LIFTS: &str = "\
    select id, restriction_id, reason, note, needs_second, asked_by, asked_at \
    from restriction_lift order by asked_at, id";
const LIFTED: &str =
    "select lift_id, anchor_id from restriction_lift_anchor order by lift_id, anchor_id";
const ANSWERS: &str = "\
    select lift_id, answer, staff_id, answered_at from restriction_lift_answer \
    order by answered_at, lift_id";
const MARKS: &str = "select restriction_id, mark from withheld_mark order by restriction_id, mark";
