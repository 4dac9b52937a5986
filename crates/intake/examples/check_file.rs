//! Checks one file against a source specification: what it is, what was found, what it gives.
//!
//! `cargo run -p intake --example check_file -- sources/housing.toml housing.csv [2026-11-23]`.
//! Prints counts and findings, never a value of the file. The day is the one to call today.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command for the terminal"
)]

use intake::{Record, SourceSpecification, read_extract};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use vocabulary::Date;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [specification, file, day @ ..] = arguments.as_slice() else {
        return Err(
            "say which specification and which file: check_file SPECIFICATION FILE [DAY]".into(),
        );
    };
    let today: Date = match day {
        [] => "2026-11-23".parse()?,
        [day, ..] => day.parse()?,
    };
    let name = |path: &str| {
        let file = Path::new(path).file_name();
        file.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    let text = std::fs::read_to_string(specification)?;
    let specification = SourceSpecification::parse(&name(specification), &text)?;
    let mut records: BTreeMap<&str, u64> = BTreeMap::new();
    let report = read_extract(
        &specification,
        &name(file),
        std::fs::File::open(file)?,
        today,
        &mut |record| *records.entry(kind(&record)).or_default() += 1,
    )?;
    println!(
        "table {}, {}, {} of {} rows kept",
        report.table, report.encoding, report.rows_kept, report.rows
    );
    println!("content hash {}", report.content_hash);
    for (kind, count) in &records {
        println!("{count:>8} {kind}");
    }
    for finding in report.findings.iter() {
        println!("{}: {finding}", finding.kind.severity().label());
    }
    println!("findings by kind: {:?}", report.findings.counts());
    Ok(())
}

fn kind(record: &Record) -> &'static str {
    match record {
        Record::Person(_) => "people",
        Record::Name(_) => "other names",
        Record::Address(_) => "addresses",
        Record::Relationship(_) => "relationships",
        Record::Involvement(_) => "involvements",
        Record::CaseLink(_) => "case links",
        Record::Staff(_) => "workers",
        Record::Team(_) => "teams",
        Record::Coverage(_) => "coverages",
    }
}
