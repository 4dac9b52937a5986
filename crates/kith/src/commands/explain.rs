//! `kith explain`: why any two records are or are not one person. Places, weights and reasons
//! only; nobody's name.

use crate::arguments::ExplainArguments;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use anyhow::{Context, bail};
use operations::RecordName;
use operations::linkage::{Band, Explanation};
use serde_json::{Value, json};
use vocabulary::SourceId;

pub(crate) async fn run(
    folder: &CouncilFolder,
    pair: &ExplainArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let (a, b) = (record(&pair.a)?, record(&pair.b)?);
    let Some(explained) = kith.explain_match(&a, &b).await? else {
        output.say("One of the two records is not among what is loaded.");
        output.document(&json!({ "found": false }))?;
        return Ok(Finished::AnswerIsNo);
    };
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
        "  {:>7.2}  in all: {}; published as {}",
        explanation.total,
        band(explanation.band),
        if explained.is_one_person {
            "one person"
        } else {
            "two people"
        }
    ));
    output.document(&document(explanation, explained.is_one_person))?;
    Ok(Finished::Done)
}

fn record(text: &str) -> anyhow::Result<RecordName> {
    let Some((source, key)) = text.split_once(':') else {
        bail!("a record is named as SOURCE:KEY, for example housing:T1001");
    };
    Ok(RecordName {
        source: SourceId::parse(source).context("the source")?,
        key: key.to_owned(),
    })
}

pub(crate) fn band(band: Band) -> &'static str {
    match band {
        Band::Automatic => "automatic",
        Band::Possible => "possible",
        Band::Apart => "apart",
    }
}

fn document(explanation: &Explanation, is_one_person: bool) -> Value {
    let steps: Vec<Value> = explanation
        .steps
        .iter()
        .map(|step| json!({ "words": step.words, "weight": step.weight }))
        .collect();
    json!({
        "found": true,
        "prior": explanation.prior,
        "steps": steps,
        "total": explanation.total,
        "probability": explanation.probability,
        "band": band(explanation.band),
        "sentence": explanation.sentence,
        "published_as_one_person": is_one_person,
    })
}
