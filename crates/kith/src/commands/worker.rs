//! `kith worker`: adds an account, or changes one. The passphrase for the first sign-in is made
//! here and shown once; one that is given is read from standard input, never from the command
//! line, where other processes could see it.

use crate::arguments::WorkerArguments;
use crate::clock;
use crate::commands::find::request_id;
use crate::council_folder::{CouncilFolder, DEMO_PASSPHRASE};
use crate::output::{Finished, Output};
use operations::identity::FirstPassphrase;
use operations::{Account, AccountMarks, Kith};
use serde_json::json;
use std::io::{BufRead, IsTerminal};

pub(crate) async fn run(
    folder: &CouncilFolder,
    worker: &WorkerArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let kith = folder.open().await?;
    let passphrase = match of_worker(&kith, worker, output).await? {
        Some(passphrase) => passphrase,
        None => return Ok(Finished::Usage),
    };
    let account = Account {
        staff_id: &worker.staff_id,
        name: &worker.name,
        role: worker.role,
        teams: worker.teams.clone(),
        passphrase: passphrase.reveal(),
        trained_on: worker.trained_on,
        marks: AccountMarks {
            needs_second_step: worker.second_step,
            is_for_emergencies: worker.for_emergencies,
            has_first_passphrase: matches!(passphrase, Passphrase::First(_)),
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
    let mut document = json!({ "staff_id": worker.staff_id, "role": worker.role.code() });
    if let Passphrase::First(first) = &passphrase {
        say_first(first, output);
        document["first_passphrase"] = first.reveal().into();
    }
    output.document(&document)?;
    Ok(Finished::Done)
}

/// Shows the passphrase for the first sign-in, once.
pub(crate) fn say_first(first: &FirstPassphrase, output: &Output) {
    output.say("");
    output.say(&format!("    {}", first.reveal()));
    output.say("");
    output.say(&format!(
        "This is the passphrase for the first sign-in, within {} hours. It is not shown again. Tell \
         it to the worker yourself, not by e-mail; they then choose their own.",
        FirstPassphrase::HOURS
    ));
}

/// What an account signs in with.
enum Passphrase {
    None,
    First(FirstPassphrase),
    Own(String),
}

impl Passphrase {
    fn reveal(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::First(first) => Some(first.reveal()),
            Self::Own(own) => Some(own),
        }
    }
}

/// The passphrase of the worker; nothing when the one that was given is not good enough, which is
/// said.
async fn of_worker(
    kith: &Kith,
    worker: &WorkerArguments,
    output: &Output,
) -> anyhow::Result<Option<Passphrase>> {
    if worker.single_sign_on {
        return Ok(Some(Passphrase::None));
    }
    if worker.passphrase_from_input {
        let own = read_passphrase(kith, worker, output).await?;
        return Ok(own.map(Passphrase::Own));
    }
    Ok(Some(Passphrase::First(clock::first_passphrase()?)))
}

/// The passphrase from standard input; nothing when it is not good enough, which is said.
async fn read_passphrase(
    kith: &Kith,
    worker: &WorkerArguments,
    output: &Output,
) -> anyhow::Result<Option<String>> {
    if std::io::stdin().is_terminal() {
        output.say("Type the passphrase (three random words are good), then Enter:");
    }
    let mut passphrase = String::new();
    std::io::stdin().lock().read_line(&mut passphrase)?;
    let passphrase = passphrase.trim_end_matches(['\n', '\r']);
    let known = [&worker.staff_id, &worker.name, &kith.council().name].map(String::as_str);
    if let Some(fault) = kith.refuse_passphrase(passphrase, &known).await? {
        output.say(&format!("Not taken: {fault}."));
        return Ok(None);
    }
    if passphrase == DEMO_PASSPHRASE {
        output.say("Not taken: the passphrase is the demo's, which everybody knows.");
        return Ok(None);
    }
    Ok(Some(passphrase.to_owned()))
}
