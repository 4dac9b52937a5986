//! `asvs.csv` says how the product stands to each requirement of OWASP ASVS 5.0, and can be held
//! to it.
//!
//! Each line has seven cells with commas between and none inside: number, level, what is asked in
//! our words, whether it applies, status, evidence, note. Evidence is files and tests of this
//! repository, `path` or `path::test`, with `; ` between.
//! INVARIANT: nothing counts as met without evidence that is there, no requirement of levels 1 and
//! 2 is left out, and `SECURITY.md` says the counts of the file.

use std::collections::BTreeMap;

use super::asvs_levels::{first_two_levels, level_of};
use super::{Finding, numbered};
use crate::repository::TextFile;

const LEDGER: &str = "asvs.csv";
const PUBLISHED: &str = "SECURITY.md";
const HEAD: &str = "id,level,in_our_words,applies,status,evidence,note";
const CELLS: usize = 7;

/// Holds the ledger to the published list, to the repository and to what is published.
pub(super) fn check(files: &[TextFile]) -> Vec<Finding> {
    let Some(ledger) = files.iter().find(|file| file.path == LEDGER) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut counts = Counts::default();
    let mut seen = BTreeMap::new();
    for (line, text) in numbered(&ledger.text) {
        if line == 1 {
            if text != HEAD {
                found.push(fault(line, "the headings are not the seven", text));
            }
            continue;
        }
        let cells: Vec<&str> = text.split(',').collect();
        let Ok(cells) = <[&str; CELLS]>::try_from(cells) else {
            found.push(fault(
                line,
                "the line has not seven cells; a comma stands between them only",
                text,
            ));
            continue;
        };
        let row = Row::of(cells);
        found.extend(row.faults(files).map(|what| fault(line, &what, row.id)));
        if let Some(first) = seen.insert(row.id, line) {
            let what = format!("{} stands on line {first} already", row.id);
            found.push(fault(line, &what, row.id));
        }
        counts.add(&row);
    }
    let missing = first_two_levels().filter(|id| !seen.contains_key(id.as_str()));
    found.extend(missing.map(|id| fault(1, &format!("{id} is not listed"), &id)));
    found.extend(unpublished(&counts, files));
    found
}

fn fault(line: usize, what: &str, matched: &str) -> Finding {
    Finding {
        rule: "asvs",
        path: LEDGER.to_owned(),
        line,
        what: what.to_owned(),
        remedy: "look at the code again, and write what it shows",
        matched: matched.to_owned(),
    }
}

/// One line of the ledger.
struct Row<'a> {
    id: &'a str,
    level: &'a str,
    words: &'a str,
    applies: &'a str,
    status: &'a str,
    evidence: Vec<&'a str>,
    note: &'a str,
}

impl<'a> Row<'a> {
    fn of([id, level, words, applies, status, evidence, note]: [&'a str; CELLS]) -> Self {
        Self {
            id,
            level,
            words,
            applies,
            status,
            evidence: evidence.split("; ").filter(|one| !one.is_empty()).collect(),
            note,
        }
    }

    fn faults(&self, files: &[TextFile]) -> impl Iterator<Item = String> {
        let mut faults = Vec::new();
        let id = self.id;
        match level_of(id) {
            None => faults.push(format!("the list has no requirement `{id}`")),
            Some(level) if self.level != level.to_string() => {
                faults.push(format!("{id} is of level {level}"));
            }
            Some(_) => {}
        }
        if self.words.trim().is_empty() || self.words.contains('"') || self.note.contains('"') {
            faults.push(format!("{id} needs plain words, without quotation marks"));
        }
        let should_apply = match self.status {
            "met" | "partly" | "not_met" => "yes",
            "not_applicable" => "no",
            _ => {
                faults.push(format!(
                    "{id} has the status `{}`; say met, partly, not_met or not_applicable",
                    self.status
                ));
                self.applies
            }
        };
        if self.applies != should_apply {
            faults.push(format!("whether {id} applies does not fit its status"));
        }
        if matches!(self.status, "met" | "partly") && self.evidence.is_empty() {
            faults.push(format!("{id} counts without evidence"));
        }
        if self.status != "met" && self.note.trim().is_empty() {
            faults.push(format!("{id} needs a note: what is missing, or why not"));
        }
        let absent = self.evidence.iter().filter(|one| !is_there(one, files));
        faults.extend(absent.map(|one| format!("there is no `{one}`")));
        faults.into_iter()
    }
}

/// Whether a file is there, and the test in it, if one is named.
fn is_there(evidence: &str, files: &[TextFile]) -> bool {
    let (path, test) = match evidence.split_once("::") {
        Some((path, test)) => (path, Some(test)),
        None => (evidence, None),
    };
    let file = files.iter().find(|file| file.path == path);
    file.is_some_and(|file| test.is_none_or(|test| has_test(file, test)))
}

/// A Rust function that is marked as a test, or a browser journey whose title begins so (a title
/// may hold a comma, and a cell may not).
fn has_test(file: &TextFile, test: &str) -> bool {
    if !file.is_rust() {
        return file.text.contains(&format!("test('{test}"));
    }
    let declared = format!("fn {test}(");
    let mut marked = false;
    for line in file.text.lines().map(str::trim) {
        if line.contains(&declared) {
            return marked;
        }
        // Between the mark and the function stand other marks and comments only.
        marked = line.starts_with("#[test]")
            || line.starts_with("#[tokio::test")
            || (marked && (line.starts_with('#') || line.starts_with("//")));
    }
    false
}

/// How many requirements of levels 1 and 2 there are of each status.
#[derive(Default)]
struct Counts {
    all: usize,
    met: usize,
    partly: usize,
    not_met: usize,
}

impl Counts {
    fn add(&mut self, row: &Row<'_>) {
        if row.level == "3" {
            return;
        }
        self.all += 1;
        match row.status {
            "met" => self.met += 1,
            "partly" => self.partly += 1,
            "not_met" => self.not_met += 1,
            _ => {}
        }
    }

