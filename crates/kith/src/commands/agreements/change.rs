//! `kith agreements propose`, `activate` and `changes`: two officers change the rules in force.
//!
//! Whoever holds the council's folder acts as the worker named; the audit says which, each time.

use super::files;
use crate::clock;
use crate::commands::find::request_id;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use operations::{ChangeRulesError, OpenError, OperationError, ProposalState, ProposedChange};
use serde_json::{Value, json};
use std::path::Path;

pub(super) async fn propose(
    folder: &CouncilFolder,
    rules: &Path,
    worker: &str,
    output: &Output,
) -> anyhow::Result<Finished> {
    let proposed = files(rules)?;
    if super::readable(&proposed, output)?.is_none() {
        return Ok(Finished::AnswerIsNo);
    }
    let kith = folder.open_to_change_rules(proposed.rules.clone()).await?;
    folder.keep_first_rules(&kith).await?;
    let made = kith
        .propose_rules(worker, &proposed, clock::now(), &request_id()?)
        .await;
    match made {
        Ok(proposal) => {
            output.say(&proposal.report);
            let reference = &proposal.reference;
            output.say(&format!(
                "Proposed as {reference}. Nothing has changed yet."
            ));
            output.say(&format!("Another information-governance lead puts it into force: kith agreements activate {reference} --as STAFF-ID"));
            output.document(&json!({
                "reference": reference,
                "version": proposal.version,
                "report": proposal.report,
            }))?;
            Ok(Finished::Done)
        }
        Err(error) => not_done(error, output),
    }
}

pub(super) async fn activate(
    folder: &CouncilFolder,
    reference: &str,
    worker: &str,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open_to_change_rules(folder.files()?.rules).await?;
    let activated = kith
        .activate_rules(worker, reference, clock::now(), &request_id()?)
        .await;
    match activated {
        Ok(proposal) => {
            output.say(&proposal.report);
            output.say(&format!(
                "{} is in force: version {} instead of {}.",
                proposal.reference, proposal.version, proposal.compared_with
            ));
            if folder.files()?.version() != proposal.version {
                output.say("The council's agreements/ holds other files than the rules in force: put the activated ones there, so that the next change begins from them.");
            }
            output.document(
                &json!({ "reference": proposal.reference, "version": proposal.version }),
            )?;
            Ok(Finished::Done)
        }
        Err(error) => not_done(error, output),
    }
}

pub(super) async fn list(
    folder: &CouncilFolder,
    reference: Option<&str>,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open_to_change_rules(folder.files()?.rules).await?;
    let changes = match reference {
        None => kith.rule_changes().await?,
        Some(reference) => match kith.rule_change(reference).await? {
            Some(change) => vec![change],
            None => return not_done(ChangeRulesError::NoSuchProposal, output),
        },
    };
    if changes.is_empty() {
        output.say("Nobody has proposed a change of the rules.");
    }
    for change in &changes {
        output.say(&line(change));
        if reference.is_some() {
            output.say(&change.proposal.report);
        }
    }
    let documents: Vec<Value> = changes.iter().map(document).collect();
    output.document(&json!({ "changes": documents }))?;
    Ok(Finished::Done)
}

fn line(change: &ProposedChange) -> String {
    let proposal = &change.proposal;
    let state = match &change.state {
        ProposalState::Waits => "waits for another officer".to_owned(),
        ProposalState::Activated(activation) => format!(
            "put into force by {} on {}",
            activation.staff_id.as_deref().unwrap_or("nobody"),
            activation.activated_at
        ),
        ProposalState::Overtaken => "overtaken by other rules; propose it again".to_owned(),
    };
    format!(
        "{}: version {}, proposed by {} on {}; {state}",
        proposal.reference, proposal.version, proposal.staff_id, proposal.proposed_at
    )
}

fn document(change: &ProposedChange) -> Value {
    let proposal = &change.proposal;
    let state = match &change.state {
        ProposalState::Waits => "waits",
        ProposalState::Activated(_) => "activated",
        ProposalState::Overtaken => "overtaken",
    };
    json!({
        "reference": proposal.reference,
        "version": proposal.version,
        "proposed_by": proposal.staff_id,
        "state": state,
        "report": proposal.report,
    })
}

fn not_done(error: ChangeRulesError, output: &Output) -> anyhow::Result<Finished> {
    let finished = match &error {
        ChangeRulesError::Operation(OperationError::Store(_)) => return Err(error.into()),
        ChangeRulesError::Unreadable(problems) => {
            output.say(&OpenError::Rules(problems.clone()).to_string());
            Finished::AnswerIsNo
        }
        ChangeRulesError::NoSuchWorker | ChangeRulesError::NoSuchProposal => Finished::Usage,
        ChangeRulesError::NotAnOfficer(_)
        | ChangeRulesError::Same
        | ChangeRulesError::NoRulesYet
        | ChangeRulesError::Overtaken
        | ChangeRulesError::Operation(_) => Finished::AnswerIsNo,
    };
    output.say(&format!("Nothing was changed: {error}."));
    output.document(&json!({ "not_changed": error.to_string() }))?;
    Ok(finished)
}
