//! `kith restrictions`: what the safeguarding desk keeps, on the command line; same permit, same
//! audit as the pages. And the journal, for whoever looks after the system: no name is in it that
//! a source has not given as a key.

use crate::arguments::AsWorker;
use crate::clock;
use crate::commands::find::{request_id, say_refused, sit_down};
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use crate::restriction_arguments::{HeldBackAnswer, RestrictionsArguments, RestrictionsCommand};
use anyhow::Context;
use operations::{
    Answer, At, DeskPerson, Handle, KeepError, Kith, OperationError, RestrictionLine,
    RestrictionToSet, Sitting,
};
use serde_json::{Value, json};
use std::path::Path;
use vocabulary::Purpose;

pub(crate) async fn run(
    folder: &CouncilFolder,
    arguments: &RestrictionsArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let (who, command) = match &arguments.command {
        RestrictionsCommand::Journal { to } => return journal(&kith, to, output).await,
        RestrictionsCommand::Replay { file } => return replay(&kith, file, output).await,
        RestrictionsCommand::List { who }
        | RestrictionsCommand::Set { who, .. }
        | RestrictionsCommand::Lift { who, .. }
        | RestrictionsCommand::Agree { who, .. }
        | RestrictionsCommand::Decline { who, .. }
        | RestrictionsCommand::Answer { who, .. } => (who, &arguments.command),
    };
    let who = AsWorker {
        worker: who.worker.clone(),
        purpose: who.purpose.or(Some(Purpose::Safeguarding)),
        case: who.case.clone(),
    };
    let sitting = match sit_down(&kith, folder, &who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    if let RestrictionsCommand::List { .. } = command {
        return list(&kith, &sitting, output).await;
    }
    match change(&kith, &sitting, command).await {
        Ok(Answer::Shown(words)) => {
            output.say(words);
            output.document(&json!({ "done": words }))?;
            Ok(Finished::Done)
        }
        Ok(Answer::Refused(refused)) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
        Err(KeepError::Operation(OperationError::NotFound)) => {
            output.say("There is nothing under this handle; kith restrictions list prints them.");
            Ok(Finished::Usage)
        }
        Err(KeepError::Operation(error)) => Err(error.into()),
        Err(error) => {
            output.say(&format!("Not kept: {error}."));
            Ok(Finished::AnswerIsNo)
        }
    }
}

async fn change(
    kith: &Kith,
    sitting: &Sitting,
    command: &RestrictionsCommand,
) -> Result<Answer<&'static str>, KeepError> {
    let request = request_id().map_err(|_| OperationError::NotFound)?;
    let moment = (clock::now(), request.as_str());
    match command {
        RestrictionsCommand::Set { .. } => set(kith, sitting, command, moment).await,
        RestrictionsCommand::Lift { .. } => lift(kith, sitting, command, moment).await,
        RestrictionsCommand::Agree { lift, .. } => {
            let lift = handle(lift)?;
            let agreed = kith.answer_lift(sitting, &lift, true, moment);
            Ok(said(agreed.await?, "The restriction is lifted."))
        }
        RestrictionsCommand::Decline { lift, .. } => {
            let lift = handle(lift)?;
            let declined = kith.answer_lift(sitting, &lift, false, moment);
            Ok(said(declined.await?, "Declined. The restriction stands."))
        }
        RestrictionsCommand::Answer {
            held_back, answer, ..
        } => {
            let is_same = *answer == HeldBackAnswer::ThisPerson;
            let words = if is_same {
                "Kept. The next link run joins the two."
            } else {
                "Kept. The record is shown from now on."
            };
            let held_back = handle(held_back)?;
            let answered = kith.answer_held_back(sitting, &held_back, is_same, moment);
            Ok(said(answered.await?, words))
        }
        RestrictionsCommand::List { .. }
        | RestrictionsCommand::Journal { .. }
        | RestrictionsCommand::Replay { .. } => Ok(Answer::Shown("Nothing to change.")),
    }
}

async fn set(
    kith: &Kith,
    sitting: &Sitting,
    command: &RestrictionsCommand,
    moment: (At, &str),
) -> Result<Answer<&'static str>, KeepError> {
    let RestrictionsCommand::Set {
        person,
        what,
        why,
        other,
        order,
        review_on,
        ..
    } = command
    else {
        return Err(KeepError::NotByHand);
    };
    let other = match other {
        Some(other) => Some(handle(other)?),
        None => None,
    };
    let set = RestrictionToSet {
        what: *what,
        other,
        words: why.clone(),
        order: order.clone(),
        review_on: *review_on,
    };
    let mut mint = clock::mint().map_err(|_| OperationError::NotFound)?;
    let person = handle(person)?;
    let set = kith.set_restriction(sitting, &person, &set, &mut mint, moment);
    Ok(said(set.await?, "The restriction stands from now on."))
}

