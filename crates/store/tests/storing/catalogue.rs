//! Both migration folders make the same tables, and every column has a class.

use crate::plain_sql::{PlainSql, Sql};
use std::collections::BTreeSet;
use testkit::{TestCouncil, databases};

const COLUMNS: Sql = Sql {
    sqlite: "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c \
             where m.type = 'table' and m.name not like 'sqlite%' and m.name not like '%sqlx%'",
    postgres: "select table_name || '.' || column_name from information_schema.columns \
               where table_schema = 'public' and table_name not like '%sqlx%'",
};
const CLASSES: [&str; 10] = [
    "identity",
    "contact",
    "location",
    "relationship",
    "involvement",
    "case",
    "staff",
    "secret",
    "audit",
    "system",
];

/// The classified columns, as `table.column`.
fn classified() -> BTreeSet<String> {
    let file: toml::Table = include_str!("../../column_categories.toml")
        .parse()
        .unwrap();
    let mut columns = BTreeSet::new();
    for (table, classes) in &file {
        for (column, class) in classes.as_table().unwrap() {
            assert!(
                CLASSES.contains(&class.as_str().unwrap()),
                "{table}.{column} has no known class"
            );
            columns.insert(format!("{table}.{column}"));
        }
    }
    columns
}

#[tokio::test(flavor = "multi_thread")]
async fn every_column_of_both_databases_has_a_class_and_no_class_is_left_over() {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        let sql = PlainSql::open(&council).await;
        let columns: BTreeSet<String> = sql.texts(COLUMNS).await.into_iter().collect();
        assert!(
            columns.len() > 100,
            "only {} columns were read",
            columns.len()
        );
        assert_eq!(columns, classified(), "{}", council.database_name());
    }
}

#[test]
fn both_migration_folders_hold_files_of_the_same_names() {
    let names = |folder: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations")
            .join(folder);
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name());
        files.collect::<BTreeSet<_>>()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_says_what_it_holds() {
    for database in databases() {
        let council = TestCouncil::empty(database).await;
        let sql = PlainSql::open(&council).await;
        let silent = sql
            .texts(Sql {
                sqlite: "select name from sqlite_master where type = 'table' and 1 = 0",
                postgres: "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
                           where n.nspname = 'public' and c.relkind = 'r' and c.relname not like '%sqlx%' \
                           and obj_description(c.oid) is null",
            })
            .await;
        assert_eq!(silent, Vec::<String>::new());
    }
    let comments = include_str!("../../migrations/sqlite/202611230800_first_shape.sql");
    let lines: Vec<&str> = comments.lines().collect();
    for pair in lines
        .windows(2)
        .filter(|pair| pair[1].starts_with("create table"))
    {
        assert!(pair[0].starts_with("-- "), "{} has no comment", pair[1]);
    }
}
