//! A file is named for what it holds or does, so that the tree reads as a contents page.
//!
//! A name that fits anything says nothing: it is where unrelated code gathers.

use super::Finding;
use crate::repository::TextFile;

const SAYS_NOTHING: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "misc", "types", "models", "shared", "stuff",
];

/// Finds source files and folders under `crates/` and `e2e/` whose name says nothing.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.path.starts_with("crates/") || file.path.starts_with("e2e/"))
        .filter_map(|file| {
            let word = file
                .path
                .split('/')
                .map(stem)
                .find(|word| SAYS_NOTHING.contains(word))?;
            Some(Finding {
                rule: "file-name",
                path: file.path.clone(),
                line: 1,
                what: format!("the name `{word}` says nothing about what is inside"),
                remedy: "name the file for what it holds or does",
                matched: word.to_owned(),
            })
        })
        .collect()
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_fits_anything_is_found_as_file_and_as_folder() {
        let files = [
            TextFile::new("crates/web/src/utils.rs", ""),
            TextFile::new("crates/web/src/helpers/dates.rs", ""),
            TextFile::new("crates/web/src/commonly_asked.rs", ""),
        ];
        let found: Vec<String> = check(&files)
            .into_iter()
            .map(|finding| finding.path)
            .collect();
        assert_eq!(
            found,
            ["crates/web/src/utils.rs", "crates/web/src/helpers/dates.rs"]
        );
    }
}
