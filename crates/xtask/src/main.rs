//! `cargo xtask`: the project's own tasks.
//!
//! Only the words of the command line are read here; each task lives in the library, so that
//! tests can call it. Exit codes: 0 done, 1 the answer is no, 2 the command was not understood,
//! 3 the task could not run.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task talks to the person who runs it"
)]

use std::process::ExitCode;

use xtask::advisories;
use xtask::full_test::{self, Options};
use xtask::repository::Repository;
use xtask::tidy;

const USAGE: &str = "\
cargo xtask test [--without-browser] [--without-postgres] [--without-splink] [--fast]
    everything: tidy, formatting, lints, tests on both databases, examples, Splink, browser
    --without-browser    leave out the browser run, and say so
    --without-postgres   leave out the tests that need PostgreSQL, and say so
    --without-splink     leave out the run of an exported plan in Splink, and say so
    --fast               only tidy, formatting and the tests of the pure crates
cargo xtask tidy
    the repository's own rules: names, heads, sizes, words, numbers, boundaries
cargo xtask advisories
    published weaknesses of crates and packages; asks the internet, so it is no part of `test`
cargo xtask reveals
    every place where a personal value is shown, by crate";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, rest)) = words.split_first() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let answer = match (task.as_str(), rest) {
        ("test", options) => match Options::parse(options) {
            Ok(options) => Repository::open().and_then(|place| full_test::run(&place, options)),
            Err(unknown) => return not_understood(&unknown),
        },
        ("tidy", []) => Repository::open().and_then(|place| tidy::run(&place)),
        ("advisories", []) => Repository::open().and_then(|place| advisories::run(&place)),
        ("reveals", []) => Repository::open().and_then(|place| tidy::list_reveals(&place)),
        ("help" | "--help" | "-h", _) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => return not_understood(&words.join(" ")),
    };
    match answer {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("could not run: {error:#}");
            ExitCode::from(3)
        }
    }
}

fn not_understood(words: &str) -> ExitCode {
    eprintln!("not understood: `{words}`\n\n{USAGE}");
    ExitCode::from(2)
}
