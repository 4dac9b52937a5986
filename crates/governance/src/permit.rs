//! A permit: the proof that a request was decided and allowed, with its basis in words.
//!
//! Invariant: only [`crate::decide`] makes one; it cannot be copied, made by default or read
//! from anywhere.
//!
//! One is had by asking:
//! ```
//! # use governance::{Permit, Rulebook, eastmere};
//! # let rulebook = Rulebook::read(eastmere()).expect("sound rules");
//! fn basis_of(permit: &Permit) -> &str {
//!     permit.basis().in_words()
//! }
//! ```
//! Making one outside does not compile:
//! ```compile_fail,E0451
//! # use governance::{Permit, Rulebook, eastmere};
//! # let rulebook = Rulebook::read(eastmere()).expect("sound rules");
//! let forged = Permit { rule_ids: vec![] };
//! ```
//! nor does copying one:
//! ```compile_fail,E0277
//! fn is_clone<T: Clone>() {}
//! is_clone::<governance::Permit>();
//! ```
//! nor making one by default, nor reading one:
//! ```compile_fail,E0277
//! fn is_default<T: Default>() {}
//! is_default::<governance::Permit>();
//! ```
//! ```compile_fail,E0277
//! fn is_read<T: serde::de::DeserializeOwned>() {}
//! is_read::<governance::Permit>();
//! ```

use crate::decision_facts::{DecisionFacts, MemberBand};
use crate::member_permit::{Question, Verdict};
use crate::rules::{Answer, WorkerFacts};
use crate::{
    AccessRequest, Action, MemberFacts, MemberPermit, PurposeRule, Reach, Rulebook, Worker,
};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use vocabulary::{CaseReference, Date, PersonId, Purpose};

/// The proof that one request was allowed.
pub struct Permit {
    worker: Worker,
    facts: WorkerFacts,
    purpose: Option<Purpose>,
    case: Option<CaseReference>,
    action: Action,
    subject: Option<PersonId>,
    today: Date,
    reach: Reach,
    basis: Basis,
    rule_ids: Vec<String>,
    rulebook_version: String,
    answered: Mutex<BTreeMap<Question, Verdict>>,
    decided_on: DecisionFacts,
    asked_about: Mutex<BTreeMap<PersonId, MemberBand>>,
}

/// On which basis a look is allowed, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    why_you_may: String,
    purpose: String,
    statute: String,
    article_6: String,
    article_9: String,
    schedule_1: String,
    gateways: Vec<String>,
    in_words: String,
}

impl Permit {
    /// Who may look.
    #[must_use]
    pub fn worker(&self) -> &Worker {
        &self.worker
    }

    /// Why.
    #[must_use]
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    /// On which case.
    #[must_use]
    pub fn case(&self) -> Option<&CaseReference> {
        self.case.as_ref()
    }

    /// What they may do.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// The person chosen.
    #[must_use]
    pub fn subject(&self) -> Option<PersonId> {
        self.subject
    }

    /// The day of the decision.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// Whom it reaches: with [`Reach::CaseFamily`] a search answers only with people on the case.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// The basis, in words.
    #[must_use]
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The rules that allowed it.
    #[must_use]
    pub fn rule_ids(&self) -> &[String] {
        &self.rule_ids
    }

    /// The rules in force when it was decided.
    #[must_use]
    pub fn rulebook_version(&self) -> &str {
        &self.rulebook_version
    }

    /// The facts on which it was decided, as the audit keeps them: see [`DecisionFacts`].
    #[must_use]
    pub fn decided_on(&self) -> String {
        self.decided_on.to_text()
    }

    /// The same, with what the rules learned of those of these people about whom it was asked.
    #[must_use]
    pub fn decided_on_with(&self, people: &[PersonId]) -> String {
        let asked_about = self.asked_about.lock();
        let asked_about = asked_about.unwrap_or_else(PoisonError::into_inner);
        let bands = people
            .iter()
            .filter_map(|one| asked_about.get(one).copied());
        self.decided_on.clone().with(bands).to_text()
    }

