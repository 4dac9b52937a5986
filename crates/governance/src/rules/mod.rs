//! The rulebook: every rule file of a council, read, checked against each other, and versioned.
//!
//! Invariant: a rulebook that exists has passed every check; on any day at most one agreement
//! covers a category of a source.

mod agreements;
mod answered;
mod basis_needs;
mod council;
mod levels;
mod policies;
mod problem;
mod purposes;
mod reads;
mod shape;
mod subject_report;
mod world;

pub use agreements::{AgeRange, Agreement, AgreementCategory, LookBack};
pub use basis_needs::BasisNeeds;
pub use council::{Council, Desk};
pub use levels::level_code;
pub use problem::{RuleFile, RuleProblem};
pub use purposes::{Approval, Gateway, PurposeRule, Reach};
pub use subject_report::SubjectReportRules;

pub(crate) use agreements::InForce;
pub(crate) use policies::{Answer, Fact, Policies, WorkerFacts};

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vocabulary::{Category, Date, Purpose, Role, SourceId};

/// All the rules of a council, ready to decide.
pub struct Rulebook {
    version: String,
    council: Council,
    purposes: Vec<PurposeRule>,
    agreements: Vec<Agreement>,
    policies: Arc<Policies>,
    holdings: Arc<Holdings>,
}

/// Every (source, category) that some agreement names, each with a number of its own.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    numbers: BTreeMap<SourceId, BTreeMap<Category, usize>>,
    covered_by: Vec<Vec<usize>>,
    categories: Vec<Category>,
}

