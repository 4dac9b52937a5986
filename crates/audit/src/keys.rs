//! Keys that sign what the log says: the council's own, and a witness's.
//!
//! Their texts are those of the C2SP signed-note format, so that other tools read them. A key has
//! a name, and an id that follows from name, kind and public part. Invariant: the secret part is
//! never printed; [`SigningKey::private_text`] is the one way to it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::Signer;
use sha2::{Digest, Sha256};
use std::fmt;

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// Checkpoints of a log.
    Log,
    /// Checkpoints that a witness has compared with those it saw before, with the time.
    Witness,
}

/// The text is not a key, or not one of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// A name is empty or holds a space or a plus sign.
    #[error("a key's name has no space and no plus sign: for example witness.police.example")]
    Name,
    /// The text is not as keys are written, or was changed.
    #[error("is not a key as `kith` writes it: copy the whole line")]
    Text,
    /// A log's key where a witness's belongs, or the other way round.
    #[error("is a key of the other kind: a log's key and a witness's key are two things")]
    Kind,
}

/// The public part of a key: checks signatures.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    key: ed25519_dalek::VerifyingKey,
}

/// The secret part of a key: makes signatures.
#[derive(Clone)]
pub struct SigningKey {
    verifier: VerifierKey,
    secret: ed25519_dalek::SigningKey,
}

impl KeyKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Log, Self::Witness]
            .into_iter()
            .find(|kind| kind.byte() == byte)
    }
}

impl VerifierKey {
    /// Reads `name+id+base64`.
    ///
    /// # Errors
    /// When the text is not such a key.
    pub fn parse(text: &str, kind: KeyKind) -> Result<Self, NotAKey> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NotAKey::Text);
        };
        let (read, key) = kind_and_bytes(key)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key).map_err(|_| NotAKey::Text)?;
        let verifier = Self::new(name, read, key)?;
        if id != verifier.id_text() {
            return Err(NotAKey::Text);
        }
        if read != kind {
            return Err(NotAKey::Kind);
        }
        Ok(verifier)
    }

    fn new(name: &str, kind: KeyKind, key: ed25519_dalek::VerifyingKey) -> Result<Self, NotAKey> {
        check_name(name)?;
        Ok(Self {
            name: name.to_owned(),
            kind,
            key,
        })
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The first four bytes of SHA-256 over name, line feed, kind and key.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_bytes());
        hasher.update([b'\n', self.kind.byte()]);
        hasher.update(self.key.as_bytes());
        let [a, b, c, d, ..] = <[u8; 32]>::from(hasher.finalize());
        [a, b, c, d]
    }

    /// The id as eight hexadecimal digits: what two people read to each other on the telephone.
    #[must_use]
    pub fn id_text(&self) -> String {
        self.id().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(crate) fn is_signature(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = ed25519_dalek::Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = text_of(self.kind, self.key.as_bytes());
        write!(f, "{}+{}+{key}", self.name, self.id_text())
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({} {})", self.name, self.id_text())
    }
}

impl SigningKey {
    /// A key from 32 bytes of the system's randomness.
    ///
    /// # Errors
    /// When the name cannot be one.
    pub fn from_seed(name: &str, kind: KeyKind, seed: &[u8; 32]) -> Result<Self, NotAKey> {
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let verifier = VerifierKey::new(name, kind, secret.verifying_key())?;
        Ok(Self { verifier, secret })
    }

    /// Reads what [`SigningKey::private_text`] wrote.
    ///
    /// # Errors
    /// When the text is not such a key.
    pub fn parse(text: &str, kind: KeyKind) -> Result<Self, NotAKey> {
        let rest = text.trim().strip_prefix("PRIVATE+KEY+");
        let mut parts = rest.ok_or(NotAKey::Text)?.splitn(3, '+');
        let (Some(name), Some(id), Some(seed)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NotAKey::Text);
        };
        let (read, seed) = kind_and_bytes(seed)?;
        let key = Self::from_seed(name, read, &seed)?;
        if id != key.verifier.id_text() {
            return Err(NotAKey::Text);
        }
        if read != kind {
            return Err(NotAKey::Kind);
        }
        Ok(key)
    }

    /// The secret itself, for a file that only its owner may read.
    #[must_use]
    pub fn private_text(&self) -> String {
        let seed = text_of(self.verifier.kind, self.secret.as_bytes());
        let (name, id) = (&self.verifier.name, self.verifier.id_text());
        format!("PRIVATE+KEY+{name}+{id}+{seed}")
    }

    /// The public part.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, ‹sealed›)", self.verifier.name)
    }
}

/// A name that can stand in a checkpoint and in a signature line.
pub(crate) fn check_name(name: &str) -> Result<(), NotAKey> {
    let is_name = !name.is_empty()
        && name.len() <= 100
        && name
            .chars()
            .all(|letter| letter.is_ascii_graphic() && letter != '+');
    is_name.then_some(()).ok_or(NotAKey::Name)
}

fn text_of(kind: KeyKind, key: &[u8; 32]) -> String {
    let mut bytes = vec![kind.byte()];
    bytes.extend_from_slice(key);
    BASE64.encode(bytes)
}

fn kind_and_bytes(text: &str) -> Result<(KeyKind, [u8; 32]), NotAKey> {
    let bytes = BASE64.decode(text).map_err(|_| NotAKey::Text)?;
    let (kind, key) = bytes.split_first().ok_or(NotAKey::Text)?;
    let kind = KeyKind::from_byte(*kind).ok_or(NotAKey::Text)?;
    let key = key.try_into().map_err(|_| NotAKey::Text)?;
    Ok((kind, key))
}
