//! Loading an extract: read under limits, check each row, stage what is good.
//!
//! Invariants
//! - Nothing of a load is visible until it is linked and published.
//! - The same bytes a second time change nothing.
//! - A load that would shrink a source, or blank a column, stops and says so.

use crate::access::event;
use crate::withheld::Withheld;
use crate::{At, Kith};
use audit::AuditAction;
use intake::{
    ExtractProfile, ExtractRefused, ExtractReport, Record, Shrinkage, SourceSpecification,
    compare_with_before, content_hash_of, read_extract,
};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use store::{ActiveLoad, Mint, NewLoad, StagedLoad, StoreError, StoredFinding};
use tokio::sync::mpsc;
use vocabulary::{Date, LoadId, SourceId};

/// One file to be loaded.
pub struct ExtractToLoad<'a> {
    /// The source.
    pub source: &'a SourceId,
    /// The file.
    pub path: &'a Path,
    /// The day to which it is current; nothing: the day of the load.
    pub as_of: Option<Date>,
    /// Load it although it is smaller than the one before.
    pub accept_shrinkage: bool,
    /// Check only; keep nothing.
    pub dry_run: bool,
}

/// What came of loading a file.
pub enum LoadOutcome {
    /// Staged: the next link and publish make it visible.
    Staged(LoadedExtract),
    /// Checked only.
    Checked(LoadedExtract),
    /// The same bytes are loaded already.
    AlreadyLoaded {
        /// The load that brought them.
        load: LoadId,
    },
    /// Held back: it is less than the delivery before, which stays.
    Shrunk {
        /// In which ways.
        ways: Vec<Shrinkage>,
        /// What was read.
        extract: LoadedExtract,
    },
}

/// A file that was read.
pub struct LoadedExtract {
    /// Id of the load.
    pub load: LoadId,
    /// What was read and found.
    pub report: ExtractReport,
}

/// Why a file could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The council has no such source.
    #[error("there is no source `{0}`; the sources are: {1}")]
    UnknownSource(SourceId, String),
    /// The file cannot be opened or read.
    #[error("{file} could not be read: {kind}")]
    File {
        /// The file's name.
        file: String,
        /// What kind of failure it was.
        kind: std::io::ErrorKind,
    },
    /// The ending of its name is not that of an extract.
    #[error(
        "{file} was not loaded: an extract is a text file whose name ends in .csv, .tsv or .txt; save it as CSV and give that"
    )]
    OtherEnding {
        /// The file's name.
        file: String,
    },
    /// Nothing of the file can be used.
    #[error("{file} was not loaded: {why}")]
    Refused {
        /// The file's name.
        file: String,
        /// Why.
        why: ExtractRefused,
    },
    /// The database failed; nothing of the file was kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The reading was interrupted.
    #[error("the reading was interrupted; nothing of the file was kept")]
    Interrupted,
}

/// Records that wait between the reader and the database: bounds the memory of a load.
const BATCH: usize = 2_000;

impl Kith {
    /// Loads one file of a source.
    ///
    /// # Errors
    /// When nothing of it can be kept; what was loaded before stays.
    pub async fn load_extract(
        &self,
        extract: &ExtractToLoad<'_>,
        mint: &mut Mint,
        at: At,
    ) -> Result<LoadOutcome, LoadError> {
        let specification = self.specification(extract.source)?;
        let file = file_name(extract.path);
        let hash = hash_of(extract.path)?;
        let active = self.store().active_loads().await?;
        let same = |load: &&ActiveLoad| {
            load.source == extract.source.as_str() && load.content_hash == hash
        };
        if let Some(known) = active.iter().find(same) {
            return Ok(LoadOutcome::AlreadyLoaded { load: known.id });
        }
        let load = LoadId::new(mint.id());
        let new = NewLoad {
            id: load,
            source: extract.source,
            file_name: &file,
            content_hash: &hash,
            as_of: extract.as_of.unwrap_or_else(|| at.today()),
            received_at: at.timestamp(),
        };
        let reading = Reading {
            specification: specification.clone(),
            path: extract.path.to_owned(),
            at,
        };
        let mut staging = self.store().begin_load(&new, mint.branch()).await?;
        let mut withheld = self.withheld().await?;
        let source = extract.source;
        let report = reading
            .into_staging(source, &mut staging, withheld.as_mut())
            .await?;
        let extract_read = LoadedExtract { load, report };
        if extract.dry_run {
            return Ok(LoadOutcome::Checked(extract_read));
        }
        let ways = shrinkage(&active, extract.source, &extract_read.report);
        if !ways.is_empty() && !extract.accept_shrinkage {
            return Ok(LoadOutcome::Shrunk {
                ways,
                extract: extract_read,
            });
        }
        let report = &extract_read.report;
        let profile = profile_to_text(&report.profile);
        let staged = StagedLoad {
            table: &report.table,
            rows: report.rows,
            kept: report.rows_kept,
            profile: &profile,
            findings: report.findings.iter().map(stored_finding).collect(),
        };
        staging.finish(staged).await?;
        if let Some(withheld) = withheld {
            let kept = self.after_withholding(source, withheld).await;
            kept.map_err(|_| LoadError::Interrupted)?;
        }
        self.record_load(extract.source, &extract_read, at).await?;
        Ok(LoadOutcome::Staged(extract_read))
    }

