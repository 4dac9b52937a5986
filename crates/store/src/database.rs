//! The two databases behind one type, transactions, and the macros that run one SQL text on both.
//!
//! SQLite has one writer connection and read-only readers (WAL, full synchronisation, so an
//! audit entry that was acknowledged survives a power cut). Transactions are opened here only.

use sqlx::ConnectOptions;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgSslMode};
use sqlx::sqlite::SqliteSynchronous;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use sqlx::{Postgres, Sqlite};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where a council's data lives.
#[derive(Clone)]
pub enum Database {
    /// One SQLite file, made when it is not there.
    SqliteFile(PathBuf),
    /// A PostgreSQL connection address; it may hold a password and is never printed.
    Postgres(String),
}

/// The council's data: opened once, cheap to clone.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
}

#[derive(Clone)]
enum Pools {
    Sqlite {
        writer: SqlitePool,
        reader: SqlitePool,
    },
    Postgres(PgPool),
}

/// Why the store could not do what was asked. No variant holds a value from a row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be reached or opened.
    #[error("the database could not be opened: {0}")]
    Unreachable(String),
    /// The database's tables could not be brought up to date.
    #[error("the database could not be brought up to date: {0}")]
    Migration(String),
    /// A statement failed; the words are the database's, without values.
    #[error("the database refused a statement ({0})")]
    Statement(String),
    /// A stored value does not have its type any more.
    #[error("a stored value in `{0}` is unreadable")]
    Unreadable(&'static str),
    /// Nothing has been published yet.
    #[error("nothing has been published yet: load, link and publish first")]
    NothingPublished,
    /// The audit cannot be written, so nothing may be read.
    #[error("the audit cannot be written, so nothing is shown")]
    AuditUnwritable,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Statement(without_values(&error))
    }
}

/// What kind of failure it was: the driver's own text may hold values, so only codes leave.
fn without_values(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(cause) => match (cause.code(), cause.table()) {
            (Some(code), Some(table)) => format!("code {code}, table {table}"),
            (Some(code), None) => format!("code {code}"),
            _ => "no code".to_owned(),
        },
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} has another type"),
        sqlx::Error::RowNotFound => "a row is missing".to_owned(),
        sqlx::Error::PoolTimedOut => "no connection became free in time".to_owned(),
        sqlx::Error::Io(cause) => format!("input or output: {}", cause.kind()),
        _ => "connection".to_owned(),
    }
}

/// One open transaction on either database.
pub(crate) enum Tx {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Store {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// When it cannot be opened, or a migration fails.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        let pools = match database {
            Database::SqliteFile(path) => open_sqlite(path).await?,
            Database::Postgres(address) => open_postgres(address).await?,
        };
        Ok(Self { pools })
    }

    /// Opens the database for reading only: nothing can be written, and the tables are taken as
    /// they are. For a check that must not be able to change what it checks.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open_read_only(database: &Database) -> Result<Self, StoreError> {
        let pools = match database {
            Database::SqliteFile(path) => {
                let reader = sqlite_reader(&sqlite_options(path)).await?;
                Pools::Sqlite {
                    writer: reader.clone(),
                    reader,
                }
            }
            Database::Postgres(address) => {
                let read_only = [("default_transaction_read_only", "on")];
                Pools::Postgres(postgres_pool(postgres_options(address)?.options(read_only)).await?)
            }
        };
        Ok(Self { pools })
    }

    /// Which database this is, in a word.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.pools {
            Pools::Sqlite { .. } => "SQLite",
            Pools::Postgres(_) => "PostgreSQL",
        }
    }

    /// Whether the account of the database may change its tables, which serving does not need.
    /// Never so with SQLite, which has no accounts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn may_change_tables(&self) -> Result<bool, StoreError> {
        let Pools::Postgres(pool) = &self.pools else {
            return Ok(false);
        };
        let mighty = sqlx::query_scalar::<Postgres, bool>(
            "select t.tableowner = current_user or r.rolsuper from pg_tables t, pg_roles r \
             where t.schemaname = 'public' and t.tablename = 'audit_entry' \
             and r.rolname = current_user",
        );
        Ok(mighty.fetch_optional(pool).await?.unwrap_or_default())
    }

    /// A transaction that may write.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("begin immediate").await?),
            Pools::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// A transaction that only reads, and sees one state throughout.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { reader, .. } => Tx::Sqlite(reader.begin().await?),
            Pools::Postgres(pool) => Tx::Postgres(
                pool.begin_with("begin isolation level repeatable read read only")
                    .await?,
            ),
        })
    }

    /// Closes all connections; SQLite folds its write-ahead log into the file.
    pub async fn close(self) {
        match self.pools {
            Pools::Sqlite { writer, reader } => {
                reader.close().await;
                // Without this the file may lack the last commits until the driver's own thread
                // has ended; a failure costs nothing, because the log beside the file holds them.
                let folded = sqlx::query::<Sqlite>("pragma wal_checkpoint(truncate)");
                let _ = folded.execute(&writer).await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything in the transaction durable at once.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

async fn open_sqlite(path: &Path) -> Result<Pools, StoreError> {
    let options = sqlite_options(path);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options.clone().create_if_missing(true))
        .await
        .map_err(|error| unreachable(&error))?;
    sqlx::migrate!("./migrations/sqlite")
        .run(&writer)
        .await
        .map_err(|error| StoreError::Migration(error.to_string()))?;
    let reader = sqlite_reader(&options).await?;
    Ok(Pools::Sqlite { writer, reader })
}

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(20))
        .pragma("cache_size", "-65536")
        .pragma("mmap_size", "268435456")
        .pragma("temp_store", "memory")
        .pragma("analysis_limit", "400")
        .optimize_on_close(true, None)
        .disable_statement_logging()
}

