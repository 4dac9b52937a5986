//! `kith family` and `kith details`: the family page's operations on the command line; same
//! permit, same audit.

use crate::arguments::FamilyArguments;
use crate::clock;
use crate::commands::find::{request_id, say_refused, sit_down};
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use operations::family::{Contact, Family};
use operations::{Answer, FamilyView, Handle, OperationError};

pub(crate) async fn run(
    folder: &CouncilFolder,
    arguments: &FamilyArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let Some(handle) = Handle::parse(&arguments.handle) else {
        output.say("This is not a handle; kith find prints them.");
        return Ok(Finished::Usage);
    };
    let kith = folder.open().await?;
    let sitting = match sit_down(&kith, folder, &arguments.who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    match kith
        .look_up_family(&sitting, &handle, clock::now(), &request_id()?)
        .await
    {
        Ok(Answer::Shown(view)) => {
            say_family(&view, output);
            output.document(&web::api::family_body(&view))?;
            Ok(Finished::Done)
        }
        Ok(Answer::Refused(refused)) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
        Err(OperationError::NotFound) => Ok(not_found(output)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn details(
    folder: &CouncilFolder,
    arguments: &FamilyArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let Some(handle) = Handle::parse(&arguments.handle) else {
        output.say("This is not a handle; kith family --json lists them.");
        return Ok(Finished::Usage);
    };
    let kith = folder.open().await?;
    let sitting = match sit_down(&kith, folder, &arguments.who, output).await? {
        Ok(sitting) => sitting,
        Err(finished) => return Ok(finished),
    };
    match kith
        .see_details(&sitting, &handle, clock::now(), &request_id()?)
        .await
    {
        Ok(Answer::Shown(view)) => {
            let details = &view.details;
            output.say(&format!(
                "{}, {}: {}",
                view.source_name,
                details.service.label(),
                details.state_in_words
            ));
            for fact in &details.facts {
                output.say(&format!("  {}: {}", fact.label, fact.value.reveal()));
            }
            output.say(&format!("Why you may see this: {}", view.why_you_may));
            output.document(&web::api::details_body(&view))?;
            Ok(Finished::Done)
        }
        Ok(Answer::Refused(refused)) => {
            say_refused(&refused, output)?;
            Ok(Finished::AnswerIsNo)
        }
        Err(OperationError::NotFound) => Ok(not_found(output)),
        Err(error) => Err(error.into()),
    }
}

fn not_found(output: &Output) -> Finished {
    output.say("There is nothing under this handle in this worker's sitting; search again.");
    Finished::AnswerIsNo
}

fn say_family(view: &FamilyView, output: &Output) {
    let family = &view.family;
    for sentence in &family.summary {
        output.say(&sentence.reveal());
    }
    output.say("");
    output.say("Whom to ring");
    for contact in &family.contacts {
        output.say(&format!("  {}", contact_line(family, contact)));
    }
    output.say("");
    for (member, row) in family.members.iter().zip(&family.grid) {
        output.say(&format!(
            "{} ({})",
            member.name_part().reveal(),
            member.relation.words
        ));
        for (source, cell) in family.sources.iter().zip(&row.cells) {
            output.say(&format!("    {:<28} {}", source.name, cell.word()));
        }
    }
    output.say("");
    output.say(&format!("Why you may see this: {}", view.why_you_may));
}

fn contact_line(family: &Family, contact: &Contact) -> String {
    let line = contact.lines.first();
    let telephone = line.and_then(|line| line.telephone.as_ref());
    let email = line.and_then(|line| line.email.as_ref());
    let worker = contact.worker.as_ref().map(|worker| &worker.name);
    format!(
        "{}: {} {} {}",
        family.source_name(&contact.source),
        worker.map_or("duty desk", |name| name.reveal()),
        telephone.map_or("", |telephone| telephone.reveal()),
        email.map_or("", |email| email.reveal())
    )
}
