//! One word for one thing: synonyms of the field's words are kept out of names and pages.
//!
//! Names are identifiers in Rust, SQL and policies; page text is what stands in templates and in
//! the quoted text of `web` and `operations`. Comments and documents are prose and may say what
//! a word is not. Browser tests are left out: a browser's own names (`clientWidth`) are not ours.

use super::{Finding, numbered};
use crate::repository::TextFile;
use crate::rust_text::{Part, keep};

/// A word that is not used, and what to say instead.
const BANNED: &[(&str, &str)] = &[
    (
        "client",
        "say person, child or worker; for a machine, say browser or caller",
    ),
    (
        "clients",
        "say people, children or workers; for machines, say browsers or callers",
    ),
    ("customer", "say person or household"),
    ("customers", "say people or households"),
    ("data2", "name what is different about it"),
    ("entities", "say people, records or services: what they are"),
    ("entity", "say person, record or service: what it is"),
    ("helper", "name what it does"),
    ("helpers", "name what they do"),
    (
        "manager",
        "say team manager for the role; otherwise name what it does",
    ),
    (
        "managers",
        "say team managers for the role; otherwise name what they do",
    ),
    ("misc", "name what it holds"),
    ("util", "name what it does"),
    ("utils", "name what they do"),
];

/// Finds banned words in names and page text.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    files
        .iter()
        .flat_map(|file| check_file(file).into_iter())
        .collect()
}

fn check_file(file: &TextFile) -> Vec<Finding> {
    // The list above stands in this crate as quoted text, which is not read here.
    let mut found = Vec::new();
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| file.path.ends_with(ending));
    if file.is_rust() {
        found.extend(in_text(file, &keep(&file.text, Part::Code)));
        let shown_on_pages = ["crates/web/src/", "crates/operations/src/"];
        if shown_on_pages
            .iter()
            .any(|folder| file.path.starts_with(folder))
        {
            found.extend(in_text(file, &keep(&file.text, Part::Quoted)));
        }
    } else if ends_with(&[".html", ".sql", ".cedar", ".cedarschema"]) {
        found.extend(in_text(file, &file.text));
    }
    // `entity` is the policy language's own keyword.
    let is_policy = ends_with(&[".cedar", ".cedarschema"]);
    found.retain(|finding| !(is_policy && finding.matched == "entity"));
    found
}

fn in_text(file: &TextFile, text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, text) in numbered(text) {
        let words = words(text);
        for (index, word) in words.iter().enumerate() {
            let before = index.checked_sub(1).map(|place| words[place].as_str());
            if let Some((matched, remedy)) = banned(before, word) {
                found.push(Finding {
                    rule: "banned-word",
                    path: file.path.clone(),
                    line,
                    what: format!("`{matched}` is not our word"),
                    remedy,
                    matched,
                });
            }
        }
    }
    found
}

fn banned(before: Option<&str>, word: &str) -> Option<(String, &'static str)> {
    match (before, word) {
        (Some("team"), "manager" | "managers") => None,
        // Names of crates from outside: `tower::util`, `http_body_util`.
        (Some("body" | "tokio" | "tower"), "util") => None,
        (Some("case"), "subject" | "subjects") => {
            Some((format!("case {word}"), "say child or person"))
        }
        _ => {
            let (_, remedy) = BANNED.iter().find(|(banned, _)| *banned == word)?;
            Some((word.to_owned(), remedy))
        }
    }
}

/// The words of a line in lower case: `LookUpFamily` and `look_up_family` are both three.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let letters: Vec<char> = line.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|place| letters[place]);
        let after = letters.get(at + 1);
        let opens_hump = letter.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || (before.is_some_and(char::is_uppercase)
                    && after.is_some_and(|next| next.is_lowercase())));
        if !letter.is_alphanumeric() || opens_hump {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words
                .last_mut()
                .expect("there is always a word begun")
                .extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found_in(path: &str, text: &str) -> Vec<String> {
        check(&[TextFile::new(path, text)])
            .into_iter()
            .map(|finding| finding.matched)
            .collect()
    }

    #[test]
    fn a_synonym_is_found_in_every_style_of_name() {
        let text = "struct HTTPClient; fn find_customer(case_subject: CaseSubject, data2: u8) {}";
        let expected = [
            "client",
            "customer",
            "case subject",
            "case subject",
            "data2",
        ];
        assert_eq!(found_in("crates/family/src/lib.rs", text), expected);
    }

    #[test]
    fn a_synonym_is_found_on_a_page() {
        assert_eq!(
            found_in("crates/web/src/pages/find.html", "<p>The client’s home"),
            ["client"]
        );
        assert_eq!(
            found_in("crates/web/src/pages/find.rs", "\"Our customer\""),
            ["customer"]
        );
    }

    #[test]
    fn prose_policies_and_the_team_manager_are_left_alone() {
        assert_eq!(
            found_in(
                "crates/family/src/lib.rs",
                "// never client\nlet a = \"client\";"
            ),
            [""; 0]
        );
        assert_eq!(
            found_in("crates/governance/policies/a.cedarschema", "entity Person;"),
            [""; 0]
        );
        assert_eq!(
            found_in(
                "crates/web/src/roles.rs",
                "Role::TeamManager \"team manager\""
            ),
            [""; 0]
        );
    }
}
