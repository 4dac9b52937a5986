//! On what a family body rests: what was searched, and where sources disagree.

use family::{Disagreement, Fact, SearchedLine};
use operations::FamilyView;
use serde::Serialize;
use utoipa::ToSchema;

use super::person_handle;
use crate::api::said_by;

/// One source that was searched.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchedBody {
    source: String,
    service: &'static str,
    organisation: String,
    data_to: String,
    is_late: bool,
    freshness: String,
    covers: String,
    misses: String,
    area: String,
    ages: String,
    period: String,
}

/// One fact that sources give differently.
#[derive(Serialize, ToSchema)]
pub(crate) struct DisagreementBody {
    person: Option<String>,
    /// The second person of a relationship.
    other: Option<String>,
    /// `birth_date`, `usual_name`, `sex`, `death`, `current_address` or `relationship`.
    fact: &'static str,
    values: Vec<SaidBody>,
}

/// What somebody says.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaidBody {
    value: String,
    said_by: Vec<String>,
}

impl SearchedBody {
    pub(crate) fn new(line: &SearchedLine) -> Self {
        Self {
            source: line.name.clone(),
            service: line.service.code(),
            organisation: line.organisation.clone(),
            data_to: line.data_to.clone(),
            is_late: line.is_late,
            freshness: line.freshness.clone(),
            covers: line.covers.clone(),
            misses: line.misses.clone(),
            area: line.area.clone(),
            ages: line.ages.clone(),
            period: line.period.clone(),
        }
    }
}

impl DisagreementBody {
    pub(super) fn new(view: &FamilyView, one: &Disagreement) -> Self {
        let values = one.values.iter().map(|said| SaidBody {
            value: said.value.reveal().to_owned(),
            said_by: said_by(&view.family, &said.provenance),
        });
        Self {
            person: person_handle(view, one.person),
            other: one.other.and_then(|other| person_handle(view, other)),
            fact: match one.fact {
                Fact::BirthDate => "birth_date",
                Fact::UsualName => "usual_name",
                Fact::Sex => "sex",
                Fact::Death => "death",
                Fact::CurrentAddress => "current_address",
                Fact::Relationship => "relationship",
            },
            values: values.collect(),
        }
    }
}
