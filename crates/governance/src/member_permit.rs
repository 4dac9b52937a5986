//! What a permit allows to be shown of one person, by source and category.
//!
//! Invariant: a level is the least of what agreement, purpose, age rule and policies allow;
//! what was not worked out is nothing.

use crate::disclosure::OfAPerson;
use crate::rules::{AgeRange, Answer, Fact, Holdings, InForce};
use crate::{Permit, PurposeRule, Rulebook, WithheldWhy};
use std::sync::Arc;
use vocabulary::{Category, Date, Level, PersonId, SourceId};

/// What may be shown of one person.
pub struct MemberPermit {
    person: PersonId,
    today: Date,
    of_a_person: OfAPerson,
    holdings: Arc<Holdings>,
    outcomes: Vec<Outcome>,
    nothing_because: Option<WithheldWhy>,
}

/// The facts about a person on which the rules rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberFacts {
    /// The person.
    pub person: PersonId,
    /// Age today in whole years as (fewest, most); nothing when no birth date is known.
    pub age: Option<(i16, i16)>,
    /// What keeps the person from being shown as others are.
    pub standing: MemberStanding,
}

/// What keeps one person of a family or list from being shown as others are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberStanding {
    /// Answered as if there were no such person: a restriction for everybody, or one that must
    /// not be found by whoever asks.
    pub is_as_if_absent: bool,
    /// Where the person is must not be given away: a shield on them, or on somebody there.
    pub place_is_hidden: bool,
    /// Works for the council or is near to somebody who does, and is not on the worker's case.
    pub is_kept_to_the_case: bool,
    /// A court order limits what is shared.
    pub has_court_order: bool,
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
    /// How many months back it reaches, where the agreement says one figure.
    pub look_back_months: Option<u32>,
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

/// All that the answer for one category of one source rests on, beside the permit itself.
/// Sources that stand alike share one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Question {
    category: Category,
    agreement_allows: Level,
    in_force: InForce,
    raises_sensitive_service: bool,
    switches_on: bool,
    age: AgeStanding,
    standing: MemberStanding,
}

/// The answer to a question.
#[derive(Clone)]
pub(crate) enum Verdict {
    Granted {
        level: Level,
        rule_ids: Vec<String>,
        held_below: Option<WithheldWhy>,
    },
    Withheld(WithheldWhy),
}

enum Outcome {
    Granted(Grant),
    Withheld(WithheldWhy),
}

impl MemberPermit {
    /// Whether the person is to be left out before anything is drawn or counted.
    #[must_use]
    pub fn is_as_if_absent(&self) -> bool {
        self.nothing_because == Some(WithheldWhy::AsIfAbsent)
    }

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

    /// All that may be shown, by source and category: what the audit records.
    pub fn levels(&self) -> impl Iterator<Item = (&SourceId, Category, Level)> {
        self.holdings
            .all()
            .map(|(source, category)| (source, category, self.level(source, category)))
            .filter(|(_, _, level)| *level > Level::Nothing)
    }

    pub(crate) fn today(&self) -> Date {
        self.today
    }

    pub(crate) fn of_a_person(&self) -> OfAPerson {
        self.of_a_person
    }

    fn outcome(&self, source: &SourceId, category: Category) -> Option<&Outcome> {
        let number = self.holdings.number(source, category)?;
        self.outcomes.get(number)
    }

    pub(crate) fn new(permit: &Permit, rulebook: &Rulebook, member: &MemberFacts) -> Self {
        // INVARIANT: a permit is never read by other rules than those that granted it.
        let rules_changed = rulebook.version() != permit.rulebook_version();
        // INVARIANT: whoever is as if absent has nothing, whatever the policies say.
        let nothing_because = if rules_changed {
            Some(WithheldWhy::RulesChanged)
        } else {
            let absent = member.standing.is_as_if_absent;
            absent.then_some(WithheldWhy::AsIfAbsent)
        };
        let outcomes = if nothing_because.is_some() {
            Vec::new()
        } else {
            (0..rulebook.holdings().categories().len())
                .map(|holding| outcome(permit, rulebook, holding, member))
                .collect()
        };
        Self {
            person: member.person,
            today: permit.today(),
            of_a_person: OfAPerson::by(permit.purpose()),
            holdings: Arc::clone(rulebook.holdings()),
            outcomes,
            nothing_because,
        }
    }
}

impl std::fmt::Debug for MemberPermit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MemberPermit({}, ‹sealed›)", self.person)
    }
}

