//! A plan made ready for one table: columns by place, values by number, weights looked up.
//!
//! This is where a run spends its time, so nothing here allocates for plain text. Invariant:
//! comparing is symmetric, and the answer is the first level whose conditions all hold.

use super::dates::{NO_DATE, days_of_all};
use super::dictionary::{Dictionary, MISSING};
use super::likeness::{
    LikenessOf, damerau_levenshtein_is_within, jaro_winkler, levenshtein_is_within,
};
use super::parts::{Crossing, Parts};
use super::plan::{Comparison, Condition, Plan};
use super::problem::RunProblem;
use super::shapes::Shape;
use super::table::Table;
use std::collections::BTreeMap;

/// The level of a comparison that says nothing.
pub(crate) const SILENT: u8 = 15;

/// The comparisons of a plan, ready for a table.
pub(crate) struct Comparator<'t> {
    comparisons: Vec<Ready<'t>>,
    rows: Vec<u32>,
    width: usize,
}

/// One comparison, ready.
struct Ready<'t> {
    missing: Vec<Missing>,
    levels: Vec<Vec<Test<'t>>>,
}

/// A column that may be missing, or be no date.
struct Missing {
    at: usize,
    days: Option<Vec<i32>>,
}

/// One condition, ready. `at` is a place in a row.
enum Test<'t> {
    Same {
        at: usize,
        parts: Parts,
    },
    Swapped {
        one: usize,
        other: usize,
        into_one: Crossing,
    },
    JaroWinkler {
        at: usize,
        values: &'t Dictionary,
        shapes: Vec<Shape>,
        at_least: f64,
        of: LikenessOf,
    },
    Changed {
        at: usize,
        values: &'t Dictionary,
        shapes: Vec<Shape>,
        at_most: u32,
        may_exchange: bool,
    },
    DateWithin {
        at: usize,
        days: Vec<i32>,
        at_most: u32,
    },
}

impl<'t> Comparator<'t> {
    pub(crate) fn new(plan: &Plan, table: &'t Table, of: LikenessOf) -> Result<Self, RunProblem> {
        let mut places = Places::new(table);
        let ready = |comparison| ready(comparison, plan, &mut places, of);
        let comparisons = plan.comparisons.iter().map(ready);
        let comparisons = comparisons.collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            comparisons,
            width: places.columns.len(),
            rows: places.rows(),
        })
    }

    /// The values of one record that the comparisons look at.
    fn row(&self, record: u32) -> &[u32] {
        let start = record as usize * self.width;
        &self.rows[start..start + self.width]
    }

    /// The level that two records reach in one comparison.
    pub(crate) fn level(&self, comparison: usize, one: u32, other: u32) -> u8 {
        self.comparisons[comparison].level(self.row(one), self.row(other))
    }

    /// The levels of all comparisons, in the order of the plan.
    pub(crate) fn for_each_level(&self, one: u32, other: u32, mut take: impl FnMut(usize, u8)) {
        let (one, other) = (self.row(one), self.row(other));
        for (place, comparison) in self.comparisons.iter().enumerate() {
            take(place, comparison.level(one, other));
        }
    }
}

/// Which columns are in a row, and where.
struct Places<'t> {
    table: &'t Table,
    columns: Vec<usize>,
    by_name: BTreeMap<String, usize>,
}

impl<'t> Places<'t> {
    fn new(table: &'t Table) -> Self {
        Self {
            table,
            columns: Vec::new(),
            by_name: BTreeMap::new(),
        }
    }

    fn at(&mut self, column: &str) -> Result<usize, RunProblem> {
        if let Some(at) = self.by_name.get(column) {
            return Ok(*at);
        }
        let place = place(self.table, column)?;
        let at = self.columns.len();
        self.columns.push(place);
        self.by_name.insert(column.to_owned(), at);
        Ok(at)
    }

    fn values(&self, at: usize) -> &'t Dictionary {
        &self.table.column(self.columns[at]).dictionary
    }

    fn rows(&self) -> Vec<u32> {
        let width = self.columns.len();
        let mut rows = vec![MISSING; self.table.len() * width];
        for (at, &column) in self.columns.iter().enumerate() {
            let numbers = &self.table.column(column).numbers;
            for (row, &number) in rows.chunks_exact_mut(width).zip(numbers) {
                row[at] = number;
            }
        }
        rows
    }
}

/// The place of a column in a table.
pub(crate) fn place(table: &Table, column: &str) -> Result<usize, RunProblem> {
    table.place_of(column).ok_or_else(|| RunProblem::NoColumn {
        column: column.to_owned(),
    })
}

