//! Verifying the audit: every entry against the chain and the head. Reads only.

use crate::{Kith, OperationError};
use audit::Verification;

impl Kith {
    /// Checks the whole audit.
    ///
    /// # Errors
    /// When the database fails; faults in the audit are in the result.
    pub async fn verify_audit(&self) -> Result<Verification, OperationError> {
        Ok(self.store().verify_audit().await?)
    }
}
