//! A worker changes their own passphrase, by the one they have.
//!
//! INVARIANT: without the present passphrase, and the code where there is a second step, nothing
//! changes; after a change nobody is signed in to the account any more, in any browser.

use crate::access::event;
use crate::accounts::{has_passphrase, hashed};
use crate::passphrase_rules::{PassphraseFault, check_passphrase};
use crate::sitting::Sitting;
use crate::{AgainOutcome, At, Kith, OperationError};
use audit::AuditAction;

/// What somebody shows to change their passphrase.
pub struct PassphraseChange<'a> {
    /// The passphrase so far.
    pub present: &'a str,
    /// One-time code or recovery code, where a second step is set up.
    pub code: &'a str,
    /// The new one.
    pub new: &'a str,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassphraseOutcome {
    /// It is changed, and so many sittings have ended.
    Changed(u64),
    /// The present passphrase or the code is wrong.
    NotRecognised,
    /// The new one is not good enough.
    NotTaken(PassphraseFault),
    /// The account has no passphrase: its worker signs in at the council's identity provider.
    HasNone,
}

impl Kith {
    /// Whether this worker signs in with a passphrase.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_passphrase(&self, sitting: &Sitting) -> Result<bool, OperationError> {
        let worker = self.store().worker(&sitting.staff_id).await?;
        Ok(worker.is_some_and(|worker| has_passphrase(&worker)))
    }

    /// Changes the worker's own passphrase and ends every sitting of theirs.
    ///
    /// # Errors
    /// [`OperationError::TooManyTries`], or when the database fails.
    pub async fn change_passphrase(
        &self,
        sitting: &Sitting,
        change: &PassphraseChange<'_>,
        at: At,
        request_id: &str,
    ) -> Result<PassphraseOutcome, OperationError> {
        if !self.has_passphrase(sitting).await? {
            return Ok(PassphraseOutcome::HasNone);
        }
        let known = [
            sitting.staff_id.as_str(),
            sitting.name.as_str(),
            self.council().name.as_str(),
        ];
        if let Err(fault) = check_passphrase(change.new, &known) {
            return Ok(PassphraseOutcome::NotTaken(fault));
        }
        let shown = (change.present, change.code);
        match self.sign_in_again(sitting, shown, at, request_id).await? {
            AgainOutcome::NotRecognised => return Ok(PassphraseOutcome::NotRecognised),
            AgainOutcome::Proved => {}
        }
        let hash = hashed(change.new.to_owned()).await?;
        let staff_id = sitting.staff_id.as_str();
        self.store().keep_passphrase(staff_id, &hash).await?;
        let now = at.timestamp();
        let ended = self.store().end_sittings_of(staff_id, now).await?;
        let mut kept = event(AuditAction::AccountKept, at, request_id);
        kept.worker = Some(staff_id.to_owned());
        kept.role = Some(sitting.role);
        kept.note = Some("a new passphrase, by the worker".to_owned());
        self.store().record(kept).await?;
        Ok(PassphraseOutcome::Changed(ended))
    }
}
