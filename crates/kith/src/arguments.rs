//! The words of the command line.

use crate::audit_arguments::{AuditArguments, WitnessArguments};
use crate::database_arguments::DatabaseArguments;
use crate::duty_arguments::{RotaArguments, TiesArguments};
use crate::plan_arguments::PlanCommand;
use crate::restriction_arguments::RestrictionsArguments;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use vocabulary::{Date, MatchAnswer, MatchReason, Purpose, Role};

/// Find a child, see the whole family and whom to ring.
#[derive(Parser)]
#[command(name = "kith", version, about, long_about = None)]
pub(crate) struct Arguments {
    /// The council's folder: settings, agreements, sources, data.
    #[arg(long, global = true, env = "KITH_DATA", value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// Print one JSON document on standard output, and nothing else there.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// The main job on an invented council: makes the extracts, loads, links, publishes, serves.
    Demo(DemoArguments),
    /// Make an empty council: settings, agreements, sources.
    Init,
    /// Serve the pages and the JSON API.
    Serve(ServeArguments),
    /// Add a worker, or change one; makes the passphrase for the first sign-in.
    Worker(WorkerArguments),
    /// Take an account away, give another first passphrase, lift a lock, or take a second step away.
    Account(AccountArguments),
    /// Load extracts of a source; nothing is visible until linked and published.
    Load(LoadArguments),
    /// Data quality of a file, without loading it.
    Check(CheckArguments),
    /// Link what is loaded into people.
    Link,
    /// Make what was linked last visible.
    Publish,
    /// Take a load back; link and publish make it so on the pages.
    Withdraw(WithdrawArguments),
    /// List the loads.
    Loads,
    /// List what waits for the records desk, with the reasons.
    Matches(MatchesArguments),
    /// Answer a question of the records desk: are two records about the same person?
    Decide(Box<DecideArguments>),
    /// Take the newest standing answer to a question back.
    Undo(UndoArguments),
    /// What the safeguarding desk keeps: shields, seals, records held back, the journal.
    Restrictions(Box<RestrictionsArguments>),
    /// Explain why two records are, may be or are not one person.
    Explain(ExplainArguments),
    /// Search for a person: the same rules and the same audit as the page.
    Find(Box<FindArguments>),
    /// See the family of a person that `kith find` has found.
    Family(FamilyArguments),
    /// See one involvement that `kith family` has listed.
    Details(FamilyArguments),
    /// The duty rota.
    Rota(RotaArguments),
    /// Whom workers know, and must not look up.
    Ties(Box<TiesArguments>),
    /// The engine alone, on any file of people.
    Linkage(LinkageArguments),
    /// Write an invented council's extracts and the truth about them.
    Synth(SynthArguments),
    /// Check the agreements, purposes and policies.
    Agreements(AgreementsArguments),
    /// Write the drafts of the papers (DPIA, schedules, ROPA, notice) from the rules in force.
    Papers(PapersArguments),
    /// The audit: check it, sign it, hand it to a witness.
    Audit(AuditArguments),
    /// For a partner agency: cosign a council's audit, and refuse one that was rewritten.
    Witness(WitnessArguments),
    /// What the database account that serves may do.
    Database(DatabaseArguments),
    /// Say precisely what is unsafe or missing.
    Doctor,
}

#[derive(Args)]
pub(crate) struct DemoArguments {
    /// How many people to invent.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub(crate) people: u32,
    /// The same seed gives the same council.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The port to serve on; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Stop when everything is published.
    #[arg(long)]
    pub(crate) no_serve: bool,
}

#[derive(Args)]
pub(crate) struct ServeArguments {
    /// The settings file; default: kith.toml in the council's folder.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The address to listen on, over the settings.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<std::net::SocketAddr>,
    /// The chain of certificates for TLS, over the settings.
    #[arg(long, value_name = "FILE", requires = "key")]
    pub(crate) certificate: Option<PathBuf>,
    /// The key of the certificate, over the settings.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    pub(crate) key: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct WorkerArguments {
    /// Staff id, as the case links have it.
    pub(crate) staff_id: String,
    /// The worker's name.
    #[arg(long)]
    pub(crate) name: String,
    /// The worker's role, for example social_worker.
    #[arg(long, value_parser = role)]
    pub(crate) role: Role,
    /// A team, as the case links have it; may be given more than once.
    #[arg(long = "team")]
    pub(crate) teams: Vec<String>,
    /// Day of the last training in information governance.
    #[arg(long, value_parser = date)]
    pub(crate) trained_on: Option<Date>,
    /// The account needs a second step, whatever the settings say.
    #[arg(long)]
    pub(crate) second_step: bool,
    /// The account is kept for when single sign-on fails.
    #[arg(long)]
    pub(crate) for_emergencies: bool,
    /// The worker signs in with the council's own account only, and has no passphrase.
    #[arg(long, conflicts_with_all = ["for_emergencies", "second_step", "passphrase_from_input"])]
    pub(crate) single_sign_on: bool,
    /// Read the passphrase from standard input and let it stay: for a program's account, or when
    /// the worker types it here themselves. Otherwise one is made that they have to change.
    #[arg(long)]
    pub(crate) passphrase_from_input: bool,
}

