//! `kith ties`: whom workers know, on the command line, for the information-governance lead.

use crate::clock;
use crate::commands::find::{request_id, say_refused, sit_down};
use crate::council_folder::CouncilFolder;
use crate::duty_arguments::{TiesAddArguments, TiesArguments, TiesCommand};
use crate::output::{Finished, Output};
use operations::{
    Answer, Kith, NameError, NamedForWorker, NamedLine, NamedState, SaidPerson, Sitting,
};
use serde_json::{Value, json};

pub(crate) async fn run(
    folder: &CouncilFolder,
    ties: &TiesArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let who = match &ties.command {
        TiesCommand::List(list) => &list.who,
        TiesCommand::Add(add) => &add.who,
    };
    let kith = folder.open().await?;
    let sitting = match sit_down(&kith, folder, who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    match &ties.command {
        TiesCommand::List(_) => list(&kith, &sitting, output).await,
        TiesCommand::Add(add) => name(&kith, &sitting, add, output).await,
    }
}

async fn list(kith: &Kith, sitting: &Sitting, output: &Output) -> anyhow::Result<Finished> {
    let lines = kith
        .named_people(sitting, clock::now(), &request_id()?)
        .await?;
    let lines = match lines {
        Answer::Shown(lines) => lines,
        Answer::Refused(refused) => {
            say_refused(&refused, output)?;
            return Ok(Finished::AnswerIsNo);
        }
    };
    for line in &lines {
        output.say(&format!(
            "{}: {} ({}), {}",
            line.worker,
            line.name.reveal(),
            line.closeness.label().to_lowercase(),
            stands(line)
        ));
    }
    if lines.is_empty() {
        output.say("Nobody has been named yet.");
    }
    let named: Vec<Value> = lines.iter().map(document).collect();
    output.document(&json!({ "named": named }))?;
    Ok(Finished::Done)
}

fn document(line: &NamedLine) -> Value {
    json!({
        "worker": line.worker,
        "name": line.name.reveal(),
        "closeness": line.closeness.code(),
        "stands": stands(line),
    })
}

const fn stands(line: &NamedLine) -> &'static str {
    match line.state {
        NamedState::Stands => "on the list",
        NamedState::WithdrawalWaits { .. } => "taking off waits for an answer",
        NamedState::WithdrawalRefused { .. } => "kept on the list",
        NamedState::Withdrawn { .. } => "taken off",
    }
}

async fn name(
    kith: &Kith,
    sitting: &Sitting,
    add: &TiesAddArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let mut born = add.born.trim().splitn(3, '-').map(str::to_owned);
    let named = NamedForWorker {
        staff_id: add.staff_id.clone(),
        said: SaidPerson {
            closeness: Some(add.closeness),
            given: add.given.clone(),
            family: add.family.clone(),
            birth_year: born.next().unwrap_or_default(),
            birth_month: born.next().unwrap_or_default(),
            birth_day: born.next().unwrap_or_default(),
            nhs_number: add.nhs_number.clone(),
        },
    };
    let request = request_id()?;
    let moment = (clock::now(), request.as_str());
    match kith.name_for_worker(sitting, &named, moment).await {
        Ok(Answer::Shown(())) => {
            output.say("Named. Nobody is told whether a record was found.");
            output.document(&json!({ "named": true }))?;
            Ok(Finished::Done)
        }
        Ok(Answer::Refused(refused)) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
        Err(NameError::Operation(error)) => Err(error.into()),
        Err(error) => {
            output.say(&format!("Not kept: {error}."));
            Ok(Finished::Usage)
        }
    }
}