impl MemberStanding {
    /// Shown as others are.
    #[must_use]
    pub const fn open() -> Self {
        Self {
            is_as_if_absent: false,
            place_is_hidden: false,
            is_kept_to_the_case: false,
            has_court_order: false,
        }
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

fn outcome(permit: &Permit, rulebook: &Rulebook, holding: usize, member: &MemberFacts) -> Outcome {
    let Some((agreement, entry)) = rulebook.covering(holding, permit.today()) else {
        return Outcome::Withheld(WithheldWhy::NoAgreement);
    };
    // INVARIANT: leave to do what shows nobody shows nobody, whatever purpose was stated.
    let stated = permit
        .purpose()
        .filter(|_| permit.action().is_about_people());
    let Some(purpose) = stated.and_then(|code| rulebook.purpose(code)) else {
        return Outcome::Withheld(WithheldWhy::PurposeDoesNotAllow);
    };
    let question = Question {
        category: entry.category,
        agreement_allows: entry.level(purpose.purpose, permit.worker().role),
        in_force: agreement.in_force(permit.today()),
        raises_sensitive_service: entry.raises_sensitive_service,
        switches_on: entry.switches_on,
        age: AgeStanding::of(member.age, entry.ages),
        standing: member.standing,
    };
    // INVARIANT: where a shielded person is stays hidden, whatever the policies say. Asked last, so
    // that whoever would be shown nothing anyway learns nothing of the shield.
    let is_hidden = member.standing.place_is_hidden && entry.category == Category::Location;
    match permit.once(question, || question.answer(permit, rulebook, purpose)) {
        Verdict::Granted { .. } if is_hidden => Outcome::Withheld(WithheldWhy::Confidential),
        Verdict::Withheld(why) => Outcome::Withheld(why),
        Verdict::Granted {
            level,
            rule_ids,
            held_below,
        } => Outcome::Granted(Grant {
            level,
            agreement: agreement.id.clone(),
            clause: entry.clause.clone(),
            basis: entry.basis.clone(),
            look_back_months: entry.look_back.as_ref().and_then(|back| back.months),
            rule_ids,
            held_below,
        }),
    }
}

impl Question {
    /// The highest level that the rules allow, asked from the agreement's level down. When that
    /// is refused the least level comes next, because most refusals hold there too.
    fn answer(self, permit: &Permit, rulebook: &Rulebook, purpose: &PurposeRule) -> Verdict {
        let ask = |level| self.ask(permit, rulebook, purpose, level);
        let ceiling = self.agreement_allows.max(Level::AskTheDesk);
        let highest = ask(ceiling);
        // INVARIANT: whatever the policies say, nothing is shown without an agreement that is in
        // force and lists it; they are asked for the reason only.
        let cannot_be = match self.in_force {
            InForce::Ended => Some(WithheldWhy::AgreementExpired),
            InForce::NotBegun => Some(WithheldWhy::AgreementNotYet),
            InForce::Yes if self.agreement_allows == Level::Nothing => {
                Some(WithheldWhy::PurposeDoesNotAllow)
            }
            InForce::Yes => None,
        };
        if let Some(otherwise) = cannot_be {
            let first = why(&highest).map_or(otherwise, |by_rule| by_rule.min(otherwise));
            return Verdict::Withheld(first);
        }
        if highest.is_allowed {
            return granted(ceiling, &highest, None);
        }
        let least = ask(Level::AskTheDesk);
        if !least.is_allowed {
            return Verdict::Withheld(why(&least).unwrap_or(WithheldWhy::PurposeDoesNotAllow));
        }
        let mut held_below = why(&highest);
        for level in Level::ALL.into_iter().rev() {
            if level < ceiling && level > Level::AskTheDesk {
                let answer = ask(level);
                if answer.is_allowed {
                    return granted(level, &answer, held_below);
                }
                held_below = why(&answer);
            }
        }
        granted(Level::AskTheDesk, &least, held_below)
    }

    fn ask<'a>(
        self,
        permit: &Permit,
        rulebook: &'a Rulebook,
        purpose: &PurposeRule,
        level: Level,
    ) -> Answer<'a> {
        let agreement = match self.in_force {
            InForce::Yes => "in_force",
            InForce::Ended => "ended",
            InForce::NotBegun => "not_begun",
        };
        let facts = [
            ("doing", Fact::Text(permit.action().code())),
            ("purpose", Fact::Text(purpose.purpose.code())),
            ("level", Fact::Number(level.number())),
            ("purposeAllows", Fact::Number(purpose.max_level.number())),
            ("agreement", Fact::Text(agreement)),
            (
                "agreementAllows",
                Fact::Number(self.agreement_allows.number()),
            ),
            (
                "agreementRaisesSensitive",
                Fact::Is(self.raises_sensitive_service),
            ),
            ("agreementSwitchesOn", Fact::Is(self.switches_on)),
            ("age", Fact::Text(self.age.code())),
            ("placeIsHidden", Fact::Is(self.standing.place_is_hidden)),
            (
                "isKeptToTheCase",
                Fact::Is(self.standing.is_kept_to_the_case),
            ),
            ("hasCourtOrder", Fact::Is(self.standing.has_court_order)),
        ];
        rulebook
            .policies()
            .may_show(permit.facts(), self.category, level, &facts)
    }
}

fn granted(level: Level, answer: &Answer<'_>, held_below: Option<WithheldWhy>) -> Verdict {
    Verdict::Granted {
        level,
        rule_ids: answer.ids(),
        held_below,
    }
}

fn why(answer: &Answer<'_>) -> Option<WithheldWhy> {
    let reasons = answer.rules.iter().filter_map(|rule| rule.why.as_deref());
    reasons.filter_map(WithheldWhy::parse).min()
}
