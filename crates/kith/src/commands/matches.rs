//! `kith matches`: what waits for the records desk, in the order of the page; or the answers as
//! labels for calibration. Places, weights and reasons only; nobody's name.

use crate::arguments::{AsWorker, MatchesArguments};
use crate::clock;
use crate::commands::find::{request_id, say_refused, sit_down};
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use operations::{Answer, Kith, QuestionLine, ReviewItem, ReviewQueue, Sitting};
use serde_json::{Value, json};
use vocabulary::Purpose;

pub(crate) async fn run(
    folder: &CouncilFolder,
    matches: &MatchesArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    if matches.labels {
        // Labels name nobody and need no purpose.
        return match sit_down(&kith, folder, &matches.who, output).await? {
            Ok(sitting) => labels(&kith, &sitting, output).await,
            Err(finished) => Ok(finished),
        };
    }
    let sitting = match sit_at_the_desk(&kith, folder, &matches.who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    let queue = kith
        .review_queue(&sitting, clock::now(), &request_id()?)
        .await?;
    match queue {
        Answer::Refused(refused) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
        Answer::Shown(queue) => {
            say(&queue, output);
            output.document(&document(&queue))?;
            Ok(Finished::Done)
        }
    }
}

/// A sitting for the one purpose that these commands have, unless another is stated.
pub(crate) async fn sit_at_the_desk(
    kith: &Kith,
    folder: &CouncilFolder,
    who: &AsWorker,
    output: &Output,
) -> anyhow::Result<Result<Sitting, Finished>> {
    let who = AsWorker {
        worker: who.worker.clone(),
        purpose: who.purpose.or(Some(Purpose::RecordCorrection)),
        case: who.case.clone(),
    };
    sit_down(kith, folder, &who, output).await
}

fn say(queue: &ReviewQueue, output: &Output) {
    if queue.items.is_empty() {
        output.say("Nothing waits for review.");
    }
    for (place, item) in queue.items.iter().enumerate() {
        for (at, line) in item.questions.iter().enumerate() {
            let number = if at == 0 {
                format!("{:>4}.", place + 1)
            } else {
                " and ".to_owned()
            };
            output.say(&format!(
                "{number} {}  {}: {}",
                line.reference,
                line.kind.label(),
                line.words
            ));
            output.say(&format!("      {}", line.why_here.join("; ")));
            output.say(&format!("      {}  |  {}", line.places[0], line.places[1]));
        }
    }
    for (count, words) in [
        (queue.waiting_for_a_colleague, "wait for a different worker"),
        (
            queue.contradicting,
            "were answered differently by two workers",
        ),
        (
            queue.not_shown,
            "are about a record that its service shows to nobody here",
        ),
    ] {
        if count > 0 {
            output.say(&format!("Questions that {words}: {count}"));
        }
    }
}

fn document(queue: &ReviewQueue) -> Value {
    let question = |line: &QuestionLine| {
        json!({
            "reference": line.reference,
            "asks": line.kind.code(),
            "weight": line.weight,
            "words": line.words,
            "why_here": line.why_here,
            "is_second": line.is_second,
            "a": line.places[0],
            "b": line.places[1],
        })
    };
    let item = |item: &ReviewItem| {
        let questions: Vec<Value> = item.questions.iter().map(question).collect();
        json!({ "questions": questions })
    };
    let items: Vec<Value> = queue.items.iter().map(item).collect();
    json!({
        "items": items,
        "waiting_for_a_colleague": queue.waiting_for_a_colleague,
        "contradicting": queue.contradicting,
        "not_shown": queue.not_shown,
    })
}

async fn labels(kith: &Kith, sitting: &Sitting, output: &Output) -> anyhow::Result<Finished> {
    let labels = kith
        .match_labels(sitting, clock::now(), &request_id()?)
        .await?;
    let labels = match labels {
        Answer::Shown(labels) => labels,
        Answer::Refused(refused) => {
            say_refused(&refused, output)?;
            return Ok(Finished::AnswerIsNo);
        }
    };
    let mut documents = Vec::with_capacity(labels.len());
    for label in &labels {
        output.say(&format!(
            "{}  weight {:.1}: {}",
            label.reference,
            label.weight,
            label.answer.code()
        ));
        documents.push(json!({
            "reference": label.reference,
            "asks": label.kind.code(),
            "weight": label.weight,
            "answer": label.answer.code(),
        }));
    }
    output.document(&json!({ "labels": documents }))?;
    Ok(Finished::Done)
}