#[derive(Args)]
pub(crate) struct AccountArguments {
    #[command(subcommand)]
    pub(crate) command: AccountCommand,
}

#[derive(Subcommand)]
pub(crate) enum AccountCommand {
    /// Somebody has left: no more signing in, and every open sitting ends now.
    Close {
        /// Staff id.
        staff_id: String,
    },
    /// Sign somebody out everywhere, now; the account stays.
    SignOut {
        /// Staff id.
        staff_id: String,
    },
    /// Make a passphrase for somebody who has forgotten theirs: shown once, for 72 hours.
    FirstPassphrase {
        /// Staff id.
        staff_id: String,
    },
    /// Lift the lock of somebody who looked too often, once it is known why.
    Unlock {
        /// Staff id.
        staff_id: String,
        /// Why it is lifted, and who has looked into it; kept in the audit.
        #[arg(long)]
        reason: String,
    },
    /// Take a lost second step away, once it is certain who asks.
    RemoveSecondStep {
        /// Staff id.
        staff_id: String,
    },
}

#[derive(Args)]
pub(crate) struct LoadArguments {
    /// The source, as its file in `sources/` is named.
    #[arg(long)]
    pub(crate) source: String,
    /// The files.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The day to which the files are current; default: today.
    #[arg(long, value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Read and check only.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Load although there is less than before.
    #[arg(long)]
    pub(crate) accept_shrinkage: bool,
}

#[derive(Args)]
pub(crate) struct CheckArguments {
    /// The source, as its file in `sources/` is named.
    #[arg(long)]
    pub(crate) source: String,
    /// The files.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct WithdrawArguments {
    /// The load, as `kith loads` lists it.
    pub(crate) load: String,
}

#[derive(Args)]
pub(crate) struct ExplainArguments {
    /// A record, as SOURCE:KEY.
    pub(crate) a: String,
    /// Another record, as SOURCE:KEY.
    pub(crate) b: String,
}

#[derive(Args)]
pub(crate) struct AsWorker {
    /// The worker's staff id.
    #[arg(long = "as", value_name = "STAFF-ID")]
    pub(crate) worker: String,
    /// Why: P1 to P11.
    #[arg(long, value_parser = purpose)]
    pub(crate) purpose: Option<Purpose>,
    /// The case or referral number.
    #[arg(long = "case", default_value = "")]
    pub(crate) case: String,
}

