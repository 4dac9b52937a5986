//! What is decided of one pair by itself: weight, guard, band.
//!
//! One decision serves linking and explaining, so that they cannot differ.
//! Invariant: the band is never above the highest that the guard allows.

use crate::compare::levels::{Birth, Family, Given, Location};
use crate::compare::{Comparison, Pattern};
use crate::guard::{Guard, guard};
use crate::model::{Band, Model, probability};
use crate::record::LinkageRecord;
use vocabulary::RecordId;

/// What was decided of one pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairDecision {
    /// The record with the smaller id.
    pub a: RecordId,
    /// The record with the larger id.
    pub b: RecordId,
    /// The band.
    pub band: Band,
    /// Log2 odds that the two are one person.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
    /// The level of each comparison.
    pub levels: Pattern,
    /// What held the pair back, if anything did.
    pub guard: Option<Guard>,
}

/// What was decided of one pair of a file, by the places of its records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// The smaller place.
    pub a: u32,
    /// The larger place.
    pub b: u32,
    /// The level of each comparison.
    pub levels: Pattern,
    /// Log2 odds that the two are one person.
    pub weight: f32,
    /// The band.
    pub band: Band,
    /// What held the pair back, if anything did.
    pub guard: Option<Guard>,
}

/// What is made of a pair's levels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Judged {
    pub(crate) weight: f64,
    pub(crate) band: Band,
    pub(crate) guard: Option<Guard>,
}

/// Whether a pair of these levels may weigh so much, or come into a band, whatever its names are:
/// told without its records, so that most pairs of relatives cost next to nothing.
pub(crate) fn may_reach(model: &Model, levels: Pattern, from: f64) -> bool {
    let least = from
        .min(model.thresholds.possible)
        .min(model.thresholds.automatic);
    // A weight is kept in half the digits: what rounding may add is allowed for.
    model.most(levels) >= least - 0.001 || is_worth_asking(levels)
}

/// Weight, guard and band of a pair.
pub(crate) fn judge(
    model: &Model,
    levels: Pattern,
    a: &LinkageRecord,
    b: &LinkageRecord,
) -> Judged {
    let weight = model.total(levels, a, b);
    let guard = guard(model, levels, a, b);
    let mut band = model.thresholds.band(weight);
    if let Some(guard) = guard {
        if guard.highest() == Band::Possible && is_worth_asking(levels) {
            band = band.max(Band::Possible);
        }
        band = band.min(guard.highest());
    }
    Judged {
        weight,
        band,
        guard,
    }
}

/// The decision on one pair by itself.
pub(crate) fn decide(
    model: &Model,
    levels: Pattern,
    a: &LinkageRecord,
    b: &LinkageRecord,
) -> PairDecision {
    let judged = judge(model, levels, a, b);
    PairDecision {
        a: a.id.min(b.id),
        b: a.id.max(b.id),
        band: judged.band,
        weight: judged.weight,
        probability: probability(judged.weight),
        levels,
        guard: judged.guard,
    }
}

/// Everything but the given name agrees: a twin, or one child under two names. Weights cannot
/// tell; a worker can.
fn is_worth_asking(pattern: Pattern) -> bool {
    pattern.is(Comparison::GivenName, Given::Different as u8)
        && pattern.is(Comparison::FamilyName, Family::Exact as u8)
        && pattern.is(Comparison::Birth, Birth::Exact as u8)
        && pattern.is(Comparison::Location, Location::PresentAddress as u8)
}
