//! A checkpoint: how long the log is, its root and the time, signed by the log and by witnesses.
//!
//! Four lines (origin, size, root, time) and the signatures under them, as C2SP tlog-checkpoint
//! and tlog-cosignature write them. It holds nothing about anybody. Invariant: a signature is
//! counted only when it fits a key that the caller trusts.

use crate::keys::check_name;
use crate::note::{NoteSignature, SignedNote};
use crate::{Hash, KeyKind, NotAKey, SigningKey, VerifierKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;

/// How long the log is, and the root over all its entries, at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: the name of its key.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When it was made.
    pub at: Timestamp,
}

/// A checkpoint with the signatures under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: SignedNote,
}

/// The text is not a signed checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a signed checkpoint: take the file as `kith audit checkpoint` wrote it")]
pub struct NotACheckpoint;

impl Checkpoint {
    fn to_text(&self) -> String {
        let root = BASE64.encode(self.root.bytes());
        format!("{}\n{}\n{root}\ntime {}\n", self.origin, self.size, self.at)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size) = (lines.next()?, lines.next()?);
        let (root, at) = (lines.next()?, lines.next()?.strip_prefix("time ")?);
        let root: [u8; 32] = BASE64.decode(root).ok()?.try_into().ok()?;
        check_name(origin).ok()?;
        let read = Self {
            origin: origin.to_owned(),
            size: size.parse().ok()?,
            root: Hash::new(root),
            at: at.parse().ok()?,
        };
        // One way to write it: a size of 007 or a fifth line is not ours.
        (read.to_text() == text).then_some(read)
    }
}

impl SignedCheckpoint {
    /// Signs a checkpoint with the log's key, whose name is the origin.
    #[must_use]
    pub fn sign(key: &SigningKey, size: u64, root: Hash, at: Timestamp) -> Self {
        let verifier = key.verifier();
        let checkpoint = Checkpoint {
            origin: verifier.name().to_owned(),
            size,
            root,
            at,
        };
        let text = checkpoint.to_text();
        let signature = NoteSignature {
            name: verifier.name().to_owned(),
            key_id: verifier.id(),
            bytes: key.sign(text.as_bytes()).to_vec(),
        };
        let note = SignedNote {
            text,
            signatures: vec![signature],
        };
        Self { checkpoint, note }
    }

    /// Reads a checkpoint with its signatures, which are not checked yet.
    ///
    /// # Errors
    /// When the text is not one.
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let note = SignedNote::parse(text).ok_or(NotACheckpoint)?;
        let checkpoint = Checkpoint::parse(&note.text).ok_or(NotACheckpoint)?;
        Ok(Self { checkpoint, note })
    }

    /// The text, as it is kept and handed over.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.note.to_text()
    }

    /// What was signed.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Whether the log with this key signed it.
    #[must_use]
    pub fn is_signed_by(&self, log: &VerifierKey) -> bool {
        let text = self.note.text.as_bytes();
        self.checkpoint.origin == log.name()
            && self.of(log).any(|line| log.is_signature(text, &line.bytes))
    }

    /// When the witness with this key cosigned it; nothing when it did not.
    #[must_use]
    pub fn cosigned_at(&self, witness: &VerifierKey) -> Option<Timestamp> {
        self.of(witness).find_map(|line| {
            let (seconds, signature) = line.bytes.split_first_chunk::<8>()?;
            let seconds = i64::try_from(u64::from_be_bytes(*seconds)).ok()?;
            let message = cosigned_message(seconds, &self.note.text);
            let is_good = witness.is_signature(message.as_bytes(), signature);
            is_good.then(|| Timestamp::from_second(seconds).ok())?
        })
    }

    /// Whether there is a line under this key's name and id, good or not.
    pub(crate) fn names(&self, key: &VerifierKey) -> bool {
        self.of(key).next().is_some()
    }

    /// Adds a witness's cosignature.
    ///
    /// # Errors
    /// When the key is not a witness's.
    pub fn cosign(&mut self, witness: &SigningKey, at: Timestamp) -> Result<(), NotAKey> {
        let key = witness.verifier();
        if key.kind() != KeyKind::Witness {
            return Err(NotAKey::Kind);
        }
        let seconds = at.as_second().max(0);
        let signature = witness.sign(cosigned_message(seconds, &self.note.text).as_bytes());
        let bytes = [&seconds.to_be_bytes()[..], &signature].concat();
        self.add(NoteSignature {
            name: key.name().to_owned(),
            key_id: key.id(),
            bytes,
        });
        Ok(())
    }

    /// Takes over the signatures under another copy of the same checkpoint; how many were new.
    pub fn merge(&mut self, other: &Self) -> usize {
        if self.note.text != other.note.text {
            return 0;
        }
        let before = self.note.signatures.len();
        for signature in &other.note.signatures {
            self.add(signature.clone());
        }
        self.note.signatures.len() - before
    }

    fn add(&mut self, signature: NoteSignature) {
        if !self.note.signatures.contains(&signature) {
            self.note.signatures.push(signature);
        }
    }

    fn of(&self, key: &VerifierKey) -> impl Iterator<Item = &NoteSignature> {
        let (name, id) = (key.name().to_owned(), key.id());
        self.note
            .signatures
            .iter()
            .filter(move |line| line.name == name && line.key_id == id)
    }
}

fn cosigned_message(seconds: i64, text: &str) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}