#[derive(Args)]
pub(crate) struct MatchesArguments {
    /// List the answers with the weights of their pairs, for calibration, instead of what waits.
    #[arg(long)]
    pub(crate) labels: bool,
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct DecideArguments {
    /// The question's reference, as `kith matches` prints it.
    pub(crate) reference: String,
    /// same, not-same or cannot-tell.
    #[arg(value_parser = match_answer)]
    pub(crate) answer: MatchAnswer,
    /// Why, in a word; a wrong word lists the right ones.
    #[arg(long, value_parser = match_reason)]
    pub(crate) reason: MatchReason,
    /// What else is to be said; no name is needed.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct UndoArguments {
    /// The question's reference.
    pub(crate) reference: String,
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct FindArguments {
    #[command(flatten)]
    pub(crate) who: AsWorker,
    /// Family name; a nickname, an old surname and a wildcard are fine.
    #[arg(long, default_value = "")]
    pub(crate) family: String,
    /// Given name.
    #[arg(long, default_value = "")]
    pub(crate) given: String,
    /// Birth date or a part of it: 2011-12-13, 2011-12 or 2011.
    #[arg(long, default_value = "")]
    pub(crate) born: String,
    /// About how old.
    #[arg(long, default_value = "")]
    pub(crate) age: String,
    /// Address or street.
    #[arg(long, default_value = "")]
    pub(crate) address: String,
    /// Postcode.
    #[arg(long, default_value = "")]
    pub(crate) postcode: String,
    /// Telephone of the person.
    #[arg(long, default_value = "")]
    pub(crate) telephone: String,
    /// The person's case number.
    #[arg(long, default_value = "")]
    pub(crate) number: String,
    /// NHS number.
    #[arg(long, default_value = "")]
    pub(crate) nhs_number: String,
    /// Unique pupil number.
    #[arg(long, default_value = "")]
    pub(crate) upn: String,
}

#[derive(Args)]
pub(crate) struct FamilyArguments {
    /// The handle that `kith find` or `kith family` has printed.
    pub(crate) handle: String,
    #[command(flatten)]
    pub(crate) who: AsWorker,
}

#[derive(Args)]
pub(crate) struct SynthArguments {
    /// How many people to invent.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(50..=1_000_000))]
    pub(crate) people: u32,
    /// The same seed gives the same council.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The day on which the extracts are made; default: today.
    #[arg(long, value_parser = date)]
    pub(crate) today: Option<Date>,
    /// Where to write; the truth goes to `truth/` in it.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

#[derive(Args)]
pub(crate) struct LinkageArguments {
    #[command(subcommand)]
    pub(crate) command: LinkageCommand,
}

#[derive(Subcommand)]
pub(crate) enum LinkageCommand {
    /// Link files of people: CSV or Parquet in, clusters and a report out.
    Run(LinkageRunArguments),
    /// Explain why two records of a file are, may be or are not one person.
    Explain(LinkageExplainArguments),
    #[command(flatten)]
    Plan(PlanCommand),
}

#[derive(Args)]
pub(crate) struct FileArguments {
    /// The files of people; CSV or Parquet.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub(crate) input: Vec<PathBuf>,
    /// What the columns mean, as TOML.
    #[arg(long, value_name = "SPEC.toml")]
    pub(crate) spec: PathBuf,
}

#[derive(Args)]
pub(crate) struct LinkageRunArguments {
    #[command(flatten)]
    pub(crate) files: FileArguments,
    /// Where the clusters go: record_id,person_id,band.
    #[arg(long, value_name = "CLUSTERS.csv")]
    pub(crate) output: PathBuf,
    /// Where the report goes, as JSON.
    #[arg(long, value_name = "REPORT.json")]
    pub(crate) report: Option<PathBuf>,
    /// Where the report goes as a page; default: beside the JSON.
    #[arg(long, value_name = "REPORT.html")]
    pub(crate) html: Option<PathBuf>,
    /// From this weight on records are joined, over the specification.
    #[arg(long, value_name = "WEIGHT", allow_negative_numbers = true, value_parser = weight)]
    pub(crate) threshold: Option<f64>,
}

#[derive(Args)]
pub(crate) struct LinkageExplainArguments {
    #[command(flatten)]
    pub(crate) files: FileArguments,
    /// A record's id, or SOURCE:ID.
    pub(crate) a: String,
    /// Another record's id, or SOURCE:ID.
    pub(crate) b: String,
    /// Where the weights go as a drawing.
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) svg: Option<PathBuf>,
    /// From this weight on records are joined, over the specification.
    #[arg(long, value_name = "WEIGHT", allow_negative_numbers = true, value_parser = weight)]
    pub(crate) threshold: Option<f64>,
}

#[derive(Args)]
pub(crate) struct AgreementsArguments {
    #[command(subcommand)]
    pub(crate) command: AgreementsCommand,
}

#[derive(Subcommand)]
pub(crate) enum AgreementsCommand {
    /// Read every rule and point at the line of each problem.
    Check {
        /// The folder with the rule files; default: agreements/ in the council's folder.
        folder: Option<PathBuf>,
    },
    /// Say what newly becomes visible to whom between two folders of rule files.
    Diff {
        /// The rules before.
        old: PathBuf,
        /// The rules after.
        new: PathBuf,
    },
    /// Propose the rules of a folder; nothing changes until another officer activates them.
    Propose {
        /// The folder with the rule files.
        folder: PathBuf,
        /// The staff id of an information-governance lead.
        #[arg(long = "as", value_name = "STAFF-ID")]
        worker: String,
    },
    /// Put proposed rules into force: a different information-governance lead than proposed them.
    Activate {
        /// The proposal's reference, for example RULES-1.
        reference: String,
        /// The staff id of another information-governance lead.
        #[arg(long = "as", value_name = "STAFF-ID")]
        worker: String,
    },
    /// List the proposed changes, or show what one of them does.
    Changes {
        /// A proposal's reference.
        reference: Option<String>,
    },
}

#[derive(Args)]
pub(crate) struct PapersArguments {
    /// Where to write the papers.
    pub(crate) folder: PathBuf,
}

fn weight(text: &str) -> Result<f64, String> {
    let weight: Option<f64> = text.parse().ok();
    weight
        .filter(|weight| weight.abs() <= 200.0)
        .ok_or_else(|| "is not a weight from -200 to 200, for example 5".to_owned())
}

pub(crate) fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "is not a date like 2026-11-23".to_owned())
}

fn purpose(text: &str) -> Result<Purpose, String> {
    Purpose::parse(text).ok_or_else(|| "is not a purpose from P1 to P11".to_owned())
}

fn role(text: &str) -> Result<Role, String> {
    let codes: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    Role::parse(text).ok_or_else(|| format!("is not a role; the roles are {}", codes.join(", ")))
}

fn match_answer(text: &str) -> Result<MatchAnswer, String> {
    MatchAnswer::parse(text).ok_or_else(|| "is not same, not-same or cannot-tell".to_owned())
}

fn match_reason(text: &str) -> Result<MatchReason, String> {
    let codes = MatchReason::ALL.map(|reason| reason.code().replace('_', "-"));
    MatchReason::parse(text)
        .ok_or_else(|| format!("is not a reason; the reasons are {}", codes.join(", ")))
}
