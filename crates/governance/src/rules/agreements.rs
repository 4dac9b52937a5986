//! One file per sharing agreement: whose data, which categories, how much, from when to when.
//!
//! Invariant: an agreement counts from `valid_from` to the end of `valid_to`, both inside;
//! what it does not list is not shown.

use super::basis_needs::BasisNeeds;
use super::levels::parse_level;
use super::problem::{Checker, RuleFile, RuleProblem};
use super::shape::{Kind, Shape, may, needed};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
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
    /// The ground of UK GDPR article 10, where criminal offences are shared.
    pub article_10: Option<String>,
    /// How the common-law duty of confidence is met, where the service owes one.
    pub confidence: Option<String>,
    /// Only for people of these ages.
    pub ages: Option<AgeRange>,
    /// How far back.
    pub look_back: Option<LookBack>,
    /// The agreement lets a sensitive service be shown above "ask the desk".
    pub raises_sensitive_service: bool,
    /// The agreement switches on what is off by default.
    pub switches_on: bool,
    pub(crate) line: usize,
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

#[derive(Debug, Clone, PartialEq, Eq)]
enum RoleLevels {
    Every(Level),
    ByRole(BTreeMap<Role, Level>),
}

const AGREEMENT: Shape = Shape {
    called: "an agreement",
    keys: &[
        needed("id", Kind::Text),
        needed("title", Kind::Text),
        needed("sources", Kind::Texts),
        needed("controller", Kind::Text),
        needed("parties", Kind::Texts),
        needed("signatories", Kind::Texts),
        needed("valid_from", Kind::Day),
        needed("valid_to", Kind::Day),
        may("category", Kind::Tables(&CATEGORY)),
    ],
};

const CATEGORY: Shape = Shape {
    called: "a category of an agreement",
    keys: &[
        needed("name", Kind::Text),
        needed("clause", Kind::Text),
        needed("covers", Kind::Text),
        needed("basis", Kind::Text),
        may("article_10", Kind::Text),
        may("confidence", Kind::Text),
        may("ages", Kind::Table(&AGES)),
        may("look_back", Kind::Table(&LOOK_BACK)),
        may("raises_sensitive_service", Kind::Flag),
        may("switches_on", Kind::Flag),
        needed("levels", Kind::Levels),
    ],
};

const AGES: Shape = Shape {
    called: "a range of ages",
    keys: &[may("from", Kind::Number), may("to", Kind::Number)],
};

const LOOK_BACK: Shape = Shape {
    called: "a look-back",
    keys: &[may("months", Kind::Number), needed("words", Kind::Text)],
};

#[derive(Deserialize)]
struct AgreementFile {
    id: Option<Spanned<String>>,
    title: Option<String>,
    #[serde(default)]
    sources: Vec<Spanned<String>>,
    controller: Option<String>,
    #[serde(default)]
    parties: Vec<String>,
    #[serde(default)]
    signatories: Vec<String>,
    valid_from: Option<Spanned<Datetime>>,
    valid_to: Option<Spanned<Datetime>>,
    #[serde(default)]
    category: Vec<CategoryTable>,
}

#[derive(Deserialize)]
struct CategoryTable {
    name: Option<Spanned<String>>,
    clause: Option<String>,
    covers: Option<String>,
    basis: Option<String>,
    article_10: Option<String>,
    confidence: Option<String>,
    ages: Option<Spanned<AgeTable>>,
    look_back: Option<LookBackTable>,
    #[serde(default)]
    raises_sensitive_service: bool,
    #[serde(default)]
    switches_on: bool,
    #[serde(default)]
    levels: BTreeMap<String, LevelTable>,
}

#[derive(Deserialize)]
struct AgeTable {
    from: Option<i16>,
    to: Option<i16>,
}

#[derive(Deserialize)]
struct LookBackTable {
    months: Option<u32>,
    words: Option<String>,
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

