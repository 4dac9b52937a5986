//! Signing in with the council's own accounts, at its identity provider.
//!
//! Invariant: what comes back is taken once, in the browser that was sent, within ten minutes; who
//! has no account or no role here is told so with a telephone number, and everything that was not
//! accepted is in the audit with its precise reason.

use crate::access::event;
use crate::handle::hexadecimal;
use crate::sign_in::{Began, Method, STEP_MINUTES};
use crate::sitting::{Secret, Sitting, SittingToken};
use crate::{At, Device, Kith, OperationError};
use audit::AuditAction;
use identity::{Provider, ProviderError, Question, Returned, SignedInPerson, TokenRefusal};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::{ProviderSignIn, WorkerRow};

/// A browser that is sent to the provider.
pub struct SentToProvider {
    /// Where.
    pub address: String,
    /// What the browser keeps meanwhile.
    pub step: SittingToken,
}

/// What a browser brought back.
pub struct BackFromProvider<'a> {
    /// Which question it answers.
    pub state: &'a str,
    /// The code; nothing when the provider refused.
    pub code: Option<&'a str>,
    /// What the browser kept meanwhile.
    pub step: Option<&'a SittingToken>,
    /// The browser.
    pub device: &'a Device,
    /// Who is signed in here already.
    pub sitting: Option<&'a Sitting>,
}

/// What came of it.
#[derive(Debug)]
pub enum ProviderOutcome {
    /// The sitting has begun.
    SignedIn(SittingToken),
    /// The worker of the sitting has proved again who they are; it has this token from now on.
    ProvedAgain(SittingToken),
    /// Not accepted.
    Refused(ProviderRefusal),
}

/// Why a sign-in at the provider was not accepted, as far as the person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderRefusal {
    /// Something went wrong on the way: begin again.
    BeginAgain,
    /// The provider does not answer.
    ProviderAway,
    /// There is no account here.
    NoAccount,
    /// The person has no role here, or more than one.
    NoRole,
    /// The provider did not ask for enough.
    TooWeak,
}

impl ProviderRefusal {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::BeginAgain,
        Self::ProviderAway,
        Self::NoAccount,
        Self::NoRole,
        Self::TooWeak,
    ];

    /// The word in the address of the page.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::BeginAgain => "begin-again",
            Self::ProviderAway => "provider-away",
            Self::NoAccount => "no-account",
            Self::NoRole => "no-role",
            Self::TooWeak => "too-weak",
        }
    }

    const fn of(error: ProviderError) -> Self {
        match error {
            ProviderError::Unreachable => Self::ProviderAway,
            ProviderError::CodeRefused => Self::BeginAgain,
            ProviderError::Token(refusal) => match refusal {
                TokenRefusal::NoStaffId => Self::NoAccount,
                TokenRefusal::NoRole | TokenRefusal::SeveralRoles => Self::NoRole,
                TokenRefusal::TooWeak | TokenRefusal::TooOld => Self::TooWeak,
                TokenRefusal::Unreadable
                | TokenRefusal::WrongMethod
                | TokenRefusal::UnknownKey
                | TokenRefusal::WrongSignature
                | TokenRefusal::WrongIssuer
                | TokenRefusal::WrongAudience
                | TokenRefusal::Expired
                | TokenRefusal::NotYetValid
                | TokenRefusal::WrongNonce => Self::BeginAgain,
            },
        }
    }
}

impl Kith {
    /// Whether workers sign in with the council's own accounts.
    #[must_use]
    pub fn has_single_sign_on(&self) -> bool {
        self.council().sign_in.provider.is_some()
    }

