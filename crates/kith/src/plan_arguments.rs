//! The words of the commands about linkage plans.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum PlanCommand {
    /// Run a linkage plan on files: learn what it lacks, score, join people.
    RunPlan(RunPlanArguments),
    /// Write a linkage plan as settings for Splink on DuckDB or Apache Spark.
    Export(ExportArguments),
    /// Take back the clusters that Splink wrote.
    Import(ImportArguments),
}

#[derive(Args)]
pub(crate) struct RunPlanArguments {
    /// The files: CSV or Parquet with the columns that the plan names.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub(crate) input: Vec<PathBuf>,
    /// The plan.
    #[arg(long, value_name = "PLAN.toml")]
    pub(crate) plan: PathBuf,
    /// Where the scored pairs go: record_id_l,record_id_r,match_weight.
    #[arg(long, value_name = "SCORES.csv")]
    pub(crate) output: Option<PathBuf>,
    /// Where the people go: record_id,person_id,band.
    #[arg(long, value_name = "CLUSTERS.csv")]
    pub(crate) clusters: Option<PathBuf>,
    /// Where the plan goes with everything it has learnt.
    #[arg(long, value_name = "TRAINED.toml")]
    pub(crate) trained: Option<PathBuf>,
    /// Where the report goes, as JSON.
    #[arg(long, value_name = "REPORT.json")]
    pub(crate) report: Option<PathBuf>,
    /// Only pairs at or over this match weight are written.
    #[arg(
        long,
        value_name = "WEIGHT",
        default_value_t = 0.0,
        allow_negative_numbers = true
    )]
    pub(crate) threshold: f64,
    /// Pairs at or over this match weight are one person; 4.25 is a probability of 0.95.
    #[arg(
        long,
        value_name = "WEIGHT",
        default_value_t = 4.25,
        allow_negative_numbers = true
    )]
    pub(crate) join: f64,
    /// Whose Jaro-Winkler likeness is followed; DuckDB and Spark differ a little.
    #[arg(long, value_enum, default_value_t = SameAs::Duckdb)]
    pub(crate) same_as: SameAs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SameAs {
    /// DuckDB.
    Duckdb,
    /// Apache Spark.
    Spark,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Receiver {
    /// Splink, major version 5.
    Splink5,
}

#[derive(Args)]
pub(crate) struct ExportArguments {
    /// Who reads the settings.
    #[arg(long, value_enum)]
    pub(crate) to: Receiver,
    /// The plan.
    #[arg(long, value_name = "PLAN.toml")]
    pub(crate) plan: PathBuf,
    /// Where the settings go.
    #[arg(long, value_name = "SETTINGS.json")]
    pub(crate) output: PathBuf,
}

#[derive(Args)]
pub(crate) struct ImportArguments {
    /// Splink's clusters: CSV or Parquet with `cluster_id` and the record ids.
    #[arg(long, value_name = "FILE")]
    pub(crate) clusters: PathBuf,
    /// The column of record ids.
    #[arg(long, value_name = "COLUMN", default_value = "unique_id")]
    pub(crate) record_id: String,
    /// Where the people go: record_id,person_id,band.
    #[arg(long, value_name = "CLUSTERS.csv")]
    pub(crate) output: PathBuf,
}
