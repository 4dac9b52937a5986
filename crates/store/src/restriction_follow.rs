//! Restrictions follow the records: in the transaction that publishes a generation, every record
//! that is now in a person with an anchored one is anchored too.
//!
//! Invariant: no generation is ever current in which a restricted person has a record on which
//! the restriction does not stand. So a merge has the union, and both sides of a split keep it.

use crate::StoreError;
use crate::database::{Tx, all, first};
use crate::restricted::NewLift;
use crate::restriction_changes::{NewAnchor, add_anchors, add_lift, answer, named};
use crate::restrictions::anchor_stands;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Anchors what has joined a restricted person in this generation. A quarantine is about one
/// record and does not spread.
pub(crate) async fn follow(tx: &mut Tx, generation: i64) -> Result<(), StoreError> {
    let Some((within, made_at)) = first!(
        tx,
        (Uuid, String),
        "select id, made_at from generation where number = $1",
        generation
    )?
    else {
        return Ok(());
    };
    let joined = all!(tx, (Uuid, String, Uuid), JOINED, generation)?;
    let anchors = joined.iter().map(|(restriction, side, record)| NewAnchor {
        restriction: *restriction,
        record: *record,
        side,
        cause: "linked",
        within,
    });
    add_anchors(tx, generation, &made_at, anchors).await?;
    let made_at: jiff::Timestamp = made_at
        .parse()
        .map_err(|_| StoreError::Unreadable("generation.made_at"))?;
    end_quarantines(tx, generation, within, made_at).await
}

/// A quarantine has nothing left to ask once its record is the restricted person's by evidence or
/// by an answer, or once the restriction that it guards has been lifted.
async fn end_quarantines(
    tx: &mut Tx,
    generation: i64,
    within: Uuid,
    at: jiff::Timestamp,
) -> Result<(), StoreError> {
    let ended = all!(tx, (Uuid, Uuid), ENDED, generation)?;
    let mut anchors: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for (quarantine, anchor) in ended {
        anchors.entry(quarantine).or_default().push(anchor);
    }
    for (quarantine, anchors) in anchors {
        let lift = NewLift {
            id: named("kith quarantine end 1", &[quarantine, within]),
            restriction: quarantine,
            person: None,
            reason: "linked".to_owned(),
            note: None,
            needs_second: false,
            asked_by: "the link engine".to_owned(),
            asked_at: at,
        };
        add_lift(tx, &lift, &anchors).await?;
        answer(tx, lift.id, "agreed", &lift.asked_by, at).await?;
    }
    Ok(())
}

const JOINED: &str = concat!(
    "select distinct a.restriction_id, a.side, y.source_person_id from restriction_anchor a \
     join restriction r on r.id = a.restriction_id and r.kind <> 'quarantine' \
     join membership x on x.source_person_id = a.source_person_id \
         and x.from_generation <= $1 and (x.to_generation is null or x.to_generation > $1) \
     join membership y on y.person_id = x.person_id \
         and y.from_generation <= $1 and (y.to_generation is null or y.to_generation > $1) \
     where not exists (select 1 from restriction_anchor b \
             where b.restriction_id = a.restriction_id and b.side = a.side \
             and b.source_person_id = y.source_person_id \
             and not exists (select 1 from restriction_lift_anchor lb \
                 join restriction_lift_answer wb on wb.lift_id = lb.lift_id and wb.answer = 'agreed' \
                 where lb.anchor_id = b.id)) \
         and ",
    anchor_stands!()
);
const ENDED: &str = concat!(
    "select r.id, a.id as anchor from restriction_anchor a \
     join restriction r on r.id = a.restriction_id and r.kind = 'quarantine' \
     where (exists (select 1 from membership x \
             join membership y on y.person_id = x.person_id \
                 and y.from_generation <= $1 and (y.to_generation is null or y.to_generation > $1) \
             join restriction_anchor b on b.source_person_id = y.source_person_id \
                 and b.restriction_id = r.may_be_of and b.side = 'subject' \
             where x.source_person_id = a.source_person_id \
                 and x.from_generation <= $1 and (x.to_generation is null or x.to_generation > $1)) \
         or not exists (select 1 from restriction_anchor b \
             where b.restriction_id = r.may_be_of and b.side = 'subject' \
             and not exists (select 1 from restriction_lift_anchor lb \
                 join restriction_lift_answer wb on wb.lift_id = lb.lift_id and wb.answer = 'agreed' \
                 where lb.anchor_id = b.id))) \
         and ",
    anchor_stands!()
);
