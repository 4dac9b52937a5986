//! The council, open for work: its data, its rules, its sources, its settings.
//!
//! Invariant: a `Kith` exists only when every rule and every source specification was readable.

use crate::failures::Failures;
use crate::look_budget::LookBudget;
use crate::rules_in_force::{RulesInForce, stored};
use governance::{RuleFile, RuleProblem, Rulebook};
use identity::{Provider, SealingKey};
use intake::{SourceSpecification, SpecificationProblem};
use std::sync::Arc;
use store::{Database, Store, StoreError};
use vocabulary::{Role, SourceId};

/// The council, open for work. Cloning is cheap.
#[derive(Clone)]
pub struct Kith {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    rules: RulesInForce,
    sources: Vec<SourceSpecification>,
    settings: CouncilSettings,
    failures: Failures,
}

/// What the council has set.
#[derive(Debug, Clone)]
pub struct CouncilSettings {
    /// The council's name.
    pub name: String,
    /// Its colour, as `#rrggbb`.
    pub colour: Option<String>,
    /// The safeguarding desk, which answers day and night, as the folder says. Pages take it from
    /// the rules in force.
    pub desk_telephone: String,
    /// Minutes without use after which a sitting ends.
    pub idle_minutes: u16,
    /// Hours after which a sitting ends in any case.
    pub longest_hours: u16,
    /// How workers sign in, and how often they may look.
    pub sign_in: SignInSettings,
    /// Set in the demo only: who can be tried.
    pub demo: Option<DemoSignIn>,
}

/// How workers sign in, and how often they may look.
#[derive(Debug, Clone)]
pub struct SignInSettings {
    /// The council's key for secrets that are kept.
    pub key: SealingKey,
    /// Who needs a second step.
    pub second_step: SecondStepRule,
    /// How many searches and looks one worker may make.
    pub budget: LookBudget,
    /// The council's identity provider, where workers sign in with their own accounts.
    pub provider: Option<Arc<Provider>>,
}

/// Who needs a second step at signing in with a local account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecondStepRule {
    /// Whoever has set one up, and the accounts that are marked for it.
    #[default]
    WhereSetUp,
    /// Everybody.
    Everybody,
}

impl SignInSettings {
    /// The usual settings with this key.
    #[must_use]
    pub fn with_key(key: SealingKey) -> Self {
        Self {
            key,
            second_step: SecondStepRule::default(),
            budget: LookBudget::default(),
            provider: None,
        }
    }
}

/// The invented workers of the demo and their passphrase.
#[derive(Debug, Clone)]
pub struct DemoSignIn {
    /// One passphrase for all of them.
    pub passphrase: String,
    /// The workers.
    pub workers: Vec<DemoWorker>,
}

/// One invented worker of the demo.
#[derive(Debug, Clone)]
pub struct DemoWorker {
    /// Staff id.
    pub staff_id: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// What to try as this worker, in one line.
    pub can_try: String,
}

/// The council's rules and source specifications, as files.
#[derive(Debug, Clone, Default)]
pub struct CouncilFiles {
    /// Agreements, purposes and policies: (file name, text).
    pub rules: Vec<(String, String)>,
    /// Source specifications: (file name, text).
    pub sources: Vec<(String, String)>,
}

/// Why a council cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The rules cannot be read; each problem names file and line.
    #[error("the rules cannot be used: {}", in_lines(.0))]
    Rules(Vec<RuleProblem>),
    /// A source specification cannot be read.
    #[error("a source specification cannot be used: {0}")]
    Source(SpecificationProblem),
    /// The database cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn in_lines(problems: &[RuleProblem]) -> String {
    problems
        .iter()
        .map(|problem| format!("\n  {problem}"))
        .collect()
}

/// The rule files that are no agreement.
const NAMED: [&str; 2] = ["council.toml", "purposes.toml"];

impl CouncilFiles {
    /// The version that the rules have, whether they can be read or not.
    #[must_use]
    pub fn version(&self) -> String {
        Rulebook::version_of(&self.rule_files())
    }

