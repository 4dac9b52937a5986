//! The report of a run of a plan: counts, weights and seconds, nothing about anybody.

use crate::clock;
use linkage::portable::{Level, Plan};
use operations::At;
use person_files::splink::{PlanRun, RunStep};
use serde_json::{Map, Value, json};
use std::cell::RefCell;

/// When each phase began.
#[derive(Default)]
pub(super) struct Phases {
    begun: RefCell<Vec<(&'static str, At)>>,
}

impl Phases {
    /// Notes the beginning of a phase, once.
    pub(super) fn enter(&self, step: RunStep) {
        let name = match step {
            RunStep::Reading => "read",
            RunStep::Training(_) => "train",
            RunStep::Scoring(_) => "block_and_score",
            RunStep::Joining => "join",
            RunStep::Done => "end",
        };
        let mut begun = self.begun.borrow_mut();
        if begun.last().is_none_or(|(last, _)| *last != name) {
            begun.push((name, clock::now()));
        }
    }

    fn seconds(&self) -> Value {
        let begun = self.begun.borrow();
        let seconds = begun.windows(2).map(|pair| {
            let (name, from) = pair[0];
            let until = pair[1].1.timestamp();
            let seconds = until.duration_since(from.timestamp()).as_secs_f64();
            (name.to_owned(), json!(seconds))
        });
        Value::Object(seconds.collect())
    }
}

/// The report.
pub(super) fn document(run: &PlanRun, phases: &Phases, join: f64) -> Value {
    let sizes = run.sizes();
    let people = sizes.iter().filter(|size| **size > 0).count();
    let joined = run.scores.pairs.iter().filter(|pair| pair.weight >= join);
    json!({
        "records": run.table.len(),
        "compared_pairs": run.scores.compared.iter().sum::<u64>(),
        "compared_pairs_by_rule": run.scores.compared,
        "kept_pairs": run.scores.pairs.len(),
        "joined_pairs": joined.count(),
        "join_at": join,
        "people": people,
        "largest_person": sizes.iter().max(),
        "prior": run.trained.prior,
        "comparisons": comparisons(&run.trained),
        "seconds": phases.seconds(),
    })
}

fn comparisons(plan: &Plan) -> Value {
    let level = |level: &Level| {
        let when: Vec<String> = level.when.iter().map(ToString::to_string).collect();
        let weight = level.m.zip(level.u).map(|(m, u)| (m / u).log2());
        json!({ "when": when, "m": level.m, "u": level.u, "match_weight": weight })
    };
    let comparisons = plan.comparisons.iter().map(|of| {
        let levels = of.levels.iter().map(level).collect();
        (of.name.clone(), Value::Array(levels))
    });
    Value::Object(comparisons.collect::<Map<String, Value>>())
}

/// The report in one line.
pub(super) fn in_words(report: &Value) -> String {
    format!(
        "{} records, {} pairs compared, {} people",
        report["records"], report["compared_pairs"], report["people"]
    )
}
