//! How much is shown: for each look that is allowed, every source, category and age, on every
//! day on which it can change.
//!
//! Invariant: a look that is refused shows nothing.

use super::alike::NamedRoles;
use super::circumstances::{WorkerState, somebody};
use super::{Ages, Amount, Both, Circumstance};
use crate::{Action, Decision, MemberFacts, MemberStanding, Permit, Rulebook, decide};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Category, Date, Purpose, Role, SourceId};

/// One role, purpose and action to which another amount is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LevelChange {
    /// The purpose.
    pub purpose: Purpose,
    /// The source.
    pub source: SourceId,
    /// The category.
    pub category: Category,
    /// How much was shown.
    pub before: Amount,
    /// How much is shown.
    pub after: Amount,
    /// The first day on which it is so.
    pub from: Date,
    /// The role.
    pub role: Role,
    /// The action under which it is shown.
    pub action: Action,
    /// The worker's account and training.
    pub worker: WorkerState,
    /// Of people of these ages.
    pub ages: Ages,
    /// Of people who stand so.
    pub standing: MemberStanding,
}

impl LevelChange {
    /// Whether more is shown than before.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.after.is_more_than(self.before)
    }

    /// Whether less is shown than before.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.before.is_more_than(self.after)
    }
}

/// How the people stand of whom the amounts are compared: as others do, and, where the rules about
/// how much is shown differ, each restriction too.
fn standings(narrow: Option<&Narrow>) -> Vec<MemberStanding> {
    let open = MemberStanding::open();
    if narrow.is_some() {
        return vec![open];
    }
    vec![
        open,
        MemberStanding {
            place_is_hidden: true,
            ..open
        },
        MemberStanding {
            is_kept_to_the_case: true,
            ..open
        },
        MemberStanding {
            has_court_order: true,
            ..open
        },
    ]
}

/// One person's amounts by source and category; what is not in it is nothing.
type Amounts = BTreeMap<(SourceId, Category), Amount>;

/// One kind of look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    role: Role,
    purpose: Purpose,
    action: Action,
    worker: WorkerState,
}

/// For each kind of look that a rulebook allows, the first circumstance in which it does. What
/// is shown of one person is the same in all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Openings(BTreeMap<Look, Circumstance>);

impl Openings {
    /// Asks the rulebook for every kind of look that `is_asked` names.
    pub(super) fn of(
        rulebook: &Rulebook,
        circumstances: &[Circumstance],
        today: Date,
        is_asked: impl Fn(Purpose, Action) -> bool,
    ) -> Self {
        let mut openings = Self::default();
        for action in Action::ALL.into_iter().filter(|one| one.is_about_people()) {
            let named = NamedRoles::of(&[rulebook], action);
            for purpose in Purpose::ALL
                .into_iter()
                .filter(|one| is_asked(*one, action))
            {
                for class in named.classes(&[rulebook], Some(purpose)) {
                    let look = (&class[..], purpose, action);
                    openings.ask(rulebook, look, circumstances, today);
                }
            }
        }
        openings
    }

    /// Asks for one role of a class, and keeps the answer for all of it.
    fn ask(
        &mut self,
        rulebook: &Rulebook,
        (class, purpose, action): (&[Role], Purpose, Action),
        circumstances: &[Circumstance],
        today: Date,
    ) {
        for circumstance in circumstances {
            let look = |role: Role| Look {
                role,
                purpose,
                action,
                worker: circumstance.worker,
            };
            let first = look(class[0]);
            if !self.0.contains_key(&first)
                && first.permit(rulebook, Some(*circumstance), today).is_some()
            {
                let all = class.iter().map(|role| (look(*role), *circumstance));
                self.0.extend(all);
            }
        }
    }
}

/// Compares what is shown. `before` is what the rulebook before allows; it is asked of the
/// rulebook after only where the two can differ.
pub(super) fn compare(both: Both<'_>, openings: &Openings, today: Date) -> Vec<LevelChange> {
    let affected = both.affected();
    let months = both.training_months();
    let circumstances = Circumstance::all(&months);
    let is_asked = |purpose, action| affected.is_about(Some(purpose), action);
    let anew = Openings::of(both.after, &circumstances, today, is_asked);
    let older = if months.is_empty() {
        openings.clone()
    } else {
        Openings::of(both.before, &circumstances, today, |_, _| true)
    };
    let looks: BTreeSet<Look> = older.0.keys().chain(anew.0.keys()).copied().collect();
    let ages = Ages::bands(both.before, both.after);
    let days = days(both, today);
    let narrow = Narrow::of(both);
    let standings = standings(narrow.as_ref());
    let mut changes = Vec::new();
    for look in looks {
        let before = older.0.get(&look).copied();
        let after = match is_asked(look.purpose, look.action) {
            true => anew.0.get(&look).copied(),
            false => before,
        };
        let is_the_same_look =
            before.is_some() && after.is_some() && !affected.is_about_purpose(look.purpose);
        let books = match &narrow {
            Some(narrow) if is_the_same_look => narrow.both(),
            Some(_) | None => both,
        };
        if books
            .before
            .agreements()
            .chain(books.after.agreements())
            .next()
            .is_some()
        {
            for standing in &standings {
                let of = (&days[..], &ages[..], *standing);
                look.compare(books, [before, after], of, &mut changes);
            }
        }
    }
    changes.sort();
    changes
}

