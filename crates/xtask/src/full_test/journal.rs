//! What the run did: each step with its outcome and its seconds, and the closing table.
//!
//! INVARIANT: a failed step without a failed test of its own (a build that broke, a lint) counts
//! as one failure in the total, so that the total can never read as good when the run was not.

use std::time::Duration;

use anyhow::Result;

use super::tally::Tally;

/// The steps so far.
#[derive(Debug, Default)]
pub(super) struct Journal {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
}

/// Whether a step passed, and what its test runner counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    passed: bool,
    tally: Tally,
}

impl Outcome {
    pub(super) fn new(passed: bool, tally: Tally) -> Self {
        Self { passed, tally }
    }

    pub(super) fn tally(&self) -> Tally {
        self.tally
    }

    fn failures(&self) -> u64 {
        match (self.passed, self.tally.failed) {
            (false, 0) => 1,
            (_, failed) => failed,
        }
    }
}

impl From<bool> for Outcome {
    fn from(passed: bool) -> Self {
        Self::new(passed, Tally::default())
    }
}

impl Journal {
    /// Prints a heading, does the work, and writes down how it ended; true when it passed.
    pub(super) fn step(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<Outcome>,
    ) -> bool {
        println!("\n── {name} ──");
        let watch = Stopwatch::start();
        let outcome = work().unwrap_or_else(|error| {
            println!("{error:#}");
            Outcome::from(false)
        });
        let took = watch.read();
        println!(
            "── {name}: {} in {:.1} s",
            in_words(&outcome),
            took.as_secs_f64()
        );
        self.steps.push(Step {
            name,
            outcome,
            took,
        });
        outcome.passed
    }

    pub(super) fn all_passed(&self) -> bool {
        self.steps.iter().all(|step| step.outcome.passed)
    }

    /// The closing table: one line for each step.
    pub(super) fn close(&self) {
        println!("\n{:<36} {:>8} {:>10}", "step", "seconds", "outcome");
        for Step {
            name,
            outcome,
            took,
        } in &self.steps
        {
            println!(
                "{name:<36} {:>8.1} {:>10}",
                took.as_secs_f64(),
                in_words(outcome)
            );
        }
        println!();
    }

    /// `N passed, N failed`, with what was skipped when anything was.
    pub(super) fn total(&self) -> String {
        let sum = |count: fn(&Step) -> u64| self.steps.iter().map(count).sum::<u64>();
        let skipped = match sum(|step| step.outcome.tally.skipped) {
            0 => String::new(),
            skipped => format!("{skipped} skipped by their runners\n"),
        };
        let passed = sum(|step| step.outcome.tally.passed);
        let failed = sum(|step| step.outcome.failures());
        format!("{skipped}{passed} passed, {failed} failed")
    }
}

fn in_words(outcome: &Outcome) -> &'static str {
    if outcome.passed { "passed" } else { "FAILED" }
}

/// Measures how long a step took; nothing is decided by it.
struct Stopwatch(std::time::Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "the seconds are shown and decide nothing"
    )]
    fn start() -> Self {
        Self(std::time::Instant::now())
    }

    fn read(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally {
            passed,
            failed,
            skipped: 0,
        }
    }

    #[test]
    fn the_total_adds_the_runners_counts() {
        let mut journal = Journal::default();
        journal.step("one", || Ok(Outcome::new(true, tally(3, 0))));
        journal.step("two", || Ok(Outcome::new(false, tally(4, 2))));
        assert_eq!(journal.total(), "7 passed, 2 failed");
        assert!(!journal.all_passed());
    }

    #[test]
    fn a_step_that_could_not_run_counts_as_one_failure() {
        let mut journal = Journal::default();
        assert!(!journal.step("broken", || anyhow::bail!("no such program")));
        assert_eq!(journal.total(), "0 passed, 1 failed");
    }

    #[test]
    fn skipped_tests_are_said() {
        let mut journal = Journal::default();
        let skipping = Tally {
            passed: 1,
            failed: 0,
            skipped: 2,
        };
        journal.step("one", || Ok(Outcome::new(true, skipping)));
        assert_eq!(
            journal.total(),
            "2 skipped by their runners\n1 passed, 0 failed"
        );
    }
}
