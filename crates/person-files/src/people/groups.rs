//! Groups of people for whom recall is told apart: sex, age, and columns named in the truth.
//!
//! Kept only where the file says who is who. Invariant: a group's words are told only where enough
//! pairs stand behind them, and none of it is given to the engine.

use linkage::evaluate::NO_GROUP;
use std::collections::HashMap;
use vocabulary::{Date, PartialDate, Sex};

/// Values of one column that are told apart; records with later ones are in no group.
const MOST_VALUES: u16 = 500;

const SEXES: [&str; 2] = ["female", "male"];
const AGES: [&str; 5] = ["under 5", "5 to 10", "11 to 17", "18 to 64", "65 and over"];

/// All ways in which people are told apart.
#[derive(Default)]
pub(crate) struct Groups {
    ways: Vec<Way>,
}

/// One way to tell people apart, and what each record says.
#[derive(Default)]
pub(crate) struct Way {
    pub(crate) name: String,
    /// What each number stands for.
    pub(crate) words: Vec<String>,
    /// The group of each record, or [`NO_GROUP`].
    pub(crate) of: Vec<u16>,
    numbers: HashMap<String, u16>,
}

impl Groups {
    /// Sex, age, and columns of these names.
    pub(crate) fn new(columns: &[String]) -> Self {
        let fixed = |name: &str, words: &[&str]| Way {
            name: name.to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            ..Way::default()
        };
        let mut ways = vec![fixed("sex", &SEXES), fixed("age", &AGES)];
        ways.extend(columns.iter().map(|name| fixed(name, &[])));
        Self { ways }
    }

    /// Notes what the next record says; `values` are of the columns, in their order.
    pub(crate) fn push<'a>(
        &mut self,
        sex: &str,
        birth: Option<PartialDate>,
        today: Date,
        values: impl Iterator<Item = &'a str>,
    ) {
        let [of_sex, of_age, columns @ ..] = &mut self.ways[..] else {
            return;
        };
        of_sex.of.push(match Sex::parse(sex) {
            Some(Sex::Female) => 0,
            Some(Sex::Male) => 1,
            Some(Sex::Unknown) | None => NO_GROUP,
        });
        of_age
            .of
            .push(birth.map_or(NO_GROUP, |birth| age(birth, today)));
        for (way, value) in columns.iter_mut().zip(values) {
            let number = way.number(value);
            way.of.push(number);
        }
    }

    /// The ways, in their order.
    pub(crate) fn ways(&self) -> &[Way] {
        &self.ways
    }
}

impl Way {
    fn number(&mut self, value: &str) -> u16 {
        if value.is_empty() {
            return NO_GROUP;
        }
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let next = u16::try_from(self.words.len()).unwrap_or(NO_GROUP);
        if next >= MOST_VALUES {
            return NO_GROUP;
        }
        self.words.push(value.to_owned());
        self.numbers.insert(value.to_owned(), next);
        next
    }
}

/// The age that somebody reaches in the year of the run, as a band.
fn age(birth: PartialDate, today: Date) -> u16 {
    match today.year() - birth.year() {
        ..5 => 0,
        5..11 => 1,
        11..18 => 2,
        18..65 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sex_age_and_columns_become_numbers_and_blanks_do_not() {
        let mut groups = Groups::new(&["tradition".to_owned()]);
        let today = Date::constant(2026, 11, 23);
        let born = |text: &str| PartialDate::parse(text).ok();
        groups.push("F", born("2024-02-01"), today, ["Welsh"].into_iter());
        groups.push("2", born("1950"), today, ["Sikh"].into_iter());
        groups.push("", None, today, [""].into_iter());
        groups.push("m", born("2010-05"), today, ["Welsh"].into_iter());
        let of = |at: usize| groups.ways()[at].of.clone();
        assert_eq!(of(0), [0, 0, NO_GROUP, 1]);
        assert_eq!(of(1), [0, 4, NO_GROUP, 2]);
        assert_eq!(of(2), [0, 1, NO_GROUP, 0]);
        assert_eq!(groups.ways()[2].words, ["Welsh", "Sikh"]);
    }
}
