//! The council's key for secrets that are kept: from the environment, or from one file that is
//! made at the first use.
//!
//! Invariant: only the owner may read the file, and the key is never printed.

use crate::clock;
use anyhow::{Context, bail};
use operations::identity::SealingKey;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// The variable that holds the key where a folder may not.
const VARIABLE: &str = "KITH_SECRET_KEY";
/// The file in the council's folder.
const FILE: &str = "secret.key";

/// The key of the council in this folder.
pub(crate) fn of(folder: &Path) -> anyhow::Result<SealingKey> {
    if let Ok(text) = std::env::var(VARIABLE) {
        return SealingKey::parse(&text)
            .with_context(|| format!("{VARIABLE} is not 64 hexadecimal digits"));
    }
    let place = folder.join(FILE);
    match std::fs::read_to_string(&place) {
        Ok(text) => {
            let mode = std::fs::metadata(&place)?.permissions().mode();
            if mode & 0o077 != 0 {
                let place = place.display();
                bail!("others on this machine can read {place}: chmod 600 {place}");
            }
            SealingKey::parse(&text)
                .with_context(|| format!("{} does not hold a key", place.display()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => make(&place),
        Err(error) => Err(error).with_context(|| format!("{} could not be read", place.display())),
    }
}

fn make(place: &Path) -> anyhow::Result<SealingKey> {
    let key = SealingKey::new(clock::secret()?);
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(place);
    let mut file = file.with_context(|| format!("{} could not be made", place.display()))?;
    writeln!(file, "{}", key.reveal())?;
    file.sync_all()?;
    Ok(key)
}
