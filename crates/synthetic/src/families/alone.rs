//! People without children at home, and people without a home of their own: sharers, the
//! hostel, the refuge, no fixed abode.
//!
//! Invariant: sharing a house, a hostel or a refuge makes nobody a family.

use super::FamilyMaker;
use crate::calendar::{plus_days, plus_years};
use crate::places::{HOSTEL, NO_FIXED_ABODE, REFUGE};
use vocabulary::{AddressKind, Date, Sex};

impl FamilyMaker<'_> {
    fn anybody(&mut self, youngest: i32, oldest: i32) -> u32 {
        let sex = if self.dice.per_mille(500) {
            Sex::Female
        } else {
            Sex::Male
        };
        self.adult(sex, youngest, oldest)
    }

    pub(super) fn person_alone(&mut self) {
        let (youngest, oldest) = self.dice.weighted(&[(55, (20, 60)), (45, (61, 92))]);
        let person = self.anybody(youngest, oldest);
        self.perhaps_dies(person, if youngest > 60 { 120 } else { 20 });
        let since = plus_years(self.birth_of(person), 18);
        let chain = self.chain(since, None);
        self.live(person, &chain, since, None);
    }

    /// Some die within the last ten years.
    pub(super) fn perhaps_dies(&mut self, person: u32, chance: u32) {
        if !self.dice.per_mille(chance) {
            return;
        }
        let died = self
            .dice
            .day(plus_years(self.today, -8), plus_days(self.today, -10));
        let person = &mut self.truth.people[person as usize];
        person.died_on = Some(died);
        person.stays.retain(|stay| stay.from <= died);
        for stay in &mut person.stays {
            stay.to = super::earlier(stay.to, Some(died));
        }
    }

    pub(super) fn couple_alone(&mut self) {
        let (youngest, oldest) = self.dice.weighted(&[(50, (22, 58)), (50, (59, 88))]);
        let woman = self.adult(Sex::Female, youngest, oldest);
        let age = self.dice.between(18, 40).min(youngest);
        let since = plus_years(self.birth_of(woman), age).min(self.today);
        let man = self.partner_of(woman, since);
        self.perhaps_dies(man, if youngest > 58 { 90 } else { 8 });
        let chain = self.chain(since, None);
        self.live(woman, &chain, since, None);
        self.live(man, &chain, since, None);
    }

    /// Strangers in one house.
    pub(super) fn shared_house(&mut self) {
        let home = self.truth.homes.take(AddressKind::Hostel, false);
        for _ in 0..self.dice.between(2, 5) {
            let from = self.within_years(4);
            self.tradition = self.dice.weighted(&crate::names::Tradition::SHARES);
            let person = self.anybody(19, 45);
            self.live(person, &vec![(home, from, None)], from, None);
        }
    }

    fn within_years(&mut self, years: i32) -> Date {
        self.dice
            .day(plus_years(self.today, -years), plus_days(self.today, -5))
    }

    /// A mother and child, or somebody alone, in the hostel; before that, a home.
    pub(super) fn in_hostel(&mut self) {
        self.somewhere(HOSTEL, 500);
    }

    pub(super) fn in_refuge(&mut self) {
        self.somewhere(REFUGE, 1000);
    }

    pub(super) fn no_fixed_abode(&mut self) {
        let person = self.anybody(18, 60);
        let from = self.within_years(3);
        let since = plus_years(from, -3);
        let before = self.chain(since, Some(plus_days(from, -1)));
        self.live(person, &before, since, Some(plus_days(from, -1)));
        self.live(person, &vec![(NO_FIXED_ABODE, from, None)], from, None);
    }

    fn somewhere(&mut self, place: u32, with_children: u32) {
        let mother = self.adult(Sex::Female, 20, 44);
        let from = self
            .dice
            .day(plus_days(self.today, -300), plus_days(self.today, -12));
        let before = plus_days(from, -1);
        let first = self.first_birth(mother);
        let since = plus_days(first, -600).max(plus_years(self.birth_of(mother), 15));
        let chain = self.chain(since, None);
        let there = vec![(place, from, None)];
        let mut movers = vec![mother];
        if self.dice.per_mille(with_children) {
            let father = self.earlier_partner(mother, since, before);
            let last = plus_years(self.birth_of(mother), 43)
                .min(self.today)
                .max(first);
            movers.extend(self.children((mother, Some(father)), false, (first, last), 2));
            self.live(father, &chain, since, None);
        }
        for person in movers {
            self.live(person, &chain, since, Some(before));
            self.live(person, &there, from, None);
        }
    }
}
