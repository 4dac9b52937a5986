//! `kith.toml`: what a council sets. Secrets come from the environment or files, never from here.

use crate::audit_files::KEY_FILE;
use crate::serving::TlsFiles;
use crate::single_sign_on::SingleSignOn;
use anyhow::{Context, bail};
use operations::identity::SealingKey;
use operations::{CouncilSettings, Database, LookBudget, SecondStepRule, SignInSettings};
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// The settings file as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The council's name.
    pub(crate) name: String,
    /// Its colour, as `#rrggbb`.
    pub(crate) colour: Option<String>,
    /// `sqlite`, or `postgres` with the address in the variable `KITH_DATABASE`.
    pub(crate) database: DatabaseKind,
    /// Where to listen.
    pub(crate) listen: SocketAddr,
    /// Cookies only over TLS; switch off on a closed test machine only.
    #[serde(default = "yes")]
    pub(crate) secure_cookies: bool,
    /// Host names under which the site is reached.
    #[serde(default)]
    pub(crate) hosts: Vec<String>,
    /// TLS of our own: certificate and key.
    #[serde(default)]
    pub(crate) tls: Option<TlsFiles>,
    /// The addresses of the TLS proxy in front; connections are then taken from there only.
    #[serde(default)]
    pub(crate) behind_proxy: Vec<IpAddr>,
    /// Minutes without use after which a sitting ends.
    #[serde(default = "fifteen")]
    pub(crate) idle_minutes: u16,
    /// Hours after which a sitting ends in any case.
    #[serde(default = "ten")]
    pub(crate) longest_hours: u16,
    /// The audit's signing key, from the council's folder on; better on another disk.
    #[serde(default = "audit_key")]
    pub(crate) audit_key: PathBuf,
    /// Who needs a second step at signing in with a passphrase.
    #[serde(default)]
    pub(crate) second_step: SecondStep,
    /// Searches that a worker may make within an hour, and as many looks at families.
    #[serde(default = "sixty")]
    pub(crate) looks_an_hour: u32,
    /// The same within a day.
    #[serde(default = "two_hundred")]
    pub(crate) looks_a_day: u32,
    /// The council's identity provider, where workers sign in with their own accounts.
    #[serde(default)]
    pub(crate) single_sign_on: Option<SingleSignOn>,
    /// The passphrases known from breaches, as Have I Been Pwned publishes them (SHA-1, in order);
    /// from the council's folder on.
    #[serde(default)]
    pub(crate) breached_passphrases: Option<PathBuf>,
    /// The journal of restrictions; nothing: `restrictions.journal` in the council's folder. It
    /// belongs beside the database, and into its own backup.
    pub(crate) restriction_journal: Option<PathBuf>,
    /// Written by `kith demo` only: invented people, a known passphrase.
    #[serde(default)]
    pub(crate) is_demo: bool,
}

/// Which database holds the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DatabaseKind {
    /// One file in the council's folder.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// Who needs a second step at signing in with a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SecondStep {
    /// Whoever has set one up, and the accounts that are marked for it.
    #[default]
    WhereSetUp,
    /// Everybody.
    Everybody,
}

fn sixty() -> u32 {
    60
}

fn two_hundred() -> u32 {
    200
}

fn yes() -> bool {
    true
}

fn fifteen() -> u16 {
    15
}

fn ten() -> u16 {
    10
}

fn audit_key() -> PathBuf {
    PathBuf::from(KEY_FILE)
}

