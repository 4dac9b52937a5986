//! The council's TOML files as tables of words and numbers.
//!
//! Invariant: nothing is checked and nothing is worked out here; a word that is not known stops
//! the test.

use governance::RuleFile;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};
use vocabulary::{CaseLinkKind, Category, Date, Purpose, Role};

/// All that the files of one council say.
pub(crate) struct Tables {
    pub(crate) training_months: i64,
    pub(crate) purposes: BTreeMap<Purpose, PurposeRow>,
    pub(crate) clauses: Vec<ClauseRow>,
}

/// One purpose.
pub(crate) struct PurposeRow {
    pub(crate) is_active: bool,
    pub(crate) roles: BTreeSet<Role>,
    pub(crate) needs_case: bool,
    pub(crate) needs_duty: bool,
    pub(crate) needs_family: bool,
    pub(crate) reaches_anybody: bool,
    pub(crate) links: BTreeSet<CaseLinkKind>,
    pub(crate) most: u8,
}

/// What one agreement says of one category of one source.
pub(crate) struct ClauseRow {
    pub(crate) source: String,
    pub(crate) category: Category,
    pub(crate) first_day: Date,
    pub(crate) last_day: Date,
    pub(crate) from_age: Option<i64>,
    pub(crate) to_age: Option<i64>,
    pub(crate) raises_sensitive: bool,
    pub(crate) switches_on: bool,
    /// For every role, or for one.
    pub(crate) levels: Vec<(Purpose, Option<Role>, u8)>,
}

const LEVELS: [&str; 6] = [
    "nothing",
    "ask_the_desk",
    "involved",
    "named_worker",
    "facts",
    "detail",
];

impl Tables {
    pub(crate) fn read(files: &[RuleFile<'_>]) -> Self {
        let mut tables = Self {
            training_months: 0,
            purposes: BTreeMap::new(),
            clauses: Vec::new(),
        };
        for file in files.iter().filter(|file| file.name.ends_with(".toml")) {
            let table: Table = toml::from_str(file.text).unwrap();
            match file.name {
                "council.toml" => {
                    tables.training_months = number(&table["training"], "valid_months")
                }
                "purposes.toml" => {
                    let all = table["purpose"].as_array().unwrap();
                    tables.purposes = all.iter().map(purpose).collect();
                }
                _ => tables.clauses.extend(clauses(&table)),
            }
        }
        tables
    }

    pub(crate) fn purpose(&self, purpose: Option<Purpose>) -> Option<&PurposeRow> {
        self.purposes.get(&purpose?)
    }
}

fn purpose(row: &Value) -> (Purpose, PurposeRow) {
    let is = |key: &str| row.get(key).is_some_and(|value| value.as_bool().unwrap());
    let texts = |key: &str| {
        let all = row[key].as_array().unwrap().iter();
        all.map(|one| one.as_str().unwrap()).collect::<Vec<_>>()
    };
    let code = row["code"].as_str().unwrap();
    let roles = texts("roles")
        .into_iter()
        .map(|one| Role::parse(one).unwrap());
    let links = texts("case_links").into_iter();
    let row = PurposeRow {
        is_active: is("active"),
        roles: roles.collect(),
        needs_case: is("needs_case_link"),
        needs_duty: is("needs_duty"),
        needs_family: is("needs_family_agreement"),
        reaches_anybody: row["reach"].as_str().unwrap() == "any_person",
        links: links.map(|one| CaseLinkKind::parse(one).unwrap()).collect(),
        most: level(&row["max_level"]),
    };
    (Purpose::parse(code).unwrap(), row)
}

fn clauses(agreement: &Table) -> Vec<ClauseRow> {
    let mut rows = Vec::new();
    let none = Vec::new();
    let entries = agreement
        .get("category")
        .map_or(&none, |all| all.as_array().unwrap());
    for source in agreement["sources"].as_array().unwrap() {
        for entry in entries {
            let is = |key: &str| entry.get(key).is_some_and(|value| value.as_bool().unwrap());
            let age = |key: &str| {
                let age = entry.get("ages").and_then(|ages| ages.get(key));
                age.map(|age| age.as_integer().unwrap())
            };
            rows.push(ClauseRow {
                source: source.as_str().unwrap().to_owned(),
                category: Category::parse(entry["name"].as_str().unwrap()).unwrap(),
                first_day: day(&agreement["valid_from"]),
                last_day: day(&agreement["valid_to"]),
                from_age: age("from"),
                to_age: age("to"),
                raises_sensitive: is("raises_sensitive_service"),
                switches_on: is("switches_on"),
                levels: levels(entry["levels"].as_table().unwrap()),
            });
        }
    }
    rows
}

fn levels(table: &Table) -> Vec<(Purpose, Option<Role>, u8)> {
    let mut levels = Vec::new();
    for (purpose, value) in table {
        let purpose = Purpose::parse(purpose).unwrap();
        match value.as_table() {
            None => levels.push((purpose, None, level(value))),
            Some(by_role) => levels.extend(
                by_role
                    .iter()
                    .map(|(role, value)| (purpose, Some(Role::parse(role).unwrap()), level(value))),
            ),
        }
    }
    levels
}

fn level(word: &Value) -> u8 {
    let word = word.as_str().unwrap();
    let at = LEVELS.iter().position(|one| *one == word).unwrap();
    u8::try_from(at).unwrap()
}

fn number(table: &Value, key: &str) -> i64 {
    table[key].as_integer().unwrap()
}

fn day(value: &Value) -> Date {
    value.as_datetime().unwrap().to_string().parse().unwrap()
}
