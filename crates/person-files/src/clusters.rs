//! The file of clusters: `record_id,person_id,band`, a row for each record in the order of the
//! files.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-` or `@`. Such an id is written with an
//! apostrophe before it, and an id that begins with an apostrophe gets a second one: taking one
//! apostrophe away gives every id back ([`plain_id`]). Numbers with a sign are left as they are.
//! Invariant: the file is whole or not there.

use crate::names::naming_records;
use crate::outcome::Outcome;
use crate::people::People;
use crate::whole_file::write_whole;
use std::io::{self, Write};
use std::path::Path;

/// How a record stands after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Joined with another record.
    Automatic,
    /// Alone, and a pair of it waits for a person.
    Possible,
    /// Alone.
    Alone,
}

impl Standing {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Possible => "possible",
            Self::Alone => "alone",
        }
    }
}

/// How each record stands.
pub(crate) fn standings(outcome: &Outcome) -> Vec<Standing> {
    let sizes = outcome.sizes();
    let joined = |cluster: &u32| sizes[*cluster as usize] > 1;
    let mut standings: Vec<Standing> = outcome
        .cluster_of
        .iter()
        .map(|cluster| {
            if joined(cluster) {
                Standing::Automatic
            } else {
                Standing::Alone
            }
        })
        .collect();
    for pair in &outcome.possible {
        for place in [pair.a, pair.b] {
            let standing = &mut standings[place as usize];
            if *standing == Standing::Alone {
                *standing = Standing::Possible;
            }
        }
    }
    standings
}

/// Writes the file of clusters.
pub(crate) fn write_clusters(path: &Path, people: &People, outcome: &Outcome) -> io::Result<()> {
    write_whole(path, |out| write_rows(out, people, outcome))
}

fn write_rows(out: &mut dyn Write, people: &People, outcome: &Outcome) -> io::Result<()> {
    let naming = naming_records(people, outcome);
    let standings = standings(outcome);
    out.write_all(b"record_id,person_id,band\n")?;
    let mut line = String::new();
    for (place, standing) in (0u32..).zip(standings) {
        let cluster = outcome.cluster_of[place as usize];
        line.clear();
        push_cell(&mut line, &people.name_of(place));
        line.push(',');
        push_cell(&mut line, &people.name_of(naming[cluster as usize]));
        line.push(',');
        line.push_str(standing.code());
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// Adds an id as a cell.
pub(crate) fn push_cell(line: &mut String, id: &str) {
    let needs_mark = is_run_by_spreadsheets(id) || id.starts_with('\'');
    let needs_quotes = id.contains(['"', ',', '\n', '\r', ';', '\t', '|', '\0']);
    if !needs_quotes {
        if needs_mark {
            line.push('\'');
        }
        line.push_str(id);
        return;
    }
    line.push('"');
    if needs_mark {
        line.push('\'');
    }
    line.push_str(&id.replace('"', "\"\""));
    line.push('"');
}

/// Whether a spreadsheet would take an id for a formula.
pub(crate) fn is_run_by_spreadsheets(id: &str) -> bool {
    let Some(rest) = id.strip_prefix(['+', '-']) else {
        return id.starts_with(['=', '@', '\t', '\r', '\n']);
    };
    let is_number = !rest.is_empty()
        && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && rest.bytes().filter(|b| *b == b'.').count() <= 1;
    !is_number
}

/// An id as it was before it was written into a file of clusters.
#[must_use]
pub fn plain_id(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(id: &str) -> String {
        let mut line = String::new();
        push_cell(&mut line, id);
        line
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_marked_and_numbers_are_not() {
        for (id, cell) in [
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("-1+cmd", "'-1+cmd"),
            ("-12", "-12"),
            ("+3.5", "+3.5"),
            ("'quoted", "''quoted"),
            ("a,b", "\"a,b\""),
            ("=\"x\"", "\"'=\"\"x\"\"\""),
        ] {
            assert_eq!(written(id), cell);
        }
    }

    proptest! {
        #[test]
        fn every_id_comes_back(id in "[-=+@'\",;\\n\\r|a-z0-9 \\t\u{e9}]{1,12}") {
            let text = format!("id\n{}\n", written(&id));
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(plain_id(&row[0]), id.as_str());
            prop_assert!(!is_run_by_spreadsheets(&row[0]));
        }
    }
}