    /// The same rules without any sharing agreement.
    pub(crate) fn without_agreements(&self) -> Self {
        let is_kept = |name: &str| !name.ends_with(".toml") || NAMED.contains(&name);
        Self {
            rules: self
                .rules
                .iter()
                .filter(|(name, _)| is_kept(name))
                .cloned()
                .collect(),
            sources: self.sources.clone(),
        }
    }

    fn rule_files(&self) -> Vec<RuleFile<'_>> {
        self.rules
            .iter()
            .map(|(name, text)| RuleFile { name, text })
            .collect()
    }

    /// Reads the rules.
    ///
    /// # Errors
    /// When a file is unreadable or the files do not fit each other.
    pub fn rulebook(&self) -> Result<Rulebook, OpenError> {
        Rulebook::read(&self.rule_files()).map_err(OpenError::Rules)
    }

    /// Reads the source specifications, by id.
    ///
    /// # Errors
    /// When one is unreadable.
    pub fn specifications(&self) -> Result<Vec<SourceSpecification>, OpenError> {
        let mut sources = Vec::with_capacity(self.sources.len());
        for (name, text) in &self.sources {
            sources.push(SourceSpecification::parse(name, text).map_err(OpenError::Source)?);
        }
        sources.sort_by(|a, b| a.id().cmp(b.id()));
        Ok(sources)
    }
}

/// The rules in force; before the first were kept, those of the folder.
async fn rules_of(store: &Store, files: &CouncilFiles) -> Result<Rulebook, OpenError> {
    match stored(store).await? {
        Some(rulebook) => Ok(rulebook),
        None => files.rulebook(),
    }
}

impl Kith {
    /// Opens the council: database, sources, and the rules in force. Before the first rules were
    /// kept, those are the folder's.
    ///
    /// # Errors
    /// When any of them cannot be used.
    pub async fn open(
        database: &Database,
        files: &CouncilFiles,
        settings: CouncilSettings,
    ) -> Result<Self, OpenError> {
        let store = Store::open(database).await?;
        let rulebook = rules_of(&store, files).await?;
        Self::with(store, rulebook, files, settings)
    }

    /// Opens the council for reading only: no operation can write, not even into the audit, so
    /// none can show anybody.
    ///
    /// # Errors
    /// When rules, sources or database cannot be used.
    pub async fn open_read_only(
        database: &Database,
        files: &CouncilFiles,
        settings: CouncilSettings,
    ) -> Result<Self, OpenError> {
        let store = Store::open_read_only(database).await?;
        let rulebook = rules_of(&store, files).await?;
        Self::with(store, rulebook, files, settings)
    }

    /// Opens the council by the rules that are given, whatever is in force: for changing rules
    /// that this version of Kith can no longer read. Nobody looks at a family by these.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_to_change_rules(
        database: &Database,
        files: &CouncilFiles,
        settings: CouncilSettings,
    ) -> Result<Self, OpenError> {
        let rulebook = files.rulebook()?;
        Self::with(Store::open(database).await?, rulebook, files, settings)
    }

    fn with(
        store: Store,
        rulebook: Rulebook,
        files: &CouncilFiles,
        settings: CouncilSettings,
    ) -> Result<Self, OpenError> {
        let inner = Inner {
            store,
            rules: RulesInForce::new(rulebook),
            sources: files.specifications()?,
            settings,
            failures: Failures::default(),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// What the council has set.
    #[must_use]
    pub fn council(&self) -> &CouncilSettings {
        &self.inner.settings
    }

    /// The rules in force.
    #[must_use]
    pub fn rulebook(&self) -> &Rulebook {
        self.inner.rules.newest()
    }

    pub(crate) fn rules(&self) -> &RulesInForce {
        &self.inner.rules
    }

    /// The sources, by id.
    #[must_use]
    pub fn sources(&self) -> &[SourceSpecification] {
        &self.inner.sources
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&SourceSpecification> {
        self.inner.sources.iter().find(|source| source.id() == id)
    }

    /// The database. Doors do not need it; the start-up check and tests do.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn failures(&self) -> &Failures {
        &self.inner.failures
    }
}
