//! The second step of signing in: setting it up, checking its codes, taking it away.
//!
//! Invariant: the secret is kept sealed and shown only until it is confirmed; a code and a
//! recovery code each count once.

use crate::access::event;
use crate::sign_in::{Method, Wrong};
use crate::sitting::{Secret, Sitting, SittingToken};
use crate::{At, Device, Kith, OperationError};
use audit::AuditAction;
use identity::{CodeSecret, Picture, RecoveryCode};
use store::WorkerRow;

/// What a worker needs to set a second step up, shown until it is confirmed.
pub struct SecondStepToSetUp {
    /// The secret as a picture for a telephone.
    pub picture: Option<Picture>,
    /// The secret for typing in.
    pub typed: String,
}

/// A second step that was confirmed, with its recovery codes, shown once.
pub struct SecondStepSetUp {
    /// The recovery codes.
    pub codes: Vec<String>,
}

/// How a worker's second step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondStepStanding {
    /// None is set up.
    None,
    /// Set up, with so many recovery codes left.
    SetUp(u32),
}

/// How many recovery codes there are.
const CODES: usize = 10;
/// Minutes for which a proof of who is there is fresh enough to set a second step up or to end
/// sign-ins: nobody does it at a desk that somebody else has left open.
const FRESH_MINUTES: i64 = 15;

