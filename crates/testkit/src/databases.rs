//! The databases on which a story is told: SQLite always, PostgreSQL where one is given.
//!
//! `KITH_TEST_POSTGRES` holds the address of a server on which databases may be made; the full
//! test run starts one. Without it the tests say on standard error that PostgreSQL was left out.

use operations::Database;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A database of a test's own.
pub struct TestDatabase {
    /// How to open it.
    pub database: Database,
    name: &'static str,
    folder: PathBuf,
    server: Option<(String, String)>,
}

/// A database that was filled once and is copied from then on.
pub(crate) enum Made {
    Sqlite(Vec<u8>),
    Postgres(String),
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Every database that is there to test on.
///
/// # Panics
/// When a database cannot be made: the test cannot be run then.
#[must_use]
pub fn databases() -> Vec<TestDatabase> {
    let mut all = vec![TestDatabase::sqlite()];
    match std::env::var("KITH_TEST_POSTGRES") {
        Ok(server) => all.push(TestDatabase::postgres(&server)),
        Err(_) => note("KITH_TEST_POSTGRES is not set: this test ran on SQLite only"),
    }
    all
}

impl TestDatabase {
    /// A SQLite file in a folder of its own.
    ///
    /// # Panics
    /// When the folder cannot be made.
    #[must_use]
    pub fn sqlite() -> Self {
        let folder = folder();
        let database = Database::SqliteFile(folder.join("kith.db"));
        Self {
            database,
            name: "SQLite",
            folder,
            server: None,
        }
    }

    fn postgres(server: &str) -> Self {
        let folder = folder();
        let name = format!(
            "kith_test_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        psql(server, &format!("create database {name}"));
        let (base, _) = server
            .rsplit_once('/')
            .expect("the address ends in a database name");
        let database = Database::Postgres(format!("{base}/{name}"));
        Self {
            database,
            name: "PostgreSQL",
            folder,
            server: Some((server.to_owned(), name)),
        }
    }

    /// Fills the database with a copy of one that was made before: the bytes of a SQLite file, or
    /// the name of a PostgreSQL database.
    pub(crate) fn copy(&self, made: &Made) {
        match (made, &self.database, &self.server) {
            (Made::Sqlite(bytes), Database::SqliteFile(path), _) => {
                std::fs::write(path, bytes).expect("the folder is writable");
            }
            (Made::Postgres(template), Database::Postgres(_), Some((server, name))) => {
                psql(server, &format!("drop database {name}"));
                psql(
                    server,
                    &format!("create database {name} template {template}"),
                );
            }
            _ => panic!("a database is copied to one of its own kind"),
        }
    }

    /// Another one of the same kind.
    pub(crate) fn another(&self) -> Self {
        match &self.server {
            Some((server, _)) => Self::postgres(server),
            None => Self::sqlite(),
        }
    }

    /// What was made here, for copies of it; every connection must be closed. A PostgreSQL
    /// database stays on the server for the life of the test's server.
    pub(crate) fn made(mut self) -> Made {
        match &self.database {
            Database::SqliteFile(path) => Made::Sqlite(std::fs::read(path).expect("it was made")),
            Database::Postgres(_) => {
                Made::Postgres(self.server.take().expect("it is on a server").1)
            }
        }
    }

    /// Which database it is, for messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// A folder for the test's files, removed with the database.
    #[must_use]
    pub fn folder(&self) -> &PathBuf {
        &self.folder
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Some((server, name)) = &self.server {
            let drop = format!("drop database if exists {name} with (force)");
            let _ = Command::new("psql")
                .args([server, "-q", "-c", &drop])
                .status();
        }
    }
}

fn folder() -> PathBuf {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("kith-test-{}-{count}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
    folder
}

fn psql(server: &str, statement: &str) {
    let done = Command::new("psql")
        .args([server, "-q", "-c", statement])
        .status();
    assert!(
        done.is_ok_and(|status| status.success()),
        "psql could not run: {statement}"
    );
}

#[expect(clippy::print_stderr, reason = "a test says openly what it left out")]
fn note(words: &str) {
    eprintln!("{words}");
}
