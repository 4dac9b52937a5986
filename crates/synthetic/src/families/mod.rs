//! Families: people, who is whose child, who lives where and when.
//!
//! [`FamilyMaker`] holds one family while it is made; the shapes (couples, parents apart,
//! children in care, people alone) are in the files beside this one.
//! Invariant: a family draws only from its own dice, so families do not disturb each other.

mod alone;
mod apart;
mod carers;
mod couples;

use crate::calendar::{age_on, plus_days, plus_years};
use crate::council::{Bond, Family, Person, Shape, Stay, Truth};
use crate::dice::Dice;
use crate::names::{FullName, NameBook, Parents, Tradition, Variants};
use vocabulary::{AddressKind, Date, RelationshipType, Sex};

/// Most people that one family can have: from here on only people alone fill the council.
pub(crate) const LARGEST_FAMILY: usize = 20;

/// The shapes with their weight by family in a thousand.
pub(crate) const SHARES: [(u32, Shape); 14] = [
    (400, Shape::Alone),
    (250, Shape::CoupleAlone),
    (190, Shape::Couple),
    (100, Shape::LoneParent),
    (50, Shape::Blended),
    (34, Shape::ThreeGenerations),
    (30, Shape::TwoHomes),
    (10, Shape::KinshipCare),
    (8, Shape::SpecialGuardianship),
    (9, Shape::FosterCare),
    (14, Shape::SharedHouse),
    (8, Shape::InHostel),
    (4, Shape::InRefuge),
    (8, Shape::NoFixedAbode),
];

/// A stretch of time in one home, as part of a household's story.
pub(crate) type Chain = Vec<(u32, Date, Option<Date>)>;

/// One family while it is being made.
pub(crate) struct FamilyMaker<'a> {
    pub(crate) truth: &'a mut Truth,
    pub(crate) names: &'a NameBook,
    pub(crate) variants: &'a Variants,
    pub(crate) dice: Dice,
    pub(crate) today: Date,
    pub(crate) tradition: Tradition,
    pub(crate) bonds: Vec<Bond>,
    pub(crate) is_cast: bool,
    first: u32,
    is_social: bool,
}

impl<'a> FamilyMaker<'a> {
    pub(crate) fn new(
        truth: &'a mut Truth,
        lists: (&'a NameBook, &'a Variants),
        mut dice: Dice,
        today: Date,
    ) -> Self {
        let tradition = dice.weighted(&Tradition::SHARES);
        Self {
            first: u32::try_from(truth.people.len()).unwrap_or(u32::MAX),
            truth,
            names: lists.0,
            variants: lists.1,
            dice,
            today,
            tradition,
            bonds: Vec::new(),
            is_cast: false,
            is_social: false,
        }
    }

    /// A family of any shape, or one person alone when little room is left.
    pub(crate) fn make_any(mut self, room: usize) {
        let shape = if room < LARGEST_FAMILY {
            Shape::Alone
        } else {
            self.dice.weighted(&SHARES)
        };
        let is_childless = shape == Shape::Alone || shape == Shape::CoupleAlone;
        self.is_social = self.dice.per_mille(if is_childless { 220 } else { 520 });
        self.make(shape);
        self.finish(shape);
    }

    fn make(&mut self, shape: Shape) {
        match shape {
            Shape::Alone => self.person_alone(),
            Shape::CoupleAlone => self.couple_alone(),
            Shape::Couple => self.couple_with_children(),
            Shape::LoneParent => self.lone_parent(),
            Shape::Blended => self.blended(),
            Shape::ThreeGenerations => self.three_generations(),
            Shape::TwoHomes => self.two_homes(),
            Shape::KinshipCare => self.kin_carers(RelationshipType::KinshipCarer),
            Shape::SpecialGuardianship => self.kin_carers(RelationshipType::SpecialGuardian),
            Shape::FosterCare => self.foster_care(),
            Shape::SharedHouse => self.shared_house(),
            Shape::InHostel => self.in_hostel(),
            Shape::InRefuge => self.in_refuge(),
            Shape::NoFixedAbode => self.no_fixed_abode(),
        }
    }

