//! A plan as Splink 5 settings: one JSON document for DuckDB and for Apache Spark.
//!
//! Splink reads it with `Linker(table, "settings.json")` and needs nothing added. Invariant: a
//! plan with weights gives in Splink the match weights that it gives here.

use super::condition_sql;
use linkage::portable::{Comparison, Level, Plan, PlanProblem};
use serde_json::{Map, Value, json};
use thiserror::Error;

/// Why a plan cannot be written as Splink settings. There are no other reasons.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum NotExpressible {
    /// The plan itself is at fault.
    #[error(transparent)]
    Plan(#[from] PlanProblem),
    /// A column's name that SQL takes only in quotation marks, which differ between engines.
    #[error(
        "the column `{column}` has a name that DuckDB and Spark do not both read; \
         use letters, digits and underscores, and a letter first"
    )]
    ColumnName {
        /// The column.
        column: String,
    },
    /// A column's name that is a word of SQL.
    #[error(
        "the column `{column}` is called like a word of SQL; rename it in the file and the plan"
    )]
    WordOfSql {
        /// The column.
        column: String,
    },
    /// Two names that SQL does not tell apart.
    #[error("`{one}` and `{other}` differ only in capitals, which SQL does not see; rename one")]
    DifferOnlyInCapitals {
        /// One name.
        one: String,
        /// The other.
        other: String,
    },
    /// A comparison's name that cannot name a column.
    #[error(
        "the comparison `{name}` has a name that cannot be a column's; \
         use letters, digits and underscores, and a letter first"
    )]
    ComparisonName {
        /// The comparison.
        name: String,
    },
}

/// Words that DuckDB or Spark keep for themselves.
const WORDS_OF_SQL: &[&str] = &[
    "all",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "between",
    "both",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "current",
    "default",
    "delete",
    "desc",
    "describe",
    "distinct",
    "drop",
    "else",
    "end",
    "escape",
    "except",
    "exists",
    "false",
    "fetch",
    "filter",
    "for",
    "foreign",
    "from",
    "full",
    "function",
    "grant",
    "group",
    "having",
    "in",
    "initially",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "is",
    "join",
    "lambda",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "map",
    "natural",
    "not",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "pivot",
    "placing",
    "primary",
    "qualify",
    "references",
    "returning",
    "right",
    "select",
    "set",
    "show",
    "some",
    "struct",
    "summarize",
    "table",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "unknown",
    "unpivot",
    "update",
    "user",
    "using",
    "values",
    "variadic",
    "when",
    "where",
    "window",
    "with",
];

/// The settings of a plan; what it has not learnt is left for Splink to learn.
///
/// # Errors
/// The first thing that Splink cannot be told.
pub fn settings(plan: &Plan) -> Result<Value, NotExpressible> {
    plan.check()?;
    check_names(plan)?;
    let rules = plan.blocking.iter();
    let rules = rules.map(|rule| json!({ "blocking_rule": condition_sql::rule(&rule.terms) }));
    let comparisons = plan.comparisons.iter().map(|of| comparison(of, plan));
    let mut settings = Map::new();
    settings.insert("link_type".into(), json!("dedupe_only"));
    settings.insert("unique_id_column_name".into(), json!(plan.record_id));
    if let Some(prior) = plan.prior {
        let key = "probability_two_random_records_match";
        settings.insert(key.into(), json!(prior));
    }
    settings.insert("retain_matching_columns".into(), json!(false));
    settings.insert(
        "retain_intermediate_calculation_columns".into(),
        json!(false),
    );
    let key = "blocking_rules_to_generate_predictions";
    settings.insert(key.into(), rules.collect());
    settings.insert("comparisons".into(), comparisons.collect());
    Ok(Value::Object(settings))
}

fn check_names(plan: &Plan) -> Result<(), NotExpressible> {
    let mut columns = plan.columns();
    columns.push(&plan.record_id);
    for column in &columns {
        let (column, lower) = ((*column).to_owned(), column.to_lowercase());
        if !is_plain_name(&column) {
            return Err(NotExpressible::ColumnName { column });
        }
        if WORDS_OF_SQL.contains(&lower.as_str()) {
            return Err(NotExpressible::WordOfSql { column });
        }
    }
    differ_in_more_than_capitals(&columns)?;
    let names: Vec<&str> = plan.comparisons.iter().map(|of| of.name.as_str()).collect();
    if let Some(name) = names.iter().find(|name| !is_plain_name(name)) {
        let name = (*name).to_owned();
        return Err(NotExpressible::ComparisonName { name });
    }
    differ_in_more_than_capitals(&names)
}

