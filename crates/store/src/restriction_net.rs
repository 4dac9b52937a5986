//! The net around restricted people: who is new in the newest generation and might be one of them.
//!
//! It is wider than matching: a number, a telephone, a child in common, or a possible match is
//! enough to be asked about. Invariant: nothing here decides; `operations` leaves out who clearly
//! is somebody else, and what is left is held back before the generation is published.

use crate::built_sql;
use crate::database::{all, first, run};
use crate::linking::current_number;
use crate::person_rows::{AddressRow, IdentityRow, NameRow};
use crate::restriction_changes::{NewAnchor, add_anchors};
use crate::restrictions::anchor_stands;
use crate::source_persons::{SourcePerson, put_together};
use crate::{Store, StoreError, audit_log};
use audit::AuditEvent;
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{PersonId, RecordId};

/// Why a record might be about a restricted person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NetReason {
    /// The same NHS number.
    NhsNumber,
    /// The same telephone.
    Telephone,
    /// A relationship to the same child.
    ChildInCommon,
    /// A possible match.
    PossibleMatch,
}

/// One new record that might be about a restricted person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspect {
    /// The new record.
    pub record: RecordId,
    /// Who the record is held to be.
    pub person: PersonId,
    /// The restriction.
    pub restriction: Uuid,
    /// A record on which it stands.
    pub restricted_record: RecordId,
    /// The restricted person.
    pub restricted_person: PersonId,
    /// Why.
    pub why: NetReason,
}

/// How many records were held back, and what the safeguarding desk said of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldBackCounts {
    /// Held back, and not yet answered about.
    pub waiting: u64,
    /// Answered: it is the restricted person, or linked to them by evidence since.
    pub confirmed: u64,
    /// Answered: it is somebody else. A false alarm.
    pub somebody_else: u64,
}

impl NetReason {
    /// All reasons.
    pub const ALL: [Self; 4] = [
        Self::NhsNumber,
        Self::Telephone,
        Self::ChildInCommon,
        Self::PossibleMatch,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NhsNumber => "same_nhs_number",
            Self::Telephone => "same_telephone",
            Self::ChildInCommon => "child_in_common",
            Self::PossibleMatch => "possible_match",
        }
    }

    /// The words on the safeguarding desk's pages.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::NhsNumber => "the same NHS number",
            Self::Telephone => "the same telephone",
            Self::ChildInCommon => "a child in common",
            Self::PossibleMatch => "names and dates that may be one person's",
        }
    }

    /// Reads the word in the database.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

type SuspectRow = (Uuid, Uuid, Uuid, Uuid, Uuid);

