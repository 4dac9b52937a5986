//! A model as plain text and back, so that the store can keep what a run has learnt.
//!
//! One fact per line; names are keys, never text. Invariant: reading what was written gives the
//! same model, bit for bit.

use crate::compare::Comparison;
use crate::frequency::Frequencies;
use crate::model::{Model, Table, Thresholds};
use std::fmt::Write as _;

/// The first line; the number rises when keys or levels change their meaning.
const HEADING: &str = "linkage model 1";

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
            "{HEADING}\nrecords {}\nprior {}\nthresholds {automatic} {possible}\n",
            self.records, self.prior
        );
        for (name, table) in [("m", &self.m), ("u", &self.u), ("home", &self.at_home)] {
            for of in Comparison::ALL {
                for (level, value) in table[of as usize]
                    .iter()
                    .enumerate()
                    .take(of.levels().len())
                {
                    line(
                        &mut text,
                        format_args!("{name} {} {level} {value}", of.code()),
                    );
                }
            }
        }
        for (name, names) in [("given", &self.given), ("family", &self.family)] {
            line(&mut text, format_args!("total {name} {}", names.total));
            for (key, count) in &names.counts {
                line(&mut text, format_args!("name {name} {key:016x} {count}"));
            }
        }
        text
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
        model.derive_weights();
        Ok(model)
    }
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    writeln!(text, "{arguments}").expect("writing to a string cannot fail");
}

fn read_line(model: &mut Model, text: &str) -> Option<()> {
    let words: Vec<&str> = text.split(' ').collect();
    match words[..] {
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
        [which, comparison, level, value] => {
            let of = Comparison::ALL
                .into_iter()
                .find(|of| of.code() == comparison)?;
            let level: usize = level.parse().ok()?;
            let value = finite(value).filter(|value| *value > 0.0 && *value <= 1.0)?;
            *table(model, which)?[of as usize]
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

fn table<'a>(model: &'a mut Model, which: &str) -> Option<&'a mut Table> {
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
        _ => None,
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
            Model::parse("linkage model 0\n"),
            Err(NotAModel::OtherVersion)
        );
        assert_eq!(
            Model::parse(&format!("{HEADING}\nm birth 99 0.1\n")),
            Err(NotAModel::Line(2))
        );
        assert_eq!(
            Model::parse(&format!("{HEADING}\nprior NaN\n")),
            Err(NotAModel::Line(2))
        );
    }
}
