//! Restrictions follow the records: in the transaction that publishes a generation, every record
//! that is now in a person with an anchored one is anchored too.
//!
//! Invariant: no generation is ever current in which a restricted person has a record on which
//! the restriction does not stand. So a merge has the union, and both sides of a split keep it.

use crate::StoreError;
use crate::database::{Tx, all, first};
use crate::restriction_changes::{NewAnchor, add_anchors};
use crate::restrictions::anchor_stands;
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
    add_anchors(tx, generation, &made_at, anchors).await
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