impl Settings {
    /// Reads the file.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} could not be read", path.display()))?;
        let settings: Self =
            toml::from_str(&text).with_context(|| format!("{} is not right", path.display()))?;
        if !(1..=120).contains(&settings.idle_minutes)
            || !(1..=24).contains(&settings.longest_hours)
        {
            bail!("idle_minutes goes from 1 to 120 and longest_hours from 1 to 24");
        }
        if settings.looks_an_hour == 0 || settings.looks_a_day < settings.looks_an_hour {
            bail!("looks_an_hour is at least 1 and looks_a_day is not below it");
        }
        Ok(settings)
    }

    /// The database that the settings mean; the server's address comes from the environment.
    pub(crate) fn database(&self, folder: &Path) -> anyhow::Result<Database> {
        match self.database {
            DatabaseKind::Sqlite => Ok(Database::SqliteFile(folder.join("kith.db"))),
            DatabaseKind::Postgres => std::env::var("KITH_DATABASE")
                .map(Database::Postgres)
                .context(
                    "the settings say PostgreSQL: give its address in the variable KITH_DATABASE",
                ),
        }
    }

    /// The part that operations and pages need.
    pub(crate) fn council(&self, desk_telephone: &str, key: SealingKey) -> CouncilSettings {
        CouncilSettings {
            name: self.name.clone(),
            colour: self.colour.clone(),
            desk_telephone: desk_telephone.to_owned(),
            idle_minutes: self.idle_minutes,
            longest_hours: self.longest_hours,
            sign_in: self.sign_in(key),
            restriction_journal: None,
            demo: None,
        }
    }

    fn sign_in(&self, key: SealingKey) -> SignInSettings {
        SignInSettings {
            key,
            second_step: match self.second_step {
                SecondStep::WhereSetUp => SecondStepRule::WhereSetUp,
                SecondStep::Everybody => SecondStepRule::Everybody,
            },
            budget: LookBudget {
                an_hour: self.looks_an_hour,
                a_day: self.looks_a_day,
            },
            provider: None,
            breached: None,
        }
    }
}

/// The settings file of a new council.
pub(crate) fn new_file(name: &str, is_demo: bool) -> String {
    let second_step = if is_demo { "where_set_up" } else { "everybody" };
    let demo = if is_demo {
        "\n# Written by `kith demo`: invented people and a known passphrase. Never for real data.\n\
         is_demo = true\nsecure_cookies = false\n"
    } else {
        "\n# Cookies travel only over TLS; switch this off on a closed test machine only.\n\
         secure_cookies = true\n\
         # Who does TLS: either Kith itself, with a chain of certificates and its key (and where plain\n\
         # HTTP is answered with the way to it),\n\
         # [tls]\n\
         # certificate = \"tls/chain.pem\"\n\
         # key = \"tls/key.pem\"\n\
         # redirect_from = \"0.0.0.0:80\"\n\
         # or a proxy on this machine (this line goes above all [parts]):\n\
         # behind_proxy = [\"127.0.0.1\"]\n"
    };
    format!(
        "# The settings of one council. Secrets are never written here.\n\
         name = \"{name}\"\n\
         # colour = \"#1d4f5c\"\n\
         \n\
         # sqlite: one file in this folder. postgres: the address is read from KITH_DATABASE.\n\
         database = \"sqlite\"\n\
         listen = \"127.0.0.1:8080\"\n\
         # Host names under which the site is reached, for example [\"kith.council.example\"].\n\
         hosts = []\n\
         \n\
         # A sitting ends after so many minutes without use, and after so many hours in any case.\n\
         idle_minutes = 15\n\
         longest_hours = 10\n\
         \n\
         # The key that signs the audit: a file that only its owner can read, outside the database.\n\
         audit_key = \"{KEY_FILE}\"\n\
         # Who needs a second step beside the passphrase: \"where_set_up\" or \"everybody\".\n\
         second_step = \"{second_step}\"\n\
         # Searches that one worker makes, and as many looks at families, before signing in again.\n\
         looks_an_hour = 60\n\
         looks_a_day = 200\n{demo}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_new_council_is_read_back() {
        for is_demo in [true, false] {
            let settings: Settings =
                toml::from_str(&new_file("Eastmere Council", is_demo)).unwrap();
            assert_eq!(settings.is_demo, is_demo);
            assert_eq!(settings.secure_cookies, !is_demo);
            assert_eq!(settings.second_step == SecondStep::Everybody, !is_demo);
        }
    }

    #[test]
    fn a_word_that_is_no_setting_is_refused() {
        let text = format!("{}\npassword = \"x\"\n", new_file("Eastmere", false));
        assert!(toml::from_str::<Settings>(&text).is_err());
    }
}