impl Rulebook {
    /// Reads the files of a council. `council.toml`, `purposes.toml`, `policies.cedar` and
    /// `policies.cedarschema` must be there; every other `.toml` is an agreement; `.md` files
    /// are passed over.
    ///
    /// # Errors
    /// Every problem found, by file and line.
    pub fn read(files: &[RuleFile<'_>]) -> Result<Self, Vec<RuleProblem>> {
        let mut problems = Vec::new();
        let council = one(files, "council.toml", Council::read).map_err(|p| problems.extend(p));
        let is_invented = council.as_ref().is_ok_and(|council| council.is_invented);
        let purposes = one(files, "purposes.toml", |file| {
            PurposeRule::read_all(file, is_invented)
        })
        .map_err(|p| problems.extend(p));
        let schema = one(files, "policies.cedarschema", Ok).map_err(|p| problems.extend(p));
        let policies = one(files, "policies.cedar", |file| match &schema {
            Ok(schema) => Policies::read(file, *schema).map(Some),
            Err(()) => Ok(None),
        })
        .map_err(|p| problems.extend(p));
        let mut agreements = Vec::new();
        for file in files.iter().filter(|file| is_other(file.base_name())) {
            if file.base_name().ends_with(".toml") {
                match Agreement::read(*file) {
                    Ok(agreement) => agreements.push(agreement),
                    Err(found) => problems.extend(found),
                }
            } else {
                problems.push(file.problem(&(0..0), "is not a kind of rule file"));
            }
        }
        agreements.sort_by(|a, b| (&a.id, &a.file).cmp(&(&b.id, &b.file)));
        problems.extend(overlaps(&agreements));
        if let Ok(purposes) = &purposes {
            problems.extend(incomplete_bases(&agreements, purposes));
        }
        match (council, purposes, policies) {
            (Ok(council), Ok(purposes), Ok(Some(policies))) if problems.is_empty() => Ok(Self {
                version: version(files),
                council,
                purposes,
                holdings: Arc::new(Holdings::of(&agreements)),
                agreements,
                policies: Arc::new(policies),
            }),
            _ => {
                problems.sort();
                Err(problems)
            }
        }
    }

    /// The version that files have, whether they can be read or not.
    #[must_use]
    pub fn version_of(files: &[RuleFile<'_>]) -> String {
        version(files)
    }

    /// A short fingerprint (SHA-256) of the files: another byte, another version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The council.
    #[must_use]
    pub fn council(&self) -> &Council {
        &self.council
    }

    /// The safeguarding desk.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.council.desk
    }

    /// The purposes in use, P1 first.
    pub fn purposes(&self) -> impl Iterator<Item = &PurposeRule> {
        self.purposes.iter().filter(|rule| rule.is_active)
    }

    /// The purposes in use that a role may state.
    pub fn purposes_for(&self, role: Role) -> impl Iterator<Item = &PurposeRule> {
        self.purposes().filter(move |rule| rule.is_for(role))
    }

    /// Every purpose, in use or not, P1 first.
    pub fn every_purpose(&self) -> impl Iterator<Item = &PurposeRule> {
        self.purposes.iter()
    }

    /// What is written of a purpose, in use or not.
    #[must_use]
    pub fn purpose(&self, purpose: Purpose) -> Option<&PurposeRule> {
        self.purposes.iter().find(|rule| rule.purpose == purpose)
    }

    /// The agreements, by number.
    pub fn agreements(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements.iter()
    }

    /// The agreement that covers a category of a source today.
    #[must_use]
    pub fn agreement_for(
        &self,
        source: &SourceId,
        category: Category,
        today: Date,
    ) -> Option<(&Agreement, &AgreementCategory)> {
        let number = self.holdings.number(source, category)?;
        self.covering(number, today)
            .filter(|(agreement, _)| agreement.is_in_force(today))
    }

    /// Every policy: its number, its sentence and, for one that refuses, its reason.
    pub fn rule_sentences(&self) -> impl Iterator<Item = (&str, &str, Option<&str>)> {
        self.policies.sentences().into_iter()
    }

    pub(crate) fn policies(&self) -> &Policies {
        &self.policies
    }

    /// The same rules with the agreements about some sources only. About those sources it
    /// decides as the whole does.
    pub(crate) fn about(&self, sources: &BTreeSet<SourceId>) -> Self {
        let is_about =
            |agreement: &&Agreement| agreement.sources.iter().any(|s| sources.contains(s));
        let agreements: Vec<Agreement> = self.agreements.iter().filter(is_about).cloned().collect();
        Self {
            version: self.version.clone(),
            council: self.council.clone(),
            purposes: self.purposes.clone(),
            holdings: Arc::new(Holdings::of(&agreements)),
            agreements,
            policies: Arc::clone(&self.policies),
        }
    }

    /// The ages, from and to, around a range of ages between which no agreement makes a
    /// difference: every limit of these rules is met by all of them, or by none of them.
    pub(crate) fn age_band(&self, (fewest, most): (i16, i16)) -> (i16, i16) {
        let categories = self.agreements.iter().flat_map(|one| &one.categories);
        let ages = categories.filter_map(|entry| entry.ages);
        // The years at which an answer may change: the least age, and the year after the greatest.
        let turns = ages.flat_map(|ages| [ages.from, ages.to.map(|to| to.saturating_add(1))]);
        let (mut from, mut to) = (i16::MIN, i16::MAX);
        for turn in turns.flatten() {
            if turn <= fewest {
                from = from.max(turn);
            }
            if turn > most {
                to = to.min(turn - 1);
            }
        }
        (from, to)
    }

    pub(crate) fn holdings(&self) -> &Arc<Holdings> {
        &self.holdings
    }

    /// The agreement in force today, or else the one that ended last, or begins first.
    pub(crate) fn covering(
        &self,
        holding: usize,
        today: Date,
    ) -> Option<(&Agreement, &AgreementCategory)> {
        let category = *self.holdings.categories.get(holding)?;
        let covering = self.holdings.covered_by.get(holding)?;
        let chosen = covering
            .iter()
            .filter_map(|at| self.agreements.get(*at))
            .min_by_key(|agreement| match agreement.in_force(today) {
                InForce::Yes => (0, 0),
                InForce::Ended => (1, days_between(agreement.valid_to, today)),
                InForce::NotBegun => (2, days_between(today, agreement.valid_from)),
            })?;
        Some((chosen, chosen.category(category)?))
    }
}

impl std::fmt::Debug for Rulebook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rulebook({})", self.version)
    }
}

impl Holdings {
    pub(crate) fn number(&self, source: &SourceId, category: Category) -> Option<usize> {
        self.numbers.get(source)?.get(&category).copied()
    }

