//! Whose signatures count: the log's key and the witnesses' that the reader of a log brings.
//!
//! Invariant: a checkpoint becomes a mark that the log must fit whether or not its signatures are
//! good; a signature that does not fit its key is a fault, never ignored.

use crate::{Fault, FaultKind, Mark, SignedCheckpoint, VerifierKey};

/// The keys that a reader of a log trusts.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// The log's own key; without it, its signatures are not checked.
    pub log: Option<VerifierKey>,
    /// Witnesses' keys; cosignatures of others are not checked.
    pub witnesses: Vec<VerifierKey>,
}

/// What checkpoints say, by the keys that are trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// What the log must fit.
    pub marks: Vec<Mark>,
    /// Signatures that do not fit.
    pub faults: Vec<Fault>,
    /// How many entries the largest checkpoint covers that a trusted witness cosigned.
    pub cosigned_to: u64,
}

impl Trust {
    /// Checks the signatures under these checkpoints.
    #[must_use]
    pub fn judge<'a>(&self, signed: impl IntoIterator<Item = &'a SignedCheckpoint>) -> Judged {
        let mut judged = Judged::default();
        for signed in signed {
            let checkpoint = signed.checkpoint();
            let (size, root) = (checkpoint.size, checkpoint.root);
            judged.marks.push(Mark { size, root });
            let mut say = |kind| judged.faults.push(Fault { seq: size, kind });
            if self
                .log
                .as_ref()
                .is_some_and(|log| !signed.is_signed_by(log))
            {
                say(FaultKind::NotSigned);
            }
            for witness in &self.witnesses {
                if signed.cosigned_at(witness).is_some() {
                    judged.cosigned_to = judged.cosigned_to.max(size);
                } else if signed.names(witness) {
                    say(FaultKind::NotCosigned);
                }
            }
        }
        judged
    }
}
