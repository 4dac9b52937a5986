//! A model as plain text and back, so that the store can keep what a run has learnt.
//!
//! One fact per line; names are keys, never text. Invariant: reading what was written gives the
//! same model, bit for bit.

use crate::frequency::Frequencies;
use crate::model::{ByAge, Households, Model, OtherModel, Thresholds};
use crate::records::{OtherKind, Records};
use std::fmt::Write as _;

/// The first line; the number rises when keys or levels change their meaning.
const HEADING: &str = "linkage model 2";

/// Why a text is not a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAModel {
    /// The first line is not that of a model of this version.
    #[error("does not begin as a model of this version; link again to make one")]
    OtherVersion,
    /// A line has a form that no model has.
    #[error("line {0} of the model cannot be read")]
    Line(usize),
}

impl Model {
    /// The model as text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Thresholds {
            automatic,
            possible,
        } = self.thresholds;
        let mut text = format!(
            "{HEADING}\nrecords {}\nprior {}\nthresholds {automatic} {possible}\nnewest {}\nhouseholds {}\nlink_only {}\n",
            self.records,
            self.prior,
            self.newest_birth,
            households_code(self.households),
            self.is_link_only
        );
        for other in &self.others {
            let kind = kind_code(other.kind);
            line(&mut text, format_args!("other {kind} {}", other.name));
        }
        self.tables_to_text(&mut text);
        line(&mut text, format_args!("own {}", self.given.own));
        frequencies_to_text(&mut text, "given", &self.given);
        frequencies_to_text(&mut text, "family", &self.family);
        for (at, other) in self.others.iter().enumerate() {
            frequencies_to_text(&mut text, &at.to_string(), &other.values);
        }
        text
    }

    fn tables_to_text(&self, text: &mut String) {
        for (name, tables) in [("m", &self.m), ("u", &self.u), ("home", &self.at_home)] {
            for (age, table) in AGES.iter().zip(tables) {
                for of in self.comparisons() {
                    let levels = table[of.index()].iter().enumerate();
                    for (level, value) in levels.take(of.levels().len()) {
                        let code = of.code();
                        line(text, format_args!("{name} {age} {code} {level} {value}"));
                    }
                }
            }
        }
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// See [`NotAModel`].
    pub fn parse(text: &str) -> Result<Self, NotAModel> {
        let mut lines = text.lines().enumerate();
        if lines.next().map(|(_, first)| first) != Some(HEADING) {
            return Err(NotAModel::OtherVersion);
        }
        let mut model = Self::untrained(Thresholds::default());
        for (at, text) in lines {
            read_line(&mut model, text).ok_or(NotAModel::Line(at + 1))?;
        }
        model.given.counts.sort_unstable();
        model.family.counts.sort_unstable();
        for other in &mut model.others {
            other.values.counts.sort_unstable();
        }
        model.derive_weights();
        Ok(model)
    }
}

/// The age bands in the order of their tables.
const AGES: [&str; 2] = ["adult", "child"];

const HOUSEHOLDS: [Households; 4] = [
    Households::Seen,
    Households::NotSeen,
    Households::NoAddresses,
    Households::Unknown,
];

const fn households_code(households: Households) -> &'static str {
    match households {
        Households::Seen => "seen",
        Households::NotSeen => "not_seen",
        Households::NoAddresses => "no_addresses",
        Households::Unknown => "unknown",
    }
}

const fn kind_code(kind: OtherKind) -> &'static str {
    match kind {
        OtherKind::Exact => "exact",
        OtherKind::Text => "text",
    }
}

fn frequencies_to_text(text: &mut String, name: &str, names: &Frequencies) {
    line(text, format_args!("total {name} {}", names.total));
    for (key, count) in &names.counts {
        line(text, format_args!("name {name} {key:016x} {count}"));
    }
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    writeln!(text, "{arguments}").expect("writing to a string cannot fail");
}

