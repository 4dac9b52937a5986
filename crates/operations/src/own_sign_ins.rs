//! A worker's own sign-ins: where they are signed in, and an end to all of it with one click.
//!
//! Invariant: nobody sees or ends anybody else's.

use crate::access::event;
use crate::at::moment_in_words;
use crate::sitting::Sitting;
use crate::{At, Kith, OperationError};
use audit::AuditAction;

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

    /// Ends every sitting of this worker, in every browser; gives how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out_everywhere(
        &self,
        sitting: &Sitting,
        at: At,
        request_id: &str,
    ) -> Result<u64, OperationError> {
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
