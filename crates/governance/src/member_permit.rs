//! What a permit allows to be shown of one person, by source and category.
//!
//! Invariant: a level is the least of what agreement, purpose, age rule and policies allow;
//! what was not worked out is nothing.

use crate::rules::{AgeRange, Agreement, AgreementCategory, Fact, Holdings, InForce};
use crate::{Permit, Rulebook, WithheldWhy};
use std::sync::Arc;
use vocabulary::{Category, Date, Level, PersonId, SourceId};

/// What may be shown of one person.
pub struct MemberPermit {
    person: PersonId,
    today: Date,
    holdings: Arc<Holdings>,
    outcomes: Vec<Arc<Outcome>>,
    nothing_because: Option<WithheldWhy>,
}

/// The facts about a person on which the rules rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberFacts {
    /// The person.
    pub person: PersonId,
    /// Age today in whole years as (fewest, most); nothing when no birth date is known.
    pub age: Option<(i16, i16)>,
}

/// How much of one category of one source may be shown, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// How much.
    pub level: Level,
    /// The agreement's number.
    pub agreement: String,
    /// The clause.
    pub clause: String,
    /// The basis on which the owner shares it.
    pub basis: String,
    /// The rules that allowed this level.
    pub rule_ids: Vec<String>,
    /// Why no more is shown, where a rule says so.
    pub held_below: Option<WithheldWhy>,
}

/// How a person's age stands to an agreement's ages. It is all that the rules learn of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AgeStanding {
    Fits,
    Outside,
    Unknown,
}

/// What was worked out for one category of one source.
pub(crate) enum Outcome {
    Granted(Grant),
    Withheld(WithheldWhy),
}

impl MemberPermit {
    /// The person whom it is about.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// How much may be shown.
    #[must_use]
    pub fn level(&self, source: &SourceId, category: Category) -> Level {
        self.grant(source, category)
            .map_or(Level::Nothing, |grant| grant.level)
    }

    /// On whose word, under which clause and rules; nothing when nothing may be shown.
    #[must_use]
    pub fn grant(&self, source: &SourceId, category: Category) -> Option<&Grant> {
        match self.outcome(source, category) {
            Some(Outcome::Granted(grant)) => Some(grant),
            Some(Outcome::Withheld(_)) | None => None,
        }
    }

    /// Why nothing is shown; nothing when something is.
    #[must_use]
    pub fn not_shown_reason(&self, source: &SourceId, category: Category) -> Option<WithheldWhy> {
        match self.outcome(source, category) {
            Some(Outcome::Granted(_)) => None,
            Some(Outcome::Withheld(why)) => Some(*why),
            None => Some(self.nothing_because.unwrap_or(WithheldWhy::NoAgreement)),
        }
    }

    pub(crate) fn today(&self) -> Date {
        self.today
    }

    fn outcome(&self, source: &SourceId, category: Category) -> Option<&Outcome> {
        let number = self.holdings.number(source, category)?;
        self.outcomes.get(number).map(AsRef::as_ref)
    }

    pub(crate) fn new(permit: &Permit, rulebook: &Rulebook, member: &MemberFacts) -> Self {
        // INVARIANT: a permit is never read by other rules than those that granted it.
        let rules_changed = rulebook.version() != permit.rulebook_version();
        let outcomes = if rules_changed {
            Vec::new()
        } else {
            (0..rulebook.holdings().categories().len())
                .map(|holding| outcome(permit, rulebook, holding, member.age))
                .collect()
        };
        Self {
            person: member.person,
            today: permit.today(),
            holdings: Arc::clone(rulebook.holdings()),
            outcomes,
            nothing_because: rules_changed.then_some(WithheldWhy::RulesChanged),
        }
    }
}

impl std::fmt::Debug for MemberPermit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MemberPermit({}, ‹sealed›)", self.person)
    }
}

impl AgeStanding {
    /// An age known only as a range fits when all of it does.
    pub(crate) fn of(age: Option<(i16, i16)>, ages: Option<AgeRange>) -> Self {
        let Some(ages) = ages else { return Self::Fits };
        let Some((fewest, most)) = age else {
            return Self::Unknown;
        };
        let too_young = |years: i16| ages.from.is_some_and(|from| years < from);
        let too_old = |years: i16| ages.to.is_some_and(|to| to < years);
        if too_young(most) || too_old(fewest) {
            Self::Outside
        } else if too_young(fewest) || too_old(most) {
            Self::Unknown
        } else {
            Self::Fits
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Outside => "outside",
            Self::Unknown => "unknown",
        }
    }
}

fn outcome(
    permit: &Permit,
    rulebook: &Rulebook,
    holding: usize,
    age: Option<(i16, i16)>,
) -> Arc<Outcome> {
    match rulebook.covering(holding, permit.today()) {
        None => Arc::new(Outcome::Withheld(WithheldWhy::NoAgreement)),
        Some((agreement, entry)) => {
            let standing = AgeStanding::of(age, entry.ages);
            permit.once((holding, standing), || {
                work_out(permit, rulebook, (agreement, entry), standing)
            })
        }
    }
}

/// Asks at the least level first, because most refusals hold there; then from the ceiling down.
fn work_out(
    permit: &Permit,
    rulebook: &Rulebook,
    (agreement, entry): (&Agreement, &AgreementCategory),
    age: AgeStanding,
) -> Outcome {
    let Some(purpose) = permit.purpose().and_then(|code| rulebook.purpose(code)) else {
        return Outcome::Withheld(WithheldWhy::PurposeDoesNotAllow);
    };
    let ceiling = entry.level(purpose.purpose, permit.worker().role);
    let ask = |level: Level| {
        let facts = [
            ("doing", Fact::Text(permit.action().code())),
            ("purpose", Fact::Text(purpose.purpose.code())),
            ("level", Fact::Number(level.number())),
            ("purposeAllows", Fact::Number(purpose.max_level.number())),
            (
                "agreement",
                Fact::Text(match agreement.in_force(permit.today()) {
                    InForce::Yes => "in_force",
                    InForce::Ended => "ended",
                    InForce::NotBegun => "not_begun",
                }),
            ),
            ("agreementAllows", Fact::Number(ceiling.number())),
            (
                "agreementRaisesSensitive",
                Fact::Is(entry.raises_sensitive_service),
            ),
            ("agreementSwitchesOn", Fact::Is(entry.switches_on)),
            ("age", Fact::Text(age.code())),
        ];
        let policies = rulebook.policies();
        policies.may_show(permit.facts(), entry.category, level, &facts)
    };
    let why = |answer: &crate::rules::Answer<'_>| {
        let reasons = answer.rules.iter().filter_map(|rule| rule.why.as_deref());
        reasons.filter_map(WithheldWhy::parse).min()
    };
    let least = ask(Level::AskTheDesk);
    if !least.is_allowed {
        return Outcome::Withheld(why(&least).unwrap_or(WithheldWhy::PurposeDoesNotAllow));
    }
    let mut granted = (Level::AskTheDesk, least.ids());
    let mut held_below = None;
    for level in Level::ALL.into_iter().rev() {
        if level <= Level::AskTheDesk || level > ceiling {
            continue;
        }
        let answer = ask(level);
        if answer.is_allowed {
            granted = (level, answer.ids());
            break;
        }
        held_below = why(&answer);
    }
    Outcome::Granted(Grant {
        level: granted.0,
        agreement: agreement.id.clone(),
        clause: entry.clause.clone(),
        basis: entry.basis.clone(),
        rule_ids: granted.1,
        held_below,
    })
}