fn differ_in_more_than_capitals(names: &[&str]) -> Result<(), NotExpressible> {
    for (place, one) in names.iter().enumerate() {
        let is_like = |other: &&&str| *other != one && other.eq_ignore_ascii_case(one);
        if let Some(other) = names[..place].iter().find(is_like) {
            return Err(NotExpressible::DifferOnlyInCapitals {
                one: (*other).to_owned(),
                other: (*one).to_owned(),
            });
        }
    }
    Ok(())
}

fn is_plain_name(name: &str) -> bool {
    let mut letters = name.bytes();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
}

fn comparison(comparison: &Comparison, plan: &Plan) -> Value {
    let mut levels = vec![json!({
        "sql_condition": condition_sql::is_missing(&comparison.missing, plan),
        "label_for_charts": "missing",
        "is_null_level": true,
    })];
    levels.extend(comparison.levels.iter().map(|of| level(of, plan)));
    json!({
        "output_column_name": comparison.name,
        "comparison_description": comparison.name,
        "comparison_levels": levels,
    })
}

fn level(level: &Level, plan: &Plan) -> Value {
    let condition = match level.when.is_empty() {
        true => "ELSE".to_owned(),
        false => condition_sql::all_hold(&level.when, plan),
    };
    let label = match (level.label.as_str(), level.when.is_empty()) {
        ("", true) => "anything else".to_owned(),
        ("", false) => {
            let words = level.when.iter().map(ToString::to_string);
            words.collect::<Vec<_>>().join(" and ")
        }
        (label, _) => label.to_owned(),
    };
    let mut written = Map::new();
    written.insert("sql_condition".into(), json!(condition));
    written.insert("label_for_charts".into(), json!(label));
    if let Some(frequency) = &level.term_frequency {
        let column = frequency.column.as_str();
        written.insert("tf_adjustment_column".into(), json!(column));
        written.insert("tf_adjustment_weight".into(), json!(frequency.weight));
        if frequency.minimum > 0.0 {
            written.insert("tf_minimum_u_value".into(), json!(frequency.minimum));
        }
    }
    for (key, value) in [("m_probability", level.m), ("u_probability", level.u)] {
        if let Some(value) = value {
            written.insert(key.into(), json!(value));
        }
    }
    Value::Object(written)
}

#[cfg(test)]
mod tests {
    use super::super::parse_plan;
    use super::*;

    const PLAN: &str = r#"record_id = "id"
prior = 0.001
[dates]
born = "YYYY-MM-DD"
[[blocking]]
on = ["surname", "born first 4"]
[[blocking]]
on = ["given swapped with surname"]
[[comparison]]
name = "surname"
missing = ["surname"]
[[comparison.level]]
when = ["surname"]
term_frequency = { column = "surname", minimum = 0.001 }
m = 0.9
u = 0.01
[[comparison.level]]
label = "alike"
when = ["surname jaro-winkler 0.92"]
[[comparison.level]]
[[comparison]]
name = "born"
missing = ["born"]
[[comparison.level]]
when = ["born within 1 month"]
[[comparison.level]]
"#;

    fn refusal(from: &str, to: &str) -> String {
        let plan = parse_plan(&PLAN.replace(from, to)).unwrap();
        settings(&plan).unwrap_err().to_string()
    }

    #[test]
    fn a_plan_becomes_settings() {
        let settings = settings(&parse_plan(PLAN).unwrap()).unwrap();
        let text = serde_json::to_string_pretty(&settings).unwrap();
        insta::assert_snapshot!(text);
    }

    #[test]
    fn what_cannot_be_expressed_is_refused_by_name() {
        for (from, to, expected) in [
            ("surname", "last-name", "the column `last-name` has a name"),
            (
                "\"id\"",
                "\"Surname\"",
                "`surname` and `Surname` differ only in capitals",
            ),
            (
                "\"id\"",
                "\"order\"",
                "the column `order` is called like a word of SQL",
            ),
            (
                "name = \"born\"",
                "name = \"day of birth\"",
                "the comparison `day of birth` has",
            ),
        ] {
            let refusal = refusal(from, to);
            assert!(refusal.starts_with(expected), "{refusal}");
        }
    }
}
