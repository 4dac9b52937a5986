//! Workers and teams of the council and its partners: names, telephones, who has left.
//!
//! The four demo workers always come first. Invariant: every team has a duty line and an
//! out-of-hours line, and a worker who left is never given new work after that day.

use crate::calendar::plus_days;
use crate::dice::{Dice, Realm};
use crate::identifiers::{mail_letters, office_telephone};
use crate::names::{NameBook, Tradition};
use vocabulary::{Date, Service, Sex};

/// One team.
pub(crate) struct Team {
    pub(crate) name: &'static str,
    pub(crate) service: Service,
    pub(crate) role: &'static str,
    /// How staff ids of the team begin.
    prefix: &'static str,
    /// Staff for each 20,000 people.
    size: u32,
}

/// One worker.
pub(crate) struct Worker {
    pub(crate) staff_id: String,
    pub(crate) name: String,
    pub(crate) role: &'static str,
    pub(crate) team: usize,
    pub(crate) telephone: String,
    pub(crate) email: String,
    pub(crate) left: Option<Date>,
}

/// All workers, by team.
pub(crate) struct Workforce {
    pub(crate) workers: Vec<Worker>,
    by_team: Vec<Vec<usize>>,
}

use Service as S;

const fn team(
    name: &'static str,
    service: Service,
    role: &'static str,
    prefix: &'static str,
    size: u32,
) -> Team {
    Team {
        name,
        service,
        role,
        prefix,
        size,
    }
}

/// The teams. Places in this list are used as team numbers.
pub(crate) const TEAMS: [Team; 20] = [
    team(
        "Safeguarding and Support North",
        S::ChildrensSocialCare,
        "Social worker",
        "SW",
        9,
    ),
    team(
        "Front Door",
        S::ChildrensSocialCare,
        "Front-door duty worker",
        "FD",
        4,
    ),
    team(
        "Early Help Locality North",
        S::EarlyHelp,
        "Early-help worker",
        "EH",
        8,
    ),
    team(
        "Information Governance",
        S::ChildrensSocialCare,
        "Information-governance lead",
        "IG",
        1,
    ),
    team(
        "Safeguarding and Support South",
        S::ChildrensSocialCare,
        "Social worker",
        "SW",
        9,
    ),
    team(
        "Children Looked After",
        S::ChildrensSocialCare,
        "Social worker",
        "SW",
        7,
    ),
    team(
        "Assessment",
        S::ChildrensSocialCare,
        "Social worker",
        "SW",
        7,
    ),
    team(
        "Early Help Locality South",
        S::EarlyHelp,
        "Early-help worker",
        "EH",
        8,
    ),
    team(
        "Adults Locality East",
        S::AdultSocialCare,
        "Social worker (adults)",
        "AS",
        8,
    ),
    team(
        "Adults Locality West",
        S::AdultSocialCare,
        "Care coordinator",
        "AS",
        8,
    ),
    team(
        "Neighbourhood Housing",
        S::Housing,
        "Housing officer",
        "HO",
        14,
    ),
    team(
        "Tenancy Support",
        S::Housing,
        "Tenancy support officer",
        "HO",
        5,
    ),
    team(
        "Public Protection Unit",
        S::Police,
        "Safeguarding officer",
        "PO",
        6,
    ),
    team(
        "Neighbourhood Policing",
        S::Police,
        "Neighbourhood officer",
        "PO",
        6,
    ),
    team(
        "Health Visiting North",
        S::HealthVisiting,
        "Health visitor",
        "HV",
        8,
    ),
    team(
        "Health Visiting South",
        S::HealthVisiting,
        "Health visitor",
        "HV",
        8,
    ),
    team(
        "Youth Justice Service",
        S::YouthJustice,
        "Youth justice worker",
        "YJ",
        4,
    ),
    team(
        "Recovery Service",
        S::SubstanceMisuse,
        "Key worker",
        "SM",
        5,
    ),
    team(
        "School Safeguarding",
        S::School,
        "Designated safeguarding lead",
        "SC",
        0,
    ),
    team(
        "Emergency Duty",
        S::ChildrensSocialCare,
        "Duty social worker",
        "SW",
        2,
    ),
];

