//! A council's folder: `kith.toml`, `agreements/`, `sources/`, the data.
//!
//! Invariant: a folder is made only by `init`, `demo`, or for the default folder on first use.

use crate::audit_files::{AuditFiles, KEY_FILE};
use crate::clock;
use crate::commands::find::request_id;
use crate::council_files;
use crate::secret_key;
use crate::settings::{Settings, new_file};
use anyhow::{Context, bail};
use operations::{
    BreachedPassphrases, CouncilFiles, CouncilSettings, DemoSignIn, DemoWorker, Kith, OpenError,
};
use std::path::{Path, PathBuf};
use vocabulary::Role;

/// Where a council lives.
pub(crate) struct CouncilFolder {
    path: PathBuf,
    is_default: bool,
}

/// The passphrase of the demo's invented workers. `serve` refuses it outside a demo.
pub(crate) const DEMO_PASSPHRASE: &str = "eastmere-demo";

impl CouncilFolder {
    /// The given folder, or the default one.
    pub(crate) fn new(path: Option<PathBuf>) -> Self {
        let is_default = path.is_none();
        Self {
            path: path.unwrap_or_else(|| PathBuf::from("kith-data")),
            is_default,
        }
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a council in it.
    pub(crate) fn has_council(&self) -> bool {
        self.path.join("kith.toml").is_file()
    }

    /// Makes a council: settings, agreements and sources. Never over an existing one.
    pub(crate) fn make(
        &self,
        name: &str,
        files: &CouncilFiles,
        is_demo: bool,
    ) -> anyhow::Result<()> {
        if self.has_council() {
            bail!("{} holds a council already", self.path.display());
        }
        for (folder, files) in [("agreements", &files.rules), ("sources", &files.sources)] {
            let folder = self.path.join(folder);
            std::fs::create_dir_all(&folder)
                .with_context(|| format!("{} could not be made", folder.display()))?;
            for (file, text) in files {
                std::fs::write(folder.join(file), text)
                    .with_context(|| format!("{file} could not be written"))?;
            }
        }
        std::fs::write(self.path.join("kith.toml"), new_file(name, is_demo))?;
        protect(&self.path)?;
        AuditFiles::new(&self.path, Path::new(KEY_FILE)).make_key()
    }

    /// The audit's files outside the database.
    pub(crate) fn audit_files(&self) -> anyhow::Result<AuditFiles> {
        Ok(AuditFiles::new(&self.path, &self.settings()?.audit_key))
    }

    /// The settings; the default folder is made on first use.
    pub(crate) fn settings(&self) -> anyhow::Result<Settings> {
        if !self.has_council() {
            if !self.is_default {
                bail!(
                    "there is no council in {}; make one with `kith init --data FOLDER`",
                    self.path.display()
                );
            }
            self.make("Our council", &council_files::new_council(), false)?;
        }
        Settings::read(&self.path.join("kith.toml"))
    }

    /// The rules and source specifications in the folder.
    pub(crate) fn files(&self) -> anyhow::Result<CouncilFiles> {
        Ok(CouncilFiles {
            rules: rule_texts(&self.path.join("agreements"))?,
            sources: source_texts(&self.path.join("sources"))?,
        })
    }

    /// Opens the council.
    pub(crate) async fn open(&self) -> anyhow::Result<Kith> {
        let settings = self.settings()?;
        let files = self.files()?;
        let council = self.council(&settings, &files)?;
        let database = settings.database(&self.path)?;
        let kith = Kith::open(&database, &files, council).await.map_err(|error| {
            let context = match &error {
                OpenError::Rules(_) => "mend them in agreements/, and have two officers put them into force with kith agreements propose and activate",
                OpenError::Source(_)
                | OpenError::Store(_)
                | OpenError::Journal(_)
                | OpenError::JournalDoesNotFit
                | OpenError::MarkKeyMissing => {
                    "the council cannot be opened"
                }
            };
            anyhow::Error::from(error).context(context)
        })?;
        kith.record_replay(clock::now()).await?;
        protect(&self.path)?;
        let audit = self.audit_files()?;
        // A council from before the audit was signed gets its key now; one whose key was lost
        // does not get another unseen.
        if !audit.has_key() && kith.store().audit_checkpoints().await?.is_empty() {
            audit.make_key()?;
        }
        Ok(kith)
    }

    /// Opens the council for reading only.
    pub(crate) async fn open_read_only(&self) -> anyhow::Result<Kith> {
        let settings = self.settings()?;
        let files = self.files()?;
        let council = self.council(&settings, &files)?;
        let database = settings.database(&self.path)?;
        Ok(Kith::open_read_only(&database, &files, council).await?)
    }

    /// Keeps the folder's rules as the first ones in force, when there are none yet: before
    /// anything is published or served, and before a change is proposed.
    pub(crate) async fn keep_first_rules(&self, kith: &Kith) -> anyhow::Result<()> {
        let (at, request) = (clock::now(), request_id()?);
        kith.keep_first_rules(&self.files()?, at, &request).await?;
        Ok(())
    }

    /// Opens the council by the rules of a folder, to change the rules in force.
    pub(crate) async fn open_to_change_rules(
        &self,
        rules: Vec<(String, String)>,
    ) -> anyhow::Result<Kith> {
        let settings = self.settings()?;
        let mut files = self.files()?;
        files.rules = rules;
        let council = self.council(&settings, &files)?;
        let database = settings.database(&self.path)?;
        Ok(Kith::open_to_change_rules(&database, &files, council).await?)
    }

    fn council(
        &self,
        settings: &Settings,
        files: &CouncilFiles,
    ) -> anyhow::Result<CouncilSettings> {
        let telephone = files
            .rulebook()
            .map(|rulebook| rulebook.desk().telephone.clone());
        let key = secret_key::of(&self.path)?;
        let mut council = settings.council(&telephone.unwrap_or_default(), key);
        if let Some(single_sign_on) = &settings.single_sign_on {
            council.sign_in.provider = Some(single_sign_on.provider(&self.path)?);
        }
        if let Some(list) = &settings.breached_passphrases {
            council.sign_in.breached = Some(BreachedPassphrases::new(self.path.join(list)));
        }
        let journal = settings.restriction_journal.clone();
        let journal = journal.unwrap_or_else(|| PathBuf::from("restrictions.journal"));
        council.restriction_journal = Some(self.path.join(journal));
        if settings.is_demo {
            council.demo = Some(demo_sign_in());
        }
        Ok(council)
    }
}

/// The invented workers: staff id, name, role, and what to try as each.
const DEMO_WORKERS: [(&str, &str, Role, &str); 12] = [
    (
        "SW1001",
        "Amira Khan",
        Role::SocialWorker,
        "an assessment, case CSC-2026-0417: the whole family",
    ),
    (
        "FD1001",
        "Ben Okafor",
        Role::FrontDoorWorker,
        "a referral, number REF-2026-1102",
    ),
    (
        "EH1001",
        "Carys Morgan",
        Role::EarlyHelpWorker,
        "early help, case EH-2026-0033; other families are refused",
    ),
    (
        "IG1001",
        "Fay Lindqvist",
        Role::InformationGovernanceLead,
        "who has looked at which family, and why",
    ),
    (
        "IG1002",
        "Greta Halvorsen",
        Role::InformationGovernanceLead,
        "the second officer, without whom no rule changes",
    ),
    (
        "RD1001",
        "Hana Petrov",
        Role::RecordsDesk,
        "two records side by side: one person or two?",
    ),
    (
        "RD1002",
        "Idris Vale",
        Role::RecordsDesk,
        "the second answer, where two workers have to agree",
    ),
    (
        "AN1001",
        "Jo Marlow",
        Role::Analyst,
        "how the last link run went; nobody is named",
    ),
    (
        "OH1001",
        "Kwame Tarrant",
        Role::OutOfHoursWorker,
        "out-of-hours duty without being on the rota: a team manager has to help",
    ),
    (
        "TM1001",
        "Liz Penrose",
        Role::TeamManager,
        "approving a look in an emergency",
    ),
    (
        "SD1001",
        "Kezia Brand",
        Role::SafeguardingDesk,
        "who is shielded, and what was held back",
    ),
    (
        "SD1002",
        "Lorne Achebe",
        Role::SafeguardingDesk,
        "the second officer, without whom nothing is lifted",
    ),
];

/// The invented workers and what to try as each.
pub(crate) fn demo_sign_in() -> DemoSignIn {
    let worker = |(staff_id, name, role, can_try): (&str, &str, Role, &str)| DemoWorker {
        staff_id: staff_id.to_owned(),
        name: name.to_owned(),
        role,
        can_try: can_try.to_owned(),
    };
    DemoSignIn {
        passphrase: DEMO_PASSPHRASE.to_owned(),
        workers: DEMO_WORKERS.into_iter().map(worker).collect(),
    }
}

/// The rule files of a folder, by name.
pub(crate) fn rule_texts(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    texts(folder, &["toml", "cedar", "cedarschema"])
}

/// The source specifications of a folder, by name.
pub(crate) fn source_texts(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    texts(folder, &["toml"])
}

/// Text files with these endings, by name.
fn texts(folder: &Path, endings: &[&str]) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{} could not be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if endings.contains(&ending) {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("{} could not be read", path.display()))?;
            files.push((name, text));
        }
    }
    files.sort();
    Ok(files)
}

/// Only the owner may read a council's folder.
fn protect(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))
        .with_context(|| format!("{} could not be protected", path.display()))
}
