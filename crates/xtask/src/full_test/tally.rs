//! Counts passed, failed and skipped tests from the closing lines of the test runners.
//!
//! Three runners, three closing lines: `cargo test` writes one for each program, `cargo nextest`
//! one for all, `node --test` one line for each number. Their own lines stay visible.

/// How many tests a step ran, by how they ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Tests that passed.
    pub(super) passed: u64,
    /// Tests that failed, ran out of time or were cancelled.
    pub(super) failed: u64,
    /// Tests that their runner left out.
    pub(super) skipped: u64,
}

/// Whose closing lines are read; any other line is some test's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runner {
    /// `cargo test`
    Cargo,
    /// `cargo nextest`
    Nextest,
    /// `node --test`
    Node,
    /// Not a test runner.
    Other,
}

impl Tally {
    /// Adds what one line of output says, if it is a closing line of that runner.
    pub(super) fn read_line(&mut self, runner: Runner, line: &str) {
        let line = without_colour(line);
        match runner {
            Runner::Cargo => self.read_counts(line.strip_prefix("test result:")),
            Runner::Nextest => {
                let counts = line.trim_start().strip_prefix("Summary [");
                self.read_counts(counts.and_then(|rest| Some(rest.split_once("run:")?.1)));
            }
            Runner::Node => {
                let count = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "));
                self.read_node(count.unwrap_or_default().trim());
            }
            Runner::Other => {}
        }
    }

    fn read_counts(&mut self, counts: Option<&str>) {
        let parts = counts.unwrap_or_default().split([',', ';', '.', '(', ')']);
        parts.for_each(|part| self.read_count(part));
    }

    /// Adds another runner's counts.
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// `12 passed`, `1 exec failed`, `3 ignored`.
    fn read_count(&mut self, part: &str) {
        let Some((number, what)) = part.trim().split_once(' ') else {
            return;
        };
        self.count(number, what);
    }

    /// `pass 12`, `cancelled 1`.
    fn read_node(&mut self, count: &str) {
        let Some((what, number)) = count.split_once(' ') else {
            return;
        };
        self.count(number, what);
    }

    fn count(&mut self, number: &str, what: &str) {
        let Ok(number) = number.trim().parse::<u64>() else {
            return;
        };
        match what {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" | "cancelled" | "timed out" | "exec failed" => self.failed += number,
            "skipped" | "ignored" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

/// Takes out the codes that colour a terminal.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(runner: Runner, lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read_line(runner, line));
        tally
    }

    #[test]
    fn cargo_test_is_added_up_over_its_programs() {
        let tally = read(
            Runner::Cargo,
            &[
                "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                "test a_test_with_3_failed_in_its_name ... ok",
                "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
            ],
        );
        assert_eq!(
            tally,
            Tally {
                passed: 7,
                failed: 1,
                skipped: 1
            }
        );
    }

    #[test]
    fn nextest_counts_every_way_to_fail() {
        let line = "\u{1b}[31m     Summary\u{1b}[0m [   1.205s] 9 tests run: 4 passed (1 slow), \
                    2 failed, 1 exec failed, 2 timed out, 3 skipped";
        assert_eq!(
            read(Runner::Nextest, &[line]),
            Tally {
                passed: 4,
                failed: 5,
                skipped: 3
            }
        );
    }

    #[test]
    fn a_failed_test_repeated_in_the_output_is_counted_once() {
        let replayed = "    test result: FAILED. 0 passed; 1 failed; 0 ignored";
        let summary = "     Summary [   0.2s] 2 tests run: 1 passed, 1 failed, 0 skipped";
        let expected = Tally {
            passed: 1,
            failed: 1,
            skipped: 0,
        };
        assert_eq!(
            read(Runner::Nextest, &[replayed, replayed.trim(), summary]),
            expected
        );
        assert_eq!(read(Runner::Cargo, &[replayed]), Tally::default());
    }

    #[test]
    fn nextest_of_a_single_test_is_read() {
        let line = "     Summary [   0.005s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(
            read(Runner::Nextest, &[line]),
            Tally {
                passed: 1,
                failed: 0,
                skipped: 0
            }
        );
    }

    #[test]
    fn node_is_read_in_both_of_its_styles() {
        let expected = Tally {
            passed: 3,
            failed: 2,
            skipped: 0,
        };
        assert_eq!(
            read(
                Runner::Node,
                &["# tests 5", "# pass 3", "# fail 1", "# cancelled 1"]
            ),
            expected
        );
        assert_eq!(
            read(
                Runner::Node,
                &["ℹ tests 5", "ℹ pass 3", "ℹ fail 1", "ℹ cancelled 1"]
            ),
            expected
        );
    }
}