fn read_line(model: &mut Model, text: &str) -> Option<()> {
    if let Some(column) = text.strip_prefix("other ") {
        return read_other(model, column);
    }
    let words: Vec<&str> = text.split(' ').collect();
    match words[..] {
        ["link_only", answer] => model.is_link_only = answer.parse().ok()?,
        ["households", code] => {
            model.households = HOUSEHOLDS
                .into_iter()
                .find(|known| households_code(*known) == code)?;
        }
        ["own", records] => {
            let own = finite(records)?;
            (model.given.own, model.family.own) = (own, own);
        }
        ["newest", year] => model.newest_birth = year.parse().ok()?,
        ["records", count] => model.records = count.parse().ok()?,
        ["prior", weight] => model.prior = finite(weight)?,
        ["thresholds", automatic, possible] => {
            model.thresholds = Thresholds {
                automatic: finite(automatic)?,
                possible: finite(possible)?,
            };
        }
        ["total", which, count] => names(model, which)?.total = count.parse().ok()?,
        ["name", which, key, count] => {
            let entry = (u64::from_str_radix(key, 16).ok()?, count.parse().ok()?);
            names(model, which)?.counts.push(entry);
        }
        [which, age, comparison, level, value] => {
            let of = model.comparisons().find(|of| of.code() == comparison)?;
            let age = AGES.iter().position(|known| *known == age)?;
            let level: usize = level.parse().ok()?;
            let value = finite(value).filter(|value| *value > 0.0 && *value <= 1.0)?;
            *tables(model, which)?[age][of.index()]
                .get_mut(level)
                .filter(|_| level < of.levels().len())? = value;
        }
        _ => return None,
    }
    Some(())
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

fn read_other(model: &mut Model, column: &str) -> Option<()> {
    let (kind, name) = column.split_once(' ')?;
    let kind = [OtherKind::Exact, OtherKind::Text]
        .into_iter()
        .find(|known| kind_code(*known) == kind)?;
    model.others.push(OtherModel {
        name: name.to_owned(),
        kind,
        values: Frequencies::values(),
    });
    (model.others.len() <= Records::MOST_OTHERS).then_some(())
}

fn tables<'a>(model: &'a mut Model, which: &str) -> Option<&'a mut ByAge> {
    match which {
        "m" => Some(&mut model.m),
        "u" => Some(&mut model.u),
        "home" => Some(&mut model.at_home),
        _ => None,
    }
}

fn names<'a>(model: &'a mut Model, which: &str) -> Option<&'a mut Frequencies> {
    match which {
        "given" => Some(&mut model.given),
        "family" => Some(&mut model.family),
        at => {
            let at: usize = at.parse().ok()?;
            model.others.get_mut(at).map(|other| &mut other.values)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::person;
    use crate::{HumanDecisions, Settings, link};

    #[test]
    fn reading_what_was_written_gives_the_same_model() {
        let records: Vec<_> = (0..40u128)
            .map(|i| {
                person(
                    ["Ada", "Ben"][i as usize % 2],
                    "Hart",
                    &format!("20{:02}-01-02", i / 2),
                )
                .record(i)
            })
            .collect();
        let model = link(
            &records,
            &HumanDecisions::default(),
            &Settings::default(),
            &mut |_| {},
        )
        .model;
        assert_eq!(Model::parse(&model.to_text()), Ok(model.clone()));
        assert!(!model.to_text().to_lowercase().contains("hart"));
    }

    #[test]
    fn what_is_no_model_is_refused_by_line() {
        assert_eq!(
            Model::parse("linkage model 1\n"),
            Err(NotAModel::OtherVersion)
        );
        assert_eq!(
            Model::parse(&format!("{HEADING}\nm adult birth 99 0.1\n")),
            Err(NotAModel::Line(2))
        );
        assert_eq!(
            Model::parse(&format!("{HEADING}\nprior NaN\n")),
            Err(NotAModel::Line(2))
        );
    }
}
