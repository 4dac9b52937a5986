//! Showing a personal value is an explicit `.reveal()`, and every use is accounted for.
//!
//! The crates that may do it are listed in `tidy.toml`, each with its reason. Nowhere may a
//! value be revealed inside a log line, an error or a panic: those leave the house.

use std::collections::BTreeMap;

use super::allowances::Allowances;
use super::{Finding, numbered};
use crate::repository::TextFile;
use crate::rust_text::{Part, before_unit_tests, keep};

const USE: &str = ".reveal(";

/// Macros whose text may reach a log, a terminal or another person.
const LEAVES_THE_HOUSE: &[&str] = &[
    "trace!(",
    "debug!(",
    "info!(",
    "warn!(",
    "error!(",
    "span!(",
    "event!(",
    "bail!(",
    "anyhow!(",
    "ensure!(",
    "panic!(",
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
];

/// Every use, by crate: file and line.
pub(super) fn by_crate(files: &[TextFile]) -> BTreeMap<String, Vec<(String, usize)>> {
    let mut uses: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let Some(name) = file.crate_name() else {
            continue;
        };
        for (line, text) in numbered(&keep(&file.text, Part::Code)) {
            for _ in text.matches(USE) {
                uses.entry(name.to_owned())
                    .or_default()
                    .push((file.path.clone(), line));
            }
        }
    }
    uses
}

/// Finds uses in a crate that has no reason to show a value.
pub(super) fn check_crates(files: &[TextFile], allowances: &Allowances) -> Vec<Finding> {
    by_crate(files)
        .into_iter()
        .filter(|(name, _)| allowances.reason_to_reveal(name).is_none())
        .flat_map(|(name, uses)| {
            uses.into_iter().map(move |(path, line)| Finding {
                rule: "reveal",
                path,
                line,
                what: format!("a personal value is shown in `{name}`"),
                remedy: "pass the value on unseen, or give the crate a reason in tidy.toml",
                matched: name.clone(),
            })
        })
        .collect()
}

/// Finds uses inside a log line, an error or a panic, outside tests.
pub(super) fn check_logs(files: &[TextFile]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.is_rust() && !file.path.contains("/tests/"))
        .flat_map(|file| {
            let code = keep(before_unit_tests(&file.text), Part::Code);
            revealing_lines(&code).into_iter().map(|line| Finding {
                rule: "reveal-in-log",
                path: file.path.clone(),
                line,
                what: "a personal value is shown in a log line, an error or a panic".to_owned(),
                remedy: "write the id, never the value",
                matched: String::new(),
            })
        })
        .collect()
}

fn revealing_lines(code: &str) -> Vec<usize> {
    let mut lines: Vec<usize> = LEAVES_THE_HOUSE
        .iter()
        .flat_map(|opening| code.match_indices(opening))
        .filter_map(|(at, opening)| {
            let inside = up_to_closing(&code[at + opening.len()..]);
            let place = at + opening.len() + inside.find(USE)?;
            Some(code[..place].matches('\n').count() + 1)
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// The text up to the bracket that closes the one just opened.
fn up_to_closing(text: &str) -> &str {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_a_reason_may_not_reveal() {
        let files = [
            TextFile::new("crates/web/src/page.rs", "name.reveal()"),
            TextFile::new("crates/audit/src/entry.rs", "// .reveal(\n\nname.reveal()"),
        ];
        let allowances = Allowances::parse("[reveal]\nweb = \"pages\"").unwrap();
        let found = check_crates(&files, &allowances);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].path.as_str(), found[0].line),
            ("crates/audit/src/entry.rs", 3)
        );
    }

    #[test]
    fn a_value_revealed_in_a_log_line_is_found() {
        let text = "fn a() {\n    info!(\n        id = (b.c()),\n        name = d.reveal(),\n    );\n\
                    \x20   page.push(e.reveal());\n}";
        let found = check_logs(&[TextFile::new("crates/web/src/page.rs", text)]);
        assert_eq!(
            found.iter().map(|finding| finding.line).collect::<Vec<_>>(),
            [4]
        );
    }
}
