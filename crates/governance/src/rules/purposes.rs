//! `purposes.toml`: why a worker may look, on which basis, how far it reaches and how much it shows.
//!
//! Invariant: each purpose is written at most once; one that is not `active` allows nothing.

use super::levels::{LEVEL_WORDS, parse_level};
use super::problem::{Checker, RuleFile, RuleProblem};
use serde::Deserialize;
use toml::Spanned;
use vocabulary::{CaseLinkKind, Date, Level, Purpose, Role};

/// One purpose as the council has set it.
#[derive(Debug, Clone)]
pub struct PurposeRule {
    /// The purpose.
    pub purpose: Purpose,
    /// What the worker does, in plain words.
    pub plain: String,
    /// What the worker will see, in one line.
    pub what_you_will_see: String,
    /// The statute under which the work is done.
    pub statute: String,
    /// The lawful basis: UK GDPR article 6.
    pub article_6: String,
    /// The condition of UK GDPR article 9.
    pub article_9: String,
    /// The condition of Schedule 1 to the Data Protection Act 2018.
    pub schedule_1: String,
    /// The statutes that open the way for sharing.
    pub gateways: Vec<Gateway>,
    /// Who may use it.
    pub roles: Vec<Role>,
    /// A case reference, linked to the worker or their team, is needed.
    pub needs_case_link: bool,
    /// Which links to a case count.
    pub case_links: Vec<CaseLinkKind>,
    /// The family's recorded agreement is needed.
    pub needs_family_agreement: bool,
    /// How far it reaches.
    pub reach: Reach,
    /// The most that any service's information is shown at.
    pub max_level: Level,
    /// The council has put it into use.
    pub is_active: bool,
}

/// A statute that opens the way for sharing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gateway {
    /// The statute.
    pub words: String,
    cited: Cited,
}

/// Whom a purpose reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Anyone the worker needs to find.
    AnyPerson,
    /// Only the people on the case.
    CaseFamily,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cited {
    Always,
    From(Date),
    NotUntilAnOfficerSetsTheDay,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PurposesFile {
    purpose: Vec<PurposeTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PurposeTable {
    code: Spanned<String>,
    plain: String,
    what_you_will_see: String,
    statute: String,
    article_6: String,
    article_9: String,
    schedule_1: String,
    gateways: Vec<GatewayTable>,
    roles: Vec<Spanned<String>>,
    needs_case_link: bool,
    case_links: Vec<Spanned<String>>,
    needs_family_agreement: bool,
    reach: Spanned<String>,
    max_level: Spanned<String>,
    active: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GatewayTable {
    words: String,
    cited_from: Option<Spanned<String>>,
}

impl PurposeRule {
    /// Whether this role may use the purpose.
    #[must_use]
    pub fn is_for(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The gateways that may be cited on a day.
    pub fn gateways_on(&self, today: Date) -> impl Iterator<Item = &str> {
        self.gateways
            .iter()
            .filter(move |gateway| gateway.is_cited_on(today))
            .map(|gateway| gateway.words.as_str())
    }

    pub(crate) fn read_all(file: RuleFile<'_>) -> Result<Vec<Self>, Vec<RuleProblem>> {
        let raw: PurposesFile = file.read_toml().map_err(|problem| vec![problem])?;
        let mut check = Checker::new(file);
        let mut rules: Vec<Self> = Vec::new();
        for table in raw.purpose {
            let at = table.code.span();
            let Some(rule) = Self::from_table(&mut check, table) else {
                continue;
            };
            if rules.iter().any(|other| other.purpose == rule.purpose) {
                check.say(&at, "this purpose is written twice");
            }
            if rule.needs_case_link && rule.case_links.is_empty() {
                check.say(&at, "needs a case link, but `case_links` names none");
            }
            rules.push(rule);
        }
        rules.sort_by_key(|rule| rule.purpose);
        check.finish(Some(rules))
    }

    fn from_table(check: &mut Checker<'_>, raw: PurposeTable) -> Option<Self> {
        let purpose = check.take(&raw.code, "a purpose is one of P1 to P11", |code| {
            Purpose::parse(code)
        });
        let max_level = check.take(&raw.max_level, LEVEL_WORDS, |word| parse_level(word));
        let reach = check.take(
            &raw.reach,
            "reach is `any_person` or `case_family`",
            |word| match word.as_str() {
                "any_person" => Some(Reach::AnyPerson),
                "case_family" => Some(Reach::CaseFamily),
                _ => None,
            },
        );
        let mut roles = Vec::new();
        for role in &raw.roles {
            roles.extend(check.take(role, "is not a role", |code| Role::parse(code)));
        }
        let mut case_links = Vec::new();
        for kind in &raw.case_links {
            case_links.extend(check.take(kind, "is not a kind of case link", |code| {
                CaseLinkKind::parse(code)
            }));
        }
        let mut gateways = Vec::new();
        for table in raw.gateways {
            gateways.extend(Gateway::from_table(check, table));
        }
        Some(Self {
            purpose: purpose?,
            plain: raw.plain,
            what_you_will_see: raw.what_you_will_see,
            statute: raw.statute,
            article_6: raw.article_6,
            article_9: raw.article_9,
            schedule_1: raw.schedule_1,
            gateways,
            roles,
            needs_case_link: raw.needs_case_link,
            case_links,
            needs_family_agreement: raw.needs_family_agreement,
            reach: reach?,
            max_level: max_level?,
            is_active: raw.active,
        })
    }
}

impl Gateway {
    /// Whether it may be cited on a day: never before an officer set the day it starts.
    #[must_use]
    pub fn is_cited_on(&self, today: Date) -> bool {
        match self.cited {
            Cited::Always => true,
            Cited::From(day) => day <= today,
            Cited::NotUntilAnOfficerSetsTheDay => false,
        }
    }

    fn from_table(check: &mut Checker<'_>, raw: GatewayTable) -> Option<Self> {
        let cited = match &raw.cited_from {
            None => Some(Cited::Always),
            Some(text) => check.take(
                text,
                "`cited_from` is \"not set\" or a day like \"2026-06-01\"",
                |text| match text.as_str() {
                    "not set" => Some(Cited::NotUntilAnOfficerSetsTheDay),
                    day => day.parse().ok().map(Cited::From),
                },
            ),
        };
        cited.map(|cited| Self {
            words: raw.words,
            cited,
        })
    }
}

impl Reach {
    /// The word in rule files and policies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AnyPerson => "any_person",
            Self::CaseFamily => "case_family",
        }
    }
}
