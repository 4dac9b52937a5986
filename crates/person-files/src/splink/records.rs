//! Reads the records of a plan from files, only the columns that the plan names.
//!
//! Values are taken as they stand, without the blanks at their ends, because Splink takes them
//! so; whatever should be alike must be written alike in the file. Invariant: a problem names a
//! file, a line and a column, never a value.

use crate::table::{Next, NotATable, Table as File};
use linkage::portable::{Plan, Table, TableBuilder, TableProblem};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why records could not be read.
#[derive(Debug, Error)]
pub enum RecordsProblem {
    /// A file that is no table.
    #[error("{} {problem}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        #[source]
        problem: NotATable,
    },
    /// A file without a column of the plan.
    #[error("{} has no column `{column}`, which the plan reads", file.display())]
    NoColumn {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
    },
    /// A row that is no record.
    #[error("{}, line {line}: the row is not as wide as the header; mend it or take it out", file.display())]
    Row {
        /// The file.
        file: PathBuf,
        /// The line.
        line: u64,
    },
    /// A record that cannot be taken.
    #[error("{}, line {line}: {problem}", file.display())]
    Record {
        /// The file.
        file: PathBuf,
        /// The line.
        line: u64,
        /// Why.
        #[source]
        problem: TableProblem,
    },
    /// The records together cannot be a table.
    #[error(transparent)]
    Records(#[from] TableProblem),
}

/// Reads every record of the files.
///
/// # Errors
/// The first problem, with its file and line.
pub fn read_records(plan: &Plan, files: &[PathBuf]) -> Result<Table, RecordsProblem> {
    let columns = plan.columns();
    let mut records = TableBuilder::new(&columns);
    for path in files {
        read_file(path, &plan.record_id, &columns, &mut records)?;
    }
    Ok(records.finish()?)
}

fn read_file(
    path: &Path,
    record_id: &str,
    columns: &[&str],
    records: &mut TableBuilder,
) -> Result<(), RecordsProblem> {
    let of_file = |problem| RecordsProblem::File {
        file: path.to_owned(),
        problem,
    };
    let mut file = File::open(path).map_err(of_file)?;
    let place = |column: &str| {
        let found = file.header().iter().position(|name| name == column);
        found.ok_or_else(|| RecordsProblem::NoColumn {
            file: path.to_owned(),
            column: column.to_owned(),
        })
    };
    let id = place(record_id)?;
    let places = columns.iter().map(|column| place(column));
    let places = places.collect::<Result<Vec<usize>, _>>()?;
    file.choose(&[&[id], places.as_slice()].concat())
        .map_err(of_file)?;
    loop {
        match file.next_row().map_err(of_file)? {
            Next::End => return Ok(()),
            Next::PassedOver { line, .. } => {
                let file = path.to_owned();
                return Err(RecordsProblem::Row { file, line });
            }
            Next::Row(row) => {
                let values = places.iter().map(|&place| row.cell(place));
                let taken = records.push(row.cell(id), values);
                taken.map_err(|problem| RecordsProblem::Record {
                    file: path.to_owned(),
                    line: row.line(),
                    problem,
                })?;
            }
        }
    }
}
