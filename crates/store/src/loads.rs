//! Loads: which deliveries there are, which of them count, what was wrong in them.
//!
//! Invariant: of each table of each source the newest load that is not withdrawn counts;
//! the same bytes are never staged twice while they count.

use crate::built_sql::{self, Into, Value};
use crate::database::{Tx, all, first, run};
use crate::{Store, StoreError};
use uuid::Uuid;
use vocabulary::{Date, LoadId, SourceId};

/// A delivery about to be staged.
pub struct NewLoad<'a> {
    /// Id of the load.
    pub id: LoadId,
    /// The source.
    pub source: &'a SourceId,
    /// The file's name without its folder.
    pub file_name: &'a str,
    /// SHA-256 of its bytes, hexadecimal.
    pub content_hash: &'a str,
    /// The day to which it is current.
    pub as_of: Date,
    /// When it was received.
    pub received_at: jiff::Timestamp,
}

/// A load in the list of loads.
#[derive(Debug, Clone)]
pub struct LoadSummary {
    /// Id of the load.
    pub id: LoadId,
    /// The source.
    pub source: String,
    /// The table within the source.
    pub table: String,
    /// The file's name without its folder.
    pub file_name: String,
    /// The day to which it is current.
    pub as_of: String,
    /// When it was received.
    pub received_at: String,
    /// Where it stands.
    pub state: LoadState,
    /// Rows read.
    pub rows: i64,
    /// Rows kept.
    pub kept: i64,
}

/// Where a load stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadState {
    /// Read and kept; not yet visible.
    Staged,
    /// Part of what is published.
    Published,
    /// A newer load of the same table has taken its place.
    Superseded,
    /// Taken back.
    Withdrawn,
}

/// A load that counts, with what is needed to compare the next one with it.
#[derive(Debug, Clone)]
pub struct ActiveLoad {
    /// Id of the load.
    pub id: LoadId,
    /// The source.
    pub source: String,
    /// The table within the source.
    pub table: String,
    /// SHA-256 of its bytes.
    pub content_hash: String,
    /// Rows and filled cells, as `intake` wrote them.
    pub profile: String,
}

/// What a staged load came to.
pub struct StagedLoad<'a> {
    /// The table that the file turned out to be.
    pub table: &'a str,
    /// Rows read.
    pub rows: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows and filled cells, as `intake` writes them.
    pub profile: &'a str,
    /// What was wrong.
    pub findings: Vec<StoredFinding>,
}

/// One finding as kept: place and kind, never a value.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StoredFinding {
    /// Line in the file, counted from 1.
    pub line: i64,
    /// The column, where one is meant.
    pub column_name: Option<String>,
    /// Code of the kind.
    pub kind: String,
    /// Row refused, value left out or remark.
    pub severity: String,
    /// The whole finding in words.
    pub words: String,
}

impl LoadState {
    /// The word in the table.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Published => "published",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn parse(code: &str) -> Result<Self, StoreError> {
        [
            Self::Staged,
            Self::Published,
            Self::Superseded,
            Self::Withdrawn,
        ]
        .into_iter()
        .find(|state| state.code() == code)
        .ok_or(StoreError::Unreadable("source_load.state"))
    }
}

/// Loads that count now: staged or published, newest of each table.
const ACTIVE: &str = "select id, source, table_name, content_hash, profile from source_load \
     where state in ('staged', 'published') order by source, table_name, received_at, id";

type ActiveRow = (Uuid, String, String, String, String);

