//! The arrows between crates, as `ARCHITECTURE.md` draws them, and the check that holds them.
//!
//! The drawing is a table here; `cargo metadata` says what is really there. INVARIANT: an arrow
//! that is not in the table is a fault, and so is a crate that is not in it.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use crate::repository::Repository;

/// Pure crates: no I/O, no clock, no randomness, no async, no database.
pub const PURE: &[&str] = &[
    "intake",
    "linkage",
    "family",
    "governance",
    "audit",
    "case-notes",
    "referrals",
    "management-information",
];

/// What each crate of ours may depend on; `PURE` stands for `vocabulary` and every pure crate.
const ARROWS: &[(&str, &[&str])] = &[
    ("vocabulary", &[]),
    ("store", &["PURE"]),
    ("identity", &["vocabulary"]),
    ("operations", &["store", "identity", "PURE"]),
    ("web", &["operations", "PURE"]),
    (
        "kith",
        &["web", "operations", "person-files", "synthetic", "PURE"],
    ),
    ("person-files", &["vocabulary", "intake", "linkage"]),
    ("synthetic", &["vocabulary"]),
    ("testkit", &["operations", "store", "synthetic", "PURE"]),
    ("xtask", &[]),
    ("bench", &["operations", "synthetic", "PURE"]),
];

/// Outside crates that belong in one room only, and that room.
const ONE_ROOM: &[(&str, &str)] = &[
    ("sqlx", "store"),
    ("axum", "web"),
    ("askama", "web"),
    ("cedar-policy", "governance"),
    ("parquet", "person-files"),
    ("openidconnect", "identity"),
];

/// Outside crates that would bring I/O, a clock or chance into a pure crate.
const NEVER_IN_PURE: &[&str] = &["tokio", "rand", "rand_chacha", "getrandom", "tracing"];

/// One crate of this project, as far as arrows go.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
}

/// One arrow.
#[derive(Debug, Clone, Deserialize)]
pub struct Dependency {
    /// The crate it points to.
    pub name: String,
    /// `dev`, `build`, or nothing for an ordinary dependency.
    pub kind: Option<String>,
    /// Where it is, when it is one of ours.
    pub path: Option<String>,
}

/// What `cargo metadata` says about this project alone.
pub fn metadata(place: &Repository) -> Result<Value> {
    let output = Command::new("cargo")
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(place.root())
        .output()
        .context("cargo did not start")?;
    if !output.status.success() {
        bail!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")
}

/// Our crates with their arrows.
pub fn packages(place: &Repository) -> Result<Vec<Package>> {
    let mut metadata = metadata(place)?;
    serde_json::from_value(metadata["packages"].take()).context("cargo metadata has new words")
}

/// Every arrow that the drawing does not have, in words; empty when the house stands as drawn.
#[must_use]
pub fn forbidden_arrows(packages: &[Package]) -> Vec<String> {
    let mut faults = Vec::new();
    for package in packages {
        match allowed(&package.name) {
            Some(allowed) => {
                let arrows = package.dependencies.iter();
                faults.extend(arrows.filter_map(|arrow| fault(&package.name, arrow, &allowed)));
            }
            None => faults.push(format!(
                "`{}` is not drawn in the architecture",
                package.name
            )),
        }
    }
    faults
}

fn allowed(name: &str) -> Option<Vec<&'static str>> {
    if PURE.contains(&name) {
        return Some(vec!["vocabulary"]);
    }
    let (_, drawn) = ARROWS.iter().find(|(from, _)| *from == name)?;
    let expand = |to: &&'static str| match *to {
        "PURE" => [&["vocabulary"], PURE].concat(),
        to => vec![to],
    };
    Some(drawn.iter().flat_map(expand).collect())
}

fn fault(from: &str, arrow: &Dependency, allowed: &[&str]) -> Option<String> {
    let to = arrow.name.as_str();
    let in_tests = arrow.kind.as_deref() == Some("dev");
    if arrow.path.is_none() {
        return outside_fault(from, to, in_tests);
    }
    // Tests of any crate may use invented councils and the test council.
    let for_tests = in_tests && matches!(to, "testkit" | "synthetic");
    let drawn = allowed.contains(&to) || for_tests;
    (!drawn).then(|| format!("`{from}` may not depend on `{to}`"))
}

fn outside_fault(from: &str, to: &str, in_tests: bool) -> Option<String> {
    let is_pure = from == "vocabulary" || PURE.contains(&from);
    if is_pure && !in_tests && NEVER_IN_PURE.contains(&to) {
        return Some(format!("`{from}` is pure and may not use `{to}`"));
    }
    let (_, room) = ONE_ROOM.iter().find(|(name, _)| *name == to)?;
    (from != *room).then(|| format!("`{to}` belongs in `{room}`, and `{from}` uses it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, arrows: &[(&str, Option<&str>, bool)]) -> Package {
        let dependencies = arrows
            .iter()
            .map(|&(to, kind, is_ours)| Dependency {
                name: to.to_owned(),
                kind: kind.map(str::to_owned),
                path: is_ours.then(|| format!("crates/{to}")),
            })
            .collect();
        Package {
            name: name.to_owned(),
            dependencies,
        }
    }

    fn faults_of(name: &str, arrow: (&str, Option<&str>, bool)) -> usize {
        forbidden_arrows(&[package(name, &[arrow])]).len()
    }

    #[test]
    fn arrows_that_are_drawn_are_allowed() {
        assert_eq!(faults_of("linkage", ("vocabulary", None, true)), 0);
        assert_eq!(faults_of("web", ("governance", None, true)), 0);
        assert_eq!(faults_of("web", ("testkit", Some("dev"), true)), 0);
        assert_eq!(faults_of("store", ("sqlx", None, false)), 0);
    }

    #[test]
    fn arrows_that_are_not_drawn_are_found() {
        assert_eq!(faults_of("linkage", ("intake", None, true)), 1);
        assert_eq!(faults_of("governance", ("store", Some("dev"), true)), 1);
        assert_eq!(faults_of("web", ("store", None, true)), 1);
        assert_eq!(faults_of("web", ("testkit", None, true)), 1);
        assert_eq!(faults_of("testkit", ("kith", None, true)), 1);
    }

    #[test]
    fn outside_crates_stay_in_their_room() {
        assert_eq!(faults_of("operations", ("sqlx", None, false)), 1);
        assert_eq!(faults_of("kith", ("axum", Some("dev"), false)), 1);
        assert_eq!(faults_of("family", ("tokio", None, false)), 1);
        assert_eq!(faults_of("web", ("tokio", None, false)), 0);
    }

    #[test]
    fn a_crate_that_is_not_drawn_is_found() {
        assert_eq!(forbidden_arrows(&[package("attic", &[])]).len(), 1);
    }
}
