//! The rules of Eastmere, the invented example council, as they stand in `agreements/`.
//!
//! They are part of the program so that the demonstration and the tests of every crate work
//! from the very files that people read. A test holds the list against the folder.

use crate::RuleFile;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(RuleFile {
            name: $name,
            text: include_str!(concat!("../../../agreements/", $name)),
        }),+]
    };
}

/// The rule files of the example council.
#[must_use]
pub fn eastmere() -> &'static [RuleFile<'static>] {
    files![
        "council.toml",
        "purposes.toml",
        "policies.cedar",
        "policies.cedarschema",
        "adult-social-care.toml",
        "childrens-social-care.toml",
        "early-help.toml",
        "family-context-csc.toml",
        "family-context-education.toml",
        "family-context-reference.toml",
        "health-visiting.toml",
        "housing.toml",
        "police.toml",
        "schools.toml",
        "staff-directory.toml",
        "substance-misuse.toml",
        "youth-justice.toml",
    ]
}
