//! What a change of the rules does: what newly becomes visible to whom, what ceases, and what
//! changes in words only.
//!
//! Both rulebooks are asked the same questions over the whole finite core: every role, purpose
//! and action in every circumstance, and for each look that is allowed every source, category
//! and age. Pure. Invariant: where one more thing is shown or done than before, a change is
//! listed for it.

mod alike;
mod amounts;
mod circumstances;
mod gates;
mod keeps;
mod levels;
mod report;
mod wording;

pub use amounts::{Ages, Amount};
pub use circumstances::{CaseState, Chosen, Circumstance, WorkerState};
pub use gates::GateChange;
pub use keeps::Keeps;
pub use levels::LevelChange;

use crate::{Action, Rulebook};
use std::collections::BTreeSet;
use vocabulary::{Category, Date, Purpose, Role, SourceId};

/// What one rulebook allows that another does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The version of the rules before.
    pub before: String,
    /// The version of the rules after.
    pub after: String,
    /// The day on which they were compared.
    pub today: Date,
    /// Who may do what in which circumstances, and could not before, or the other way round.
    pub gates: Vec<GateChange>,
    /// How much is shown to whom of what, where it differs.
    pub levels: Vec<LevelChange>,
    /// What changes in the text of the rules, as far as it has words.
    pub words: Vec<String>,
}

/// The rules before, asked once, to be compared with any number of others.
pub struct Baseline<'a> {
    before: &'a Rulebook,
    today: Date,
    openings: levels::Openings,
}

impl<'a> Baseline<'a> {
    /// Asks the rules before whom they allow what.
    #[must_use]
    pub fn of(before: &'a Rulebook, today: Date) -> Self {
        let circumstances = Circumstance::all(&BTreeSet::new());
        Self {
            before,
            today,
            openings: levels::Openings::of(before, &circumstances, today, |_, _| true),
        }
    }

    /// Compares other rules with these on the day, and on every later day on which either of
    /// them changes by itself, because an agreement begins or ends.
    #[must_use]
    pub fn compare(&self, after: &Rulebook) -> Comparison {
        let both = Both {
            before: self.before,
            after,
        };
        Comparison {
            before: self.before.version().to_owned(),
            after: after.version().to_owned(),
            today: self.today,
            gates: gates::compare(both, self.today),
            levels: levels::compare(both, &self.openings, self.today),
            words: wording::compare(both),
        }
    }
}

impl std::fmt::Debug for Baseline<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Baseline({})", self.before.version())
    }
}

/// Two rulebooks side by side.
#[derive(Clone, Copy)]
pub(crate) struct Both<'a> {
    pub(crate) before: &'a Rulebook,
    pub(crate) after: &'a Rulebook,
}

impl Comparison {
    /// Whether the same people may do and see the same things as before.
    #[must_use]
    pub fn is_the_same_access(&self) -> bool {
        self.gates.is_empty() && self.levels.is_empty()
    }

    /// Whether nothing at all changes, not even a word.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.is_the_same_access() && self.words.is_empty()
    }

    /// Whether anything newly becomes visible or may newly be done.
    #[must_use]
    pub fn opens_anything(&self) -> bool {
        self.gates.iter().any(|gate| gate.is_opened) || self.levels.iter().any(LevelChange::opens)
    }

    /// Whether it is listed that this may newly be done.
    #[must_use]
    pub fn lists_opened_gate(
        &self,
        role: Role,
        purpose: Option<Purpose>,
        action: Action,
        circumstance: Circumstance,
    ) -> bool {
        self.gates.iter().any(|gate| {
            gate.is_opened
                && (gate.role, gate.purpose, gate.action) == (role, purpose, action)
                && gate.circumstances.contains(&circumstance)
        })
    }

    /// Whether it is listed that more of a source's category is shown from today on.
    #[must_use]
    pub fn lists_more_shown(
        &self,
        (role, purpose, action): (Role, Purpose, Action),
        source: &SourceId,
        category: Category,
        age: Option<i16>,
    ) -> bool {
        self.levels.iter().any(|level| {
            level.opens()
                && (level.role, level.purpose, level.action) == (role, purpose, action)
                && (&level.source, level.category) == (source, category)
                && level.ages.contains(age)
                && level.from == self.today
        })
    }
}
