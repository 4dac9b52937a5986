//! The whole test run: every step in order, timed, with nothing left out in silence.
//!
//! What the machine lacks is said before anything long begins, with the command that installs
//! it. A step that fails does not stop the next ones, so that one run tells everything.
//! INVARIANT: what was left out is said at the beginning and at the end, and a run with a failed
//! step never ends well.

mod journal;
mod needs;
mod postgres;
mod splink;
mod tally;
mod visible;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::repository::Repository;
use crate::tidy;
use journal::{Journal, Outcome};
use needs::Needs;
use postgres::ThrowAwayCluster;
use tally::{Runner, Tally};
use visible::run_visibly;

/// The variable from which tests take the address of a PostgreSQL they may write to.
const POSTGRES_ADDRESS: &str = "KITH_TEST_POSTGRES";

/// The crates that need nothing installed: no I/O, no clock, no database.
const PURE: &[&str] = &[
    "vocabulary",
    "intake",
    "linkage",
    "family",
    "governance",
    "audit",
];

/// Which parts of the run are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    browser: bool,
    postgres: bool,
    splink: bool,
    fast: bool,
}

impl Options {
    /// Reads the words after `cargo xtask test`; the error is the word not understood.
    pub fn parse(words: &[String]) -> Result<Self, String> {
        let mut options = Self {
            browser: true,
            postgres: true,
            splink: true,
            fast: false,
        };
        for word in words {
            match word.as_str() {
                "--without-browser" => options.browser = false,
                "--without-postgres" => options.postgres = false,
                "--without-splink" => options.splink = false,
                "--fast" => {
                    options = Self {
                        browser: false,
                        postgres: false,
                        splink: false,
                        fast: true,
                    }
                }
                unknown => return Err(unknown.to_owned()),
            }
        }
        Ok(options)
    }

    fn left_out(self) -> Vec<&'static str> {
        let parts = [
            (
                self.fast,
                "--fast: lints, examples, and the tests of every crate that is not pure",
            ),
            (!self.postgres, "everything that needs PostgreSQL"),
            (
                !self.splink,
                "the exported plan in Splink, on DuckDB and on Spark",
            ),
            (!self.browser, "the browser run"),
        ];
        parts
            .into_iter()
            .filter_map(|(left_out, what)| left_out.then_some(what))
            .collect()
    }
}

/// Runs everything that is wanted; true when every step passed.
pub fn run(place: &Repository, options: Options) -> Result<bool> {
    let needs = Needs::look(place.root(), options);
    if !needs.missing().is_empty() {
        println!("This machine lacks something that the run needs:\n");
        needs
            .missing()
            .iter()
            .for_each(|lacking| println!("  {lacking}"));
        println!("\nNothing was run.");
        return Ok(false);
    }
    say_left_out(options);
    let mut journal = Journal::default();
    journal.step("tidy", || Ok(Outcome::from(tidy::run(place)?)));
    journal.step("formatting", || cargo(place, &["fmt", "--all", "--check"]));
    if options.fast {
        journal.step("tests of the pure crates", || pure_tests(place));
    } else {
        journal.step("lints", || cargo(place, LINTS));
        journal.step("tests", || workspace_tests(place, &needs));
        journal.step("examples in the documentation", || cargo(place, EXAMPLES));
    }
    if let Some(python) = needs.splink_python() {
        splink::steps(place, python, &mut journal);
    }
    if options.browser {
        browser_steps(place, &needs, &mut journal);
    }
    journal.close();
    say_left_out(options);
    println!("{}", journal.total());
    Ok(journal.all_passed())
}

const LINTS: &[&str] = &[
    "clippy",
    "--workspace",
    "--all-targets",
    "--",
    "-D",
    "warnings",
];
const EXAMPLES: &[&str] = &["test", "--workspace", "--doc", "--no-fail-fast"];

fn say_left_out(options: Options) {
    options
        .left_out()
        .iter()
        .for_each(|what| println!("LEFT OUT: {what}"));
}

fn cargo(place: &Repository, arguments: &[&str]) -> Result<Outcome> {
    let runner = match arguments.first() {
        Some(&"test") => Runner::Cargo,
        _ => Runner::Other,
    };
    run_visibly(
        runner,
        Command::new("cargo")
            .args(arguments)
            .current_dir(place.root()),
    )
}

