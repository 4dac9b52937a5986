//! Holding back: who is new and might be a restricted person is as if absent before the
//! generation is published, and on the safeguarding desk's list at once, with why.
//!
//! Invariant: it runs at each link run and again before each publish, so that a restriction which
//! was set in between counts too.

use crate::access::event;
use crate::somebody_else::is_clearly_somebody_else;
use crate::{At, Kith, OperationError};
use audit::AuditAction;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use store::{NetReason, Suspect};
use uuid::Uuid;
use vocabulary::{PersonId, RecordId};

impl Kith {
    /// Holds back who might be a restricted person; gives how many records were.
    pub(crate) async fn hold_back(&self, at: At) -> Result<u64, OperationError> {
        let Some(generation) = self.store().built_number().await? else {
            return Ok(0);
        };
        let suspects = self.store().suspects(generation).await?;
        if suspects.is_empty() {
            return Ok(0);
        }
        let people: BTreeSet<PersonId> = suspects
            .iter()
            .flat_map(|one| [one.person, one.restricted_person])
            .collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let said = self.store().said_of(generation, &people).await?;
        let of = |person: &PersonId| said.get(person).map_or(&[][..], Vec::as_slice);
        let mut asked: BTreeMap<(RecordId, PersonId), (Suspect, BTreeSet<NetReason>)> =
            BTreeMap::new();
        for suspect in suspects {
            if is_clearly_somebody_else(of(&suspect.person), of(&suspect.restricted_person)) {
                continue;
            }
            let place = (suspect.record, suspect.restricted_person);
            let why = suspect.why;
            let entry = asked.entry(place).or_insert((suspect, BTreeSet::new()));
            entry.1.insert(why);
        }
        if asked.is_empty() {
            return Ok(0);
        }
        let held: Vec<(Uuid, Suspect, String)> = asked.into_values().map(held).collect();
        let mut recorded = event(AuditAction::HeldBack, at, &generation.to_string());
        recorded.note = Some(format!("{} records", held.len()));
        let store = self.store();
        store
            .hold_back(generation, &held, at.timestamp(), recorded)
            .await?;
        self.keep_journal().await?;
        Ok(held.len() as u64)
    }
}

fn held((suspect, why): (Suspect, BTreeSet<NetReason>)) -> (Uuid, Suspect, String) {
    let codes: Vec<&str> = why.into_iter().map(NetReason::code).collect();
    let mut hash = Sha256::new();
    hash.update(b"kith quarantine 1");
    hash.update(suspect.restriction.as_bytes());
    hash.update(suspect.record.uuid().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    (Uuid::from_bytes(bytes), suspect, codes.join(" "))
}
