//! An invented year of look-ups: honest work with its untidiness, and planted snooping.
//!
//! Workers are numbers, and so are people. Honest looks come from caseloads, referrals and duty
//! turns; some are recorded late, some have no recorded fact, some happen at night. Planted looks
//! say which flag should see them.
//! INVARIANT: looks are in the order of time; the plan gives the same year for the same seed.

mod honest;
mod planted;

use crate::dice::{Dice, Realm};
use jiff::Timestamp;
use vocabulary::{CaseLinkKind, Date, Purpose, Role};

/// How large the year is.
#[derive(Debug, Clone, Copy)]
pub struct LookYearPlan {
    /// Which year: another seed, another year.
    pub seed: u64,
    /// The first day.
    pub from: Date,
    /// How many days.
    pub days: u16,
    /// Social workers; one front-door worker, early-help worker and duty worker for each six.
    pub social_workers: u16,
}

/// One invented look, with everything that is true about it.
#[derive(Debug, Clone)]
pub struct InventedLook {
    /// When.
    pub at: Timestamp,
    /// The day.
    pub day: Date,
    /// The worker.
    pub worker: u16,
    /// Their role.
    pub role: Role,
    /// Why, as stated.
    pub purpose: Purpose,
    /// The case that was stated.
    pub stated_case: Option<u32>,
    /// What it was.
    pub kind: InventedKind,
    /// The person, where one was opened.
    pub person: Option<u32>,
    /// Case links of the worker that bear on it.
    pub links: Vec<InventedLink>,
    /// A colleague for whom it was made.
    pub on_behalf_of: Option<u16>,
    /// The worker was on the rota.
    pub is_on_duty: bool,
    /// What other registers know.
    pub known: InventedFacts,
    /// What was planted; nothing for an honest look.
    pub planted: Option<Planted>,
}

/// What an invented look was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InventedKind {
    /// A search: results, a print of the name as written, a print of its sound.
    Search {
        /// How many were shown.
        results: u32,
        /// The name as written.
        written: u64,
        /// How it sounds.
        sound: u64,
    },
    /// A family was opened.
    Opened,
    /// A restricted record was asked for and refused.
    Refused,
    /// A break-glass with a print of its reason, and whether its review found it right.
    BreakGlass {
        /// A print of the reason.
        reason: u64,
        /// The review.
        is_right: bool,
    },
}

/// One case link of the worker.
#[derive(Debug, Clone, Copy)]
pub struct InventedLink {
    /// The case.
    pub case: u32,
    /// What makes it.
    pub kind: CaseLinkKind,
    /// The first day.
    pub from: Date,
    /// The first day after.
    pub to: Date,
    /// Whether the person is of its family.
    pub reaches_person: bool,
}

/// What other registers know of a look.
#[derive(Debug, Clone, Copy, Default)]
pub struct InventedFacts {
    /// The worker's own record, a relative, the household, somebody not to be located.
    pub is_conflict: bool,
    /// Shares a name and neighbourhood, or the street.
    pub is_near: bool,
    /// Staff or in the news.
    pub is_known_person: bool,
    /// Restricted for this worker.
    pub is_restricted: bool,
    /// Night or weekend without a turn on the rota.
    pub is_off_hours: bool,
}

/// What was planted, by the number of the flag that should see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planted(pub u8);

/// Invents the year, in the order of time.
#[must_use]
pub fn invent_looks(plan: &LookYearPlan) -> Vec<InventedLook> {
    let mut looks = honest::looks(plan);
    looks.extend(planted::looks(plan));
    looks.sort_by_key(|look| (look.at, look.worker));
    looks
}

/// A worker by number: social workers first, then the others.
fn role_of(plan: &LookYearPlan, worker: u16) -> Role {
    let each = (plan.social_workers / 6).max(1);
    match worker.checked_sub(plan.social_workers) {
        None => Role::SocialWorker,
        Some(place) if place < each => Role::FrontDoorWorker,
        Some(place) if place < 2 * each => Role::EarlyHelpWorker,
        Some(_) => Role::OutOfHoursWorker,
    }
}

/// How many workers there are.
fn workers(plan: &LookYearPlan) -> u16 {
    plan.social_workers + 3 * (plan.social_workers / 6).max(1)
}

/// A moment of a day; times stay clear of midnight, so that the day is the same in London.
fn moment(day: Date, hour: i32, second: i32) -> Timestamp {
    let at = day.at(0, 0, 0, 0) + jiff::SignedDuration::from_secs(i64::from(hour * 3600 + second));
    let zoned = at.to_zoned(jiff::tz::TimeZone::UTC);
    zoned.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

fn dice(plan: &LookYearPlan, number: u64) -> Dice {
    Dice::new(plan.seed, Realm::Looks, number)
}
