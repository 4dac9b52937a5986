//! Local accounts: added, changed, taken away. The passphrase is hashed before it is kept.
//!
//! Invariant: an account that is changed or taken away has no sitting left, in any browser.

use crate::access::event;
use crate::{At, Kith, OperationError};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use audit::AuditAction;
use identity::FirstPassphrase;
use store::WorkerRow;
use tokio::sync::Semaphore;
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
    /// The passphrase, hashed before it is kept; nothing for an account that signs in at the
    /// council's identity provider only.
    pub passphrase: Option<&'a str>,
    /// Day of the last training in information governance.
    pub trained_on: Option<Date>,
    /// What is special about signing in with it.
    pub marks: AccountMarks,
}

/// What is special about signing in with an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AccountMarks {
    /// It needs a second step, whatever the settings say.
    pub needs_second_step: bool,
    /// It is kept for when single sign-on fails.
    pub is_for_emergencies: bool,
    /// Its passphrase was made by the program, lives for three days and has to be changed at the
    /// first sign-in.
    pub has_first_passphrase: bool,
}

impl Kith {
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

    /// Adds a local account or changes it. Every sitting of a changed account ends.
    ///
    /// # Errors
    /// When the passphrase cannot be hashed or the database fails.
    pub async fn keep_account(
        &self,
        account: Account<'_>,
        at: At,
        request_id: &str,
    ) -> Result<(), OperationError> {
        let worker = WorkerRow {
            staff_id: account.staff_id.to_owned(),
            name: account.name.to_owned(),
            role: account.role,
            teams: account.teams,
            passphrase_hash: match account.passphrase {
                Some(passphrase) => hashed(passphrase.to_owned()).await?,
                None => NOBODY.to_owned(),
            },
            is_active: true,
            trained_on: account.trained_on,
            needs_second_step: account.marks.needs_second_step,
            is_for_emergencies: account.marks.is_for_emergencies,
            first_passphrase_at: account.marks.has_first_passphrase.then(|| at.timestamp()),
        };
        self.store().keep_worker(&worker).await?;
        self.store()
            .end_sittings_of(account.staff_id, at.timestamp())
            .await?;
        let mut kept = event(AuditAction::AccountKept, at, request_id);
        kept.note = Some(format!("{}, {}", account.staff_id, account.role.code()));
        self.store().record(kept).await?;
        Ok(())
    }

    /// Gives an account that has a passphrase another first one; every sitting of the account ends.
    /// Tells whether there was such an account.
    ///
    /// # Errors
    /// When the passphrase cannot be hashed or the database fails.
    pub async fn give_first_passphrase(
        &self,
        staff_id: &str,
        first: &FirstPassphrase,
        at: At,
        request_id: &str,
    ) -> Result<bool, OperationError> {
        let worker = self.store().worker(staff_id).await?;
        if !worker.is_some_and(|worker| worker.is_active && has_passphrase(&worker)) {
            return Ok(false);
        }
        let hash = hashed(first.reveal().to_owned()).await?;
        let now = at.timestamp();
        self.store()
            .keep_passphrase(staff_id, &hash, Some(now))
            .await?;
        self.store().end_sittings_of(staff_id, now).await?;
        let mut kept = event(AuditAction::AccountKept, at, request_id);
        kept.note = Some(format!("{staff_id}, a first passphrase"));
        self.store().record(kept).await?;
        Ok(true)
    }

    /// Takes an account away: its sittings end now, and nobody signs in with it any more. Tells
    /// whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_account(
        &self,
        staff_id: &str,
        at: At,
        request_id: &str,
    ) -> Result<bool, OperationError> {
        if !self.store().close_worker(staff_id).await? {
            return Ok(false);
        }
        self.store()
            .end_sittings_of(staff_id, at.timestamp())
            .await?;
        let mut closed = event(AuditAction::AccountClosed, at, request_id);
        closed.note = Some(staff_id.to_owned());
        self.store().record(closed).await?;
        Ok(true)
    }
}

/// Whether an account's passphrase is a first one that has outlived its time.
pub(crate) fn first_passphrase_has_ended(worker: &WorkerRow, at: At) -> bool {
    worker.first_passphrase_at.is_some_and(|made| {
        at.timestamp().duration_since(made).as_hours() >= FirstPassphrase::HOURS
    })
}

/// Whether an account has a passphrase at all.
pub(crate) fn has_passphrase(worker: &WorkerRow) -> bool {
    worker.passphrase_hash != NOBODY
}

pub(crate) async fn hashed(passphrase: String) -> Result<String, OperationError> {
    let hashed = tokio::task::spawn_blocking(move || {
        argon()
            .hash_password(passphrase.as_bytes())
            .map(|hash| hash.to_string())
    });
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        _ => Err(OperationError::Store(store::StoreError::Unreadable(
            "worker.passphrase_hash",
        ))),
    }
}

/// Argon2id with the library's defaults (19 MiB, 2 passes: OWASP's first recommendation).
fn argon() -> Argon2<'static> {
    Argon2::default()
}

/// A hash that no passphrase fits, so that an unknown staff id costs the same work.
pub(crate) const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWhhcy10aGlz$\
     Z8BBSSl3JKDBTyKZdqFhVfmzl0Y4oqYZq3uYXzN6l5g";

/// How many passphrases are held against a hash at a time: each takes 19 MiB and a core, and
/// anybody may ask for it. Whoever comes after waits, or is told that it took too long.
static ROOM: Semaphore = Semaphore::const_new(4);

/// Whether a passphrase fits a stored hash.
pub(crate) async fn fits(passphrase: String, stored: String) -> bool {
    let Ok(_place) = ROOM.acquire().await else {
        return false;
    };
    let checked = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&stored).is_ok_and(|hash| {
            argon()
                .verify_password(passphrase.as_bytes(), &hash)
                .is_ok()
        })
    });
    checked.await.unwrap_or(false)
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
    fn a_passphrase_is_kept_by_the_function_and_cost_that_owasp_recommends() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let fresh = argon().hash_password(b"three random words").unwrap();
        for hash in [hash.to_string(), fresh.to_string()] {
            assert!(
                hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
                "{hash}"
            );
        }
    }

    #[tokio::test]
    async fn many_guesses_at_once_wait_for_room_and_take_no_more_memory() {
        let held = ROOM.acquire_many(4).await.unwrap();
        let mut one_more = std::pin::pin!(fits("a guess".to_owned(), NOBODY.to_owned()));
        let soon = std::time::Duration::from_millis(50);
        assert!(tokio::time::timeout(soon, &mut one_more).await.is_err());
        drop(held);
        assert!(!one_more.await);
    }
}
