//! The grid: for each member and each source exactly one cell, in words that promise no more
//! than was searched.
//!
//! Order of the rules: how the search ended; what was found; whether the source could have
//! anything; whether its data is late. Invariant: no cell says "not involved".

use crate::{InvolvementClaim, Life, SearchOutcome, Source, dates};
use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::{InvolvementId, InvolvementStatus, Level, PersonId};

/// One member with a cell for each source of [`crate::Family::sources`], in that order.
#[derive(Clone, PartialEq, Eq)]
pub struct GridRow {
    /// The member.
    pub person: PersonId,
    /// One cell for each source.
    pub cells: Vec<Cell>,
}

/// What one source holds about one member.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// Involved now.
    Current {
        /// The involvements, current ones first.
        involvements: Vec<InvolvementId>,
    },
    /// Ended within the council's window.
    Recent {
        /// The last day of the latest, where the source says it.
        ended: Option<Date>,
        /// The involvements, latest first.
        involvements: Vec<InvolvementId>,
    },
    /// Ended longer ago.
    Historic {
        /// The first day of the earliest.
        from: Option<Date>,
        /// The last day of the latest.
        to: Option<Date>,
        /// The involvements, latest first.
        involvements: Vec<InvolvementId>,
    },
    /// Searched, and nothing was found.
    NoneFound,
    /// The source could not hold this person.
    OutsideCoverage {
        /// Why, in plain words.
        why: String,
    },
    /// The source's data is late; what was known then.
    Late {
        /// The day to which the data is current, where the source says it.
        data_to: Option<Date>,
        /// What the cell would have said on that day.
        last_known: Box<Self>,
    },
    /// Somebody similar is there; it discloses nothing.
    MatchTooWeak,
    /// The desk answers.
    AskTheDesk {
        /// What to quote.
        reference: String,
    },
    /// Not shown to this worker, or not searched.
    NotShown {
        /// Why, in plain words.
        why: String,
    },
}

/// Where one involvement stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Open, or announced.
    Current,
    /// Ended within the council's window; the last day, where known.
    Recent(Option<Date>),
    /// Ended longer ago; the last day, where known.
    Historic(Option<Date>),
}

/// An involvement that may be shown, with where it stands.
pub(crate) struct Judged<'a> {
    pub(crate) claim: &'a InvolvementClaim,
    pub(crate) state: State,
}

/// The cell of one member and one source, with the involvements it rests on.
pub(crate) fn decide<'a>(
    life: &Life,
    source: &Source,
    outcome: Option<&SearchOutcome>,
    involvements: &[&'a InvolvementClaim],
    today: Date,
) -> (Cell, Vec<Judged<'a>>) {
    let closed = |cell| (cell, Vec::new());
    if let Some(cell) = not_opened(outcome, involvements) {
        return closed(cell);
    }
    let judged = judge(involvements, source, today);
    if judged.is_empty() {
        let mediated = involvements.iter().find(|c| c.level == Level::AskTheDesk);
        if let Some(claim) = mediated {
            let reference = claim.id.to_string();
            return closed(Cell::AskTheDesk { reference });
        }
        if let Some(why) = outside_coverage(life, source) {
            return closed(Cell::OutsideCoverage { why });
        }
    }
    let known = known(&judged);
    if source.is_late(today) {
        let last_known = Box::new(known);
        let data_to = source.as_of;
        let late = Cell::Late {
            data_to,
            last_known,
        };
        return (late, judged);
    }
    (known, judged)
}

/// The cell of a search that opens nothing.
fn not_opened(outcome: Option<&SearchOutcome>, involvements: &[&InvolvementClaim]) -> Option<Cell> {
    match outcome {
        Some(SearchOutcome::MatchTooWeak) => Some(Cell::MatchTooWeak),
        Some(SearchOutcome::AskTheDesk { reference }) => {
            let reference = reference.clone();
            Some(Cell::AskTheDesk { reference })
        }
        Some(SearchOutcome::NotShown { why }) => Some(Cell::NotShown { why: why.clone() }),
        None if involvements.is_empty() => {
            let why = "this source was not searched for this person".to_owned();
            Some(Cell::NotShown { why })
        }
        Some(SearchOutcome::Searched) | None => None,
    }
}

/// The involvements that may be shown: current first, then the latest.
fn judge<'a>(
    involvements: &[&'a InvolvementClaim],
    source: &Source,
    today: Date,
) -> Vec<Judged<'a>> {
    let mut judged: Vec<Judged<'a>> = involvements
        .iter()
        .filter(|claim| claim.level >= Level::Involved)
        .filter_map(|claim| {
            let state = state(claim, source, today)?;
            Some(Judged { claim, state })
        })
        .collect();
    judged.sort_by_key(|one| {
        let started = std::cmp::Reverse(one.claim.record.span.from());
        (one.state.newest_first(), started, one.claim.id)
    });
    judged
}

