//! Signing in and out with a local account: passphrase, and a second step where there is one.
//!
//! Invariant: an unknown staff id costs the same work as a wrong passphrase and reads the same;
//! no sitting begins before everything that the account needs has been shown.

use crate::access::event;
use crate::accounts::{NOBODY, first_passphrase_has_ended, fits};
use crate::failures::Counted;
use crate::sitting::{Secret, Sitting, SittingToken};
use crate::{At, Device, Kith, OperationError, SecondStepRule};
use audit::AuditAction;
use jiff::Timestamp;
use store::{BegunSignIn, NewSitting, WorkerRow};

/// What somebody shows to sign in.
pub struct SignInTry<'a> {
    /// Staff id.
    pub staff_id: &'a str,
    /// Passphrase.
    pub passphrase: &'a str,
    /// One-time code or recovery code; empty when there is none yet.
    pub code: &'a str,
    /// The browser; nothing for a program.
    pub device: Option<&'a Device>,
}

/// What came of it.
#[derive(Debug)]
pub enum SignInOutcome {
    /// The sitting has begun.
    SignedIn(SittingToken),
    /// Staff id and passphrase do not belong together, or the code is wrong.
    NotRecognised,
    /// The passphrase fitted; the code is due, and this token is for it.
    CodeNeeded(SittingToken),
    /// The passphrase fitted; a second step has to be set up first, and this token is for it.
    SetUpNeeded(SittingToken),
    /// The passphrase fitted; it was made by the program more than three days ago and opens nothing.
    FirstPassphraseEnded,
}

/// What came of the second step.
#[derive(Debug)]
pub enum CodeOutcome {
    /// The sitting has begun.
    SignedIn(SittingToken),
    /// The code is wrong, or was used before.
    WrongCode,
    /// It took too long: from the beginning.
    TooLate,
}

/// How a sitting began, as it is kept and recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Passphrase,
    PassphraseAndCode,
    PassphraseAndRecoveryCode,
    Emergency,
    SingleSignOn,
    CommandLine,
}

/// What was wrong with what somebody showed, for the audit.
#[derive(Clone, Copy)]
pub(crate) enum Wrong<'a> {
    /// Nobody knows who is there.
    StaffIdOrPassphrase,
    /// The passphrase, within the worker's own sitting.
    Passphrase(&'a WorkerRow),
    /// The code of the second step, after the passphrase fitted.
    Code(&'a WorkerRow),
}

/// How a sitting begins, and when its worker proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Began {
    pub(crate) method: Method,
    pub(crate) strong_at: Option<Timestamp>,
}

impl Began {
    /// With a proof of this moment.
    fn now(method: Method, at: At) -> Self {
        Self {
            method,
            strong_at: Some(at.timestamp()),
        }
    }
}

impl Method {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::PassphraseAndCode => "passphrase_and_code",
            Self::PassphraseAndRecoveryCode => "passphrase_and_recovery_code",
            Self::Emergency => "emergency",
            Self::SingleSignOn => "single_sign_on",
            Self::CommandLine => "command_line",
        }
    }
}

/// Minutes within which a second step follows the first.
pub(crate) const STEP_MINUTES: i64 = 10;

impl Kith {
    /// Signs a worker in, or says what is still due. Failures are recorded.
    ///
    /// # Errors
    /// [`OperationError::TooManyTries`], or when the database fails.
    pub async fn sign_in(
        &self,
        tried: &SignInTry<'_>,
        secret: Secret,
        at: At,
        request_id: &str,
    ) -> Result<SignInOutcome, OperationError> {
        let staff_id = tried.staff_id.trim();
        let counted = self.counted(staff_id, tried.device).await?;
        if self.failures().are_too_many(&counted, at) {
            return Err(OperationError::TooManyTries);
        }
        let worker = self.store().worker(staff_id).await?;
        let stored = worker
            .as_ref()
            .map_or(NOBODY, |worker| worker.passphrase_hash.as_str());
        let fits = fits(tried.passphrase.to_owned(), stored.to_owned()).await;
        let Some(worker) = worker.filter(|worker| fits && worker.is_active) else {
            self.not_recognised(&counted, Wrong::StaffIdOrPassphrase, (at, request_id))
                .await?;
            return Ok(SignInOutcome::NotRecognised);
        };
        if self.has_single_sign_on() && !worker.is_for_emergencies {
            let why = "single sign-on is on, and this is no account for emergencies";
            self.opened_nothing(&worker, why, (at, request_id)).await?;
            return Ok(SignInOutcome::NotRecognised);
        }
        if first_passphrase_has_ended(&worker, at) {
            let why = "the first passphrase was not used within three days";
            self.opened_nothing(&worker, why, (at, request_id)).await?;
            return Ok(SignInOutcome::FirstPassphraseEnded);
        }
        self.after_passphrase(&worker, tried, (secret, &counted), (at, request_id))
            .await
    }

