//! The linkage plan as data: what is compared, what is blocked, and the weights once trained.
//!
//! It holds only what this engine, DuckDB and Spark understand alike, so that one plan runs here
//! and in Splink. Invariant: a plan that passed [`Plan::check`] can be run by this engine.

use super::problem::PlanProblem;

/// A Fellegi–Sunter model with its blocking rules, as plain data.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The column that names each record.
    pub record_id: String,
    /// Columns whose text is a date, and how it is written.
    pub dates: Vec<DateColumn>,
    /// What is compared; each comparison ends in one level.
    pub comparisons: Vec<Comparison>,
    /// A pair is compared when one of these rules reaches it.
    pub blocking: Vec<Rule>,
    /// How the weights are learnt.
    pub training: Training,
    /// The share of all pairs that are one person, once it is known.
    pub prior: Option<f64>,
}

/// A column whose text is a date. Text that is no date counts as missing where it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateColumn {
    /// The column.
    pub column: String,
    /// How the date is written.
    pub format: DateFormat,
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFormat {
    /// `2014-02-11`
    Dashed,
    /// `20140211`
    Plain,
}

/// One concept, compared: the first level whose conditions all hold is the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Its name, once in a plan.
    pub name: String,
    /// Nothing is said when each of these columns is missing on one side or the other.
    pub missing: Vec<String>,
    /// From the most alike to the least; the last has no condition.
    pub levels: Vec<Level>,
}

/// One step of likeness.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// In words, for charts.
    pub label: String,
    /// All must hold; empty for the last level, which takes what is left.
    pub when: Vec<Condition>,
    /// A rarer value weighs more.
    pub term_frequency: Option<TermFrequency>,
    /// How often pairs of one person end here.
    pub m: Option<f64>,
    /// How often pairs of different people end here.
    pub u: Option<f64>,
}

/// How far a level's weight follows the frequency of a value.
#[derive(Debug, Clone, PartialEq)]
pub struct TermFrequency {
    /// The column whose values are counted; the comparison has a level that is this column alone.
    pub column: String,
    /// 1 follows it wholly, 0.5 by half.
    pub weight: f64,
    /// No value counts as rarer than this.
    pub minimum: f64,
}

/// What must hold of two records. Nothing holds of what is missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// A column, or a part of it, is the same on both sides.
    Same(Term),
    /// Each side has in one column what the other has in the other.
    Swapped(Exchange),
    /// Jaro–Winkler likeness.
    JaroWinkler {
        /// The column.
        column: String,
        /// The least likeness, over 0 and at most 1.
        at_least: f64,
    },
    /// Letters added, lost or changed.
    Levenshtein {
        /// The column.
        column: String,
        /// The most changes.
        at_most: u32,
    },
    /// Letters added, lost, changed, or exchanged with their neighbour.
    DamerauLevenshtein {
        /// The column.
        column: String,
        /// The most changes.
        at_most: u32,
    },
    /// Two dates no further apart than this.
    DateWithin {
        /// The column, one of [`Plan::dates`].
        column: String,
        /// How many.
        amount: u32,
        /// Of what.
        unit: DateUnit,
    },
}

/// A column, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The column.
    pub column: String,
    /// How much of it.
    pub part: Part,
}

/// Two columns whose values may have changed places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// One column.
    pub one: String,
    /// The other.
    pub other: String,
}

/// How much of a value counts. A part that is empty is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The first characters: the year of `2014-02-11` is the first 4.
    First(u32),
    /// What stands before the first blank: the district of `ZZ1 4AB`.
    FirstWord,
    /// All but the last characters: the sector of `ZZ1 4AB` is without the last 2.
    WithoutLast(u32),
    /// One or two letters at the beginning: the area of a postcode.
    LeadingLetters,
}

/// A length of time as Splink has it: a month is 30.4375 days, a year 365.25.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateUnit {
    /// Days.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// A rule reaches a pair when all its terms agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What must agree.
    pub terms: Vec<RuleTerm>,
}

