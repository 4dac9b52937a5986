//! `kith linkage explain`: why two records of a file are or are not one person.

use super::{Attempt, link, refuse_overwriting};
use crate::arguments::LinkageExplainArguments;
use crate::clock;
use crate::commands::explain;
use crate::output::{Finished, Output};
use anyhow::Context;
use serde_json::json;

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
    let (explanation, is_one) = (&explained.explanation, explained.is_one_person);
    explain::say(explanation, "this run holds them to be", is_one, output);
    if let Some(svg) = &pair.svg {
        std::fs::write(svg, explained.to_svg())
            .with_context(|| format!("{} could not be written", svg.display()))?;
    }
    let mut document = explain::document(explanation);
    document["joined"] = is_one.into();
    if let Some(bridge) = &explained.bridge {
        let pair = [bridge.pair[0].as_str(), &bridge.pair[1]];
        explain::say_bridge(&bridge.words, pair, output);
        document["weakest_bridge"] = explain::bridge_document(&bridge.words, pair);
    }
    output.document(&document)?;
    Ok(Finished::Done)
}