    async fn after_passphrase(
        &self,
        worker: &WorkerRow,
        tried: &SignInTry<'_>,
        (secret, counted): (Secret, &[Counted]),
        (at, request_id): (At, &str),
    ) -> Result<SignInOutcome, OperationError> {
        let is_set_up = self.has_second_step(&worker.staff_id).await?;
        if !is_set_up && !self.needs_second_step(worker) {
            self.failures().clear(counted);
            let moment = (at, request_id);
            let token = self
                .begin(
                    worker,
                    secret,
                    tried.device,
                    self.began(Method::Passphrase, at),
                    moment,
                )
                .await?;
            return Ok(SignInOutcome::SignedIn(token));
        }
        if is_set_up && !tried.code.trim().is_empty() {
            let code = tried.code;
            return Ok(match self.code_method(&worker.staff_id, code, at).await? {
                Some(method) => {
                    self.failures().clear(counted);
                    let moment = (at, request_id);
                    let token = self
                        .begin(worker, secret, tried.device, self.began(method, at), moment)
                        .await?;
                    SignInOutcome::SignedIn(token)
                }
                None => {
                    self.not_recognised(counted, Wrong::Code(worker), (at, request_id))
                        .await?;
                    SignInOutcome::NotRecognised
                }
            });
        }
        let token = SittingToken::new(&secret);
        if let Some(device) = tried.device {
            let begun = BegunSignIn {
                staff_id: worker.staff_id.clone(),
                device_hash: device.hash(),
                began_at: at.timestamp(),
            };
            self.store()
                .keep_begun_sign_in(&token.hash(), &begun)
                .await?;
        }
        Ok(if is_set_up {
            SignInOutcome::CodeNeeded(token)
        } else {
            SignInOutcome::SetUpNeeded(token)
        })
    }

    /// Records that a right passphrase opened nothing, and why.
    async fn opened_nothing(
        &self,
        worker: &WorkerRow,
        why: &str,
        (at, request_id): (At, &str),
    ) -> Result<(), OperationError> {
        let mut refused = event(AuditAction::SignInRefused, at, request_id);
        refused.worker = Some(worker.staff_id.clone());
        refused.note = Some(why.to_owned());
        self.store().record(refused).await?;
        Ok(())
    }

    /// How a local sign-in counts: while single sign-on is on, as an emergency.
    pub(crate) fn began(&self, method: Method, at: At) -> Began {
        if self.has_single_sign_on() {
            Began::now(Method::Emergency, at)
        } else {
            Began::now(method, at)
        }
    }

    /// Whether this account needs a second step although none is set up.
    fn needs_second_step(&self, worker: &WorkerRow) -> bool {
        let everybody = match self.council().sign_in.second_step {
            SecondStepRule::WhereSetUp => false,
            SecondStepRule::Everybody => true,
        };
        everybody || worker.needs_second_step
    }

    /// Finishes a sign-in with its code.
    ///
    /// # Errors
    /// [`OperationError::TooManyTries`], or when the database fails.
    pub async fn finish_sign_in(
        &self,
        begun: &SittingToken,
        code: &str,
        device: &Device,
        secret: Secret,
        (at, request_id): (At, &str),
    ) -> Result<CodeOutcome, OperationError> {
        let Some(worker) = self.begun_by(begun, device, at).await? else {
            return Ok(CodeOutcome::TooLate);
        };
        let counted = self.counted(&worker.staff_id, Some(device)).await?;
        if self.failures().are_too_many(&counted, at) {
            return Err(OperationError::TooManyTries);
        }
        let Some(method) = self.code_method(&worker.staff_id, code, at).await? else {
            self.not_recognised(&counted, Wrong::Code(&worker), (at, request_id))
                .await?;
            return Ok(CodeOutcome::WrongCode);
        };
        self.failures().clear(&counted);
        if !self.store().end_begun_sign_in(&begun.hash()).await? {
            return Ok(CodeOutcome::TooLate);
        }
        let token = self
            .begin(
                &worker,
                secret,
                Some(device),
                self.began(method, at),
                (at, request_id),
            )
            .await?;
        Ok(CodeOutcome::SignedIn(token))
    }

    /// The worker whose passphrase fitted a moment ago in this browser.
    pub(crate) async fn begun_by(
        &self,
        begun: &SittingToken,
        device: &Device,
        at: At,
    ) -> Result<Option<WorkerRow>, OperationError> {
        let Some(row) = self.store().begun_sign_in(&begun.hash()).await? else {
            return Ok(None);
        };
        let age = at.timestamp().duration_since(row.began_at);
        if row.device_hash != device.hash() || age.as_mins() >= STEP_MINUTES {
            return Ok(None);
        }
        let worker = self.store().worker(&row.staff_id).await?;
        Ok(worker.filter(|worker| worker.is_active))
    }