    /// As the page of the site says it too.
    fn in_a_sentence(&self) -> String {
        let apply = self.met + self.partly + self.not_met;
        format!(
            "Of {} requirements of levels 1 and 2, {apply} apply: {} are met, {} partly, {} not.",
            self.all, self.met, self.partly, self.not_met
        )
    }
}

fn unpublished(counts: &Counts, files: &[TextFile]) -> Option<Finding> {
    let published = files.iter().find(|file| file.path == PUBLISHED)?;
    let words: Vec<&str> = published.text.split_whitespace().collect();
    let sentence = counts.in_a_sentence();
    (!words.join(" ").contains(&sentence)).then(|| Finding {
        path: PUBLISHED.to_owned(),
        remedy: "say the counts of asvs.csv in these very words",
        ..fault(1, &format!("does not say: {sentence}"), &sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole list, not met but for these lines.
    fn ledger(instead: &[&str]) -> String {
        let mut text = format!("{HEAD}\n");
        for id in first_two_levels() {
            let line = instead
                .iter()
                .find(|line| line.starts_with(&format!("{id},")));
            match line {
                Some(line) => text.push_str(line),
                None => {
                    let level = level_of(&id).unwrap();
                    text.push_str(&format!("{id},{level},words,yes,not_met,,missing"));
                }
            }
            text.push('\n');
        }
        text
    }

    fn found(ledger: &str, published: &str) -> Vec<String> {
        let files = [
            TextFile::new(LEDGER, ledger),
            TextFile::new(PUBLISHED, published),
            TextFile::new(
                "crates/web/tests/a.rs",
                "#[tokio::test]\n// why\nasync fn it_holds() {}\nfn no_test() {}\n",
            ),
            TextFile::new("e2e/a.test.mjs", "test('a page opens', async () => {"),
        ];
        let findings = check(&files).into_iter();
        findings.map(|finding| finding.what).collect()
    }

    const COUNTS: &str =
        "Of 253 requirements of levels 1 and 2,\n253 apply: 0 are met, 0 partly, 253 not.";

    #[test]
    fn a_whole_ledger_whose_evidence_is_there_is_left_alone() {
        assert_eq!(found(&ledger(&[]), COUNTS), [""; 0]);
        let shown = ledger(&[
            "1.1.1,2,words,yes,met,crates/web/tests/a.rs::it_holds; e2e/a.test.mjs::a page opens,",
            "1.1.2,2,words,yes,partly,crates/web/tests/a.rs,half",
            "1.2.1,1,words,no,not_applicable,,none here",
        ]);
        let counts =
            "Of 253 requirements of levels 1 and 2, 252 apply: 1 are met, 1 partly, 250 not.";
        assert_eq!(found(&shown, counts), [""; 0]);
    }

    #[test]
    fn what_is_claimed_and_cannot_be_shown_is_found() {
        let line = |rest: &str| found(&ledger(&[&format!("1.1.1,2,words,{rest}")]), "");
        for (rest, what) in [
            ("yes,met,,", "1.1.1 counts without evidence"),
            ("yes,met,gone.rs,", "there is no `gone.rs`"),
            (
                "yes,met,crates/web/tests/a.rs::gone,",
                "there is no `crates/web/tests/a.rs::gone`",
            ),
            (
                "yes,met,crates/web/tests/a.rs::no_test,",
                "there is no `crates/web/tests/a.rs::no_test`",
            ),
            (
                "no,not_applicable,,",
                "1.1.1 needs a note: what is missing, or why not",
            ),
            (
                "no,met,crates/web/tests/a.rs,",
                "whether 1.1.1 applies does not fit its status",
            ),
            (
                "yes,nearly,,why",
                "1.1.1 has the status `nearly`; say met, partly, not_met or not_applicable",
            ),
            (
                "yes,not_met,,a, b",
                "the line has not seven cells; a comma stands between them only",
            ),
        ] {
            assert!(line(rest).iter().any(|found| found == what), "{rest}");
        }
    }

    #[test]
    fn a_number_that_is_missing_doubled_invented_or_of_another_level_is_found() {
        let whole = ledger(&[]);
        let without = whole.replace("1.1.1,2,words,yes,not_met,,missing\n", "");
        assert!(found(&without, COUNTS).contains(&"1.1.1 is not listed".to_owned()));
        let twice = format!("{whole}1.1.1,2,words,yes,not_met,,missing\n");
        let doubled = found(&twice, COUNTS);
        assert_eq!(doubled[0], "1.1.1 stands on line 2 already");
        assert_eq!(doubled.len(), 2, "and the counts do not fit any more");
        let invented = found(&format!("{whole}1.9.1,2,words,yes,not_met,,x\n"), COUNTS);
        assert_eq!(invented[0], "the list has no requirement `1.9.1`");
        let wrong = found(&ledger(&["1.1.1,1,words,yes,not_met,,missing"]), COUNTS);
        assert_eq!(wrong, ["1.1.1 is of level 2"]);
    }

    #[test]
    fn counts_that_are_published_otherwise_are_found() {
        let found = found(&ledger(&[]), "Of 253 requirements all are met.");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("does not say: Of 253"), "{found:?}");
    }
}
