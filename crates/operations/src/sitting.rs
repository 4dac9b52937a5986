//! A sitting: a signed-in worker with a purpose and a case, until they sign out or leave the desk.
//!
//! Invariant: only a hash of the token is ever stored; an idle or old sitting is ended, not shown.

use crate::access::event;
use crate::handle::{Handle, hexadecimal};
use crate::sign_in::Method;
use crate::{At, Device, Kith, OperationError};
use audit::AuditAction;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;
use store::{StoredHandle, WorkerRow};
use uuid::Uuid;
use vocabulary::{CaseReference, Date, Purpose, Role};

/// Thirty-two fresh random bytes from the caller.
pub type Secret = [u8; 32];

/// The secret that a browser or program holds for a sitting.
#[derive(Clone, PartialEq, Eq)]
pub struct SittingToken(String);

/// A signed-in sitting, read anew for each request.
#[derive(Clone)]
pub struct Sitting {
    /// Staff id.
    pub staff_id: String,
    /// The worker's name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Teams.
    pub teams: Vec<String>,
    /// The purpose, once stated.
    pub purpose: Option<Purpose>,
    /// The case reference, once stated.
    pub case: Option<CaseReference>,
    /// The colleague for whom the worker looks, by name and staff id.
    pub on_behalf_of: Option<String>,
    /// The same colleague's staff id: the same checks are run against them.
    pub on_behalf_of_staff: Option<String>,
    /// When the worker last proved who they are; nothing when nobody asked.
    pub strong_at: Option<Timestamp>,
    pub(crate) token_hash: String,
    pub(crate) device_hash: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) is_active: bool,
    pub(crate) trained_on: Option<Date>,
    pub(crate) has_first_passphrase: bool,
}

impl SittingToken {
    pub(crate) fn new(secret: &Secret) -> Self {
        Self(hexadecimal(secret))
    }

    /// Reads a token from a cookie or header.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        plain.then(|| Self(text.to_owned()))
    }

    /// The token, for the cookie.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"kith sitting 1");
        hash.update(self.0.as_bytes());
        hexadecimal(&hash.finalize())
    }
}

impl fmt::Debug for SittingToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SittingToken(‹sealed›)")
    }
}

impl fmt::Debug for Sitting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sitting(worker {})", self.staff_id)
    }
}

impl Sitting {
    pub(crate) fn of(row: store::SittingRow, worker: WorkerRow) -> Self {
        Self {
            staff_id: worker.staff_id,
            name: worker.name,
            role: worker.role,
            teams: worker.teams,
            purpose: row.purpose,
            case: row.case,
            on_behalf_of: row.on_behalf_of,
            on_behalf_of_staff: row.on_behalf_of_staff,
            strong_at: row.strong_at,
            token_hash: row.token_hash,
            device_hash: row.device_hash,
            method: row.method,
            is_active: worker.is_active,
            trained_on: worker.trained_on,
            has_first_passphrase: worker.first_passphrase_at.is_some(),
        }
    }

    /// Whether the worker signed in with the passphrase that the program made for them: nothing
    /// opens before they have chosen their own.
    #[must_use]
    pub fn has_to_choose_a_passphrase(&self) -> bool {
        let without = [Method::SingleSignOn, Method::CommandLine].map(Method::code);
        self.has_first_passphrase
            && !self
                .method
                .as_deref()
                .is_some_and(|it| without.contains(&it))
    }

    /// Whether the worker signed in at the council's identity provider, and signs in again there.
    #[must_use]
    pub fn is_by_single_sign_on(&self) -> bool {
        self.method.as_deref() == Some(Method::SingleSignOn.code())
    }

    /// Whether the worker has proved within so many minutes who they are: what break-glass and
    /// other doors for emergencies ask for.
    #[must_use]
    pub fn was_proved_within(&self, minutes: i64, at: At) -> bool {
        self.strong_at
            .is_some_and(|strong| at.timestamp().duration_since(strong).as_mins() < minutes)
    }

    pub(crate) fn handle(&self, target: Uuid) -> Handle {
        Handle::of(&self.token_hash, target)
    }
}

impl Kith {
    /// The sitting of a program's token; nothing when it has ended, was idle too long, is too old,
    /// or belongs to a browser.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sitting(
        &self,
        token: &SittingToken,
        at: At,
    ) -> Result<Option<Sitting>, OperationError> {
        self.sitting_in(token, None, at, "").await
    }

    /// The sitting of a token as this browser shows it. A token that belongs to another browser
    /// was taken from there: its sitting ends, and that is recorded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sitting_in(
        &self,
        token: &SittingToken,
        device: Option<&Device>,
        at: At,
        request_id: &str,
    ) -> Result<Option<Sitting>, OperationError> {
        self.follow_rules_in_force().await?;
        let hash = token.hash();
        let Some(row) = self.store().sitting(&hash).await? else {
            return Ok(None);
        };
        if row.device_hash.is_some() && row.device_hash != device.map(Device::hash) {
            self.end_taken(&row, at, request_id).await?;
            return Ok(None);
        }
        let worker = self
            .store()
            .worker(&row.staff_id)
            .await?
            .filter(|worker| worker.is_active);
        let is_over = self.is_over(row.began_at, row.last_seen_at, at);
        let Some(worker) = worker.filter(|_| !is_over) else {
            self.store().end_sitting(&hash, at.timestamp()).await?;
            return Ok(None);
        };
        // One write a minute is enough to know that somebody is there.
        if at.timestamp().duration_since(row.last_seen_at).as_secs() >= 60 {
            self.store().touch_sitting(&hash, at.timestamp()).await?;
        }
        Ok(Some(Sitting::of(row, worker)))
    }

    /// Whether a sitting was idle too long or is too old.
    pub(crate) fn is_over(&self, began_at: Timestamp, last_seen_at: Timestamp, at: At) -> bool {
        let idle = at.timestamp().duration_since(last_seen_at);
        let age = at.timestamp().duration_since(began_at);
        let settings = self.council();
        idle.as_mins() >= i64::from(settings.idle_minutes)
            || age.as_hours() >= i64::from(settings.longest_hours)
    }

    async fn end_taken(
        &self,
        row: &store::SittingRow,
        at: At,
        request_id: &str,
    ) -> Result<(), OperationError> {
        let mut elsewhere = event(AuditAction::SittingElsewhere, at, request_id);
        elsewhere.worker = Some(row.staff_id.clone());
        elsewhere.note = Some("flag F9: the sitting was ended".to_owned());
        self.store().record(elsewhere).await?;
        Ok(self
            .store()
            .end_sitting(&row.token_hash, at.timestamp())
            .await?)
    }

    /// What a handle stands for in this sitting.
    pub(crate) async fn target(
        &self,
        sitting: &Sitting,
        handle: &Handle,
    ) -> Result<Uuid, OperationError> {
        let target = self
            .store()
            .handle_target(&sitting.token_hash, handle.as_str())
            .await?;
        target.ok_or(OperationError::NotFound)
    }

    /// Makes targets reachable in this sitting.
    pub(crate) async fn keep_handles(
        &self,
        sitting: &Sitting,
        targets: impl Iterator<Item = Uuid>,
    ) -> Result<(), OperationError> {
        let handles: Vec<StoredHandle> = targets
            .map(|target| StoredHandle {
                handle: sitting.handle(target).as_str().to_owned(),
                target,
            })
            .collect();
        Ok(self
            .store()
            .keep_handles(&sitting.token_hash, &handles)
            .await?)
    }
}
