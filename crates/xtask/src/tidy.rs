//! The repository's written rules, as checks that point at a line and say what to do.
//!
//! Each rule is one file under `tidy/`, with a test that shows it can fail. An exception is an
//! entry in `crates/xtask/tidy.toml` with a reason. INVARIANT: an exception that no longer
//! excuses anything is itself a finding, so the list never outlives its cause; and no finding
//! repeats the digits it complains about.

mod allowances;
mod asvs;
mod asvs_levels;
mod banned_words;
mod file_heads;
mod file_names;
mod file_sizes;
mod machine_paths;
mod nhs_numbers;
mod reveals;
mod sql_boundary;
mod telephone_numbers;

use std::fmt;

use anyhow::{Context, Result};

use crate::repository::{Repository, TextFile};
use allowances::Allowances;

/// Where the exceptions are written, each with its reason.
const EXCEPTIONS: &str = "crates/xtask/tidy.toml";

type Check = fn(&[TextFile]) -> Vec<Finding>;

const CHECKS: &[Check] = &[
    file_names::check,
    file_heads::check,
    file_sizes::check,
    banned_words::check,
    nhs_numbers::check,
    telephone_numbers::check,
    machine_paths::check,
    sql_boundary::check,
    reveals::check_logs,
    asvs::check,
];

/// One breach of a rule: where it is, what it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    rule: &'static str,
    path: String,
    line: usize,
    what: String,
    remedy: &'static str,
    /// What an exception must name. It may be a number, so it is never printed by this module.
    matched: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            path,
            line,
            what,
            remedy,
            ..
        } = self;
        write!(out, "{path}:{line}: {what} [{rule}]\n    {remedy}")
    }
}

/// Runs every check, prints each finding and a closing line; true when nothing was found.
pub fn run(place: &Repository) -> Result<bool> {
    let files = place.text_files()?;
    let findings = findings(place, &files)?;
    for finding in &findings {
        println!("{finding}");
    }
    println!("{} files read, {} findings", files.len(), findings.len());
    Ok(findings.is_empty())
}

/// Prints every place where a personal value is shown, by crate; true when all are allowed.
pub fn list_reveals(place: &Repository) -> Result<bool> {
    let files = place.text_files()?;
    let allowances = read_allowances(place)?;
    for (name, uses) in reveals::by_crate(&files) {
        let reason = allowances.reason_to_reveal(&name).unwrap_or("NOT ALLOWED");
        println!("{name}: {} ({reason})", uses.len());
        for (path, line) in uses {
            println!("    {path}:{line}");
        }
    }
    Ok(reveals::check_crates(&files, &allowances).is_empty())
}

fn findings(place: &Repository, files: &[TextFile]) -> Result<Vec<Finding>> {
    let allowances = read_allowances(place)?;
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(files)).collect();
    findings.extend(reveals::check_crates(files, &allowances));
    let mut left = allowances.filter(findings, EXCEPTIONS);
    left.sort_by(|a, b| (&a.path, a.line, a.rule).cmp(&(&b.path, b.line, b.rule)));
    Ok(left)
}

fn read_allowances(place: &Repository) -> Result<Allowances> {
    let text = std::fs::read_to_string(place.root().join(EXCEPTIONS))
        .with_context(|| format!("{EXCEPTIONS} cannot be read"))?;
    Allowances::parse(&text).with_context(|| format!("{EXCEPTIONS} is not understood"))
}

/// The lines of a text with their numbers, from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}
