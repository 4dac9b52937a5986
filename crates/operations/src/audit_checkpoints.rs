//! Signing how long the audit is, and what goes to and comes back from a witness.
//!
//! Invariant: the signing key is the caller's, read from a file outside the database.

use crate::{At, Kith};
use audit::{SignedCheckpoint, SigningKey, VerifierKey, WitnessRequest};
use store::CheckpointError;

impl Kith {
    /// Signs the audit as it is now. `kept` is the last checkpoint as it stands outside the
    /// database: a log that no longer reaches it is not signed.
    ///
    /// # Errors
    /// When the audit does not follow from what was signed before.
    pub async fn checkpoint_audit(
        &self,
        key: &SigningKey,
        kept: Option<&SignedCheckpoint>,
        at: At,
    ) -> Result<SignedCheckpoint, CheckpointError> {
        self.store()
            .checkpoint_audit(key, at.timestamp(), kept)
            .await
    }

    /// What a witness needs to cosign the newest checkpoint, from the size it cosigned last.
    ///
    /// # Errors
    /// When there is no checkpoint, or it is shorter.
    pub async fn witness_request(&self, since: u64) -> Result<WitnessRequest, CheckpointError> {
        self.store().witness_request(since).await
    }

    /// Keeps a checkpoint that a witness cosigned; how many signatures were new.
    ///
    /// # Errors
    /// When this council did not sign that checkpoint.
    pub async fn keep_cosigned(
        &self,
        cosigned: &SignedCheckpoint,
        at: At,
    ) -> Result<usize, CheckpointError> {
        self.store().keep_cosigned(cosigned, at.timestamp()).await
    }

    /// How many entries this witness has cosigned, as far as came back; 0 for none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cosigned_by(&self, witness: &VerifierKey) -> Result<u64, CheckpointError> {
        let signed = self.store().audit_checkpoints().await?;
        let by_witness = signed
            .iter()
            .filter(|one| one.cosigned_at(witness).is_some());
        Ok(by_witness
            .map(|one| one.checkpoint().size)
            .max()
            .unwrap_or(0))
    }
}
