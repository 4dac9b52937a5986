//! One file per sharing agreement: whose data, which categories, how much, from when to when.
//!
//! Invariant: an agreement counts from `valid_from` to the end of `valid_to`, both inside;
//! what it does not list is not shown.

use super::levels::{LEVEL_WORDS, parse_level};
use super::problem::{Checker, RuleFile, RuleProblem};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::value::Datetime;
use vocabulary::{Category, Date, Level, Purpose, Role, SourceId};

/// One sharing agreement.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Its number, for example `DSA-05`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The sources it covers.
    pub sources: Vec<SourceId>,
    /// Who answers for the data.
    pub controller: String,
    /// Between whom.
    pub parties: Vec<String>,
    /// Who signed, by office.
    pub signatories: Vec<String>,
    /// The first day on which it counts.
    pub valid_from: Date,
    /// The last day on which it counts.
    pub valid_to: Date,
    /// The categories it covers.
    pub categories: Vec<AgreementCategory>,
    pub(crate) file: String,
    pub(crate) line: usize,
}

/// What one agreement says of one category.
#[derive(Debug, Clone)]
pub struct AgreementCategory {
    /// The category.
    pub category: Category,
    /// The clause.
    pub clause: String,
    /// What is covered, in plain words.
    pub covers: String,
    /// The basis on which the owner shares it.
    pub basis: String,
    /// Only for people of these ages.
    pub ages: Option<AgeRange>,
    /// How far back.
    pub look_back: Option<LookBack>,
    /// The agreement lets a sensitive service be shown above "ask the desk".
    pub raises_sensitive_service: bool,
    /// The agreement switches on what is off by default.
    pub switches_on: bool,
    levels: BTreeMap<Purpose, RoleLevels>,
}

/// Ages in whole years, both ends inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeRange {
    /// The least age.
    pub from: Option<i16>,
    /// The greatest age.
    pub to: Option<i16>,
}

/// How far back an agreement reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookBack {
    /// In months, where one figure says it.
    pub months: Option<u32>,
    /// In plain words.
    pub words: String,
}

/// Whether an agreement counts on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum InForce {
    Yes,
    Ended,
    NotBegun,
}

