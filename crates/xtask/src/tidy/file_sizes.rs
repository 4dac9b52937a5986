//! No source file is longer than 500 lines, its unit tests not counted.
//!
//! Code is hard to love in its longest files, not in its average ones. Generated tables are
//! excused by name in `tidy.toml`.

use super::Finding;
use crate::repository::TextFile;
use crate::rust_text::before_unit_tests;

const MOST_LINES: usize = 500;

/// Finds Rust files outside `tests/` that are too long.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.is_rust() && !file.path.contains("/tests/"))
        .filter_map(|file| {
            let lines = before_unit_tests(&file.text).lines().count();
            (lines > MOST_LINES).then(|| Finding {
                rule: "file-size",
                path: file.path.clone(),
                line: MOST_LINES + 1,
                what: format!("{lines} lines before the tests, more than {MOST_LINES}"),
                remedy: "split it where the subject changes, and name each part for what it holds",
                matched: String::new(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found_and_its_tests_do_not_count() {
        let lines = |count: usize| "fn a() {}\n".repeat(count);
        let with_tests = format!("{}#[cfg(test)]\nmod tests {{\n{}}}", lines(500), lines(300));
        let files = [
            TextFile::new("crates/a/src/long.rs", &lines(501)),
            TextFile::new("crates/a/src/just_right.rs", &with_tests),
            TextFile::new("crates/a/tests/story.rs", &lines(900)),
        ];
        let found = check(&files);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "crates/a/src/long.rs");
    }
}
