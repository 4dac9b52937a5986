//! Services that work with children: schools, health visiting, children's social care, early
//! help, youth justice.
//!
//! Invariant: brothers and sisters in one case have one worker and one start date.

use super::Drawing;
use crate::calendar::{age_on, plus_days, plus_years};
use crate::council::{CaseLink, Involvement, Person};
use crate::workers::{TEAM_LOOKED_AFTER, TEAM_SCHOOLS};
use vocabulary::{Date, Service, Sex};

/// The schools: ten primary, then five secondary.
pub(crate) const SCHOOLS: [(&str, &str); 15] = [
    ("Northgate Primary School", "Ruth Hale"),
    ("Millside Primary School", "Owen Tranter"),
    ("Castle Hill Primary School", "Nadia Perrin"),
    ("Harbour Primary School", "Joan Whitlock"),
    ("Westfield Primary School", "Peter Sallow"),
    ("Brookfield Primary School", "Anita Rao"),
    ("Old Town Primary School", "Gwen Harker"),
    ("Fernley Primary School", "Tom Ashdown"),
    ("Saint Aldhelm's Primary School", "Mary Costello"),
    ("Lantern Lane Primary School", "Dee Okoro"),
    ("Eastmere Academy", "Simon Treloar"),
    ("Castle Hill High School", "Farah Siddique"),
    ("Harbour High School", "Louise Penhallow"),
    ("Westfield College", "Martin Quayle"),
    ("Fernley High School", "Ida Brandt"),
];

/// The school of a child: neighbours go to the same ones; brothers and sisters too.
pub(crate) fn school_place(home: u32, age: i32) -> usize {
    let home = home as usize;
    if age < 11 { home % 10 } else { 10 + home % 5 }
}

/// The kinds of work in children's social care, least first.
const SOCIAL_CARE: [(&str, usize, usize); 4] = [
    ("contact and referral", 1, 6),
    ("child in need plan", 0, 4),
    ("child protection plan", 0, 4),
    ("looked after child", TEAM_LOOKED_AFTER, TEAM_LOOKED_AFTER),
];

