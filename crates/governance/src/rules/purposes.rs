//! `purposes.toml`: why a worker may look, on which basis, how far it reaches and how much it shows.
//!
//! Invariant: every purpose from P1 to P11 is written once; one that is not `active` allows
//! nothing, and outside an invented council none is active without an officer's approval.

use super::levels::{LEVEL_WORDS, parse_level};
use super::problem::{Checker, RuleFile, RuleProblem};
use super::shape::{Kind, Shape, may, needed};
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
    /// Only for workers on the duty rota.
    pub needs_duty: bool,
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
    /// The officer who approved its legal statement, and when.
    pub approval: Option<Approval>,
}

/// An officer's approval of a purpose's legal statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The officer, by office.
    pub by: String,
    /// The day.
    pub on: Date,
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

const PURPOSES: Shape = Shape {
    called: "purposes.toml",
    keys: &[needed("purpose", Kind::Tables(&PURPOSE))],
};

const PURPOSE: Shape = Shape {
    called: "a purpose",
    keys: &[
        needed("code", Kind::Text),
        needed("plain", Kind::Text),
        needed("what_you_will_see", Kind::Text),
        needed("statute", Kind::Text),
        needed("article_6", Kind::Text),
        needed("article_9", Kind::TextOrBlank),
        needed("schedule_1", Kind::TextOrBlank),
        needed("gateways", Kind::Tables(&GATEWAY)),
        needed("roles", Kind::Texts),
        needed("needs_case_link", Kind::Flag),
        may("needs_duty", Kind::Flag),
        needed("case_links", Kind::TextsOrNone),
        needed("needs_family_agreement", Kind::Flag),
        needed("reach", Kind::Text),
        needed("max_level", Kind::Text),
        needed("active", Kind::Flag),
        may("approved_by", Kind::TextOrBlank),
        may("approved_on", Kind::TextOrBlank),
    ],
};

const GATEWAY: Shape = Shape {
    called: "a gateway",
    keys: &[needed("words", Kind::Text), may("cited_from", Kind::Text)],
};

#[derive(Deserialize)]
struct PurposesFile {
    #[serde(default)]
    purpose: Vec<PurposeTable>,
}

#[derive(Deserialize)]
struct PurposeTable {
    code: Option<Spanned<String>>,
    #[serde(default)]
    plain: String,
    #[serde(default)]
    what_you_will_see: String,
    #[serde(default)]
    statute: String,
    article_6: Option<Spanned<String>>,
    #[serde(default)]
    article_9: String,
    #[serde(default)]
    schedule_1: String,
    #[serde(default)]
    gateways: Vec<GatewayTable>,
    #[serde(default)]
    roles: Vec<Spanned<String>>,
    #[serde(default)]
    needs_case_link: bool,
    #[serde(default)]
    needs_duty: bool,
    #[serde(default)]
    case_links: Vec<Spanned<String>>,
    #[serde(default)]
    needs_family_agreement: bool,
    reach: Option<Spanned<String>>,
    max_level: Option<Spanned<String>>,
    active: Option<Spanned<bool>>,
    approved_by: Option<Spanned<String>>,
    approved_on: Option<Spanned<String>>,
}

#[derive(Deserialize)]
struct GatewayTable {
    #[serde(default)]
    words: String,
    cited_from: Option<Spanned<String>>,
}

