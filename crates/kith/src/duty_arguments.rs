//! The words of the commands about the duty rota and about whom workers know.

use crate::arguments::AsWorker;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use vocabulary::Closeness;

#[derive(Args)]
pub(crate) struct RotaArguments {
    #[command(subcommand)]
    pub(crate) command: RotaCommand,
}

#[derive(Subcommand)]
pub(crate) enum RotaCommand {
    /// List who is on duty now and from now on.
    List(RotaListArguments),
    /// Put one worker on duty.
    Add(RotaAddArguments),
    /// Put the workers of a file on duty: staff_id,from,to. All of them, or none.
    Import(RotaImportArguments),
    /// Take a duty off the rota.
    Remove(RotaRemoveArguments),
}

#[derive(Args)]
pub(crate) struct RotaListArguments {
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct RotaAddArguments {
    /// The worker's staff id.
    pub(crate) staff_id: String,
    /// From when: "2026-11-27 17:30", in Europe/London.
    pub(crate) from: String,
    /// Until when; the first moment that is no longer duty.
    pub(crate) to: String,
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct RotaImportArguments {
    /// The file.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct RotaRemoveArguments {
    /// The duty's id, as `kith rota list` prints it.
    pub(crate) duty: String,
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct TiesArguments {
    #[command(subcommand)]
    pub(crate) command: TiesCommand,
}

#[derive(Subcommand)]
pub(crate) enum TiesCommand {
    /// List whom workers have named.
    List(TiesListArguments),
    /// Name somebody whom a worker must not look up.
    Add(TiesAddArguments),
}

#[derive(Args)]
pub(crate) struct TiesListArguments {
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct TiesAddArguments {
    /// The worker's staff id.
    pub(crate) staff_id: String,
    /// oneself, partner, relative, friend or lives-with.
    #[arg(value_parser = closeness)]
    pub(crate) closeness: Closeness,
    /// The person's given name.
    #[arg(long)]
    pub(crate) given: String,
    /// The person's family name.
    #[arg(long)]
    pub(crate) family: String,
    /// The person's birth date: 1984-12-13.
    #[arg(long, default_value = "")]
    pub(crate) born: String,
    /// The person's NHS number.
    #[arg(long, default_value = "")]
    pub(crate) nhs_number: String,
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

fn closeness(text: &str) -> Result<Closeness, String> {
    Closeness::parse(&text.replace('-', "_"))
        .ok_or_else(|| "is not oneself, partner, relative, friend or lives-with".to_owned())
}