async fn sqlite_reader(options: &SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    SqlitePoolOptions::new()
        .max_connections(8)
        .connect_with(options.clone().read_only(true))
        .await
        .map_err(|error| unreachable(&error))
}

async fn open_postgres(address: &str) -> Result<Pools, StoreError> {
    let pool = postgres_pool(postgres_options(address)?).await?;
    let changes = sqlx::migrate!("./migrations/postgres");
    // The account that serves may not change tables, so it is not asked to where nothing is due.
    if !is_up_to_date(&pool, &changes).await {
        changes
            .run(&pool)
            .await
            .map_err(|error| StoreError::Migration(error.to_string()))?;
    }
    Ok(Pools::Postgres(pool))
}

/// Whether every change to the tables has been made, and no other.
async fn is_up_to_date(pool: &PgPool, changes: &Migrator) -> bool {
    let made = sqlx::query_as::<Postgres, (i64, Vec<u8>, bool)>(
        "select version, checksum, success from _sqlx_migrations order by version",
    );
    // A new database has no such table yet.
    let Ok(made) = made.fetch_all(pool).await else {
        return false;
    };
    let mut due: Vec<_> = changes.iter().collect();
    due.sort_by_key(|change| change.version);
    made.len() == due.len()
        && made
            .iter()
            .zip(due)
            .all(|((version, checksum, is_whole), change)| {
                *is_whole && *version == change.version && checksum[..] == change.checksum[..]
            })
}

fn postgres_options(address: &str) -> Result<PgConnectOptions, StoreError> {
    let options: Result<PgConnectOptions, _> = address.parse();
    let options = options
        .map_err(|_| StoreError::Unreachable("its address is not one of PostgreSQL".to_owned()))?;
    if !is_private(&options) {
        return Err(StoreError::Unreachable(
            "its address leads over a network without checked encryption: add \
             sslmode=verify-full to it"
                .to_owned(),
        ));
    }
    Ok(options.disable_statement_logging())
}

/// Whether nobody on the way reads along: the same machine, or TLS whose certificate is checked.
fn is_private(options: &PgConnectOptions) -> bool {
    let is_checked = matches!(
        options.get_ssl_mode(),
        PgSslMode::VerifyCa | PgSslMode::VerifyFull
    );
    let host = options.get_host();
    let is_here = options.get_socket().is_some()
        || host.starts_with('/')
        || host.eq_ignore_ascii_case("localhost")
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    is_checked || is_here
}

async fn postgres_pool(options: PgConnectOptions) -> Result<PgPool, StoreError> {
    PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(20))
        .connect_with(options)
        .await
        .map_err(|error| unreachable(&error))
}

fn unreachable(error: &sqlx::Error) -> StoreError {
    StoreError::Unreachable(without_values(error))
}

/// All rows of a query as `$row`, on whichever database the transaction is.
macro_rules! all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::database::Tx::Sqlite(c) =>
                sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.fetch_all(&mut **c).await,
            $crate::database::Tx::Postgres(c) =>
                sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.fetch_all(&mut **c).await,
        }.map_err($crate::StoreError::from)
    };
}

/// The first row of a query, or nothing.
macro_rules! first {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::database::Tx::Sqlite(c) =>
                sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.fetch_optional(&mut **c).await,
            $crate::database::Tx::Postgres(c) =>
                sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.fetch_optional(&mut **c).await,
        }.map_err($crate::StoreError::from)
    };
}

/// Runs a statement; gives the number of rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::database::Tx::Sqlite(c) =>
                sqlx::query::<sqlx::Sqlite>($sql)$(.bind($bind))*.execute(&mut **c).await
                    .map(|done| done.rows_affected()),
            $crate::database::Tx::Postgres(c) =>
                sqlx::query::<sqlx::Postgres>($sql)$(.bind($bind))*.execute(&mut **c).await
                    .map(|done| done.rows_affected()),
        }.map_err($crate::StoreError::from)
    };
}

pub(crate) use {all, first, run};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_on_another_machine_is_spoken_to_over_checked_tls_only() {
        let answer = |address: &str| postgres_options(address).map(|_| ());
        for address in [
            "postgres://kith@localhost/kith",
            "postgres://kith@127.0.0.1:5433/kith?sslmode=disable",
            "postgres://kith@[::1]/kith",
            "postgres://kith@localhost/kith?host=/run/postgresql",
            "postgres://kith@db.council.example/kith?sslmode=verify-full",
            "postgres://kith@10.0.0.5/kith?sslmode=verify-ca",
        ] {
            assert!(answer(address).is_ok(), "{address}");
        }
        for address in [
            "postgres://kith@db.council.example/kith",
            "postgres://kith@db.council.example/kith?sslmode=disable",
            "postgres://kith@10.0.0.5/kith?sslmode=prefer",
            "postgres://kith@localhost.example/kith?sslmode=require",
            "postgres://kith@127.0.0.1.example/kith",
        ] {
            let Err(StoreError::Unreachable(why)) = answer(address) else {
                panic!("{address} was taken");
            };
            assert!(why.contains("sslmode=verify-full") && !why.contains("kith@"));
        }
    }
}
