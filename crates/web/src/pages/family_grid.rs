//! Who × which service: one word for each member and source, and each word leads to more.
//!
//! A word with an involvement leads to its details, any other to what was searched or to the
//! note that says why.
//! INVARIANT: "None found" looks the same whatever stands behind it.

use askama::Template;
use family::{Cell, Source};
use operations::{DisputedMark, FamilyView};
use vocabulary::{InvolvementId, PersonId};

use super::child_family::name_by_id;

/// The section.
#[derive(Template)]
#[template(path = "pages/family_grid.html")]
pub(super) struct ServiceGrid {
    columns: Vec<Column>,
    rows: Vec<Row>,
    notes: Vec<Note>,
    disputed: Vec<DisputedNote>,
    is_wide: bool,
}

/// One source; its name only where the service alone does not say which source it is.
struct Column {
    service: &'static str,
    name: Option<String>,
}

/// One member.
struct Row {
    name: String,
    relation: String,
    life: String,
    cells: Vec<GridCell>,
}

/// One member and one source.
struct GridCell {
    column: String,
    class: &'static str,
    word: String,
    href: String,
    about: String,
    then: Option<String>,
    others: Vec<String>,
    is_disputed: bool,
}

/// What is disputed in one cell.
struct DisputedNote {
    about: String,
    words: String,
}

/// Why cells say no more than they do.
#[derive(PartialEq, Eq)]
struct Note {
    word: String,
    column: String,
    why: String,
}

/// From so many columns on the grid is set smaller.
const WIDE: usize = 7;

impl ServiceGrid {
    pub(super) fn new(view: &FamilyView) -> Self {
        let family = &view.family;
        let sources = &family.sources;
        let columns: Vec<Column> = sources
            .iter()
            .map(|source| Column::new(source, sources))
            .collect();
        let mut notes = Vec::new();
        let rows = family.members.iter().filter_map(|member| {
            let cells = &family
                .grid
                .iter()
                .find(|row| row.person == member.person)?
                .cells;
            let cells = cells.iter().zip(&columns).enumerate();
            Some(Row {
                name: name_by_id(family, member.person),
                relation: member.relation.words.clone(),
                life: member.life.in_words().reveal().to_owned(),
                cells: cells
                    .map(|(at, (cell, column))| {
                        GridCell::new(view, member.person, (at, column), cell, &mut notes)
                    })
                    .collect(),
            })
        });
        Self {
            rows: rows.collect(),
            is_wide: columns.len() >= WIDE,
            disputed: disputed(view, &columns),
            columns,
            notes,
        }
    }
}

impl Column {
    fn new(source: &Source, all: &[Source]) -> Self {
        let of_same_service = all.iter().filter(|other| other.service == source.service);
        Self {
            service: source.service.label(),
            name: (of_same_service.count() > 1).then(|| source.name.clone()),
        }
    }

    /// The service, and which of its sources where it has several.
    fn in_words(&self) -> String {
        match &self.name {
            Some(name) => format!("{}, {name}", self.service),
            None => self.service.to_owned(),
        }
    }
}

impl GridCell {
    fn new(
        view: &FamilyView,
        person: PersonId,
        (at, column): (usize, &Column),
        cell: &Cell,
        notes: &mut Vec<Note>,
    ) -> Self {
        let mut details = cell
            .involvements()
            .iter()
            .filter_map(|id| details_href(view, *id));
        let first = details.next();
        let href = first.unwrap_or_else(|| match why(cell) {
            Some(why) => note_href(
                notes,
                Note {
                    word: cell.word(),
                    column: column.in_words(),
                    why: one_sentence(&why),
                },
            ),
            None => format!("#searched-{}", at + 1),
        });
        Self {
            column: column.in_words(),
            class: class_of(cell),
            word: cell.word(),
            href,
            about: format!(
                "{}, {}",
                column.in_words(),
                name_by_id(&view.family, person)
            ),
            then: match cell {
                Cell::Late { last_known, .. } => Some(last_known.word()),
                Cell::Current { .. }
                | Cell::Recent { .. }
                | Cell::Historic { .. }
                | Cell::NoneFound
                | Cell::OutsideCoverage { .. }
                | Cell::MatchTooWeak
                | Cell::AskTheDesk { .. }
                | Cell::NotShown { .. } => None,
            },
            others: details.collect(),
            is_disputed: marks_of(view, cell).next().is_some(),
        }
    }
}

/// What is disputed of the involvements behind a cell.
fn marks_of<'a>(view: &'a FamilyView, cell: &'a Cell) -> impl Iterator<Item = &'a DisputedMark> {
    let marks = |id| view.disputed.involvements.get(id).into_iter().flatten();
    cell.involvements().iter().flat_map(marks)
}

/// What is disputed in the grid, in its order.
fn disputed(view: &FamilyView, columns: &[Column]) -> Vec<DisputedNote> {
    let mut notes = Vec::new();
    for row in &view.family.grid {
        for (cell, column) in row.cells.iter().zip(columns) {
            let name = name_by_id(&view.family, row.person);
            let about = format!("{}, {name}", column.in_words());
            notes.extend(marks_of(view, cell).map(|mark| DisputedNote {
                about: about.clone(),
                words: mark.words.clone(),
            }));
        }
    }
    notes
}

fn details_href(view: &FamilyView, id: InvolvementId) -> Option<String> {
    view.involvements
        .get(&id)
        .map(|handle| format!("/details/{}", handle.as_str()))
}

/// The address of a note, which is written down when it is new.
fn note_href(notes: &mut Vec<Note>, note: Note) -> String {
    let known = notes.iter().position(|other| *other == note);
    let at = known.unwrap_or_else(|| {
        notes.push(note);
        notes.len() - 1
    });
    format!("#note-{}", at + 1)
}

/// A sentence without its full stop: the template sets it, once.
fn one_sentence(words: &str) -> String {
    let words = words.trim().trim_end_matches('.');
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// What the cell's word leaves open, where the cell itself knows.
fn why(cell: &Cell) -> Option<String> {
    match cell {
        Cell::OutsideCoverage { why } | Cell::NotShown { why } => Some(why.clone()),
        Cell::AskTheDesk { reference } => {
            Some(format!("ring that service's desk and quote {reference}"))
        }
        Cell::MatchTooWeak => Some(
            "a record there may or may not be about this person; the records desk is asked to \
             check, and nothing of it is shown until then. If it matters now, ring the \
             safeguarding desk"
                .to_owned(),
        ),
        Cell::Late { last_known, .. } => why(last_known),
        Cell::Current { .. } | Cell::Recent { .. } | Cell::Historic { .. } | Cell::NoneFound => {
            None
        }
    }
}

const fn class_of(cell: &Cell) -> &'static str {
    match cell {
        Cell::Current { .. } => "kith-grid__now",
        Cell::Recent { .. } => "kith-grid__recent",
        Cell::Late { .. } => "kith-grid__late",
        Cell::Historic { .. }
        | Cell::NoneFound
        | Cell::OutsideCoverage { .. }
        | Cell::MatchTooWeak
        | Cell::AskTheDesk { .. }
        | Cell::NotShown { .. } => "kith-grid__quiet",
    }
}
