//! `kith rota`: the duty rota on the command line, set by a team manager or an administrator.

use crate::clock;
use crate::commands::find::{request_id, say_refused, sit_down};
use crate::council_folder::CouncilFolder;
use crate::duty_arguments::{RotaArguments, RotaCommand, RotaImportArguments};
use crate::output::{Finished, Output};
use operations::{Answer, DutyError, DutyLine, DutyToSet, Kith, Sitting};
use serde_json::{Value, json};

pub(crate) async fn run(
    folder: &CouncilFolder,
    rota: &RotaArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let who = match &rota.command {
        RotaCommand::List(list) => &list.who,
        RotaCommand::Add(add) => &add.who,
        RotaCommand::Import(import) => &import.who,
        RotaCommand::Remove(remove) => &remove.who,
    };
    let kith = folder.open().await?;
    let sitting = match sit_down(&kith, folder, who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    let request = request_id()?;
    let moment = (clock::now(), request.as_str());
    let done = match &rota.command {
        RotaCommand::List(_) => return list(&kith, &sitting, output).await,
        RotaCommand::Import(import) => return take_file(&kith, &sitting, import, output).await,
        RotaCommand::Add(add) => match DutyToSet::read(&add.staff_id, &add.from, &add.to) {
            Ok(duty) => kith.set_duties(&sitting, &[duty], moment).await,
            Err(error) => Err(error),
        },
        RotaCommand::Remove(remove) => {
            kith.remove_duty(&sitting, &remove.duty, moment)
                .await
                .map(|answer| match answer {
                    Answer::Shown(()) => Answer::Shown(1),
                    Answer::Refused(refused) => Answer::Refused(refused),
                })
        }
    };
    ended(done, output)
}

async fn list(kith: &Kith, sitting: &Sitting, output: &Output) -> anyhow::Result<Finished> {
    let lines = kith
        .duty_rota(sitting, clock::now(), &request_id()?)
        .await?;
    let lines = match lines {
        Answer::Shown(lines) => lines,
        Answer::Refused(refused) => {
            say_refused(&refused, output)?;
            return Ok(Finished::AnswerIsNo);
        }
    };
    for line in &lines {
        let now = if line.is_now { "now, " } else { "" };
        output.say(&format!(
            "{}: {now}{} (set by {})  {}",
            line.worker, line.words, line.set_by, line.id
        ));
    }
    if lines.is_empty() {
        output.say("Nobody is on duty, now or later.");
    }
    let duties: Vec<Value> = lines.iter().map(document).collect();
    output.document(&json!({ "duties": duties }))?;
    Ok(Finished::Done)
}

fn document(line: &DutyLine) -> Value {
    json!({
        "id": line.id,
        "staff_id": line.staff_id,
        "from": line.from.to_string(),
        "to": line.to.to_string(),
        "is_now": line.is_now,
    })
}

async fn take_file(
    kith: &Kith,
    sitting: &Sitting,
    import: &RotaImportArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let bytes = match std::fs::read(&import.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            output.say(&format!(
                "{} could not be read: {}",
                import.file.display(),
                error.kind()
            ));
            return Ok(Finished::Usage);
        }
    };
    let name = import.file.file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let request = request_id()?;
    let moment = (clock::now(), request.as_str());
    let done = kith.import_rota(sitting, (&name, &bytes), moment).await;
    if let Err(DutyError::Problems(problems)) = &done {
        for problem in problems {
            output.say(&problem.to_string());
        }
    }
    ended(done, output)
}

fn ended(done: Result<Answer<usize>, DutyError>, output: &Output) -> anyhow::Result<Finished> {
    match done {
        Ok(Answer::Shown(count)) => {
            output.say(&format!("The rota was changed: {count}."));
            output.document(&json!({ "changed": count }))?;
            Ok(Finished::Done)
        }
        Ok(Answer::Refused(refused)) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
        Err(DutyError::Operation(error)) => Err(error.into()),
        Err(error) => {
            output.say(&format!("Nothing was changed: {error}."));
            Ok(Finished::Usage)
        }
    }
}
