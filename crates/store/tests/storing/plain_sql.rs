//! A second connection that speaks plain SQL, as somebody with the database's password could.

use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{PgPool, SqlitePool};
use store::Database;
use testkit::TestCouncil;

/// A connection past the store.
pub(crate) enum PlainSql {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// One statement for each database.
#[derive(Clone, Copy)]
pub(crate) struct Sql {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

impl From<&'static str> for Sql {
    fn from(both: &'static str) -> Self {
        Self {
            sqlite: both,
            postgres: both,
        }
    }
}

impl PlainSql {
    pub(crate) async fn open(council: &TestCouncil) -> Self {
        match council.database() {
            Database::SqliteFile(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                // One connection: a second would hold on to a trigger that the first has dropped.
                let one = SqlitePoolOptions::new().max_connections(1);
                Self::Sqlite(one.connect_with(options).await.unwrap())
            }
            Database::Postgres(address) => Self::Postgres(PgPool::connect(address).await.unwrap()),
        }
    }

    /// Runs a statement; false when the database refuses it.
    pub(crate) async fn run(&self, sql: impl Into<Sql>) -> bool {
        let sql = sql.into();
        let done = match self {
            Self::Sqlite(pool) => sqlx::raw_sql(sql.sqlite).execute(pool).await.map(|_| ()),
            Self::Postgres(pool) => sqlx::raw_sql(sql.postgres).execute(pool).await.map(|_| ()),
        };
        done.is_ok()
    }

    /// The first column of every row, as text.
    pub(crate) async fn texts(&self, sql: impl Into<Sql>) -> Vec<String> {
        let sql = sql.into();
        match self {
            Self::Sqlite(pool) => sqlx::query_scalar(sql.sqlite)
                .fetch_all(pool)
                .await
                .unwrap(),
            Self::Postgres(pool) => sqlx::query_scalar(sql.postgres)
                .fetch_all(pool)
                .await
                .unwrap(),
        }
    }
}
