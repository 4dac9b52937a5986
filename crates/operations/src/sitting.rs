//! A sitting: a signed-in worker with a purpose and a case, until they sign out or leave the desk.
//!
//! Invariant: only a hash of the token is ever stored; an idle or old sitting is ended, not shown.

use crate::handle::{Handle, hexadecimal};
use crate::{At, Kith, OperationError};
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
    /// The colleague for whom the worker looks.
    pub on_behalf_of: Option<String>,
    pub(crate) token_hash: String,
    pub(crate) is_active: bool,
    pub(crate) trained_on: Option<Date>,
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
            token_hash: row.token_hash,
            is_active: worker.is_active,
            trained_on: worker.trained_on,
        }
    }

    pub(crate) fn handle(&self, target: Uuid) -> Handle {
        Handle::of(&self.token_hash, target)
    }
}

impl Kith {
    /// The sitting of a token; nothing when it has ended, was idle too long, or is too old.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sitting(
        &self,
        token: &SittingToken,
        at: At,
    ) -> Result<Option<Sitting>, OperationError> {
        self.follow_rules_in_force().await?;
        let hash = token.hash();
        let Some(row) = self.store().sitting(&hash).await? else {
            return Ok(None);
        };
        let idle = at.timestamp().duration_since(row.last_seen_at);
        let age = at.timestamp().duration_since(row.began_at);
        let settings = self.council();
        let is_over = idle.as_mins() >= i64::from(settings.idle_minutes)
            || age.as_hours() >= i64::from(settings.longest_hours);
        let worker = self
            .store()
            .worker(&row.staff_id)
            .await?
            .filter(|worker| worker.is_active);
        let Some(worker) = worker.filter(|_| !is_over) else {
            self.store().end_sitting(&hash, at.timestamp()).await?;
            return Ok(None);
        };
        // One write a minute is enough to know that somebody is there.
        if idle.as_secs() >= 60 {
            self.store().touch_sitting(&hash, at.timestamp()).await?;
        }
        Ok(Some(Sitting::of(row, worker)))
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
