//! What was searched: for each source to which day, which period and area, and what it misses.
//!
//! It makes "none found" honest. Invariant: there is one line for each column of the grid.

use crate::{Source, dates};
use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::{Service, SourceId};

/// One source in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchedLine {
    /// The source.
    pub source: SourceId,
    /// The service within it.
    pub service: Service,
    /// Its name.
    pub name: String,
    /// Whose data it is.
    pub organisation: String,
    /// "data to 3 November 2026", or that the source does not say.
    pub data_to: String,
    /// What it covers.
    pub covers: String,
    /// What it misses.
    pub misses: String,
    /// The area.
    pub area: String,
    /// "back to 3 November 2020".
    pub period: String,
    /// The ages it holds.
    pub ages: String,
    /// A newer delivery is overdue.
    pub is_late: bool,
    /// "up to date", or by when a delivery was due.
    pub freshness: String,
}

/// The line of one source.
pub(crate) fn line(source: &Source, today: Date) -> SearchedLine {
    let is_late = source.is_late(today);
    let due = source
        .as_of
        .map(|day| day.saturating_add(i64::from(source.refresh_days).days()));
    SearchedLine {
        source: source.id.clone(),
        service: source.service,
        name: source.name.clone(),
        organisation: source.organisation.clone(),
        data_to: match source.as_of {
            Some(day) => format!("data to {}", dates::long(day)),
            None => "the source does not say how fresh its data is".to_owned(),
        },
        covers: source.covers.clone(),
        misses: source.misses.clone(),
        area: source
            .area
            .clone()
            .unwrap_or_else(|| "area not stated".to_owned()),
        period: format!("back to {}", dates::long(first_day(source, today))),
        ages: match source.ages {
            Some((youngest, oldest)) => format!("ages {} to {oldest}", youngest.max(0)),
            None => "all ages".to_owned(),
        },
        is_late,
        freshness: match (is_late, due) {
            (false, _) => "up to date".to_owned(),
            (true, Some(day)) => format!("late: newer data was due by {}", dates::long(day)),
            (true, None) => "late: the day of the data is not known".to_owned(),
        },
    }
}

/// The first day that was searched: the source's own first day, or the look-back window's.
fn first_day(source: &Source, today: Date) -> Date {
    let look_back = today.saturating_sub(i64::from(source.look_back_years).years());
    source
        .covered_from
        .map_or(look_back, |first| first.max(look_back))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::{FamilyBuilder, TODAY};
    use jiff::civil::date;

    #[test]
    fn a_line_says_how_fresh_how_far_back_and_when_new_data_was_due() {
        let mut family = FamilyBuilder::new();
        family.source("housing", |source| {
            source.as_of = Some(date(2026, 11, 3));
            source.refresh_days = 7;
            source.covered_from = Some(date(2024, 4, 1));
        });
        let claims = family.claims();
        let housing = claims.sources.iter().find(|s| s.id.as_str() == "housing");
        let line = line(housing.unwrap(), TODAY);
        assert_eq!(line.data_to, "data to 3 November 2026");
        assert_eq!(line.period, "back to 1 April 2024");
        assert_eq!(
            line.freshness,
            "late: newer data was due by 10 November 2026"
        );
    }
}