impl Drawing<'_> {
    /// Everybody from four to sixteen is on a roll, most to eighteen; leavers stay known.
    pub(super) fn schooling(&mut self) {
        for person in self.aged(4..20) {
            let age = age_on(person.birth, self.today);
            let home = person.stays.last().map_or(0, |stay| stay.home);
            let started = if age < 11 { 4 } else { 11 };
            let from = plus_years(person.birth, started).min(plus_days(self.today, -1));
            let is_leaver = age > 18 || (age > 16 && self.dice.per_mille(300));
            let left = plus_days(plus_years(person.birth, 16), 200).min(plus_days(self.today, -1));
            let to = is_leaver.then_some(left.max(from));
            self.add_school(person, (from, to), school_place(home, age.min(18)));
        }
    }

    pub(crate) fn add_school(
        &mut self,
        person: &Person,
        period: (Date, Option<Date>),
        school: usize,
    ) {
        let support = self.dice.weighted(&[(820, "N"), (140, "K"), (40, "E")]);
        let involvement = self.involve(person.number, TEAM_SCHOOLS, "pupil", period);
        involvement.organisation = SCHOOLS[school].0.to_owned();
        involvement.worker = None;
        involvement.last_contact = None;
        involvement.facts.push(("support", support.to_owned()));
    }

    /// Every child under five, and its mother with it; those just over five stay known.
    pub(super) fn health_visiting(&mut self) {
        let team = 14 + self.dice.below(2);
        let mut mothers: Vec<u32> = Vec::new();
        for child in self.aged(0..7) {
            if self.dice.per_mille(30) {
                continue;
            }
            let registered = plus_days(child.birth, 10).min(self.today);
            let end = plus_years(child.birth, 5);
            let to = (end <= self.today).then_some(end);
            let level =
                self.dice
                    .weighted(&[(80, "universal"), (14, "targeted"), (6, "specialist")]);
            self.involve(child.number, team, level, (registered, to));
            mothers.extend(child.mother.filter(|mother| !mothers.contains(mother)));
        }
        for mother in mothers {
            let from = plus_days(self.today, -self.dice.between(20, 1500));
            self.involve(mother, team, "universal", (from, None));
        }
    }

    pub(super) fn childrens_social_care(&mut self) {
        let children = self.aged(-1..18);
        let in_care = self.need >= 45 && children.iter().any(|child| self.is_in_care(child));
        if children.is_empty() || !(in_care || self.happens(20, 1000)) {
            return;
        }
        let level = if in_care {
            3
        } else {
            self.dice.weighted(&[(50, 0), (34, 1), (16, 2)])
        };
        let open = if in_care { 1000 } else { 420 };
        let period = self.period(6, open);
        for child in children {
            let level = if level == 3 && !self.is_in_care(child) {
                1
            } else {
                level
            };
            self.social_care_case(child.number, level, period);
        }
    }

    /// The child lives in a foster placement.
    fn is_in_care(&self, child: &Person) -> bool {
        let is_placement =
            |home| self.truth.homes.get(home).kind == vocabulary::AddressKind::Placement;
        age_on(child.birth, self.today) < 18
            && child
                .stay_on(self.today)
                .is_some_and(|stay| is_placement(stay.home))
    }

    /// One child's part of a case, with its case link while it is open.
    fn social_care_case(&mut self, child: u32, level: usize, (from, to): (Date, Option<Date>)) {
        let (kind, north, south) = SOCIAL_CARE[level];
        let team = if self.people.start.is_multiple_of(2) {
            north
        } else {
            south
        };
        let shared = self.shared_worker(Service::ChildrensSocialCare, from);
        let involvement = self.involve(child, team, kind, (from, to));
        if let Some(worker) = shared {
            involvement.worker = worker;
        }
        let (worker, from, to) = (involvement.worker, involvement.from, involvement.to);
        self.case_links.push(CaseLink {
            reference: format!("CSC-{}-{:06}", from.year(), child + 10_000),
            person: child,
            service: Service::ChildrensSocialCare,
            kind: if level == 0 { "referral" } else { "allocation" },
            team,
            worker,
            from,
            to,
            family_agreed: None,
        });
    }

    /// The worker whom a brother or sister already has in the same service.
    fn shared_worker(&self, service: Service, from: Date) -> Option<Option<usize>> {
        self.involvements
            .iter()
            .find(|one: &&Involvement| one.service == service && one.from == from)
            .map(|one| one.worker)
    }

    pub(super) fn early_help(&mut self) {
        let children = self.aged(0..18);
        if children.is_empty() || !self.happens(60, 650) {
            return;
        }
        let period = self.period(5, 400);
        let team = if self.people.start.is_multiple_of(2) {
            2
        } else {
            7
        };
        let agreed = !self.dice.per_mille(60);
        let parents = children.iter().filter_map(|child| child.mother);
        let mut members: Vec<u32> = children
            .iter()
            .map(|child| child.number)
            .chain(parents)
            .collect();
        members.sort_unstable();
        members.dedup();
        for member in members {
            let shared = self.shared_worker(Service::EarlyHelp, period.0);
            let involvement = self.involve(member, team, "family support", period);
            if let Some(worker) = shared {
                involvement.worker = worker;
            }
            let (worker, from, to) = (involvement.worker, involvement.from, involvement.to);
            self.case_links.push(CaseLink {
                reference: format!("EH-{}-{:06}", period.0.year(), self.people.start + 10_000),
                person: member,
                service: Service::EarlyHelp,
                kind: "early_help_episode",
                team,
                worker,
                from,
                to,
                family_agreed: Some(agreed),
            });
        }
    }

    pub(super) fn youth_justice(&mut self) {
        for child in self.aged(11..19) {
            let more = if child.sex == Sex::Male { 400 } else { 120 };
            if self.happens(6, more) {
                let period = self.period(3, 400);
                let kind = self.dice.weighted(&[
                    (45, "prevention"),
                    (35, "out-of-court disposal"),
                    (20, "youth rehabilitation order"),
                ]);
                self.involve(child.number, 16, kind, period);
            }
        }
    }
}
