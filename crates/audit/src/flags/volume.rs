//! F5: far more looks than the worker's own days, or than almost every day of the role, or too
//! many searches in one hour.
//!
//! INVARIANT: days before today make the norm, today never does.

use super::{FlagLimits, WatchedKind, WatchedLook};
use jiff::Timestamp;
use std::collections::{BTreeMap, VecDeque};
use vocabulary::{Date, Role};

/// Days that make the norm.
const NORM_DAYS: i32 = 90;
/// Days of one's own before a norm counts.
const LEAST_DAYS: usize = 10;
/// Days of a role before its norm counts.
const LEAST_ROLE_DAYS: usize = 200;

/// Looks by day.
#[derive(Default)]
pub(super) struct Volume {
    workers: BTreeMap<String, WorkerDays>,
    roles: BTreeMap<Role, RoleDays>,
}

#[derive(Default)]
struct WorkerDays {
    before: VecDeque<(Date, u32)>,
    today: Option<Date>,
    entries: Vec<u64>,
    searches: VecDeque<Timestamp>,
    was_raised: bool,
}

#[derive(Default)]
struct RoleDays {
    before: VecDeque<(Date, u32)>,
    limit: Option<(Date, u32)>,
}

impl Volume {
    /// The entries of the day, when this look makes it unusual; once a day.
    pub(super) fn look(&mut self, look: &WatchedLook, limits: &FlagLimits) -> Option<Vec<u64>> {
        let days = self.workers.entry(look.worker.clone()).or_default();
        let role = self.roles.entry(look.role).or_default();
        days.turn_to(look.day, role);
        days.entries.push(look.seq);
        let is_hasty = days.is_hasty(look, limits);
        let count = u32::try_from(days.entries.len()).unwrap_or(u32::MAX);
        let is_many = count >= limits.least_looks
            && (days.is_above_own(count, limits) || role.is_above(look.day, count));
        if days.was_raised || !(is_hasty || is_many) {
            return None;
        }
        days.was_raised = true;
        Some(days.entries.clone())
    }
}

impl WorkerDays {
    fn turn_to(&mut self, day: Date, role: &mut RoleDays) {
        if self.today == Some(day) {
            return;
        }
        if let Some(past) = self.today {
            let count = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            // A day that was raised is no measure of what is usual.
            if !self.was_raised {
                self.before.push_back((past, count));
                role.before.push_back((past, count));
            }
        }
        forget(&mut self.before, day);
        self.today = Some(day);
        self.entries.clear();
        self.was_raised = false;
    }

    fn is_hasty(&mut self, look: &WatchedLook, limits: &FlagLimits) -> bool {
        if !matches!(look.kind, WatchedKind::Search { .. }) {
            return false;
        }
        self.searches.push_back(look.at);
        let within = |at: &Timestamp| look.at.duration_since(*at).as_secs() < 3600;
        while self.searches.front().is_some_and(|at| !within(at)) {
            self.searches.pop_front();
        }
        self.searches.len() > limits.searches_in_an_hour
    }

    fn is_above_own(&self, count: u32, limits: &FlagLimits) -> bool {
        if self.before.len() < LEAST_DAYS {
            return false;
        }
        let sum: u32 = self.before.iter().map(|(_, looks)| looks).sum();
        let days = u32::try_from(self.before.len()).unwrap_or(u32::MAX);
        f64::from(count) > limits.times_own_norm * f64::from(sum) / f64::from(days)
    }
}

impl RoleDays {
    /// Whether a day is above 99 of 100 days of the role, and half as much again: the hundredth
    /// day of an honest role is no reason to ask.
    fn is_above(&mut self, day: Date, count: u32) -> bool {
        if self.limit.is_none_or(|(of, _)| of != day) {
            forget(&mut self.before, day);
            let mut counts: Vec<u32> = self.before.iter().map(|(_, looks)| *looks).collect();
            counts.sort_unstable();
            let place = counts.len() * 99 / 100;
            let limit = counts
                .get(place)
                .copied()
                .filter(|_| counts.len() >= LEAST_ROLE_DAYS);
            self.limit = Some((day, limit.unwrap_or(u32::MAX)));
        }
        let limit = self.limit.map_or(u32::MAX, |(_, limit)| limit);
        count > limit.saturating_add(limit / 2)
    }
}

fn forget(days: &mut VecDeque<(Date, u32)>, today: Date) {
    let is_old = |day: &Date| (today - *day).get_days() > NORM_DAYS;
    while days.front().is_some_and(|(day, _)| is_old(day)) {
        days.pop_front();
    }
}