fn ready<'t>(
    comparison: &Comparison,
    plan: &Plan,
    places: &mut Places<'t>,
    of: LikenessOf,
) -> Result<Ready<'t>, RunProblem> {
    let missing = comparison.missing.iter().map(|column| {
        let at = places.at(column)?;
        let format = plan.date_format(column);
        let days = format.map(|format| days_of_all(places.values(at), format));
        Ok(Missing { at, days })
    });
    let missing = missing.collect::<Result<Vec<_>, RunProblem>>()?;
    let mut levels = Vec::new();
    for level in &comparison.levels {
        let tests = level.when.iter().map(|when| test(when, plan, places, of));
        levels.push(tests.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(Ready { missing, levels })
}

fn test<'t>(
    condition: &Condition,
    plan: &Plan,
    places: &mut Places<'t>,
    of: LikenessOf,
) -> Result<Test<'t>, RunProblem> {
    let mut changed = |column: &str, at_most: u32, may_exchange: bool| {
        let at = places.at(column)?;
        let values = places.values(at);
        Ok(Test::Changed {
            at,
            values,
            shapes: Shape::of_all(values, LikenessOf::DuckDb),
            at_most,
            may_exchange,
        })
    };
    match condition {
        Condition::Same(term) => {
            let at = places.at(&term.column)?;
            let parts = Parts::of(places.values(at), term.part)?;
            Ok(Test::Same { at, parts })
        }
        Condition::Swapped(exchange) => {
            let (one, other) = (places.at(&exchange.one)?, places.at(&exchange.other)?);
            let into_one = Crossing::new(places.values(other), places.values(one));
            Ok(Test::Swapped {
                one,
                other,
                into_one,
            })
        }
        Condition::JaroWinkler { column, at_least } => {
            let at = places.at(column)?;
            let values = places.values(at);
            Ok(Test::JaroWinkler {
                at,
                values,
                shapes: Shape::of_all(values, of),
                at_least: *at_least,
                of,
            })
        }
        Condition::Levenshtein { column, at_most } => changed(column, *at_most, false),
        Condition::DamerauLevenshtein { column, at_most } => changed(column, *at_most, true),
        Condition::DateWithin {
            column,
            amount,
            unit,
        } => {
            let at = places.at(column)?;
            let format = plan.date_format(column);
            let no_days = || vec![NO_DATE; places.values(at).len()];
            let days = format.map_or_else(no_days, |format| days_of_all(places.values(at), format));
            Ok(Test::DateWithin {
                at,
                days,
                at_most: unit.days(*amount),
            })
        }
    }
}

impl Ready<'_> {
    fn level(&self, one: &[u32], other: &[u32]) -> u8 {
        if self.missing.iter().all(|missing| missing.is_so(one, other)) {
            return SILENT;
        }
        let holds = |level: &Vec<Test>| level.iter().all(|test| test.holds(one, other));
        let found = self.levels.iter().position(holds);
        found.unwrap_or(self.levels.len() - 1) as u8
    }
}

impl Missing {
    fn is_so(&self, one: &[u32], other: &[u32]) -> bool {
        let is_missing = |value: u32| {
            value == MISSING
                || self
                    .days
                    .as_ref()
                    .is_some_and(|days| days[value as usize] == NO_DATE)
        };
        is_missing(one[self.at]) || is_missing(other[self.at])
    }
}

impl Test<'_> {
    fn holds(&self, one: &[u32], other: &[u32]) -> bool {
        match self {
            Self::Same { at, parts } => {
                let (a, b) = (parts.number(one[*at]), parts.number(other[*at]));
                a == b && a != MISSING
            }
            Self::Swapped {
                one: first,
                other: second,
                into_one,
            } => {
                let crosses = |here: &[u32], there: &[u32]| {
                    here[*first] != MISSING && here[*first] == into_one.number(there[*second])
                };
                crosses(one, other) && crosses(other, one)
            }
            Self::JaroWinkler {
                at,
                values,
                shapes,
                at_least,
                of,
            } => fuzzy(one[*at], other[*at], |a, b| {
                shapes[a as usize].may_be_like(shapes[b as usize], *at_least)
                    && jaro_winkler(values.text(a), values.text(b), *of) >= *at_least
            }),
            Self::Changed {
                at,
                values,
                shapes,
                at_most,
                may_exchange,
            } => fuzzy(one[*at], other[*at], |a, b| {
                let (x, y) = (values.text(a), values.text(b));
                shapes[a as usize].may_be_within(shapes[b as usize], *at_most)
                    && match may_exchange {
                        true => damerau_levenshtein_is_within(x, y, *at_most),
                        false => levenshtein_is_within(x, y, *at_most),
                    }
            }),
            Self::DateWithin { at, days, at_most } => {
                let (a, b) = (days[one[*at] as usize], days[other[*at] as usize]);
                a != NO_DATE && b != NO_DATE && a.abs_diff(b) <= *at_most
            }
        }
    }
}

/// Equal values are alike without being read; a missing one is like nothing.
fn fuzzy(one: u32, other: u32, read: impl FnOnce(u32, u32) -> bool) -> bool {
    if one == MISSING || other == MISSING {
        return false;
    }
    one == other || read(one, other)
}
