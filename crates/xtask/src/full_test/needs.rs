//! What the run needs from the machine, looked for before anything long begins.
//!
//! Each thing that is missing is named with the command that installs it on Debian. Nothing is
//! installed here, and only what the chosen parts need is looked for.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Options, POSTGRES_ADDRESS, splink};

const CHROMIUM_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// The oldest Node that runs the browser tests.
const OLDEST_NODE: u32 = 20;

/// What was found, and what was not.
#[derive(Debug, Default)]
pub(super) struct Needs {
    missing: Vec<String>,
    nextest: bool,
    postgres_given: Option<OsString>,
    postgres_programs: Option<PathBuf>,
    chromium: Option<PathBuf>,
    splink_python: Option<PathBuf>,
}

impl Needs {
    /// Looks for everything that the chosen parts need.
    pub(super) fn look(root: &Path, options: Options) -> Self {
        let mut needs = Self::default();
        needs.look_for_rust(options);
        if !options.fast {
            needs.nextest = answers("cargo", &["nextest", "--version"]);
            needs.require(
                on_path("cc").is_some(),
                "a C compiler",
                "apt-get install build-essential",
            );
            // The pages' style sheet is built with npm, unless ready assets are named.
            if options.browser || std::env::var_os("KITH_ASSETS").is_none() {
                needs.look_for_node();
            }
        }
        if options.postgres {
            needs.look_for_postgres();
        }
        if options.splink {
            needs.look_for_splink(root);
        }
        if options.browser {
            needs.look_for_browser(root);
        }
        needs
    }

    pub(super) fn missing(&self) -> &[String] {
        &self.missing
    }

    pub(super) fn nextest(&self) -> bool {
        self.nextest
    }

    /// An address that the person gave; then no cluster is started.
    pub(super) fn postgres_given(&self) -> Option<&OsString> {
        self.postgres_given.as_ref()
    }

    /// The folder that holds `initdb` and `pg_ctl`.
    pub(super) fn postgres_programs(&self) -> Option<&Path> {
        self.postgres_programs.as_deref()
    }

    pub(super) fn chromium(&self) -> Option<&Path> {
        self.chromium.as_deref()
    }

    /// A Python that has Splink and Spark.
    pub(super) fn splink_python(&self) -> Option<&Path> {
        self.splink_python.as_deref()
    }

    fn require(&mut self, is_there: bool, what: &str, remedy: &str) {
        if !is_there {
            self.missing.push(format!("{what}: {remedy}"));
        }
    }

    fn look_for_rust(&mut self, options: Options) {
        let formats = answers("cargo", &["fmt", "--version"]);
        self.require(formats, "cargo fmt", "rustup component add rustfmt");
        if !options.fast {
            let lints = answers("cargo", &["clippy", "--version"]);
            self.require(lints, "cargo clippy", "rustup component add clippy");
        }
    }

    fn look_for_node(&mut self) {
        let version = words_of("node", &["--version"]).and_then(|words| major_version(&words));
        let remedy = "apt-get install nodejs npm, or a newer one from nodejs.org";
        let is_new_enough = version.is_some_and(|version| version >= OLDEST_NODE);
        self.require(
            is_new_enough,
            &format!("Node {OLDEST_NODE} or newer"),
            remedy,
        );
        self.require(on_path("npm").is_some(), "npm", "apt-get install npm");
    }

    fn look_for_postgres(&mut self) {
        self.postgres_given = std::env::var_os(POSTGRES_ADDRESS).filter(|given| !given.is_empty());
        if self.postgres_given.is_some() {
            return;
        }
        self.postgres_programs = postgres_programs();
        let is_there = self.postgres_programs.is_some();
        self.require(
            is_there,
            "PostgreSQL's initdb and pg_ctl",
            "apt-get install postgresql",
        );
        if super::postgres::runs_as_root() {
            let can_step_down = on_path("runuser").is_some() && answers("id", &["postgres"]);
            let what = "the user postgres and runuser (PostgreSQL refuses to run as root)";
            self.require(can_step_down, what, "apt-get install postgresql util-linux");
        }
    }

    fn look_for_splink(&mut self, root: &Path) {
        let has_java = answers("java", &["-version"]);
        let remedy = "apt-get install openjdk-17-jre-headless";
        self.require(has_java, "Java 17 or newer, for Spark", remedy);
        let given = std::env::var_os(splink::PYTHON).filter(|given| !given.is_empty());
        let python = given.map_or_else(|| root.join(splink::OWN_PYTHON), PathBuf::from);
        let has_packages = answers(
            &python.to_string_lossy(),
            &["-c", splink::PACKAGES_ARE_THERE],
        );
        self.require(
            has_packages,
            "Python with Splink 5 and Spark",
            splink::REMEDY,
        );
        self.splink_python = has_packages.then_some(python);
    }

    fn look_for_browser(&mut self, root: &Path) {
        let given = std::env::var_os("CHROMIUM")
            .map(PathBuf::from)
            .filter(|path| path.is_file());
        self.chromium = given.or_else(|| CHROMIUM_NAMES.iter().find_map(|name| on_path(name)));
        let is_there = self.chromium.is_some();
        self.require(
            is_there,
            "Chromium",
            "apt-get install chromium fonts-liberation",
        );
        let has_tests = root.join("e2e/package-lock.json").is_file();
        self.require(has_tests, "e2e/package-lock.json", "git checkout -- e2e");
    }
}

/// The newest Debian folder of PostgreSQL's programs, else the folder on the path.
fn postgres_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    folders.sort();
    let on_path = on_path("initdb").and_then(|program| program.parent().map(Path::to_owned));
    let holds_both =
        |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file();
    folders
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .chain(on_path)
        .find(holds_both)
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

fn answers(program: &str, words: &[&str]) -> bool {
    words_of(program, words).is_some()
}

/// What the program writes, when it ends well.
fn words_of(program: &str, words: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(words)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// `v20.20.2` is 20.
fn major_version(words: &str) -> Option<u32> {
    words
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_thing_is_named_with_its_remedy() {
        let mut needs = Needs::default();
        needs.require(true, "cargo", "install Rust");
        needs.require(false, "Chromium", "apt-get install chromium");
        assert_eq!(needs.missing(), ["Chromium: apt-get install chromium"]);
    }

    #[test]
    fn a_folder_without_browser_tests_is_missing_them() {
        let mut needs = Needs::default();
        needs.look_for_browser(Path::new("/nowhere"));
        assert!(
            needs
                .missing()
                .iter()
                .any(|line| line.starts_with("e2e/package-lock.json"))
        );
    }

    #[test]
    fn versions_of_node_are_read() {
        assert_eq!(major_version("v20.20.2\n"), Some(20));
        assert_eq!(major_version("none"), None);
    }
}