impl PurposeRule {
    /// Whether this role may use the purpose.
    #[must_use]
    pub fn is_for(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// What the purpose allows, without its words: use, roles, case, agreement, reach and level.
    pub(crate) fn what_is_allowed(&self) -> impl PartialEq + use<> {
        (
            self.is_active,
            self.roles.clone(),
            (
                self.needs_case_link,
                self.needs_duty,
                self.case_links.clone(),
            ),
            self.needs_family_agreement,
            self.reach,
            self.max_level,
        )
    }

    /// The gateways that may be cited on a day.
    pub fn gateways_on(&self, today: Date) -> impl Iterator<Item = &str> {
        self.gateways
            .iter()
            .filter(move |gateway| gateway.is_cited_on(today))
            .map(|gateway| gateway.words.as_str())
    }

    /// Reads every purpose; `is_invented` is what `council.toml` says of the council.
    pub(crate) fn read_all(
        file: RuleFile<'_>,
        is_invented: bool,
    ) -> Result<Vec<Self>, Vec<RuleProblem>> {
        let (raw, mut check): (PurposesFile, _) = file.read_toml(&PURPOSES)?;
        let mut rules: Vec<Self> = Vec::new();
        let mut named = Vec::new();
        for table in raw.purpose {
            // Without a code the shape has complained already.
            let Some(code) = &table.code else { continue };
            let at = code.span();
            if let Some(purpose) = Purpose::parse(code.get_ref()) {
                if named.contains(&purpose) {
                    check.say(&at, "this purpose is written twice");
                }
                named.push(purpose);
            }
            let Some(rule) = Self::from_table(&mut check, table, is_invented) else {
                continue;
            };
            if rule.needs_case_link && rule.case_links.is_empty() {
                check.say(&at, "needs a case link, but `case_links` names none");
            }
            rules.push(rule);
        }
        let missing = Purpose::ALL
            .iter()
            .filter(|purpose| !named.contains(purpose));
        for purpose in missing {
            let words = format!(
                "{} is not written; a purpose that is not in use is written with `active = false`",
                purpose.code()
            );
            check.say(&(0..0), words);
        }
        rules.sort_by_key(|rule| rule.purpose);
        check.finish(Some(rules))
    }

    fn from_table(check: &mut Checker<'_>, raw: PurposeTable, is_invented: bool) -> Option<Self> {
        let purpose = check.take_some(raw.code.as_ref(), "a purpose is one of P1 to P11", |code| {
            Purpose::parse(code)
        });
        let max_level = check.take_some(raw.max_level.as_ref(), LEVEL_WORDS, |w| parse_level(w));
        let reach = check.take_some(
            raw.reach.as_ref(),
            "reach is `any_person` or `case_family`",
            |word| Reach::parse(word),
        );
        let article_6 = check.take_some(
            raw.article_6.as_ref(),
            "name the article, for example \"6(1)(e) public task\"",
            |words| words.contains("6(1)(").then(|| words.clone()),
        );
        let approval = approval(check, &raw);
        if let (Some(active), None, false) = (&raw.active, &approval, is_invented)
            && *active.get_ref()
        {
            check.say(&active.span(), NOT_APPROVED);
        }
        let roles = each(check, &raw.roles, "is not a role", Role::parse);
        let words = "is not a kind of case link";
        let case_links = each(check, &raw.case_links, words, CaseLinkKind::parse);
        let mut gateways = Vec::new();
        for table in raw.gateways {
            gateways.extend(Gateway::from_table(check, table));
        }
        Some(Self {
            purpose: purpose?,
            plain: raw.plain,
            what_you_will_see: raw.what_you_will_see,
            statute: raw.statute,
            article_6: article_6?,
            article_9: raw.article_9,
            schedule_1: raw.schedule_1,
            gateways,
            roles,
            needs_case_link: raw.needs_case_link,
            needs_duty: raw.needs_duty,
            case_links,
            needs_family_agreement: raw.needs_family_agreement,
            reach: reach?,
            max_level: max_level?,
            is_active: raw.active.is_some_and(Spanned::into_inner),
            approval,
        })
    }
}

const NOT_APPROVED: &str = "is in use, but no officer has approved its legal statement: write \
                            `approved_by` and `approved_on`, or set `active = false`";

fn each<V>(
    check: &mut Checker<'_>,
    words: &[Spanned<String>],
    wrong: &str,
    read: impl Fn(&str) -> Option<V>,
) -> Vec<V> {
    let mut found = Vec::new();
    for word in words {
        found.extend(check.take(word, wrong, |word| read(word)));
    }
    found
}

/// Who approved it and when: both, or neither.
fn approval(check: &mut Checker<'_>, raw: &PurposeTable) -> Option<Approval> {
    let written = |text: &&Spanned<String>| !text.get_ref().trim().is_empty();
    let by = raw.approved_by.as_ref().filter(written);
    let on = raw.approved_on.as_ref().filter(written);
    match (by, on) {
        (None, None) => None,
        (Some(by), Some(on)) => {
            let words = "`approved_on` is a day like \"2026-06-01\"";
            let day = check.take(on, words, |day| day.trim().parse().ok())?;
            Some(Approval {
                by: by.get_ref().trim().to_owned(),
                on: day,
            })
        }
        (Some(one), None) | (None, Some(one)) => {
            let words = "an approval needs both `approved_by` and `approved_on`";
            check.say(&one.span(), words);
            None
        }
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

    /// Whether it is not cited because no officer has set its day.
    #[must_use]
    pub fn waits_for_a_day(&self) -> bool {
        self.cited == Cited::NotUntilAnOfficerSetsTheDay
    }

    /// The statute, and from when it may be cited where that is not always.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.cited {
            Cited::Always => self.words.clone(),
            Cited::From(day) => format!("{} (cited from {day})", self.words),
            Cited::NotUntilAnOfficerSetsTheDay => {
                format!("{} (not cited until an officer sets the day)", self.words)
            }
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
    fn parse(word: &str) -> Option<Self> {
        [Self::AnyPerson, Self::CaseFamily]
            .into_iter()
            .find(|reach| reach.code() == word)
    }

    /// The word in rule files and policies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AnyPerson => "any_person",
            Self::CaseFamily => "case_family",
        }
    }
}
