//! Verifying the audit: every entry against chain, tree, head and signed checkpoints, and every
//! decision made again. Reads only.

use crate::{Kith, OldDecisions, OperationError};
use audit::{SignedCheckpoint, Trust, Verification};

impl Kith {
    /// Checks the whole audit as the database holds it, without asking whose signatures count.
    ///
    /// # Errors
    /// When the database fails; faults in the audit are in the result.
    pub async fn verify_audit(&self) -> Result<Verification, OperationError> {
        self.prove_audit(&Trust::default(), &[]).await
    }

    /// Checks the whole audit against the keys that the reader trusts, and against checkpoints
    /// that were kept elsewhere.
    ///
    /// # Errors
    /// When the database fails; faults in the audit are in the result.
    pub async fn prove_audit(
        &self,
        trust: &Trust,
        kept: &[SignedCheckpoint],
    ) -> Result<Verification, OperationError> {
        let mut again = OldDecisions::default();
        Ok(self.store().verify_audit(trust, kept, &mut again).await?)
    }
}