    /// Puts the family into the truth. Need leans low, and is higher where life is harder.
    pub(crate) fn finish(mut self, shape: Shape) {
        let base = self.dice.between(0, 85).min(self.dice.between(0, 95));
        let harder = match shape {
            Shape::Alone | Shape::CoupleAlone => -10,
            Shape::Couple | Shape::ThreeGenerations | Shape::SharedHouse => 0,
            Shape::TwoHomes => 5,
            Shape::LoneParent | Shape::Blended => 12,
            Shape::KinshipCare | Shape::SpecialGuardianship => 30,
            Shape::InHostel | Shape::NoFixedAbode => 35,
            Shape::FosterCare | Shape::InRefuge => 45,
        };
        let need = u32::try_from((base + harder).clamp(0, 100)).unwrap_or(0);
        let end = u32::try_from(self.truth.people.len()).unwrap_or(u32::MAX);
        self.truth.families.push(Family {
            shape,
            people: self.first..end,
            need,
            bonds: self.bonds,
            involvements: Vec::new(),
            case_links: Vec::new(),
        });
    }

    /// A grown person of about so many years.
    pub(crate) fn adult(&mut self, sex: Sex, youngest: i32, oldest: i32) -> u32 {
        let name = self.names.adult(self.tradition, sex, &mut self.dice);
        let birth = self.birthday(youngest, oldest);
        self.add(sex, name, birth)
    }

    /// A day on which somebody now of that age may have been born.
    pub(crate) fn birthday(&mut self, youngest: i32, oldest: i32) -> Date {
        let latest = plus_years(self.today, -youngest);
        let earliest = plus_days(plus_years(self.today, -oldest - 1), 1);
        self.dice.day(earliest, latest)
    }

    /// A person with a name and a birth date.
    pub(crate) fn add(&mut self, sex: Sex, name: FullName, birth: Date) -> u32 {
        let number = u32::try_from(self.truth.people.len()).unwrap_or(u32::MAX);
        let short = self.variants.short_forms(&name.given);
        let has_short = !short.is_empty() && self.dice.per_mille(300);
        let known_as = if has_short {
            (*self.dice.pick(short)).to_owned()
        } else {
            String::new()
        };
        self.truth.people.push(Person {
            number,
            sex,
            tradition: self.tradition,
            name,
            former_names: Vec::new(),
            known_as,
            birth,
            is_unborn: birth > self.today,
            died_on: None,
            mother: None,
            father: None,
            twin: None,
            stays: Vec::new(),
            is_cast: self.is_cast,
        });
        number
    }

    /// A child of the two, or of the mother alone. Now and then a twin comes too.
    pub(crate) fn births(
        &mut self,
        mother: u32,
        father: Option<u32>,
        takes_mothers: bool,
        birth: Date,
    ) -> Vec<u32> {
        let first = self.birth(mother, father, takes_mothers, birth);
        if birth > self.today || !self.dice.per_mille(16) {
            return vec![first];
        }
        let second = self.birth(mother, father, takes_mothers, birth);
        self.make_twins(first, second);
        vec![first, second]
    }

    pub(crate) fn make_twins(&mut self, first: u32, second: u32) {
        self.truth.people[first as usize].twin = Some(second);
        self.truth.people[second as usize].twin = Some(first);
    }

    fn birth(&mut self, mother: u32, father: Option<u32>, takes_mothers: bool, birth: Date) -> u32 {
        let is_unborn = birth > self.today;
        let sex = if self.dice.per_mille(512) {
            Sex::Male
        } else {
            Sex::Female
        };
        let mut name = self.name_of_child(mother, father, takes_mothers, (sex, birth));
        for _ in 0..20 {
            if !self.is_taken(&name.given, mother, father) {
                break;
            }
            name = self.name_of_child(mother, father, takes_mothers, (sex, birth));
        }
        if is_unborn {
            name = FullName {
                given: String::new(),
                middle: String::new(),
                family: self.truth.person(mother).name.family.clone(),
            };
        }
        let child = self.add(if is_unborn { Sex::Unknown } else { sex }, name, birth);
        let person = &mut self.truth.people[child as usize];
        person.mother = Some(mother);
        person.father = father;
        child
    }