async fn lift(
    kith: &Kith,
    sitting: &Sitting,
    command: &RestrictionsCommand,
    moment: (At, &str),
) -> Result<Answer<&'static str>, KeepError> {
    let RestrictionsCommand::Lift {
        restriction,
        person,
        why,
        ..
    } = command
    else {
        return Err(KeepError::NotByHand);
    };
    let (restriction, person) = (handle(restriction)?, handle(person)?);
    let mut mint = clock::mint().map_err(|_| OperationError::NotFound)?;
    let asked = kith.ask_to_lift(sitting, (&restriction, &person), why, &mut mint, moment);
    Ok(match asked.await? {
        Answer::Shown(true) => Answer::Shown("The restriction is lifted."),
        Answer::Shown(false) => Answer::Shown("Asked. It stands until another officer has agreed."),
        Answer::Refused(refused) => Answer::Refused(refused),
    })
}

fn said(answer: Answer<()>, words: &'static str) -> Answer<&'static str> {
    match answer {
        Answer::Shown(()) => Answer::Shown(words),
        Answer::Refused(refused) => Answer::Refused(refused),
    }
}

fn handle(text: &str) -> Result<Handle, OperationError> {
    Handle::parse(text).ok_or(OperationError::NotFound)
}

async fn list(kith: &Kith, sitting: &Sitting, output: &Output) -> anyhow::Result<Finished> {
    let answer = kith
        .restrictions(sitting, clock::now(), &request_id()?)
        .await?;
    let lines = match answer {
        Answer::Shown(lines) => lines,
        Answer::Refused(refused) => {
            say_refused(&refused, output)?;
            return Ok(Finished::AnswerIsNo);
        }
    };
    if lines.is_empty() {
        output.say("Nothing is restricted.");
    }
    for line in &lines {
        say(line, output);
    }
    let documents: Vec<Value> = lines.iter().map(document).collect();
    output.document(&json!({ "restrictions": documents }))?;
    Ok(Finished::Done)
}

fn say(line: &RestrictionLine, output: &Output) {
    let state = if line.is_lifted {
        " (lifted)"
    } else if line.is_due {
        " (to be looked at again)"
    } else {
        ""
    };
    output.say(&format!(
        "{}{state}  {}",
        line.what.label(),
        line.handle.as_str()
    ));
    for person in &line.people {
        output.say(&format!("    {}", words(person)));
    }
    for other in &line.others {
        output.say(&format!("    other side: {}", words(other)));
    }
    if !line.why.is_empty() {
        output.say(&format!("    because of {}", line.why.join(", ")));
    }
    output.say(&format!("    set by {}", line.set));
    for asked in &line.asked {
        output.say(&format!(
            "    {} asks to lift it: {}",
            asked.asked_by,
            asked.handle.as_str()
        ));
    }
}

fn words(person: &DeskPerson) -> String {
    let name = person
        .name
        .as_ref()
        .map_or("no name is shown", |name| name.reveal());
    let born = person.born.as_ref().map_or("", |born| born.reveal());
    format!("{name} {born}  {}", person.handle.as_str())
}

fn document(line: &RestrictionLine) -> Value {
    let people = |people: &[DeskPerson]| -> Vec<Value> {
        let one = |person: &DeskPerson| {
            json!({
                "handle": person.handle.as_str(),
                "name": person.name.as_ref().map(|name| name.reveal()),
                "born": person.born.as_ref().map(|born| born.reveal()),
            })
        };
        people.iter().map(one).collect()
    };
    let asked = |asked: &operations::AskedLine| json!({ "handle": asked.handle.as_str(), "asked_by": asked.asked_by });
    json!({
        "handle": line.handle.as_str(),
        "what": line.what.code(),
        "people": people(&line.people),
        "others": people(&line.others),
        "why": line.why,
        "set": line.set,
        "review_on": line.review_on,
        "is_due": line.is_due,
        "is_lifted": line.is_lifted,
        "asked": line.asked.iter().map(asked).collect::<Vec<Value>>(),
    })
}

/// Writes every line of the journal into a new file.
async fn journal(kith: &Kith, to: &Path, output: &Output) -> anyhow::Result<Finished> {
    use std::io::Write;
    let lines = kith.store().restriction_lines().await?;
    let file = std::fs::File::create_new(to);
    let mut file = file.with_context(|| format!("{} could not be made", to.display()))?;
    for line in &lines {
        writeln!(file, "{line}")?;
    }
    file.sync_all()?;
    output.say(&format!("{} lines written.", lines.len()));
    output.document(&json!({ "lines": lines.len() }))?;
    Ok(Finished::Done)
}

/// Reads a journal back; what stands already changes nothing.
async fn replay(kith: &Kith, file: &Path, output: &Output) -> anyhow::Result<Finished> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} could not be read", file.display()))?;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let read = kith.replay_restrictions(&lines, clock::now()).await;
    read.with_context(|| format!("{} does not fit; nothing of it was kept", file.display()))?;
    output.say(&format!("{} lines read back.", lines.len()));
    output.document(&json!({ "lines": lines.len() }))?;
    Ok(Finished::Done)
}
