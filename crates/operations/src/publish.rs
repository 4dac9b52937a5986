//! Publishing: what was linked last becomes what pages show, in one transaction.

use crate::access::event;
use crate::{At, Kith, OperationError};
use audit::AuditAction;

impl Kith {
    /// Publishes the generation that waits; gives its number, or nothing when none waits.
    ///
    /// # Errors
    /// When the database fails; the generation before stays.
    pub async fn publish(&self, at: At) -> Result<Option<i64>, OperationError> {
        // A restriction that was set since the link run counts as well.
        self.hold_back(at).await?;
        let number = self.store().publish().await?;
        if let Some(number) = number {
            let mut published = event(AuditAction::Published, at, &number.to_string());
            published.note = Some(format!("generation {number}"));
            self.store().record(published).await?;
            self.keep_journal().await?;
        }
        Ok(number)
    }
}