impl Store {
    /// The number of the generation that waits for publish; nothing when none waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn built_number(&self) -> Result<Option<i64>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (i64,),
            "select number from generation where state = 'built'"
        )?;
        Ok(row.map(|row| row.0))
    }

    /// Who is new in a generation and might be a restricted person; ids only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn suspects(&self, generation: i64) -> Result<Vec<Suspect>, StoreError> {
        let mut tx = self.read().await?;
        let restricted = first!(
            &mut tx,
            (i64,),
            "select count(*) from restriction \
             where kind in ('shield', 'adoption_seal', 'protected_person')"
        )?;
        if restricted.is_none_or(|(count,)| count == 0) {
            return Ok(Vec::new());
        }
        let current = current_number(&mut tx).await?.unwrap_or(0);
        let mut suspects = Vec::new();
        for (why, sql) in [
            (NetReason::NhsNumber, BY_NHS_NUMBER),
            (NetReason::Telephone, BY_TELEPHONE),
            (NetReason::ChildInCommon, BY_CHILD),
            (NetReason::PossibleMatch, BY_POSSIBLE_MATCH),
        ] {
            let rows = all!(&mut tx, SuspectRow, sql, generation, current)?;
            suspects.extend(rows.into_iter().map(|row| suspect(row, why)));
        }
        suspects.sort();
        suspects.dedup();
        Ok(suspects)
    }

    /// What the records of these people say in a generation, for the net and for flags alone;
    /// nothing of it is shown to anybody.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn said_of(
        &self,
        generation: i64,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, Vec<SourcePerson>>, StoreError> {
        let mut tx = self.read().await?;
        let ids = || built_sql::ids(people.iter().map(|person| person.uuid()));
        let identities: Vec<IdentityRow> =
            built_sql::all_in(&mut tx, IDENTITIES, generation, ids()).await?;
        let names: Vec<NameRow> = built_sql::all_in(&mut tx, NAMES, generation, ids()).await?;
        let person_of: BTreeMap<Uuid, Uuid> = identities
            .iter()
            .map(|row| (row.source_person_id, row.person))
            .collect();
        let mut said: BTreeMap<PersonId, Vec<SourcePerson>> = BTreeMap::new();
        let addresses: Vec<AddressRow> =
            built_sql::all_in(&mut tx, ADDRESSES, generation, ids()).await?;
        for record in put_together(identities, &names, &addresses)? {
            if let Some(person) = person_of.get(&record.id.uuid()) {
                said.entry(PersonId::new(*person)).or_default().push(record);
            }
        }
        Ok(said)
    }

    /// What the records of these people say in the generation that is published.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn records_say(
        &self,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, Vec<SourcePerson>>, StoreError> {
        let current = {
            let mut tx = self.read().await?;
            current_number(&mut tx).await?
        };
        match current {
            Some(generation) => self.said_of(generation, people).await,
            None => Ok(BTreeMap::new()),
        }
    }

    /// Holds back these records, and what else is new in their people, with the audit entry.
    ///
    /// # Errors
    /// When the entry or a row cannot be written.
    pub async fn hold_back(
        &self,
        generation: i64,
        held: &[(Uuid, Suspect, String)],
        at: jiff::Timestamp,
        event: AuditEvent,
    ) -> Result<(), StoreError> {
        let mut tx = self
            .write()
            .await
            .map_err(|_| StoreError::AuditUnwritable)?;
        audit_log::append(&mut tx, event).await?;
        let current = current_number(&mut tx).await?.unwrap_or(0);
        let when = at.to_string();
        for (id, suspect, why) in held {
            run!(
                &mut tx,
                "insert into restriction (id, kind, reason, may_be_of, may_be_record, set_by, set_at) \
                 values ($1, 'quarantine', $2, $3, $4, 'the link engine', $5) on conflict do nothing",
                *id,
                why,
                suspect.restriction,
                suspect.restricted_record.uuid(),
                &when
            )?;
            let person = suspect.person.uuid();
            let new = all!(&mut tx, (Uuid,), NEW_OF_PERSON, generation, current, person)?;
            let anchors = new.iter().map(|(record,)| NewAnchor {
                restriction: *id,
                record: *record,
                side: "subject",
                cause: "held_back",
                within: *id,
            });
            add_anchors(&mut tx, generation, &when, anchors).await?;
        }
        tx.commit().await.map_err(|_| StoreError::AuditUnwritable)
    }

    /// How many records were held back, and how that ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_back_counts(&self) -> Result<HeldBackCounts, StoreError> {
        let mut tx = self.read().await?;
        let mut counts = HeldBackCounts::default();
        for (reason, count) in all!(&mut tx, (Option<String>, i64), COUNTS)? {
            let count = u64::try_from(count).unwrap_or(0);
            match reason.as_deref() {
                None => counts.waiting += count,
                Some(SOMEBODY_ELSE) => counts.somebody_else += count,
                Some(_) => counts.confirmed += count,
            }
        }
        Ok(counts)
    }

    /// Rewrites the figures of a generation that waits for publish.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_report(&self, generation: i64, report: &str) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        run!(
            &mut tx,
            "update generation set report = $2 where number = $1 and state = 'built'",
            generation,
            report
        )?;
        tx.commit().await
    }
}

/// Why a quarantine ends when the safeguarding desk says that it is somebody else.
pub(crate) const SOMEBODY_ELSE: &str = "somebody_else";

fn suspect(row: SuspectRow, why: NetReason) -> Suspect {
    let (restriction, restricted_record, restricted_person, record, person) = row;
    Suspect {
        record: RecordId::new(record),
        person: PersonId::new(person),
        restriction,
        restricted_record: RecordId::new(restricted_record),
        restricted_person: PersonId::new(restricted_person),
        why,
    }
}

/// The columns of a suspect: `x` is the new record's place in the generation.
macro_rules! columns {
    () => {
        "select distinct a.restriction_id, a.source_person_id, p.person_id as restricted, \
         x.source_person_id as record, x.person_id as person "
    };
}

/// Restricted people `p` by their anchors, with every record `o` that is theirs in `$1`.
macro_rules! restricted {
    () => {
        "from restriction_anchor a \
         join restriction r on r.id = a.restriction_id and a.side = 'subject' \
             and r.kind in ('shield', 'adoption_seal', 'protected_person') \
         join membership p on p.source_person_id = a.source_person_id \
             and p.from_generation <= $1 and (p.to_generation is null or p.to_generation > $1) \
         join membership o on o.person_id = p.person_id \
             and o.from_generation <= $1 and (o.to_generation is null or o.to_generation > $1) "
    };
}

