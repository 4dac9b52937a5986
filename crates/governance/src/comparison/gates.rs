//! Who may do what: each role, purpose and action in every circumstance, asked of both rulebooks.
//!
//! Invariant: a block is passed over only when the rules about it are the same in both.

use super::alike::NamedRoles;
use super::{Both, Circumstance};
use crate::{Action, Decision, PurposeRule, Reach, Rulebook, decide};
use std::collections::BTreeSet;
use vocabulary::{Date, Purpose, Role};

/// One role, purpose and action whose answer changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GateChange {
    /// The role.
    pub role: Role,
    /// The purpose; nothing where none is stated.
    pub purpose: Option<Purpose>,
    /// What may be done.
    pub action: Action,
    /// In which circumstances the answer changes.
    pub circumstances: Vec<Circumstance>,
    /// Whether it may newly be done, or no longer.
    pub is_opened: bool,
}

pub(super) fn compare(both: Both<'_>, today: Date) -> Vec<GateChange> {
    let circumstances = Circumstance::all(&both.training_months());
    let affected = both.affected();
    let books = [both.before, both.after];
    let mut changes = Vec::new();
    for action in Action::ALL {
        let named = NamedRoles::of(&books, action);
        for purpose in Purpose::ALL.into_iter().map(Some).chain([None]) {
            if !affected.is_about(purpose, action) {
                continue;
            }
            for class in named.classes(&books, purpose) {
                let asked = Asked {
                    role: class[0],
                    purpose,
                    action,
                };
                for change in asked.compare(both, &circumstances, today) {
                    let of_role = |role: &Role| GateChange {
                        role: *role,
                        ..change.clone()
                    };
                    changes.extend(class.iter().map(of_role));
                }
            }
        }
    }
    changes.sort();
    changes
}

#[derive(Clone, Copy)]
struct Asked {
    role: Role,
    purpose: Option<Purpose>,
    action: Action,
}

impl Asked {
    fn compare(
        self,
        both: Both<'_>,
        circumstances: &[Circumstance],
        today: Date,
    ) -> impl Iterator<Item = GateChange> {
        let mut opened = Vec::new();
        let mut closed = Vec::new();
        for circumstance in circumstances {
            let request = circumstance.request(self.role, self.purpose, self.action, today);
            let reach = |rulebook: &Rulebook| match decide(rulebook, &request) {
                Decision::Permit(permit) => Some(permit.reach()),
                Decision::Refusal(_) | Decision::AsIfAbsent(_) => None,
            };
            let (before, after) = (reach(both.before), reach(both.after));
            if is_wider(after, before) {
                opened.push(*circumstance);
            } else if is_wider(before, after) {
                closed.push(*circumstance);
            }
        }
        let change = move |(circumstances, is_opened): (Vec<Circumstance>, bool)| GateChange {
            role: self.role,
            purpose: self.purpose,
            action: self.action,
            circumstances,
            is_opened,
        };
        [(opened, true), (closed, false)]
            .into_iter()
            .filter(|(circumstances, _)| !circumstances.is_empty())
            .map(change)
    }
}

/// A permit is wider than a refusal, and one that reaches anybody than one that reaches the case.
fn is_wider(one: Option<Reach>, than: Option<Reach>) -> bool {
    match (one, than) {
        (Some(_), None) | (Some(Reach::AnyPerson), Some(Reach::CaseFamily)) => true,
        (None, _)
        | (Some(Reach::CaseFamily), Some(_))
        | (Some(Reach::AnyPerson), Some(Reach::AnyPerson)) => false,
    }
}

/// The purposes and actions whose rules differ.
pub(super) struct Affected {
    everything: bool,
    actions: Vec<Action>,
    purposes: Vec<Purpose>,
}

impl Affected {
    /// Whether the answer for a purpose and action can differ.
    pub(super) fn is_about(&self, purpose: Option<Purpose>, action: Action) -> bool {
        self.everything
            || self.actions.contains(&action)
            || purpose.is_some_and(|purpose| self.is_about_purpose(purpose))
    }

    /// Whether what a purpose allows differs.
    pub(super) fn is_about_purpose(&self, purpose: Purpose) -> bool {
        self.purposes.contains(&purpose)
    }
}

impl Both<'_> {
    pub(super) fn affected(self) -> Affected {
        let (before, after) = (self.before.policies(), self.after.policies());
        let differs = |purpose: &Purpose| {
            let facts =
                |rulebook: &Rulebook| rulebook.purpose(*purpose).map(PurposeRule::what_is_allowed);
            facts(self.before) != facts(self.after)
        };
        Affected {
            everything: !self.training_months().is_empty(),
            actions: Action::ALL
                .into_iter()
                .filter(|action| before.differs_about(after, *action))
                .collect(),
            purposes: Purpose::ALL.into_iter().filter(differs).collect(),
        }
    }

    /// The months for which training counts in either, where they differ.
    pub(super) fn training_months(self) -> BTreeSet<u8> {
        let months = [self.before, self.after].map(|book| book.council().training_valid_months);
        if months[0] == months[1] {
            BTreeSet::new()
        } else {
            BTreeSet::from(months)
        }
    }
}
