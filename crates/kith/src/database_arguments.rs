//! The words of `kith database`.

use clap::{Args, Subcommand};

#[derive(Args)]
pub(crate) struct DatabaseArguments {
    #[command(subcommand)]
    pub(crate) command: DatabaseCommand,
}

#[derive(Subcommand)]
pub(crate) enum DatabaseCommand {
    /// Print the SQL that grants a PostgreSQL account what serving needs, and nothing more.
    Grants {
        /// The account that serves; it is made before, and owns nothing.
        account: String,
    },
}
