//! SQL is spoken in one crate, and built at run time in one of its files at most.
//!
//! Every other crate asks `store` a question in the field's words. A text of SQL put together
//! while running is where an injection begins, so there is one place to read for it.

use super::{Finding, numbered};
use crate::repository::TextFile;
use crate::rust_text::{Part, keep};

/// Finds `sqlx` outside `crates/store`, and `AssertSqlSafe` in more than one file.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut builder_of_sql: Option<&str> = None;
    for file in files.iter().filter(|file| file.is_rust()) {
        let code = keep(&file.text, Part::Code);
        for (line, text) in numbered(&code) {
            let in_store = file.path.starts_with("crates/store/");
            if !in_store && (has_word(text, "sqlx") || has_word(text, "AssertSqlSafe")) {
                found.push(finding(
                    file,
                    line,
                    "SQL outside the store",
                    "ask `store` instead",
                ));
            } else if has_word(text, "AssertSqlSafe")
                && *builder_of_sql.get_or_insert(&file.path) != file.path
            {
                let what = "SQL built at run time in a second file";
                found.push(finding(
                    file,
                    line,
                    what,
                    "keep it in the one file that already does",
                ));
            }
        }
    }
    found
}

fn finding(file: &TextFile, line: usize, what: &str, remedy: &'static str) -> Finding {
    Finding {
        rule: "sql-boundary",
        path: file.path.clone(),
        line,
        what: what.to_owned(),
        remedy,
        matched: String::new(),
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_outside_the_store_is_found() {
        let files = [
            TextFile::new("crates/store/src/people.rs", "sqlx::query(\"select 1\")"),
            TextFile::new(
                "crates/web/src/lib.rs",
                "// sqlx is not used here\nsqlx::query(x)",
            ),
        ];
        let found = check(&files);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].path.as_str(), found[0].line),
            ("crates/web/src/lib.rs", 2)
        );
    }

    #[test]
    fn a_second_builder_of_sql_is_found() {
        let files = [
            TextFile::new(
                "crates/store/src/built.rs",
                "AssertSqlSafe(a);\nAssertSqlSafe(b);",
            ),
            TextFile::new("crates/store/src/people.rs", "AssertSqlSafe(c)"),
        ];
        let found = check(&files);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "crates/store/src/people.rs");
    }
}