/// Records `x` of `$1` that are new since `$2`, are not the restricted person's, and have not
/// been asked about.
macro_rules! new_ones {
    () => {
        concat!(
            "where x.from_generation <= $1 and (x.to_generation is null or x.to_generation > $1) \
             and not exists (select 1 from membership e where e.source_person_id = x.source_person_id \
                 and e.from_generation <= $2 and (e.to_generation is null or e.to_generation > $2)) \
             and not exists (select 1 from membership k \
                 join restriction_anchor ka on ka.source_person_id = k.source_person_id \
                     and ka.restriction_id = r.id and ka.side = 'subject' \
                 where k.person_id = x.person_id \
                     and k.from_generation <= $1 and (k.to_generation is null or k.to_generation > $1)) \
             and not exists (select 1 from restriction q \
                 join restriction_anchor qa on qa.restriction_id = q.id \
                 join membership qm on qm.source_person_id = q.may_be_record \
                     and qm.from_generation <= $1 and (qm.to_generation is null or qm.to_generation > $1) \
                 where q.kind = 'quarantine' and qa.source_person_id = x.source_person_id \
                     and qm.person_id = p.person_id) \
             and ",
            anchor_stands!()
        )
    };
}

const BY_NHS_NUMBER: &str = concat!(
    columns!(),
    restricted!(),
    "join person_record y on y.source_person_id = o.source_person_id \
     join person_record z on z.nhs_number = y.nhs_number \
     join generation_load g on g.load_id = z.load_id and g.generation = $1 \
     join membership x on x.source_person_id = z.source_person_id ",
    new_ones!()
);
const BY_TELEPHONE: &str = concat!(
    columns!(),
    restricted!(),
    "join person_record y on y.source_person_id = o.source_person_id \
     join person_record z on z.telephone = y.telephone \
     join generation_load g on g.load_id = z.load_id and g.generation = $1 \
     join membership x on x.source_person_id = z.source_person_id ",
    new_ones!()
);
const BY_CHILD: &str = concat!(
    "with parent_of as (select person_id as parent, other_id as child, load_id from relationship \
         where kind in ('MTH', 'FTH', 'PRN', 'STPPRN', 'ADPPRN', 'SGO', 'KINCARE') \
         union all select other_id, person_id, load_id from relationship \
         where kind in ('CHILD', 'STPCHILD', 'ADPCHILD', 'SGOCHILD', 'KINCHILD')) ",
    columns!(),
    restricted!(),
    "join parent_of c on c.parent = o.source_person_id \
     join membership d on d.source_person_id = c.child \
         and d.from_generation <= $1 and (d.to_generation is null or d.to_generation > $1) \
     join membership h on h.person_id = d.person_id \
         and h.from_generation <= $1 and (h.to_generation is null or h.to_generation > $1) \
     join parent_of n on n.child = h.source_person_id \
     join generation_load g on g.load_id = n.load_id and g.generation = $1 \
     join membership x on x.source_person_id = n.parent ",
    new_ones!()
);
const BY_POSSIBLE_MATCH: &str = concat!(
    columns!(),
    restricted!(),
    "join possible_match s on s.generation = $1 \
         and (s.a_id = o.source_person_id or s.b_id = o.source_person_id) \
     join membership x on x.source_person_id = \
         case when s.a_id = o.source_person_id then s.b_id else s.a_id end ",
    new_ones!()
);
const NEW_OF_PERSON: &str = "\
    select m.source_person_id from membership m where m.person_id = $3 \
        and m.from_generation <= $1 and (m.to_generation is null or m.to_generation > $1) \
        and not exists (select 1 from membership e where e.source_person_id = m.source_person_id \
            and e.from_generation <= $2 and (e.to_generation is null or e.to_generation > $2))";
const COUNTS: &str = "\
    select e.reason, count(*) from restriction q \
    left join (select l.restriction_id, min(l.reason) as reason from restriction_lift l \
        join restriction_lift_answer w on w.lift_id = l.id and w.answer = 'agreed' \
        group by l.restriction_id) e on e.restriction_id = q.id \
    where q.kind = 'quarantine' group by e.reason";
const IDENTITIES: &str = include_str!("../queries/identities_of_people.sql");
const NAMES: &str = include_str!("../queries/names_of_people.sql");
const ADDRESSES: &str = include_str!("../queries/addresses_of_people.sql");
