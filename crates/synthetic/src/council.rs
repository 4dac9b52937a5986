//! The truth about an invented council: people, homes, who is with whom, who works with whom.
//!
//! Sources never see this; they observe it with error. Invariant: people of one family have
//! consecutive numbers; parents come before their children, the demo families aside.

use crate::cast::DemoCast;
use crate::names::{FullName, Tradition};
use crate::places::Homes;
use crate::workers::Workforce;
use std::ops::Range;
use vocabulary::{Date, RelationshipType, Service, Sex};

/// How large a council to invent, from which seed, up to which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CouncilPlan {
    /// How many people; at least the demo families are always there.
    pub people: u32,
    /// The seed: same seed, same council.
    pub seed: u64,
    /// The last day of the story.
    pub today: Date,
}

/// An invented council: what is true of it.
pub struct Council {
    /// What is true.
    pub truth: Truth,
    pub(crate) plan: CouncilPlan,
    pub(crate) workforce: Workforce,
    pub(crate) cast: DemoCast,
}

/// What is true of the people of an invented council.
pub struct Truth {
    pub(crate) people: Vec<Person>,
    pub(crate) homes: Homes,
    pub(crate) families: Vec<Family>,
}

impl Truth {
    /// How many people there are.
    #[must_use]
    pub fn people_count(&self) -> usize {
        self.people.len()
    }

    /// How many families and single people there are.
    #[must_use]
    pub fn family_count(&self) -> usize {
        self.families.len()
    }

    /// How many homes were lived in.
    #[must_use]
    pub fn home_count(&self) -> usize {
        self.homes.count()
    }

    pub(crate) fn person(&self, number: u32) -> &Person {
        &self.people[number as usize]
    }
}

/// One person as they truly are.
pub(crate) struct Person {
    pub(crate) number: u32,
    pub(crate) sex: Sex,
    pub(crate) tradition: Tradition,
    pub(crate) name: FullName,
    /// Family names given up, with the last day of each.
    pub(crate) former_names: Vec<(String, Date)>,
    /// What the person is called at home; blank for most.
    pub(crate) known_as: String,
    /// Birth date, or the expected one of an unborn child.
    pub(crate) birth: Date,
    pub(crate) is_unborn: bool,
    pub(crate) died_on: Option<Date>,
    pub(crate) mother: Option<u32>,
    pub(crate) father: Option<u32>,
    pub(crate) twin: Option<u32>,
    pub(crate) stays: Vec<Stay>,
    /// Belongs to a demo family: sources see it without chance errors.
    pub(crate) is_cast: bool,
}

/// One person's time in one home.
#[derive(Clone, Copy)]
pub(crate) struct Stay {
    pub(crate) home: u32,
    pub(crate) from: Date,
    /// Last day; nothing while it lasts.
    pub(crate) to: Option<Date>,
    /// The second of two homes.
    pub(crate) is_second: bool,
}

/// The shape of a family: what the generator set out to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Alone,
    CoupleAlone,
    Couple,
    LoneParent,
    Blended,
    ThreeGenerations,
    TwoHomes,
    KinshipCare,
    SpecialGuardianship,
    FosterCare,
    SharedHouse,
    InHostel,
    InRefuge,
    NoFixedAbode,
}

impl Shape {
    /// The word in truth files.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::CoupleAlone => "couple_alone",
            Self::Couple => "couple",
            Self::LoneParent => "lone_parent",
            Self::Blended => "blended",
            Self::ThreeGenerations => "three_generations",
            Self::TwoHomes => "two_homes",
            Self::KinshipCare => "kinship_care",
            Self::SpecialGuardianship => "special_guardianship",
            Self::FosterCare => "foster_care",
            Self::SharedHouse => "shared_house",
            Self::InHostel => "in_hostel",
            Self::InRefuge => "in_refuge",
            Self::NoFixedAbode => "no_fixed_abode",
        }
    }
}

/// One family: people who belong together, in one home or several.
pub(crate) struct Family {
    pub(crate) shape: Shape,
    pub(crate) people: Range<u32>,
    /// How much is going on, 0 to 100; it moves the chance of every targeted service.
    pub(crate) need: u32,
    /// Ties that parentage does not give: partners, carers, aunts.
    pub(crate) bonds: Vec<Bond>,
    pub(crate) involvements: Vec<Involvement>,
    pub(crate) case_links: Vec<CaseLink>,
}

/// "`person` is the `kind` of `other`".
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bond {
    pub(crate) person: u32,
    pub(crate) kind: RelationshipType,
    pub(crate) other: u32,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

/// One service at work with one person.
#[derive(Clone)]
pub(crate) struct Involvement {
    pub(crate) person: u32,
    pub(crate) service: Service,
    pub(crate) kind: &'static str,
    pub(crate) from: Date,
    pub(crate) to: Option<Date>,
    pub(crate) last_contact: Option<Date>,
    pub(crate) organisation: String,
    /// Place in the workforce's list of teams.
    pub(crate) team: usize,
    /// Place in the workforce's list of workers; nothing where only a team is named.
    pub(crate) worker: Option<usize>,
    /// Facts of the service, as (label, value).
    pub(crate) facts: Vec<(&'static str, String)>,
}

/// A worker's or a team's work with a child, under a reference.
#[derive(Clone)]
pub(crate) struct CaseLink {
    pub(crate) reference: String,
    pub(crate) person: u32,
    pub(crate) service: Service,
    pub(crate) kind: &'static str,
    pub(crate) team: usize,
    pub(crate) worker: Option<usize>,
    pub(crate) from: Date,
    pub(crate) to: Option<Date>,
    pub(crate) family_agreed: Option<bool>,
}

impl Person {
    /// The truth id.
    pub(crate) fn id(&self) -> String {
        format!("P{:07}", self.number)
    }

    pub(crate) fn is_alive_on(&self, day: Date) -> bool {
        !self.is_unborn && self.birth <= day && self.died_on.is_none_or(|died| died > day)
    }

    /// The family name carried on a day.
    pub(crate) fn family_on(&self, day: Date) -> &str {
        self.former_names
            .iter()
            .find(|(_, until)| day <= *until)
            .map_or(self.name.family.as_str(), |(name, _)| name.as_str())
    }

    /// The main home on a day.
    pub(crate) fn stay_on(&self, day: Date) -> Option<&Stay> {
        self.stays
            .iter()
            .find(|stay| !stay.is_second && stay.covers(day))
    }

    /// The home before the one of that day.
    pub(crate) fn stay_before(&self, day: Date) -> Option<&Stay> {
        let now = self.stay_on(day)?;
        self.stays
            .iter()
            .rfind(|stay| !stay.is_second && stay.from < now.from)
    }
}

impl Stay {
    pub(crate) fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

macro_rules! sealed {
    ($($name:ty, $text:literal;)+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($text)
            }
        }
    )+};
}

sealed! {
    Council, "Council";
    Truth, "Truth";
    Person, "Person";
}
