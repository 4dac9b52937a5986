//! Signing in again within a sitting: for what needs a fresh proof of who is there, and when the
//! budget of looks is used up.
//!
//! Invariant: the moment of the last proof stands in the sitting, and only a proof moves it. With it
//! the sitting's token changes: whoever took the one before has nothing.

use crate::accounts::fits;
use crate::failures::Counted;
use crate::sign_in::Wrong;
use crate::sitting::{Secret, Sitting, SittingToken};
use crate::{At, Kith, OperationError};
use audit::AuditAction;

/// What came of signing in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgainOutcome {
    /// Proved; the sitting says when, and has this token from now on.
    Proved(SittingToken),
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
        shown: (&str, &str),
        secret: Secret,
        (at, request_id): (At, &str),
    ) -> Result<AgainOutcome, OperationError> {
        let asks_code = self.again_needs_code(sitting).await?;
        if !self
            .shows(sitting, shown, asks_code, (at, request_id))
            .await?
        {
            return Ok(AgainOutcome::NotRecognised);
        }
        let token = self.proved(sitting, secret, (at, request_id)).await?;
        Ok(token.map_or(AgainOutcome::NotRecognised, AgainOutcome::Proved))
    }

    /// Whether somebody in a sitting shows its worker's passphrase and, where it is asked for, a
    /// code. What is wrong is counted and recorded.
    pub(crate) async fn shows(
        &self,
        sitting: &Sitting,
        (passphrase, code): (&str, &str),
        asks_code: bool,
        (at, request_id): (At, &str),
    ) -> Result<bool, OperationError> {
        let counted = counted(sitting);
        if self.failures().are_too_many(&counted, at) {
            return Err(OperationError::TooManyTries);
        }
        let worker = self.store().worker(&sitting.staff_id).await?;
        let Some(worker) = worker.filter(|worker| worker.is_active) else {
            return Ok(false);
        };
        let fits = fits(passphrase.to_owned(), worker.passphrase_hash.clone()).await;
        let wrong = if !fits {
            Some(Wrong::Passphrase(&worker))
        } else if asks_code {
            let shown = self.code_method(&worker.staff_id, code, at).await?;
            shown.is_none().then_some(Wrong::Code(&worker))
        } else {
            None
        };
        if let Some(wrong) = wrong {
            self.not_recognised(&counted, wrong, (at, request_id))
                .await?;
            return Ok(false);
        }
        self.failures().clear(&counted);
        Ok(true)
    }

    /// Notes in the sitting that its worker has just proved who they are, and gives it another
    /// token; nothing when the sitting has ended meanwhile.
    pub(crate) async fn proved(
        &self,
        sitting: &Sitting,
        secret: Secret,
        (at, request_id): (At, &str),
    ) -> Result<Option<SittingToken>, OperationError> {
        let again = self.event(AuditAction::SignedInAgain, sitting, at, request_id);
        self.store().record(again).await?;
        let token = SittingToken::new(&secret);
        let hashes = (sitting.token_hash.as_str(), token.hash());
        let renewed = self
            .store()
            .renew_sitting((hashes.0, &hashes.1), at.timestamp())
            .await?;
        Ok(renewed.then_some(token))
    }
}
