//! What a model holds, level by level, for tables and charts; and what records weigh by
//! themselves.
//!
//! Invariant: reading a model changes nothing of it, and no value of a record comes out.

use crate::compare::{AgeBand, Comparison, age_band, compare};
use crate::model::Model;
use crate::record::LinkageRecord;
use crate::records::{Records, place_of};
use rayon::prelude::*;

/// One level of one comparison within one age band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelWeight {
    /// What is compared.
    pub comparison: Comparison,
    /// What was seen.
    pub words: &'static str,
    /// Of whom.
    pub age_band: AgeBand,
    /// How often it is seen of one person.
    pub m: f64,
    /// How often of strangers.
    pub u: f64,
    /// How often of different people of one home.
    pub u_at_home: f64,
    /// What it counts for among strangers, in log2 odds, before rare and common values.
    pub weight: f64,
    /// What it counts for between people of one home.
    pub weight_at_home: f64,
}

impl Model {
    /// Every level that is weighed: by age band, comparison and level, the weakest first.
    #[must_use]
    pub fn levels(&self) -> Vec<LevelWeight> {
        let mut levels = Vec::new();
        for age_band in [AgeBand::Child, AgeBand::Adult] {
            for comparison in self.comparisons() {
                for (level, about) in (0u8..).zip(comparison.levels()) {
                    if !comparison.is_weighed(level) {
                        continue;
                    }
                    let (age, row) = (age_band as usize, comparison.index());
                    let level = usize::from(level);
                    levels.push(LevelWeight {
                        comparison,
                        words: about.words,
                        age_band,
                        m: self.m[age][row][level],
                        u: self.u[age][row][level],
                        u_at_home: self.at_home[age][row][level],
                        weight: self.weights[age][0][row][level],
                        weight_at_home: self.weights[age][1][row][level],
                    });
                }
            }
        }
        levels
    }

    /// What a record weighs against a copy of itself: less than the threshold, and it can be
    /// joined with nothing.
    #[must_use]
    pub fn weight_against_itself(&self, record: &LinkageRecord) -> f64 {
        let age = age_band(self.newest_birth, record, record);
        self.total(compare(record, record).of_age(age), record, record)
    }
}

impl Records {
    /// What records weigh against themselves, by their places; of more than `most` every so
    /// manieth is taken.
    #[must_use]
    pub fn weights_against_themselves(&self, model: &Model, most: usize) -> Vec<(u32, f32)> {
        let step = self.len().div_ceil(most.max(1)).max(1);
        let mut weights: Vec<(u32, f32)> = self
            .rows
            .par_iter()
            .step_by(step)
            .map(|row| (place_of(row.id), model.weight_against_itself(row) as f32))
            .collect();
        weights.sort_unstable_by_key(|pair| pair.0);
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::person;
    use crate::model::Thresholds;

    #[test]
    fn a_record_that_says_more_weighs_more_against_itself() {
        let model = Model::untrained(Thresholds::default());
        let full = person("Rosa", "Lomax", "2014-02-11").at("4 Mill Lane", "QX1 4AB");
        let bare = person("Rosa", "", "");
        let weight = |record| model.weight_against_itself(&record);
        assert!(weight(full.record(1)) > model.thresholds.automatic);
        assert!(weight(bare.record(2)) < model.thresholds.possible);
    }

    #[test]
    fn every_level_that_is_weighed_is_told_for_each_age_band() {
        let model = Model::untrained(Thresholds::default());
        let levels = model.levels();
        let of = |band| {
            levels
                .iter()
                .filter(move |level| level.age_band == band)
                .count()
        };
        assert_eq!(of(AgeBand::Child), of(AgeBand::Adult));
        assert!(levels.iter().all(|level| level.m > 0.0 && level.u > 0.0));
    }
}
