//! The council, open for work: its data, its rules, its sources, its settings.
//!
//! Invariant: a `Kith` exists only when every rule and every source specification was readable.

use crate::BreachedPassphrases;
use crate::change_rules::texts;
use crate::failures::Failures;
use crate::journal::Journal;
use crate::look_budget::LookBudget;
use crate::rules_in_force::{RulesInForce, stored};
use crate::withheld::{MarkKey, key_beside};
use governance::{RuleFile, RuleProblem, Rulebook};
use identity::{Provider, SealingKey};
use intake::{SourceSpecification, SpecificationProblem};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Database, RuleTexts, Store, StoreError};
use vocabulary::{Role, SourceId};

/// The council, open for work. Cloning is cheap.
#[derive(Clone)]
pub struct Kith {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    rules: RulesInForce,
    rules_of_folder: Option<RuleTexts>,
    sources: Vec<SourceSpecification>,
    settings: CouncilSettings,
    failures: Failures,
    journal: Option<Journal>,
    replayed: usize,
    mark_key: Mutex<Option<MarkKey>>,
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
    /// The journal of restrictions, beside the database. Without one, a restored backup does not
    /// know what was restricted since.
    pub restriction_journal: Option<PathBuf>,
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
    /// The passphrases known from breaches, where the council keeps the list.
    pub breached: Option<BreachedPassphrases>,
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
            breached: None,
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
    /// The journal of restrictions cannot be read or written.
    #[error(
        "the journal of restrictions could not be read or written ({0}); without it people who are shielded could be shown, so nothing is opened"
    )]
    Journal(std::io::ErrorKind),
    /// The journal says what the database cannot be brought up to.
    #[error(
        "the journal of restrictions does not fit this database; people who are shielded could be shown, so nothing is opened: give the journal that belongs to it, or ask for a newer backup"
    )]
    JournalDoesNotFit,
    /// The key of the marks of protected persons is not there, or is another one.
    #[error(
        "the key beside the journal of restrictions is missing or another one; rows about protected persons could be stored, so nothing is opened: give the key file that belongs to it"
    )]
    MarkKeyMissing,
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

/// The rules in force; before the first were kept, those of the folder, with their texts.
async fn rules_of(
    store: &Store,
    files: &CouncilFiles,
) -> Result<(Rulebook, Option<RuleTexts>), OpenError> {
    match stored(store).await? {
        Some(rulebook) => Ok((rulebook, None)),
        None => Ok((files.rulebook()?, Some(texts(files)))),
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
        let (rulebook, of_folder) = rules_of(&store, files).await?;
        Self::with(store, (rulebook, of_folder), files, settings).await
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
        let (rulebook, _) = rules_of(&store, files).await?;
        // Nothing can be replayed into a database that is only read.
        let settings = CouncilSettings {
            restriction_journal: None,
            ..settings
        };
        Self::with(store, (rulebook, None), files, settings).await
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
        let store = Store::open(database).await?;
        Self::with(store, (rulebook, None), files, settings).await
    }

    async fn with(
        store: Store,
        (rulebook, rules_of_folder): (Rulebook, Option<RuleTexts>),
        files: &CouncilFiles,
        settings: CouncilSettings,
    ) -> Result<Self, OpenError> {
        let (journal, replayed) = match &settings.restriction_journal {
            Some(path) => {
                let (journal, replayed) = Journal::open(path, &store).await?;
                (Some(journal), replayed)
            }
            None => (None, 0),
        };
        let mark_key = match &settings.restriction_journal {
            Some(path) => MarkKey::open(&key_beside(path), &store).await?,
            None => None,
        };
        let inner = Inner {
            store,
            rules: RulesInForce::new(rulebook),
            rules_of_folder,
            sources: files.specifications()?,
            settings,
            failures: Failures::default(),
            journal,
            replayed,
            mark_key: Mutex::new(mark_key),
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

    /// The rules with which the council was opened, when none had been kept by then.
    pub(crate) fn rules_of_folder(&self) -> Option<&RuleTexts> {
        self.inner.rules_of_folder.as_ref()
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

    /// How many lines of the journal of restrictions were read back when the council was opened.
    #[must_use]
    pub fn restrictions_replayed(&self) -> usize {
        self.inner.replayed
    }

    pub(crate) fn journal(&self) -> Option<&Journal> {
        self.inner.journal.as_ref()
    }

    pub(crate) fn mark_key(&self) -> Option<MarkKey> {
        let key = self.inner.mark_key.lock();
        key.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn keep_mark_key(&self, key: MarkKey) {
        let place = self.inner.mark_key.lock();
        *place.unwrap_or_else(PoisonError::into_inner) = Some(key);
    }

    pub(crate) fn mark_key_path(&self) -> Option<PathBuf> {
        self.council()
            .restriction_journal
            .as_deref()
            .map(key_beside)
    }

    pub(crate) fn failures(&self) -> &Failures {
        &self.inner.failures
    }
}
