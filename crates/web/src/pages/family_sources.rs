//! The evidence under the answer: where sources disagree, and what was searched.
//!
//! INVARIANT: nothing is settled silently, and "none found" can be read with what its source
//! would miss.

use askama::Template;
use family::{Disagreement, Fact, Family, SearchedLine};

use super::child_family::{name_by_id, sources_in_words};

/// Where sources disagree; the section exists only where they do.
#[derive(Template)]
#[template(path = "pages/family_disagreements.html")]
pub(super) struct Disagreements {
    rows: Vec<DisagreementRow>,
}

/// One fact, side by side.
struct DisagreementRow {
    about: String,
    fact: &'static str,
    values: Vec<(String, String)>,
}

/// What was searched.
#[derive(Template)]
#[template(path = "pages/family_searched.html")]
pub(super) struct WhatWasSearched {
    lines: Vec<SearchedRow>,
}

/// One source, numbered so that the grid can point here.
pub(super) struct SearchedRow {
    service: &'static str,
    name: String,
    organisation: String,
    data_to: String,
    freshness: String,
    is_late: bool,
    covers: String,
    misses: String,
    scope: String,
}

impl Disagreements {
    pub(super) fn new(family: &Family) -> Option<Self> {
        let rows: Vec<_> = family
            .disagreements
            .iter()
            .map(|one| DisagreementRow::new(family, one))
            .collect();
        if rows.is_empty() {
            None
        } else {
            Some(Self { rows })
        }
    }
}

impl DisagreementRow {
    fn new(family: &Family, one: &Disagreement) -> Self {
        let name = name_by_id(family, one.person);
        let values = one.values.iter().map(|said| {
            (
                said.value.reveal().to_owned(),
                sources_in_words(family, &said.provenance),
            )
        });
        Self {
            about: match one.other {
                Some(other) => format!("{name} and {}", name_by_id(family, other)),
                None => name,
            },
            fact: fact_in_words(one.fact),
            values: values.collect(),
        }
    }
}

/// Which fact, in words.
pub(crate) const fn fact_in_words(fact: Fact) -> &'static str {
    match fact {
        Fact::BirthDate => "birth date",
        Fact::UsualName => "name",
        Fact::Sex => "sex",
        Fact::Death => "date of death",
        Fact::CurrentAddress => "address now",
        Fact::Relationship => "relationship",
    }
}

impl WhatWasSearched {
    pub(super) fn new(family: &Family) -> Self {
        Self {
            lines: family.searched.iter().map(SearchedRow::new).collect(),
        }
    }
}

impl SearchedRow {
    pub(super) fn new(line: &SearchedLine) -> Self {
        Self {
            service: line.service.label(),
            name: line.name.clone(),
            organisation: line.organisation.clone(),
            data_to: line.data_to.clone(),
            freshness: line.freshness.clone(),
            is_late: line.is_late,
            covers: line.covers.clone(),
            misses: line.misses.clone(),
            scope: format!("{}; {}; {}", line.area, line.ages, line.period),
        }
    }
}
