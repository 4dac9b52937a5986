//! What can be restricted, a restriction to be set, a lift to be asked for, and what is known of
//! one that stands.
//!
//! Invariant: a word in the database has one meaning; what stands is named by ids only.

use crate::database::{all, first};
use crate::linking::current_number;
use crate::restrictions::{MUST_NOT_FIND, anchor_stands};
use crate::row_text::coded;
use crate::{Store, StoreError};
use uuid::Uuid;
use vocabulary::{AddressKey, Date, PersonId, PersonalText, RecordId, RestrictionKind};

/// What is restricted, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Restricted {
    /// A person.
    Person(RestrictionKind),
    /// A person must not be found by another.
    Pair,
    /// A place.
    Place,
}

/// A restriction to be set.
pub struct NewRestriction {
    /// Its id.
    pub id: Uuid,
    /// What is restricted.
    pub what: Restricted,
    /// The person; nobody for a place.
    pub person: Option<PersonId>,
    /// Who must not find the person; or the identity after an adoption.
    pub other: Option<PersonId>,
    /// The place.
    pub place: Option<AddressKey>,
    /// Why, as a code.
    pub reason: String,
    /// What the officer added.
    pub note: Option<PersonalText>,
    /// What a court order says.
    pub order: Option<PersonalText>,
    /// Who sets it.
    pub set_by: String,
    /// When.
    pub set_at: jiff::Timestamp,
    /// When it is to be looked at again.
    pub review_on: Option<Date>,
    /// Keyed marks of a protected person, by which a load leaves rows out.
    pub marks: Vec<String>,
}

/// A lift that an officer asks for.
pub struct NewLift {
    /// Its id.
    pub id: Uuid,
    /// The restriction.
    pub restriction: Uuid,
    /// From whom it is lifted; nobody for a place.
    pub person: Option<PersonId>,
    /// Why, as a code.
    pub reason: String,
    /// What the officer added.
    pub note: Option<PersonalText>,
    /// Whether another officer has to agree before it counts.
    pub needs_second: bool,
    /// Who asks.
    pub asked_by: String,
    /// When.
    pub asked_at: jiff::Timestamp,
}

impl Restricted {
    /// Everything that can be restricted.
    pub const ALL: [Self; 8] = [
        Self::Person(RestrictionKind::Shield),
        Self::Person(RestrictionKind::AdoptionSeal),
        Self::Person(RestrictionKind::ProtectedPerson),
        Self::Person(RestrictionKind::Quarantine),
        Self::Person(RestrictionKind::StaffRecord),
        Self::Person(RestrictionKind::CourtOrder),
        Self::Pair,
        Self::Place,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person(kind) => kind.code(),
            Self::Pair => MUST_NOT_FIND,
            Self::Place => "hidden_place",
        }
    }

    /// The name on the safeguarding desk's pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Person(kind) => kind.label(),
            Self::Pair => "Must not be found by somebody",
            Self::Place => "Hidden place",
        }
    }

    /// Reads the word in the database.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What a restriction is, and the records on which it stands. Ids only.
pub struct RestrictionFacts {
    /// What is restricted.
    pub what: Restricted,
    /// For a record held back: a record of the person who it may be.
    pub may_be: Option<RecordId>,
    /// The records on which it stands.
    pub records: Vec<RecordId>,
}

impl Store {
    /// What a restriction is; nothing when there is none of this id. Ids only.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn restriction_facts(
        &self,
        restriction: Uuid,
    ) -> Result<Option<RestrictionFacts>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (String, Option<Uuid>),
            "select kind, may_be_record from restriction where id = $1",
            restriction
        )?;
        let Some((kind, may_be)) = row else {
            return Ok(None);
        };
        let records = all!(
            &mut tx,
            (Uuid,),
            concat!(
                "select a.source_person_id from restriction_anchor a \
                 where a.restriction_id = $1 and a.side = 'subject' and ",
                anchor_stands!(),
                " order by 1"
            ),
            restriction
        )?;
        Ok(Some(RestrictionFacts {
            what: coded(&kind, Restricted::parse, "restriction.kind")?,
            may_be: may_be.map(RecordId::new),
            records: records
                .into_iter()
                .map(|row| RecordId::new(row.0))
                .collect(),
        }))
    }

    /// From whom a lift would take a restriction. Ids only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_of_lift(&self, lift: Uuid) -> Result<Vec<PersonId>, StoreError> {
        let mut tx = self.read().await?;
        let generation = current_number(&mut tx).await?.unwrap_or(0);
        let rows = all!(
            &mut tx,
            (Uuid,),
            "select distinct m.person_id from restriction_lift_anchor l \
             join restriction_anchor a on a.id = l.anchor_id \
             join membership m on m.source_person_id = a.source_person_id \
                 and m.from_generation <= $2 and (m.to_generation is null or m.to_generation > $2) \
             where l.lift_id = $1 order by 1",
            lift,
            generation
        )?;
        Ok(rows.into_iter().map(|row| PersonId::new(row.0)).collect())
    }
}
