//! Runs a program with its output visible as it comes, and counts the tests it reports.
//!
//! INVARIANT: what the program wrote is passed on byte for byte, on the same stream.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result};

use super::journal::Outcome;
use super::tally::{Runner, Tally};

/// Runs the command to its end; it passed when it ended with code 0.
pub(super) fn run_visibly(runner: Runner, command: &mut Command) -> Result<Outcome> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut running = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name} did not start"))?;
    let output = running.stdout.take().context("no output was opened")?;
    let errors = running
        .stderr
        .take()
        .context("no error output was opened")?;
    let tally = thread::scope(|scope| {
        let from_errors = scope.spawn(|| pass_on(runner, errors, std::io::stderr()));
        let mut tally = pass_on(runner, output, std::io::stdout())?;
        tally.add(
            from_errors
                .join()
                .expect("passing lines on does not panic")?,
        );
        Ok::<Tally, std::io::Error>(tally)
    });
    let ended = running
        .wait()
        .with_context(|| format!("{name} did not end"))?;
    Ok(Outcome::new(
        ended.success(),
        tally.context("the output could not be passed on")?,
    ))
}

fn pass_on(runner: Runner, from: impl Read, mut to: impl Write) -> std::io::Result<Tally> {
    let mut tally = Tally::default();
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        tally.read_line(runner, &String::from_utf8_lossy(&line));
        line.clear();
    }
    to.flush()?;
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_passed_on_unchanged_and_counted() {
        let written = b"noise \xff\ntest result: ok. 2 passed; 0 failed\nno line end";
        let mut seen = Vec::new();
        let tally = pass_on(Runner::Cargo, &written[..], &mut seen).unwrap();
        assert_eq!(seen, written);
        assert_eq!(
            tally,
            Tally {
                passed: 2,
                failed: 0,
                skipped: 0
            }
        );
    }

    #[test]
    fn a_program_that_ends_badly_did_not_pass() {
        let outcome =
            run_visibly(Runner::Other, Command::new("sh").args(["-c", "exit 3"])).unwrap();
        assert_eq!(outcome, Outcome::from(false));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        assert!(run_visibly(Runner::Other, &mut Command::new("no-such-program-anywhere")).is_err());
    }
}
