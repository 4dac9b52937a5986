//! An invented council on disk, opened as a real one is.

use anyhow::{Context, bail};
use jiff::Timestamp;
use operations::identity::SealingKey;
use operations::store::Mint;
use operations::{
    Account, AccountMarks, At, CouncilFiles, CouncilSettings, Database, ExtractToLoad, Kith,
    LinkedPeople, LoadOutcome, LookBudget, SignInSettings,
};
use std::path::{Path, PathBuf};
use synthetic::{Council, CouncilPlan, ExtractFile, invent, observe_with_truth};
use vocabulary::{Date, Role, SourceId};

/// A council with its truth.
pub(crate) struct BenchCouncil {
    pub(crate) kith: Kith,
    pub(crate) at: At,
    pub(crate) council: Council,
    pub(crate) truth: Vec<ExtractFile>,
    files: Vec<(SourceId, PathBuf)>,
    mint: Mint,
}

impl BenchCouncil {
    /// Invents a council, writes its extracts, and opens an empty database beside them.
    pub(crate) async fn invent(
        people: u32,
        seed: u64,
        today: Date,
        folder: &Path,
    ) -> anyhow::Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        let council = invent(&CouncilPlan {
            people,
            seed,
            today,
        });
        let (extracts, truth) = observe_with_truth(&council);
        let mut files = Vec::new();
        for extract in &extracts {
            let place = folder.join(extract.source);
            std::fs::create_dir_all(&place)?;
            let path = place.join(extract.file_name);
            std::fs::write(&path, &extract.bytes)?;
            files.push((SourceId::parse(extract.source)?, path));
        }
        let settings = CouncilSettings {
            name: "Eastmere Council".to_owned(),
            colour: None,
            desk_telephone: "0161 496 0100".to_owned(),
            idle_minutes: 15,
            longest_hours: 10,
            sign_in: SignInSettings {
                budget: LookBudget {
                    an_hour: u32::MAX,
                    a_day: u32::MAX,
                },
                ..SignInSettings::with_key(SealingKey::new([9; 32]))
            },
            restriction_journal: None,
            demo: None,
        };
        let database = Database::SqliteFile(folder.join("kith.db"));
        let kith = Kith::open(&database, &example_files()?, settings).await?;
        let at = At::new("2026-11-23T10:00:00Z".parse()?);
        let mint = Mint::new(at.timestamp(), [9; 32]);
        Ok(Self {
            kith,
            at,
            council,
            truth,
            files,
            mint,
        })
    }

    /// Where one extract is.
    pub(crate) fn extract(&self, source: &str, file: &str) -> Option<&Path> {
        let mut paths = self.files.iter().filter(|(of, _)| of.as_str() == source);
        let found = paths.find(|(_, path)| path.ends_with(file));
        found.map(|(_, path)| path.as_path())
    }

    /// Loads every extract; gives the rows read.
    pub(crate) async fn load(&mut self) -> anyhow::Result<u64> {
        let mut rows = 0;
        for (source, path) in &self.files {
            let extract = ExtractToLoad {
                source,
                path,
                as_of: Some(self.at.today()),
                accept_shrinkage: false,
                dry_run: false,
            };
            match self
                .kith
                .load_extract(&extract, &mut self.mint, self.at)
                .await?
            {
                LoadOutcome::Staged(loaded) => rows += loaded.report.rows,
                _ => bail!("{} was not staged", path.display()),
            }
        }
        Ok(rows)
    }

    /// Links and publishes, and adds the worker who looks.
    pub(crate) async fn link(&mut self) -> anyhow::Result<LinkedPeople> {
        let linked = self
            .kith
            .link_people(&mut self.mint, self.at, |_| {})
            .await?;
        self.kith
            .publish(self.at)
            .await?
            .context("nothing was linked")?;
        let account = Account {
            staff_id: "SW1001",
            name: "Amira Khan",
            role: Role::SocialWorker,
            teams: Vec::new(),
            passphrase: Some("a passphrase for benchmarks"),
            trained_on: Some(self.at.today()),
            marks: AccountMarks::default(),
        };
        self.kith.keep_account(account, self.at, "bench").await?;
        Ok(linked)
    }
}

fn example_files() -> anyhow::Result<CouncilFiles> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let texts = |folder: &str| -> anyhow::Result<Vec<(String, String)>> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if !name.ends_with(".md") {
                files.push((name, std::fs::read_to_string(&path)?));
            }
        }
        Ok(files)
    };
    Ok(CouncilFiles {
        rules: texts("agreements")?,
        sources: texts("sources")?,
    })
}

/// The clock, for measuring only.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Seconds of processor time that this process has used, user and system.
pub(crate) fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks: f64 = [11, 12]
        .iter()
        .filter_map(|at| fields.get(*at)?.parse::<f64>().ok())
        .sum();
    // Linux counts processor time in hundredths of a second.
    ticks / 100.0
}

/// The most memory that this process has held at once.
pub(crate) fn peak_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap_or_default();
    let kibibytes: u64 = line
        .split_whitespace()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    kibibytes / 1024
}
