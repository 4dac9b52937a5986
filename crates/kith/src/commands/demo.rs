//! `kith demo`: the main job on an invented council, from its sources' files to the first page.

use crate::arguments::DemoArguments;
use crate::clock;
use crate::commands::link::link;
use crate::commands::{audit, serve, synth};
use crate::council_files::example_council;
use crate::council_folder::{CouncilFolder, DEMO_PASSPHRASE, demo_sign_in};
use crate::output::{Finished, Output};
use anyhow::bail;
use operations::intake::ExtractRefused;
use operations::{Account, AccountMarks, ExtractToLoad, Kith, LoadError, LoadOutcome};
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use synthetic::{Council, ExtractFile, demo_cast};
use vocabulary::{Date, SourceId};

pub(crate) async fn run(
    folder: &CouncilFolder,
    demo: &DemoArguments,
    output: &Output,
) -> anyhow::Result<Finished> {
    let began = clock::now();
    make_fresh(folder, output)?;
    let (council, files) = synth::write(
        demo.people,
        demo.seed,
        began.today(),
        &folder.path().join("extracts"),
        output,
    )?;
    let kith = folder.open().await?;
    load_all(&kith, folder, &files, began.today(), output).await?;
    link(&kith, output).await?;
    folder.keep_first_rules(&kith).await?;
    publish(&kith, output).await?;
    let workers = keep_accounts(&kith, began.today()).await?;
    let seconds = clock::seconds_since(began);
    output.say(&format!("Ready after {seconds:.1} s."));
    say_cast(&council, output);
    output.document(&json!({ "folder": folder.path().display().to_string(), "seconds": seconds, "workers": workers }))?;
    if demo.no_serve {
        audit::sign(&kith, &folder.audit_files()?).await?;
        kith.store().clone().close().await;
        return Ok(Finished::Done);
    }
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, demo.port));
    let settings = folder.settings()?;
    serve::serve_on(kith, (folder, &settings), listen, output).await
}

/// A demo is made anew each time; a council with real data is never touched.
fn make_fresh(folder: &CouncilFolder, output: &Output) -> anyhow::Result<()> {
    if folder.has_council() {
        if !folder.settings()?.is_demo {
            bail!(
                "{} holds a council that is not a demo; give another folder with --data",
                folder.path().display()
            );
        }
        output.say(&format!(
            "The demo in {} is made anew.",
            folder.path().display()
        ));
        std::fs::remove_dir_all(folder.path())?;
    }
    folder.make("Eastmere Council", &example_council(), true)
}

async fn load_all(
    kith: &Kith,
    folder: &CouncilFolder,
    files: &[ExtractFile],
    today: Date,
    output: &Output,
) -> anyhow::Result<()> {
    let step = output.step("Loading the extracts");
    let mut mint = clock::mint()?;
    let (mut rows, mut kept, mut findings) = (0, 0, 0);
    for file in files {
        step.far(file.file_name);
        let source = SourceId::parse(file.source)?;
        let path = folder
            .path()
            .join("extracts")
            .join(file.source)
            .join(file.file_name);
        let extract = ExtractToLoad {
            source: &source,
            path: &path,
            as_of: Some(today),
            accept_shrinkage: false,
            dry_run: false,
        };
        let outcome = match kith.load_extract(&extract, &mut mint, clock::now()).await {
            // In a very small council a service may know nobody at all.
            Err(LoadError::Refused {
                why: ExtractRefused::NoRows,
                ..
            }) => continue,
            outcome => outcome?,
        };
        match outcome {
            LoadOutcome::Staged(loaded) => {
                rows += loaded.report.rows;
                kept += loaded.report.rows_kept;
                findings += loaded.report.findings.total();
            }
            LoadOutcome::Checked(_)
            | LoadOutcome::AlreadyLoaded { .. }
            | LoadOutcome::Shrunk { .. } => {
                bail!("{} was not staged", file.file_name);
            }
        }
    }
    step.done(
        output,
        &format!("{kept} of {rows} rows kept, {findings} findings"),
    );
    Ok(())
}

async fn publish(kith: &Kith, output: &Output) -> anyhow::Result<()> {
    let step = output.step("Publishing");
    let number = kith.publish(clock::now()).await?;
    let Some(number) = number else {
        bail!("nothing was linked")
    };
    step.done(output, &format!("generation {number}"));
    Ok(())
}

async fn keep_accounts(kith: &Kith, today: Date) -> anyhow::Result<Vec<Value>> {
    let mut documents = Vec::new();
    let directory = kith.store().directory().await?;
    for worker in demo_sign_in().workers {
        let of_worker = directory
            .staff
            .iter()
            .filter(|staff| staff.id.reveal() == worker.staff_id);
        let teams =
            of_worker.filter_map(|staff| staff.team.as_ref().map(|team| team.reveal().to_owned()));
        let account = Account {
            staff_id: &worker.staff_id,
            name: &worker.name,
            role: worker.role,
            teams: teams.collect(),
            passphrase: Some(DEMO_PASSPHRASE),
            trained_on: Some(today),
            marks: AccountMarks::default(),
        };
        kith.keep_account(account, clock::now(), "demo").await?;
        documents.push(json!({
            "staff_id": worker.staff_id,
            "name": worker.name,
            "role": worker.role.label(),
            "passphrase": DEMO_PASSPHRASE,
            "can_try": worker.can_try,
        }));
    }
    Ok(documents)
}

fn say_cast(council: &Council, output: &Output) {
    let cast = demo_cast(council);
    output.say("");
    output.say("Sign in as one of these invented workers; all have the passphrase:");
    output.say(&format!("    {DEMO_PASSPHRASE}"));
    for worker in demo_sign_in().workers {
        output.say(&format!(
            "  {}  {}, {}: {}",
            worker.staff_id,
            worker.name,
            worker.role.label().to_lowercase(),
            worker.can_try
        ));
    }
    let child = cast.large_family.child();
    output.say(&format!(
        "A child to look for: family name {}, given name {}.",
        child.family, child.given
    ));
    output.say("");
}
