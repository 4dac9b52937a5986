//! Failed sign-ins of the last minutes, and who has to wait.
//!
//! Counted for each account and for each browser. A browser from which the worker has signed in
//! before is counted by itself, so that a stranger who guesses cannot lock the worker out.
//! Invariant: guessing many names cannot fill the memory.

use crate::At;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// When each failure happened, by what it counts for.
#[derive(Default)]
pub(crate) struct Failures(Mutex<BTreeMap<Counted, Vec<jiff::Timestamp>>>);

/// What a failure counts for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Counted {
    /// The account, from browsers that nobody has signed in from as this worker.
    Account(String),
    /// The account in a browser that its worker has used.
    AccountInKnownBrowser(String, String),
    /// The browser, whatever the account.
    Browser(String),
}

impl Counted {
    const fn most(&self) -> usize {
        match self {
            Self::Account(_) | Self::AccountInKnownBrowser(..) => 5,
            // A shared machine has several workers, each of whom may mistype.
            Self::Browser(_) => 15,
        }
    }
}

const WAIT_MINUTES: i64 = 10;
const MOST_KEPT: usize = 10_000;

impl Failures {
    /// Whether any of these has to wait.
    pub(crate) fn are_too_many(&self, counted: &[Counted], at: At) -> bool {
        let Ok(mut failures) = self.0.lock() else {
            return true;
        };
        counted.iter().any(|key| {
            let Some(times) = failures.get_mut(key) else {
                return false;
            };
            keep_recent(times, at);
            times.len() >= key.most()
        })
    }

    /// Counts a failure.
    pub(crate) fn add(&self, counted: &[Counted], at: At) {
        if let Ok(mut failures) = self.0.lock() {
            if failures.len() >= MOST_KEPT {
                make_room(&mut failures, at);
            }
            for key in counted {
                let times = failures.entry(key.clone()).or_default();
                times.push(at.timestamp());
            }
        }
    }

    /// Forgets the failures of an account after it was signed in to; those of the browser stay,
    /// so that a guesser's own account does not wipe the slate.
    pub(crate) fn clear(&self, counted: &[Counted]) {
        if let Ok(mut failures) = self.0.lock() {
            for key in counted {
                if !matches!(key, Counted::Browser(_)) {
                    failures.remove(key);
                }
            }
        }
    }
}

fn keep_recent(times: &mut Vec<jiff::Timestamp>, at: At) {
    times.retain(|time| at.timestamp().duration_since(*time).as_mins() < WAIT_MINUTES);
}

/// Forgets what makes nobody wait. Whoever guesses at thousands of names to have the failures of one
/// forgotten gains nothing; only when thousands wait is everything forgotten.
fn make_room(failures: &mut BTreeMap<Counted, Vec<jiff::Timestamp>>, at: At) {
    failures.retain(|key, times| {
        keep_recent(times, at);
        times.len() >= key.most()
    });
    if failures.len() >= MOST_KEPT {
        failures.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> At {
        At::new(text.parse().unwrap())
    }

    fn account(staff: &str) -> Vec<Counted> {
        vec![Counted::Account(staff.to_owned())]
    }

    #[test]
    fn after_five_failures_the_account_waits_ten_minutes() {
        let failures = Failures::default();
        for _ in 0..5 {
            assert!(!failures.are_too_many(&account("SW1"), at("2026-11-23T10:00:00Z")));
            failures.add(&account("SW1"), at("2026-11-23T10:00:00Z"));
        }
        assert!(failures.are_too_many(&account("SW1"), at("2026-11-23T10:09:59Z")));
        assert!(!failures.are_too_many(&account("SW2"), at("2026-11-23T10:09:59Z")));
        assert!(!failures.are_too_many(&account("SW1"), at("2026-11-23T10:10:01Z")));
    }

    #[test]
    fn guessing_many_names_frees_no_account_that_waits_and_fills_no_memory() {
        let failures = Failures::default();
        let now = at("2026-11-23T10:00:00Z");
        for _ in 0..5 {
            failures.add(&account("SW1"), now);
        }
        for number in 0..3 * MOST_KEPT {
            failures.add(&account(&format!("X{number}")), now);
        }
        assert!(failures.are_too_many(&account("SW1"), now));
        let kept = failures.0.lock().unwrap().len();
        assert!(kept <= MOST_KEPT, "{kept}");
    }

    #[test]
    fn a_stranger_who_guesses_does_not_lock_the_worker_out_of_their_own_browser() {
        let failures = Failures::default();
        let now = at("2026-11-23T10:00:00Z");
        for _ in 0..50 {
            failures.add(&account("SW1"), now);
        }
        let own = Counted::AccountInKnownBrowser("browser".to_owned(), "SW1".to_owned());
        assert!(!failures.are_too_many(&[own, Counted::Browser("browser".to_owned())], now));
    }

    #[test]
    fn a_browser_that_tries_one_guess_on_many_accounts_waits_too() {
        let failures = Failures::default();
        let now = at("2026-11-23T10:00:00Z");
        let browser = Counted::Browser("browser".to_owned());
        for number in 0..15 {
            let tried = [Counted::Account(format!("SW{number}")), browser.clone()];
            assert!(!failures.are_too_many(&tried, now));
            failures.add(&tried, now);
        }
        let next = [Counted::Account("SW99".to_owned()), browser.clone()];
        assert!(failures.are_too_many(&next, now));
        failures.clear(&next);
        assert!(
            failures.are_too_many(&next, now),
            "one right guess wipes nothing"
        );
    }
}
