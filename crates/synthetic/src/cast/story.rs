//! Which services work with the cast, under which references, and which differences between
//! sources are planted.
//!
//! Invariant: people are counted in the order in which [`super::people`] adds them.

use crate::calendar::plus_days;
use crate::council::CaseLink;
use crate::services::{Drawing, school_place};
use crate::workers::{TEAM_EARLY_HELP, TEAM_FRONT_DOOR, TEAM_LOOKED_AFTER, TEAM_NORTH, TEAMS};
use vocabulary::Service;

/// Differences that one source shows for one person: source, family, person, error.
pub(crate) const PLANTED_ERRORS: [(&str, u32, u32, &str); 4] = [
    ("schools", 0, 4, "nickname"),
    ("housing", 0, 0, "former_family"),
    ("police", 0, 1, "day_off"),
    ("health-visiting", 0, 0, "former_family"),
];

/// The demo workers' places in the workforce.
const SOCIAL_WORKER: usize = 0;
const FRONT_DOOR_WORKER: usize = 1;
const EARLY_HELP_WORKER: usize = 2;

impl Drawing<'_> {
    fn nth(&self, place: u32) -> u32 {
        self.people.start + place
    }

    /// An involvement that began so many days ago, with a worker of the team.
    fn works(
        &mut self,
        place: u32,
        team: usize,
        kind: &'static str,
        days: (i32, Option<i32>),
        worker: Option<usize>,
    ) {
        let person = self.nth(place);
        let from = plus_days(self.today, -days.0);
        let to = days.1.map(|days| plus_days(self.today, -days));
        let someone =
            (0..40).find_map(|_| self.workforce.someone(team, self.today, &mut self.dice));
        let today = self.today;
        let involvement = self.involve(person, team, kind, (from, to));
        involvement.worker = worker.or(someone);
        involvement.last_contact = Some(
            to.unwrap_or_else(|| plus_days(today, -9))
                .max(involvement.from),
        );
    }

    fn case(
        &mut self,
        reference: &str,
        places: &[u32],
        team: usize,
        worker: Option<usize>,
        days: i32,
    ) {
        let service = TEAMS[team].service;
        let kind = match (service, team) {
            (Service::EarlyHelp, _) => "early_help_episode",
            (_, TEAM_FRONT_DOOR) => "referral",
            _ => "allocation",
        };
        for place in places {
            self.case_links.push(CaseLink {
                reference: reference.to_owned(),
                person: self.nth(*place),
                service,
                kind,
                team,
                worker,
                from: plus_days(self.today, -days),
                to: None,
                family_agreed: (service == Service::EarlyHelp).then_some(true),
            });
        }
    }

    fn at_school(&mut self, place: u32, age: i32, days: i32) {
        let person = self.truth.person(self.nth(place));
        let home = person.stays.first().map_or(0, |stay| stay.home);
        let from = plus_days(self.today, -days);
        self.add_school(person, (from, None), school_place(home, age));
    }

    fn tenant(&mut self, place: u32, days: i32, arrears: &str) {
        self.works(place, 10, "tenancy", (days, None), None);
        if let Some(involvement) = self.involvements.last_mut() {
            involvement.facts = vec![
                ("arrears", arrears.to_owned()),
                ("notice", "No records found".to_owned()),
                ("complaint", "No records found".to_owned()),
            ];
        }
    }

    fn offence(&mut self, place: u32, days: i32, kind: &str, nature: &str) {
        self.works(place, 12, "police record", (days, None), None);
        let day = crate::sources::dates::slashed(plus_days(self.today, -days));
        if let Some(involvement) = self.involvements.last_mut() {
            involvement.facts = vec![
                ("offence_date", day),
                ("offence_type", kind.to_owned()),
                ("offence_nature", nature.to_owned()),
                ("other_offences", "No".to_owned()),
            ];
        }
    }
}

/// Tells the story of the demo family in that place of the council.
pub(crate) fn tell(place: usize, drawing: &mut Drawing<'_>) {
    match place {
        0 => large_family(drawing),
        1 => referral(drawing),
        2 => early_help(drawing),
        3 => twins(drawing),
        4 => same_name(drawing),
        5 => unborn(drawing),
        6 => foster(drawing),
        _ => refuge(drawing),
    }
}

