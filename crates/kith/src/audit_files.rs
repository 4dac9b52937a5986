//! The files of the audit outside the database: the council's signing key, its public part, the
//! last checkpoint; and those of a witness.
//!
//! Invariant: a file with a secret can be read by its owner alone from the moment it exists, and
//! is never written over.

use crate::clock;
use anyhow::{Context, bail};
use audit::{KeyKind, SignedCheckpoint, SigningKey, VerifierKey};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The audit's files of one council.
#[derive(Clone)]
pub(crate) struct AuditFiles {
    key: PathBuf,
    folder: PathBuf,
}

/// The council's signing key, unless the settings name another place.
pub(crate) const KEY_FILE: &str = "audit-signing.key";
const PUBLIC_FILE: &str = "audit-log-key.txt";
const LAST_FILE: &str = "audit-last-checkpoint.txt";

impl AuditFiles {
    /// The files in a council's folder, the key where the settings say.
    pub(crate) fn new(folder: &Path, key: &Path) -> Self {
        Self {
            key: folder.join(key),
            folder: folder.to_owned(),
        }
    }

    /// Makes the key and its public part.
    pub(crate) fn make_key(&self) -> anyhow::Result<()> {
        let seed = clock::secret()?;
        let mut origin = "kith-audit-".to_owned();
        for byte in &clock::secret()?[..4] {
            origin.push_str(&format!("{byte:02x}"));
        }
        let key = SigningKey::from_seed(&origin, KeyKind::Log, &seed)?;
        write_secret(&self.key, &key.private_text())?;
        let line = format!("{}\n", key.verifier());
        write_whole(&self.folder.join(PUBLIC_FILE), &line)
    }

    /// The key.
    pub(crate) fn key(&self) -> anyhow::Result<SigningKey> {
        signing_key(&self.key, KeyKind::Log)
            .context("the audit's signing key cannot be used; `kith doctor` says what to do")
    }

    /// Whether the key is where it should be.
    pub(crate) fn has_key(&self) -> bool {
        self.key.is_file()
    }

    /// Where the key should be.
    pub(crate) fn key_path(&self) -> &Path {
        &self.key
    }

    /// The last checkpoint as it stands outside the database; nothing before the first.
    pub(crate) fn last(&self) -> anyhow::Result<Option<SignedCheckpoint>> {
        let path = self.folder.join(LAST_FILE);
        path.is_file().then(|| checkpoint(&path)).transpose()
    }

    /// Keeps the last checkpoint outside the database, where a restored database does not undo it.
    pub(crate) fn keep_last(&self, signed: &SignedCheckpoint) -> anyhow::Result<()> {
        write_whole(&self.folder.join(LAST_FILE), &signed.to_text())
    }
}

/// Reads a signed checkpoint.
pub(crate) fn checkpoint(path: &Path) -> anyhow::Result<SignedCheckpoint> {
    SignedCheckpoint::parse(&text(path)?).with_context(|| path.display().to_string())
}

/// Reads a file of public keys, one a line; empty lines and those with `#` are passed over.
pub(crate) fn verifier_keys(path: &Path, kind: KeyKind) -> anyhow::Result<Vec<VerifierKey>> {
    let text = text(path)?;
    let lines = (1..).zip(text.lines());
    let keys = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    keys.map(|(number, line)| {
        VerifierKey::parse(line, kind).with_context(|| format!("{} line {number}", path.display()))
    })
    .collect()
}

/// Reads a file that holds one public key.
pub(crate) fn verifier_key(path: &Path, kind: KeyKind) -> anyhow::Result<VerifierKey> {
    match verifier_keys(path, kind)?.as_slice() {
        [key] => Ok(key.clone()),
        _ => bail!("{} should hold one key on one line", path.display()),
    }
}

/// Reads a secret key, which nobody but its owner may be able to read.
pub(crate) fn signing_key(path: &Path, kind: KeyKind) -> anyhow::Result<SigningKey> {
    use std::os::unix::fs::PermissionsExt;
    let key = SigningKey::parse(&text(path)?, kind).with_context(|| path.display().to_string())?;
    if std::fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
        let path = path.display();
        bail!("others on this machine can read {path}: chmod 600 {path}");
    }
    Ok(key)
}

/// Reads a text file.
pub(crate) fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}

/// Writes a secret into a new file for its owner alone.
pub(crate) fn write_secret(path: &Path, secret: &str) -> anyhow::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(path);
    let mut file =
        file.with_context(|| format!("{} could not be made; is it there?", path.display()))?;
    writeln!(file, "{secret}")?;
    file.sync_all()?;
    Ok(())
}

/// Writes a file whole or not at all.
pub(crate) fn write_whole(path: &Path, text: &str) -> anyhow::Result<()> {
    let beside = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    };
    write().with_context(|| format!("{} could not be written", path.display()))
}
