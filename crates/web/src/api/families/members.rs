//! The members of a family body, each with one cell for each source.

use family::{Cell, LivesWithChild, Member};
use operations::FamilyView;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Date, InvolvementId, NameText};

use super::person_handle;
use crate::api::said_by;
use crate::name_in_words::full_name;

/// One member.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberBody {
    handle: Option<String>,
    /// The name as people say it.
    name: String,
    given_name: Option<String>,
    family_name: Option<String>,
    other_names: Vec<String>,
    birth: Option<String>,
    /// "14", "expected in March 2027", "died on 3 November 2026".
    life: String,
    /// What the member is to the child.
    relation: String,
    relation_said_by: Vec<String>,
    /// `yes`, `part_of_the_time`, `no` or `not_known`; nothing for the child.
    lives_with_child: Option<&'static str>,
    services: Vec<CellBody>,
}

/// What one source holds about one member.
#[derive(Serialize, ToSchema)]
pub(crate) struct CellBody {
    source: String,
    service: &'static str,
    /// `current`, `recent`, `historic`, `none_found`, `outside_coverage`, `late`,
    /// `match_too_weak`, `ask_the_desk` or `not_shown`.
    state: &'static str,
    /// The same as pages say it.
    word: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_to: Option<String>,
    /// What was known when the data was last fresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    then: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// What to quote at the desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// Handles of the involvements.
    involvements: Vec<String>,
}

impl MemberBody {
    pub(super) fn new(view: &FamilyView, member: &Member) -> Self {
        let family = &view.family;
        let usual = member.name.usual.as_ref();
        let part = |name: Option<&NameText>| name.map(|name| name.reveal().to_owned());
        let row = family.grid.iter().find(|row| row.person == member.person);
        let cells = row.map_or(&[][..], |row| &row.cells);
        Self {
            handle: person_handle(view, member.person),
            name: member.name_part().reveal().to_owned(),
            given_name: part(usual.and_then(|name| name.given.as_ref())),
            family_name: part(usual.and_then(|name| name.family.as_ref())),
            other_names: member
                .name
                .others
                .iter()
                .map(|other| full_name(&other.name))
                .collect(),
            birth: member
                .birth
                .as_ref()
                .map(|birth| birth.text.reveal().to_owned()),
            life: member.life.in_words().reveal().to_owned(),
            relation: member.relation.words.clone(),
            relation_said_by: said_by(family, &member.relation.provenance),
            lives_with_child: (member.person != family.child)
                .then(|| lives(member.lives_with_child)),
            services: cells
                .iter()
                .zip(&family.sources)
                .map(|(cell, source)| CellBody::new(view, source, cell))
                .collect(),
        }
    }
}

const fn lives(lives: LivesWithChild) -> &'static str {
    match lives {
        LivesWithChild::Yes => "yes",
        LivesWithChild::PartOfTheTime => "part_of_the_time",
        LivesWithChild::No => "no",
        LivesWithChild::NotKnown => "not_known",
    }
}

impl CellBody {
    fn new(view: &FamilyView, source: &family::Source, cell: &Cell) -> Self {
        let day = |date: &Option<Date>| date.map(|date| date.to_string());
        let bare = Self {
            source: source.name.clone(),
            service: source.service.code(),
            state: state(cell),
            word: cell.word(),
            from: None,
            ended: None,
            data_to: None,
            then: None,
            why: None,
            reference: None,
            involvements: handles(view, cell.involvements()),
        };
        match cell {
            Cell::Recent { ended, .. } => Self {
                ended: day(ended),
                ..bare
            },
            Cell::Historic { from, to, .. } => Self {
                from: day(from),
                ended: day(to),
                ..bare
            },
            Cell::Late {
                data_to,
                last_known,
            } => Self {
                data_to: day(data_to),
                then: Some(last_known.word()),
                ..bare
            },
            Cell::OutsideCoverage { why } | Cell::NotShown { why } => Self {
                why: Some(why.clone()),
                ..bare
            },
            Cell::AskTheDesk { reference } => Self {
                reference: Some(reference.clone()),
                ..bare
            },
            Cell::Current { .. } | Cell::NoneFound | Cell::MatchTooWeak => bare,
        }
    }
}

fn handles(view: &FamilyView, ids: &[InvolvementId]) -> Vec<String> {
    let handle = |id| {
        view.involvements
            .get(id)
            .map(|handle| handle.as_str().to_owned())
    };
    ids.iter().filter_map(handle).collect()
}

const fn state(cell: &Cell) -> &'static str {
    match cell {
        Cell::Current { .. } => "current",
        Cell::Recent { .. } => "recent",
        Cell::Historic { .. } => "historic",
        Cell::NoneFound => "none_found",
        Cell::OutsideCoverage { .. } => "outside_coverage",
        Cell::Late { .. } => "late",
        Cell::MatchTooWeak => "match_too_weak",
        Cell::AskTheDesk { .. } => "ask_the_desk",
        Cell::NotShown { .. } => "not_shown",
    }
}
