//! `kith link`: which records of which sources are about one person.

use crate::clock;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output, Step};
use operations::linkage::Progress;
use operations::{Kith, LinkedPeople};
use serde_json::{Value, json};

pub(crate) async fn run(folder: &CouncilFolder, output: &Output) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let linked = link(&kith, output).await?;
    output.say("What is linked is not visible yet: kith publish.");
    output.document(&document(&linked))?;
    kith.store().clone().close().await;
    Ok(Finished::Done)
}

/// Links with progress.
pub(crate) async fn link(kith: &Kith, output: &Output) -> anyhow::Result<LinkedPeople> {
    let step = output.step("Linking records into people");
    let progress = shown_progress(&step);
    let linked = kith
        .link_people(&mut clock::mint()?, clock::now(), progress)
        .await?;
    step.done(
        output,
        &format!(
            "{} records are {} people. Waiting for review: pairs that may be one person {}, \
             people who may be two {}. Decisions of the records desk that stood: {}",
            linked.records, linked.people, linked.possible, linked.clashes, linked.decided
        ),
    );
    Ok(linked)
}

fn shown_progress(step: &Step) -> impl FnMut(Progress) + Send + use<> {
    let (bar, name) = step.bar();
    move |progress| {
        bar.set_message(format!("{name}: {}", progress_words(progress)));
    }
}

/// How far the engine has come, in words.
pub(crate) fn progress_words(progress: Progress) -> String {
    match progress {
        Progress::MakingKeys(records) => format!("keys for {records} records"),
        Progress::Comparing(pairs) => format!("{pairs} pairs to compare"),
        Progress::Learning(pairs) => format!("learning from {pairs} pairs"),
        Progress::Joining(pairs) => format!("joining {pairs} pairs"),
    }
}

pub(crate) fn document(linked: &LinkedPeople) -> Value {
    let rules: Vec<Value> = linked
        .rules
        .iter()
        .map(|(rule, pairs, skipped)| json!({ "rule": rule, "pairs": pairs, "pairs_skipped": skipped }))
        .collect();
    json!({
        "generation": linked.generation,
        "records": linked.records,
        "people": linked.people,
        "people_founded": linked.founded,
        "people_merged": linked.merged,
        "people_split": linked.split,
        "possible_matches": linked.possible,
        "clashes": linked.clashes,
        "decisions_that_stood": linked.decided,
        "pairs_compared": linked.compared,
        "blocking_rules": rules,
    })
}
