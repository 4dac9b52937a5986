//! What a witness decides: whether a new checkpoint only adds to the one it saw last.
//!
//! A request is what C2SP tlog-witness sends (old size, consistency proof, checkpoint), kept in a
//! file. Invariant: a witness that follows [`judge`] never cosigns two logs that contradict each
//! other, nor a log that became shorter.

use crate::{Checkpoint, Hash, NotACheckpoint, SignedCheckpoint, VerifierKey, proofs};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// A checkpoint for a witness, with the proof that it adds to an older one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessRequest {
    /// The size from which the proof begins: the last one the witness cosigned.
    pub old: u64,
    /// The consistency proof.
    pub proof: Vec<Hash>,
    /// The new checkpoint.
    pub checkpoint: SignedCheckpoint,
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WitnessRefusal {
    /// The log's key did not sign it.
    #[error("the checkpoint is not signed by the log {0}: ask the council which key is in use")]
    NotSigned(String),
    /// It counts fewer entries than one seen before.
    #[error(
        "the log became shorter: you cosigned {seen} entries, and this checkpoint has {now}; keep \
         your own checkpoint, and ask the council where the others went"
    )]
    Shrunk {
        /// Entries seen before.
        seen: u64,
        /// Entries now.
        now: u64,
    },
    /// Same size, another root.
    #[error(
        "there are two logs: the first {size} entries are not those you cosigned; keep both files, \
         they prove it"
    )]
    Forked {
        /// The size of both.
        size: u64,
    },
    /// The proof begins elsewhere.
    #[error(
        "you cosigned {seen} entries last and the proof begins at {asked}: ask for one since {seen}"
    )]
    WrongStart {
        /// The size last seen; 0 for none.
        seen: u64,
        /// Where the proof begins.
        asked: u64,
    },
    /// The proof does not hold.
    #[error(
        "the log was rewritten: its {now} entries do not begin with the {seen} that you cosigned; \
         keep both files, they prove it"
    )]
    NotAContinuation {
        /// Entries seen before.
        seen: u64,
        /// Entries now.
        now: u64,
    },
}

/// Whether a witness that saw `seen` last may cosign.
///
/// # Errors
/// [`WitnessRefusal`] says why not.
pub fn judge(
    seen: Option<&Checkpoint>,
    request: &WitnessRequest,
    log: &VerifierKey,
) -> Result<(), WitnessRefusal> {
    let new = request.checkpoint.checkpoint();
    if !request.checkpoint.is_signed_by(log) {
        return Err(WitnessRefusal::NotSigned(log.name().to_owned()));
    }
    let old = seen.map_or((0, crate::root_of(&[])), |seen| (seen.size, seen.root));
    let (seen, now) = (old.0, new.size);
    if now < seen {
        return Err(WitnessRefusal::Shrunk { seen, now });
    }
    if now == seen && seen > 0 {
        let same = new.root == old.1;
        return same
            .then_some(())
            .ok_or(WitnessRefusal::Forked { size: seen });
    }
    if request.old != seen {
        let asked = request.old;
        return Err(WitnessRefusal::WrongStart { seen, asked });
    }
    let holds = proofs::verify_consistency(old, (now, new.root), &request.proof);
    holds
        .then_some(())
        .ok_or(WitnessRefusal::NotAContinuation { seen, now })
}

impl WitnessRequest {
    /// The request as it is written.
    #[must_use]
    pub fn to_text(&self) -> String {
        let proof = self.proof.iter();
        let proof: String = proof
            .map(|hash| format!("{}\n", BASE64.encode(hash.bytes())))
            .collect();
        format!("old {}\n{proof}\n{}", self.old, self.checkpoint.to_text())
    }

    /// Reads a request.
    ///
    /// # Errors
    /// When the text is not one.
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(NotACheckpoint)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old "));
        let old = old.and_then(|old| old.parse().ok()).ok_or(NotACheckpoint)?;
        let proof: Option<Vec<Hash>> = lines
            .map(|line| Some(Hash::new(BASE64.decode(line).ok()?.try_into().ok()?)))
            .collect();
        let read = Self {
            old,
            proof: proof
                .filter(|proof| proof.len() < 64)
                .ok_or(NotACheckpoint)?,
            checkpoint: SignedCheckpoint::parse(checkpoint)?,
        };
        (read.to_text() == text)
            .then_some(read)
            .ok_or(NotACheckpoint)
    }
}
