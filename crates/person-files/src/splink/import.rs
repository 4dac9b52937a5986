//! Takes back the clusters that Splink wrote, as our file of people.
//!
//! Splink's file has `cluster_id`, the column of record ids, and `source_dataset` when it linked
//! several tables; every other column is left unread. Invariant: each record keeps its id, and
//! two records are one person exactly when Splink gave them one cluster.

use super::run::band;
use crate::clusters::push_cell;
use crate::table::{Next, NotATable, Table};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use thiserror::Error;

/// Why clusters could not be taken.
#[derive(Debug, Error)]
pub enum ImportProblem {
    /// A file that is no table.
    #[error("the clusters' file {0}")]
    File(#[from] NotATable),
    /// A file without a needed column.
    #[error("the clusters' file has no column `{column}`; {remedy}")]
    NoColumn {
        /// The column.
        column: String,
        /// What helps.
        remedy: &'static str,
    },
    /// A row that cannot be read.
    #[error("line {line} of the clusters' file is not as wide as its header")]
    Row {
        /// The line.
        line: u64,
    },
    /// A row without an id or a cluster.
    #[error("line {line} of the clusters' file has no `{column}`")]
    Blank {
        /// The line.
        line: u64,
        /// The column.
        column: String,
    },
    /// A record that stands twice.
    #[error("line {line} of the clusters' file: this record stands on line {before} too")]
    Twice {
        /// The line.
        line: u64,
        /// The line before.
        before: u64,
    },
    /// The new file could not be written.
    #[error("the file of people could not be written ({0})")]
    Write(#[from] io::Error),
}

/// What was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// How many records.
    pub records: usize,
    /// How many people.
    pub people: usize,
}

/// Which columns are read.
struct Columns {
    id: usize,
    cluster: usize,
    source: Option<usize>,
}

/// Reads Splink's clusters and writes `record_id,person_id,band` in the order of the file. With
/// several sources a record is called `source:id`.
///
/// # Errors
/// The first problem, with its line.
pub fn import_clusters(
    clusters: &Path,
    record_id: &str,
    out: &mut dyn Write,
) -> Result<Imported, ImportProblem> {
    let mut table = Table::open(clusters)?;
    let columns = Columns::find(table.header(), record_id)?;
    let chosen = [Some(columns.id), Some(columns.cluster), columns.source];
    table.choose(&chosen.into_iter().flatten().collect::<Vec<_>>())?;
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut sizes: HashMap<String, u32> = HashMap::new();
    let mut records: Vec<(String, String)> = Vec::new();
    loop {
        match table.next_row()? {
            Next::End => break,
            Next::PassedOver { line, .. } => return Err(ImportProblem::Row { line }),
            Next::Row(row) => {
                let line = row.line();
                let cell = |at: usize, column: &str| match row.cell(at) {
                    "" => Err(ImportProblem::Blank {
                        line,
                        column: column.to_owned(),
                    }),
                    cell => Ok(cell),
                };
                let id = cell(columns.id, record_id)?;
                let cluster = cell(columns.cluster, "cluster_id")?.to_owned();
                let name = match columns.source {
                    Some(source) => format!("{}:{id}", cell(source, "source_dataset")?),
                    None => id.to_owned(),
                };
                if let Some(before) = lines.insert(name.clone(), line) {
                    return Err(ImportProblem::Twice { line, before });
                }
                *sizes.entry(cluster.clone()).or_default() += 1;
                records.push((name, cluster));
            }
        }
    }
    out.write_all(b"record_id,person_id,band\n")?;
    let mut line = String::new();
    for (name, cluster) in &records {
        line.clear();
        push_cell(&mut line, name);
        line.push(',');
        push_cell(&mut line, cluster);
        line.push_str(band(sizes[cluster]));
        out.write_all(line.as_bytes())?;
    }
    Ok(Imported {
        records: records.len(),
        people: sizes.len(),
    })
}

impl Columns {
    fn find(header: &[String], record_id: &str) -> Result<Self, ImportProblem> {
        let place = |column: &str| header.iter().position(|name| name == column);
        let needed = |column: &str, remedy| {
            place(column).ok_or_else(|| ImportProblem::NoColumn {
                column: column.to_owned(),
                remedy,
            })
        };
        Ok(Self {
            cluster: needed(
                "cluster_id",
                "write what `cluster_pairwise_predictions_at_threshold` gives",
            )?,
            id: needed(
                record_id,
                "name the column of record ids with `--record-id`",
            )?,
            source: place("source_dataset"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    fn file(name: &str, text: &str) -> PathBuf {
        let name = format!("kith-clusters-{}-{name}.csv", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn taken(name: &str, text: &str) -> Result<(Imported, String), String> {
        let path = file(name, text);
        let mut out = Vec::new();
        let imported = import_clusters(&path, "unique_id", &mut out);
        fs::remove_file(path).unwrap();
        let imported = imported.map_err(|problem| problem.to_string())?;
        Ok((imported, String::from_utf8(out).unwrap()))
    }

    #[test]
    fn clusters_become_people_with_a_band() {
        let text = "cluster_id,unique_id,surname\nr1,r1,x\nr1,r2,y\nr3,r3,z\n";
        let (imported, people) = taken("bands", text).unwrap();
        assert_eq!(
            imported,
            Imported {
                records: 3,
                people: 2
            }
        );
        let expected = "record_id,person_id,band\nr1,r1,automatic\nr2,r1,automatic\nr3,r3,alone\n";
        assert_eq!(people, expected);
    }

    #[test]
    fn records_of_several_sources_are_told_apart() {
        let text = "cluster_id,source_dataset,unique_id\na-1,a,1\na-1,b,1\n";
        let (imported, people) = taken("sources", text).unwrap();
        assert_eq!(imported.people, 1);
        assert!(
            people.contains("a:1,a-1,automatic\nb:1,a-1,automatic\n"),
            "{people}"
        );
    }

    #[test]
    fn what_is_no_file_of_clusters_is_told() {
        for (name, text, expected) in [
            (
                "none",
                "unique_id\nr1\n",
                "the clusters' file has no column `cluster_id`",
            ),
            (
                "other",
                "cluster_id,id\nr1,r1\n",
                "the clusters' file has no column `unique_id`",
            ),
            (
                "blank",
                "cluster_id,unique_id\n,r1\n",
                "line 2 of the clusters' file has no `cluster_id`",
            ),
            (
                "twice",
                "cluster_id,unique_id\nr1,r1\nr2,r1\n",
                "line 3 of the clusters' file: this record stands on line 2 too",
            ),
        ] {
            let problem = taken(name, text).unwrap_err();
            assert!(problem.starts_with(expected), "{problem}");
        }
    }
}
