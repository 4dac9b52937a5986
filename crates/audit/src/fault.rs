//! What can be wrong with a log, in words for whoever runs the check.
//!
//! Invariant: a fault names the number of an entry and never what the entry says.

/// One thing that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("entry {seq}: {kind}")]
pub struct Fault {
    /// The number of the entry; for a signed checkpoint, the last one that it covers.
    pub seq: u64,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum FaultKind {
    /// Entries before it are missing.
    #[error("entries before it are missing")]
    Gap,
    /// Its hash is not that of its number, previous hash and body, or not the one kept elsewhere.
    #[error("it was altered: its hash does not fit")]
    WrongHash,
    /// It does not follow the entry before it.
    #[error("it does not follow the entry before it")]
    WrongPrevious,
    /// Its body is no entry that this log writes.
    #[error("it cannot be read")]
    Unreadable,
    /// The log ends before the head or the checkpoint that was kept elsewhere.
    #[error("the log should reach this entry and ends before it")]
    Truncated,
    /// Its number was there before, or stands before the number it follows.
    #[error("its number is there twice or out of order")]
    TwoWithOneNumber,
    /// The entries up to it are not those that a checkpoint was signed over.
    #[error("the entries up to this one are not those that were signed")]
    WrongRoot,
    /// A checkpoint up to it is not signed by the log's key.
    #[error("the checkpoint up to this entry is not signed by the log's key")]
    NotSigned,
    /// A cosignature up to it does not fit the witness's key.
    #[error("a cosignature up to this entry is not the witness's")]
    NotCosigned,
    /// The columns beside the body say something else.
    #[error("its time, action or worker in the table is not what the entry says")]
    RowDiffers,
    /// The people, case or terms kept beside it are not those of the entry.
    #[error("whom it is about in the table is not what the entry says")]
    BesideDiffers,
    /// Something kept beside it is gone, and no erasure is recorded.
    #[error("whom or what it is about was removed, and no erasure is recorded")]
    BesideMissing,
    /// Under the rules and on the facts of its time, something else is decided.
    #[error("by the rules and on the facts that it names, something else is decided")]
    DecidesOtherwise,
    /// The rules by which it was decided are not there.
    #[error("the rules by which it was decided are missing, or are not those that it names")]
    RulesMissing,
    /// The list of what was erased is not the one that this entry records.
    #[error("the list of what was erased is not the one that was recorded")]
    ErasureDiffers,
}
