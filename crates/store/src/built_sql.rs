//! The one module where SQL text is built at run time: many rows at once, and lists of ids.
//!
//! Only table and column names written in this crate, and placeholders, ever enter the text;
//! values are always bound.

use crate::StoreError;
use crate::database::Tx;
use sqlx::{AssertSqlSafe, Database, FromRow};
use uuid::Uuid;

/// One value to be bound.
pub(crate) enum Value {
    Text(Option<String>),
    Int(i64),
    Float(f64),
    Flag(Option<bool>),
    Id(Uuid),
}

/// A table and its columns, as a bulk insert names them.
pub(crate) struct Into {
    pub(crate) table: &'static str,
    pub(crate) columns: &'static [&'static str],
}

/// Both databases allow this many bound values in one statement.
const MOST_VALUES: usize = 30_000;
const MOST_ROWS: usize = 128;

/// Inserts rows, some hundreds in a statement. `rows` holds the columns' values row after row.
pub(crate) async fn insert_rows(
    tx: &mut Tx,
    into: &Into,
    rows: Vec<Value>,
) -> Result<(), StoreError> {
    insert(tx, into, rows, "").await
}

/// As [`insert_rows`], leaving out rows whose key is there already.
pub(crate) async fn insert_new_rows(
    tx: &mut Tx,
    into: &Into,
    rows: Vec<Value>,
) -> Result<(), StoreError> {
    insert(tx, into, rows, " on conflict do nothing").await
}

/// Binds one [`Value`] after another to a query.
macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Int(number) => query.bind(number),
                Value::Float(number) => query.bind(number),
                Value::Flag(flag) => query.bind(flag),
                Value::Id(id) => query.bind(id),
            };
        }
        query
    }};
}

async fn insert(tx: &mut Tx, into: &Into, rows: Vec<Value>, tail: &str) -> Result<(), StoreError> {
    let width = into.columns.len();
    let per_statement = (MOST_VALUES / width).min(MOST_ROWS);
    let mut left = rows.len() / width;
    let mut values = rows.into_iter();
    while left > 0 {
        let count = left.min(per_statement);
        let sql = AssertSqlSafe(insert_text(into, count, tail, matches!(tx, Tx::Sqlite(_))));
        let batch = values.by_ref().take(count * width);
        match tx {
            Tx::Sqlite(c) => {
                bound!(sqlx::query::<sqlx::Sqlite>(sql), batch)
                    .execute(&mut **c)
                    .await?;
            }
            Tx::Postgres(c) => {
                bound!(sqlx::query::<sqlx::Postgres>(sql), batch)
                    .execute(&mut **c)
                    .await?;
            }
        }
        left -= count;
    }
    Ok(())
}

/// SQLite looks numbered placeholders up by name, one by one, which is slow for thousands of
/// them; its plain `?` is not. PostgreSQL knows numbers only.
fn insert_text(into: &Into, rows: usize, tail: &str, is_sqlite: bool) -> String {
    use std::fmt::Write;
    let mut sql = format!(
        "insert into {} ({}) values ",
        into.table,
        into.columns.join(", ")
    );
    let mut place = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..into.columns.len() {
            place += 1;
            sql.push_str(if column == 0 { "" } else { ", " });
            if is_sqlite {
                sql.push('?');
            } else {
                write!(sql, "${place}").expect("writing to a String cannot fail");
            }
        }
        sql.push(')');
    }
    sql.push_str(tail);
    sql
}

/// Runs a query whose text holds `:list`, once for each 500 values of the list; `first` is `$1`.
pub(crate) async fn all_in<Row>(
    tx: &mut Tx,
    sql: &'static str,
    first: i64,
    list: Vec<Value>,
) -> Result<Vec<Row>, StoreError>
where
    Row: Send
        + Unpin
        + for<'r> FromRow<'r, <sqlx::Sqlite as Database>::Row>
        + for<'r> FromRow<'r, <sqlx::Postgres as Database>::Row>,
{
    let mut found = Vec::new();
    let mut left = list.len();
    let mut values = list.into_iter();
    while left > 0 {
        let count = left.min(500);
        let places: Vec<String> = (0..count).map(|at| format!("${}", at + 2)).collect();
        let text = AssertSqlSafe(sql.replace(":list", &places.join(", ")));
        let some = values.by_ref().take(count);
        match tx {
            Tx::Sqlite(c) => {
                let query = sqlx::query_as::<sqlx::Sqlite, Row>(text).bind(first);
                found.extend(bound!(query, some).fetch_all(&mut **c).await?);
            }
            Tx::Postgres(c) => {
                let query = sqlx::query_as::<sqlx::Postgres, Row>(text).bind(first);
                found.extend(bound!(query, some).fetch_all(&mut **c).await?);
            }
        }
        left -= count;
    }
    Ok(found)
}

/// Ids as a list of values.
pub(crate) fn ids(ids: impl IntoIterator<Item = Uuid>) -> Vec<Value> {
    ids.into_iter().map(Value::Id).collect()
}
