//! Signing in again within a sitting: for what needs a fresh proof of who is there, and when the
//! budget of looks is used up.
//!
//! Invariant: the moment of the last proof stands in the sitting, and only a proof moves it.

use crate::accounts::fits;
use crate::failures::Counted;
use crate::sign_in::Wrong;
use crate::sitting::Sitting;
use crate::{At, Kith, OperationError};
use audit::AuditAction;

/// What came of signing in again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgainOutcome {
    /// Proved; the sitting says when.
    Proved,
    /// The passphrase or the code is wrong.
    NotRecognised,
}

/// A sitting's own browser is known, so a stranger's guesses elsewhere do not count here.
fn counted(sitting: &Sitting) -> Vec<Counted> {
    let account = sitting.staff_id.clone();
    match &sitting.device_hash {
        Some(hash) => vec![Counted::AccountInKnownBrowser(hash.clone(), account)],
        None => vec![Counted::Account(account)],
    }
}

impl Kith {
    /// Whether signing in again asks for a code beside the passphrase.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn again_needs_code(&self, sitting: &Sitting) -> Result<bool, OperationError> {
        self.has_second_step(&sitting.staff_id).await
    }

    /// Proves again who is there, with passphrase and, where one is set up, a code.
    ///
    /// # Errors
    /// [`OperationError::TooManyTries`], or when the database fails.
    pub async fn sign_in_again(
        &self,
        sitting: &Sitting,
        (passphrase, code): (&str, &str),
        at: At,
        request_id: &str,
    ) -> Result<AgainOutcome, OperationError> {
        let counted = counted(sitting);
        if self.failures().are_too_many(&counted, at) {
            return Err(OperationError::TooManyTries);
        }
        let worker = self.store().worker(&sitting.staff_id).await?;
        let Some(worker) = worker.filter(|worker| worker.is_active) else {
            return Ok(AgainOutcome::NotRecognised);
        };
        let fits = fits(passphrase.to_owned(), worker.passphrase_hash.clone()).await;
        let wrong = if !fits {
            Some(Wrong::Passphrase(&worker))
        } else if self.has_second_step(&worker.staff_id).await? {
            let shown = self.code_method(&worker.staff_id, code, at).await?;
            shown.is_none().then_some(Wrong::Code(&worker))
        } else {
            None
        };
        if let Some(wrong) = wrong {
            self.not_recognised(&counted, wrong, (at, request_id))
                .await?;
            return Ok(AgainOutcome::NotRecognised);
        }
        self.failures().clear(&counted);
        self.proved(sitting, at, request_id).await?;
        Ok(AgainOutcome::Proved)
    }

    /// Notes in the sitting that its worker has just proved who they are.
    pub(crate) async fn proved(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<(), OperationError> {
        let again = self.event(AuditAction::SignedInAgain, sitting, at, request_id);
        self.store().record(again).await?;
        self.store()
            .prove_sitting(&sitting.token_hash, at.timestamp())
            .await?;
        Ok(())
    }
}
