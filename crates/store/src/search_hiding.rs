//! What of a record a search must not match: where somebody is who must not be found, and how to
//! reach them.
//!
//! Invariant: a search for a hidden address, postcode, telephone or e-mail finds what a search for
//! an unused one finds. Nothing is left out because of a date: what was hidden once stays so here.

use crate::StoreError;
use crate::built_sql::{self, Value};
use crate::database::Tx;
use crate::restrictions::anchor_stands;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What of some records a search must not match.
#[derive(Default)]
pub(crate) struct HiddenFields {
    /// Records of people whose whereabouts are hidden: no address, telephone or e-mail counts.
    whole: BTreeSet<Uuid>,
    /// Places that are hidden whoever's record names them.
    places: BTreeSet<String>,
}

impl HiddenFields {
    /// What is hidden of these records, of which these are the places.
    pub(crate) async fn of(
        tx: &mut Tx,
        generation: i64,
        records: &[Uuid],
        places: BTreeSet<String>,
    ) -> Result<Self, StoreError> {
        let ids = || built_sql::ids(records.iter().copied());
        let mut hidden = Self::default();
        for sql in [SHIELDED, CONFIDENTIAL] {
            let rows: Vec<(Uuid,)> = built_sql::all_in(tx, sql, generation, ids()).await?;
            hidden.whole.extend(rows.into_iter().map(|row| row.0));
        }
        let places: Vec<String> = places.into_iter().collect();
        let keys = || places.iter().cloned().map(Some).map(Value::Text).collect();
        for sql in [SHIELDED_PLACES, CONFIDENTIAL_PLACES, SET_BY_THE_DESK] {
            let rows: Vec<(String,)> = built_sql::all_in(tx, sql, generation, keys()).await?;
            hidden.places.extend(rows.into_iter().map(|row| row.0));
        }
        Ok(hidden)
    }

    /// Whether nothing counts that says where the person of a record is or how to reach them.
    pub(crate) fn is_whole(&self, record: Uuid) -> bool {
        self.whole.contains(&record)
    }

    /// Whether an address of a record must not be matched.
    pub(crate) fn hides(&self, record: Uuid, place: Option<&str>) -> bool {
        self.is_whole(record) || place.is_some_and(|place| self.places.contains(place))
    }
}

const SHIELDED: &str = concat!(
    "select distinct m.source_person_id from membership m \
     join membership n on n.person_id = m.person_id \
         and n.from_generation <= $1 and (n.to_generation is null or n.to_generation > $1) \
     join restriction_anchor a on a.source_person_id = n.source_person_id and a.side = 'subject' \
     join restriction r on r.id = a.restriction_id and r.kind = 'shield' \
     where m.source_person_id in (:list) \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) and ",
    anchor_stands!()
);
const CONFIDENTIAL: &str = "\
    select distinct m.source_person_id from membership m \
    join membership n on n.person_id = m.person_id \
        and n.from_generation <= $1 and (n.to_generation is null or n.to_generation > $1) \
    join person_address s on s.source_person_id = n.source_person_id and (s.is_confidential or s.kind = 'refuge') \
    join generation_load g on g.load_id = s.load_id and g.generation = $1 \
    where m.source_person_id in (:list) \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1)";
const SHIELDED_PLACES: &str = concat!(
    "select distinct s.address_key from person_address s \
     join generation_load g on g.load_id = s.load_id and g.generation = $1 \
     join membership m on m.source_person_id = s.source_person_id \
         and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
     join membership n on n.person_id = m.person_id \
         and n.from_generation <= $1 and (n.to_generation is null or n.to_generation > $1) \
     join restriction_anchor a on a.source_person_id = n.source_person_id and a.side = 'subject' \
     join restriction r on r.id = a.restriction_id and r.kind = 'shield' \
     where s.address_key in (:list) and ",
    anchor_stands!()
);
const CONFIDENTIAL_PLACES: &str = "\
    select distinct s.address_key from person_address s \
    join generation_load g on g.load_id = s.load_id and g.generation = $1 \
    where s.address_key in (:list) and (s.is_confidential or s.kind = 'refuge')";
const SET_BY_THE_DESK: &str = "\
    select r.address_key from restriction r \
    where r.kind = 'hidden_place' and cast($1 as bigint) >= 0 and r.address_key in (:list) \
        and not exists (select 1 from restriction_lift l \
            join restriction_lift_answer w on w.lift_id = l.id and w.answer = 'agreed' \
            where l.restriction_id = r.id)";
