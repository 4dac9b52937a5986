//! Withdrawing a load: as if it had not come; the one that it superseded counts again.
//!
//! Invariant: nothing changes on pages until the next link and publish.

use crate::access::event;
use crate::{At, Kith, OperationError};
use audit::AuditAction;
use vocabulary::LoadId;

impl Kith {
    /// Takes a load back; false when there is no such load, or it is withdrawn already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn withdraw_load(&self, load: LoadId, at: At) -> Result<bool, OperationError> {
        let was_there = self.store().withdraw_load(load).await?;
        if was_there {
            let mut withdrawn = event(AuditAction::Withdrawn, at, &load.to_string());
            withdrawn.note = Some(format!("load {load}"));
            self.store().record(withdrawn).await?;
        }
        Ok(was_there)
    }
}