/// What must agree for a rule to reach a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleTerm {
    /// A column or a part of it.
    Same(Term),
    /// Two columns that changed places.
    Swapped(Exchange),
}

/// How the weights are learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// Rules that reach hardly any pair of different people; they give the prior.
    pub certain: Vec<Rule>,
    /// The share of all true pairs that those rules reach.
    pub recall: f64,
    /// Rules among whose pairs m is learnt, for the comparisons that share no column with them.
    pub rules: Vec<Rule>,
    /// The most pairs of records taken at random for u.
    pub random_pairs: u64,
    /// The most pairs looked at for each rule.
    pub pairs_per_rule: u64,
    /// The same seed takes the same pairs.
    pub seed: u32,
}

impl Default for Training {
    fn default() -> Self {
        Self {
            certain: Vec::new(),
            recall: 0.7,
            rules: Vec::new(),
            random_pairs: 10_000_000,
            pairs_per_rule: 1_000_000,
            seed: 1,
        }
    }
}

impl DateUnit {
    /// The most whole days in so many of this unit.
    #[must_use]
    pub fn days(self, amount: u32) -> u32 {
        let sixteenths = match self {
            Self::Days => 16 * u64::from(amount),
            Self::Months => 487 * u64::from(amount),
            Self::Years => 5_844 * u64::from(amount),
        };
        u32::try_from(sixteenths / 16).unwrap_or(u32::MAX)
    }
}

impl Condition {
    /// The columns it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Same(term) => vec![&term.column],
            Self::Swapped(exchange) => vec![&exchange.one, &exchange.other],
            Self::JaroWinkler { column, .. }
            | Self::Levenshtein { column, .. }
            | Self::DamerauLevenshtein { column, .. }
            | Self::DateWithin { column, .. } => vec![column],
        }
    }
}

impl Rule {
    /// The columns it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let columns = self.terms.iter().flat_map(|term| match term {
            RuleTerm::Same(term) => vec![term.column.as_str()],
            RuleTerm::Swapped(exchange) => vec![exchange.one.as_str(), exchange.other.as_str()],
        });
        columns.collect()
    }
}

impl Comparison {
    /// The columns it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let missing = self.missing.iter().map(String::as_str);
        let conditions = self.levels.iter().flat_map(|level| &level.when);
        missing
            .chain(conditions.flat_map(Condition::columns))
            .collect()
    }
}

impl Level {
    /// The columns that it asks to be the same, whole, when it asks for nothing else.
    #[must_use]
    pub fn exact_columns(&self) -> Option<Vec<&str>> {
        let columns = self.when.iter().map(|condition| match condition {
            Condition::Same(term) if term.part == Part::Whole => Some(term.column.as_str()),
            _ => None,
        });
        columns
            .collect::<Option<Vec<_>>>()
            .filter(|columns| !columns.is_empty())
    }
}

impl Plan {
    /// Every column that the plan reads, apart from the record id, in the order of first use.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = Vec::new();
        let used = self.comparisons.iter().flat_map(Comparison::columns);
        let rules = [&self.blocking, &self.training.certain, &self.training.rules];
        let blocked = rules.into_iter().flatten().flat_map(Rule::columns);
        for column in used.chain(blocked) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    /// How the date in this column is written, when it is one.
    #[must_use]
    pub fn date_format(&self, column: &str) -> Option<DateFormat> {
        let found = self.dates.iter().find(|date| date.column == column);
        found.map(|date| date.format)
    }

    /// True when nothing is left to learn.
    #[must_use]
    pub fn is_trained(&self) -> bool {
        let mut levels = self.comparisons.iter().flat_map(|of| &of.levels);
        self.prior.is_some() && levels.all(|level| level.m.is_some() && level.u.is_some())
    }

    /// Finds the first thing that this engine cannot run.
    ///
    /// # Errors
    /// The problem, in words that name the comparison or rule.
    pub fn check(&self) -> Result<(), PlanProblem> {
        super::checks::check(self)
    }
}
