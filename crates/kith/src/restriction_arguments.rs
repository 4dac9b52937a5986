//! The words of `kith restrictions`.
//!
//! Invariant: who acts is always said; the journal alone needs nobody, because it names nobody.

use crate::arguments::{AsWorker, date};
use clap::{Args, Subcommand};
use operations::store::Restricted;
use std::path::PathBuf;
use vocabulary::Date;

#[derive(Args)]
pub(crate) struct RestrictionsArguments {
    #[command(subcommand)]
    pub(crate) command: RestrictionsCommand,
}

#[derive(Subcommand)]
pub(crate) enum RestrictionsCommand {
    /// What is restricted, records held back first.
    List {
        #[command(flatten)]
        who: AsWorker,
    },
    /// Restrict a person whom `kith find` has found.
    Set {
        /// The person's handle.
        person: String,
        /// shield, adoption_seal, protected_person, staff_record, court_order or must_not_find.
        #[arg(value_parser = restricted)]
        what: Restricted,
        /// Why, in at least fifteen letters.
        #[arg(long)]
        why: String,
        /// The handle of who must not find them, or of who they are after an adoption.
        #[arg(long)]
        other: Option<String>,
        /// What a court order says.
        #[arg(long, default_value = "")]
        order: String,
        /// The day on which it is to be looked at again.
        #[arg(long, value_parser = date)]
        review_on: Option<Date>,
        #[command(flatten)]
        who: AsWorker,
    },
    /// Ask to lift a restriction from one person.
    Lift {
        /// The restriction's handle.
        restriction: String,
        /// The person's handle.
        person: String,
        /// Why, in at least fifteen letters.
        #[arg(long)]
        why: String,
        #[command(flatten)]
        who: AsWorker,
    },
    /// Agree to a lift that another officer asked for.
    Agree {
        /// The lift's handle.
        lift: String,
        #[command(flatten)]
        who: AsWorker,
    },
    /// Decline a lift.
    Decline {
        /// The lift's handle.
        lift: String,
        #[command(flatten)]
        who: AsWorker,
    },
    /// Answer about a record that was held back.
    Answer {
        /// The handle of what was held back.
        held_back: String,
        /// this-person or somebody-else.
        answer: HeldBackAnswer,
        #[command(flatten)]
        who: AsWorker,
    },
    /// Write the journal of restrictions into a new file.
    Journal {
        /// The file.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Read a journal of restrictions back.
    Replay {
        /// The file.
        file: PathBuf,
    },
}

/// What the safeguarding desk says of a record that was held back.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum HeldBackAnswer {
    /// It is the restricted person.
    ThisPerson,
    /// It is somebody else.
    SomebodyElse,
}

fn restricted(text: &str) -> Result<Restricted, String> {
    Restricted::parse(&text.replace('-', "_"))
        .ok_or_else(|| "is nothing that can be restricted".to_owned())
}
