//! Deciding again what the audit says was decided, by the rules and on the facts of that time.
//!
//! Invariant: nothing of today is looked at. The rules are those that the entry names, and a text
//! of another version is no text of them; the facts are those of the entry.

use crate::CouncilFiles;
use audit::{AuditAction, Decided, DecidedAgain, DecidesAgain, RuleText};
use governance::{Decision, DecisionFacts, RemadeDecision, Rulebook};
use std::collections::BTreeMap;
use vocabulary::{Purpose, Role};

/// Decides old decisions again.
#[derive(Default)]
pub struct OldDecisions {
    texts: BTreeMap<String, Vec<(String, String)>>,
    /// Each version once it was asked for; nothing where its texts are not there.
    rulebooks: BTreeMap<String, Option<Rulebook>>,
    /// The last decision that was made again, and for what: looks come in pairs and runs.
    last: Option<(Asked, RemadeDecision)>,
}

/// What was asked, as far as it decides anything.
#[derive(PartialEq, Eq)]
struct Asked {
    rulebook: String,
    role: Role,
    purpose: Option<Purpose>,
    facts: String,
}

impl DecidesAgain for OldDecisions {
    fn take_rules(&mut self, rules: RuleText) {
        let texts = self.texts.entry(rules.version).or_default();
        texts.push((rules.file, rules.text));
    }

    fn decide_again(&mut self, entry: &Decided<'_>) -> DecidedAgain {
        let is_decided = entry.rule_ids().len() > 0 || entry.shown().next().is_some();
        let Some(facts) = entry.facts else {
            return if is_decided {
                DecidedAgain::NoFacts
            } else {
                DecidedAgain::NothingDecided
            };
        };
        let (Some(role), Some(version)) = (entry.role, entry.rulebook) else {
            return DecidedAgain::Otherwise;
        };
        let Some(rulebook) = rulebook(&mut self.rulebooks, &mut self.texts, version) else {
            return DecidedAgain::RulesMissing;
        };
        let asked = Asked {
            rulebook: version.to_owned(),
            role,
            purpose: entry.purpose,
            facts: facts.to_owned(),
        };
        if self.last.as_ref().is_none_or(|(last, _)| *last != asked) {
            let Some(read) = DecisionFacts::parse(facts) else {
                return DecidedAgain::Otherwise;
            };
            let again = read.decide_again(rulebook, (role, entry.purpose));
            self.last = Some((asked, again));
        }
        match &self.last {
            Some((_, again)) if is_the_same(entry, again, rulebook) => DecidedAgain::Same,
            _ => DecidedAgain::Otherwise,
        }
    }
}

/// The rules of a version, read when they are first asked for.
fn rulebook<'a>(
    read: &'a mut BTreeMap<String, Option<Rulebook>>,
    texts: &mut BTreeMap<String, Vec<(String, String)>>,
    version: &str,
) -> Option<&'a Rulebook> {
    if !read.contains_key(version) {
        let files = CouncilFiles {
            rules: texts.remove(version).unwrap_or_default(),
            sources: Vec::new(),
        };
        let rulebook = files.rulebook().ok();
        let rulebook = rulebook.filter(|rulebook| rulebook.version() == version);
        read.insert(version.to_owned(), rulebook);
    }
    read.get(version)?.as_ref()
}

/// Whether the entry says what is decided again, and nothing was shown that is not allowed.
fn is_the_same(entry: &Decided<'_>, again: &RemadeDecision, rulebook: &Rulebook) -> bool {
    let by_the_same =
        |rule_ids: &[String]| entry.rule_ids().eq(rule_ids.iter().map(String::as_str));
    match &again.decision {
        Decision::Refusal(refusal) => {
            entry.action == AuditAction::Refused
                && entry.refusal == Some(refusal.reason.code())
                && by_the_same(&refusal.rule_ids)
        }
        Decision::AsIfAbsent(absence) => {
            entry.action == AuditAction::AnsweredAsIfAbsent
                && entry.refusal == Some(absence.because.code())
                && by_the_same(&absence.rule_ids)
        }
        Decision::Permit(permit) => {
            let is_said = entry.rule_ids().len() == 0 || by_the_same(permit.rule_ids());
            let mut shown = entry.shown();
            is_said
                && entry.refusal.is_none()
                && shown.all(|(source, category, level)| {
                    again.allows(rulebook, (&source, category), level)
                })
        }
    }
}