fn referral(drawing: &mut Drawing<'_>) {
    let worker = Some(FRONT_DOOR_WORKER);
    drawing.at_school(2, 12, 450);
    drawing.works(
        2,
        TEAM_FRONT_DOOR,
        "contact and referral",
        (4, None),
        worker,
    );
    drawing.case("REF-2026-1102", &[2], TEAM_FRONT_DOOR, worker, 4);
    drawing.offence(1, 6, "Violence without injury", "Suspect");
    drawing.works(0, 8, "carer support", (300, None), None);
}

fn early_help(drawing: &mut Drawing<'_>) {
    let worker = Some(EARLY_HELP_WORKER);
    drawing.at_school(2, 10, 2200);
    drawing.at_school(3, 6, 700);
    for member in 0..4 {
        drawing.works(
            member,
            TEAM_EARLY_HELP,
            "family support",
            (75, None),
            worker,
        );
    }
    drawing.case("EH-2026-0033", &[0, 1, 2, 3], TEAM_EARLY_HELP, worker, 75);
    drawing.tenant(1, 2000, "Case open");
    drawing.works(0, 9, "long-term support", (400, None), None);
}

fn twins(drawing: &mut Drawing<'_>) {
    drawing.at_school(2, 8, 1400);
    drawing.at_school(3, 8, 1400);
    drawing.tenant(0, 2600, "No records found");
}

fn same_name(drawing: &mut Drawing<'_>) {
    drawing.at_school(2, 15, 1500);
    drawing.tenant(1, 2600, "No records found");
    drawing.offence(1, 500, "Violence without injury", "Victim");
}

fn unborn(drawing: &mut Drawing<'_>) {
    drawing.works(2, 6, "child in need plan", (60, None), None);
    drawing.case("CSC-2026-0502", &[2], 6, None, 60);
    drawing.works(0, 17, "alcohol", (90, None), None);
    drawing.tenant(0, 500, "No records found");
}

fn foster(drawing: &mut Drawing<'_>) {
    drawing.at_school(2, 8, 1300);
    drawing.works(
        2,
        TEAM_LOOKED_AFTER,
        "looked after child",
        (320, None),
        None,
    );
    drawing.works(3, TEAM_NORTH, "child protection plan", (320, None), None);
    drawing.case("CSC-2026-0388", &[2, 3], TEAM_LOOKED_AFTER, None, 320);
    drawing.works(3, 14, "targeted", (1500, None), None);
    drawing.works(0, 17, "drugs", (330, None), None);
}

fn refuge(drawing: &mut Drawing<'_>) {
    drawing.at_school(2, 7, 900);
    drawing.works(2, TEAM_NORTH, "child in need plan", (58, None), None);
    drawing.case("CSC-2026-0611", &[2], TEAM_NORTH, None, 58);
    drawing.offence(1, 63, "Violence with injury", "Suspect");
    drawing.offence(0, 63, "Violence with injury", "Victim");
}

fn large_family(drawing: &mut Drawing<'_>) {
    drawing.at_school(4, 9, 1800);
    drawing.at_school(5, 7, 1000);
    for child in [4, 5, 6] {
        drawing.works(
            child,
            TEAM_NORTH,
            "child in need plan",
            (130, None),
            Some(SOCIAL_WORKER),
        );
    }
    drawing.case(
        "CSC-2026-0417",
        &[4, 5, 6],
        TEAM_NORTH,
        Some(SOCIAL_WORKER),
        130,
    );
    for member in [0, 4, 5] {
        drawing.works(
            member,
            TEAM_EARLY_HELP,
            "family support",
            (500, Some(200)),
            None,
        );
    }
    drawing.works(6, 14, "universal", (800, None), None);
    drawing.works(0, 14, "universal", (800, None), None);
    drawing.tenant(0, 1900, "Case open");
    drawing.tenant(2, 1200, "No records found");
    drawing.works(3, 8, "long-term support", (240, None), None);
    drawing.offence(1, 260, "Violence without injury", "Suspect");
    drawing.offence(0, 260, "Violence without injury", "Victim");
    drawing.works(1, 17, "alcohol", (150, None), None);
}
