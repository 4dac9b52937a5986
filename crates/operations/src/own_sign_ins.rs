//! A worker's own sign-ins: where they are signed in, and an end to one of them or to all at once.
//!
//! Invariant: nobody sees or ends anybody else's, and nobody ends any without a fresh proof of who
//! is there.

use crate::access::event;
use crate::at::moment_in_words;
use crate::handle::Handle;
use crate::second_step::freshly_proved;
use crate::sitting::Sitting;
use crate::{At, Kith, OperationError};
use audit::AuditAction;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// One sign-in as its worker reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSignIn {
    /// When it began.
    pub began: String,
    /// When it was last used.
    pub last_seen: String,
    /// How the worker signed in.
    pub how: &'static str,
    /// Whether it is open, and whether it is this one.
    pub state: SignInState,
    /// What stands for it where it is to be ended: it means something in this sitting only.
    pub handle: Handle,
}

impl OwnSignIn {
    /// Whether there is anything to end.
    #[must_use]
    pub fn can_be_ended(&self) -> bool {
        self.state != SignInState::Ended
    }
}

/// Whether a sign-in is open, and whether it is this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInState {
    /// The one that asks.
    ThisOne,
    /// Open elsewhere.
    Open,
    /// Ended, or left so long that it ends when it is next used.
    Ended,
}

/// The newest that one page lists.
const MOST: i64 = 20;

impl Kith {
    /// The worker's own newest sign-ins.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_sign_ins(
        &self,
        sitting: &Sitting,
        at: At,
    ) -> Result<Vec<OwnSignIn>, OperationError> {
        let rows = self.store().own_sittings(&sitting.staff_id, MOST).await?;
        let line = |row: &store::OwnSitting| OwnSignIn {
            began: moment_in_words(row.began_at),
            last_seen: moment_in_words(row.last_seen_at),
            how: method_in_words(row.method.as_deref()),
            state: self.state(row, sitting, at),
            handle: handle_of(sitting, row),
        };
        Ok(rows.iter().map(line).collect())
    }

    fn state(&self, row: &store::OwnSitting, sitting: &Sitting, at: At) -> SignInState {
        if row.is_ended || self.is_over(row.began_at, row.last_seen_at, at) {
            SignInState::Ended
        } else if row.token_hash == sitting.token_hash {
            SignInState::ThisOne
        } else {
            SignInState::Open
        }
    }

    /// Ends one of this worker's sittings.
    ///
    /// # Errors
    /// [`OperationError::SignInAgain`] without a fresh proof, [`OperationError::NotFound`] when it
    /// is none of theirs or has ended, or when the database fails.
    pub async fn end_own_sitting(
        &self,
        sitting: &Sitting,
        which: &Handle,
        at: At,
        request_id: &str,
    ) -> Result<SignInState, OperationError> {
        freshly_proved(sitting, at)?;
        let rows = self.store().own_sittings(&sitting.staff_id, MOST).await?;
        let meant = rows.iter().find(|row| handle_of(sitting, row) == *which);
        let row = meant.ok_or(OperationError::NotFound)?;
        let state = self.state(row, sitting, at);
        if state == SignInState::Ended {
            return Err(OperationError::NotFound);
        }
        let now = at.timestamp();
        self.store().end_sitting(&row.token_hash, now).await?;
        let began = moment_in_words(row.began_at);
        let mut out = self.event(AuditAction::SignedOut, sitting, at, request_id);
        out.note = Some(format!("the sitting that began on {began}, by the worker"));
        self.store().record(out).await?;
        Ok(state)
    }

    /// Ends every sitting of this worker, in every browser; gives how many there were.
    ///
    /// # Errors
    /// [`OperationError::SignInAgain`] without a fresh proof, or when the database fails.
    pub async fn sign_out_everywhere(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<u64, OperationError> {
        freshly_proved(sitting, at)?;
        let ended = self
            .store()
            .end_sittings_of(&sitting.staff_id, at.timestamp())
            .await?;
        let mut everywhere = event(AuditAction::SignedOutEverywhere, at, request_id);
        everywhere.worker = Some(sitting.staff_id.clone());
        everywhere.role = Some(sitting.role);
        everywhere.note = Some(format!("{ended} sittings"));
        self.store().record(everywhere).await?;
        Ok(ended)
    }

    /// Ends every sitting of an account, for whoever runs the council; gives how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_somebody_out(
        &self,
        staff_id: &str,
        at: At,
        request_id: &str,
    ) -> Result<u64, OperationError> {
        let ended = self
            .store()
            .end_sittings_of(staff_id, at.timestamp())
            .await?;
        if ended > 0 {
            let mut everywhere = event(AuditAction::SignedOutEverywhere, at, request_id);
            everywhere.note = Some(format!(
                "{ended} sittings of {staff_id}, on the command line"
            ));
            self.store().record(everywhere).await?;
        }
        Ok(ended)
    }
}

/// What stands for one of a worker's sittings in another of theirs.
fn handle_of(sitting: &Sitting, row: &store::OwnSitting) -> Handle {
    let mut hash = Sha256::new();
    hash.update(b"kith own sitting 1");
    hash.update(row.token_hash.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    sitting.handle(Uuid::from_bytes(bytes))
}

fn method_in_words(method: Option<&str>) -> &'static str {
    match method {
        Some("passphrase") => "Passphrase",
        Some("passphrase_and_code") => "Passphrase and code",
        Some("passphrase_and_recovery_code") => "Passphrase and recovery code",
        Some("emergency") => "Account for emergencies",
        Some("command_line") => "Command line",
        Some("single_sign_on") => "Council account",
        _ => "Not kept",
    }
}
