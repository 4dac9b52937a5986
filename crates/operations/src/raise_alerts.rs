//! Telling the information-governance leads at once that a look has to be asked about first.
//!
//! It runs beside the looks, never inside one: whoever is answered as if there were nobody waits no
//! longer than for nobody. Invariant: a message names no family and no worker; it says when, and the
//! page of flags says the rest to whoever may read it.

use crate::flag_facts::watched;
use crate::{At, Kith, OperationError};
use audit::flags::{FlagClass, FlagLimits, Raised, Watch};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::Notice;
use uuid::Uuid;
use vocabulary::{NoticeKind, Role};

/// The most entries that are looked through at once.
const AT_ONCE: u32 = 2_000;

impl Kith {
    /// Looks through what was recorded since the last time, and tells every lead but the one who
    /// looked; gives how many looks have to be asked about first.
    ///
    /// # Errors
    /// When the database fails: what was not looked through is at the next time.
    pub async fn raise_alerts(&self, at: At) -> Result<usize, OperationError> {
        let mut raised = 0;
        loop {
            let looks = self.store().entries_to_watch(AT_ONCE).await?;
            let (Some(first), Some(last)) = (looks.first(), looks.last()) else {
                return Ok(raised);
            };
            let part = (first.seq, last.seq);
            let gathered = self.gather(&looks, at).await?;
            let alerts = alerts(&watched(&looks, &gathered));
            let workers = self.store().workers().await?;
            let leads = workers.iter().filter(|worker| {
                worker.is_active && worker.role == Role::InformationGovernanceLead
            });
            // One message for all that one worker did since the last time.
            let of_worker: BTreeMap<&String, &Raised> =
                alerts.iter().map(|one| (&one.worker, one)).collect();
            let told = leads.flat_map(|lead| {
                let others = of_worker.values().filter(|one| one.worker != lead.staff_id);
                others.map(|one| notice(&lead.staff_id, one))
            });
            let told: Vec<Notice> = told.collect();
            if self.store().keep_watched(part, &told).await? {
                raised += alerts.len();
            }
        }
    }
}

/// What has to be asked about first.
fn alerts(looks: &[audit::flags::WatchedLook]) -> Vec<Raised> {
    let mut watch = Watch::new(FlagLimits::default());
    let raised = looks.iter().flat_map(|look| watch.look(look));
    raised
        .filter(|one| match one.flag.class() {
            FlagClass::BlockAndAlert | FlagClass::Alert => true,
            FlagClass::Review | FlagClass::Note => false,
        })
        .collect()
}

fn notice(lead: &str, alert: &Raised) -> Notice {
    let mut hash = Sha256::new();
    hash.update(b"kith alert 1");
    hash.update(lead.as_bytes());
    hash.update(alert.flag.code().as_bytes());
    for seq in &alert.entries {
        hash.update(seq.to_be_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Notice {
        id: Uuid::from_bytes(bytes),
        staff_id: lead.to_owned(),
        kind: NoticeKind::AskFirst,
        by_staff: alert.worker.clone(),
        made_at: alert.at,
        read_at: None,
        denied_at: None,
    }
}
