//! How many searches and looks one worker makes: within the budget, sign in again, or locked.
//! Pure counting; where the times come from and what is recorded is in `spend_look`.
//!
//! Invariant: more uses, or a later look at the same uses, never turn a lock into a yes by
//! signing in again; only time or a person lifts it.

use jiff::{SignedDuration, Timestamp};

/// How many searches a worker may make, and as many looks at families.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookBudget {
    /// Within any hour.
    pub an_hour: u32,
    /// Within any day of 24 hours.
    pub a_day: u32,
}

impl Default for LookBudget {
    fn default() -> Self {
        Self {
            an_hour: 60,
            a_day: 200,
        }
    }
}

/// What is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookKind {
    /// A search.
    Search,
    /// A look at a family.
    Family,
}

impl LookKind {
    /// The word in the table and the audit.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Family => "family",
        }
    }
}

/// How the next use stands to the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetStanding {
    /// Within it.
    Within,
    /// Used up: the worker signs in again first.
    SignInAgain,
    /// Used up twice over: somebody else has to look into it.
    Locked,
}

impl LookBudget {
    /// How the next use stands, given the times of the earlier ones (oldest first) and when the
    /// worker last proved who they are.
    #[must_use]
    pub fn standing(
        self,
        times: &[Timestamp],
        proved_at: Option<Timestamp>,
        now: Timestamp,
    ) -> BudgetStanding {
        let hour = within(times, now, 1, self.an_hour, proved_at);
        let day = within(times, now, 24, self.a_day, proved_at);
        match (hour, day) {
            (BudgetStanding::Locked, _) | (_, BudgetStanding::Locked) => BudgetStanding::Locked,
            (BudgetStanding::SignInAgain, _) | (_, BudgetStanding::SignInAgain) => {
                BudgetStanding::SignInAgain
            }
            (BudgetStanding::Within, BudgetStanding::Within) => BudgetStanding::Within,
        }
    }
}

/// One window: whoever signed in after the budget was used up has it once more.
fn within(
    times: &[Timestamp],
    now: Timestamp,
    hours: i64,
    most: u32,
    proved_at: Option<Timestamp>,
) -> BudgetStanding {
    let since = now - SignedDuration::from_hours(hours);
    let first = times.partition_point(|time| *time <= since);
    let used = &times[first..];
    let most = usize::try_from(most).unwrap_or(usize::MAX).max(1);
    let Some(used_up_at) = used.get(most - 1) else {
        return BudgetStanding::Within;
    };
    if used.len() >= most.saturating_mul(2) {
        return BudgetStanding::Locked;
    }
    if proved_at.is_some_and(|proved| proved > *used_up_at) {
        BudgetStanding::Within
    } else {
        BudgetStanding::SignInAgain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: LookBudget = LookBudget {
        an_hour: 60,
        a_day: 200,
    };

    fn at(minutes: i64) -> Timestamp {
        let start: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        start + SignedDuration::from_mins(minutes)
    }

    fn each_minute(count: i64) -> Vec<Timestamp> {
        (0..count).map(at).collect()
    }

    #[test]
    fn the_sixtieth_search_of_an_hour_is_made_and_the_sixty_first_asks_to_sign_in() {
        let times: Vec<Timestamp> = vec![at(0); 59];
        assert_eq!(BUDGET.standing(&times, None, at(1)), BudgetStanding::Within);
        let times: Vec<Timestamp> = vec![at(0); 60];
        assert_eq!(
            BUDGET.standing(&times, Some(at(0)), at(1)),
            BudgetStanding::SignInAgain
        );
    }

    #[test]
    fn whoever_signs_in_again_has_the_budget_once_more_and_then_is_locked() {
        let mut times: Vec<Timestamp> = vec![at(0); 60];
        assert_eq!(
            BUDGET.standing(&times, Some(at(2)), at(3)),
            BudgetStanding::Within
        );
        times.extend(vec![at(4); 60]);
        assert_eq!(
            BUDGET.standing(&times, Some(at(5)), at(6)),
            BudgetStanding::Locked
        );
    }

    #[test]
    fn an_hour_later_the_hour_is_free_again() {
        let times: Vec<Timestamp> = vec![at(0); 60];
        assert_eq!(
            BUDGET.standing(&times, None, at(60)),
            BudgetStanding::Within
        );
        assert_eq!(
            BUDGET.standing(&times, None, at(59)),
            BudgetStanding::SignInAgain
        );
    }

    #[test]
    fn two_hundred_in_a_day_ask_to_sign_in_however_slow() {
        let slow: Vec<Timestamp> = (0..200).map(|n| at(n * 5)).collect();
        let now = at(200 * 5);
        assert_eq!(
            BUDGET.standing(&slow, Some(at(0)), now),
            BudgetStanding::SignInAgain
        );
        assert_eq!(
            BUDGET.standing(&slow, Some(at(999)), now),
            BudgetStanding::Within
        );
    }

    #[test]
    fn a_script_that_signs_in_before_every_search_is_locked_all_the_same() {
        let mut made = Vec::new();
        let mut standing = BudgetStanding::Within;
        for second in 0..5_000 {
            let now = at(0) + SignedDuration::from_secs(second);
            standing = BUDGET.standing(&made, Some(now), now);
            match standing {
                BudgetStanding::Within => made.push(now),
                BudgetStanding::SignInAgain | BudgetStanding::Locked => break,
            }
        }
        assert_eq!(standing, BudgetStanding::Locked);
        assert_eq!(made.len(), 120);
    }

    #[test]
    fn a_busy_but_ordinary_day_is_never_asked() {
        let day: Vec<Timestamp> = (0..100).map(|n| at(n * 5)).collect();
        for minute in 0..500 {
            let so_far = day.partition_point(|time| *time <= at(minute));
            assert_eq!(
                BUDGET.standing(&day[..so_far], Some(at(0)), at(minute)),
                BudgetStanding::Within
            );
        }
        assert_eq!(
            BUDGET.standing(&each_minute(59), None, at(59)),
            BudgetStanding::Within
        );
    }
}