    pub(crate) fn specification(
        &self,
        source: &SourceId,
    ) -> Result<&SourceSpecification, LoadError> {
        self.source(source).ok_or_else(|| {
            let ids: Vec<&str> = self
                .sources()
                .iter()
                .map(|known| known.id().as_str())
                .collect();
            LoadError::UnknownSource(source.clone(), ids.join(", "))
        })
    }

    async fn record_load(
        &self,
        source: &SourceId,
        loaded: &LoadedExtract,
        at: At,
    ) -> Result<(), StoreError> {
        let mut applied = event(AuditAction::LoadApplied, at, &loaded.load.to_string());
        applied.rulebook_version = Some(self.rulebook().version().to_owned());
        applied.note = Some(format!(
            "source {source}, table {}, {} of {} rows kept",
            loaded.report.table, loaded.report.rows_kept, loaded.report.rows
        ));
        self.store().record(applied).await.map(|_| ())
    }
}

/// A file on its way from the reader's thread to the database.
struct Reading {
    specification: SourceSpecification,
    path: PathBuf,
    at: At,
}

impl Reading {
    /// Rows about protected persons are left out here; the report does not know of it.
    async fn into_staging(
        self,
        source: &SourceId,
        staging: &mut store::Staging,
        mut withheld: Option<&mut Withheld>,
    ) -> Result<ExtractReport, LoadError> {
        let (sender, mut receiver) = mpsc::channel::<Vec<Record>>(4);
        let reader = tokio::task::spawn_blocking(move || self.read(&sender));
        while let Some(batch) = receiver.recv().await {
            let batch = match withheld.as_mut() {
                Some(withheld) => withheld.keep(source, batch),
                None => batch,
            };
            staging.write(batch).await?;
        }
        reader.await.map_err(|_| LoadError::Interrupted)?
    }

    fn read(&self, sender: &mpsc::Sender<Vec<Record>>) -> Result<ExtractReport, LoadError> {
        let file = file_name(&self.path);
        let input = open(&self.path)?;
        let mut batch = Vec::with_capacity(BATCH);
        let mut is_open = true;
        let mut sink = |record: Record| {
            batch.push(record);
            if batch.len() == BATCH {
                is_open &= sender.blocking_send(std::mem::take(&mut batch)).is_ok();
            }
        };
        let report = read_extract(
            &self.specification,
            &file,
            input,
            self.at.today(),
            &mut sink,
        )
        .map_err(|why| LoadError::Refused { file, why })?;
        if !batch.is_empty() {
            is_open &= sender.blocking_send(batch).is_ok();
        }
        if is_open {
            Ok(report)
        } else {
            Err(LoadError::Interrupted)
        }
    }
}

/// In which ways a file is less than the newest load of the same table.
fn shrinkage(active: &[ActiveLoad], source: &SourceId, report: &ExtractReport) -> Vec<Shrinkage> {
    active
        .iter()
        .find(|load| load.source == source.as_str() && load.table == report.table)
        .and_then(|load| profile_from_text(&load.profile))
        .map(|before| compare_with_before(&before, &report.profile))
        .unwrap_or_default()
}

fn stored_finding(finding: &intake::Finding) -> StoredFinding {
    StoredFinding {
        line: i64::try_from(finding.line).unwrap_or(i64::MAX),
        column_name: finding.column.clone(),
        kind: finding.kind.code().to_owned(),
        severity: finding.kind.severity().label().to_owned(),
        words: finding.to_string(),
    }
}

fn profile_to_text(profile: &ExtractProfile) -> String {
    serde_json::json!({ "rows": profile.rows, "filled": profile.filled }).to_string()
}

fn profile_from_text(text: &str) -> Option<ExtractProfile> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let filled: BTreeMap<String, u64> =
        serde_json::from_value(value.get("filled")?.clone()).ok()?;
    Some(ExtractProfile {
        rows: value.get("rows")?.as_u64()?,
        filled,
    })
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || "the file".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// How the name of an extract ends. What is in it is looked at too: both have to fit.
const ENDINGS: [&str; 3] = ["csv", "tsv", "txt"];

pub(crate) fn open(path: &Path) -> Result<impl Read + use<>, LoadError> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    if !ending.is_some_and(|ending| ENDINGS.iter().any(|it| it.eq_ignore_ascii_case(ending))) {
        return Err(LoadError::OtherEnding {
            file: file_name(path),
        });
    }
    let file = File::open(path).map_err(|error| LoadError::File {
        file: file_name(path),
        kind: error.kind(),
    })?;
    Ok(BufReader::with_capacity(1 << 16, file))
}

fn hash_of(path: &Path) -> Result<String, LoadError> {
    content_hash_of(open(path)?).map_err(|error| LoadError::File {
        file: file_name(path),
        kind: error.kind(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_back_as_written() {
        let filled = BTreeMap::from([("Born".to_owned(), 7)]);
        let profile = ExtractProfile { rows: 9, filled };
        assert_eq!(profile_from_text(&profile_to_text(&profile)), Some(profile));
        assert_eq!(profile_from_text("{}"), None);
    }
}
