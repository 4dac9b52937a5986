//! A council with rules, sources and people, as a test needs it.

use crate::TestDatabase;
use crate::databases::Made;
use operations::identity::SealingKey;
use operations::store::Mint;
use operations::{
    Account, AccountMarks, Answer, At, CouncilFiles, CouncilSettings, ExtractToLoad, FamilyView,
    FindTerms, FoundPeople, Handle, Kith, LinkedPeople, LoadOutcome, LookBudget, LookDays,
    LookLine, OpenError, PurposeOutcome, SignInSettings, Sitting, SittingToken, StatedPurpose,
};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use synthetic::{Council, CouncilPlan, demo_cast, invent, observe};
use vocabulary::{Purpose, Role, SourceId};

/// A council open for work, with its database's lifetime.
pub struct TestCouncil {
    /// The council.
    pub kith: Kith,
    /// What is true in it, when it was invented.
    pub invented: Option<Council>,
    /// The moment at which everything happens.
    pub at: At,
    database: TestDatabase,
    mint: Mint,
    sittings: AtomicU32,
}

/// A sitting with its token.
pub struct TestSitting {
    /// The sitting.
    pub sitting: Sitting,
    /// Its token.
    pub token: SittingToken,
}

/// A moment from its text, for example `2026-11-23T10:00:00Z`.
///
/// # Panics
/// When the text is no moment.
#[must_use]
pub fn moment(text: &str) -> At {
    At::new(text.parse().expect("a moment in RFC 3339"))
}