fn pure_tests(place: &Repository) -> Result<Outcome> {
    let chosen: Vec<&str> = PURE.iter().flat_map(|name| ["--package", name]).collect();
    cargo(
        place,
        &[&["test", "--no-fail-fast"], chosen.as_slice()].concat(),
    )
}

/// All tests of all crates. The cluster lives as long as this function, also when tests fail.
fn workspace_tests(place: &Repository, needs: &Needs) -> Result<Outcome> {
    let mut command = Command::new("cargo");
    command
        .current_dir(place.root())
        .env_remove(POSTGRES_ADDRESS);
    let (runner, words): (Runner, &[&str]) = match needs.nextest() {
        true => (Runner::Nextest, &["nextest", "run"]),
        false => (Runner::Cargo, &["test", "--tests"]),
    };
    command.args(words).args(["--workspace", "--no-fail-fast"]);
    let cluster = match (needs.postgres_given(), needs.postgres_programs()) {
        (Some(address), _) => {
            println!("PostgreSQL: the one that {POSTGRES_ADDRESS} names");
            command.env(POSTGRES_ADDRESS, address);
            None
        }
        (None, Some(programs)) => Some(ThrowAwayCluster::start(programs)?),
        (None, None) => None,
    };
    if let Some(cluster) = &cluster {
        println!(
            "PostgreSQL: a throw-away cluster on port {}",
            cluster.port()
        );
        command.env(POSTGRES_ADDRESS, cluster.address());
    }
    if std::env::var_os("KITH_SAMPLES").is_none() {
        println!("KITH_SAMPLES is not set: the tests on sample extracts say so and check nothing");
    }
    run_visibly(runner, &mut command)
}

fn browser_steps(place: &Repository, needs: &Needs, journal: &mut Journal) {
    let folder = place.root().join("e2e");
    let built = journal.step("the program for the browser run", || {
        cargo(place, &["build", "--package", "kith"])
    });
    let installed = journal.step("npm ci in e2e, from its lock file", || {
        let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        run_visibly(
            Runner::Other,
            Command::new("npm").args(words).current_dir(&folder),
        )
    });
    if built && installed {
        journal.step("browser", || browser_tests(place, needs, &folder));
    } else {
        journal.step("browser", || bail!("not run: the steps before it failed"));
    }
}

fn browser_tests(place: &Repository, needs: &Needs, folder: &Path) -> Result<Outcome> {
    let tests = browser_test_files(folder)?;
    let program = built_program(place)?;
    let mut command = Command::new("node");
    command
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(&tests)
        .current_dir(folder)
        .env("KITH_BINARY", program);
    if let Some(chromium) = needs.chromium() {
        command.env("CHROMIUM", chromium);
    }
    let outcome = run_visibly(Runner::Node, &mut command)?;
    match outcome.tally() {
        Tally {
            passed: 0,
            failed: 0,
            ..
        } => bail!("no browser test was run"),
        _ => Ok(outcome),
    }
}

/// The program as `cargo build` leaves it.
fn built_program(place: &Repository) -> Result<PathBuf> {
    let program = target_folder(place)?.join("debug").join("kith");
    if !program.is_file() {
        bail!(
            "the program is not where cargo says it is: {}",
            program.display()
        );
    }
    Ok(program)
}

fn browser_test_files(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).context("the folder e2e cannot be read")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            names.push(name);
        }
    }
    if names.is_empty() {
        bail!("e2e holds no file that ends in .test.mjs");
    }
    names.sort();
    Ok(names)
}

fn target_folder(place: &Repository) -> Result<PathBuf> {
    let metadata = crate::architecture::metadata(place)?;
    let folder = metadata
        .get("target_directory")
        .and_then(serde_json::Value::as_str);
    Ok(PathBuf::from(
        folder.context("cargo metadata names no target folder")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Options, String> {
        Options::parse(
            &words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn what_is_left_out_is_said() {
        assert_eq!(parse(&[]).unwrap().left_out(), [""; 0]);
        assert_eq!(
            parse(&["--without-browser"]).unwrap().left_out(),
            ["the browser run"]
        );
        assert_eq!(
            parse(&["--without-splink"]).unwrap().left_out(),
            ["the exported plan in Splink, on DuckDB and on Spark"]
        );
        assert_eq!(parse(&["--fast"]).unwrap().left_out().len(), 4);
    }

    #[test]
    fn a_word_that_is_not_understood_is_handed_back() {
        assert_eq!(
            parse(&["--without-brower"]),
            Err("--without-brower".to_owned())
        );
    }
}
