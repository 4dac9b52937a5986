//! Every field that a source delivers, and on what it rests when it is shown: 100 % or not at all.
//!
//! Invariant: a field that can be shown and has no live clause with a complete basis is a fault,
//! with which the council is not served.

use governance::{Agreement, AgreementCategory, BasisNeeds, Rulebook};
use intake::{SourceSpecification, Table};
use std::collections::BTreeSet;
use vocabulary::{Category, Date, Level, Role, SourceId};

/// Every field of every source with its standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracing {
    /// The fields, in the order of the specifications.
    pub fields: Vec<Field>,
    unknown_sources: Vec<String>,
    has_sources: bool,
}

/// One field of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The source.
    pub source: SourceId,
    /// The source's name.
    pub source_name: String,
    /// The table and the column, as the extract names them; a fact by its label.
    pub name: String,
    /// The category by which access is decided.
    pub category: Category,
    /// The least level at which it is shown.
    pub least_level: Level,
    /// On what it rests.
    pub standing: Standing,
}

/// On what a field rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A live clause and a complete basis.
    Traced {
        /// The agreement's number.
        agreement: String,
        /// The clause.
        clause: String,
        /// The basis on which the owner shares it.
        basis: String,
    },
    /// It is read, for linking or not at all, and never shown.
    NeverShown(&'static str),
    /// It can be shown and something is missing.
    Fault(String),
}

impl Tracing {
    /// Traces every field on a day.
    #[must_use]
    pub fn of(rulebook: &Rulebook, sources: &[SourceSpecification], today: Date) -> Self {
        let mut fields = Vec::new();
        for source in sources {
            for table in source.tables() {
                fields.extend(of_table(rulebook, source, table, today));
            }
        }
        let known: BTreeSet<&SourceId> = sources.iter().map(SourceSpecification::id).collect();
        let named = rulebook.agreements().flat_map(|agreement| {
            let unknown = agreement.sources.iter().filter(|id| !known.contains(id));
            unknown.map(|id| format!("agreement {}: there is no source `{id}`", agreement.id))
        });
        let has_sources = !sources.is_empty();
        Self {
            fields,
            unknown_sources: named.filter(|_| has_sources).collect(),
            has_sources,
        }
    }

    /// The fields that can be shown.
    pub fn shown(&self) -> impl Iterator<Item = &Field> {
        let never = |field: &&Field| matches!(field.standing, Standing::NeverShown(_));
        self.fields.iter().filter(move |field| !never(field))
    }

    /// What is wrong; the council is not served with it.
    pub fn faults(&self) -> impl Iterator<Item = String> {
        let faults = self
            .fields
            .iter()
            .filter_map(|field| match &field.standing {
                Standing::Fault(what) => Some(format!(
                    "{}, {} ({}): {what}",
                    field.source,
                    field.name,
                    field.category.code()
                )),
                Standing::Traced { .. } | Standing::NeverShown(_) => None,
            });
        faults.chain(self.unknown_sources.iter().cloned())
    }

    /// What is good to know: categories that a source delivers and nobody is shown.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let never = self.fields.iter().filter_map(|field| match field.standing {
            Standing::NeverShown(why) => {
                let category = field.category.label().to_lowercase();
                Some(format!(
                    "{}: {category} is read and never shown: {why}",
                    field.source
                ))
            }
            Standing::Traced { .. } | Standing::Fault(_) => None,
        });
        let each: BTreeSet<String> = never.collect();
        each.into_iter().collect()
    }

    /// How many of the fields rest on what they should.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        if !self.has_sources {
            return "No sources/ beside the rules: fields were not traced to clauses.".to_owned();
        }
        let all = self.shown().count();
        let is_traced = |field: &&Field| matches!(field.standing, Standing::Traced { .. });
        let traced = self.shown().filter(is_traced).count();
        format!(
            "{traced} of {all} fields that can be shown rest on a live clause and a complete basis."
        )
    }
}