impl Kith {
    /// How the worker's own second step stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn second_step_standing(
        &self,
        sitting: &Sitting,
    ) -> Result<SecondStepStanding, OperationError> {
        if !self.has_second_step(&sitting.staff_id).await? {
            return Ok(SecondStepStanding::None);
        }
        let left = self.store().recovery_codes_left(&sitting.staff_id).await?;
        Ok(SecondStepStanding::SetUp(
            u32::try_from(left).unwrap_or_default(),
        ))
    }

    /// Begins setting up for a worker who is signed in; nothing when one is set up already.
    ///
    /// # Errors
    /// [`OperationError::SignInAgain`] without a fresh proof, or when the database fails.
    pub async fn set_second_step_up(
        &self,
        sitting: &Sitting,
        secret: Secret,
        at: At,
    ) -> Result<Option<SecondStepToSetUp>, OperationError> {
        freshly_proved(sitting, at)?;
        self.to_set_up(&sitting.staff_id, secret, at).await
    }

    /// Begins setting up for a worker who needs it before the first sitting; nothing when the
    /// sign-in is too old, or one is set up already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_second_step_up_first(
        &self,
        begun: &SittingToken,
        device: &Device,
        secret: Secret,
        at: At,
    ) -> Result<Option<SecondStepToSetUp>, OperationError> {
        match self.begun_by(begun, device, at).await? {
            Some(worker) => self.to_set_up(&worker.staff_id, secret, at).await,
            None => Ok(None),
        }
    }

    /// Confirms with the first code of the new device. Nothing when the code is wrong.
    ///
    /// # Errors
    /// [`OperationError::SignInAgain`] without a fresh proof, or when the database fails.
    pub async fn confirm_second_step(
        &self,
        sitting: &Sitting,
        code: &str,
        secrets: &[Secret],
        (at, request_id): (At, &str),
    ) -> Result<Option<SecondStepSetUp>, OperationError> {
        freshly_proved(sitting, at)?;
        let set_up = self.confirm(&sitting.staff_id, code, secrets, at).await?;
        if set_up.is_some() {
            self.record_set_up(&sitting.staff_id, (at, request_id))
                .await?;
            let now = at.timestamp();
            self.store().prove_sitting(&sitting.token_hash, now).await?;
        }
        Ok(set_up)
    }

    /// Confirms before the first sitting, and begins it. Nothing when the code is wrong or it took
    /// too long.
    ///
    /// # Errors
    /// [`OperationError::TooManyTries`], or when the database fails.
    pub async fn confirm_second_step_first(
        &self,
        (begun, device): (&SittingToken, &Device),
        code: &str,
        secrets: &[Secret],
        (at, request_id): (At, &str),
    ) -> Result<Option<(SecondStepSetUp, SittingToken)>, OperationError> {
        let Some(worker) = self.begun_by(begun, device, at).await? else {
            return Ok(None);
        };
        let counted = self.counted(&worker.staff_id, Some(device)).await?;
        if self.failures().are_too_many(&counted, at) {
            return Err(OperationError::TooManyTries);
        }
        let Some((last, codes)) = secrets.split_last() else {
            return Ok(None);
        };
        let Some(set_up) = self.confirm(&worker.staff_id, code, codes, at).await? else {
            self.not_recognised(&counted, Wrong::Code(&worker), (at, request_id))
                .await?;
            return Ok(None);
        };
        self.record_set_up(&worker.staff_id, (at, request_id))
            .await?;
        let token = self.begin_after(&worker, begun, device, *last, (at, request_id));
        Ok(token.await?.map(|token| (set_up, token)))
    }

    async fn begin_after(
        &self,
        worker: &WorkerRow,
        begun: &SittingToken,
        device: &Device,
        secret: Secret,
        moment: (At, &str),
    ) -> Result<Option<SittingToken>, OperationError> {
        if !self.store().end_begun_sign_in(&begun.hash()).await? {
            return Ok(None);
        }
        let began = self.began(Method::PassphraseAndCode, moment.0);
        self.begin(worker, secret, Some(device), began, moment)
            .await
            .map(Some)
    }

    /// Takes a worker's second step away, for whoever has made sure who asks. Tells whether there
    /// was one. Every sitting of the worker ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_second_step(
        &self,
        staff_id: &str,
        at: At,
        request_id: &str,
    ) -> Result<bool, OperationError> {
        if !self.store().remove_second_step(staff_id).await? {
            return Ok(false);
        }
        self.store()
            .end_sittings_of(staff_id, at.timestamp())
            .await?;
        let mut removed = event(AuditAction::SecondStepRemoved, at, request_id);
        removed.note = Some(staff_id.to_owned());
        self.store().record(removed).await?;
        Ok(true)
    }

    pub(crate) async fn has_second_step(&self, staff_id: &str) -> Result<bool, OperationError> {
        let row = self.store().second_step(staff_id).await?;
        Ok(row.is_some_and(|row| row.is_confirmed))
    }

    /// Uses a code up and says how it counts; nothing when it fits nothing or was used before.
    pub(crate) async fn code_method(
        &self,
        staff_id: &str,
        code: &str,
        at: At,
    ) -> Result<Option<Method>, OperationError> {
        if let Some(recovery) = RecoveryCode::parse(code) {
            let hash = recovery.hash(staff_id);
            let used = self
                .store()
                .use_recovery_code(staff_id, &hash, at.timestamp())
                .await?;
            return Ok(used.then_some(Method::PassphraseAndRecoveryCode));
        }
        let row = self.store().second_step(staff_id).await?;
        let Some(row) = row.filter(|row| row.is_confirmed) else {
            return Ok(None);
        };
        let fits = self
            .use_code(staff_id, &row.sealed_secret, code, at)
            .await?;
        Ok(fits.then_some(Method::PassphraseAndCode))
    }

    async fn use_code(
        &self,
        staff_id: &str,
        sealed: &str,
        code: &str,
        at: At,
    ) -> Result<bool, OperationError> {
        let secret = self.unsealed(staff_id, sealed)?;
        match secret.step_of(code, at.timestamp().as_second()) {
            Some(step) => Ok(self.store().use_step(staff_id, step).await?),
            None => Ok(false),
        }
    }

    async fn to_set_up(
        &self,
        staff_id: &str,
        secret: Secret,
        at: At,
    ) -> Result<Option<SecondStepToSetUp>, OperationError> {
        let row = self.store().second_step(staff_id).await?;
        let code_secret = match row {
            Some(row) if row.is_confirmed => return Ok(None),
            // The same secret when the page is opened again.
            Some(row) => self.unsealed(staff_id, &row.sealed_secret)?,
            None => {
                let (bytes, random) = halves(secret);
                let sealed = self.council().sign_in.key.seal(&bytes, staff_id, random);
                self.store()
                    .begin_second_step(staff_id, &sealed, at.timestamp())
                    .await?;
                CodeSecret::new(bytes)
            }
        };
        let service = format!("Kith {}", self.council().name);
        Ok(Some(SecondStepToSetUp {
            picture: Picture::of(&code_secret.address(&service, staff_id)),
            typed: code_secret.typed(),
        }))
    }

    async fn confirm(
        &self,
        staff_id: &str,
        code: &str,
        secrets: &[Secret],
        at: At,
    ) -> Result<Option<SecondStepSetUp>, OperationError> {
        let row = self.store().second_step(staff_id).await?;
        let Some(row) = row.filter(|row| !row.is_confirmed) else {
            return Ok(None);
        };
        if !self
            .use_code(staff_id, &row.sealed_secret, code, at)
            .await?
        {
            return Ok(None);
        }
        let codes: Vec<RecoveryCode> = secrets
            .iter()
            .filter_map(|secret| secret.first_chunk::<{ RecoveryCode::LENGTH }>())
            .map(RecoveryCode::new)
            .take(CODES)
            .collect();
        let hashes: Vec<String> = codes.iter().map(|code| code.hash(staff_id)).collect();
        self.store()
            .confirm_second_step(staff_id, &hashes, at.timestamp())
            .await?;
        let codes = codes.iter().map(RecoveryCode::reveal).collect();
        Ok(Some(SecondStepSetUp { codes }))
    }

    async fn record_set_up(
        &self,
        staff_id: &str,
        (at, request_id): (At, &str),
    ) -> Result<(), OperationError> {
        let mut set_up = event(AuditAction::SecondStepSetUp, at, request_id);
        set_up.worker = Some(staff_id.to_owned());
        self.store().record(set_up).await?;
        Ok(())
    }

    fn unsealed(&self, staff_id: &str, sealed: &str) -> Result<CodeSecret, OperationError> {
        let bytes = self.council().sign_in.key.open(sealed, staff_id);
        let bytes: Option<[u8; 20]> = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes
            .map(CodeSecret::new)
            .ok_or(OperationError::Store(store::StoreError::Unreadable(
                "second_step.sealed_secret",
            )))
    }
}

impl Sitting {
    /// Whether the last proof of who is there is fresh enough to change how somebody signs in.
    #[must_use]
    pub fn is_freshly_proved(&self, at: At) -> bool {
        self.was_proved_within(FRESH_MINUTES, at)
    }
}

pub(crate) fn freshly_proved(sitting: &Sitting, at: At) -> Result<(), OperationError> {
    match sitting.is_freshly_proved(at) {
        true => Ok(()),
        false => Err(OperationError::SignInAgain),
    }
}

/// Twenty bytes for the secret and twelve for sealing it.
fn halves(secret: Secret) -> ([u8; 20], [u8; 12]) {
    let (mut bytes, mut random) = ([0; 20], [0; 12]);
    bytes.copy_from_slice(&secret[..20]);
    random.copy_from_slice(&secret[20..]);
    (bytes, random)
}
