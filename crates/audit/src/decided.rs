//! What an entry says was decided, and whether the same is decided again.
//!
//! The rules are not known here: whoever checks a log gives a [`DecidesAgain`] that knows them.

use crate::AuditAction;
use crate::body_text::BodyText;
use vocabulary::{Category, Level, Purpose, Role, SourceId};

/// Decides again what entries say was decided.
pub trait DecidesAgain {
    /// Takes a file of a version of the rules; a copy of a log gives all of them before the
    /// first entry.
    fn take_rules(&mut self, rules: RuleText);

    /// Whether an entry's decision comes out the same.
    fn decide_again(&mut self, entry: &Decided<'_>) -> DecidedAgain;
}

/// One file of one version of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// The version, as entries name it.
    pub version: String,
    /// The file's name.
    pub file: String,
    /// The file's text.
    pub text: String,
}

/// What came of deciding again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedAgain {
    /// The same.
    Same,
    /// Nothing was decided.
    NothingDecided,
    /// The facts were not kept: the entry is from before they were.
    NoFacts,
    /// Something else, or more was shown than it allows.
    Otherwise,
    /// The rules of that time are not there, or are not those that the entry names.
    RulesMissing,
}

/// What an entry says was decided, and on what.
#[derive(Clone, Copy)]
pub struct Decided<'a> {
    /// What was done.
    pub action: AuditAction,
    /// In which role.
    pub role: Option<Role>,
    /// Why.
    pub purpose: Option<Purpose>,
    /// Why it was refused: the reason's word.
    pub refusal: Option<&'a str>,
    /// The rules in force.
    pub rulebook: Option<&'a str>,
    /// The facts on which it was decided.
    pub facts: Option<&'a str>,
    pub(crate) rules: &'a [BodyText<'a>],
    pub(crate) shown: &'a [(BodyText<'a>, BodyText<'a>, u8)],
}

impl Decided<'_> {
    /// The rules that decided.
    pub fn rule_ids(&self) -> impl ExactSizeIterator<Item = &str> {
        self.rules.iter().map(|id| &**id)
    }

    /// How much was shown, by source and category.
    pub fn shown(&self) -> impl Iterator<Item = (SourceId, Category, Level)> {
        self.shown.iter().filter_map(|(source, category, level)| {
            Some((
                SourceId::parse(source).ok()?,
                Category::parse(category)?,
                Level::from_number(*level)?,
            ))
        })
    }
}
