//! Children who live with somebody other than their parents: kinship carers, special
//! guardians, foster carers; brothers and sisters placed apart.
//!
//! Invariant: every child in care has a carer's bond from the day of the move.

use super::{Chain, FamilyMaker};
use crate::calendar::{plus_days, plus_years};
use vocabulary::{AddressKind, Date, RelationshipType, Sex};

impl FamilyMaker<'_> {
    /// Children who live with a grandmother (or an aunt) under that kind of care.
    pub(super) fn kin_carers(&mut self, care: RelationshipType) {
        let grandmother = self.adult(Sex::Female, 47, 68);
        let mother = self.grown_child(grandmother, (20, 38));
        let carer = if self.dice.per_mille(300) {
            self.grown_child(grandmother, (21, 42))
        } else {
            grandmother
        };
        let first = self.first_birth(mother);
        let children = self.children_of_absent_father(mother, first, 3);
        let youngest = children.iter().map(|child| self.birth_of(*child)).max();
        let moved = self.dice.day(youngest.unwrap_or(first), self.today);
        let since = plus_days(first, -200);
        let mothers = self.chain(since, None);
        let carers = self.chain(since, None);
        self.live(mother, &mothers, since, None);
        self.live(carer, &carers, since, None);
        if carer != grandmother {
            let grandmothers = self.chain(since, None);
            self.live(grandmother, &grandmothers, since, None);
            for child in &children {
                self.bond(
                    carer,
                    RelationshipType::AuntOrUncle,
                    *child,
                    self.birth_of(*child),
                    None,
                );
            }
        }
        for child in children {
            self.goes_into_care(child, (&mothers, &carers), (carer, care), moved);
        }
    }

    fn children_of_absent_father(&mut self, mother: u32, first: Date, most: usize) -> Vec<u32> {
        let last = plus_years(self.birth_of(mother), 42)
            .min(self.today)
            .max(first);
        let apart = plus_days(first, self.dice.between(100, 1500)).min(self.today);
        let father = if self.dice.per_mille(700) {
            let father = self.earlier_partner(mother, plus_days(first, -300), apart);
            self.moves_out(father, apart);
            Some(father)
        } else {
            None
        };
        let most = self.dice.below(most) + 1;
        self.children((mother, father), father.is_none(), (first, last), most)
    }

    /// The child leaves the mother's home for the carer's.
    pub(super) fn goes_into_care(
        &mut self,
        child: u32,
        (mothers, carers): (&Chain, &Chain),
        (carer, care): (u32, RelationshipType),
        moved: Date,
    ) {
        let birth = self.birth_of(child);
        let moved = moved.max(plus_days(birth, 1));
        self.live(child, mothers, birth, Some(plus_days(moved, -1)));
        self.live(child, carers, moved, None);
        self.bond(carer, care, child, moved, None);
    }

    /// Children in foster care, sometimes with different carers; the mother lives elsewhere.
    pub(super) fn foster_care(&mut self) {
        let mother = self.adult(Sex::Female, 21, 42);
        let first = self.first_birth(mother);
        let children = self.children_of_absent_father(mother, first, 4);
        let since = plus_days(first, -200);
        let mothers = self.chain(since, None);
        self.live(mother, &mothers, since, None);
        let youngest = children.iter().map(|child| self.birth_of(*child)).max();
        let moved = self.dice.day(youngest.unwrap_or(first), self.today);
        let mut placement = self.foster_home(moved);
        for (at, child) in children.into_iter().enumerate() {
            if at > 0 && self.dice.per_mille(450) {
                placement = self.foster_home(moved);
            }
            let (carer, home) = (placement.0, placement.1.clone());
            self.goes_into_care(
                child,
                (&mothers, &home),
                (carer, RelationshipType::FosterCarer),
                moved,
            );
        }
        self.perhaps_expecting(mother, None, 80);
    }

    /// A foster carer with a home of their own, unrelated to the family.
    pub(super) fn foster_home(&mut self, since: Date) -> (u32, Chain) {
        let family = self.tradition;
        self.tradition = self.dice.weighted(&crate::names::Tradition::SHARES);
        let sex = if self.dice.per_mille(800) {
            Sex::Female
        } else {
            Sex::Male
        };
        let carer = self.adult(sex, 35, 66);
        self.tradition = family;
        let home = self.truth.homes.take(AddressKind::Placement, false);
        let from = plus_years(self.today, -11).min(since);
        let chain = vec![(home, from, None)];
        self.live(carer, &chain, from, None);
        (carer, chain)
    }
}
