//! Conditions and blocking terms in SQL that DuckDB and Spark read alike, through Splink 5.
//!
//! Function names are those that both have: Spark has `jaro_winkler_similarity` from 4.3, and
//! `damerau_levenshtein` from the library that comes with Splink. Invariant: what is missing on
//! either side makes a condition null, which Splink takes as not holding.

use linkage::portable::{Condition, DateFormat, Exchange, Part, Plan, RuleTerm, Term};

/// The condition of a level: all of these hold.
pub(super) fn all_hold(conditions: &[Condition], plan: &Plan) -> String {
    let conditions = conditions.iter().map(|condition| sql(condition, plan));
    conditions.collect::<Vec<_>>().join(" AND ")
}

fn sql(condition: &Condition, plan: &Plan) -> String {
    match condition {
        Condition::Same(term) => {
            let side = |side: &str| part(&format!("{}_{side}", term.column), term.part);
            format!("{} = {}", side("l"), side("r"))
        }
        Condition::Swapped(Exchange { one, other }) => {
            format!("{one}_l = {other}_r AND {one}_r = {other}_l")
        }
        Condition::JaroWinkler { column, at_least } => {
            format!("jaro_winkler_similarity({column}_l, {column}_r) >= {at_least}")
        }
        Condition::Levenshtein { column, at_most } => {
            format!("levenshtein({column}_l, {column}_r) <= {at_most}")
        }
        Condition::DamerauLevenshtein { column, at_most } => {
            format!("damerau_levenshtein({column}_l, {column}_r) <= {at_most}")
        }
        Condition::DateWithin {
            column,
            amount,
            unit,
        } => {
            let date = |side: &str| value(&format!("{column}_{side}"), plan.date_format(column));
            let days = unit.days(*amount);
            let (left, right) = (date("l"), date("r"));
            format!("abs(date_diff('day', {left}, {right})) <= {days}")
        }
    }
}

/// The condition under which a comparison says nothing.
pub(super) fn is_missing(columns: &[String], plan: &Plan) -> String {
    let column = |column: &String| {
        let side = |side: &str| value(&format!("{column}_{side}"), plan.date_format(column));
        format!("({} IS NULL OR {} IS NULL)", side("l"), side("r"))
    };
    columns.iter().map(column).collect::<Vec<_>>().join(" AND ")
}

/// A blocking rule.
pub(super) fn rule(terms: &[RuleTerm]) -> String {
    let term = |term: &RuleTerm| match term {
        RuleTerm::Same(Term { column, part: of }) => {
            let side = |side: &str| part(&format!("{side}.{column}"), *of);
            format!("{} = {}", side("l"), side("r"))
        }
        RuleTerm::Swapped(Exchange { one, other }) => {
            format!("l.{one} = r.{other} AND l.{other} = r.{one}")
        }
    };
    terms.iter().map(term).collect::<Vec<_>>().join(" AND ")
}

fn part(value: &str, part: Part) -> String {
    match part {
        Part::Whole => value.to_owned(),
        Part::First(count) => format!("substr({value}, 1, {count})"),
        Part::FirstWord => format!("split_part({value}, ' ', 1)"),
        Part::WithoutLast(count) => format!(
            "CASE WHEN length({value}) > {count} THEN substr({value}, 1, length({value}) - {count}) END"
        ),
        Part::LeadingLetters => {
            format!("nullif(regexp_extract({value}, '^[A-Za-z]{{1,2}}', 0), '')")
        }
    }
}

/// A column as it is, or as a date that is null when the text is none.
fn value(column: &str, format: Option<DateFormat>) -> String {
    match format {
        None => column.to_owned(),
        Some(DateFormat::Dashed) => {
            format!("CASE WHEN {column} LIKE '____-__-__' THEN TRY_CAST({column} AS DATE) END")
        }
        Some(DateFormat::Plain) => format!(
            "CASE WHEN length({column}) = 8 THEN TRY_CAST(substr({column}, 1, 4) || '-' || \
             substr({column}, 5, 2) || '-' || substr({column}, 7, 2) AS DATE) END"
        ),
    }
}
