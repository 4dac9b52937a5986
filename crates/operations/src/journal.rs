//! The journal of restrictions beside the database: a restored backup is brought up to date from
//! it before anybody may look.
//!
//! Invariants
//! - A change is on the disk of the journal before it is acknowledged; the file is only added to.
//! - A council opens only when every line of the journal stands in the database.

use crate::access::event;
use crate::{At, Kith, OpenError, OperationError};
use audit::AuditAction;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use store::Store;

/// The journal and the lines that are known to be in it.
pub(crate) struct Journal {
    path: PathBuf,
    known: Mutex<BTreeSet<String>>,
}

impl Journal {
    /// Opens the journal and brings the database up to it; gives how many lines were read back.
    pub(crate) async fn open(path: &Path, store: &Store) -> Result<(Self, usize), OpenError> {
        let lines = read(path).map_err(|error| OpenError::Journal(error.kind()))?;
        let there: BTreeSet<String> = store.restriction_lines().await?.into_iter().collect();
        let missing: Vec<String> = lines
            .iter()
            .filter(|line| !there.contains(*line))
            .cloned()
            .collect();
        if !missing.is_empty() {
            let replayed = store.replay_restrictions(&missing).await;
            replayed.map_err(|_| OpenError::JournalDoesNotFit)?;
            let there: BTreeSet<String> = store.restriction_lines().await?.into_iter().collect();
            if lines.iter().any(|line| !there.contains(line)) {
                return Err(OpenError::JournalDoesNotFit);
            }
        }
        let journal = Self {
            path: path.to_owned(),
            known: Mutex::new(lines.into_iter().collect()),
        };
        journal
            .keep(store.restriction_lines().await?)
            .map_err(|error| OpenError::Journal(error.kind()))?;
        Ok((journal, missing.len()))
    }

    /// Adds the lines that are new, and makes them durable.
    fn keep(&self, lines: Vec<String>) -> std::io::Result<()> {
        let mut known = self
            .known
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let new: Vec<&String> = lines.iter().filter(|line| !known.contains(*line)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        for line in new {
            text.push_str(line);
            text.push('\n');
        }
        let mut file = owned_by_us(&self.path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        known.extend(lines);
        Ok(())
    }
}

impl Kith {
    /// Records that the journal was read back, when it was.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub async fn record_replay(&self, at: At) -> Result<(), OperationError> {
        if self.restrictions_replayed() > 0 {
            let mut replayed = event(AuditAction::JournalReplayed, at, "start");
            replayed.note = Some(format!("{} lines", self.restrictions_replayed()));
            self.store().record(replayed).await?;
        }
        Ok(())
    }

    /// Reads the lines of a journal back, all or none.
    ///
    /// # Errors
    /// When a line cannot be read, or the audit, the journal or the database fails.
    pub async fn replay_restrictions(
        &self,
        lines: &[String],
        at: At,
    ) -> Result<(), OperationError> {
        self.store().replay_restrictions(lines).await?;
        let mut replayed = event(AuditAction::JournalReplayed, at, "command line");
        replayed.note = Some(format!("{} lines", lines.len()));
        self.store().record(replayed).await?;
        self.keep_journal().await
    }

    /// Writes what changed into the journal; only then is a change acknowledged.
    pub(crate) async fn keep_journal(&self) -> Result<(), OperationError> {
        let Some(journal) = self.journal() else {
            return Ok(());
        };
        let lines = self.store().restriction_lines().await?;
        let kept = journal.keep(lines);
        kept.map_err(|_| OperationError::JournalUnwritable)
    }
}

/// The whole lines of a journal; nothing when there is none yet. What a power cut left of a line
/// was never acknowledged, and is cut off.
fn read(path: &Path) -> std::io::Result<Vec<String>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut text = String::new();
    File::open(path)?.read_to_string(&mut text)?;
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    if whole < text.len() {
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(u64::try_from(whole).unwrap_or(0))?;
        file.sync_all()?;
    }
    Ok(text[..whole].lines().map(str::to_owned).collect())
}

/// The file, for adding to; readable by its owner only.
fn owned_by_us(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
