//! What a person's own report may say: `[subject_report]` and its exemptions in `council.toml`.
//!
//! Every exemption is the council's officer's words, and changes without a release.
//! INVARIANT: until the officer has set these rules, a report tells nothing beyond the sources.

use super::problem::Checker;
use super::shape::{Kind, Shape, may, needed};
use serde::Deserialize;
use toml::Spanned;
use vocabulary::{Category, Purpose};

/// What a person's own report may say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectReportRules {
    /// Whether workers are named, or stand by team and role.
    pub names_workers: bool,
    /// The officer to whom the person can turn.
    pub officer: String,
    exemptions: Vec<Exemption>,
    is_set: bool,
}

/// Something that is withheld, and under which exemption.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Exemption {
    of: ExemptOf,
    words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExemptOf {
    Category(Category),
    Purpose(Purpose),
}

pub(super) const SUBJECT_REPORT: Shape = Shape {
    called: "the report",
    keys: &[
        needed("names_workers", Kind::Flag),
        needed("officer", Kind::Text),
        may("exemption", Kind::Tables(&EXEMPTION)),
    ],
};

const EXEMPTION: Shape = Shape {
    called: "an exemption",
    keys: &[needed("of", Kind::Text), needed("words", Kind::Text)],
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectReportTable {
    names_workers: bool,
    officer: String,
    #[serde(default)]
    exemption: Vec<ExemptionTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExemptionTable {
    /// A category of information, or a purpose.
    of: Spanned<String>,
    words: Spanned<String>,
}

const NOT_SET: &str = "The data-protection officer has not yet said what a report may tell.";

impl SubjectReportRules {
    /// The exemption under which a category is withheld; nothing when it may be told.
    #[must_use]
    pub fn exempts_category(&self, category: Category) -> Option<&str> {
        self.exempts(ExemptOf::Category(category))
    }

    /// The exemption under which looks for a purpose are withheld.
    #[must_use]
    pub fn exempts_purpose(&self, purpose: Purpose) -> Option<&str> {
        self.exempts(ExemptOf::Purpose(purpose))
    }

    fn exempts(&self, of: ExemptOf) -> Option<&str> {
        if !self.is_set {
            return Some(NOT_SET);
        }
        let found = self.exemptions.iter().find(|exemption| exemption.of == of);
        found.map(|exemption| exemption.words.as_str())
    }

    pub(super) fn read(check: &mut Checker<'_>, raw: Option<SubjectReportTable>) -> Self {
        let Some(raw) = raw else {
            return Self {
                names_workers: false,
                officer: "the council's data-protection officer".to_owned(),
                exemptions: Vec::new(),
                is_set: false,
            };
        };
        let mut exemptions = Vec::new();
        for table in raw.exemption {
            let of = check.take(
                &table.of,
                "write a category of information or a purpose, P1 to P11",
                |word| {
                    let category = Category::parse(word).map(ExemptOf::Category);
                    category.or_else(|| Purpose::parse(word).map(ExemptOf::Purpose))
                },
            );
            let words = check.take(&table.words, "name the exemption in words", |words| {
                (!words.trim().is_empty()).then(|| words.clone())
            });
            exemptions.extend(of.zip(words).map(|(of, words)| Exemption { of, words }));
        }
        Self {
            names_workers: raw.names_workers,
            officer: raw.officer,
            exemptions,
            is_set: true,
        }
    }
}
