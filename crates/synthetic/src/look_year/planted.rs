//! Planted snooping: two hundred looks that a person should be asked about, spread over the year.
//!
//! Those that a single fact gives away have no case link; those that only a habit gives away
//! (volume, hours, a colleague's wishes) are on the snooper's own cases, so that nothing else
//! betrays them.
//! INVARIANT: two hundred looks, whatever the plan.

use super::{
    InventedFacts, InventedKind, InventedLink, InventedLook, LookYearPlan, Planted, dice, moment,
    role_of, workers,
};
use crate::calendar::plus_days;
use crate::dice::Dice;
use jiff::civil::Weekday;
use vocabulary::{CaseLinkKind, Date, Purpose};

/// How many looks of each flag, F1 to F11.
pub(super) const PLANTED: [(u8, u32); 11] = [
    (1, 25),
    (2, 15),
    (3, 35),
    (4, 15),
    (5, 40),
    (6, 20),
    (7, 10),
    (8, 15),
    (9, 8),
    (10, 7),
    (11, 10),
];

pub(super) fn looks(plan: &LookYearPlan) -> Vec<InventedLook> {
    let mut planter = Planter {
        plan,
        dice: dice(plan, 1_000_000),
        next_person: 5_000_000,
    };
    let mut looks = Vec::new();
    for (flag, count) in PLANTED {
        planter.plant(flag, count, &mut looks);
    }
    looks
}

struct Planter<'a> {
    plan: &'a LookYearPlan,
    dice: Dice,
    next_person: u32,
}

impl Planter<'_> {
    fn plant(&mut self, flag: u8, count: u32, looks: &mut Vec<InventedLook>) {
        // Habits stay with one worker on one day; single looks are anybody's, any day.
        let (mut worker, mut day) = (self.worker(), self.working_day());
        for number in 0..count {
            let is_habit = match flag {
                5 => true,
                6 => number % 10 != 0,
                10 | 11 => number != 0,
                _ => false,
            };
            if !is_habit {
                (worker, day) = (self.worker(), self.working_day());
            }
            let look = self.look(flag, number, worker, day);
            if flag == 11 && number == 0 {
                // The first use of the reason is no copy, and is not counted.
                let mut first = look.clone();
                first.at = moment(day, 8, 0);
                first.planted = None;
                looks.push(first);
            }
            looks.push(look);
        }
    }

    fn look(&mut self, flag: u8, number: u32, worker: u16, day: Date) -> InventedLook {
        self.next_person += 1;
        let person = self.next_person;
        let plain = InventedLook {
            at: moment(day, self.dice.between(9, 16), self.dice.between(0, 3500)),
            day,
            worker,
            role: role_of(self.plan, worker),
            purpose: Purpose::ChildInNeedAssessment,
            stated_case: Some(person),
            kind: InventedKind::Opened,
            person: Some(person),
            links: Vec::new(),
            on_behalf_of: None,
            is_on_duty: false,
            known: InventedFacts::default(),
            planted: Some(Planted(flag)),
        };
        self.shaped(plain, flag, number, person)
    }

    /// What gives a look away: one fact, or a habit on one's own case.
    fn shaped(&mut self, plain: InventedLook, flag: u8, number: u32, person: u32) -> InventedLook {
        let day = plain.day;
        let minute = i32::try_from(number).unwrap_or(0) % 40;
        let own = vec![link(person, plus_days(day, -30), plus_days(day, 60))];
        let in_a_row = moment(day, 12, minute * 80);
        match flag {
            1 => with_known(plain, |known| known.is_conflict = true),
            2 => with_known(plain, |known| known.is_near = true),
            4 => {
                let ended = plus_days(day, -self.dice.between(31, 400));
                let links = vec![link(person, plus_days(ended, -90), ended)];
                InventedLook { links, ..plain }
            }
            5 => InventedLook {
                links: own,
                at: in_a_row,
                ..plain
            },
            6 => search(plain, number, in_a_row),
            7 => with_known(
                InventedLook {
                    links: own,
                    ..plain
                },
                |known| {
                    known.is_known_person = true;
                },
            ),
            8 => {
                let refused = InventedLook {
                    kind: InventedKind::Refused,
                    ..plain
                };
                with_known(refused, |known| known.is_restricted = true)
            }
            9 => {
                let late = InventedLook {
                    links: own,
                    at: moment(day, 22, minute * 60),
                    ..plain
                };
                with_known(late, |known| known.is_off_hours = true)
            }
            10 => InventedLook {
                links: own,
                on_behalf_of: Some(workers(self.plan) + 7),
                at: in_a_row,
                ..plain
            },
            11 => InventedLook {
                kind: InventedKind::BreakGlass {
                    reason: 77,
                    is_right: false,
                },
                at: in_a_row,
                ..plain
            },
            _ => plain,
        }
    }

    fn worker(&mut self) -> u16 {
        u16::try_from(self.dice.below(usize::from(self.plan.social_workers))).unwrap_or(0)
    }

    /// A working day after the first hundred, so that every worker has a norm by then.
    fn working_day(&mut self) -> Date {
        let least = i32::from(self.plan.days / 3);
        let most = i32::from(self.plan.days) - 1;
        let mut day = plus_days(self.plan.from, self.dice.between(least, most));
        while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            day = plus_days(day, -1);
        }
        day
    }
}

/// Ten searches in a row without opening anybody: each for another name, or all for one name.
fn search(look: InventedLook, number: u32, at: jiff::Timestamp) -> InventedLook {
    let is_one_name = number >= 10;
    let kind = InventedKind::Search {
        results: 5,
        written: u64::from(number) + 9_000_000,
        sound: if is_one_name {
            1
        } else {
            u64::from(number) + 50
        },
    };
    InventedLook {
        kind,
        person: None,
        at,
        ..look
    }
}

fn link(case: u32, from: Date, to: Date) -> InventedLink {
    InventedLink {
        case,
        kind: CaseLinkKind::Allocation,
        from,
        to,
        reaches_person: true,
    }
}

fn with_known(mut look: InventedLook, change: impl Fn(&mut InventedFacts)) -> InventedLook {
    change(&mut look.known);
    look
}
