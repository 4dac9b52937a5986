//! Services that work with adults: adult social care, housing, police, substance misuse.
//!
//! Invariant: what the police hold of a person says in which part: convict, suspect or victim.

use super::Drawing;
use crate::calendar::{age_on, plus_days, plus_years};
use crate::council::Person;
use vocabulary::Date;

const OFFENCES: [&str; 7] = [
    "Homicide",
    "Other sexual offences",
    "Possession of weapons",
    "Rape",
    "Robbery",
    "Violence with injury",
    "Violence without injury",
];

impl Drawing<'_> {
    pub(super) fn adult_social_care(&mut self) {
        for adult in self.aged(18..120) {
            let age = age_on(adult.birth, self.today);
            let base = if age > 74 {
                330
            } else if age > 64 {
                160
            } else {
                30
            };
            if self.happens(base, 260) {
                let period = self.period(6, 550);
                let kind = self.dice.weighted(&[
                    (40, "long-term support"),
                    (30, "reablement"),
                    (20, "carer support"),
                    (10, "safeguarding enquiry"),
                ]);
                let team = 8 + self.dice.below(2);
                self.involve(adult.number, team, kind, period);
            }
        }
    }

    /// Grown tenants of the social landlord, now or before, with arrears, notices and complaints.
    pub(super) fn housing(&mut self) {
        let mut tenants: Vec<(u32, Date, Option<Date>)> = Vec::new();
        for adult in self.aged(18..120) {
            let social = adult
                .stays
                .iter()
                .rfind(|stay| !stay.is_second && self.truth.homes.get(stay.home).is_social);
            let looks_back = plus_years(self.today, -6);
            if let Some(stay) = social
                && stay.to.is_none_or(|to| to > looks_back)
            {
                tenants.push((
                    adult.number,
                    stay.from.min(plus_days(self.today, -1)),
                    stay.to,
                ));
            }
        }
        for (tenant, from, to) in tenants {
            let team = if self.happens(20, 300) { 11 } else { 10 };
            let arrears = self.case_word(60, 450);
            let notice = self.case_word(15, 200);
            let complaint = self.case_word(20, 200);
            let involvement = self.involve(tenant, team, "tenancy", (from, to));
            involvement.facts.push(("arrears", arrears.to_owned()));
            involvement.facts.push(("notice", notice.to_owned()));
            involvement.facts.push(("complaint", complaint.to_owned()));
        }
    }

    fn case_word(&mut self, base: u32, more: u32) -> &'static str {
        if !self.happens(base, more) {
            return "No records found";
        }
        if self.dice.per_mille(450) {
            "Case open"
        } else {
            "Case closed"
        }
    }

    pub(super) fn police(&mut self) {
        for adult in self.aged(18..85) {
            if self.happens(90, 650) {
                self.police_record(adult);
            }
        }
    }

    fn police_record(&mut self, adult: &Person) {
        let latest = plus_days(self.today, -3);
        let earliest = plus_years(self.today, -5)
            .max(plus_years(adult.birth, 18))
            .min(latest);
        let offences = self.dice.weighted(&[(45, 0), (38, 1), (12, 2), (5, 3)]);
        let mut days: Vec<Date> = (0..offences.max(1))
            .map(|_| self.dice.day(earliest, latest))
            .collect();
        days.sort_unstable();
        let team = 12 + self.dice.below(2);
        let last = days[days.len() - 1];
        let to = (plus_days(last, 365) < self.today).then_some(plus_days(last, 90));
        let mut facts = Vec::new();
        for day in days.iter().take(offences) {
            let nature = self
                .dice
                .weighted(&[(25, "Convict"), (35, "Suspect"), (40, "Victim")]);
            let kind = self.dice.weighted(&[
                (1, OFFENCES[0]),
                (6, OFFENCES[1]),
                (8, OFFENCES[2]),
                (5, OFFENCES[3]),
                (8, OFFENCES[4]),
                (32, OFFENCES[5]),
                (40, OFFENCES[6]),
            ]);
            facts.push(("offence_date", crate::sources::dates::slashed(*day)));
            facts.push(("offence_type", kind.to_owned()));
            facts.push(("offence_nature", nature.to_owned()));
        }
        let other = if offences == 0 || self.dice.per_mille(200) {
            "Yes"
        } else {
            "No"
        };
        facts.push(("other_offences", other.to_owned()));
        let involvement = self.involve(adult.number, team, "police record", (days[0], to));
        involvement.last_contact = Some(last);
        involvement.facts = facts;
    }

    pub(super) fn substance_misuse(&mut self) {
        for adult in self.aged(18..70) {
            if self.happens(8, 260) {
                let period = self.period(4, 500);
                let kind = self.dice.weighted(&[(55, "alcohol"), (45, "drugs")]);
                self.involve(adult.number, 17, kind, period);
            }
        }
    }
}
