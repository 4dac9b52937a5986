//! `kith worker`: adds a local account, or changes one. The passphrase is read from standard
//! input, never from the command line, where other processes could see it.

use crate::arguments::WorkerArguments;
use crate::clock;
use crate::commands::find::request_id;
use crate::council_folder::{CouncilFolder, DEMO_PASSPHRASE};
use crate::output::{Finished, Output};
use operations::{Account, AccountMarks, check_passphrase};
use serde_json::json;
use std::io::{BufRead, IsTerminal};

pub(crate) async fn run(
    folder: &CouncilFolder,
    worker: &WorkerArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let passphrase = match worker.single_sign_on {
        true => None,
        false => match read_passphrase(folder, worker, output)? {
            Some(passphrase) => Some(passphrase),
            None => return Ok(Finished::Usage),
        },
    };
    let kith = folder.open().await?;
    let account = Account {
        staff_id: &worker.staff_id,
        name: &worker.name,
        role: worker.role,
        teams: worker.teams.clone(),
        passphrase: passphrase.as_deref(),
        trained_on: worker.trained_on,
        marks: AccountMarks {
            needs_second_step: worker.second_step,
            is_for_emergencies: worker.for_emergencies,
        },
    };
    kith.keep_account(account, clock::now(), &request_id()?)
        .await?;
    output.say(&format!(
        "{} can sign in as {}.",
        worker.staff_id,
        worker.role.label().to_lowercase()
    ));
    if worker.trained_on.is_none() {
        output.say(
            "No training is recorded (--trained-on): the rules show nobody's family without it.",
        );
    }
    output.document(&json!({ "staff_id": worker.staff_id, "role": worker.role.code() }))?;
    Ok(Finished::Done)
}

/// The passphrase from standard input; nothing when it is not good enough, which is said.
fn read_passphrase(
    folder: &CouncilFolder,
    worker: &WorkerArguments,
    output: &Output,
) -> anyhow::Result<Option<String>> {
    if std::io::stdin().is_terminal() {
        output.say("Type the passphrase (three random words are good), then Enter:");
    }
    let mut passphrase = String::new();
    std::io::stdin().lock().read_line(&mut passphrase)?;
    let passphrase = passphrase.trim_end_matches(['\n', '\r']);
    let council = folder.settings()?.name;
    let known = [&worker.staff_id, &worker.name, &council].map(String::as_str);
    if let Err(fault) = check_passphrase(passphrase, &known) {
        output.say(&format!("Not taken: {fault}."));
        return Ok(None);
    }
    if passphrase == DEMO_PASSPHRASE {
        output.say("Not taken: the passphrase is the demo's, which everybody knows.");
        return Ok(None);
    }
    Ok(Some(passphrase.to_owned()))
}
