//! How secure this site is, held against a list that others made (OWASP ASVS 5.0).
//!
//! What stands here is `asvs.csv` at the repository's root, taken in when the program is built;
//! `cargo xtask tidy` holds that file to the code and to `SECURITY.md`.
//! INVARIANT: every count is counted from the lines of the file, and each line that is not met is
//! named.

use std::sync::LazyLock;

use askama::Template;
use axum::response::Response;

use super::ok_page;
use crate::frame::Frame;
use crate::visit::Visit;

/// The file itself.
const LEDGER: &str = include_str!("../../../../asvs.csv");

static HELD: LazyLock<Held> = LazyLock::new(|| Held::read(LEDGER));

/// The site held against the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// Requirements of levels 1 and 2.
    all: usize,
    /// Those of them that apply here.
    apply: usize,
    met: usize,
    partly: Vec<Requirement>,
    not_met: Vec<Requirement>,
    /// Requirements of level 3 that are met, and how many of that level were looked at.
    third: (usize, usize),
}

/// One requirement that is not met, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Requirement {
    id: String,
    level: String,
    words: String,
    missing: String,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/security.html")]
pub(crate) struct SecurityPage {
    pub(super) frame: Frame,
    pub(super) held: Held,
}

/// `GET /security`.
pub(crate) async fn show(visit: Visit) -> Response {
    ok_page(&SecurityPage {
        frame: visit.frame("/security"),
        held: HELD.clone(),
    })
}

impl Held {
    /// Reads the file: a line of headings, then seven cells to a line and no comma inside a cell.
    pub(super) fn read(ledger: &str) -> Self {
        let mut held = Self::default();
        for line in ledger.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [id, level, words, _, status, _, note] = cells[..] else {
                continue;
            };
            let requirement = || Requirement {
                id: id.to_owned(),
                level: level.to_owned(),
                words: words.to_owned(),
                missing: note.to_owned(),
            };
            if level == "3" {
                held.third.0 += usize::from(status == "met");
                held.third.1 += 1;
                continue;
            }
            held.all += 1;
            held.apply += usize::from(status != "not_applicable");
            match status {
                "met" => held.met += 1,
                "partly" => held.partly.push(requirement()),
                "not_met" => held.not_met.push(requirement()),
                _ => {}
            }
        }
        held
    }

    /// What is missing, the worst first.
    fn lists(&self) -> [(&'static str, &'static str, &[Requirement]); 2] {
        [
            ("Not met", "Requirements that are not met", &self.not_met),
            (
                "Partly met",
                "Requirements that are partly met",
                &self.partly,
            ),
        ]
    }

    /// The counts in one sentence; `SECURITY.md` says the same.
    fn in_a_sentence(&self) -> String {
        format!(
            "Of {} requirements of levels 1 and 2, {} apply: {} are met, {} partly, {} not.",
            self.all,
            self.apply,
            self.met,
            self.partly.len(),
            self.not_met.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_read_and_counted_once() {
        let held = Held::read(LEDGER);
        assert_eq!(held.all, 253, "levels 1 and 2 have 253 requirements");
        assert_eq!(
            held.apply,
            held.met + held.partly.len() + held.not_met.len()
        );
        assert_eq!(held.all + held.third.1, LEDGER.lines().count() - 1);
    }

    #[test]
    fn the_page_of_this_program_names_every_requirement_that_is_not_met() {
        let page = SecurityPage {
            frame: super::super::tests::sample_frame(),
            held: HELD.clone(),
        };
        let page = page.render().unwrap();
        assert!(page.contains(&HELD.in_a_sentence()));
        for requirement in HELD.partly.iter().chain(&HELD.not_met) {
            assert!(page.contains(&format!(">{}<", requirement.id)));
            assert!(
                !requirement.missing.is_empty(),
                "{} does not say what is missing",
                requirement.id
            );
        }
    }
}
