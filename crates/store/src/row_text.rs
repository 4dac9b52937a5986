//! How values stand as text in the tables, both ways.
//!
//! Invariant: what was written by one function is read back by its twin; a text that cannot be
//! read names its column, never its content.

use crate::StoreError;
use vocabulary::{Date, DateSpan, InvolvementFact, Level, PersonalText};

/// ISO text of a date.
pub(crate) fn date_text(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// A date from its ISO text.
pub(crate) fn date(text: Option<&str>, column: &'static str) -> Result<Option<Date>, StoreError> {
    text.map(|text| text.parse().map_err(|_| StoreError::Unreadable(column)))
        .transpose()
}

/// A moment from its ISO text.
pub(crate) fn moment(text: &str, column: &'static str) -> Result<jiff::Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable(column))
}

/// A span from the texts of its two ends.
pub(crate) fn span(
    from: Option<&str>,
    to: Option<&str>,
    column: &'static str,
) -> Result<DateSpan, StoreError> {
    DateSpan::new(date(from, column)?, date(to, column)?).ok_or(StoreError::Unreadable(column))
}

/// A value by its `parse`, where the column is filled.
pub(crate) fn parsed<T, E>(
    text: Option<&str>,
    parse: impl Fn(&str) -> Result<T, E>,
    column: &'static str,
) -> Result<Option<T>, StoreError> {
    text.map(|text| parse(text).map_err(|_| StoreError::Unreadable(column)))
        .transpose()
}

/// A code by its `parse`, which must be known.
pub(crate) fn coded<T>(
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
    column: &'static str,
) -> Result<T, StoreError> {
    parse(text).ok_or(StoreError::Unreadable(column))
}

/// Free text, where the column is filled.
pub(crate) fn personal(text: Option<&str>) -> Option<PersonalText> {
    text.and_then(|text| PersonalText::parse(text).ok())
}

/// Agreed facts as a JSON list of `[label, value, level]`.
pub(crate) fn facts_to_text(facts: &[InvolvementFact]) -> String {
    let rows: Vec<serde_json::Value> = facts
        .iter()
        .map(|fact| serde_json::json!([fact.label, fact.value.reveal(), fact.level.number()]))
        .collect();
    serde_json::Value::Array(rows).to_string()
}

/// Agreed facts from their JSON list.
pub(crate) fn facts_from_text(text: &str) -> Result<Vec<InvolvementFact>, StoreError> {
    const COLUMN: StoreError = StoreError::Unreadable("involvement.facts");
    let rows: Vec<(String, String, u8)> = serde_json::from_str(text).map_err(|_| COLUMN)?;
    rows.into_iter()
        .map(|(label, value, level)| {
            let value = PersonalText::parse(&value).map_err(|_| COLUMN)?;
            let level = Level::from_number(level).ok_or(COLUMN)?;
            Ok(InvolvementFact {
                label,
                value,
                level,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_back_as_written() {
        let value = PersonalText::parse("Open \"since\" March").unwrap();
        let facts = vec![InvolvementFact {
            label: "Rent arrears".into(),
            value,
            level: Level::Facts,
        }];
        assert!(facts_from_text(&facts_to_text(&facts)).unwrap() == facts);
        assert!(facts_from_text("[[1]]").is_err());
    }
}
