//! Which services work with whom: universal ones with everybody of the age, the others more
//! often where more is going on.
//!
//! Each service draws a family's involvements in its own function. Invariant: an involvement
//! begins within the last ten years and never ends before it begins.

mod for_adults;
mod for_children;

use crate::calendar::{age_on, plus_days, plus_years};
use crate::council::{CaseLink, Family, Involvement, Person, Truth};
use crate::dice::Dice;
use crate::workers::{TEAMS, Workforce};
use std::ops::Range;
use vocabulary::{Date, Service};

pub(crate) use for_children::{SCHOOLS, school_place};

/// One family while its services are drawn.
pub(crate) struct Drawing<'a> {
    pub(crate) truth: &'a Truth,
    pub(crate) workforce: &'a Workforce,
    pub(crate) dice: Dice,
    pub(crate) today: Date,
    pub(crate) need: u32,
    pub(crate) people: Range<u32>,
    pub(crate) involvements: Vec<Involvement>,
    pub(crate) case_links: Vec<CaseLink>,
}

impl<'a> Drawing<'a> {
    pub(crate) fn new(
        truth: &'a Truth,
        workforce: &'a Workforce,
        dice: Dice,
        today: Date,
        family: &Family,
    ) -> Self {
        Self {
            truth,
            workforce,
            dice,
            today,
            need: family.need,
            people: family.people.clone(),
            involvements: Vec::new(),
            case_links: Vec::new(),
        }
    }

    /// All services of the family.
    pub(crate) fn draw(&mut self) {
        self.schooling();
        self.health_visiting();
        self.childrens_social_care();
        self.early_help();
        self.youth_justice();
        self.adult_social_care();
        self.housing();
        self.police();
        self.substance_misuse();
    }

    /// People of the family whose age on the day is in the range, alive (or expected when the
    /// range begins below zero).
    pub(crate) fn aged(&self, ages: Range<i32>) -> Vec<&'a Person> {
        let truth = self.truth;
        self.people
            .clone()
            .map(|number| truth.person(number))
            .filter(|person| ages.contains(&age_on(person.birth, self.today)))
            .filter(|person| person.is_alive_on(self.today) || (person.is_unborn && ages.start < 0))
            .collect()
    }

    /// A chance in a thousand that grows with need: `base` at none, `base + more` at 100.
    pub(crate) fn happens(&mut self, base: u32, more: u32) -> bool {
        self.dice
            .per_mille(base + more * self.need * self.need / 10_000)
    }

    /// A period within the last `years`: most are short, some still run.
    pub(crate) fn period(&mut self, years: i32, open_per_mille: u32) -> (Date, Option<Date>) {
        if self.dice.per_mille(open_per_mille) {
            let from = self
                .dice
                .day(plus_days(self.today, -700), plus_days(self.today, -3));
            return (from, None);
        }
        let from = self
            .dice
            .day(plus_years(self.today, -years), plus_days(self.today, -30));
        let to = plus_days(from, self.dice.between(20, 500));
        (from, Some(to.min(plus_days(self.today, -2))))
    }

    /// Adds an involvement; now and then only the team is named.
    pub(crate) fn involve(
        &mut self,
        person: u32,
        team: usize,
        kind: &'static str,
        (from, to): (Date, Option<Date>),
    ) -> &mut Involvement {
        let worker = if self.dice.per_mille(90) {
            None
        } else {
            self.workforce.someone(team, from, &mut self.dice)
        };
        let birth = self.truth.person(person).birth;
        let from = if self.truth.person(person).is_unborn {
            from
        } else {
            from.max(birth)
        };
        let to = to.map(|to| to.max(from));
        let last = to.unwrap_or(self.today);
        let last_contact = (!self.dice.per_mille(80))
            .then(|| plus_days(last, -self.dice.between(0, 40)).max(from));
        self.involvements.push(Involvement {
            person,
            service: TEAMS[team].service,
            kind,
            from,
            to,
            last_contact,
            organisation: organisation(TEAMS[team].service).to_owned(),
            team,
            worker,
            facts: Vec::new(),
        });
        let last = self.involvements.len() - 1;
        &mut self.involvements[last]
    }
}

/// The organisation behind a service.
pub(crate) const fn organisation(service: Service) -> &'static str {
    match service {
        Service::Housing => "Eastmere Homes",
        Service::Police | Service::Probation => "Eastmere Police",
        Service::HealthVisiting | Service::MentalHealth | Service::GeneralPractice => {
            "Eastmere Community Health"
        }
        Service::SubstanceMisuse | Service::DomesticAbuse => "Eastmere Recovery",
        Service::School => "Eastmere schools",
        Service::ChildrensSocialCare
        | Service::EarlyHelp
        | Service::AdultSocialCare
        | Service::YouthJustice => "Eastmere Council",
    }
}
