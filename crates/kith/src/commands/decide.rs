//! `kith decide` and `kith undo`: the records desk's answers on the command line; same permit,
//! same audit as the pages.

use crate::arguments::{DecideArguments, UndoArguments};
use crate::clock;
use crate::commands::find::{request_id, say_refused};
use crate::commands::matches::sit_at_the_desk;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use operations::{
    Answer, DecideError, Decided, DecidedState, GivenAnswer, Kith, OperationError, Sitting,
};
use serde_json::json;

pub(crate) async fn run(
    folder: &CouncilFolder,
    decide: &DecideArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let sitting = match sit_at_the_desk(&kith, folder, &decide.who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    let given = GivenAnswer {
        answer: Some(decide.answer),
        reason: Some(decide.reason),
        note: decide.note.clone(),
    };
    let request = request_id()?;
    match answer(&kith, &sitting, &decide.reference, &given, &request).await {
        Ok(Answer::Shown(decided)) => {
            let words = match decided {
                Decided::Stands => "The answer stands; the next link run holds to it.",
                Decided::WaitsForSecond => "A different worker has to answer too.",
                Decided::Contradicting => {
                    "Two workers have answered differently: nothing changes until one undoes."
                }
            };
            output.say(words);
            output.document(&json!({ "decided": code(decided) }))?;
            Ok(Finished::Done)
        }
        Ok(Answer::Refused(refused)) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
        Err(DecideError::Operation(OperationError::NotFound)) => not_found(output),
        Err(DecideError::Operation(error)) => Err(error.into()),
        Err(error @ (DecideError::AnsweredAlready | DecideError::NeedsAnotherWorker)) => {
            output.say(&format!("Not kept: {error}."));
            Ok(Finished::AnswerIsNo)
        }
        Err(error) => {
            output.say(&format!("Not kept: {error}."));
            Ok(Finished::Usage)
        }
    }
}

async fn answer(
    kith: &Kith,
    sitting: &Sitting,
    reference: &str,
    given: &GivenAnswer,
    request: &str,
) -> Result<Answer<Decided>, DecideError> {
    let handle = kith.question_handle(sitting, reference).await?;
    kith.decide_match(sitting, &handle, given, (clock::now(), request))
        .await
}

pub(crate) async fn undo(
    folder: &CouncilFolder,
    undo: &UndoArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let sitting = match sit_at_the_desk(&kith, folder, &undo.who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    let request = request_id()?;
    let list = match kith
        .decided_matches(&sitting, clock::now(), &request)
        .await?
    {
        Answer::Shown(list) => list,
        Answer::Refused(refused) => {
            say_refused(&refused, output)?;
            return Ok(Finished::AnswerIsNo);
        }
    };
    let is_meant = |reference: &str| reference.eq_ignore_ascii_case(undo.reference.trim());
    let mut standing = list
        .iter()
        .filter(|line| !matches!(line.state, DecidedState::Undone { .. }));
    let Some(line) = standing.find(|line| is_meant(&line.reference)) else {
        return not_found(output);
    };
    match kith
        .undo_decision(&sitting, &line.handle, clock::now(), &request)
        .await?
    {
        Answer::Shown(()) => {
            output.say("Undone; the next link run no longer holds to it.");
            output.document(&json!({ "undone": line.reference }))?;
            Ok(Finished::Done)
        }
        Answer::Refused(refused) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
    }
}

fn not_found(output: &Output) -> anyhow::Result<Finished> {
    output.say("There is no such question, or nothing to undo; kith matches lists what waits.");
    output.document(&json!({ "found": false }))?;
    Ok(Finished::AnswerIsNo)
}

const fn code(decided: Decided) -> &'static str {
    match decided {
        Decided::Stands => "stands",
        Decided::WaitsForSecond => "waits_for_second",
        Decided::Contradicting => "contradicting",
    }
}