    /// Begins a sitting for the command line: whoever holds the council's folder needs no
    /// passphrase, and the audit says that it was the command line. Nothing for an unknown or
    /// inactive worker.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sit_down(
        &self,
        staff_id: &str,
        secret: Secret,
        at: At,
        request_id: &str,
    ) -> Result<Option<SittingToken>, OperationError> {
        let worker = self.store().worker(staff_id).await?;
        let Some(worker) = worker.filter(|worker| worker.is_active) else {
            return Ok(None);
        };
        let began = Began {
            method: Method::CommandLine,
            strong_at: None,
        };
        self.begin(&worker, secret, None, began, (at, request_id))
            .await
            .map(Some)
    }

    pub(crate) async fn begin(
        &self,
        worker: &WorkerRow,
        secret: Secret,
        device: Option<&Device>,
        began: Began,
        (at, request_id): (At, &str),
    ) -> Result<SittingToken, OperationError> {
        let method = began.method;
        let token = SittingToken::new(&secret);
        let device_hash = device.map(Device::hash);
        let action = match method {
            Method::Emergency => AuditAction::SignedInForEmergency,
            _ => AuditAction::SignedIn,
        };
        let mut signed_in = event(action, at, request_id);
        signed_in.worker = Some(worker.staff_id.clone());
        signed_in.role = Some(worker.role);
        signed_in.note = Some(self.how(worker, device_hash.as_deref(), method).await?);
        self.store().record(signed_in).await?;
        let new = NewSitting {
            token_hash: &token.hash(),
            staff_id: &worker.staff_id,
            device_hash: device_hash.as_deref(),
            method: method.code(),
            strong_at: began.strong_at,
        };
        self.store().begin_sitting(&new, at.timestamp()).await?;
        if let Some(hash) = &device_hash {
            self.store()
                .keep_device(hash, &worker.staff_id, at.timestamp())
                .await?;
        }
        Ok(token)
    }

    /// How somebody signed in, for the audit.
    async fn how(
        &self,
        worker: &WorkerRow,
        device_hash: Option<&str>,
        method: Method,
    ) -> Result<String, OperationError> {
        let words = match method {
            Method::CommandLine => return Ok("on the command line".to_owned()),
            Method::Passphrase => "with a passphrase",
            Method::PassphraseAndCode => "with a passphrase and a code",
            Method::PassphraseAndRecoveryCode => "with a passphrase and a recovery code",
            Method::Emergency => "with an account for emergencies",
            Method::SingleSignOn => "with the council's own account",
        };
        let browser = match device_hash {
            None => "by a program",
            Some(hash) if self.store().knows_device(hash, &worker.staff_id).await? => {
                "in a known browser"
            }
            Some(_) => "in a browser that is new to this account",
        };
        Ok(format!("{words}, {browser}"))
    }

    /// What a failed sign-in counts for.
    pub(crate) async fn counted(
        &self,
        staff_id: &str,
        device: Option<&Device>,
    ) -> Result<Vec<Counted>, OperationError> {
        let account = staff_id.to_owned();
        let Some(hash) = device.map(Device::hash) else {
            return Ok(vec![Counted::Account(account)]);
        };
        let own = if self.store().knows_device(&hash, staff_id).await? {
            Counted::AccountInKnownBrowser(hash.clone(), account)
        } else {
            Counted::Account(account)
        };
        Ok(vec![own, Counted::Browser(hash)])
    }

    /// Counts and records a sign-in that failed. The worker is named once it is known who is there.
    pub(crate) async fn not_recognised(
        &self,
        counted: &[Counted],
        wrong: Wrong<'_>,
        (at, request_id): (At, &str),
    ) -> Result<(), OperationError> {
        self.failures().add(counted, at);
        let mut refused = event(AuditAction::SignInRefused, at, request_id);
        let (worker, why) = match wrong {
            Wrong::StaffIdOrPassphrase => (None, "staff id and passphrase do not fit"),
            Wrong::Passphrase(worker) => (Some(worker), "the passphrase does not fit"),
            Wrong::Code(worker) => (Some(worker), "the passphrase fits, the code does not"),
        };
        refused.worker = worker.map(|worker| worker.staff_id.clone());
        refused.note = Some(why.to_owned());
        self.store().record(refused).await?;
        Ok(())
    }

    /// Ends a sitting and everything that its pages could reach.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<(), OperationError> {
        self.store()
            .end_sitting(&sitting.token_hash, at.timestamp())
            .await?;
        let mut signed_out = event(AuditAction::SignedOut, at, request_id);
        signed_out.worker = Some(sitting.staff_id.clone());
        signed_out.role = Some(sitting.role);
        self.store().record(signed_out).await?;
        Ok(())
    }
}
