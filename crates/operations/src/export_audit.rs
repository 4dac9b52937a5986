//! A copy of the audit for somebody else to check: entries as they were hashed, checkpoints, and
//! the rules by which it was decided.
//!
//! Nobody's id, case or search term is in it: entries of the first form, which hold them in the
//! clear, go without their body. Invariant: that a copy was taken is in the audit, and so in the
//! copy.

use crate::{At, Kith};
use audit::{AuditAction, AuditEvent, ExportLine, SignedCheckpoint, SigningKey};
use store::{CheckpointError, StoreError};

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The audit could not be signed first.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A line could not be written.
    #[error("the copy could not be written: {0}")]
    Write(#[from] std::io::Error),
}

impl Kith {
    /// Records that a copy is taken, signs the audit up to there, and gives the copy's lines.
    ///
    /// # Errors
    /// When the audit cannot be written or signed, or a line cannot be taken.
    pub async fn export_audit(
        &self,
        key: &SigningKey,
        kept: Option<&SignedCheckpoint>,
        (at, request_id): (At, &str),
        mut take: impl FnMut(&ExportLine) -> std::io::Result<()>,
    ) -> Result<SignedCheckpoint, ExportError> {
        let event = AuditEvent::new(AuditAction::AuditExported, at.timestamp(), request_id);
        self.store().record(event).await?;
        let signed = self.checkpoint_audit(key, kept, at).await?;
        let size = signed.checkpoint().size;
        take(&ExportLine::Head {
            log: key.verifier().clone(),
            size,
        })?;
        for checkpoint in self.store().audit_checkpoints().await? {
            if checkpoint.checkpoint().size <= size {
                take(&ExportLine::Checkpoint(checkpoint))?;
            }
        }
        for rules in self.store().every_rule_text().await? {
            take(&ExportLine::Rules(rules))?;
        }
        let give = |entry| Ok::<(), ExportError>(take(&ExportLine::of(entry))?);
        self.store().each_audit_entry(size, give).await?;
        Ok(signed)
    }
}
