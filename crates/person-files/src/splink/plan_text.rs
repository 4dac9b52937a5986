//! Reads a plan file: TOML in the words of an analyst, with a line for every problem.
//!
//! Invariant: an unknown key is a problem, so a typing mistake never passes in silence; a plan
//! that is handed out has passed its own checks.

use linkage::portable::{
    Comparison, Condition, DateColumn, DateFormat, Level, NotAPlanWord, Plan, PlanProblem, Rule,
    RuleTerm, TermFrequency, Training,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;
use toml::Spanned;

/// Why a text is no plan.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("line {line}: {what}")]
pub struct NotAPlanFile {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and what is expected.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanText {
    record_id: Spanned<String>,
    prior: Option<f64>,
    #[serde(default)]
    dates: BTreeMap<String, Spanned<String>>,
    training: Option<TrainingText>,
    #[serde(default)]
    blocking: Vec<Spanned<RuleText>>,
    #[serde(default)]
    comparison: Vec<Spanned<ComparisonText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrainingText {
    #[serde(default)]
    certain: Vec<Vec<Spanned<String>>>,
    recall: Option<f64>,
    #[serde(default)]
    rules: Vec<Vec<Spanned<String>>>,
    random_pairs: Option<u64>,
    pairs_per_rule: Option<u64>,
    seed: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    on: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ComparisonText {
    name: String,
    missing: Vec<String>,
    #[serde(default)]
    level: Vec<LevelText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelText {
    #[serde(default)]
    label: String,
    #[serde(default)]
    when: Vec<Spanned<String>>,
    term_frequency: Option<TermFrequencyText>,
    m: Option<f64>,
    u: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermFrequencyText {
    column: String,
    weight: Option<f64>,
    minimum: Option<f64>,
}

/// Reads a plan.
///
/// # Errors
/// The first problem with its line.
pub fn parse_plan(text: &str) -> Result<Plan, NotAPlanFile> {
    let file = File { text };
    let read: PlanText = toml::from_str(text).map_err(|error| NotAPlanFile {
        line: file.line(error.span().map_or(0, |span| span.start)),
        what: error.message().replace('\n', " "),
    })?;
    let places = Places::of(&read);
    let plan = file.plan(read)?;
    plan.check().map_err(|problem| NotAPlanFile {
        line: file.line(places.of_problem(&plan, &problem)),
        what: problem.to_string(),
    })?;
    Ok(plan)
}

/// Where comparisons begin, so that a problem of the whole plan has a line too.
struct Places {
    comparisons: Vec<usize>,
    blocking: usize,
}

impl Places {
    fn of(read: &PlanText) -> Self {
        let comparisons = read.comparison.iter().map(|of| of.span().start);
        Self {
            comparisons: comparisons.collect(),
            blocking: read.blocking.first().map_or(0, |rule| rule.span().start),
        }
    }

    fn of_problem(&self, plan: &Plan, problem: &PlanProblem) -> usize {
        let named = match problem {
            PlanProblem::NameTwice { name }
            | PlanProblem::LevelCount { name, .. }
            | PlanProblem::ElseIsNotLast { name }
            | PlanProblem::NothingMissing { name }
            | PlanProblem::OutOfRange { name, .. }
            | PlanProblem::NoExactLevel { name, .. } => {
                plan.comparisons.iter().rposition(|of| of.name == *name)
            }
            PlanProblem::NotADate { column } => {
                let uses = |of: &Comparison| of.columns().contains(&column.as_str());
                plan.comparisons.iter().position(uses)
            }
            PlanProblem::EmptyRule { kind: "blocking" } => return self.blocking,
            _ => None,
        };
        let place = named.and_then(|place| self.comparisons.get(place));
        place.copied().unwrap_or(0)
    }
}

struct File<'t> {
    text: &'t str,
}

impl File<'_> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    fn at(&self, start: usize, what: impl Into<String>) -> NotAPlanFile {
        NotAPlanFile {
            line: self.line(start),
            what: what.into(),
        }
    }

    fn plan(&self, read: PlanText) -> Result<Plan, NotAPlanFile> {
        let dates = read.dates.into_iter().map(|(column, format)| {
            let format = self.date_format(&format)?;
            Ok(DateColumn { column, format })
        });
        let comparisons = read.comparison.into_iter();
        let comparisons = comparisons.map(|of| self.comparison(of.into_inner()));
        let blocking = read.blocking.into_iter();
        let blocking = blocking.map(|rule| self.rule(&rule.into_inner().on));
        if read.record_id.get_ref().is_empty() {
            let what = "`record_id` is empty; write the name of the column of record ids";
            return Err(self.at(read.record_id.span().start, what));
        }
        Ok(Plan {
            dates: dates.collect::<Result<_, _>>()?,
            comparisons: comparisons.collect::<Result<_, _>>()?,
            blocking: blocking.collect::<Result<_, _>>()?,
            training: self.training(read.training)?,
            prior: read.prior,
            record_id: read.record_id.into_inner(),
        })
    }

    fn date_format(&self, words: &Spanned<String>) -> Result<DateFormat, NotAPlanFile> {
        match words.get_ref().as_str() {
            "YYYY-MM-DD" => Ok(DateFormat::Dashed),
            "YYYYMMDD" => Ok(DateFormat::Plain),
            _ => Err(self.at(
                words.span().start,
                "a date is written `YYYY-MM-DD` or `YYYYMMDD`",
            )),
        }
    }

    fn training(&self, read: Option<TrainingText>) -> Result<Training, NotAPlanFile> {
        let default = Training::default();
        let Some(read) = read else {
            return Ok(default);
        };
        let rules = |rules: Vec<Vec<Spanned<String>>>| {
            let rules = rules.iter().map(|rule| self.rule(rule));
            rules.collect::<Result<Vec<_>, _>>()
        };
        Ok(Training {
            certain: rules(read.certain)?,
            recall: read.recall.unwrap_or(default.recall),
            rules: rules(read.rules)?,
            random_pairs: read.random_pairs.unwrap_or(default.random_pairs),
            pairs_per_rule: read.pairs_per_rule.unwrap_or(default.pairs_per_rule),
            seed: read.seed.unwrap_or(default.seed),
        })
    }

    fn rule(&self, terms: &[Spanned<String>]) -> Result<Rule, NotAPlanFile> {
        let terms = terms.iter().map(|words| self.read(words, RuleTerm::parse));
        Ok(Rule {
            terms: terms.collect::<Result<_, _>>()?,
        })
    }

    fn comparison(&self, read: ComparisonText) -> Result<Comparison, NotAPlanFile> {
        let levels = read.level.into_iter().map(|level| self.level(level));
        Ok(Comparison {
            name: read.name,
            missing: read.missing,
            levels: levels.collect::<Result<_, _>>()?,
        })
    }

    fn level(&self, read: LevelText) -> Result<Level, NotAPlanFile> {
        let when = read.when.iter();
        let when = when.map(|words| self.read(words, Condition::parse));
        let when = when.collect::<Result<Vec<_>, _>>()?;
        Ok(Level {
            label: read.label,
            when,
            term_frequency: read.term_frequency.map(|of| TermFrequency {
                column: of.column,
                weight: of.weight.unwrap_or(1.0),
                minimum: of.minimum.unwrap_or(0.0),
            }),
            m: read.m,
            u: read.u,
        })
    }

    fn read<T>(
        &self,
        words: &Spanned<String>,
        parse: impl Fn(&str) -> Result<T, NotAPlanWord>,
    ) -> Result<T, NotAPlanFile> {
        let read = parse(words.get_ref());
        read.map_err(|problem| {
            let what = format!("`{}`: {problem}", words.get_ref());
            self.at(words.span().start, what)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = r#"record_id = "id"
[[blocking]]
on = ["surname"]
[[comparison]]
name = "surname"
missing = ["surname"]
[[comparison.level]]
when = ["surname"]
[[comparison.level]]
"#;

    fn problem(from: &str, to: &str) -> String {
        assert!(PLAN.contains(from), "{from}");
        parse_plan(&PLAN.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_shortest_plan_is_read() {
        let plan = parse_plan(PLAN).unwrap();
        assert_eq!(plan.comparisons[0].levels.len(), 2);
        assert_eq!(plan.training, Training::default());
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_what_is_expected() {
        for (from, to, expected) in [
            (
                "when = [\"surname\"]",
                "when = [\"surname jaro-winkler much\"]",
                "line 8: `surname jaro-winkler much`: expected a number such as 0.92 after `jaro-winkler`",
            ),
            (
                "on = [\"surname\"]",
                "on = [\"surname levenshtein 1\"]",
                "line 3: `surname levenshtein 1`: expected a column, a part of it, or two swapped columns: a rule takes equal values only",
            ),
            (
                "on = [\"surname\"]",
                "on = []",
                "line 2: a blocking rule has no term, so it would reach every pair",
            ),
            (
                "missing = [\"surname\"]",
                "missing = []",
                "line 4: comparison `surname` does not say which columns may be missing",
            ),
            (
                "when = [\"surname\"]",
                "when = [\"surname within 1 year\"]",
                "line 4: `surname` is compared as a date; say under `dates` how it is written",
            ),
            (
                "record_id = \"id\"",
                "record_id = \"\"",
                "line 1: `record_id` is empty; write the name of the column of record ids",
            ),
            (
                "when = [\"surname\"]",
                "when = [\"surname\"]\nterm_frequency = { column = \"town\" }",
                "line 4: comparison `surname`: term frequencies of `town` need a level that is `town` alone",
            ),
        ] {
            assert_eq!(problem(from, to), expected);
        }
    }

    #[test]
    fn an_unknown_key_is_a_mistake() {
        let problem = problem("missing", "absent");
        assert!(
            problem.starts_with("line 6: unknown field `absent`"),
            "{problem}"
        );
    }
}