#[derive(Debug, Clone)]
enum RoleLevels {
    Every(Level),
    ByRole(BTreeMap<Role, Level>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgreementFile {
    id: Spanned<String>,
    title: String,
    sources: Vec<Spanned<String>>,
    controller: String,
    parties: Vec<String>,
    signatories: Vec<String>,
    valid_from: Spanned<Datetime>,
    valid_to: Spanned<Datetime>,
    #[serde(default)]
    category: Vec<CategoryTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryTable {
    name: Spanned<String>,
    clause: String,
    covers: String,
    basis: String,
    ages: Option<Spanned<AgeTable>>,
    look_back: Option<LookBackTable>,
    #[serde(default)]
    raises_sensitive_service: bool,
    #[serde(default)]
    switches_on: bool,
    levels: BTreeMap<Spanned<String>, LevelTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgeTable {
    from: Option<i16>,
    to: Option<i16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LookBackTable {
    months: Option<u32>,
    words: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum LevelTable {
    Every(String),
    ByRole(BTreeMap<String, String>),
}

impl Agreement {
    /// Whether the agreement counts on a day.
    #[must_use]
    pub fn is_in_force(&self, today: Date) -> bool {
        self.in_force(today) == InForce::Yes
    }

    /// What it says of a category.
    #[must_use]
    pub fn category(&self, category: Category) -> Option<&AgreementCategory> {
        self.categories
            .iter()
            .find(|entry| entry.category == category)
    }

    pub(crate) fn in_force(&self, today: Date) -> InForce {
        if today < self.valid_from {
            InForce::NotBegun
        } else if self.valid_to < today {
            InForce::Ended
        } else {
            InForce::Yes
        }
    }

    pub(crate) fn read(file: RuleFile<'_>) -> Result<Self, Vec<RuleProblem>> {
        let raw: AgreementFile = file.read_toml().map_err(|problem| vec![problem])?;
        let mut check = Checker::new(file);
        let mut sources = Vec::new();
        for source in &raw.sources {
            sources.extend(check.take(source, "is not a source id", |id| SourceId::parse(id).ok()));
        }
        if sources.is_empty() {
            check.say(&raw.id.span(), "the agreement covers no source");
        }
        let words = "write a day, for example 2026-04-01";
        let valid_from = check.take(&raw.valid_from, words, whole_day);
        let valid_to = check.take(&raw.valid_to, words, whole_day);
        if valid_from.zip(valid_to).is_some_and(|(from, to)| to < from) {
            check.say(&raw.valid_to.span(), "ends before it begins");
        }
        let mut categories: Vec<AgreementCategory> = Vec::new();
        for table in raw.category {
            let at = table.name.span();
            let entry = AgreementCategory::from_table(&mut check, table);
            let name = entry.as_ref().map(|entry| entry.category);
            if categories.iter().any(|other| Some(other.category) == name) {
                check.say(&at, "this category is written twice");
            }
            categories.extend(entry);
        }
        let line = file.problem(&raw.id.span(), "").line;
        let agreement = valid_from.zip(valid_to).map(|(valid_from, valid_to)| Self {
            id: raw.id.into_inner(),
            title: raw.title,
            sources,
            controller: raw.controller,
            parties: raw.parties,
            signatories: raw.signatories,
            valid_from,
            valid_to,
            categories,
            file: file.base_name().to_owned(),
            line,
        });
        check.finish(agreement)
    }
}

impl AgreementCategory {
    /// The most that is shown for a purpose to a role; nothing unless written.
    #[must_use]
    pub fn level(&self, purpose: Purpose, role: Role) -> Level {
        match self.levels.get(&purpose) {
            None => Level::Nothing,
            Some(RoleLevels::Every(level)) => *level,
            Some(RoleLevels::ByRole(by_role)) => {
                by_role.get(&role).copied().unwrap_or(Level::Nothing)
            }
        }
    }

    fn from_table(check: &mut Checker<'_>, raw: CategoryTable) -> Option<Self> {
        let category = check.take(&raw.name, "is not a category of information", |name| {
            Category::parse(name)
        });
        let ages = raw.ages.as_ref().map(|ages| {
            check.take(
                ages,
                "ages need `from` or `to`, and `from` not above `to`",
                |ages| {
                    let in_order = ages.from.zip(ages.to).is_none_or(|(from, to)| from <= to);
                    let some = ages.from.is_some() || ages.to.is_some();
                    (in_order && some).then_some(AgeRange {
                        from: ages.from,
                        to: ages.to,
                    })
                },
            )
        });
        let mut levels = BTreeMap::new();
        for (purpose, table) in raw.levels {
            let known = check.take(&purpose, "a purpose is one of P1 to P11", |code| {
                Purpose::parse(code)
            });
            let read = read_levels(&table);
            if read.is_none() {
                check.say(
                    &purpose.span(),
                    format!("{LEVEL_WORDS}, or one of them for each role"),
                );
            }
            levels.extend(known.zip(read));
        }
        Some(Self {
            category: category?,
            clause: raw.clause,
            covers: raw.covers,
            basis: raw.basis,
            ages: ages.flatten(),
            look_back: raw.look_back.map(|table| LookBack {
                months: table.months,
                words: table.words,
            }),
            raises_sensitive_service: raw.raises_sensitive_service,
            switches_on: raw.switches_on,
            levels,
        })
    }
}

fn read_levels(table: &LevelTable) -> Option<RoleLevels> {
    match table {
        LevelTable::Every(word) => parse_level(word).map(RoleLevels::Every),
        LevelTable::ByRole(by_role) => by_role
            .iter()
            .map(|(role, word)| Role::parse(role).zip(parse_level(word)))
            .collect::<Option<BTreeMap<_, _>>>()
            .map(RoleLevels::ByRole),
    }
}

fn whole_day(value: &Datetime) -> Option<Date> {
    let day = value.date?;
    if value.time.is_some() {
        return None;
    }
    let (year, month, day) = (
        i16::try_from(day.year).ok()?,
        i8::try_from(day.month).ok()?,
        i8::try_from(day.day).ok()?,
    );
    Date::new(year, month, day).ok()
}
