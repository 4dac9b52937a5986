//! Finds the files and types that a document names and the code does not have.
//!
//! A map that names what is gone is worse than none. What stands in backticks is read: a path
//! with a file ending or a closing `/` is a file or folder; `Permit`, `governance::decide` and
//! `store::FamilyReader::open(permit)` are public items. Other words in backticks are left alone.

use crate::repository::TextFile;

const ENDINGS: &[&str] = &[
    ".rs",
    ".toml",
    ".md",
    ".html",
    ".mjs",
    ".sql",
    ".cedar",
    ".cedarschema",
    ".json",
    ".png",
];

/// What the document names and the files do not hold, with the line where it is named.
#[must_use]
pub fn named_but_absent(document: &str, files: &[TextFile]) -> Vec<String> {
    let code = Code::read(files);
    in_backticks(document)
        .into_iter()
        .filter_map(|(line, name)| {
            let is_there = match kind(name, &code) {
                Kind::Place => code.has_place(name),
                Kind::Item => code.has_item(name),
                Kind::Other => true,
            };
            (!is_there).then(|| format!("line {line}: `{name}`"))
        })
        .collect()
}

enum Kind {
    Place,
    Item,
    Other,
}

struct Code<'a> {
    files: &'a [TextFile],
    crates: Vec<&'a str>,
}

impl<'a> Code<'a> {
    fn read(files: &'a [TextFile]) -> Self {
        let mut crates: Vec<&str> = files.iter().filter_map(TextFile::crate_name).collect();
        crates.sort_unstable();
        crates.dedup();
        Self { files, crates }
    }

    /// A path from the root, or from `crates/`.
    fn has_place(&self, name: &str) -> bool {
        let is_it = |path: &str| path == name || (name.ends_with('/') && path.starts_with(name));
        self.files
            .iter()
            .any(|file| is_it(&file.path) || file.path.strip_prefix("crates/").is_some_and(is_it))
    }

    /// `crate::module::Type::method(…)`, with all but one part left out at will.
    fn has_item(&self, name: &str) -> bool {
        let path = name.split('(').next().unwrap_or(name);
        let mut parts: Vec<&str> = path.split("::").collect();
        let room = match parts.first() {
            Some(first) if self.crates.contains(first) && parts.len() > 1 => Some(parts.remove(0)),
            _ => None,
        };
        let rust = self
            .files
            .iter()
            .filter(|file| file.is_rust() && file.path.contains("/src/"));
        let texts: Vec<&str> = rust
            .filter(|file| room.is_none() || file.crate_name() == room)
            .map(|file| file.text.as_str())
            .collect();
        // Modules on the way are not items; the type and what follows it are.
        let from = parts
            .iter()
            .position(|part| is_type(part))
            .unwrap_or(parts.len() - 1);
        parts[from..]
            .iter()
            .all(|part| texts.iter().any(|text| declares(text, part)))
    }
}

fn kind(name: &str, code: &Code<'_>) -> Kind {
    if name.ends_with('/') || ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        // A pattern, a command, an ending alone or an address names no one file.
        let names_many = name.contains(['*', ' ']) || ENDINGS.contains(&name);
        let is_address = name.starts_with('/') || name.contains("://");
        return if names_many || is_address {
            Kind::Other
        } else {
            Kind::Place
        };
    }
    let path = name.split('(').next().unwrap_or(name);
    let parts: Vec<&str> = path.split("::").collect();
    let well_formed = parts.iter().all(|part| is_word(part));
    let first_is_crate = parts.len() > 1 && code.crates.contains(&parts[0]);
    match well_formed && (first_is_crate || parts.first().is_some_and(|part| is_type(part))) {
        true => Kind::Item,
        false => Kind::Other,
    }
}

fn is_word(part: &str) -> bool {
    !part.is_empty()
        && part
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// A capital first, and not all capitals: `Permit`, and not `KITH_SAMPLES` or `UPN`.
fn is_type(part: &str) -> bool {
    part.starts_with(|letter: char| letter.is_ascii_uppercase())
        && part.contains(|letter: char| letter.is_ascii_lowercase())
}

/// Whether the text declares a public type, trait, function, constant or module of that name.
fn declares(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let after = text[at + name.len()..].chars().next();
        let ends = !after.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        ends && line.trim_start().starts_with("pub ") && introduces(line)
    })
}

fn introduces(before: &str) -> bool {
    let words = [
        "struct", "enum", "trait", "type", "fn", "const", "mod", "macro",
    ];
    before
        .split_whitespace()
        .last()
        .is_some_and(|word| words.contains(&word))
        && before.ends_with(' ')
}

/// What stands between single backticks, outside fenced blocks, with its line.
fn in_backticks(document: &str) -> Vec<(usize, &str)> {
    let mut is_fenced = false;
    let mut found = Vec::new();
    for (index, line) in document.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced {
            found.extend(
                line.split('`')
                    .skip(1)
                    .step_by(2)
                    .map(|name| (index + 1, name)),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<TextFile> {
        vec![
            TextFile::new("README.md", ""),
            TextFile::new(
                "crates/governance/src/decide.rs",
                "pub fn decide() {}\npub struct Permit;\nstruct Hidden;\nimpl Permit {\n    \
                 pub async fn open() {}\n}\n",
            ),
            TextFile::new("crates/web/src/pages/find.html", ""),
        ]
    }

    #[test]
    fn what_is_there_is_not_reported() {
        let map = "`governance/src/decide.rs` `crates/web/` `README.md` `Permit` \
                   `governance::decide` `governance::Permit::open(permit)` `cargo xtask test` \
                   `governance` `valid_from` `KITH_SAMPLES` `src/pages/*.html` `.rs` `/api/v1`\n\
                   ```\n`Missing`\n```";
        assert_eq!(named_but_absent(map, &files()), [""; 0]);
    }

    #[test]
    fn what_is_gone_is_reported_with_its_line() {
        let map = "`web/src/pages/gone.rs`\n`Hidden` and `governance::refuse`\n`web::Permit` \
                   `Permit::close`";
        let expected = [
            "line 1: `web/src/pages/gone.rs`",
            "line 2: `Hidden`",
            "line 2: `governance::refuse`",
            "line 3: `web::Permit`",
            "line 3: `Permit::close`",
        ];
        assert_eq!(named_but_absent(map, &files()), expected);
    }
}
