//! Parents who live apart: lone parents, fathers elsewhere, children with two homes.
//!
//! Invariant: who moves out has a home of their own from the day after.

use super::FamilyMaker;
use crate::calendar::{plus_days, plus_years};
use vocabulary::{Date, RelationshipType, Sex};

impl FamilyMaker<'_> {
    /// A mother with her children; the father lives elsewhere, or nobody knows him.
    pub(super) fn lone_parent(&mut self) {
        let mother = self.adult(Sex::Female, 19, 48);
        let first = self.first_birth(mother);
        let together = plus_days(first, -self.dice.between(280, 1000));
        let together = together.max(plus_years(self.birth_of(mother), 15));
        let chain = self.chain(together, None);
        let most = self.dice.weighted(&[(45, 1), (35, 2), (20, 3)]);
        if self.dice.per_mille(170) {
            let last = plus_years(self.birth_of(mother), 44).min(self.today);
            let children = self.children((mother, None), true, (first, last.max(first)), most);
            self.all_live(&chain, together, &[mother], &children);
            return;
        }
        let apart = self.dice.day(
            plus_days(together, 250),
            self.today.max(plus_days(together, 250)),
        );
        let apart = apart
            .min(plus_days(self.today, -20))
            .max(plus_days(together, 1));
        let father = self.earlier_partner(mother, together, apart);
        let takes_mothers = self.dice.per_mille(350);
        let last = plus_days(apart, 200).min(self.today).max(first);
        let children = self.children((mother, Some(father)), takes_mothers, (first, last), most);
        self.all_live(&chain, together, &[mother], &children);
        if self.dice.per_mille(700) {
            self.live(father, &chain, together, Some(apart));
        }
        self.moves_out(father, apart);
        self.perhaps_expecting(mother, None, 40);
    }

    /// A man who was the mother's partner up to a day.
    pub(super) fn earlier_partner(&mut self, mother: u32, since: Date, last: Date) -> u32 {
        let born = plus_days(self.birth_of(mother), -self.dice.between(-700, 3000));
        let born = born.min(plus_years(since, -15));
        let name = self.names.adult(self.tradition, Sex::Male, &mut self.dice);
        let man = self.add(Sex::Male, name, born);
        self.bond(
            man,
            RelationshipType::Partner,
            mother,
            since.min(last),
            Some(last),
        );
        man
    }

    /// A home of one's own from the day after.
    pub(super) fn moves_out(&mut self, person: u32, last: Date) {
        let from = plus_days(last, 1);
        let chain = self.chain(from, None);
        self.live(person, &chain, from, None);
    }

    /// Parents apart; the children live with both by turns.
    pub(super) fn two_homes(&mut self) {
        let (mother, father, since) = self.couple((27, 48));
        let children = self.their_children(mother, father);
        let youngest = children.iter().map(|child| self.birth_of(*child)).max();
        let youngest = youngest.unwrap_or(self.today);
        let apart = self
            .dice
            .day(youngest, self.today)
            .min(plus_days(self.today, -30));
        let apart = apart.max(plus_days(since, 30));
        self.end_bond(father, mother, apart);
        let chain = self.chain(since, None);
        self.all_live(&chain, since, &[mother], &children);
        self.live(father, &chain, since, Some(apart));
        let from = plus_days(apart, 1);
        let second = self.chain(from, None);
        self.live(father, &second, from, None);
        for child in children {
            self.live_in(child, &second, (from, None), true);
        }
    }
}