    /// What it allows, without its words: sources, days, and for each category ages, levels,
    /// look-back and switches.
    pub(crate) fn what_is_allowed(&self) -> impl PartialEq + use<> {
        let entry = |entry: &AgreementCategory| {
            let months = entry.look_back.as_ref().and_then(|back| back.months);
            (
                entry.category,
                entry.ages,
                months,
                (entry.raises_sensitive_service, entry.switches_on),
                entry.levels.clone(),
            )
        };
        let entries: Vec<_> = self.categories.iter().map(entry).collect();
        (
            self.sources.clone(),
            self.valid_from,
            self.valid_to,
            entries,
        )
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
        let (raw, mut check): (AgreementFile, _) = file.read_toml(&AGREEMENT)?;
        let mut sources = Vec::new();
        for source in &raw.sources {
            sources.extend(check.take(source, "is not a source id", |id| SourceId::parse(id).ok()));
        }
        let (valid_from, valid_to) = days(&mut check, &raw);
        let categories = categories(&mut check, raw.category);
        let line = raw
            .id
            .as_ref()
            .map_or(1, |id| file.problem(&id.span(), "").line);
        let agreement = valid_from.zip(valid_to).map(|(valid_from, valid_to)| Self {
            id: raw.id.map(Spanned::into_inner).unwrap_or_default(),
            title: raw.title.unwrap_or_default(),
            sources,
            controller: raw.controller.unwrap_or_default(),
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

fn days(check: &mut Checker<'_>, raw: &AgreementFile) -> (Option<Date>, Option<Date>) {
    let words = "write a day, for example 2026-04-01";
    let from = check.take_some(raw.valid_from.as_ref(), words, whole_day);
    let to = check.take_some(raw.valid_to.as_ref(), words, whole_day);
    if let (Some(from), Some(to), Some(written)) = (from, to, &raw.valid_to)
        && to < from
    {
        check.say(
            &written.span(),
            "ends before it begins: `valid_to` is before `valid_from`",
        );
    }
    (from, to)
}

fn categories(check: &mut Checker<'_>, tables: Vec<CategoryTable>) -> Vec<AgreementCategory> {
    let mut categories: Vec<AgreementCategory> = Vec::new();
    for table in tables {
        // Without a name the shape has complained already, and nothing more can be said.
        let Some(name) = &table.name else { continue };
        let at = name.span();
        let entry = AgreementCategory::from_table(check, &at, table);
        let name = entry.as_ref().map(|entry| entry.category);
        if categories.iter().any(|other| Some(other.category) == name) {
            check.say(&at, "this category is written twice");
        }
        categories.extend(entry);
    }
    categories
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

    /// The purposes for which anything is shown to anybody.
    pub fn purposes(&self) -> impl Iterator<Item = Purpose> {
        let shows = |levels: &RoleLevels| match levels {
            RoleLevels::Every(level) => *level > Level::Nothing,
            RoleLevels::ByRole(by_role) => by_role.values().any(|level| *level > Level::Nothing),
        };
        self.levels
            .iter()
            .filter(move |(_, levels)| shows(levels))
            .map(|(purpose, _)| *purpose)
    }

    fn from_table(check: &mut Checker<'_>, at: &Range<usize>, raw: CategoryTable) -> Option<Self> {
        let category = check.take_some(
            raw.name.as_ref(),
            "is not a category of information",
            |name| Category::parse(name),
        )?;
        let ages = raw.ages.as_ref().and_then(|ages| read_ages(check, ages));
        let levels = raw.levels.iter().filter_map(|(purpose, table)| {
            // A wrong word is named by the shape, with its place.
            Purpose::parse(purpose).zip(read_levels(table))
        });
        let entry = Self {
            category,
            clause: raw.clause.unwrap_or_default(),
            covers: raw.covers.unwrap_or_default(),
            basis: raw.basis.unwrap_or_default(),
            article_10: raw.article_10,
            confidence: raw.confidence,
            ages,
            look_back: raw.look_back.map(|table| LookBack {
                months: table.months,
                words: table.words.unwrap_or_default(),
            }),
            raises_sensitive_service: raw.raises_sensitive_service,
            switches_on: raw.switches_on,
            line: check.line(at),
            levels: levels.collect(),
        };
        entry.check_basis(check, at);
        Some(entry)
    }

    /// Every part of the basis that this kind of information needs must be there.
    fn check_basis(&self, check: &mut Checker<'_>, at: &Range<usize>) {
        if self.purposes().next().is_none() {
            return;
        }
        let needs = BasisNeeds::of(self.category);
        let name = self.category.label().to_lowercase();
        if needs.criminal_offence && self.article_10.is_none() {
            check.say(
                at,
                format!("{name} is about criminal offences: say in `article_10` on which ground of UK GDPR article 10 it is shared"),
            );
        }
        if needs.confidence && self.confidence.is_none() {
            check.say(
                at,
                format!("{name} is given in confidence: say in `confidence` how the common-law duty of confidence is met"),
            );
        }
    }
}

fn read_ages(check: &mut Checker<'_>, ages: &Spanned<AgeTable>) -> Option<AgeRange> {
    let words = "ages need `from` or `to`, and `from` not above `to`";
    check.take(ages, words, |ages| {
        let in_order = ages.from.zip(ages.to).is_none_or(|(from, to)| from <= to);
        let some = ages.from.is_some() || ages.to.is_some();
        (in_order && some).then_some(AgeRange {
            from: ages.from,
            to: ages.to,
        })
    })
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
