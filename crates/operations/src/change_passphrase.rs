//! A worker changes their own passphrase, by the one they have.
//!
//! INVARIANT: without the present passphrase, and the code where there is a second step, nothing
//! changes; after a change nobody is signed in to the account any more, in any browser.

use crate::access::event;
use crate::accounts::{has_passphrase, hashed};
use crate::passphrase_rules::PassphraseFault;
use crate::sign_in::STEP_MINUTES;
use crate::sitting::Sitting;
use crate::{At, Kith, OperationError};
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
    /// The new one is the one they have.
    TheSame,
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

    /// Whether changing the passphrase asks for a code beside the present one. Whoever has just
    /// signed in for the first time has shown theirs, and each code counts once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_needs_code(
        &self,
        sitting: &Sitting,
        at: At,
    ) -> Result<bool, OperationError> {
        let has_just_begun =
            sitting.has_to_choose_a_passphrase() && sitting.was_proved_within(STEP_MINUTES, at);
        Ok(!has_just_begun && self.again_needs_code(sitting).await?)
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
        if let Some(fault) = self.refuse_passphrase(change.new, &known).await? {
            return Ok(PassphraseOutcome::NotTaken(fault));
        }
        let shown = (change.present, change.code);
        let asks_code = self.change_needs_code(sitting, at).await?;
        if !self
            .shows(sitting, shown, asks_code, (at, request_id))
            .await?
        {
            return Ok(PassphraseOutcome::NotRecognised);
        }
        if change.new == change.present {
            return Ok(PassphraseOutcome::TheSame);
        }
        let hash = hashed(change.new.to_owned()).await?;
        let staff_id = sitting.staff_id.as_str();
        self.store().keep_passphrase(staff_id, &hash, None).await?;
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
