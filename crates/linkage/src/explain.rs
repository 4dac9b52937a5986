//! Says why two records are or are not one person, in numbers and in a sentence.
//!
//! Invariant: the steps add up to the total, and no word of an explanation comes from a record.

use crate::compare::levels::{Birth, Family, Given};
use crate::compare::{Comparison, Pattern, age_band, compare};
use crate::decision::decide;
use crate::guard::Guard;
use crate::model::{Band, Model, shared_family, shared_given};
use crate::record::LinkageRecord;

/// Why a pair is in its band.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Log2 odds before anything was compared.
    pub prior: f64,
    /// Each comparison in which both sides say something.
    pub steps: Vec<Step>,
    /// Prior and steps together.
    pub total: f64,
    /// The total as a probability.
    pub probability: f64,
    /// The band.
    pub band: Band,
    /// What held the pair back, if anything did.
    pub guard: Option<Guard>,
    /// The whole in one sentence for a practitioner.
    pub sentence: String,
}

/// One comparison of an explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was compared.
    pub comparison: Comparison,
    /// What was seen.
    pub words: String,
    /// What it counts for, in log2 odds.
    pub weight: f64,
}

/// Explains one pair.
#[must_use]
pub fn explain(model: &Model, a: &LinkageRecord, b: &LinkageRecord) -> Explanation {
    let pattern = compare(a, b).of_age(age_band(model.newest_birth, a, b));
    let decision = decide(model, pattern, a, b);
    let steps: Vec<Step> = model
        .comparisons()
        .filter(|of| of.is_weighed(pattern.level(*of)))
        .map(|of| Step {
            comparison: of,
            words: words(model, pattern, of, a, b),
            weight: model.weight_of(pattern, of, a, b),
        })
        .collect();
    Explanation {
        prior: model.prior,
        sentence: sentence(&steps, decision.guard, pattern),
        steps,
        total: decision.weight,
        probability: decision.probability,
        band: decision.band,
        guard: decision.guard,
    }
}

/// What was seen in one comparison; an equal name is said to be common or rare.
pub(crate) fn words(
    model: &Model,
    pattern: Pattern,
    of: Comparison,
    a: &LinkageRecord,
    b: &LinkageRecord,
) -> String {
    let share = match (of, pattern.level(of)) {
        (Comparison::GivenName, level) if level == Given::Exact as u8 => {
            shared_given(a, b).map(|key| model.given.share(key))
        }
        (Comparison::FamilyName, level) if level == Family::Exact as u8 => {
            shared_family(a, b).map(|key| model.family.share(key))
        }
        _ => None,
    };
    if let Comparison::Other(_) = of {
        return format!("{}: {}", model.heading(of), pattern.words(of));
    }
    let words = pattern.words(of);
    match share {
        Some(share) if share >= 0.005 => format!("{words}, a common one"),
        Some(share) if share < 0.001 => format!("{words}, a rare one"),
        _ => words.to_owned(),
    }
}

fn sentence(steps: &[Step], guard: Option<Guard>, pattern: Pattern) -> String {
    let mut parts: Vec<String> = steps
        .iter()
        .filter(|step| is_told(step.comparison, pattern))
        .map(|step| step.words.clone())
        .collect();
    if let Some(guard) = guard {
        parts.push(guard.words().to_owned());
    }
    if parts.is_empty() {
        return "The two records have nothing in common that could be compared.".to_owned();
    }
    let mut text = parts.join("; ");
    if let Some(first) = text.get(..1).map(str::to_ascii_uppercase) {
        text.replace_range(..1, &first);
    }
    let ends = text.ends_with('?');
    text + if ends { "" } else { "." }
}

/// A sentence keeps to what helps: the same sex is no news.
fn is_told(of: Comparison, pattern: Pattern) -> bool {
    match of {
        Comparison::Sex => pattern.level(of) == 1,
        Comparison::Contact => pattern.level(of) == 2,
        Comparison::Birth => pattern.level(of) != Birth::Missing as u8,
        Comparison::GivenName
        | Comparison::FamilyName
        | Comparison::Location
        | Comparison::NhsNumber
        | Comparison::PupilNumber
        | Comparison::MiddleName
        | Comparison::Other(_) => true,
    }
}
