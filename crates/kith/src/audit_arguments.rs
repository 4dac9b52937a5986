//! The words of `kith audit` and `kith witness`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct AuditArguments {
    #[command(subcommand)]
    pub(crate) command: AuditCommand,
}

#[derive(Subcommand)]
pub(crate) enum AuditCommand {
    /// Check that no entry was altered or removed; reads only.
    Verify(VerifyArguments),
    /// Sign how long the audit is now.
    Checkpoint(CheckpointArguments),
    /// Write what a witness needs to cosign the newest checkpoint.
    Request(RequestArguments),
    /// Keep a checkpoint that a witness has cosigned.
    Keep {
        /// The file that came back.
        file: PathBuf,
    },
    /// Write a copy for somebody else to check, without people, cases and search terms.
    Export {
        /// Where to write it.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct VerifyArguments {
    /// A checkpoint that was kept elsewhere; may be given more than once.
    #[arg(long, value_name = "FILE")]
    pub(crate) from_checkpoint: Vec<PathBuf>,
    /// Keys of witnesses, one a line: cosignatures under them are checked.
    #[arg(long, value_name = "FILE")]
    pub(crate) witness_keys: Option<PathBuf>,
    /// The log's key as it was handed over; default: the council's own, or the one in the copy.
    #[arg(long, value_name = "FILE")]
    pub(crate) log_key: Option<PathBuf>,
    /// Check a copy instead of the council's database; needs no council.
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct CheckpointArguments {
    /// Where to write a copy of it.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct RequestArguments {
    /// How many entries the witness cosigned last; default: as far as came back from it.
    #[arg(long, value_name = "ENTRIES", conflicts_with = "witness_key")]
    pub(crate) since: Option<u64>,
    /// The witness's key, to see how far it has cosigned; without it and --since: from the start.
    #[arg(long, value_name = "FILE")]
    pub(crate) witness_key: Option<PathBuf>,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

#[derive(Args)]
pub(crate) struct WitnessArguments {
    /// The witness's own folder: its key, the log's key, and what it saw last.
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        default_value = "kith-witness"
    )]
    pub(crate) folder: PathBuf,
    #[command(subcommand)]
    pub(crate) command: WitnessCommand,
}

#[derive(Subcommand)]
pub(crate) enum WitnessCommand {
    /// Make a witness's folder and key.
    Init {
        /// The witness's name, for example witness.police.example.
        #[arg(long)]
        name: String,
        /// The council's key, as `kith init` wrote it.
        #[arg(long, value_name = "FILE")]
        log_key: PathBuf,
    },
    /// Cosign a checkpoint, where the log only grew since the last one.
    Cosign {
        /// What the council's `kith audit request` wrote.
        request: PathBuf,
        /// Where to write the cosigned checkpoint, for the council to keep.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Check a copy of the log, or a request, against what was seen last; cosigns nothing.
    Verify {
        /// What `kith audit export` or `kith audit request` wrote.
        file: PathBuf,
    },
}