/// Both rulebooks with the agreements about those sources only for which they differ.
struct Narrow {
    before: Rulebook,
    after: Rulebook,
}

impl Narrow {
    /// Nothing when the rules about how much is shown differ: then every source may.
    fn of(both: Both<'_>) -> Option<Self> {
        if !both.before.policies().shows_as(both.after.policies()) {
            return None;
        }
        let mut sources = BTreeSet::new();
        for (one, other) in [(both.before, both.after), (both.after, both.before)] {
            for agreement in one.agreements() {
                let terms = agreement.what_is_allowed();
                if !other
                    .agreements()
                    .any(|same| same.what_is_allowed() == terms)
                {
                    sources.extend(agreement.sources.iter().cloned());
                }
            }
        }
        Some(Self {
            before: both.before.about(&sources),
            after: both.after.about(&sources),
        })
    }

    const fn both(&self) -> Both<'_> {
        Both {
            before: &self.before,
            after: &self.after,
        }
    }
}

impl Look {
    fn compare(
        self,
        both: Both<'_>,
        openings: [Option<Circumstance>; 2],
        (days, ages, standing): (&[Date], &[Ages], MemberStanding),
        changes: &mut Vec<LevelChange>,
    ) {
        // What held on the day before, so that a change is told on the day on which it begins.
        let mut held: BTreeMap<(Ages, SourceId, Category), (Amount, Amount)> = BTreeMap::new();
        for day in days {
            let before_permit = self.permit(both.before, openings[0], *day);
            let after_permit = self.permit(both.after, openings[1], *day);
            for band in ages {
                let people = (*band, standing);
                let before = amounts(both.before, before_permit.as_ref(), people);
                let after = amounts(both.after, after_permit.as_ref(), people);
                let keys: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
                for key in keys {
                    let of = |all: &Amounts| all.get(&key).copied().unwrap_or(Amount::NOTHING);
                    let pair = (of(&before), of(&after));
                    let place = (*band, key.0.clone(), key.1);
                    if held.insert(place, pair) != Some(pair) && pair.0 != pair.1 {
                        changes.push(self.change(&key, pair, *day, people));
                    }
                }
            }
        }
    }

    fn change(
        self,
        (source, category): &(SourceId, Category),
        (before, after): (Amount, Amount),
        from: Date,
        (ages, standing): (Ages, MemberStanding),
    ) -> LevelChange {
        LevelChange {
            purpose: self.purpose,
            source: source.clone(),
            category: *category,
            before,
            after,
            from,
            role: self.role,
            action: self.action,
            worker: self.worker,
            ages,
            standing,
        }
    }

    fn permit(
        self,
        rulebook: &Rulebook,
        circumstance: Option<Circumstance>,
        today: Date,
    ) -> Option<Permit> {
        let request = circumstance?.request(self.role, Some(self.purpose), self.action, today);
        match decide(rulebook, &request) {
            Decision::Permit(permit) => Some(permit),
            Decision::Refusal(_) | Decision::AsIfAbsent(_) => None,
        }
    }
}

fn amounts(
    rulebook: &Rulebook,
    permit: Option<&Permit>,
    (ages, standing): (Ages, MemberStanding),
) -> Amounts {
    let Some(permit) = permit else {
        return Amounts::new();
    };
    let facts = MemberFacts {
        person: somebody(),
        age: ages.somebody(),
        standing,
    };
    let member = permit.for_member(rulebook, &facts);
    let shown = member.levels().map(|(source, category, level)| {
        let grant = member.grant(source, category);
        let amount = Amount {
            level,
            months_back: grant.and_then(|grant| grant.look_back_months),
        };
        ((source.clone(), category), amount)
    });
    shown.collect()
}

/// Today, and every later day on which an agreement of either rulebook begins or has ended.
fn days(both: Both<'_>, today: Date) -> Vec<Date> {
    let agreements = both.before.agreements().chain(both.after.agreements());
    let turns = agreements.flat_map(|agreement| {
        [
            Some(agreement.valid_from),
            agreement.valid_to.tomorrow().ok(),
        ]
    });
    let later = turns.flatten().filter(|day| *day > today);
    let days: BTreeSet<Date> = later.chain([today]).collect();
    days.into_iter().collect()
}