    /// What of one person may be shown. When the rulebook is not the one that decided,
    /// nothing is.
    #[must_use]
    pub fn for_member(&self, rulebook: &Rulebook, member: &MemberFacts) -> MemberPermit {
        let band = MemberBand::of(rulebook, member);
        let mut asked_about = self
            .asked_about
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        asked_about.insert(member.person, band);
        drop(asked_about);
        MemberPermit::new(self, rulebook, member)
    }

    pub(crate) fn new(
        rulebook: &Rulebook,
        request: &AccessRequest,
        facts: WorkerFacts,
        basis: Basis,
        rule_ids: Vec<String>,
    ) -> Self {
        let purpose = request.purpose.and_then(|code| rulebook.purpose(code));
        Self {
            worker: request.worker.clone(),
            facts,
            purpose: request.purpose,
            case: request.case.clone(),
            action: request.action,
            subject: request.subject,
            today: request.today,
            reach: purpose.map_or(Reach::CaseFamily, |rule| rule.reach),
            basis,
            rule_ids,
            rulebook_version: rulebook.version().to_owned(),
            answered: Mutex::default(),
            decided_on: DecisionFacts::of(request),
            asked_about: Mutex::default(),
        }
    }

    pub(crate) fn facts(&self) -> WorkerFacts {
        self.facts
    }

    /// The answer to a question, worked out once for each permit.
    pub(crate) fn once(&self, question: Question, answer: impl FnOnce() -> Verdict) -> Verdict {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.entry(question).or_insert_with(answer).clone()
    }
}

impl std::fmt::Debug for Permit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Permit({}, ‹sealed›)", self.action.code())
    }
}

impl Basis {
    /// Why the worker may, in the words of the rule that allowed it.
    #[must_use]
    pub fn why_you_may(&self) -> &str {
        &self.why_you_may
    }

    /// The purpose, in plain words; empty where none is needed.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// The statute; empty where none is needed.
    #[must_use]
    pub fn statute(&self) -> &str {
        &self.statute
    }

    /// UK GDPR article 6.
    #[must_use]
    pub fn article_6(&self) -> &str {
        &self.article_6
    }

    /// UK GDPR article 9.
    #[must_use]
    pub fn article_9(&self) -> &str {
        &self.article_9
    }

    /// Schedule 1 to the Data Protection Act 2018.
    #[must_use]
    pub fn schedule_1(&self) -> &str {
        &self.schedule_1
    }

    /// The gateways that may be cited on the day.
    #[must_use]
    pub fn gateways(&self) -> &[String] {
        &self.gateways
    }

    /// The whole basis in a few plain sentences.
    #[must_use]
    pub fn in_words(&self) -> &str {
        &self.in_words
    }

    pub(crate) fn of(purpose: Option<&PurposeRule>, answer: &Answer<'_>, today: Date) -> Self {
        let why_you_may = answer
            .rules
            .iter()
            .map(|rule| rule.plain.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let gateways: Vec<String> = purpose
            .into_iter()
            .flat_map(|rule| rule.gateways_on(today))
            .map(str::to_owned)
            .collect();
        let text = |of: fn(&PurposeRule) -> &String| purpose.map(of).cloned().unwrap_or_default();
        let in_words = match purpose {
            None => why_you_may.clone(),
            Some(rule) => {
                let also: String = gateways.iter().map(|words| format!("; {words}")).collect();
                format!("{why_you_may} {} ({}{also}).", rule.plain, rule.statute)
            }
        };
        Self {
            why_you_may,
            purpose: text(|rule| &rule.plain),
            statute: text(|rule| &rule.statute),
            article_6: text(|rule| &rule.article_6),
            article_9: text(|rule| &rule.article_9),
            schedule_1: text(|rule| &rule.schedule_1),
            gateways,
            in_words,
        }
    }
}