/// Where an involvement stands; nothing when it ended before the look-back window. Late data is
/// read as on the day it was current to. An end date stands over the word "current".
fn state(claim: &InvolvementClaim, source: &Source, today: Date) -> Option<State> {
    let day = source.as_of.map_or(today, |as_of| as_of.min(today));
    let record = &claim.record;
    let ended_on = record.span.last_day().filter(|last| *last < day);
    let says_ended = match record.status {
        InvolvementStatus::Historic => true,
        InvolvementStatus::Current | InvolvementStatus::NotStated => false,
    };
    if ended_on.is_none() && !says_ended {
        return Some(State::Current);
    }
    let last_known = ended_on.or(record.span.last_day()).or(record.last_contact);
    let is_since = |first: Date| last_known.is_some_and(|last| last >= first);
    let recent_from = day.saturating_sub(i64::from(source.recent_months).months());
    let shown_from = today.saturating_sub(i64::from(source.look_back_years).years());
    let end = ended_on.or(record.span.last_day());
    if is_since(recent_from) {
        return Some(State::Recent(end));
    }
    let is_too_old = last_known.is_some_and(|last| last < shown_from);
    (!is_too_old).then_some(State::Historic(end))
}

fn known(judged: &[Judged<'_>]) -> Cell {
    let involvements: Vec<InvolvementId> = judged.iter().map(|one| one.claim.id).collect();
    let Some(first) = judged.first() else {
        return Cell::NoneFound;
    };
    match first.state {
        State::Current => Cell::Current { involvements },
        State::Recent(ended) => Cell::Recent {
            ended,
            involvements,
        },
        State::Historic(to) => {
            let starts = || judged.iter().map(|one| one.claim.record.span.from());
            let from = starts().min().flatten();
            Cell::Historic {
                from,
                to,
                involvements,
            }
        }
    }
}

/// Why the source could not hold this person: their age today, or its first day.
fn outside_coverage(life: &Life, source: &Source) -> Option<String> {
    if let (Life::Died { on, .. }, Some(first)) = (life, source.covered_from)
        && *on < first
    {
        let first = dates::long(first);
        return Some(format!("the source begins on {first}, after the death"));
    }
    let ((youngest, oldest), (fewest, most)) = (source.ages?, life.years()?);
    if most < youngest || fewest > oldest {
        let who = match life {
            Life::Unborn { .. } => "an unborn child is not among them",
            Life::Age(..) | Life::Died { .. } | Life::NotKnown => "this person's age is outside",
        };
        let from = youngest.max(0);
        return Some(format!(
            "the source holds people aged {from} to {oldest}; {who}"
        ));
    }
    None
}

impl State {
    fn newest_first(self) -> (u8, std::cmp::Reverse<Option<Date>>) {
        match self {
            Self::Current => (0, std::cmp::Reverse(None)),
            Self::Recent(ended) => (1, std::cmp::Reverse(ended)),
            Self::Historic(ended) => (2, std::cmp::Reverse(ended)),
        }
    }

    /// "now", "ended on 3 November 2026", "ended".
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Current => "now".to_owned(),
            Self::Recent(Some(day)) | Self::Historic(Some(day)) => {
                format!("ended on {}", dates::long(day))
            }
            Self::Recent(None) | Self::Historic(None) => "ended, date not recorded".to_owned(),
        }
    }
}

impl Cell {
    /// The word of the cell.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Current { .. } => "Now".to_owned(),
            Self::Recent { ended, .. } => match ended {
                Some(day) => format!("Ended {}", dates::month_and_year(*day)),
                None => "Ended".to_owned(),
            },
            Self::Historic { from, to, .. } => match (from, to) {
                (Some(from), Some(to)) if from.year() != to.year() => {
                    format!("Before ({} to {})", from.year(), to.year())
                }
                (_, Some(day)) | (Some(day), None) => format!("Before ({})", day.year()),
                (None, None) => "Before".to_owned(),
            },
            Self::NoneFound => "None found".to_owned(),
            Self::OutsideCoverage { .. } => "Not covered".to_owned(),
            Self::Late { data_to, .. } => match data_to {
                Some(day) => format!("Late: data to {}", dates::day_and_month(*day)),
                None => "Late: day not stated".to_owned(),
            },
            Self::MatchTooWeak => "Check who".to_owned(),
            Self::AskTheDesk { .. } => "Ask the desk".to_owned(),
            Self::NotShown { .. } => "Not shown".to_owned(),
        }
    }

    /// The involvements behind the cell; for late data those known then.
    #[must_use]
    pub fn involvements(&self) -> &[InvolvementId] {
        match self {
            Self::Current { involvements }
            | Self::Recent { involvements, .. }
            | Self::Historic { involvements, .. } => involvements,
            Self::Late { last_known, .. } => last_known.involvements(),
            Self::NoneFound
            | Self::OutsideCoverage { .. }
            | Self::MatchTooWeak
            | Self::AskTheDesk { .. }
            | Self::NotShown { .. } => &[],
        }
    }
}

sealed_debug!(GridRow, Cell);

#[cfg(test)]
mod tests;
