//! `kith account`: what whoever runs the council does to one account, each recorded.

use crate::arguments::{AccountArguments, AccountCommand};
use crate::clock;
use crate::commands::find::request_id;
use crate::commands::worker::say_first;
use crate::council_folder::CouncilFolder;
use crate::output::{Finished, Output};
use serde_json::json;

/// The shortest reason that says something.
const SHORTEST_REASON: usize = 15;

pub(crate) async fn run(
    folder: &CouncilFolder,
    account: &AccountArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let (at, id) = (clock::now(), request_id()?);
    let mut first = None;
    let (staff_id, is_done, done, nothing) = match &account.command {
        AccountCommand::Close { staff_id } => (
            staff_id,
            kith.close_account(staff_id, at, &id).await?,
            "cannot sign in any more, and is signed out everywhere.",
            "is not an account.",
        ),
        AccountCommand::SignOut { staff_id } => (
            staff_id,
            kith.sign_somebody_out(staff_id, at, &id).await? > 0,
            "is signed out everywhere.",
            "is signed in nowhere.",
        ),
        AccountCommand::FirstPassphrase { staff_id } => {
            let made = clock::first_passphrase()?;
            let is_given = kith.give_first_passphrase(staff_id, &made, at, &id).await?;
            first = is_given.then_some(made);
            (
                staff_id,
                is_given,
                "has another passphrase, and is signed out everywhere.",
                "is not an account that signs in with a passphrase.",
            )
        }
        AccountCommand::Unlock { staff_id, reason } => {
            if says_too_little(reason, output) {
                return Ok(Finished::Usage);
            }
            (
                staff_id,
                kith.unlock_looks(staff_id, reason.trim(), at, &id).await?,
                "may look again; the budget begins anew.",
                "is not locked.",
            )
        }
        AccountCommand::RemoveSecondStep { staff_id } => (
            staff_id,
            kith.remove_second_step(staff_id, at, &id).await?,
            "has no second step any more, and is signed out everywhere.",
            "has no second step.",
        ),
    };
    let words = if is_done { done } else { nothing };
    output.say(&format!("{staff_id} {words}"));
    let mut document = json!({ "staff_id": staff_id, "done": is_done });
    if let Some(first) = &first {
        say_first(first, output);
        document["first_passphrase"] = first.reveal().into();
    }
    output.document(&document)?;
    Ok(if is_done {
        Finished::Done
    } else {
        Finished::AnswerIsNo
    })
}

fn says_too_little(reason: &str, output: &Output) -> bool {
    let is_short = reason.trim().chars().count() < SHORTEST_REASON;
    if is_short {
        output.say(&format!(
            "Say in at least {SHORTEST_REASON} characters why, and who has looked into it."
        ));
    }
    is_short
}
