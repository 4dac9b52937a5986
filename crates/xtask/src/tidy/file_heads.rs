//! Every source file opens by saying what it is and why it exists.
//!
//! A reader who opens a file from a search result should know in two lines where they are.

use super::Finding;
use crate::repository::TextFile;

/// Finds Rust files whose first line is not a `//!` sentence.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.is_rust() && !opens_with_words(file))
        .map(headless)
        .collect()
}

fn opens_with_words(file: &TextFile) -> bool {
    let first = file.text.lines().next().unwrap_or_default();
    first
        .strip_prefix("//!")
        .is_some_and(|words| !words.trim().is_empty())
}

fn headless(file: &TextFile) -> Finding {
    Finding {
        rule: "file-head",
        path: file.path.clone(),
        line: 1,
        what: "the file does not open with `//!`".to_owned(),
        remedy: "write two to eight lines: what it is, why it exists, one thing that always holds",
        matched: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_opening_words_is_found() {
        let files = [
            TextFile::new("a.rs", "//! Says what it is.\nfn a() {}"),
            TextFile::new("b.rs", "use std::fmt;\n//! too late"),
            TextFile::new("c.rs", "//!\nfn c() {}"),
            TextFile::new("d.md", "no Rust"),
        ];
        let found: Vec<String> = check(&files)
            .into_iter()
            .map(|finding| finding.path)
            .collect();
        assert_eq!(found, ["b.rs", "c.rs"]);
    }
}