fn of_table<'a>(
    rulebook: &'a Rulebook,
    source: &'a SourceSpecification,
    table: &'a Table,
    today: Date,
) -> impl Iterator<Item = Field> + 'a {
    table.columns().iter().filter_map(move |column| {
        let group = column.meaning().split('.').next().unwrap_or_default();
        let (category, least_level) = match group {
            "person" | "name" => (Category::Identity, Level::Involved),
            "address" => (Category::Location, Level::Involved),
            "relationship" => (Category::Relationships, Level::Involved),
            "involvement" => (table.category(), Level::Involved),
            "worker" => (table.category(), Level::NamedWorker),
            "fact" => (table.category(), column.fact()?.1),
            // Case links, the staff directory and what a source covers are about the council and
            // its partners, not about a family; an ignored column is not read.
            _ => return None,
        };
        let label = column.fact().map_or(column.name(), |(label, _)| label);
        Some(Field {
            source: source.id().clone(),
            source_name: source.name().to_owned(),
            name: format!("{}: {label}", table.name()),
            category,
            least_level,
            standing: standing(rulebook, source.id(), category, least_level, today),
        })
    })
}

fn standing(
    rulebook: &Rulebook,
    source: &SourceId,
    category: Category,
    least_level: Level,
    today: Date,
) -> Standing {
    let Some((agreement, entry)) = rulebook.agreement_for(source, category, today) else {
        return Standing::NeverShown("no agreement in force covers it");
    };
    let highest = rulebook
        .purposes()
        .flat_map(|purpose| Role::ALL.map(|role| entry.level(purpose.purpose, role)))
        .max();
    match highest {
        None | Some(Level::Nothing) => {
            Standing::NeverShown("its agreement shows it for no purpose in use")
        }
        Some(level) if level < least_level => {
            Standing::NeverShown("its agreement shows less of it for every purpose in use")
        }
        Some(_) => match missing(rulebook, agreement, entry) {
            Some(what) => Standing::Fault(what),
            None => Standing::Traced {
                agreement: agreement.id.clone(),
                clause: entry.clause.clone(),
                basis: whole_basis(entry),
            },
        },
    }
}

/// The owner's basis with all its parts.
pub(super) fn whole_basis(entry: &AgreementCategory) -> String {
    let mut parts = vec![entry.basis.clone()];
    parts.extend(
        entry
            .article_10
            .iter()
            .map(|words| format!("article 10: {words}")),
    );
    parts.extend(
        entry
            .confidence
            .iter()
            .map(|words| format!("duty of confidence: {words}")),
    );
    parts.join("; ")
}

/// The first part of the basis that is missing.
fn missing(
    rulebook: &Rulebook,
    agreement: &Agreement,
    entry: &AgreementCategory,
) -> Option<String> {
    let needs = BasisNeeds::of(entry.category);
    let is_blank = |words: &str| words.trim().is_empty();
    if is_blank(&entry.clause) || is_blank(&entry.basis) {
        return Some(format!(
            "agreement {} names no clause or no basis",
            agreement.id
        ));
    }
    if needs.criminal_offence && entry.article_10.is_none() {
        return Some(format!(
            "agreement {} names no ground of article 10",
            agreement.id
        ));
    }
    if needs.confidence && entry.confidence.is_none() {
        return Some(format!(
            "agreement {} does not say how confidence is kept",
            agreement.id
        ));
    }
    let shows = |code| entry.purposes().any(|shown| shown == code);
    for purpose in rulebook.purposes().filter(|rule| shows(rule.purpose)) {
        let special = needs.special_category
            && (is_blank(&purpose.article_9) || is_blank(&purpose.schedule_1));
        if is_blank(&purpose.article_6) || special {
            return Some(format!(
                "the basis of {} is not complete",
                purpose.purpose.code()
            ));
        }
    }
    None
}
