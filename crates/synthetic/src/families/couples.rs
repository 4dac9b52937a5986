//! Parents who live together: couples, blended families, three generations, a child expected.
//!
//! Marriage changes names by the custom of the tradition. Invariant: a couple's bond begins
//! before their first child is born.

use super::{Chain, FamilyMaker};
use crate::calendar::{plus_days, plus_years};
use crate::names::for_sex;
use vocabulary::{Date, RelationshipType, Sex};

impl FamilyMaker<'_> {
    pub(super) fn couple_with_children(&mut self) {
        let (mother, father, since) = self.couple((21, 52));
        let chain = self.chain(since, None);
        let children = self.their_children(mother, father);
        self.all_live(&chain, since, &[mother, father], &children);
        self.perhaps_expecting(mother, Some(father), 45);
        self.perhaps_namesake(father, &children);
    }

    /// A mother of about that age and her partner, with the day since which they are together.
    pub(super) fn couple(&mut self, (youngest, oldest): (i32, i32)) -> (u32, u32, Date) {
        let mother = self.adult(Sex::Female, youngest, oldest);
        let born = self.birth_of(mother);
        let first = self.first_birth(mother);
        let since = plus_days(first, -self.dice.between(300, 1800)).max(plus_years(born, 16));
        let father = self.partner_of(mother, since);
        (mother, father, since)
    }

    /// A man near the woman's age, together with her since a day, often married to her.
    pub(super) fn partner_of(&mut self, woman: u32, since: Date) -> u32 {
        let born = plus_days(self.birth_of(woman), -self.dice.between(-1200, 3000));
        let name = self.names.adult(self.tradition, Sex::Male, &mut self.dice);
        let man = self.add(Sex::Male, name, born.min(plus_years(since, -16)));
        self.join(woman, man, since, None);
        man
    }

    /// Makes them a couple, with or without a wedding; at a wedding names may change.
    pub(super) fn join(&mut self, woman: u32, man: u32, since: Date, to: Option<Date>) {
        let chance = if self.tradition.wife_takes_name() {
            480
        } else {
            800
        };
        let wedding = plus_days(since, self.dice.between(100, 2200));
        let last = to.unwrap_or(self.today);
        if !self.dice.per_mille(chance) || wedding > last {
            self.bond(man, RelationshipType::Partner, woman, since, to);
            return;
        }
        self.bond(man, RelationshipType::Spouse, woman, since, to);
        if self.tradition.wife_takes_name() && self.dice.per_mille(850) {
            let family = self.truth.person(man).name.family.clone();
            let family = for_sex(self.tradition, Sex::Female, &family);
            self.rename(woman, family, plus_days(wedding, -1));
        }
    }

    /// One to four children, born to the couple up to today.
    pub(super) fn their_children(&mut self, mother: u32, father: u32) -> Vec<u32> {
        let most = self.dice.weighted(&[(38, 1), (38, 2), (15, 3), (9, 4)]);
        let bond = self
            .bonds
            .iter()
            .find(|bond| bond.person == father && bond.other == mother);
        let since = bond.and_then(|bond| bond.from).unwrap_or(self.today);
        let first = self
            .first_birth(mother)
            .max(plus_days(since, 60))
            .min(self.today);
        let last = plus_years(self.birth_of(mother), 45).min(self.today);
        let takes_mothers = !self.tradition.wife_takes_name() && self.dice.per_mille(60);
        self.children(
            (mother, Some(father)),
            takes_mothers,
            (first, last.max(first)),
            most,
        )
    }

    pub(super) fn all_live(
        &mut self,
        chain: &Chain,
        since: Date,
        adults: &[u32],
        children: &[u32],
    ) {
        for adult in adults {
            self.live(*adult, chain, since, None);
        }
        for child in children {
            self.live(*child, chain, since, None);
        }
    }

    /// Some mothers under forty-two expect a child.
    pub(super) fn perhaps_expecting(&mut self, mother: u32, father: Option<u32>, chance: u32) {
        let is_young = plus_years(self.birth_of(mother), 42) > self.today;
        if is_young && self.dice.per_mille(chance) {
            let expected = plus_days(self.today, self.dice.between(5, 210));
            self.births(mother, father, true, expected);
        }
    }

    /// Now and then a son carries his father's whole name.
    pub(super) fn perhaps_namesake(&mut self, father: u32, children: &[u32]) {
        let son = children
            .iter()
            .find(|child| self.truth.person(**child).sex == Sex::Male)
            .copied();
        if let Some(son) = son
            && self.dice.per_mille(14)
        {
            self.truth.people[son as usize].name = self.truth.person(father).name.clone();
        }
    }

    /// Mother with children of an earlier partner who lives elsewhere, her new partner,
    /// perhaps his child, and a child of both.
    pub(super) fn blended(&mut self) {
        let mother = self.adult(Sex::Female, 25, 46);
        let first = self.first_birth(mother).min(plus_years(self.today, -4));
        let first = first.max(plus_years(self.birth_of(mother), 16));
        let together = plus_days(first, -self.dice.between(300, 1200));
        let last_chance = plus_days(self.today, -700);
        let apart = self
            .dice
            .day(plus_days(first, 500).min(last_chance), last_chance);
        let earlier_partner = self.earlier_partner(mother, together, apart);
        let older = self.children(
            (mother, Some(earlier_partner)),
            false,
            (first, plus_days(apart, 100)),
            3,
        );
        let chain = self.chain(together, None);
        self.all_live(&chain, together, &[mother], &older);
        self.live(earlier_partner, &chain, together, Some(apart));
        self.moves_out(earlier_partner, apart);
        let met = plus_days(apart, self.dice.between(60, 500));
        let partner = self.partner_of(mother, met);
        self.live(partner, &chain, plus_days(met, 90), None);
        self.partners_own_child(partner, &chain, met);
        let youngest = plus_days(met, self.dice.between(280, 1500));
        if youngest <= self.today && plus_years(self.birth_of(mother), 46) > youngest {
            let takes_mothers = self.dice.per_mille(250);
            let children = self.births(mother, Some(partner), takes_mothers, youngest);
            self.all_live(&chain, met, &[], &children);
        } else {
            self.perhaps_expecting(mother, Some(partner), 120);
        }
    }

    /// The partner's child of an earlier tie lives with him in a third of blended families.
    fn partners_own_child(&mut self, partner: u32, chain: &Chain, met: Date) {
        let earliest = plus_years(self.birth_of(partner), 17);
        let latest = plus_days(met, -200);
        if earliest > latest || !self.dice.per_mille(330) {
            return;
        }
        let birth = self.dice.day(
            earliest.max(plus_years(self.today, -18)).min(latest),
            latest,
        );
        let other_mother = {
            let name = self
                .names
                .adult(self.tradition, Sex::Female, &mut self.dice);
            let born = plus_years(birth, -self.dice.between(18, 38));
            self.add(Sex::Female, name, born)
        };
        let children = self.births(other_mother, Some(partner), false, birth);
        let elsewhere = self.chain(plus_days(birth, -200), None);
        self.live(other_mother, &elsewhere, plus_days(birth, -200), None);
        for child in children {
            self.live(child, &elsewhere, birth, Some(plus_days(met, 119)));
            self.live(child, chain, plus_days(met, 120), None);
        }
    }

    /// A couple or lone mother with children, and a grandparent in the same home.
    pub(super) fn three_generations(&mut self) {
        let grandmother = self.adult(Sex::Female, 52, 74);
        let mother = self.grown_child(grandmother, (22, 40));
        let first = self.first_birth(mother);
        let since = plus_days(first, -400).max(plus_years(self.birth_of(mother), 16));
        let chain = self.chain(since, None);
        let has_father = self.dice.per_mille(650);
        let father = self.partner_of(mother, since);
        let children = self.their_children(mother, father);
        self.all_live(&chain, since, &[grandmother, mother], &children);
        if has_father {
            self.live(father, &chain, since, None);
        } else {
            let apart =
                plus_days(since, self.dice.between(300, 900)).min(plus_days(self.today, -30));
            self.end_bond(father, mother, apart);
            self.moves_out(father, apart);
        }
        self.perhaps_expecting(mother, Some(father), 40);
        self.perhaps_dies(grandmother, 60);
    }

    /// A grown daughter of a woman, with ages that fit.
    pub(super) fn grown_child(&mut self, parent: u32, (youngest, oldest): (i32, i32)) -> u32 {
        let earliest = plus_years(self.birth_of(parent), 17).max(plus_years(self.today, -oldest));
        let latest = plus_years(self.today, -youngest).min(plus_years(self.birth_of(parent), 44));
        let birth = self.dice.day(earliest, latest.max(earliest));
        let mut name = self
            .names
            .adult(self.tradition, Sex::Female, &mut self.dice);
        name.family
            .clone_from(&self.truth.person(parent).name.family);
        let child = self.add(Sex::Female, name, birth);
        self.truth.people[child as usize].mother = Some(parent);
        child
    }

    pub(super) fn end_bond(&mut self, person: u32, other: u32, last: Date) {
        for bond in &mut self.bonds {
            if bond.person == person && bond.other == other {
                bond.from = bond.from.map(|from| from.min(last));
                bond.to = Some(last);
            }
        }
    }
}
