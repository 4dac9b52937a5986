//! `kith explain`: why any two records are or are not one person. Places, weights and reasons
//! only; nobody's name.

use crate::arguments::ExplainArguments;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use anyhow::{Context, bail};
use operations::RecordName;
use operations::linkage::Explanation;
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
    let is_one = explained.is_one_person;
    say(&explained.explanation, "published as", is_one, output);
    let mut document = document(&explained.explanation);
    document["published_as_one_person"] = is_one.into();
    if let Some(bridge) = explained.bridge {
        let [one, other] = bridge
            .pair
            .map(|end| format!("{}:{}", end.source, end.key.reveal()));
        say_bridge(&bridge.words, [&one, &other], output);
        document["weakest_bridge"] = bridge_document(&bridge.words, [&one, &other]);
    }
    output.document(&document)?;
    Ok(Finished::Done)
}

/// The sentence, then every weight; `held` says by whom the two are held to be one person or two.
pub(crate) fn say(explanation: &Explanation, held: &str, is_one_person: bool, output: &Output) {
    output.say(&explanation.sentence);
    output.say(&format!(
        "  {:>7.2}  before anything is compared",
        explanation.prior
    ));
    for step in &explanation.steps {
        output.say(&format!("  {:>+7.2}  {}", step.weight, step.words));
    }
    let people = if is_one_person {
        "one person"
    } else {
        "two people"
    };
    output.say(&format!(
        "  {:>7.2}  in all: {}; {held} {people}",
        explanation.total,
        explanation.band.code(),
    ));
}

/// Where the person of the first record hangs together by least, and the pair that does it.
pub(crate) fn say_bridge(words: &str, pair: [&str; 2], output: &Output) {
    output.say(&format!("What holds the person together: {words}"));
    output.say(&format!("  The pair: {} and {}", pair[0], pair[1]));
}

/// The same as a document.
pub(crate) fn bridge_document(words: &str, pair: [&str; 2]) -> Value {
    json!({ "words": words, "pair": pair })
}

/// The explanation as a document, to which a command adds what became of the pair.
pub(crate) fn document(explanation: &Explanation) -> Value {
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
        "band": explanation.band.code(),
        "guard": explanation.guard.map(|guard| guard.code()),
        "sentence": explanation.sentence,
    })
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