    fn name_of_child(
        &mut self,
        mother: u32,
        father: Option<u32>,
        takes_mothers: bool,
        (sex, birth): (Sex, Date),
    ) -> FullName {
        let parents = Parents {
            mother: Some(&self.truth.person(mother).name),
            father: father.map(|father| &self.truth.person(father).name),
            takes_mothers,
            child_is_grown: age_on(birth, self.today) > 20,
        };
        self.names
            .child(self.tradition, sex, parents, &mut self.dice)
    }

    /// A given name that a brother, sister or parent already has.
    fn is_taken(&self, given: &str, mother: u32, father: Option<u32>) -> bool {
        self.truth.people[self.first as usize..]
            .iter()
            .any(|person| {
                let is_near = person.mother == Some(mother)
                    || (father.is_some() && person.father == father)
                    || person.number == mother
                    || Some(person.number) == father;
                is_near && person.name.given == given
            })
    }

    /// Children of a couple, born from a day on, two to four years apart, up to today.
    pub(crate) fn children(
        &mut self,
        (mother, father): (u32, Option<u32>),
        takes_mothers: bool,
        (first, last): (Date, Date),
        most: usize,
    ) -> Vec<u32> {
        let mut all = Vec::new();
        let mut birth = first;
        while all.len() < most && birth <= last {
            all.extend(self.births(mother, father, takes_mothers, birth));
            birth = plus_days(birth, self.dice.between(400, 1500));
        }
        all
    }

    /// The day on which a mother, now of her age, had her first child.
    pub(crate) fn first_birth(&mut self, mother: u32) -> Date {
        let born = self.truth.person(mother).birth;
        let earliest = plus_years(born, 17).max(plus_years(self.today, -21));
        let latest = plus_years(born, 40).min(plus_days(self.today, -1));
        let latest = latest.max(earliest);
        self.dice
            .day(earliest, latest)
            .min(self.dice.day(earliest, latest))
    }

    /// The homes of a household from one day to another: somebody moves about every eight years.
    pub(crate) fn chain(&mut self, from: Date, to: Option<Date>) -> Chain {
        let start = from.max(plus_days(
            plus_years(self.today, -10),
            -self.dice.between(0, 1500),
        ));
        let end = to.unwrap_or(self.today);
        let mut chain = Vec::new();
        let mut since = start;
        loop {
            let home = self.truth.homes.take(AddressKind::Home, self.is_social);
            let until = plus_days(since, self.dice.between(200, 6000));
            if until >= end {
                chain.push((home, since, to));
                return chain;
            }
            chain.push((home, since, Some(until)));
            since = plus_days(until, 1);
        }
    }

    /// The person lives along the chain from a day on (or from birth), up to a day.
    pub(crate) fn live(&mut self, person: u32, chain: &Chain, from: Date, to: Option<Date>) {
        self.live_in(person, chain, (from, to), false);
    }

    /// As [`Self::live`]; the second home of a child with two.
    pub(crate) fn live_in(
        &mut self,
        person: u32,
        chain: &Chain,
        (from, to): (Date, Option<Date>),
        is_second: bool,
    ) {
        let person = &mut self.truth.people[person as usize];
        if person.is_unborn {
            return;
        }
        let end = earlier(to, person.died_on);
        for (home, since, until) in chain {
            let since = (*since).max(from).max(person.birth);
            let until = earlier(*until, end);
            if until.is_none_or(|until| until >= since) {
                person.stays.push(Stay {
                    home: *home,
                    from: since,
                    to: until,
                    is_second,
                });
            }
        }
        person.stays.sort_by_key(|stay| (stay.from, stay.is_second));
    }

    pub(crate) fn bond(
        &mut self,
        person: u32,
        kind: RelationshipType,
        other: u32,
        from: Date,
        to: Option<Date>,
    ) {
        self.bonds.push(Bond {
            person,
            kind,
            other,
            from: Some(from),
            to,
        });
    }

    /// A family name taken on a day; the old one is kept as former.
    pub(crate) fn rename(&mut self, person: u32, family: String, last_day_of_old: Date) {
        let person = &mut self.truth.people[person as usize];
        if person.name.family == family {
            return;
        }
        let old = std::mem::replace(&mut person.name.family, family);
        person.former_names.push((old, last_day_of_old));
    }

    pub(crate) fn birth_of(&self, person: u32) -> Date {
        self.truth.person(person).birth
    }
}

/// The earlier of two last days, where "nothing" never comes.
pub(crate) fn earlier(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
