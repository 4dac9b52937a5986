//! The `kith` command: settings, start-up self-check, and one door to every operation.
//!
//! People read standard error; `--json` prints one JSON document on standard output and nothing
//! else. Exit codes: 0 done, 1 the answer is no, 2 usage, 3 could not run.

mod arguments;
mod audit_arguments;
mod audit_files;
mod clock;
mod commands;
mod council_files;
mod council_folder;
mod database_arguments;
mod duty_arguments;
mod output;
mod plan_arguments;
mod restriction_arguments;
mod secret_key;
mod serving;
mod settings;
mod single_sign_on;

use arguments::{Arguments, Command};
use clap::Parser;
use output::{Finished, Output};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(arguments.json);
    start_log();
    keep_values_out_of_panics();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            output.say(&format!("kith could not start: {error}"));
            return Finished::CouldNotRun.into();
        }
    };
    match runtime.block_on(run(arguments, &output)) {
        Ok(finished) => finished.into(),
        Err(error) => {
            output.say(&format!("kith: {error:#}"));
            Finished::CouldNotRun.into()
        }
    }
}

async fn run(arguments: Arguments, output: &Output) -> anyhow::Result<Finished> {
    let folder = council_folder::CouncilFolder::new(arguments.data);
    match arguments.command {
        Command::Demo(demo) => commands::demo::run(&folder, &demo, output).await,
        Command::Init => commands::init::run(&folder, output),
        Command::Serve(serve) => commands::serve::run(&folder, &serve, output).await,
        Command::Worker(worker) => commands::worker::run(&folder, &worker, output).await,
        Command::Account(account) => commands::account::run(&folder, &account, output).await,
        Command::Load(load) => commands::load::run(&folder, &load, output).await,
        Command::Check(check) => commands::check::run(&folder, &check, output).await,
        Command::Link => commands::link::run(&folder, output).await,
        Command::Publish => commands::publish::run(&folder, output).await,
        Command::Withdraw(withdraw) => commands::withdraw::run(&folder, &withdraw, output).await,
        Command::Loads => commands::loads::run(&folder, output).await,
        Command::Matches(matches) => commands::matches::run(&folder, &matches, output).await,
        Command::Decide(decide) => commands::decide::run(&folder, &decide, output).await,
        Command::Undo(undo) => commands::decide::undo(&folder, &undo, output).await,
        Command::Restrictions(restrictions) => {
            commands::restrictions::run(&folder, &restrictions, output).await
        }
        Command::Explain(pair) => commands::explain::run(&folder, &pair, output).await,
        Command::Find(find) => commands::find::run(&folder, &find, output).await,
        Command::Family(family) => commands::family::run(&folder, &family, output).await,
        Command::Details(details) => commands::family::details(&folder, &details, output).await,
        Command::Rota(rota) => commands::rota::run(&folder, &rota, output).await,
        Command::Ties(ties) => commands::ties::run(&folder, &ties, output).await,
        Command::Linkage(linkage) => commands::linkage::run(&linkage.command, output),
        Command::Synth(synth) => commands::synth::run(&synth, output),
        Command::Agreements(agreements) => {
            commands::agreements::run(&folder, &agreements.command, output).await
        }
        Command::Papers(papers) => commands::papers::run(&folder, &papers, output).await,
        Command::Audit(audit) => commands::audit::run(&folder, &audit, output).await,
        Command::Witness(witness) => commands::witness::run(&witness, output),
        Command::Database(database) => commands::database::run(&database, output),
        Command::Doctor => commands::doctor::run(&folder, output).await,
    }
}

/// A fault of ours may hold a value in its message: only its place is written.
fn keep_values_out_of_panics() {
    std::panic::set_hook(Box::new(|fault| {
        let place = fault
            .location()
            .map_or_else(|| "unknown".to_owned(), ToString::to_string);
        tracing::error!(place, "a fault stopped one request");
    }));
}

/// Logs go to standard error as JSON lines; `KITH_LOG` sets how much (default: warnings).
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("KITH_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