    pub(crate) fn categories(&self) -> &[Category] {
        &self.categories
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (&SourceId, Category)> {
        self.numbers.iter().flat_map(|(source, categories)| {
            categories.keys().map(move |category| (source, *category))
        })
    }

    fn of(agreements: &[Agreement]) -> Self {
        let mut holdings = Self::default();
        for (at, agreement) in agreements.iter().enumerate() {
            for source in &agreement.sources {
                for entry in &agreement.categories {
                    holdings.add(source, entry.category, at);
                }
            }
        }
        holdings
    }

    fn add(&mut self, source: &SourceId, category: Category, agreement: usize) {
        let next = self.categories.len();
        let of_source = self.numbers.entry(source.clone()).or_default();
        let number = *of_source.entry(category).or_insert(next);
        if number == next {
            self.categories.push(category);
            self.covered_by.push(Vec::new());
        }
        if let Some(covered_by) = self.covered_by.get_mut(number) {
            covered_by.push(agreement);
        }
    }
}

fn one<'a, T>(
    files: &[RuleFile<'a>],
    name: &str,
    read: impl FnOnce(RuleFile<'a>) -> Result<T, Vec<RuleProblem>>,
) -> Result<T, Vec<RuleProblem>> {
    match files.iter().find(|file| file.base_name() == name) {
        Some(file) => read(*file),
        None => Err(vec![RuleProblem {
            file: name.to_owned(),
            line: 1,
            column: None,
            words: "this file is missing".to_owned(),
        }]),
    }
}

fn is_other(name: &str) -> bool {
    let named = [
        "council.toml",
        "purposes.toml",
        "policies.cedar",
        "policies.cedarschema",
    ];
    !named.contains(&name) && !name.ends_with(".md")
}

fn overlaps(agreements: &[Agreement]) -> Vec<RuleProblem> {
    let mut problems = Vec::new();
    for (at, later) in agreements.iter().enumerate() {
        for earlier in &agreements[..at] {
            let same_id = earlier.id == later.id;
            let share = later.sources.iter().any(|s| earlier.sources.contains(s))
                && later
                    .categories
                    .iter()
                    .any(|c| earlier.category(c.category).is_some());
            let together =
                earlier.valid_from <= later.valid_to && later.valid_from <= earlier.valid_to;
            if same_id || (share && together) {
                let words = if same_id {
                    format!("has the same id as `{}`", earlier.file)
                } else {
                    format!(
                        "covers the same category of the same source as `{}`, on the same days",
                        earlier.file
                    )
                };
                problems.push(RuleProblem {
                    file: later.file.clone(),
                    line: later.line,
                    column: None,
                    words,
                });
            }
        }
    }
    problems
}

/// A category of special sensitivity is shown only for purposes whose basis says so in full.
fn incomplete_bases(agreements: &[Agreement], purposes: &[PurposeRule]) -> Vec<RuleProblem> {
    let is_bare = |purpose: &PurposeRule| {
        !purpose.article_9.contains("9(2)(") || purpose.schedule_1.trim().is_empty()
    };
    let mut problems = Vec::new();
    for agreement in agreements {
        let entries = agreement.categories.iter();
        for entry in entries.filter(|entry| BasisNeeds::of(entry.category).special_category) {
            let bare = entry.purposes().filter(|code| {
                let rule = purposes.iter().find(|rule| rule.purpose == *code);
                rule.is_some_and(is_bare)
            });
            for purpose in bare {
                problems.push(RuleProblem {
                    file: agreement.file.clone(),
                    line: entry.line,
                    column: None,
                    words: format!(
                        "{} is shown for {}, whose `article_9` and `schedule_1` in purposes.toml \
                         do not both name a condition",
                        entry.category.label().to_lowercase(),
                        purpose.code()
                    ),
                });
            }
        }
    }
    problems
}

/// The first twelve hexadecimal digits of the SHA-256 of names and texts, in order of name,
/// each preceded by its length.
fn version(files: &[RuleFile<'_>]) -> String {
    let mut sorted: Vec<_> = files.iter().map(|f| (f.base_name(), f.text)).collect();
    sorted.sort_unstable();
    let mut hasher = Sha256::new();
    for (name, text) in sorted {
        for part in [name, text] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    let digest = hasher.finalize();
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}
