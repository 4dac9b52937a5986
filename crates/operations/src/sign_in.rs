//! Signing in and out with a local account (demo and emergencies; single sign-on comes beside it).
//!
//! Invariant: an unknown staff id costs the same work as a wrong passphrase and reads the same;
//! after five failures in ten minutes the account waits.

use crate::access::event;
use crate::sitting::{Secret, Sitting, SittingToken};
use crate::{At, Kith, OperationError};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use audit::AuditAction;
use std::collections::BTreeMap;
use std::sync::Mutex;
use store::WorkerRow;
use vocabulary::{Date, Role};

/// An account to be kept.
pub struct Account<'a> {
    /// Staff id.
    pub staff_id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Role.
    pub role: Role,
    /// Teams.
    pub teams: Vec<String>,
    /// The passphrase, hashed before it is kept.
    pub passphrase: &'a str,
    /// Day of the last training in information governance.
    pub trained_on: Option<Date>,
}

/// Failed sign-ins by staff id: when each happened.
#[derive(Default)]
pub(crate) struct Failures(Mutex<BTreeMap<String, Vec<jiff::Timestamp>>>);

const MOST_FAILURES: usize = 5;
const WAIT_MINUTES: i64 = 10;

impl Kith {
    /// Signs a worker in. Nothing when staff id and passphrase do not fit; both are recorded.
    ///
    /// # Errors
    /// [`OperationError::TooManyTries`], or when the database fails.
    pub async fn sign_in(
        &self,
        staff_id: &str,
        passphrase: &str,
        secret: Secret,
        at: At,
        request_id: &str,
    ) -> Result<Option<SittingToken>, OperationError> {
        let staff_id = staff_id.trim();
        if self.failures().are_too_many(staff_id, at) {
            return Err(OperationError::TooManyTries);
        }
        let worker = self.store().worker(staff_id).await?;
        let stored = worker
            .as_ref()
            .map_or(NOBODY, |worker| worker.passphrase_hash.as_str());
        let fits = fits(passphrase.to_owned(), stored.to_owned()).await;
        let Some(worker) = worker.filter(|worker| fits && worker.is_active) else {
            self.failures().add(staff_id, at);
            let mut refused = event(AuditAction::SignInRefused, at, request_id);
            refused.note = Some("staff id and passphrase do not fit".to_owned());
            self.store().record(refused).await?;
            return Ok(None);
        };
        self.failures().clear(staff_id);
        self.begin(&worker, secret, (at, request_id), None)
            .await
            .map(Some)
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
        let Some(worker) = self
            .store()
            .worker(staff_id)
            .await?
            .filter(|worker| worker.is_active)
        else {
            return Ok(None);
        };
        self.begin(
            &worker,
            secret,
            (at, request_id),
            Some("on the command line"),
        )
        .await
        .map(Some)
    }

    async fn begin(
        &self,
        worker: &WorkerRow,
        secret: Secret,
        (at, request_id): (At, &str),
        note: Option<&str>,
    ) -> Result<SittingToken, OperationError> {
        let token = SittingToken::new(&secret);
        let mut signed_in = event(AuditAction::SignedIn, at, request_id);
        signed_in.worker = Some(worker.staff_id.clone());
        signed_in.role = Some(worker.role);
        signed_in.note = note.map(str::to_owned);
        self.store().record(signed_in).await?;
        self.store()
            .begin_sitting(&token.hash(), &worker.staff_id, at.timestamp())
            .await?;
        Ok(token)
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

    /// Whether an account has this passphrase: for the start-up check against known ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passphrase_is(
        &self,
        staff_id: &str,
        passphrase: &str,
    ) -> Result<bool, OperationError> {
        let Some(worker) = self.store().worker(staff_id).await? else {
            return Ok(false);
        };
        Ok(fits(passphrase.to_owned(), worker.passphrase_hash).await)
    }

    /// Adds a local account or changes it.
    ///
    /// # Errors
    /// When the passphrase cannot be hashed or the database fails.
    pub async fn keep_account(&self, account: Account<'_>) -> Result<(), OperationError> {
        let passphrase = account.passphrase.to_owned();
        let hashed = tokio::task::spawn_blocking(move || {
            argon()
                .hash_password(passphrase.as_bytes())
                .map(|hash| hash.to_string())
        });
        let passphrase_hash = match hashed.await {
            Ok(Ok(hash)) => hash,
            _ => {
                return Err(OperationError::Store(store::StoreError::Unreadable(
                    "worker.passphrase_hash",
                )));
            }
        };
        let worker = WorkerRow {
            staff_id: account.staff_id.to_owned(),
            name: account.name.to_owned(),
            role: account.role,
            teams: account.teams,
            passphrase_hash,
            is_active: true,
            trained_on: account.trained_on,
        };
        Ok(self.store().keep_worker(&worker).await?)
    }
}

/// Argon2id with the library's defaults (19 MiB, 2 passes: OWASP's first recommendation).
fn argon() -> Argon2<'static> {
    Argon2::default()
}

/// A hash that no passphrase fits, so that an unknown staff id costs the same work.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWhhcy10aGlz$\
     Z8BBSSl3JKDBTyKZdqFhVfmzl0Y4oqYZq3uYXzN6l5g";

async fn fits(passphrase: String, stored: String) -> bool {
    let checked = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&stored).is_ok_and(|hash| {
            argon()
                .verify_password(passphrase.as_bytes(), &hash)
                .is_ok()
        })
    });
    checked.await.unwrap_or(false)
}

impl Failures {
    fn are_too_many(&self, staff_id: &str, at: At) -> bool {
        let Ok(mut failures) = self.0.lock() else {
            return true;
        };
        let Some(times) = failures.get_mut(staff_id) else {
            return false;
        };
        times.retain(|time| at.timestamp().duration_since(*time).as_mins() < WAIT_MINUTES);
        times.len() >= MOST_FAILURES
    }

    fn add(&self, staff_id: &str, at: At) {
        if let Ok(mut failures) = self.0.lock() {
            // A guesser of many names must not fill the memory.
            if failures.len() >= 10_000 {
                failures.clear();
            }
            failures
                .entry(staff_id.to_owned())
                .or_default()
                .push(at.timestamp());
        }
    }

    fn clear(&self, staff_id: &str) {
        if let Ok(mut failures) = self.0.lock() {
            failures.remove(staff_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_that_fits_nobody_is_a_hash() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        assert!(argon().verify_password(b"nobody", &hash).is_err());
    }

    #[test]
    fn after_five_failures_the_account_waits_ten_minutes() {
        let failures = Failures::default();
        let at = |text: &str| At::new(text.parse().unwrap());
        for _ in 0..5 {
            assert!(!failures.are_too_many("SW1", at("2026-11-23T10:00:00Z")));
            failures.add("SW1", at("2026-11-23T10:00:00Z"));
        }
        assert!(failures.are_too_many("SW1", at("2026-11-23T10:09:59Z")));
        assert!(!failures.are_too_many("SW2", at("2026-11-23T10:09:59Z")));
        assert!(!failures.are_too_many("SW1", at("2026-11-23T10:10:01Z")));
    }
}