impl Store {
    /// The loads that the next link run would use: newest of each table of each source.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn active_loads(&self) -> Result<Vec<ActiveLoad>, StoreError> {
        active(&mut self.read().await?).await
    }

    /// All loads, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn loads(&self) -> Result<Vec<LoadSummary>, StoreError> {
        type Row = (
            Uuid,
            String,
            String,
            String,
            String,
            String,
            String,
            i64,
            i64,
        );
        let mut tx = self.read().await?;
        let rows = all!(
            &mut tx,
            Row,
            "select id, source, table_name, file_name, as_of, received_at, state, row_count, kept_count \
             from source_load where state <> 'reading' order by received_at desc, id desc"
        )?;
        rows.into_iter()
            .map(
                |(id, source, table, file_name, as_of, received_at, state, rows, kept)| {
                    let state = LoadState::parse(&state)?;
                    let id = LoadId::new(id);
                    Ok(LoadSummary {
                        id,
                        source,
                        table,
                        file_name,
                        as_of,
                        received_at,
                        state,
                        rows,
                        kept,
                    })
                },
            )
            .collect()
    }

    /// The findings of one load, in the order of the file.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn findings(&self, load: LoadId) -> Result<Vec<StoredFinding>, StoreError> {
        let mut tx = self.read().await?;
        all!(
            &mut tx,
            StoredFinding,
            "select line, column_name, kind, severity, words from load_finding \
             where load_id = $1 order by position",
            load.uuid()
        )
    }

    /// Marks a load as taken back; the load that it superseded counts again.
    /// Nothing changes on pages until the next link and publish. False when there is no such load.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn withdraw_load(&self, load: LoadId) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let place: Option<(String, String)> = first!(
            &mut tx,
            (String, String),
            "select source, table_name from source_load where id = $1 and state <> 'withdrawn'",
            load.uuid()
        )?;
        let Some((source, table)) = place else {
            return Ok(false);
        };
        run!(
            &mut tx,
            "update source_load set state = 'withdrawn' where id = $1",
            load.uuid()
        )?;
        let before: Option<(Uuid,)> = first!(
            &mut tx,
            (Uuid,),
            "select id from source_load where source = $1 and table_name = $2 \
             and state = 'superseded' and not exists (select 1 from source_load newer \
                 where newer.source = $1 and newer.table_name = $2 and newer.state in ('staged', 'published')) \
             order by received_at desc, id desc limit 1",
            &source,
            &table
        )?;
        if let Some((id,)) = before {
            run!(
                &mut tx,
                "update source_load set state = 'staged' where id = $1",
                id
            )?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

pub(crate) async fn active(tx: &mut Tx) -> Result<Vec<ActiveLoad>, StoreError> {
    let rows = all!(tx, ActiveRow, ACTIVE)?;
    let mut loads: Vec<ActiveLoad> = Vec::with_capacity(rows.len());
    for (id, source, table, content_hash, profile) in rows {
        let load = ActiveLoad {
            id: LoadId::new(id),
            source,
            table,
            content_hash,
            profile,
        };
        match loads.last_mut() {
            Some(last) if last.source == load.source && last.table == load.table => *last = load,
            _ => loads.push(load),
        }
    }
    Ok(loads)
}

/// Writes the row of a load that is being read; it counts only once [`finish`] has run.
pub(crate) async fn begin(tx: &mut Tx, new: &NewLoad<'_>) -> Result<(), StoreError> {
    run!(
        tx,
        "insert into source_load (id, source, table_name, file_name, content_hash, as_of, received_at, \
         state, row_count, kept_count, profile) values ($1, $2, '', $3, $4, $5, $6, 'reading', 0, 0, '')",
        new.id.uuid(),
        new.source.as_str(),
        new.file_name,
        new.content_hash,
        new.as_of.to_string(),
        new.received_at.to_string()
    )?;
    Ok(())
}

/// Makes a read load count: an older staged load of the same table is superseded.
pub(crate) async fn finish(
    tx: &mut Tx,
    load: LoadId,
    source: &SourceId,
    staged: StagedLoad<'_>,
) -> Result<(), StoreError> {
    run!(
        tx,
        "update source_load set state = 'superseded' \
         where source = $1 and table_name = $2 and state = 'staged'",
        source.as_str(),
        staged.table
    )?;
    run!(
        tx,
        "update source_load set state = 'staged', table_name = $2, row_count = $3, kept_count = $4, \
         profile = $5 where id = $1",
        load.uuid(),
        staged.table,
        i64::try_from(staged.rows).unwrap_or(i64::MAX),
        i64::try_from(staged.kept).unwrap_or(i64::MAX),
        staged.profile
    )?;
    let mut rows = Vec::with_capacity(staged.findings.len() * 7);
    for (position, finding) in staged.findings.into_iter().enumerate() {
        rows.extend([
            Value::Id(load.uuid()),
            Value::Int(i64::try_from(position).unwrap_or(i64::MAX)),
            Value::Int(finding.line),
            Value::Text(finding.column_name),
            Value::Text(Some(finding.kind)),
            Value::Text(Some(finding.severity)),
            Value::Text(Some(finding.words)),
        ]);
    }
    built_sql::insert_rows(tx, &FINDING, rows).await
}

const FINDING: Into = Into {
    table: "load_finding",
    columns: &[
        "load_id",
        "position",
        "line",
        "column_name",
        "kind",
        "severity",
        "words",
    ],
};
