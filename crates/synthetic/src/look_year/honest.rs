//! Honest work: caseloads, referrals and duty turns, recorded as untidily as people record.
//!
//! INVARIANT: every honest look has a reason; not every reason is recorded.

use super::{
    InventedFacts, InventedKind, InventedLink, InventedLook, LookYearPlan, dice, moment, role_of,
    workers,
};
use crate::calendar::plus_days;
use crate::dice::Dice;
use jiff::civil::Weekday;
use vocabulary::{CaseLinkKind, Date, Purpose, Role};

/// Of a thousand opened families, so many were opened before the link was recorded.
const RECORDED_LATE: u32 = 25;
/// Of a thousand, after it had ended: writing up.
const WRITTEN_UP: u32 = 15;
/// Of a thousand, with nothing recorded at all.
const NOT_RECORDED: u32 = 2;
/// Of a thousand worker days, so many bring twice the work.
const BUSY_DAYS: u32 = 10;

/// One case of a worker.
struct Case {
    link: InventedLink,
    person: u32,
    is_known_person: bool,
    is_near: bool,
}

/// One worker's year in the making.
struct Desk<'a> {
    plan: &'a LookYearPlan,
    worker: u16,
    role: Role,
    dice: Dice,
    cases: Vec<Case>,
    made: u32,
    looks: Vec<InventedLook>,
}

pub(super) fn looks(plan: &LookYearPlan) -> Vec<InventedLook> {
    (0..workers(plan))
        .flat_map(|worker| {
            let mut desk = Desk {
                plan,
                worker,
                role: role_of(plan, worker),
                dice: dice(plan, u64::from(worker)),
                cases: Vec::new(),
                made: 0,
                looks: Vec::new(),
            };
            desk.work();
            desk.looks
        })
        .collect()
}

impl Desk<'_> {
    fn work(&mut self) {
        for day in 0..self.plan.days {
            let day = plus_days(self.plan.from, i32::from(day));
            self.take_cases(day);
            let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let is_at_work = match self.role {
                // One night in four.
                Role::OutOfHoursWorker => self.dice.per_mille(250),
                _ => !is_weekend && self.dice.per_mille(880),
            };
            if is_at_work {
                self.day(day);
            }
        }
    }

    /// Ended cases go, new ones come until the caseload is full.
    fn take_cases(&mut self, day: Date) {
        let full = match self.role {
            Role::FrontDoorWorker => 6,
            Role::OutOfHoursWorker => 0,
            _ => 18,
        };
        self.cases.retain(|case| plus_days(case.link.to, 20) > day);
        while self.cases.len() < full {
            let case = self.new_case(day);
            self.cases.push(case);
        }
    }

    fn new_case(&mut self, day: Date) -> Case {
        self.made += 1;
        let number = u32::from(self.worker) * 10_000 + self.made;
        let (kind, days) = match self.role {
            Role::FrontDoorWorker => (CaseLinkKind::Referral, self.dice.between(2, 8)),
            Role::EarlyHelpWorker => (CaseLinkKind::EarlyHelpEpisode, self.dice.between(60, 250)),
            _ => (CaseLinkKind::Allocation, self.dice.between(40, 300)),
        };
        let from = plus_days(day, self.dice.between(0, 3));
        Case {
            link: InventedLink {
                case: number,
                kind,
                from,
                to: plus_days(from, days),
                reaches_person: true,
            },
            person: number,
            is_known_person: self.dice.per_mille(1),
            is_near: self.dice.per_mille(2),
        }
    }

    fn day(&mut self, day: Date) {
        let usual = match self.role {
            Role::FrontDoorWorker => self.dice.between(5, 12),
            Role::OutOfHoursWorker => self.dice.between(1, 5),
            _ => self.dice.between(1, 6),
        };
        let busy = if self.dice.per_mille(BUSY_DAYS) { 2 } else { 1 };
        for _ in 0..usual * busy {
            self.look(day);
        }
    }

    /// A search, perhaps a second try, and the family opened.
    fn look(&mut self, day: Date) {
        let mut look = self.opening(day);
        let second = self.dice.between(0, 3500);
        let hour = self.hour();
        let sound = u64::from(look.person.unwrap_or(0));
        let tries = if self.dice.per_mille(60) { 2 } else { 1 };
        for attempt in 0..tries {
            let is_last = attempt + 1 == tries;
            let kind = InventedKind::Search {
                results: if is_last { 3 } else { 0 },
                written: sound * 8 + attempt,
                sound,
            };
            self.looks.push(InventedLook {
                at: moment(day, hour, second + i32::try_from(attempt).unwrap_or(0) * 20),
                kind,
                person: None,
                ..look.clone()
            });
        }
        look.at = moment(day, hour, second + 60);
        if self.dice.per_mille(800) {
            self.looks.push(look);
        }
    }

    fn hour(&mut self) -> i32 {
        match self.role {
            Role::OutOfHoursWorker => self.dice.between(18, 22),
            _ => self.dice.between(9, 17),
        }
    }

    fn opening(&mut self, day: Date) -> InventedLook {
        let on_behalf_of = self
            .dice
            .per_mille(4)
            .then(|| u16::try_from(self.dice.below(usize::from(workers(self.plan)))).unwrap_or(0));
        let blank = InventedLook {
            at: moment(day, 9, 0),
            day,
            worker: self.worker,
            role: self.role,
            purpose: Purpose::ChildInNeedAssessment,
            stated_case: None,
            kind: InventedKind::Opened,
            person: Some(self.dice.below(900_000) as u32 + 1_000_000),
            links: Vec::new(),
            on_behalf_of,
            is_on_duty: false,
            known: InventedFacts::default(),
            planted: None,
        };
        if self.role == Role::OutOfHoursWorker {
            return InventedLook {
                purpose: Purpose::OutOfHoursDuty,
                is_on_duty: true,
                ..blank
            };
        }
        self.on_a_case(day, &blank)
    }

    /// A look at a family of the caseload, recorded as it was recorded.
    fn on_a_case(&mut self, day: Date, blank: &InventedLook) -> InventedLook {
        let place = self.dice.below(self.cases.len());
        let case = &self.cases[place];
        let mut link = case.link;
        if self.dice.per_mille(RECORDED_LATE) {
            link.from = plus_days(day, self.dice.between(1, 3));
            link.to = plus_days(link.from, 90);
        } else if self.dice.per_mille(WRITTEN_UP) {
            link.to = plus_days(day, -self.dice.between(0, 25));
            link.from = plus_days(link.to, -90);
        } else {
            // The rest of the caseload is worked on while it holds.
            link.from = link.from.min(day);
            link.to = link.to.max(plus_days(day, 1));
        }
        let is_recorded = !self.dice.per_mille(NOT_RECORDED);
        InventedLook {
            stated_case: Some(link.case),
            person: Some(case.person),
            links: if is_recorded { vec![link] } else { Vec::new() },
            known: InventedFacts {
                is_known_person: case.is_known_person,
                is_near: case.is_near,
                ..InventedFacts::default()
            },
            ..blank.clone()
        }
    }
}