    /// Sends a browser to the provider; for a sitting, to prove again who is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn send_to_provider(
        &self,
        secrets: &[Secret; 4],
        again_for: Option<&Sitting>,
        at: At,
        request_id: &str,
    ) -> Result<Result<SentToProvider, ProviderRefusal>, OperationError> {
        let Some(provider) = self.council().sign_in.provider.clone() else {
            return Ok(Err(ProviderRefusal::ProviderAway));
        };
        let [state, nonce, verifier, step] = secrets;
        let question = Question {
            state: hexadecimal(state),
            nonce: hexadecimal(nonce),
            verifier: hexadecimal(verifier),
        };
        let step = SittingToken::new(step);
        let kept = ProviderSignIn {
            browser_hash: step.hash(),
            nonce: question.nonce.clone(),
            verifier: question.verifier.clone(),
            again_for: again_for.map(|sitting| sitting.token_hash.clone()),
            began_at: at.timestamp(),
        };
        let state_hash = state_hash(&question.state);
        let again = again_for.is_some();
        let address = waiting(provider, move |provider| {
            provider.sign_in_address(&question, again, at.timestamp())
        });
        let address = match address.await {
            Ok(address) => address,
            Err(error) => {
                let why = error.code();
                self.record_not_accepted(again_for, why, (at, request_id))
                    .await?;
                return Ok(Err(ProviderRefusal::of(error)));
            }
        };
        self.store()
            .keep_provider_sign_in(&state_hash, &kept)
            .await?;
        Ok(Ok(SentToProvider { address, step }))
    }

    /// Takes what a browser brought back.
    ///
    /// # Errors
    /// When the audit or the database fails.
    pub async fn back_from_provider(
        &self,
        back: &BackFromProvider<'_>,
        secret: Secret,
        at: At,
        request_id: &str,
    ) -> Result<ProviderOutcome, OperationError> {
        let moment = (at, request_id);
        let hash = state_hash(back.state);
        let Some(sent) = self.store().take_provider_sign_in(&hash).await? else {
            return self
                .not_accepted(
                    back,
                    "state_unknown_or_used",
                    ProviderRefusal::BeginAgain,
                    moment,
                )
                .await;
        };
        if let Some(why) = not_ours(&sent, back, at) {
            return self
                .not_accepted(back, why, ProviderRefusal::BeginAgain, moment)
                .await;
        }
        let (Some(provider), Some(code)) = (self.council().sign_in.provider.clone(), back.code)
        else {
            return self
                .not_accepted(
                    back,
                    "provider_refused",
                    ProviderRefusal::BeginAgain,
                    moment,
                )
                .await;
        };
        let person = match self.ask_who(provider, code, &sent, back.state, at).await {
            Ok(person) => person,
            Err(error) => {
                return self
                    .not_accepted(back, error.code(), ProviderRefusal::of(error), moment)
                    .await;
            }
        };
        let worker = self.store().worker(&person.staff_id).await?;
        let Some(worker) = worker.filter(|worker| worker.is_active) else {
            return self
                .not_accepted(back, "no_account", ProviderRefusal::NoAccount, moment)
                .await;
        };
        if sent.again_for.is_none() {
            let token = self.begin_for(&worker, &person, back.device, secret, (at, request_id));
            return Ok(ProviderOutcome::SignedIn(token.await?));
        }
        match back.sitting {
            Some(sitting) if sitting.staff_id == worker.staff_id => {
                self.proved_there(back, sitting, secret, moment).await
            }
            _ => {
                let refusal = ProviderRefusal::BeginAgain;
                self.not_accepted(back, "another_person", refusal, moment)
                    .await
            }
        }
    }

    async fn proved_there(
        &self,
        back: &BackFromProvider<'_>,
        sitting: &Sitting,
        secret: Secret,
        moment: (At, &str),
    ) -> Result<ProviderOutcome, OperationError> {
        match self.proved(sitting, secret, moment).await? {
            Some(token) => Ok(ProviderOutcome::ProvedAgain(token)),
            None => {
                let refusal = ProviderRefusal::BeginAgain;
                self.not_accepted(back, "sitting_ended", refusal, moment)
                    .await
            }
        }
    }

    async fn not_accepted(
        &self,
        back: &BackFromProvider<'_>,
        why: &str,
        refusal: ProviderRefusal,
        moment: (At, &str),
    ) -> Result<ProviderOutcome, OperationError> {
        self.record_not_accepted(back.sitting, why, moment).await?;
        Ok(ProviderOutcome::Refused(refusal))
    }

    async fn ask_who(
        &self,
        provider: Arc<Provider>,
        code: &str,
        sent: &ProviderSignIn,
        state: &str,
        at: At,
    ) -> Result<SignedInPerson, ProviderError> {
        let code = code.to_owned();
        let question = Question {
            state: state.to_owned(),
            nonce: sent.nonce.clone(),
            verifier: sent.verifier.clone(),
        };
        let proved_since = sent.again_for.as_ref().map(|_| sent.began_at);
        waiting(provider, move |provider| {
            let returned = Returned {
                code: &code,
                sent: &question,
                proved_since,
            };
            provider.who_came_back(&returned, at.timestamp())
        })
        .await
    }

    /// Begins a sitting in the role that the provider gives. A role that has changed ends what was
    /// begun in the old one.
    async fn begin_for(
        &self,
        worker: &WorkerRow,
        person: &SignedInPerson,
        device: &Device,
        secret: Secret,
        (at, request_id): (At, &str),
    ) -> Result<SittingToken, OperationError> {
        let mut worker = worker.clone();
        if worker.role != person.role {
            worker.role = person.role;
            self.store().keep_worker(&worker).await?;
            self.store()
                .end_sittings_of(&worker.staff_id, at.timestamp())
                .await?;
            let mut changed = event(AuditAction::AccountKept, at, request_id);
            let role = person.role.code();
            changed.note = Some(format!("{}, {role}, by the provider", worker.staff_id));
            self.store().record(changed).await?;
        }
        let began = Began {
            method: Method::SingleSignOn,
            strong_at: person.proved_at,
        };
        self.begin(&worker, secret, Some(device), began, (at, request_id))
            .await
    }

    async fn record_not_accepted(
        &self,
        sitting: Option<&Sitting>,
        why: &str,
        (at, request_id): (At, &str),
    ) -> Result<(), OperationError> {
        let mut refused = event(AuditAction::SignInRefused, at, request_id);
        refused.worker = sitting.map(|sitting| sitting.staff_id.clone());
        refused.note = Some(format!("single sign-on: {why}"));
        self.store().record(refused).await?;
        Ok(())
    }

    /// Where a browser signs out at the provider too; nothing without single sign-on.
    pub async fn provider_sign_out(&self, at: At) -> Option<String> {
        let provider = self.council().sign_in.provider.clone()?;
        let now = at.timestamp();
        let address = tokio::task::spawn_blocking(move || provider.sign_out_address(now));
        address.await.ok().flatten()
    }
}

/// Why what came back is not what this browser was sent for.
fn not_ours(sent: &ProviderSignIn, back: &BackFromProvider<'_>, at: At) -> Option<&'static str> {
    let browser = back.step.map(SittingToken::hash);
    if browser.as_ref() != Some(&sent.browser_hash) {
        return Some("state_of_another_browser");
    }
    if at.timestamp().duration_since(sent.began_at).as_mins() >= STEP_MINUTES {
        return Some("state_too_old");
    }
    let sitting = back.sitting.map(|sitting| &sitting.token_hash);
    if sent.again_for.is_some() && sent.again_for.as_ref() != sitting {
        return Some("state_of_another_sitting");
    }
    None
}

/// Asks the provider where waiting is no harm.
async fn waiting<T: Send + 'static>(
    provider: Arc<Provider>,
    ask: impl FnOnce(&Provider) -> Result<T, ProviderError> + Send + 'static,
) -> Result<T, ProviderError> {
    let answer = tokio::task::spawn_blocking(move || ask(&provider));
    answer.await.unwrap_or(Err(ProviderError::Unreachable))
}

fn state_hash(state: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"kith provider state 1");
    hash.update(state.as_bytes());
    hexadecimal(&hash.finalize())
}
