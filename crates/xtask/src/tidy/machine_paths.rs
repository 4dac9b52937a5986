//! No file names a folder of the machine it was written on.
//!
//! Such a path works for one person only, and tells strangers about a workplace.

use super::{Finding, numbered};
use crate::repository::TextFile;

/// Written in two parts, so that this file does not find itself.
const PLACES: &[&str] = &[
    concat!("/", "work/"),
    concat!("/", "root/"),
    concat!("/", "home/"),
    concat!("/", "Users/"),
    concat!("/tmp", "/wt"),
];

/// Finds absolute paths that begin with a person's or a workplace's folder.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in files {
        for (line, text) in numbered(&file.text) {
            let Some(place) = PLACES.iter().find(|place| names(text, place)) else {
                continue;
            };
            found.push(Finding {
                rule: "machine-path",
                path: file.path.clone(),
                line,
                what: format!("a path on one machine: `{place}`"),
                remedy: "write it relative to the repository, or take it from a setting",
                matched: (*place).to_owned(),
            });
        }
    }
    found
}

/// True when the place begins a path: in `example.org/home/` it does not.
fn names(text: &str, place: &str) -> bool {
    let goes_on = |letter: char| letter.is_alphanumeric() || ".-_}>*~".contains(letter);
    text.match_indices(place)
        .any(|(at, _)| !text[..at].ends_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_on_one_machine_is_found_and_part_of_an_address_is_not() {
        let machine = format!("open {}somebody/notes", PLACES[2]);
        let address = format!("see https://council.example{}page", PLACES[2]);
        let files = [
            TextFile::new("a.md", &machine),
            TextFile::new("b.md", &address),
        ];
        let found = check(&files);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].path.as_str(), found[0].line), ("a.md", 1));
    }
}
