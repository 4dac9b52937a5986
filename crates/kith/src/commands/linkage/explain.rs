//! `kith linkage explain`: why two records of a file are or are not one person.

use super::{Attempt, link, refuse_overwriting};
use crate::arguments::LinkageExplainArguments;
use crate::clock;
use crate::commands::explain::band;
use crate::output::{Finished, Output};
use anyhow::Context;
use person_files::PairExplained;
use serde_json::{Value, json};

pub(crate) fn run(pair: &LinkageExplainArguments, output: &Output) -> anyhow::Result<Finished> {
    if let Some(svg) = &pair.svg
        && let Err(error) = refuse_overwriting(&pair.files, &[svg])
    {
        output.say(&format!("{error:#}"));
        return Ok(Finished::Usage);
    }
    let began = clock::now();
    let gauge = || (clock::seconds_since(began), clock::peak_memory());
    let linked = match link(&pair.files, pair.threshold, &gauge, output)? {
        Attempt::Linked(linked) => linked,
        Attempt::Ended(finished) => return Ok(finished),
    };
    let explained = match linked.explain(&pair.a, &pair.b) {
        Ok(explained) => explained,
        Err(error) => {
            output.say(&error.to_string());
            output.document(&json!({ "found": false }))?;
            return Ok(Finished::AnswerIsNo);
        }
    };
    say(&explained, output);
    if let Some(svg) = &pair.svg {
        std::fs::write(svg, explained.to_svg())
            .with_context(|| format!("{} could not be written", svg.display()))?;
    }
    output.document(&document(&explained))?;
    Ok(Finished::Done)
}

fn say(explained: &PairExplained, output: &Output) {
    let explanation = &explained.explanation;
    output.say(&explanation.sentence);
    output.say(&format!(
        "  {:>7.2}  before anything is compared",
        explanation.prior
    ));
    for step in &explanation.steps {
        output.say(&format!("  {:>+7.2}  {}", step.weight, step.words));
    }
    output.say(&format!(
        "  {:>7.2}  in all: {}; this run holds them to be {}",
        explanation.total,
        band(explanation.band),
        if explained.is_one_person {
            "one person"
        } else {
            "two people"
        }
    ));
}

fn document(explained: &PairExplained) -> Value {
    let explanation = &explained.explanation;
    let steps: Vec<Value> = explanation
        .steps
        .iter()
        .map(|step| {
            json!({
                "comparison": step.comparison.code(),
                "words": step.words,
                "weight": step.weight,
            })
        })
        .collect();
    json!({
        "found": true,
        "prior": explanation.prior,
        "steps": steps,
        "total": explanation.total,
        "probability": explanation.probability,
        "band": band(explanation.band),
        "guard": explanation.guard.map(|guard| guard.code()),
        "sentence": explanation.sentence,
        "joined": explained.is_one_person,
    })
}