pub(crate) const TEAM_NORTH: usize = 0;
pub(crate) const TEAM_FRONT_DOOR: usize = 1;
pub(crate) const TEAM_EARLY_HELP: usize = 2;
pub(crate) const TEAM_GOVERNANCE: usize = 3;
pub(crate) const TEAM_LOOKED_AFTER: usize = 5;
pub(crate) const TEAM_SCHOOLS: usize = 18;

/// The demo workers: staff id, name, team.
pub(crate) const DEMO_WORKERS: [(&str, &str, usize); 4] = [
    ("SW1001", "Amira Khan", TEAM_NORTH),
    ("FD1001", "Ben Okafor", TEAM_FRONT_DOOR),
    ("EH1001", "Carys Morgan", TEAM_EARLY_HELP),
    ("IG1001", "Fay Lindqvist", TEAM_GOVERNANCE),
];

impl Workforce {
    /// Enough workers for so many people.
    pub(crate) fn hire(people: u32, seed: u64, today: Date, names: &NameBook) -> Self {
        let mut force = Self {
            workers: Vec::new(),
            by_team: vec![Vec::new(); TEAMS.len()],
        };
        for (staff_id, name, team) in DEMO_WORKERS {
            force.add(staff_id.to_owned(), name.to_owned(), team, None);
        }
        let mut dice = Dice::new(seed, Realm::Workers, 0);
        for (place, team) in TEAMS.iter().enumerate() {
            let count = (u64::from(team.size) * u64::from(people) / 20_000).max(2);
            if team.size < 2 {
                continue;
            }
            for _ in 0..count {
                let tradition = dice.weighted(&Tradition::SHARES);
                let sex = if dice.per_mille(750) {
                    Sex::Female
                } else {
                    Sex::Male
                };
                let name = names.adult(tradition, sex, &mut dice);
                let left = dice
                    .per_mille(120)
                    .then(|| plus_days(today, -dice.between(10, 500)));
                let staff_id = format!("{}{}", team.prefix, 2001 + force.workers.len());
                force.add(
                    staff_id,
                    format!("{} {}", name.given, name.family),
                    place,
                    left,
                );
            }
        }
        force
    }

    fn add(&mut self, staff_id: String, name: String, team: usize, left: Option<Date>) {
        let number = u32::try_from(self.workers.len()).unwrap_or(u32::MAX);
        let email = format!(
            "{}.{}@{}",
            mail_letters(&name),
            mail_letters(&staff_id),
            mail_domain(TEAMS[team].service)
        );
        self.by_team[team].push(self.workers.len());
        self.workers.push(Worker {
            staff_id,
            name,
            role: TEAMS[team].role,
            team,
            telephone: office_telephone(number),
            email,
            left,
        });
    }

    /// A worker of the team who was there on the day; nothing when nobody was.
    /// Demo workers only get the work of the demo story.
    pub(crate) fn someone(&self, team: usize, day: Date, dice: &mut Dice) -> Option<usize> {
        let there: Vec<usize> = self.by_team[team]
            .iter()
            .copied()
            .filter(|at| *at >= DEMO_WORKERS.len())
            .collect();
        if there.is_empty() {
            return None;
        }
        let one = *dice.pick(&there);
        self.workers[one]
            .left
            .is_none_or(|left| left > day)
            .then_some(one)
    }
}

/// The mail domain of a service's organisation.
pub(crate) const fn mail_domain(service: Service) -> &'static str {
    match service {
        S::Housing => "homes.example",
        S::Police => "police.example",
        S::HealthVisiting | S::MentalHealth | S::GeneralPractice => "health.example",
        S::SubstanceMisuse | S::DomesticAbuse => "recovery.example",
        S::School => "schools.example",
        S::ChildrensSocialCare
        | S::EarlyHelp
        | S::AdultSocialCare
        | S::YouthJustice
        | S::Probation => "eastmere.example",
    }
}

/// The duty line of a team: day and night.
pub(crate) fn duty_lines(team: usize) -> (String, String) {
    let number = u32::try_from(team).unwrap_or(0);
    (
        format!("01632 960{:03}", 10 + number),
        format!("01632 960{:03}", 110 + number),
    )
}