impl TestCouncil {
    /// The example council with nothing loaded, on a Monday morning.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn empty(database: TestDatabase) -> Self {
        Self::empty_with(database, Self::settings()).await
    }

    /// The settings of the example council.
    #[must_use]
    pub fn settings() -> CouncilSettings {
        CouncilSettings {
            name: "Eastmere Council".to_owned(),
            colour: None,
            desk_telephone: "0161 496 0100".to_owned(),
            idle_minutes: 15,
            longest_hours: 10,
            sign_in: sign_in_settings(),
            restriction_journal: None,
            demo: None,
        }
    }

    /// The example council with other settings, with nothing loaded.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn empty_with(database: TestDatabase, settings: CouncilSettings) -> Self {
        let at = moment("2026-11-23T10:00:00Z");
        let settings = with_journal(&database, settings);
        let kith = Kith::open(&database.database, &example_files(), settings)
            .await
            .expect("the example council opens");
        let mint = Mint::new(at.timestamp(), [7; 32]);
        Self {
            kith,
            invented: None,
            at,
            database,
            mint,
            sittings: AtomicU32::new(0),
        }
    }

    /// Closes the council, lets something happen to its files, and opens it again.
    ///
    /// # Errors
    /// When it does not open again.
    pub async fn reopen_after(&mut self, what: impl FnOnce(&Path)) -> Result<(), OpenError> {
        self.kith.store().clone().close().await;
        what(self.database.folder());
        let settings = with_journal(&self.database, self.kith.council().clone());
        self.kith = Kith::open(&self.database.database, &example_files(), settings).await?;
        Ok(())
    }

    /// An invented council, loaded, linked and published, with the demo's four workers.
    ///
    /// # Panics
    /// When any step fails.
    pub async fn invented(database: TestDatabase, people: u32) -> Self {
        let mut council = Self::empty(database).await;
        let truth = invent(&CouncilPlan {
            people,
            seed: 1,
            today: council.at.today(),
        });
        for file in observe(&truth) {
            let outcome = council
                .load_bytes(file.source, file.file_name, &file.bytes)
                .await;
            assert!(
                matches!(outcome, LoadOutcome::Staged(_)),
                "{} was not staged",
                file.file_name
            );
        }
        council.link_and_publish().await;
        council.add_workers().await;
        council.invented = Some(truth);
        council
    }

    /// A council whose database is a copy of an invented one of as many people.
    pub(crate) async fn copied(database: TestDatabase, made: &Made, people: u32) -> Self {
        database.copy(made);
        let mut council = Self::empty(database).await;
        let plan = CouncilPlan {
            people,
            seed: 1,
            today: council.at.today(),
        };
        council.invented = Some(invent(&plan));
        // Later than the copied rows, with ids from a mint of its own.
        council.at = moment("2026-11-23T10:30:00Z");
        council.mint = Mint::new(council.at.timestamp(), [8; 32]);
        council
    }

    /// Closes the council; what it holds can be copied.
    pub(crate) async fn made(self) -> Made {
        self.kith.store().clone().close().await;
        self.database.made()
    }

    /// The same council, opened for reading only: nothing can be written, not even the audit.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn read_only(&self) -> Kith {
        let settings = self.kith.council().clone();
        Kith::open_read_only(self.database(), &example_files(), settings)
            .await
            .expect("the council opens for reading")
    }

    /// A second process on the same data, with other files in the council's folder.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn reopened(&self, files: &CouncilFiles) -> Kith {
        let settings = with_journal(&self.database, Self::settings());
        Kith::open(&self.database.database, files, settings)
            .await
            .expect("the council opens again")
    }

    /// The demo's four workers can sign in.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn add_workers(&self) {
        for (staff_id, name, role) in [
            ("SW1001", "Amira Khan", Role::SocialWorker),
            ("FD1001", "Ben Okafor", Role::FrontDoorWorker),
            ("EH1001", "Carys Morgan", Role::EarlyHelpWorker),
            ("IG1001", "Fay Lindqvist", Role::InformationGovernanceLead),
            ("IG1002", "Greta Halvorsen", Role::InformationGovernanceLead),
            ("RD1001", "Hana Petrov", Role::RecordsDesk),
            ("RD1002", "Idris Vale", Role::RecordsDesk),
            ("AN1001", "Jo Marlow", Role::Analyst),
            ("SD1001", "Kezia Brand", Role::SafeguardingDesk),
            ("SD1002", "Lorne Achebe", Role::SafeguardingDesk),
        ] {
            let directory = self
                .kith
                .store()
                .directory()
                .await
                .expect("the directory is readable");
            let staff = directory
                .staff
                .iter()
                .filter(|staff| staff.id.reveal() == staff_id);
            let teams =
                staff.filter_map(|staff| staff.team.as_ref().map(|team| team.reveal().to_owned()));
            let account = Account {
                staff_id,
                name,
                role,
                teams: teams.collect(),
                passphrase: Some("a passphrase for tests"),
                trained_on: Some(self.at.today()),
                marks: AccountMarks::default(),
            };
            self.kith
                .keep_account(account, self.at, "test")
                .await
                .expect("the account is kept");
        }
    }

    /// Keeps the social worker's account anew, with another passphrase or with none.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn keep_social_worker(&self, passphrase: Option<&str>) {
        let account = Account {
            staff_id: "SW1001",
            name: "Amira Khan",
            role: Role::SocialWorker,
            teams: Vec::new(),
            passphrase,
            trained_on: None,
            marks: AccountMarks::default(),
        };
        let kept = self.kith.keep_account(account, self.at, "test").await;
        kept.expect("the account is kept");
    }

    /// Writes text to a file and loads it.
    ///
    /// # Panics
    /// When the load fails as a whole.
    pub async fn load(&mut self, source: &str, file: &str, text: &str) -> LoadOutcome {
        self.load_bytes(source, file, text.as_bytes()).await
    }

    /// Writes bytes to a file and loads it.
    ///
    /// # Panics
    /// When the load fails as a whole.
    pub async fn load_bytes(&mut self, source: &str, file: &str, bytes: &[u8]) -> LoadOutcome {
        let path = self.folder().join(file);
        std::fs::write(&path, bytes).expect("the folder is writable");
        self.load_file(source, &path, false).await
    }

    /// Loads a file, also when it is smaller than the one before where that is accepted.
    ///
    /// # Panics
    /// When the load fails as a whole.
    pub async fn load_file(
        &mut self,
        source: &str,
        path: &Path,
        accept_shrinkage: bool,
    ) -> LoadOutcome {
        let source = SourceId::parse(source).expect("a source id");
        let extract = ExtractToLoad {
            source: &source,
            path,
            as_of: Some(self.at.today()),
            accept_shrinkage,
            dry_run: false,
        };
        self.kith
            .load_extract(&extract, &mut self.mint, self.at)
            .await
            .expect("the file is loaded")
    }

    /// Links without publishing.
    ///
    /// # Panics
    /// When it fails.
    pub async fn link(&mut self) -> LinkedPeople {
        self.kith
            .link_people(&mut self.mint, self.at, |_| {})
            .await
            .expect("linking works")
    }

    /// Links and publishes.
    ///
    /// # Panics
    /// When either fails.
    pub async fn link_and_publish(&mut self) -> LinkedPeople {
        let linked = self.link().await;
        self.kith
            .publish(self.at)
            .await
            .expect("publishing works")
            .expect("something was linked");
        linked
    }

    /// Signs a worker in.
    ///
    /// # Panics
    /// When the worker may not sign in.
    pub async fn sign_in(&self, staff_id: &str) -> TestSitting {
        let mut secret = [0; 32];
        secret[..staff_id.len()].copy_from_slice(staff_id.as_bytes());
        let count = self.sittings.fetch_add(1, Ordering::Relaxed);
        secret[28..].copy_from_slice(&count.to_be_bytes());
        let token = self
            .kith
            .sit_down(staff_id, secret, self.at, "test")
            .await
            .expect("the database works")
            .expect("the worker is known");
        self.sitting(token).await
    }

    /// Signs a worker in and states a purpose and case.
    ///
    /// # Panics
    /// When the purpose is refused.
    pub async fn sit_down(&self, staff_id: &str, purpose: Purpose, case: &str) -> TestSitting {
        let sitting = self.sign_in(staff_id).await;
        let outcome = self.state(&sitting, purpose, case).await;
        assert!(
            matches!(outcome, PurposeOutcome::Kept),
            "the purpose was not kept: {outcome:?}"
        );
        self.sitting(sitting.token).await
    }

    /// States a purpose and case.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn state(
        &self,
        sitting: &TestSitting,
        purpose: Purpose,
        case: &str,
    ) -> PurposeOutcome {
        let stated = StatedPurpose {
            purpose: Some(purpose),
            case: case.to_owned(),
            on_behalf_of: String::new(),
        };
        self.kith
            .state_purpose(&sitting.sitting, &stated, self.at, "test")
            .await
            .expect("the database works")
    }

    /// A search that is answered.
    ///
    /// # Panics
    /// When it is refused or fails.
    pub async fn find(&self, sitting: &TestSitting, terms: FindTerms) -> FoundPeople {
        match self
            .kith
            .find_person(&sitting.sitting, &terms, self.at, "test")
            .await
        {
            Ok(Answer::Shown(found)) => found,
            Ok(Answer::Refused(refused)) => panic!("refused: {}", refused.why),
            Err(error) => panic!("{error}"),
        }
    }

    /// A family that is shown.
    ///
    /// # Panics
    /// When it is refused or fails.
    pub async fn family(&self, sitting: &TestSitting, handle: &Handle) -> FamilyView {
        match self
            .kith
            .look_up_family(&sitting.sitting, handle, self.at, "test")
            .await
        {
            Ok(Answer::Shown(family)) => family,
            Ok(Answer::Refused(refused)) => panic!("refused: {}", refused.why),
            Err(error) => panic!("{error}"),
        }
    }

    /// A worker's own looks, newest first.
    ///
    /// # Panics
    /// When they are refused or the audit fails.
    pub async fn own_looks(&self, sitting: &TestSitting) -> Vec<LookLine> {
        let days = LookDays::default();
        match self
            .kith
            .own_looks(&sitting.sitting, days, self.at, "test")
            .await
        {
            Ok(Answer::Shown(looks)) => looks.lines,
            Ok(Answer::Refused(refused)) => panic!("refused: {}", refused.why),
            Err(error) => panic!("{error}"),
        }
    }

    /// The demo's families, with their names.
    ///
    /// # Panics
    /// When the council was not invented.
    #[must_use]
    pub fn cast(&self) -> synthetic::DemoCast {
        demo_cast(self.invented.as_ref().expect("an invented council"))
    }

    /// The test's folder.
    #[must_use]
    pub fn folder(&self) -> &PathBuf {
        self.database.folder()
    }

    /// The database itself, for tests of the store.
    #[must_use]
    pub fn database(&self) -> &operations::Database {
        &self.database.database
    }

    /// Which database it is, for messages.
    #[must_use]
    pub fn database_name(&self) -> &'static str {
        self.database.name()
    }

    /// The sitting of a token as it is now.
    ///
    /// # Panics
    /// When the sitting has ended.
    pub async fn sitting(&self, token: SittingToken) -> TestSitting {
        let sitting = self
            .kith
            .sitting(&token, self.at)
            .await
            .expect("the database works");
        TestSitting {
            sitting: sitting.expect("the sitting is open"),
            token,
        }
    }
}

/// The settings with the journal of restrictions beside the database.
fn with_journal(database: &TestDatabase, settings: CouncilSettings) -> CouncilSettings {
    CouncilSettings {
        restriction_journal: Some(database.folder().join("restrictions.journal")),
        ..settings
    }
}

/// A known key, and a budget that no story uses up unless it is about that.
#[must_use]
pub fn sign_in_settings() -> SignInSettings {
    SignInSettings {
        budget: LookBudget {
            an_hour: 100_000,
            a_day: 100_000,
        },
        ..SignInSettings::with_key(SealingKey::new([7; 32]))
    }
}

/// The repository's own agreements and sources.
///
/// # Panics
/// When they cannot be read.
#[must_use]
pub fn example_files() -> CouncilFiles {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let texts = |folder: &str| {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(root.join(folder)).expect("the repository holds it") {
            let path = entry.expect("a readable folder").path();
            let name = path
                .file_name()
                .expect("a file name")
                .to_string_lossy()
                .into_owned();
            if !name.ends_with(".md") {
                files.push((name, std::fs::read_to_string(&path).expect("a text file")));
            }
        }
        files.sort();
        files
    };
    CouncilFiles {
        rules: texts("agreements"),
        sources: texts("sources"),
    }
}
