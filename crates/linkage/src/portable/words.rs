//! The words in which conditions and rule terms are written: `postcode without last 2`,
//! `given_name swapped with family_name`, `birth_date within 1 month`.
//!
//! Invariant: reading what was written gives the same condition back.

use super::plan::{Condition, DateUnit, Exchange, Part, RuleTerm, Term};
use std::fmt;
use thiserror::Error;

/// The words are not those of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct NotAPlanWord(String);

const SWAPPED: &str = " swapped with ";
const JARO_WINKLER: &str = " jaro-winkler ";
const LEVENSHTEIN: &str = " levenshtein ";
const DAMERAU_LEVENSHTEIN: &str = " damerau-levenshtein ";
const WITHIN: &str = " within ";
const FIRST: &str = " first ";
const FIRST_WORD: &str = " first word";
const WITHOUT_LAST: &str = " without last ";
const LEADING_LETTERS: &str = " leading letters";

impl Condition {
    /// Reads a condition from its words.
    ///
    /// # Errors
    /// What was expected.
    pub fn parse(words: &str) -> Result<Self, NotAPlanWord> {
        if let Some((column, at_least)) = words.rsplit_once(JARO_WINKLER) {
            return Ok(Self::JaroWinkler {
                column: column_name(column)?,
                at_least: at_least
                    .parse()
                    .map_err(|_| expected("a number such as 0.92 after `jaro-winkler`"))?,
            });
        }
        if let Some((column, at_most)) = words.rsplit_once(DAMERAU_LEVENSHTEIN) {
            return Ok(Self::DamerauLevenshtein {
                column: column_name(column)?,
                at_most: whole(at_most, "damerau-levenshtein")?,
            });
        }
        if let Some((column, at_most)) = words.rsplit_once(LEVENSHTEIN) {
            return Ok(Self::Levenshtein {
                column: column_name(column)?,
                at_most: whole(at_most, "levenshtein")?,
            });
        }
        if let Some((column, span)) = words.rsplit_once(WITHIN) {
            let (amount, unit) = span
                .split_once(' ')
                .ok_or_else(|| expected("a length such as `1 month` after `within`"))?;
            return Ok(Self::DateWithin {
                column: column_name(column)?,
                amount: whole(amount, "within")?,
                unit: date_unit(unit)?,
            });
        }
        Ok(match RuleTerm::parse(words)? {
            RuleTerm::Same(term) => Self::Same(term),
            RuleTerm::Swapped(exchange) => Self::Swapped(exchange),
        })
    }
}

impl RuleTerm {
    /// Reads a term of a rule from its words.
    ///
    /// # Errors
    /// What was expected.
    pub fn parse(words: &str) -> Result<Self, NotAPlanWord> {
        if let Some((one, other)) = words.rsplit_once(SWAPPED) {
            let (one, other) = (column_name(one)?, column_name(other)?);
            return Ok(Self::Swapped(Exchange { one, other }));
        }
        for fuzzy in [JARO_WINKLER, DAMERAU_LEVENSHTEIN, LEVENSHTEIN, WITHIN] {
            if words.contains(fuzzy) {
                return Err(expected(
                    "a column, a part of it, or two swapped columns: a rule takes equal values only",
                ));
            }
        }
        let (column, part) = if let Some((column, count)) = words.rsplit_once(WITHOUT_LAST) {
            (column, Part::WithoutLast(whole(count, "without last")?))
        } else if let Some(column) = words.strip_suffix(FIRST_WORD) {
            (column, Part::FirstWord)
        } else if let Some((column, count)) = words.rsplit_once(FIRST) {
            (column, Part::First(whole(count, "first")?))
        } else if let Some(column) = words.strip_suffix(LEADING_LETTERS) {
            (column, Part::LeadingLetters)
        } else {
            (words, Part::Whole)
        };
        let column = column_name(column)?;
        Ok(Self::Same(Term { column, part }))
    }
}

fn expected(what: &str) -> NotAPlanWord {
    NotAPlanWord(format!("expected {what}"))
}

fn column_name(name: &str) -> Result<String, NotAPlanWord> {
    if name.is_empty() || name.trim() != name {
        return Err(expected("the name of a column"));
    }
    Ok(name.to_owned())
}

fn whole(number: &str, after: &str) -> Result<u32, NotAPlanWord> {
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|_| is_plain);
    number.ok_or_else(|| expected(&format!("a whole number after `{after}`")))
}

fn date_unit(unit: &str) -> Result<DateUnit, NotAPlanWord> {
    match unit {
        "day" | "days" => Ok(DateUnit::Days),
        "month" | "months" => Ok(DateUnit::Months),
        "year" | "years" => Ok(DateUnit::Years),
        _ => Err(expected("days, months or years")),
    }
}

impl fmt::Display for Term {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = &self.column;
        match self.part {
            Part::Whole => write!(to, "{column}"),
            Part::First(count) => write!(to, "{column}{FIRST}{count}"),
            Part::FirstWord => write!(to, "{column}{FIRST_WORD}"),
            Part::WithoutLast(count) => write!(to, "{column}{WITHOUT_LAST}{count}"),
            Part::LeadingLetters => write!(to, "{column}{LEADING_LETTERS}"),
        }
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}{SWAPPED}{}", self.one, self.other)
    }
}

impl fmt::Display for RuleTerm {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same(term) => term.fmt(to),
            Self::Swapped(exchange) => exchange.fmt(to),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same(term) => term.fmt(to),
            Self::Swapped(exchange) => exchange.fmt(to),
            Self::JaroWinkler { column, at_least } => {
                write!(to, "{column}{JARO_WINKLER}{at_least}")
            }
            Self::Levenshtein { column, at_most } => write!(to, "{column}{LEVENSHTEIN}{at_most}"),
            Self::DamerauLevenshtein { column, at_most } => {
                write!(to, "{column}{DAMERAU_LEVENSHTEIN}{at_most}")
            }
            Self::DateWithin {
                column,
                amount,
                unit,
            } => {
                let unit = match (unit, amount) {
                    (DateUnit::Days, 1) => "day",
                    (DateUnit::Days, _) => "days",
                    (DateUnit::Months, 1) => "month",
                    (DateUnit::Months, _) => "months",
                    (DateUnit::Years, 1) => "year",
                    (DateUnit::Years, _) => "years",
                };
                write!(to, "{column}{WITHIN}{amount} {unit}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_reads_back() {
        for words in [
            "surname",
            "postcode without last 2",
            "postcode leading letters",
            "postcode first word",
            "birth_date first 4",
            "given_name swapped with family_name",
            "surname jaro-winkler 0.92",
            "address levenshtein 2",
            "nhs_number damerau-levenshtein 1",
            "birth_date within 1 month",
            "birth_date within 10 years",
            "a column with spaces within 3 days",
        ] {
            assert_eq!(Condition::parse(words).unwrap().to_string(), words);
        }
    }

    #[test]
    fn what_is_no_condition_says_what_was_expected() {
        for (words, expected) in [
            ("", "expected the name of a column"),
            (
                "surname jaro-winkler high",
                "expected a number such as 0.92 after `jaro-winkler`",
            ),
            (
                "address levenshtein -1",
                "expected a whole number after `levenshtein`",
            ),
            ("born within 1 week", "expected days, months or years"),
        ] {
            let problem = Condition::parse(words).unwrap_err();
            assert_eq!(problem.to_string(), expected);
        }
    }

    #[test]
    fn a_rule_takes_equal_values_only() {
        assert!(RuleTerm::parse("surname jaro-winkler 0.9").is_err());
    }
}
