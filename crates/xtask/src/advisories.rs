//! Holds what comes from others against published weaknesses: crates by `cargo deny`, packages of
//! the pages and of their journeys by `npm audit`.
//!
//! Both ask the internet, so this is no part of the full test run. INVARIANT: a list that could not
//! be asked is never taken for one that has nothing to say.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::repository::Repository;

/// The folders whose packages come through npm.
const NPM_FOLDERS: [&str; 2] = ["crates/web/frontend", "e2e"];
/// What a list says when it has something to say, in each program's own words.
const CRATES_OPEN: &str = "advisories FAILED";
const PACKAGES_OPEN: &str = "vulnerabilit";

/// What came of asking one list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// Nothing is open.
    Clean,
    /// This is open, in the program's own words.
    Open(String),
    /// The list was not asked: the program is not there, or could not reach it.
    Unreached(String),
}

/// A program that ran: whether it ended well, and all it said.
struct Ran {
    is_well: bool,
    words: String,
}

/// Asks every list and says what is open. True when all were asked and nothing is.
///
/// # Errors
/// Never by itself; whatever could not be asked is said, and the answer is no.
pub fn run(place: &Repository) -> Result<bool> {
    let mut all_clean = true;
    let folders = NPM_FOLDERS.map(|folder| place.root().join(folder));
    let mut asked = vec![("crates".to_owned(), crates(&ran(place.root(), &CARGO_DENY)))];
    for (name, folder) in NPM_FOLDERS.iter().zip(&folders) {
        asked.push(((*name).to_owned(), packages(&ran(folder, &NPM_AUDIT))));
    }
    for (what, asked) in asked {
        all_clean &= asked == Answer::Clean;
        match asked {
            Answer::Clean => println!("{what}: nothing published is open"),
            Answer::Open(words) => println!("{what}: open\n{words}"),
            Answer::Unreached(why) => println!("{what}: not asked: {why}"),
        }
    }
    println!("How soon each has to be mended is written in SECURITY.md.");
    Ok(all_clean)
}

const CARGO_DENY: [&str; 4] = ["cargo", "deny", "check", "advisories"];
const NPM_AUDIT: [&str; 3] = ["npm", "audit", "--package-lock-only"];

fn ran(folder: &Path, words: &[&str]) -> Option<Ran> {
    let (program, words) = words.split_first()?;
    let ended = Command::new(program)
        .args(words)
        .current_dir(folder)
        .output();
    ended.ok().map(|ended| Ran {
        is_well: ended.status.success(),
        words: String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned(),
    })
}

fn crates(ran: &Option<Ran>) -> Answer {
    match ran {
        Some(ran) if ran.is_well => Answer::Clean,
        Some(ran) if ran.words.contains(CRATES_OPEN) => Answer::Open(ran.words.clone()),
        Some(ran) if ran.words.contains("no such command") => Answer::Unreached(
            "cargo-deny is not installed: cargo install --locked cargo-deny".to_owned(),
        ),
        Some(ran) => Answer::Unreached(last_line(&ran.words)),
        None => Answer::Unreached("cargo did not start".to_owned()),
    }
}

fn packages(ran: &Option<Ran>) -> Answer {
    match ran {
        Some(ran) if ran.is_well => Answer::Clean,
        Some(ran) if ran.words.contains(PACKAGES_OPEN) && !ran.words.contains("npm error") => {
            Answer::Open(ran.words.clone())
        }
        Some(ran) => Answer::Unreached(last_line(&ran.words)),
        None => Answer::Unreached("npm is not installed: apt-get install npm".to_owned()),
    }
}

fn last_line(words: &str) -> String {
    let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.next_back().unwrap_or("it said nothing").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(is_well: bool, words: &str) -> Option<Ran> {
        Some(Ran {
            is_well,
            words: words.to_owned(),
        })
    }

    #[test]
    fn a_list_that_could_not_be_asked_is_not_taken_for_a_clean_one() {
        let absent = "error: no such command: `deny`";
        let Answer::Unreached(why) = crates(&said(false, absent)) else {
            panic!("nothing was asked");
        };
        assert!(why.contains("cargo install --locked cargo-deny"));
        let away =
            "npm warn audit 405 Method Not Allowed\nnpm error audit endpoint returned an error\n";
        assert!(matches!(packages(&said(false, away)), Answer::Unreached(_)));
        let unreachable = "error: failed to fetch advisory database\n";
        assert!(matches!(
            crates(&said(false, unreachable)),
            Answer::Unreached(_)
        ));
        assert!(matches!(packages(&None), Answer::Unreached(_)));
    }

    #[test]
    fn what_is_open_is_said_in_the_programs_own_words() {
        let open = "error[vulnerability]: a weakness\nadvisories FAILED\n";
        assert_eq!(crates(&said(false, open)), Answer::Open(open.to_owned()));
        assert_eq!(crates(&said(true, "advisories ok\n")), Answer::Clean);
        let open = "left-pad  <1.0\nSeverity: high\n1 high severity vulnerability\n";
        assert_eq!(packages(&said(false, open)), Answer::Open(open.to_owned()));
        assert_eq!(
            packages(&said(true, "found 0 vulnerabilities\n")),
            Answer::Clean
        );
    }
}
