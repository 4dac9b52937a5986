//! What can stop an operation, in words that hold no value from a record.

use store::StoreError;

/// Why an operation could not be done.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// The handle means nothing in this sitting, or the person is not published.
    #[error("there is nothing under this address in your sitting")]
    NotFound,
    /// Nothing has been published yet.
    #[error("nothing has been published yet")]
    NothingPublished,
    /// Too many sign-ins failed for this account.
    #[error("too many sign-ins failed; try again in a few minutes")]
    TooManyTries,
    /// The budget of looks is used up, or what was asked for needs a fresh proof: the worker proves
    /// again who they are.
    #[error("a fresh proof of who you are is needed; sign in again to go on")]
    SignInAgain,
    /// The audit cannot be written, so nothing may be shown.
    #[error("the audit cannot be written, so nothing is shown")]
    AuditUnwritable,
    /// A change to restrictions stands, and its journal could not be written.
    #[error(
        "the restriction stands, but its journal could not be written: tell whoever looks after this system at once"
    )]
    JournalUnwritable,
    /// The rules do not fit the request, although they did a moment ago.
    #[error("the rules changed while you were looking; try again")]
    RulesChanged,
    /// The list of passphrases known from breaches cannot be read, so no new one is taken.
    #[error(
        "the list of passphrases known from breaches cannot be read, so no new passphrase is taken"
    )]
    BreachListUnreadable,
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for OperationError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NothingPublished => Self::NothingPublished,
            StoreError::AuditUnwritable => Self::AuditUnwritable,
            StoreError::Unreachable(_)
            | StoreError::Migration(_)
            | StoreError::Statement(_)
            | StoreError::Unreadable(_) => Self::Store(error),
        }
    }
}
