//! Restrictions as the safeguarding desk sets them, without its pages.
//!
//! Invariant: one restriction of a kind stands on a person; setting it twice is a fault of the test.

use crate::TestCouncil;
use operations::audit::{AuditAction, AuditEvent};
use operations::store::{NewRestriction, Restricted};
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::PersonId;

impl TestCouncil {
    /// Who the records of a source are now, by their keys in it.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn people_of(&self, source: &str) -> BTreeMap<String, PersonId> {
        let rows = self.kith.store().people_by_source_key().await;
        let rows = rows.expect("the database works").into_iter();
        let of_source = rows.filter(|row| row.source == source);
        of_source.map(|row| (row.key, row.person)).collect()
    }

    /// Who a record is now; nothing when it is not published.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn person_of(&self, source: &str, key: &str) -> Option<PersonId> {
        self.people_of(source).await.remove(key)
    }

    /// A restriction on a person, still to be set.
    #[must_use]
    pub fn restriction(
        &self,
        what: Restricted,
        on: PersonId,
        other: Option<PersonId>,
    ) -> NewRestriction {
        let kind = Restricted::ALL.iter().position(|one| *one == what);
        let kind = u128::try_from(kind.expect("every kind is listed")).expect("there are few");
        NewRestriction {
            // Far from the ids of people, which follow one another.
            id: Uuid::from_u128(on.uuid().as_u128() ^ (kind + 1) << 90),
            what,
            person: Some(on),
            other,
            place: None,
            reason: "danger_from_somebody".to_owned(),
            note: None,
            order: None,
            set_by: "SD1001".to_owned(),
            set_at: self.at.timestamp(),
            review_on: None,
            marks: Vec::new(),
        }
    }

    /// Sets a restriction on a person.
    ///
    /// # Panics
    /// When it cannot be set.
    pub async fn restrict(&self, what: Restricted, on: PersonId, other: Option<PersonId>) {
        let event = AuditEvent::new(AuditAction::RestrictionSet, self.at.timestamp(), "test");
        let restriction = self.restriction(what, on, other);
        let set = self
            .kith
            .store()
            .set_restriction(&restriction, event)
            .await
            .expect("the database works");
        assert!(set, "the restriction was not set");
    }
}
