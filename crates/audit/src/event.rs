//! One thing that happened, as it is recorded: who, why, about whom, what was shown, under which rules.
//!
//! Search terms and case numbers are personal data: `Debug` prints the action only.

use crate::AuditAction;
use jiff::Timestamp;
use std::collections::BTreeMap;
use vocabulary::{CaseReference, Category, Level, PersonId, Purpose, Role, SourceId};

/// One thing that happened.
#[derive(Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// What was done.
    pub action: AuditAction,
    /// When.
    pub at: Timestamp,
    /// By whom: the id in the staff directory; nothing for the system itself.
    pub worker: Option<String>,
    /// For which colleague, as the worker named them.
    pub on_behalf_of: Option<String>,
    /// In which role.
    pub role: Option<Role>,
    /// Why.
    pub purpose: Option<Purpose>,
    /// On which case.
    pub case: Option<CaseReference>,
    /// About whom; for a search, who was presented.
    pub people: Vec<PersonId>,
    /// How much of what was shown.
    pub shown: Vec<LevelShown>,
    /// Why it was refused: the reason's word.
    pub refusal: Option<String>,
    /// The rules that decided.
    pub rule_ids: Vec<String>,
    /// The rules in force.
    pub rulebook_version: Option<String>,
    /// The facts on which it was decided, without anybody's name: governance writes and reads them.
    pub decided_on: Option<String>,
    /// What was searched for, by name of field.
    pub terms: BTreeMap<String, String>,
    /// How many results were presented.
    pub results: Option<u32>,
    /// The request, as the worker's error page and the log name it.
    pub request_id: String,
    /// A note without personal data, for example the id of a load.
    pub note: Option<String>,
}

/// How much of one category of one source was shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LevelShown {
    /// The source.
    pub source: SourceId,
    /// The category.
    pub category: Category,
    /// The level.
    pub level: Level,
}

impl AuditEvent {
    /// An event that says what, when and under which request; the rest is filled in by name.
    #[must_use]
    pub fn new(action: AuditAction, at: Timestamp, request_id: &str) -> Self {
        Self {
            action,
            at,
            worker: None,
            on_behalf_of: None,
            role: None,
            purpose: None,
            case: None,
            people: Vec::new(),
            shown: Vec::new(),
            refusal: None,
            rule_ids: Vec::new(),
            rulebook_version: None,
            decided_on: None,
            terms: BTreeMap::new(),
            results: None,
            request_id: request_id.to_owned(),
            note: None,
        }
    }
}

impl std::fmt::Debug for AuditEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AuditEvent({}, ‹sealed›)", self.action.code())
    }
}
