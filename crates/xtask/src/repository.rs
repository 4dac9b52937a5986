//! The files of this repository, as git knows them.
//!
//! A file that is new and not yet added is read too, so that a fault is found before the commit;
//! a file that git ignores is never read. Binary files are left out: they hold no lines to point at.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The folder that holds the whole project.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
}

/// One file of text: its path from the root, with `/` between folders, and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// The path from the root.
    pub path: String,
    /// The content; bytes that are not UTF-8 are replaced, lines keep their numbers.
    pub text: String,
}

impl Repository {
    /// Finds the root by climbing from the crate that runs, or from the current folder.
    pub fn open() -> Result<Self> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir().context("the current folder cannot be read")?,
        };
        start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file() && folder.join("crates").is_dir())
            .map(|root| Self {
                root: root.to_owned(),
            })
            .context("run this inside the project: no folder above holds Cargo.lock and crates/")
    }

    /// The root folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every file that git tracks or would track, in order of path, without binary files.
    pub fn text_files(&self) -> Result<Vec<TextFile>> {
        let mut files = Vec::new();
        for path in self.paths()? {
            let place = self.root.join(&path);
            // A file may be listed and already deleted on disk.
            if !place.is_file() {
                continue;
            }
            let bytes = std::fs::read(&place).with_context(|| format!("{path} cannot be read"))?;
            if !bytes.contains(&0) {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                files.push(TextFile { path, text });
            }
        }
        Ok(files)
    }

    fn paths(&self) -> Result<Vec<String>> {
        let listing = Command::new("git")
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .current_dir(&self.root)
            .output()
            .context("git did not start; install it with: apt-get install git")?;
        if !listing.status.success() {
            let reason = String::from_utf8_lossy(&listing.stderr);
            bail!("git could not list the files: {}", reason.trim());
        }
        let mut paths: Vec<String> = String::from_utf8_lossy(&listing.stdout)
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect();
        paths.sort();
        paths.dedup();
        Ok(paths)
    }
}

impl TextFile {
    /// A file made up for a test.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Whether this is Rust source.
    #[must_use]
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The crate it belongs to: the folder under `crates/`.
    #[must_use]
    pub fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_lists_its_own_source() {
        let place = Repository::open().unwrap();
        let files = place.text_files().unwrap();
        assert!(
            files
                .iter()
                .any(|file| file.path == "crates/xtask/src/repository.rs")
        );
        assert!(files.is_sorted_by(|a, b| a.path < b.path));
    }

    #[test]
    fn a_file_knows_its_crate() {
        assert_eq!(
            TextFile::new("crates/web/src/lib.rs", "").crate_name(),
            Some("web")
        );
        assert_eq!(TextFile::new("README.md", "").crate_name(), None);
    }
}
